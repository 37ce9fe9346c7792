"""What each kind of entry becomes: a change to files, and the words with which an editor judges it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from experts import dump
from forms import Form, find
from forms.answers import as_typed
from forms.fields import Answers
from functions import (
    checks,
    guidance,
    letters,
    matching,
    profile_forms,
    renewal_links,
    review,
    revisions,
    seal,
    slugs,
    tokens,
    written_back,
)
from functions.app import App
from functions.ports import Change
from functions.proposal import hasty, path, pointer, proposal, whereabouts
from functions.submission import PRIVATE, Submission, read, reply_to

REPLY = ".reply"


def carry_out(app: App, entry: Submission) -> dict[str, Any]:
    """Does everything that an entry asks for and returns the receipt, which says nothing about the person."""
    kind = entry["kind"]
    if kind == "confirmation":
        letters.confirm(app, entry)
        return {"kind": kind, "on": app.today()}
    if kind == "reply":
        return written_back.carry_out(app, entry)
    if kind == "referral":
        change, standing = referral(app, entry), None
    elif kind == "signup":
        change, standing = signup(app, entry), None
    else:
        standing = revisions.current(app, entry["profile"])
        entry = renewal_links.proven(app, entry, standing.data)
        asks = revisions.who_asks(app, entry, standing.data, reply_to(read(entry)[1]))
        change = revisions.revision(app, entry, standing, asks)
        revisions.remember(app, entry, standing, asks)
    seal_private(app, entry)
    where = app.forge_for(kind).propose(change)
    if kind != "referral" and not entry.get("proven"):
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
    looked_up = [
        *checks.sender(None, reply_to(given)),
        *checks.of_entry(data, app.listing.profiles(), slug, pending),
    ]
    parts = (
        ("What to do", guidance.SIGNUP),
        ("Looked up", review.checked(looked_up)),
        ("The entry as it would look", review.entry(form, given)),
        ("Before you merge", review.checklist(
            "The person or organisation exists and works in this field",
            "They asked for this entry themselves",
            "Register numbers were looked up in the register", "Nothing in the text is about a client",
            "I set `verification` to what was checked")),
        ("To ask the sender", pointer(identity)),
    )  # fmt: skip
    return proposal(entry, title, {path(slug): dump(data).encode()}, labels, parts)


def referral(app: App, entry: Submission) -> Change:
    """Names no one and shows nothing but what the sender agreed to show."""
    identity, routing = entry["id"], entry["routing"]
    sealed, digest = entry["sealed"], entry["sealed"].split(".")[1]
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
        ("What to do", guidance.REFERRALS.get(entry["form"], guidance.UNKNOWN)),
        ("What the sender agreed to show", shown),
        ("Entries that may fit", review.matched(candidates)),
        ("Where it is", whereabouts(app, sealed, identity)),
        ("Before you close", review.checklist("A duty editor opened it within one working day",
                                        "Only the ways to answer that are marked as safe were used",
                                        "It was erased when it was settled")),
    )  # fmt: skip
    record = json.dumps({**note, "shown": routing}, indent=2) + "\n"
    files = {f"referrals/{identity}.json": record.encode()}
    return proposal(entry, f"Referral {tokens.spaced(identity)}", files, ("referral",), parts)


def typed(form: Form, routing: Mapping[str, list[str]]) -> Answers:
    """Ids of our lists, as answers that people read."""
    return {each.name: as_typed(each, routing[each.name]) for each in form.fields() if each.name in routing}


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
