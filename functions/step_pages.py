"""The pages of a form's steps, and the one on which all is checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms import Form, check_page, step_page, understood
from functions.app import App
from functions.response import Response
from functions.so_far import Progress
from functions.steps import Result, packed

STATUS = {"step": 200, "review": 200, "wrong": 422, "lost": 422, "unavailable": 503}
# Going back shows the page as the browser kept it. What a person asked for in confidence is not kept.
KEPT = {"Cache-Control": "private, no-cache"}


def page(app: App, form: Form, result: Result) -> Response:
    at_check = result.step == form.check or result.outcome == "review"
    return check(app, form, result) if at_check else step(app, form, result)


def about_entry(app: App, form: Form, slug: str, data: Mapping[str, Any], proof: str = "") -> Response:
    """The first step, filled in with a published entry."""
    from functions import profile_forms

    # All steps of a change but the last, in which the sender speaks, are answered by the entry.
    answered = range(1, len(form.sections)) if form.purpose == "change" else ()
    progress = Progress(profile_forms.filled(form, slug, data), frozenset(answered), proof=proof)
    return step(app, form, packed(app, form, Result("step", 1, progress)))


def step(app: App, form: Form, result: Result) -> Response:
    shown = step_page.context(
        form, result.step, result.progress.answers, result.problems, failed=result.outcome == "unavailable",
        lost=result.outcome == "lost", so_far=result.packed, focus=result.focus,
        checked=result.progress.checked, about=about(app, result),
    )  # fmt: skip
    return answer(app, form, result, "form.html", shown)


def check(app: App, form: Form, result: Result) -> Response:
    answers = understood.settled(form, result.progress.answers)
    parts, empty = check_page.left_empty(check_page.parts(form, answers))
    shown = step_page.context(form, 1, answers) | {
        "step": form.check, "bar": step_page.bar(form, form.check), "token": result.token,
        "failed": result.outcome == "unavailable", "so_far": result.packed,
        "about": about(app, result), "preview": None, "parts": parts, "empty": empty,
    }  # fmt: skip
    if form.purpose in ("signup", "change"):
        from functions import profile_forms

        shown |= profile_forms.as_it_would_look(form, answers, app)
    return answer(app, form, result, "form-check.html", shown)


def answer(app: App, form: Form, result: Result, template: str, shown: dict[str, Any]) -> Response:
    title = step_page.title(form, result.step if result.outcome != "review" else form.check)
    error = "Error: " if result.problems else ""
    body = app.pages.render(template, app.listing.site(), f"{error}{title}", **shown)
    return Response(STATUS[result.outcome], body, {} if form.quiet else KEPT)


def about(app: App, result: Result) -> str:
    """The name of the standing entry that a form is about."""
    slug = "".join(result.progress.answers.get("profile", ())[:1])
    data = app.listing.data(slug) if slug else None
    return str(data["name"]) if data else ""
