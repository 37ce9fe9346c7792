"""Which files tell people where to turn, and what each of them tells.

Code is read too where pages are made of it, but only for what can hardly be anything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from experts import contact_changes
from records import contact_points, source_file
from records.source_file import LARGEST, SourceFile

Kind = Literal["entry", "list", "text", "picture", "code", "guard", "other"]

WATCHED = frozenset((
    "content", "courses", "experts", "forms", "theme", "hosting", "gate", ".github",
    "pelicanconf.py", "publishconf.py", "template.yaml",
))  # fmt: skip
"""The top-level names below which a change is looked at; all else leads nobody anywhere."""
ENTRIES = "experts/profiles/"
LISTS = ("content/helplines.yaml", "content/redirects.yaml", "content/link-decisions.yaml")
"""Here also the order, or a day, leads people somewhere: any change of what they say counts."""
_DATA = ("content/", "courses/", "experts/")
_CODE = (
    "forms/", "theme/templates/", "theme/translations/", "theme/static/js/",
    "pelicanconf.py", "publishconf.py",
)  # fmt: skip
_GUARDS = ("gate/", ".github/", "hosting/viewer.js", "template.yaml")
"""What checks proposals, and what stands before every page: it can lead all readers elsewhere, by an address
that is put together and so is none that a program would find."""
_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".avif")


class Unreadable(Exception):  # noqa: N818 - it is an answer, and always caught
    """Why a program cannot say what a file tells people."""


@dataclass(frozen=True, slots=True)
class Extract:
    """What a file tells people of where to turn.

    `compared` is equal for two states of a file that lead people to the same places; `lines` show it.
    """

    compared: Any
    lines: tuple[str, ...]
    removed: bool = False


def kind(path: str) -> Kind | None:
    """None where a file tells nobody where to turn."""
    place = f"{path}/"  # so that a file, or a link, in the place of a folder counts as well
    if place.startswith(_GUARDS):
        return "guard"
    if place.startswith(_CODE):
        return "code"
    if place.startswith(_DATA):
        return _data_kind(path)
    return "other" if path in WATCHED else None


def _data_kind(path: str) -> Kind | None:
    if path in LISTS:
        return "list"
    ending = "." + path.rpartition("/")[2].rpartition(".")[2].lower()
    if ending == ".yaml":
        return "entry" if path.startswith(ENTRIES) else "text"
    if ending in (".py", ".json"):  # the model beside the data, which the maintainers own
        return None
    return "text" if ending == ".md" else "picture" if ending in _PICTURES else "other"


def extract(path: str, source: bytes) -> Extract:
    """Raises Unreadable."""
    if len(source) > LARGEST:
        raise Unreadable(f"has more than {LARGEST // 1024} KB")
    of = kind(path)
    if of == "code":
        return _of_code(source)
    file = (source_file.of_text if path.endswith(".md") else source_file.of_yaml)(path, source)
    if not file.sound:
        first = file.diagnostics[0]
        raise Unreadable(f"line {first.line}: {first.message}")
    if of == "entry":
        return _of_entry(file.data)
    return _of_list(file.data) if of == "list" else _of_text(file)


def _of_entry(data: Any) -> Extract:
    if not isinstance(data, Mapping):
        raise Unreadable("holds no fields of an entry")
    for part in contact_changes.STRUCTURED:
        if not isinstance(data.get(part, []), list):
            raise Unreadable(f"{part} is no list")
    lines = sorted(set(contact_changes.lines(data)))
    return Extract(lines, tuple(lines), "removed" in data)


def _of_list(data: Any) -> Extract:
    return Extract(data, tuple(f"{path}: {value}" for path, value in _flat(data, "")))


def _of_text(file: SourceFile) -> Extract:
    values = [str(value) for _, value in _flat(file.data, "")]
    values.append("\n".join(file.body.lines))
    lines = tuple(shown for text in values for _, shown in contact_points.find(text))
    return Extract(lines, lines)


def _of_code(source: bytes) -> Extract:
    try:
        text = source.decode()
    except UnicodeDecodeError:
        raise Unreadable("is no text in UTF-8") from None
    points = contact_points.find(text)
    lines = tuple(shown for point, shown in points if point.kind != "handle" and _is_meant(point, shown))
    return Extract(lines, lines)


def _is_meant(point: contact_points.ContactPoint, shown: str) -> bool:
    """`self.name` reads like a host, and each list of numbers like a number to call."""
    return "//" in shown if point.kind == "host" else contact_points.is_certain(point, shown)


def _flat(data: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Each value with its path, in order; an item of a list by its id, if it has one."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from _flat(value, f"{path}.{key}".lstrip("."))
    elif isinstance(data, list) and all(isinstance(value, str) for value in data):
        yield path, "\n".join(data)  # a number may be divided between lines
    elif isinstance(data, list):
        for value in data:
            name = value.get("id") if isinstance(value, Mapping) else None
            yield from _flat(value, f"{path}.{name}".lstrip(".") if name else path)
    else:
        yield path, data
