"""From a post to an object in the inbox. It is acknowledged when it is stored, and not before."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from forms import SERVICE, TRAP, Form
from forms.fields import Answers, Field, meant
from functions import answers as profiles
from functions import slugs, tokens
from functions.app import App
from functions.ports import RefusedError, UnavailableError
from functions.submission import BadRequestError, hidden, parse, without_hidden

HASTY = 2  # seconds between the review page and the answer to it, below which no person has read it
MOST_LINKS = 2
INVISIBLE = "There were characters that nobody can see. We have taken them out; please check the text"


@dataclass(frozen=True, slots=True)
class Result:
    """`outcome` is accepted, held (for a look at what may be a robot), review, edit, wrong or unavailable."""

    outcome: str
    answers: Answers
    identity: str = ""
    token: str = ""
    problems: dict[str, str] = field(default_factory=dict)


def take(form: Form, content_type: str, body: bytes, app: App) -> Result:
    posted = parse(content_type, body, form.limit, form.several())
    asked = {each.name for each in form.fields()}
    if posted.keys() - asked - {*SERVICE}:
        raise BadRequestError(400, "unknown-field")
    given = {name: values for name, values in posted.items() if name in asked}
    service = {name: values[0] for name, values in posted.items() if name in SERVICE}
    if unseen := hidden(given):
        return Result("wrong", without_hidden(given), problems=dict.fromkeys(sorted(unseen), INVISIBLE))
    try:
        return judge(form, given, service, app)
    except (UnavailableError, RefusedError):
        return Result("unavailable", given)


def judge(form: Form, given: Answers, service: dict[str, str], app: App) -> Result:
    if service.get("step") == "edit":
        return Result("edit", given)
    if problems := find_problems(form, given, app):
        return Result("wrong", given, problems=problems)
    if form.purpose == "referral":
        return Result("accepted", given, keep_referral(form, given, service.get("nonce", ""), app))
    content, key = tokens.canonical(form.id, given), app.key()
    nonce = tokens.review_nonce(key, content, service.get("token", ""), app.clock())
    if nonce is None:
        return Result("review", given, token=tokens.review_token(key, content, app.clock()))
    identity = tokens.reference(key, content, nonce[0])
    trapped = bool(service.get(TRAP))
    keep_submission(
        form, given, identity, app, folder="quarantine" if trapped else "inbox", hasty=nonce[1] < HASTY
    )
    return Result("held" if trapped else "accepted", given, identity)


def find_problems(form: Form, given: Answers, app: App) -> dict[str, str]:
    problems = form.problems(given)
    if "http" in "".join(given.get("summary", ())) and given["summary"][0].count("://") > MOST_LINKS:
        problems.setdefault("summary", f"At most {MOST_LINKS} web addresses can stand here")
    if form.purpose in ("change", "correct", "remove") and "profile" not in problems:
        problems |= standing_problems(form, given, app)
    elif form.purpose == "signup":
        data = profiles.new_profile(form.kind, given, app.today())
        found = profiles.problems(data, slugs.base(data.get("name", ""), form.kind, "0" * 8))
        problems = {**known(form, found), **problems}
    return problems


def standing_problems(form: Form, given: Answers, app: App) -> dict[str, str]:
    slug = given["profile"][0]
    standing = app.listing.data(slug)
    if standing is None:
        return {"profile": "There is no such entry in the directory"}
    if form.purpose != "change":
        return {}
    names = profiles.changed(form, given, standing)
    if not names:
        return {"profile": "Nothing is different from the entry as it stands"}
    before = profiles.problems(standing, slug)
    found = profiles.problems(profiles.apply(standing, given, names), slug)
    return known(form, {name: words for name, words in found.items() if before.get(name) != words})


def known(form: Form, problems: dict[str, str]) -> dict[str, str]:
    """Each at a question that the form has."""
    asked = {each.name for each in form.fields()}
    return {name if name in asked else "name": words for name, words in problems.items()}


def keep_submission(form: Form, given: Answers, identity: str, app: App, *, folder: str, hasty: bool) -> None:
    slug = given.get("profile", ("",))[0]
    standing = app.listing.data(slug) if slug else None
    names = profiles.changed(form, given, standing) if standing and form.purpose == "change" else []
    entry = {
        "kind": form.purpose, "form": form.id, "id": identity, "on": app.today(), "answers": given,
        "profile": slug, "changed": names, "hasty": hasty,
    }  # fmt: skip
    app.store.put(f"{folder}/{identity}", encode(entry))


def keep_referral(form: Form, given: Answers, nonce: str, app: App) -> str:
    """First what is sealed, then the entry that points to it. A repeated post finds the first one."""
    from functions import seal

    identity = tokens.reference(app.key(), tokens.canonical(form.id, given), nonce or app.today())
    keys = seal.recipients(app.secrets.get("recipients"))
    before = app.store.keys(f"sealed/{identity}.")
    if before:
        key = before[0].key
    else:
        sealed = seal.seal({"form": form.id, "on": app.today(), "answers": given}, keys)
        key = seal.sealed_key(identity, sealed)
        app.store.put(key, sealed)
    entry = {"kind": "referral", "form": form.id, "id": identity, "on": app.today(), "sealed": key,
             "routing": routing(form, given)}  # fmt: skip
    app.store.put(f"inbox/{identity}", encode(entry))
    return identity


ROUTING = {
    "message": ("help", "region", "language"),
    "enquiry": ("discipline", "report", "countries", "language"),
}


def routing(form: Form, given: Answers) -> dict[str, list[str]]:
    """The few facts that the sender agreed to show, as words of our own lists and nothing typed."""
    if given.get("routing") != ("yes",):
        return {}
    fields = {each.name: each for each in form.fields()}
    found = {name: ids(fields[name], given.get(name, ())) for name in ROUTING[form.id]}
    return {name: held for name, held in found.items() if held}


def ids(asked: Field, given: tuple[str, ...]) -> list[str]:
    if asked.kind == "words":
        return meant(asked, given[0])[0] if given else []
    return [value for value in given if value in {option.value for option in asked.options}]


def keep_confirmation(app: App, branch: str) -> None:
    _, kind, identity = branch.split("/")
    entry = {"kind": "confirmation", "id": identity, "branch": branch}
    app.store.put(f"inbox/confirm-{kind}-{identity}", encode(entry))


def filled(form: Form, slug: str, data: dict[str, Any]) -> Answers:
    return {**(profiles.read(data) if form.purpose == "change" else {}), "profile": (slug,)}


def review_rows(form: Form, result: Result) -> list[tuple[str, list[str]]]:
    rows = ((each.label, profiles.shown(each, result.answers)) for each in form.fields())
    return [(label, values) for label, values in rows if values]


def encode(entry: dict[str, Any]) -> bytes:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()
