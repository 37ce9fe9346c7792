"""What each kind of entry becomes: a change to files, and the words with which an editor judges it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from experts import contact_changes, dump, edit
from forms import Form, find, forms
from forms.answers import apply, as_typed
from forms.fields import Answers
from functions import checks, log, matching, profile_forms, review, seal, slugs, tokens
from functions.app import App
from functions.email_message import mailable
from functions.ports import Change, PoisonError, RefusedError, UnavailableError
from records import yaml_reader

Submission = Mapping[str, Any]
PRIVATE = ("reply_to", "message")
REPLY = ".reply"
TWICE = "A second editor agrees: contact data of a published entry changes"
CALL_BACK = "I called back on the number or address that the entry has **now**, not on the new one"
LETTER = """Someone, probably you, sent a form to the directory with this e-mail address.

Please confirm that it was you:

{link}

If it was not you, do nothing. The link works for a week.
"""


SHAPES: Mapping[str, Mapping[str, type]] = {
    "confirmation": {"id": str, "branch": str},
    "referral": {"id": str, "form": str, "on": str, "sealed": str, "routing": dict},
    "signup": {"id": str, "form": str, "on": str, "answers": dict},
    "change": {
        "id": str,
        "form": str,
        "on": str,
        "answers": dict,
        "profile": str,
        "edits": dict,
        "changed": list,
    },
    "correct": {"id": str, "form": str, "on": str, "answers": dict, "profile": str},
    "remove": {"id": str, "form": str, "on": str, "answers": dict, "profile": str},
}


def parse(body: bytes) -> Submission:
    """Raises PoisonError for what no form of ours put into the inbox: it will never become a submission."""
    try:
        entry = json.loads(body)
    except ValueError:
        raise PoisonError("this is no submission") from None
    shape = SHAPES.get(str(entry.get("kind"))) if isinstance(entry, dict) else None
    if shape is None or not all(isinstance(entry.get(name), kind) for name, kind in shape.items()):
        raise PoisonError("this is no submission")
    submission: Submission = entry
    return submission


def carry_out(app: App, entry: Submission) -> dict[str, Any]:
    """Does everything that an entry asks for and returns the receipt, which says nothing about the person."""
    if entry["kind"] == "confirmation":
        app.forge_for("signup").label(entry["branch"], "address-confirmed")
        return {"kind": "confirmation", "on": app.today()}
    change = BUILDERS[entry["kind"]](app, entry)
    seal_private(app, entry)
    where = app.forge_for(entry["kind"]).propose(change)
    if entry["kind"] == "signup":
        ask_to_confirm(app, entry)
    return {"kind": entry["kind"], "branch": change.branch, "where": where, "on": app.today()}


def signup(app: App, entry: Submission) -> Change:
    form, given, identity = read(entry)
    data = profile_forms.new_profile(form, given, entry["on"])
    wanted = slugs.base(data["name"], form.kind, identity)
    slug = slugs.claim(
        app.store, wanted, identity, lambda name: app.forge_for("signup").read(path(name)) is not None
    )
    title = f"New entry: {slug}"
    labels = ("signup", *(["possible-update"] if slug != wanted else []), *hasty(entry))
    parts = (
        ("What was sent", review.answered(public(form, given))),
        ("Looked up", review.checked(checks.run(data, reply_to(given), app.listing.profiles(), slug))),
        ("Before you merge", review.checklist(
            "The person or organisation exists and works in this field",
            "They asked for this entry themselves",
            "Register numbers were looked up in the register", "Nothing in the text is about a client",
            "I set `verification` to what was checked")),
        ("To ask the sender", pointer(identity)),
    )  # fmt: skip
    return proposal(entry, title, {path(slug): dump(data).encode()}, labels, parts)


def update(app: App, entry: Submission) -> Change:
    form, given, _ = read(entry)
    asked = [(field, answer) for field, answer in form.questions(given) if field.id in entry["changed"]]
    sent = review.answered(asked, empty="(empty)")
    return revise(app, entry, lambda old: apply(old, entry["edits"]), "Change", "change", sent)


def correct(app: App, entry: Submission) -> Change:
    def confirm(old: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
        checked = {**old["verification"], "on": entry["on"], "method": "they say that it is still correct"}
        as_of = {"accepting": {**old["accepting"], "as_of": entry["on"]}} if "accepting" in old else {}
        return {**old, "verification": checked, **as_of}, []

    return revise(app, entry, confirm, "Still correct", "still-correct", "")


def revise(
    app: App,
    entry: Submission,
    change: Callable[[dict[str, Any]], tuple[dict[str, Any], list[str]]],
    heading: str,
    label: str,
    sent: str,
) -> Change:
    _, given, identity = read(entry)
    slug = entry["profile"]
    source, old = current(app, slug)
    new, clashes = change(old)
    proposed = edit(source, new)
    moved = contact_changes.compare(old, new)
    steps = [
        "The change comes from the person or organisation itself",
        *([TWICE, CALL_BACK] if moved else []),
    ]
    parts = (
        ("Contact data changes", review.contact_lines(moved)),
        ("It has changed since the form was filled in", review.clashed(clashes)),
        ("What was sent", sent),
        ("Difference from the entry as it is", review.difference(source.decode(), proposed.decode())),
        ("Looked up", review.checked(checks.run(new, reply_to(given), app.listing.profiles(), slug))),
        ("Before you merge", review.checklist(*steps)),
        ("To ask the sender", pointer(identity)),
    )  # fmt: skip
    marks = [("contact-change", bool(moved)), ("moved-on", bool(clashes))]
    labels = (label, *(mark for mark, holds in marks if holds), *hasty(entry))
    return proposal(entry, f"{heading}: {slug}", {path(slug): proposed}, labels, parts)


def remove(app: App, entry: Submission) -> Change:
    _, given, identity = read(entry)
    slug = entry["profile"]
    source, old = current(app, slug)
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
        ("What happens", "The entry goes; its address stays taken and says that it is no longer listed.\n"),
        ("Looked up", review.checked(checks.mail_domain(old, reply_to(given)))),
        ("Before you merge", review.checklist("The request comes from the person or organisation itself",
                                              "I did not ask for a reason")),
        ("To ask the sender", pointer(identity)),
    )  # fmt: skip
    return proposal(entry, f"Removal: {slug}", files, ("removal", *hasty(entry)), parts)


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


BUILDERS: Mapping[str, Callable[[App, Submission], Change]] = {
    "signup": signup, "change": update, "correct": correct, "remove": remove, "referral": referral,
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


def read(entry: Submission) -> tuple[Form, Answers, str]:
    answers = {name: tuple(values) for name, values in entry["answers"].items()}
    return forms()[entry["form"]], answers, entry["id"]


def typed(form: Form, routing: Mapping[str, list[str]]) -> Answers:
    """Ids of our lists, as answers that people read."""
    return {each.name: as_typed(each, routing[each.name]) for each in form.fields() if each.name in routing}


def current(app: App, slug: str) -> tuple[bytes, dict[str, Any]]:
    """The entry's file on the main branch, and what it says."""
    source = app.forge_for("change").read(path(slug))
    if source is None:
        raise PoisonError("the entry is no longer there")
    try:
        data: dict[str, Any] = yaml_reader.read(source)
    except yaml_reader.YamlError:
        raise PoisonError("the entry cannot be read until an editor mends its file") from None
    if "removed" in data:
        raise PoisonError("the entry is no longer there")
    return source, data


def path(slug: str) -> str:
    return f"experts/profiles/{slug}.yaml"


def public(form: Form, given: Answers) -> list[Any]:
    return [(field, answer) for field, answer in form.questions(given) if field.name not in PRIVATE]


def hasty(entry: Submission) -> list[str]:
    return ["sent-in-haste"] if entry.get("hasty") else []


def reply_to(given: Answers) -> str:
    return "".join(given.get("reply_to", ())[:1])


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


def ask_to_confirm(app: App, entry: Submission) -> None:
    """One letter an address a day, whoever asks for it: nobody can be flooded through us.

    A letter that could not be sent is not tried again: the editors can still write themselves.
    """
    to = reply_to(read(entry)[1])
    if app.mail is None or mailable(to) is None:
        return
    mark = f"mailed/{entry['on']}/{tokens.address_mark(app.key(), to, entry['on'])}"
    if app.store.put(mark, b""):
        token = tokens.confirm_token(app.key(), entry["kind"], entry["id"], app.clock())
        try:
            app.mail.send(
                to, "Please confirm your address", LETTER.format(link=f"{app.origin}/send/confirm/{token}")
            )
        except (UnavailableError, RefusedError, PoisonError):
            log.event("mail", "failed", entry["id"])
