"""What the entries of content/claims.yaml must say of each other and of their days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from content.model import Claim
from records.dates import in_words
from records.diagnostic import DataPath, FieldDiagnostic
from records.references import did_you_mean

LONGEST = timedelta(days=366)
"""A rule is read again within a year."""
Entry = Mapping[str, Any]


def check(data: Mapping[str, Entry]) -> Iterator[FieldDiagnostic]:
    """`data` meets the schema."""
    for id_, entry in data.items():
        found = [*_days(entry), *_status(entry), *_changes(entry), *_replaced(id_, entry, data)]
        yield from (one._replace(path=(id_, *one.path)) for one in found)


def _days(entry: Entry) -> Iterator[FieldDiagnostic]:
    version, read_on = entry["version"]["date"], date.fromisoformat(entry["source"]["read_on"])
    again = date.fromisoformat(entry["reread_by"])
    if date.fromisoformat(version) > read_on:
        message = (
            f"{version} is after the day on which it was read ({read_on}); correct the one that is wrong"
        )
        yield FieldDiagnostic(("version", "date"), message)
    if (checked := entry["checked_on"]) and date.fromisoformat(checked) < read_on:
        message = (
            f"{checked} is before the day on which it was read ({read_on}); compare the live page with what"
            " was read then, or write null"
        )
        yield FieldDiagnostic(("checked_on",), message)
    if again <= read_on:
        yield FieldDiagnostic(
            ("reread_by",), f"{again} is not after the day on which it was read ({read_on})"
        )
    elif again > read_on + LONGEST:
        message = f"{again} is more than a year after it was read ({read_on}); write an earlier day"
        yield FieldDiagnostic(("reread_by",), message)


def _status(entry: Entry) -> Iterator[FieldDiagnostic]:
    status = entry["status"]
    if status == "unsure" and "note" not in entry:
        yield FieldDiagnostic(("status",), "is 'unsure'; say under 'note' what is not known")
    elif status in ("amended", "replaced") and "changes" not in entry:
        message = f"is '{status}'; say under 'changes' what changed, and on which day"
        yield FieldDiagnostic(("status",), message)
    elif status == "stands" and (changed := _changed_since(entry)):
        message = (
            f"is 'stands', and the rule changed on {changed}, after the text that was read; read the newer"
            " text and give its day under 'version', or write 'amended' or 'unsure'"
        )
        yield FieldDiagnostic(("status",), message)


def _changed_since(entry: Entry) -> str | None:
    """The day of a change that the text does not have. A text is made before the rule in it begins."""
    newest: str = max((change["on"] for change in entry.get("changes", ())), default="")
    return newest if newest > max(entry["version"]["date"], entry["in_force"] or "") else None


def _changes(entry: Entry) -> Iterator[FieldDiagnostic]:
    days = [change["on"] for change in entry.get("changes", ())]
    for place, (newer, older) in enumerate(pairwise(days), start=1):
        if newer == older:
            message = f"{older} stands here twice; put what changed on one day into one entry"
            yield FieldDiagnostic(("changes", place, "on"), message)
        elif newer < older:
            message = f"{older} comes after {newer}; the newest change stands first"
            yield FieldDiagnostic(("changes", place, "on"), message)


def _replaced(id_: str, entry: Entry, data: Mapping[str, Entry]) -> Iterator[FieldDiagnostic]:
    other = entry.get("replaced_by")
    if other is None:
        return
    if entry["status"] != "replaced":
        message = f"belongs to the status 'replaced', and the status is '{entry['status']}'"
        yield FieldDiagnostic(("replaced_by",), message)
    elif other == id_:
        yield FieldDiagnostic(("replaced_by",), "names the rule itself; name the one that took its place")
    elif other not in data:
        message = f"there is no rule '{other}' in this file{did_you_mean(other, data)}"
        yield FieldDiagnostic(("replaced_by",), message)


def calendar(claims: Mapping[str, Claim], today: date) -> Iterator[FieldDiagnostic]:
    """What depends on the day: for a person's check, never for a build."""
    for id_, claim in claims.items():
        found = [*_future(claim, today), *_to_read_again(id_, claim, today)]
        yield from (one._replace(path=(id_, *one.path)) for one in found)


def _future(claim: Claim, today: date) -> Iterator[FieldDiagnostic]:
    days: list[tuple[DataPath, date | None]] = [
        (("source", "read_on"), claim.source.read_on),
        *((("also_read", place, "read_on"), page.read_on) for place, page in enumerate(claim.also_read)),
        (("checked_on",), claim.checked_on),
        *((("changes", place, "on"), change.on) for place, change in enumerate(claim.changes)),
    ]
    for path, day in days:
        if day and day > today:
            yield FieldDiagnostic(path, f"{in_words(day)} is in the future")


def _to_read_again(id_: str, claim: Claim, today: date) -> Iterator[FieldDiagnostic]:
    """What visitors are warned of, too."""
    if claim.reread_by < today:
        message = f"was to be read again by {in_words(claim.reread_by)}"
        advice = "read the source, then set 'read_on' and 'reread_by'"
        yield FieldDiagnostic(("reread_by",), f"{message}; {advice}", "warning")
    if claim.status == "unsure":
        message = f"is unsure: {claim.note}; settle it, or leave the warning beside [law:{id_}]"
        yield FieldDiagnostic(("status",), message, "warning")
    elif claim.status != "stands":
        message = f"is {claim.status}; mend the texts that cite [law:{id_}], and then this entry"
        yield FieldDiagnostic(("status",), message, "warning")
