"""What a changed entry says anew, or no longer says, of how to reach somebody."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from records import contact_points

STRUCTURED = ("contact", "links")  # lists whose entries are ways to reach them, whatever they hold
_CLOSE = 0.75  # from which on two lines are the same way, changed


@dataclass(frozen=True, slots=True)
class ContactChanges:
    """Lines such as "contact: kind: phone, dial: +44 20 7946 0123" and "summary: 020 7946 0999", in order."""

    gone: tuple[str, ...]
    come: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.gone or self.come)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """What goes and what comes in its place; an empty text where there is nothing."""
        left = list(self.come)
        for line in self.gone:
            near = difflib.get_close_matches(line, left, 1, _CLOSE)
            if near:
                left.remove(near[0])
            yield line, near[0] if near else ""
        yield from (("", line) for line in left)


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> ContactChanges:
    """Of an entry and of what it is to become; an entry that is removed has only what goes."""
    before, after = frozenset(lines(old)), frozenset(lines(new))
    return ContactChanges(tuple(sorted(before - after)), tuple(sorted(after - before)))


CHECKED = ("name", "alternate_names", "kind", "roles", "identifiers")
"""What an editor's check covers besides the ways to reach them."""


def is_covered_by_check(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether something changes that an editor's check has said to be true."""
    return bool(compare(old, new)) or any(old.get(part) != new.get(part) for part in CHECKED)


def lines(data: Mapping[str, Any]) -> Iterator[str]:
    for part in STRUCTURED:
        for entry in data.get(part) or ():
            yield f"{part}: {_flat(entry)}"
    for path, text in _texts(data, ""):
        if path.partition(".")[0] not in STRUCTURED:
            for _point, shown in contact_points.find(text):
                yield f"{path}: {shown}"


def _texts(data: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every text of an entry with its path, without places in lists: a row that moves changes nothing."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from _texts(value, f"{path}.{key}".lstrip("."))
    elif isinstance(data, (list, tuple)):
        if all(isinstance(value, str) for value in data):
            yield path, "\n".join(data)  # a number may be divided between lines
            return
        for value in data:
            yield from _texts(value, path)
    elif isinstance(data, str):
        yield path, data


_FIRST = ("kind", "dial", "address", "url", "handle", "lines")
"""What matters most of a way to reach them."""


def _flat(entry: Any) -> str:
    if not isinstance(entry, Mapping):
        return str(entry)
    keys = sorted(entry, key=lambda key: (_FIRST.index(key) if key in _FIRST else len(_FIRST), key))
    return ", ".join(f"{key}: {_joined(entry[key])}" for key in keys)


def _joined(value: Any) -> str:
    return " / ".join(map(str, value)) if isinstance(value, list) else str(value)


def alike(old: str, new: str) -> bool:
    """Whether a reader may take one for the other, so that what differs is to be pointed at."""
    return bool(difflib.get_close_matches(new, [old], 1, _CLOSE))


def marked(old: str, new: str) -> str:
    """One below the other, with a sign under each character that differs."""
    below_old, below_new = _signs(old, new)
    rows = (f"- {old}", f"  {below_old}", f"+ {new}", f"  {below_new}")
    return "\n".join(row.rstrip() for row in rows if row.strip())


def _signs(old: str, new: str) -> tuple[str, str]:
    """The shortest way from one to the other: where they agree there is a space, else a ^."""
    signs = [" "] * len(old), [" "] * len(new)
    for operation, *places in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation != "equal":
            for row, (start, end) in zip(signs, (places[:2], places[2:]), strict=True):
                row[start:end] = "^" * (end - start)
    return re.sub(r"\s+\Z", "", "".join(signs[0])), re.sub(r"\s+\Z", "", "".join(signs[1]))
