"""What the templates need to show a step of a form; the build shows the first, the function all others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.fields import Answers
from forms.form import TRAP, Form

CHECK_TITLE = "Check your answers"


def context(
    form: Form,
    step: int = 1,
    answers: Answers | None = None,
    problems: Mapping[str, str] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """`so_far` is what was answered before, sealed; `focus` the id of the question to begin with."""
    section = form.sections[step - 1]
    return {
        "form": form, "step": step, "section": section, "answers": answers or {}, "problems": problems or {},
        "trap": TRAP, "failed": False, "lost": False, "checked": False, "so_far": "", "focus": "",
        "about": "",
        "bar": bar(form, step), "back": form.before(step), **more,
    }  # fmt: skip


def title(form: Form, step: int) -> str:
    """A quiet form's pages have one title, which says as little as the form's."""
    if form.quiet or len(form.sections) == 1:
        return form.title
    if step == form.check:
        return CHECK_TITLE
    return form.title if step == 1 else f"{form.sections[step - 1].title}: {form.title}"


def bar(form: Form, step: int) -> list[tuple[str, str]]:
    """The steps of the way with done, now or later for each; none beside the way, or if there is one step."""
    steps = [*((number, section.title) for number, section in form.way), (form.check, CHECK_TITLE)]
    if len(steps) < 3 or step not in dict(steps):
        return []
    return [
        (name, "done" if number < step else "now" if number == step else "later") for number, name in steps
    ]
