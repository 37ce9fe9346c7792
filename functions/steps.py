"""Takes the answers to one step of a form, and says what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from forms import SERVICE, TRAP, Form, understood
from forms.fields import Answers
from forms.form import Group
from functions import inbox, so_far, tokens
from functions.app import App
from functions.ports import RefusedError, UnavailableError
from functions.posted_form import BadRequestError, hidden, parse, without_hidden
from functions.so_far import Progress

INVISIBLE = "There were characters that nobody can see. We have taken them out; please check the text"
NEXT, BACK, CHECK, SEND = (
    "",
    "back",
    "check",
    "send",
)  # what a button asks for; others have a name after a dot


@dataclass(frozen=True, slots=True)
class Result:
    """`outcome`: accepted, held (for a look at what may be a robot), step, review, wrong, lost, unavailable.

    `step` is the one to show, `focus` the question on it to begin with, `packed` what travels in its page,
    `words` what opens the answer to a message.
    """

    outcome: str
    step: int
    progress: Progress
    problems: Mapping[str, str] = field(default_factory=dict)
    identity: str = ""
    token: str = ""
    focus: str = ""
    packed: str = ""
    words: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Post:
    form: Form
    step: int
    sender: str
    app: App
    service: Mapping[str, str]

    @property
    def go(self) -> str:
        return self.service.get("go", NEXT)


def take(form: Form, step: int, content_type: str, body: bytes, sender: str, app: App) -> Result:
    posted = parse(content_type, body, form.limit, form.several())
    asked = {each.name for each in form.sections[step - 1].fields()} if step != form.check else set()
    if posted.keys() - asked - {*SERVICE}:
        raise BadRequestError(400, "unknown-field")
    given = {name: values for name, values in posted.items() if name in asked}
    post = Post(form, step, sender, app, {name: posted[name][0] for name in SERVICE if name in posted})
    progress = Progress(given, frozenset({step}))  # all there is to show if the key is out of reach
    try:
        earlier = earlier_progress(post)
        if earlier is None:
            return Result("lost", 1, progress)
        progress = replace(
            earlier.answered(form, step, given), trapped=earlier.trapped or bool(post.service.get(TRAP))
        )
        if unseen := hidden(given):
            cleaned = replace(progress, answers=without_hidden(progress.answers))
            return packed(app, form, Result("wrong", step, cleaned, dict.fromkeys(sorted(unseen), INVISIBLE)))
        return packed(app, form, elsewhere(post, progress) or onwards(post, completed(form, progress)))
    except (UnavailableError, RefusedError):
        # The page is shown as it came, so that the same can be sent again.
        return Result("unavailable", step, progress, packed=post.service.get("so_far", ""))


def packed(app: App, form: Form, result: Result) -> Result:
    """With what its page takes along. It must not fail later: a page without it would lose all answers."""
    shown = result.outcome in ("step", "review", "wrong")
    if not shown:
        return result
    return replace(result, packed=so_far.sealed(app.key(), form.id, result.progress))


def earlier_progress(post: Post) -> Progress | None:
    """A change starts from an entry, and a later step from an earlier one; None if nothing came along."""
    text = post.service.get("so_far", "")
    if text:
        return so_far.opened(post.app.keys().read, post.form.id, text)
    return Progress() if post.step == 1 and post.form.purpose != "change" else None


def completed(form: Form, progress: Progress) -> Progress:
    return replace(progress, answers=understood.complete(form, progress.answers))


def elsewhere(post: Post, progress: Progress) -> Result | None:
    """What a button asks for besides to go on. Nothing is checked then, and nothing is lost."""
    verb, _, name = post.go.partition(".")
    form, step, focus = post.form, 0, ""
    if post.go == BACK:
        step = form.check if progress.checked and post.step != form.check else form.before(post.step)
    elif verb == "add" and (longer := with_row(form, post.step, name, progress.answers)):
        progress, step = replace(progress, answers=longer, sound=False), post.step
    elif verb == "change":
        step, focus = form.step_of(name, progress.answers), name
    elif verb == "step" and name.isascii() and name.isdigit() and int(name) <= len(form.sections):
        step = int(name)
    if not step:
        return None
    return checked(post, progress) if step == form.check else Result("step", step, progress, focus=focus)


def with_row(form: Form, step: int, name: str, answers: Answers) -> Answers | None:
    items = form.sections[step - 1].items if step != form.check else ()
    groups = [item for item in items if isinstance(item, Group) and item.name == name and item.more]
    return groups[0].with_row(answers) if groups else None


def onwards(post: Post, progress: Progress) -> Result:
    """The next step if this one is right."""
    form, step = post.form, post.step
    if step == form.check:
        return checked(post, progress)
    asked = {each.id for each, _ in form.sections[step - 1].questions(progress.answers)}
    problems = {
        name: text for name, text in problems_of(post, progress, final=False).items() if name in asked
    }
    if problems:
        return Result("wrong", step, refreshed(post, progress), problems)
    following = form.after(step)
    if following == form.check or progress.checked or form.sections[step - 1].extra or post.go == CHECK:
        return checked(post, progress)
    return Result("step", following, progress)


def checked(post: Post, progress: Progress) -> Result:
    """The page that shows everything; or the first step on which something is missing or wrong.

    A message that was right when it was shown is not looked at again: nobody who asks for help is stopped
    at the last button by rules that changed meanwhile, and a cold start does without the numbering plans.
    """
    form = post.form
    progress = replace(progress, checked=True)
    if form.purpose == "referral" and progress.sound:
        return deliver(post, progress, decided(post))
    if problems := problems_of(post, progress, final=True):
        steps = {form.step_of(name, progress.answers) or 1 for name in problems}
        step = min(steps)
        if step not in progress.seen and not form.sections[step - 1].extra:
            return Result("step", step, progress)
        here = {each.id for each, _ in form.sections[step - 1].questions(progress.answers)}
        shown = {name: text for name, text in problems.items() if name in here} or problems
        return Result("wrong", step, refreshed(post, progress), shown)
    return deliver(post, replace(progress, sound=True), decided(post))


def decided(post: Post) -> str:
    return SEND if post.step == post.form.check and post.go == SEND else CHECK


def problems_of(post: Post, progress: Progress, *, final: bool) -> dict[str, str]:
    answers = understood.settled(post.form, progress.answers)
    if post.form.purpose == "referral":
        problems = post.form.problems(answers)
        if not any(answers.get("entries", ())):
            return problems
        from functions import enquiry_entries

        return enquiry_entries.problems(answers, post.app) | problems
    from functions import profile_forms

    return profile_forms.problems_of(post.form, answers, post.app, final=final)


def refreshed(post: Post, progress: Progress) -> Progress:
    if post.form.purpose != "change":
        return progress
    from functions import profile_forms

    return replace(progress, answers=profile_forms.refill(post.form, progress.answers, post.app))


def deliver(post: Post, progress: Progress, go: str) -> Result:
    """Shows what will be sent, or sends it."""
    form, app = post.form, post.app
    answers = understood.settled(form, progress.answers)
    if form.purpose == "referral":
        if go == CHECK:
            return Result("review", form.check, progress)
        identity, words = inbox.refer(form, answers, post.sender, app)
        return Result("accepted", post.step, progress, identity=identity, words=words)
    content, keys, given = tokens.canonical(form.id, answers), app.keys(), post.service.get("token", "")
    nonce = tokens.review_nonce(keys.read, content, given, app.clock()) if go == SEND else None
    if nonce is None:
        token = tokens.review_token(keys.sign, content, app.clock())
        return Result("review", form.check, progress, token=token)
    identity = inbox.submit(form, answers, nonce, progress, app)
    return Result("held" if progress.trapped else "accepted", post.step, progress, identity=identity)
