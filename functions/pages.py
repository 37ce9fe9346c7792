"""The pages that the function shows, through the same templates as the build."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from forms.headers import ALWAYS
from records import dates

THEME = Path(__file__).resolve().parents[1] / "theme" / "templates"
HEADERS = {
    **ALWAYS,
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}
# Who asks for help, or reads an answer, leaves no page in a browser that it could show on the way back.
FORGET = {"Clear-Site-Data": '"cache"'}
# Shown when not even the site's own page can be made: a way to help must never depend on us.
BARE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Please try again</title><h1>This did not work just now</h1>
<p>Nothing was sent. Please go back, and try again in a few minutes.</p>
<p>In danger now? In the UK call <a href="tel:999">999</a>, elsewhere in Europe <a href="tel:112">112</a>.</p>
"""


class Pages:
    """Renders with what the build told us about the site, as the build itself does."""

    def __init__(self) -> None:
        self.site: Mapping[str, Any] | None = None
        self.environment: Any = None

    def render(self, template: str, site: Mapping[str, Any], title: str, **context: Any) -> str:
        if self.environment is None or site != self.site:
            self.site, self.environment = site, environment(site)
        meta = {
            "url": "/send/", "title": title, "description": f"{title}.", "noindex": True, "sensitive": True,
            "modified": None, "lang": "en", "dir": "ltr", "crumbs": [],
        }  # fmt: skip
        page: str = self.environment.get_template(template).render({"meta": meta, **context})
        return page


def environment(site: Mapping[str, Any]) -> Any:
    import jinja2

    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(THEME),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    templates.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    templates.filters["date"] = in_words
    templates.globals.update(site)  # macros see nothing else
    return templates


def in_words(day: str | date) -> str:
    return dates.in_words(date.fromisoformat(day) if isinstance(day, str) else day)
