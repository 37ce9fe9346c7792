"""Puts what a form sent into the inbox. It is acknowledged when it is stored, and not before."""

from __future__ import annotations

from dataclasses import dataclass, field

from forms import SERVICE, TRAP, Form
from forms.fields import Answers, shown
from functions import quarantine, tokens
from functions.app import App
from functions.ports import RefusedError, UnavailableError, encode
from functions.posted_form import BadRequestError, hidden, parse, without_hidden

HASTY = 2  # seconds between the review page and the answer to it, below which no person has read it
INVISIBLE = "There were characters that nobody can see. We have taken them out; please check the text"


@dataclass(frozen=True, slots=True)
class Result:
    """`outcome` is accepted, held (for a look at what may be a robot), review, edit, wrong or unavailable."""

    outcome: str
    answers: Answers
    identity: str = ""
    token: str = ""
    problems: dict[str, str] = field(default_factory=dict)


def take(form: Form, content_type: str, body: bytes, sender: str, app: App) -> Result:
    posted = parse(content_type, body, form.limit, form.several())
    asked = {each.name for each in form.fields()}
    if posted.keys() - asked - {*SERVICE}:
        raise BadRequestError(400, "unknown-field")
    given = {name: values for name, values in posted.items() if name in asked}
    service = {name: values[0] for name, values in posted.items() if name in SERVICE}
    if unseen := hidden(given):
        return Result("wrong", without_hidden(given), problems=dict.fromkeys(sorted(unseen), INVISIBLE))
    try:
        if service.get("step") == "edit":
            return Result("edit", given)
        if form.purpose == "referral":
            return referral(form, given, sender, app)
        return submission(form, given, service, app)
    except (UnavailableError, RefusedError):
        return Result("unavailable", given)


def referral(form: Form, given: Answers, sender: str, app: App) -> Result:
    from functions import referrals

    if problems := form.problems(given):
        return Result("wrong", given, problems=problems)
    return Result("accepted", given, referrals.submit(form, given, sender, app))


def submission(form: Form, given: Answers, service: dict[str, str], app: App) -> Result:
    from functions import profile_forms

    if problems := profile_forms.problems_of(form, given, app):
        return Result("wrong", profile_forms.refill(form, given, app), problems=problems)
    content, key = tokens.canonical(form.id, given), app.key()
    nonce = tokens.review_nonce(key, content, service.get("token", ""), app.clock())
    if nonce is None:
        return Result("review", given, token=tokens.review_token(key, content, app.clock()))
    identity = tokens.reference(key, content, nonce[0])
    trapped = bool(service.get(TRAP))
    marks = {"hasty": nonce[1] < HASTY, "twin": tokens.twin_mark(key, content, app.today())}
    entry = profile_forms.submission(form, given, identity, app) | marks
    app.store.put(
        quarantine.key(identity, quarantine.TRAPPED) if trapped else f"inbox/{identity}", encode(entry)
    )
    return Result("held" if trapped else "accepted", given, identity)


def store_confirmation(app: App, branch: str) -> None:
    _, kind, identity = branch.split("/")
    entry = {"kind": "confirmation", "id": identity, "branch": branch}
    app.store.put(f"inbox/confirm-{kind}-{identity}", encode(entry))


def review_rows(form: Form, answers: Answers) -> list[tuple[str, int, list[str]]]:
    rows = ((field.label, field.row, shown(field, given)) for field, given in form.questions(answers))
    return [(label, row, values) for label, row, values in rows if label and values]
