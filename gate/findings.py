"""What a proposal changes of where people are told to turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from gate import contact_files
from gate.contact_files import Extract, Unreadable
from gate.trees import REGULAR, Difference, Entry
from records.source_file import LARGEST

Kind = Literal["new", "gone", "changed", "unreadable"]
"""`gone`: an entry is taken down, and its address says so. A file that is just deleted is `changed`."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`lines` begin with - and +, or say why somebody has to look."""

    path: str
    kind: Kind
    lines: tuple[str, ...]


ReadBlob = Callable[[str], bytes]


def findings(differences: Iterable[Difference], read: ReadBlob) -> list[Finding]:
    return [each for each in (_finding(one, read) for one in differences) if each]


def _finding(one: Difference, read: ReadBlob) -> Finding | None:
    kind = contact_files.kind(one.path)
    if kind is None:
        return None
    if one.after and (fault := _fault(one.after)):
        return Finding(one.path, "unreadable", (fault,))
    if kind in _LOOK:
        return _to_look_at(one, _LOOK[kind])
    return _compared(one, read)


_LOOK: dict[contact_files.Kind, str] = {
    "guard": "is part of what checks proposals, or stands before every page",
    "picture": "a program cannot read what a picture shows",
    "other": "a program cannot read a file of this kind",
}


def _fault(entry: Entry) -> str:
    if entry.mode not in REGULAR:
        return "is a link or another repository: put the file itself here"
    return f"has more than {LARGEST // 1024} KB" if _is_too_large(entry) else ""


def _is_too_large(entry: Entry) -> bool:
    return entry.size > LARGEST


def _to_look_at(one: Difference, why: str) -> Finding | None:
    """A picture that goes leads nobody anywhere; a guard that goes does."""
    if one.after is None and contact_files.kind(one.path) != "guard":
        return None
    return Finding(one.path, "changed", (why,))


def _compared(one: Difference, read: ReadBlob) -> Finding | None:
    try:
        new = contact_files.extract(one.path, read(one.after.sha)) if one.after else Extract(None, ())
    except Unreadable as why:
        return Finding(one.path, "unreadable", (str(why),))
    try:
        old = _old(one, read)
    except Unreadable as why:
        return Finding(one.path, "changed", (f"what is there now cannot be read: {why}",))
    if old.compared == new.compared or not (old.lines or new.lines):
        return None
    return Finding(one.path, _kind(one, old, new), tuple(_lines(old, new)))


def _old(one: Difference, read: ReadBlob) -> Extract:
    if one.before is None:
        return Extract(None, ())
    if fault := _fault(one.before):
        raise Unreadable(fault)
    return contact_files.extract(one.path, read(one.before.sha))


def _kind(one: Difference, old: Extract, new: Extract) -> Kind:
    if one.before is None:
        return "new"
    return "gone" if new.removed and not set(new.lines) - set(old.lines) else "changed"


def _lines(old: Extract, new: Extract) -> Iterator[str]:
    gone = [line for line in old.lines if line not in new.lines]
    come = [line for line in new.lines if line not in old.lines]
    yield from (f"- {line}" for line in gone)
    yield from (f"+ {line}" for line in come)
    if not gone and not come:
        yield "the same ways to be reached, but in another order, or another number of times"
