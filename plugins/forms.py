"""/forms/...: the pages with the forms, and what the function must know to show them again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.output import Page, page
from forms import Form, answer_page, forms, step_page
from plugins.writer import pages

if TYPE_CHECKING:
    from plugins.site import Site

# The lists of the directory's own pages; all else may stand on any page.
NOT_SHARED = {"courses", "facets", "latest_news", "news_years", "roles"}
ABOUT = "forms/site.json"


def form_pages(site: Site) -> Iterator[Page]:
    for form in forms().values():
        # Going back leads to what was typed, but for what a person asked for in confidence.
        meta = site.meta(form.path, form.title, f"{form.title}: a form.", noindex=True, sensitive=form.quiet)
        meta["crumbs"] = []  # as on the steps that the function shows
        yield page(template(form), meta, **step_page.context(form))
    # Not to be found by a search: the way to it is on the pages of who has written to us.
    meta = site.meta(answer_page.PATH, "Answer", "Answer: a form.", noindex=True, sensitive=True)
    yield page("form-answer.html", meta, **answer_page.context("ask"))
    variables = {name: value for name, value in site.template_globals().items() if name not in NOT_SHARED}
    shared = json.dumps(variables, default=str, ensure_ascii=False, sort_keys=True)
    site.output.write_file(ABOUT, shared.encode())


def template(form: Form) -> str:
    """An empty form would empty the entry, so a change starts from the entry as it stands."""
    return "form-choose.html" if form.purpose == "change" else "form.html"


def register() -> None:
    pages.connect(form_pages)
