"""What a request about a standing entry becomes: a change, a confirmation, a removal."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from experts import contact_changes, edit
from forms import answers, forms
from forms.answers import apply
from functions import checks, guidance, letters, log, review
from functions.app import App
from functions.ports import Change, PoisonError, UnavailableError, encode
from functions.proposal import hasty, path, pointer, proposal
from functions.submission import PRIVATE, Submission, parse, read
from records import yaml_reader

TWICE = "A second editor agrees: ways to reach a published entry change"
PROVEN = f"The label `{letters.CONFIRMED}` is there, or I asked them on a number that the entry has **now**"
TWO_UNLESS_PROVEN = f"The label `{letters.CONFIRMED}` is there, or a second editor agrees"
CALL_BACK = "I called back on the number or address that the entry has **now**, not on the new one"


class Standing(NamedTuple):
    """An entry's file on the main branch, and what it says."""

    source: bytes
    data: dict[str, Any]


def current(app: App, slug: str) -> Standing:
    source = app.forge_for("change").read(path(slug))
    if source is None:
        raise PoisonError("the entry is no longer there")
    try:
        data: dict[str, Any] = yaml_reader.read(source)
    except yaml_reader.YamlError:
        raise UnavailableError("entry-unreadable") from None  # until an editor mends its file
    if "removed" in data:
        raise PoisonError("the entry is no longer there")
    return Standing(source, data)


def revision(app: App, entry: Submission, standing: Standing, asks: str) -> Change:
    """`asks` is what is known of the sender."""
    return REVISIONS[entry["kind"]](app, entry, standing, asks)


def remember(app: App, entry: Submission, standing: Standing, asks: str) -> None:
    """What it takes to make the proposal again if the entry changes: nothing that is not to be public."""
    public_answers = {name: values for name, values in entry["answers"].items() if name not in PRIVATE}
    kept = {**entry, "answers": public_answers, "asks": asks, "base": digest(standing.source)}
    app.store.put(f"pending/{entry['id']}", encode(kept), replace=True)


def digest(source: bytes) -> str:
    return hashlib.sha256(source).hexdigest()


def update(app: App, entry: Submission, standing: Standing, asks: str) -> Change:
    form, given, _ = read(entry)
    sent = review.changed(form, given, answers.read(form, standing.data), entry["changed"])
    new, clashes = apply(standing.data, entry["edits"])
    if contact_changes.is_covered_by_check(standing.data, new):
        new["changed"] = {"on": entry["on"]}
    return revise(app, entry, standing, asks, new, "Change", "change", sent, clashes)


def correct(app: App, entry: Submission, standing: Standing, asks: str) -> Change:
    """They say that it is still correct. That is no check: what an editor checked stays as it was."""
    old, on = standing.data, entry["on"]
    as_of = {"accepting": {**old["accepting"], "as_of": on}} if "accepting" in old else {}
    new = {**old, "confirmed": {"on": on}, **as_of}
    return revise(app, entry, standing, asks, new, "Still correct", "still-correct")


def revise(
    app: App,
    entry: Submission,
    standing: Standing,
    asks: str,
    new: dict[str, Any],
    heading: str,
    label: str,
    sent: str = "",
    clashes: Sequence[str] = (),
) -> Change:
    slug, (source, old) = entry["profile"], standing
    proposed = edit(source, new)
    moved = contact_changes.compare(old, new)
    looked_up = checks.of_entry(new, app.listing.profiles(), slug)
    form = forms()["change"]
    parts = (
        ("What to do", guide(entry["kind"], bool(moved))),
        ("Ways to reach them", review.contact_lines(moved)),
        ("It has changed since the form was filled in", review.clashed(clashes)),
        ("What changes", sent),
        ("Who asks", asks),
        ("Looked up", review.checked(looked_up)),
        ("The entry as it would look", review.folded("Show all of it",
            review.entry(form, answers.read(form, new)))),
        ("The file", review.folded("Show what differs in the file",
            review.difference(source.decode(), proposed.decode()))),
        ("Before you merge", review.checklist(PROVEN, *([TWICE, CALL_BACK] if moved else []), *renewal(new))),
        ("To ask the sender", pointer(entry["id"]) if sealed(entry) else ""),
    )  # fmt: skip
    marks = [("contact-change", bool(moved)), ("moved-on", bool(clashes))]
    labels = (label, whether_confirmed(entry), *(mark for mark, holds in marks if holds), *hasty(entry))
    return proposal(entry, f"{heading}: {slug}", {path(slug): proposed}, labels, parts)


def whether_confirmed(entry: Submission) -> str:
    return letters.CONFIRMED if entry.get("proven") else letters.NOT_CONFIRMED


def sealed(entry: Submission) -> bool:
    """Whether there are answers for the editors alone: the button behind a letter's link sends none."""
    return not (entry["kind"] == "correct" and entry.get("proven"))


def guide(kind: str, moved: bool) -> str:
    if moved:
        return guidance.CONTACT_CHANGE
    return guidance.CORRECT if kind == "correct" else guidance.CHANGE


def renewal(new: Mapping[str, Any]) -> list[str]:
    """The page says that the check was before the change, until an editor makes it again."""
    level = new["verification"]["level"]
    if new.get("changed", {}).get("on", "") <= new["verification"]["on"] or level == "self-declared":
        return []
    return ["I checked it again and set `verification`; else the page says “Checked before the last change”"]


def who_asks(app: App, entry: Submission, old: Mapping[str, Any], sender: str) -> str:
    """What is known of the sender, in our words."""
    if entry.get("proven"):
        message = "It comes from the entry's own address: they used the link in our letter"
        known = checks.Check("proven", message)
        return review.checked([known, *(checks.sender(old, sender) if sender else ())])
    if letters.recipients(app, entry, old, sender):
        message = (
            "Whether it comes from them: a letter went to the address of the entry. When its button is "
            f"pressed, the label `{letters.CONFIRMED}` takes the place of `{letters.NOT_CONFIRMED}`"
        )
    else:
        message = "Whether it comes from them: the entry has no address to which a letter could go. Call back"
    return review.checked([checks.Check("not known", message), *checks.sender(old, sender)])


def remove(app: App, entry: Submission, standing: Standing, asks: str) -> Change:
    slug, (source, old) = entry["profile"], standing
    left = {
        "name": old["name"],
        "removed": {"on": entry["on"]},
        **({"sample": True} if old.get("sample") else {}),
    }
    files: dict[str, bytes | None] = {path(slug): edit(source, left)}
    photo = f"experts/photos/{old['photo']['file']}" if "photo" in old else ""
    if photo and app.forge_for("remove").read(photo) is not None:
        files[photo] = None
    parts = (
        ("What to do", guidance.REMOVE),
        ("What happens", "The entry goes; its address stays taken and says that it is no longer listed.\n"),
        ("Who asks", asks),
        ("Before you merge", review.checklist(TWO_UNLESS_PROVEN, "I did not ask for a reason")),
        ("To ask the sender", pointer(entry["id"])),
    )  # fmt: skip
    labels = ("removal", whether_confirmed(entry), *hasty(entry))
    return proposal(entry, f"Removal: {slug}", files, labels, parts)


REVISIONS: Mapping[str, Callable[[App, Submission, Standing, str], Change]] = {
    "change": update, "correct": correct, "remove": remove,
}  # fmt: skip


def renew_pending(app: App, most: int) -> int:
    """Makes proposals again whose entry has changed since, so that no editor has to mend a conflict."""
    closed = {branch.rpartition("/")[2] for branch in app.forge_for("change").closed()}
    renewed = 0
    for stored in app.store.keys("pending/"):
        if stored.key.partition("/")[2] in closed:
            app.store.delete(stored.key)
        elif renewed < most:
            renewed += renew_stored(app, stored.key)
    return renewed


def renew_stored(app: App, key: str) -> bool:
    """What cannot be read is thrown away: its pull request is there, and git says if it no longer fits."""
    try:
        entry = parse(app.store.get(key) or b"")
    except PoisonError:
        app.store.delete(key)
        return False
    return renew(app, entry)


def renew(app: App, entry: Submission) -> bool:
    branch, forge = f"intake/{entry['kind']}/{entry['id']}", app.forge_for("change")
    try:
        standing = current(app, entry["profile"])
        if digest(standing.source) == entry["base"]:
            return False
        change = revision(app, entry, standing, entry["asks"])
        labels = (*(label for label in change.labels if label != letters.NOT_CONFIRMED), "renewed")
        forge.renew(replace(change, labels=labels))
    except PoisonError:
        forge.note(branch, f"**It no longer fits** the entry as it is on {app.today()}. Close it.")
        app.store.delete(f"pending/{entry['id']}")
        return False
    forge.note(branch, f"**Made again** on {app.today()}, because the entry had changed.")
    again = {**entry, "base": digest(standing.source)}
    app.store.put(f"pending/{entry['id']}", encode(again), replace=True)
    log.event("entry", "renewed", entry["id"])
    return True
