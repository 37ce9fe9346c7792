"""/send/answer: shows an answer to whoever has its six words, takes what is written back, removes it.

Wrong words, an answer that has gone and one that is not there yet are one page, and one way through here.
"""

from __future__ import annotations

from dataclasses import dataclass

from forms import answer_page
from forms.answer_page import LONGEST
from forms.form import SEALED_POST
from functions import answer_pass, editors_answer, log, referrals, tokens, word_list
from functions.answer_pass import AnswerPass
from functions.answer_place import place_of
from functions.app import App
from functions.editors_answer import Answer
from functions.ledger import Ledger
from functions.pages import FORGET
from functions.ports import RefusedError, UnavailableError
from functions.posted_form import BadRequestError, parse, without_hidden
from functions.response import Response

FIELDS = ("words", "pass", "message", "go")
LOOK, REPLY, REMOVE = "", "reply", "remove"
HOUR = 3600
TRIES_AN_HOUR = 60  # for one network, which may be a house full of people
# Where the front does not tell the network, all of them share one count.
TRIES_OF_ALL = 1200
STATUS = {"wrong": 422, "limited": 429, "unavailable": 503}


@dataclass(frozen=True, slots=True, repr=False)
class Visit:
    words: str
    held: str
    message: str
    go: str
    sender: str
    app: App


@dataclass(frozen=True, slots=True)
class Outcome:
    """`name` is for the log, which must not tell whether there was an answer; `state` is for the page."""

    name: str
    state: str
    problem: str = ""
    answer: Answer | None = None
    held: str = ""


def respond(content_type: str, body: bytes, sender: str, app: App) -> Response:
    posted = parse(content_type, body, SEALED_POST, ())
    if posted.keys() - {*FIELDS}:
        raise BadRequestError(400, "unknown-field")
    given = {name: values[0] for name, values in without_hidden(posted).items()}
    words, held, message, go = (given.get(name, "") for name in FIELDS)
    visit = Visit(words, held, message, go, sender, app)
    try:
        outcome = take(visit)
    except (UnavailableError, RefusedError):
        outcome = Outcome("unavailable", "write" if held and go == REPLY else "ask", held=held)
    log.event("answer", outcome.name)
    return page(visit, outcome)


def take(visit: Visit) -> Outcome:
    app = visit.app
    holder = answer_pass.valid(app.keys().read, visit.held, app.clock()) if visit.held else None
    if holder is None and visit.go != LOOK and not visit.words:
        return Outcome("late", "ask")
    if holder is None:
        typed = word_list.read(visit.words)
        if problem := word_list.problem(typed):
            return Outcome("wrong", "ask", problem)
        if not may_try(visit):
            return Outcome("limited", "limited")
        place = place_of(typed)
        answer = editors_answer.find(app.store, place, app.today())
        if answer is None:
            return Outcome("looked", "none")
        holder = AnswerPass(place.object, place.recipient, answer.reference)
        if visit.go == LOOK:
            held = answer_pass.issued(app.key(), holder, app.clock())
            return Outcome("looked", "shown", answer=answer, held=held)
    return act(visit, holder)


def act(visit: Visit, holder: AnswerPass) -> Outcome:
    if visit.go == REMOVE:
        visit.app.store.delete(holder.object)
        return Outcome("removed", "removed")
    if problem := problem_with(visit.message):
        held = answer_pass.issued(visit.app.key(), holder, visit.app.clock())
        return Outcome("wrong", "write", problem, held=held)
    referrals.write_back(holder, visit.message, visit.sender, visit.app)
    return Outcome("sent", "sent")


def problem_with(message: str) -> str:
    if not message:
        return "Write your message in the box"
    count = len(message)
    return f"At most {LONGEST:,} characters fit; you wrote {count:,}" if count > LONGEST else ""


def may_try(visit: Visit) -> bool:
    """Each try counts before anything is looked for: right words pass no more often than wrong ones."""
    app = visit.app
    mark = tokens.tries_mark(app.key(), visit.sender, app.today())
    tries = Ledger(app.store, mark, HOUR, app.clock, "tries")
    if len(tries.read()) >= (TRIES_AN_HOUR if visit.sender else TRIES_OF_ALL):
        return False
    tries.add()
    return True


def page(visit: Visit, outcome: Outcome) -> Response:
    kept = outcome.name not in ("sent", "removed")
    mending = outcome.name in ("wrong", "unavailable")
    shown = answer_page.context(
        outcome.state, problem=outcome.problem, answer=outcome.answer, held=outcome.held, go=visit.go,
        words=word_list.to_mend(word_list.read(visit.words)) if mending else "",
        message=visit.message if kept else "", late=outcome.name == "late",
        failed=outcome.name == "unavailable",
    )  # fmt: skip
    error = "Error: " if outcome.problem else ""
    body = visit.app.pages.render("form-answer.html", visit.app.listing.site(), f"{error}Answer", **shown)
    return Response(STATUS.get(outcome.name, 200), body, FORGET)
