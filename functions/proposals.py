"""What each kind of entry becomes: a change to files, and the words with which an editor judges it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from experts import contact_changes, dump, edit
from forms import Form, find
from forms.answers import apply, as_typed
from forms.fields import Answers
from functions import checks, letters, matching, profile_forms, review, seal, slugs, tokens
from functions.app import App
from functions.ports import Change, PoisonError, UnavailableError
from functions.submission import Submission, read, reply_to
from records import yaml_reader

PRIVATE = ("reply_to", "message")
REPLY = ".reply"
TWICE = "A second editor agrees: ways to reach a published entry change"
PROVEN = f"The label `{letters.CONFIRMED}` is there, or I asked them on a number that the entry has **now**"
TWO_UNLESS_PROVEN = f"The label `{letters.CONFIRMED}` is there, or a second editor agrees"
CALL_BACK = "I called back on the number or address that the entry has **now**, not on the new one"


class Standing(NamedTuple):
    """An entry's file on the main branch, and what it says."""

    source: bytes
    data: dict[str, Any]


def carry_out(app: App, entry: Submission) -> dict[str, Any]:
    """Does everything that an entry asks for and returns the receipt, which says nothing about the person."""
    kind = entry["kind"]
    if kind == "confirmation":
        letters.confirm(app, entry)
        return {"kind": kind, "on": app.today()}
    if kind == "referral":
        change, standing = referral(app, entry), None
    elif kind == "signup":
        change, standing = signup(app, entry), None
    else:
        standing = current(app, entry["profile"])
        change = REVISIONS[kind](app, entry, standing)
    seal_private(app, entry)
    where = app.forge_for(kind).propose(change)
    if kind != "referral":
        letters.send(app, entry, standing.data if standing else None, reply_to(read(entry)[1]))
    return {"kind": kind, "branch": change.branch, "where": where, "on": app.today()}


def signup(app: App, entry: Submission) -> Change:
    form, given, identity = read(entry)
    data = profile_forms.new_profile(form, given, entry["on"])
    data["consent"]["address_mark"] = tokens.owner_mark(app.key(), reply_to(given))
    wanted = slugs.base([data["name"], *data.get("alternate_names", ())], form.kind)
    slug = slugs.claim(
        app, wanted, identity, lambda name: app.forge_for("signup").read(path(name)) is not None
    )
    title = f"New entry: {slug}"
    labels = ("signup", *(["possible-update"] if slug != wanted else []), *hasty(entry))
    pending = slugs.pending(app.store, identity)
    looked_up = checks.run(data, None, reply_to(given), app.listing.profiles(), slug, pending)
    parts = (
        ("What was sent", review.answered(public(form, given))),
        ("Looked up", review.checked(looked_up)),
        ("Before you merge", review.checklist(
            "The person or organisation exists and works in this field",
            "They asked for this entry themselves",
            "Register numbers were looked up in the register", "Nothing in the text is about a client",
            "I set `verification` to what was checked")),
        ("To ask the sender", pointer(identity)),
    )  # fmt: skip
    return proposal(entry, title, {path(slug): dump(data).encode()}, labels, parts)


def update(app: App, entry: Submission, standing: Standing) -> Change:
    form, given, _ = read(entry)
    asked = [(field, answer) for field, answer in form.questions(given) if field.id in entry["changed"]]
    sent = review.answered(asked, empty="(empty)")
    new, clashes = apply(standing.data, entry["edits"])
    if contact_changes.is_covered_by_check(standing.data, new):
        new["changed"] = {"on": entry["on"]}
    return revise(app, entry, standing, new, "Change", "change", sent, clashes)


def correct(app: App, entry: Submission, standing: Standing) -> Change:
    """They say that it is still correct. That is no check: what an editor checked stays as it was."""
    old, on = standing.data, entry["on"]
    as_of = {"accepting": {**old["accepting"], "as_of": on}} if "accepting" in old else {}
    return revise(
        app, entry, standing, {**old, "confirmed": {"on": on}, **as_of}, "Still correct", "still-correct"
    )


def revise(
    app: App,
    entry: Submission,
    standing: Standing,
    new: dict[str, Any],
    heading: str,
    label: str,
    sent: str = "",
    clashes: Sequence[str] = (),
) -> Change:
    _, given, identity = read(entry)
    slug, (source, old) = entry["profile"], standing
    proposed = edit(source, new)
    moved = contact_changes.compare(old, new)
    looked_up = checks.run(new, old, reply_to(given), app.listing.profiles(), slug)
    parts = (
        ("Ways to reach them", review.contact_lines(moved)),
        ("It has changed since the form was filled in", review.clashed(clashes)),
        ("What was sent", sent),
        ("Difference from the entry as it is", review.difference(source.decode(), proposed.decode())),
        ("Looked up", review.checked([*proof(app, entry, old, reply_to(given)), *looked_up])),
        ("Before you merge", review.checklist(PROVEN, *([TWICE, CALL_BACK] if moved else []), *renewal(new))),
        ("To ask the sender", pointer(identity)),
    )  # fmt: skip
    marks = [("contact-change", bool(moved)), ("moved-on", bool(clashes))]
    labels = (label, letters.NOT_CONFIRMED, *(mark for mark, holds in marks if holds), *hasty(entry))
    return proposal(entry, f"{heading}: {slug}", {path(slug): proposed}, labels, parts)


def renewal(new: Mapping[str, Any]) -> list[str]:
    """The page says that the check was before the change, until an editor makes it again."""
    level = new["verification"]["level"]
    if new.get("changed", {}).get("on", "") <= new["verification"]["on"] or level == "self-declared":
        return []
    return ["I checked it again and set `verification`; else the page says “Checked before the last change”"]


def proof(app: App, entry: Submission, old: Mapping[str, Any], sender: str) -> list[checks.Check]:
    if letters.recipients(app, entry, old, sender):
        message = (
            "Whether it comes from them: a letter went to the address of the entry. When its button is "
            f"pressed, the label `{letters.CONFIRMED}` takes the place of `{letters.NOT_CONFIRMED}`"
        )
    else:
        message = "Whether it comes from them: the entry has no address to which a letter could go. Call back"
    return [checks.Check("not known", message)]


def remove(app: App, entry: Submission, standing: Standing) -> Change:
    _, given, identity = read(entry)
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
    looked_up = [*proof(app, entry, old, reply_to(given)), *checks.sender(old, reply_to(given))]
    parts = (
        ("What happens", "The entry goes; its address stays taken and says that it is no longer listed.\n"),
        ("Looked up", review.checked(looked_up)),
        ("Before you merge", review.checklist(TWO_UNLESS_PROVEN, "I did not ask for a reason")),
        ("To ask the sender", pointer(identity)),
    )  # fmt: skip
    labels = ("removal", letters.NOT_CONFIRMED, *hasty(entry))
    return proposal(entry, f"Removal: {slug}", files, labels, parts)


def referral(app: App, entry: Submission) -> Change:
    """Names no one and shows nothing but what the sender agreed to show."""
    identity, routing = entry["id"], entry["routing"]
    sealed, digest = entry["sealed"], entry["sealed"].rpartition(".")[2]
    form = find(entry["form"])
    shown = (
        review.answered(form.questions(typed(form, routing)))
        if form and routing
        else "The sender showed nothing.\n"
    )
    wanted = matching.criteria(entry["form"], routing)
    candidates = (
        matching.matches(app.listing.profiles(), wanted, date.fromisoformat(app.today())) if routing else []
    )
    note = {"reference": tokens.spaced(identity), "received": entry["on"], "sealed": sealed, "sha256": digest}
    parts = (
        ("What the sender agreed to show", shown),
        ("Entries that may fit", review.matched(candidates)),
        ("Where it is", f"Sealed to the editors' keys as `{sealed}`. An editor opens it with "
                        f"`make referral REF={tokens.spaced(identity)}`.\n"),
        ("What to do", review.checklist("A duty editor opened it within one working day",
                                        "Only the ways to answer that are marked as safe were used",
                                        "It was erased when it was settled")),
    )  # fmt: skip
    record = json.dumps({**note, "shown": routing}, indent=2) + "\n"
    files = {f"referrals/{identity}.json": record.encode()}
    return proposal(entry, f"Referral {tokens.spaced(identity)}", files, ("referral",), parts)


REVISIONS: Mapping[str, Callable[[App, Submission, Standing], Change]] = {
    "change": update, "correct": correct, "remove": remove,
}  # fmt: skip


def proposal(
    entry: Submission,
    title: str,
    files: Mapping[str, bytes | None],
    labels: tuple[str, ...],
    parts: tuple[tuple[str, str], ...],
) -> Change:
    branch, identity = f"intake/{entry['kind']}/{entry['id']}", entry["id"]
    body = review.page(identity, entry["on"], *parts)
    return Change(branch, title, review.message(title, identity), body, files, labels)


def typed(form: Form, routing: Mapping[str, list[str]]) -> Answers:
    """Ids of our lists, as answers that people read."""
    return {each.name: as_typed(each, routing[each.name]) for each in form.fields() if each.name in routing}


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


def path(slug: str) -> str:
    return f"experts/profiles/{slug}.yaml"


def public(form: Form, given: Answers) -> list[Any]:
    return [(field, answer) for field, answer in form.questions(given) if field.name not in PRIVATE]


def hasty(entry: Submission) -> list[str]:
    return ["sent-in-haste"] if entry.get("hasty") else []


def pointer(identity: str) -> str:
    opened = f"`make referral REF={tokens.spaced(identity)}` opens them"
    return f"The sender's address and message are sealed. {opened}.\n"


def seal_private(app: App, entry: Submission) -> None:
    """The sender's own address is for the editors: never in git, and soon not in the inbox."""
    given = {
        name: values for name, values in entry.get("answers", {}).items() if name in PRIVATE and any(values)
    }
    if not given or any(each.key.endswith(REPLY) for each in app.store.keys(f"sealed/{entry['id']}.")):
        return
    keys = seal.recipients(app.secrets.get("recipients"))
    sealed = seal.seal({"form": entry["form"], "on": entry["on"], "answers": given}, keys)
    app.store.put(seal.sealed_key(entry["id"], sealed) + REPLY, sealed)
