"""The page behind the link in a letter: still correct, something has changed, or remove it.

Following the link changes nothing: programs that scan mail follow links, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms import Form, answers, forms
from functions import inbox, posted_form, renewal_links, step_pages, tokens
from functions.app import App
from functions.renewal_links import Link
from functions.response import Response

MOST_BYTES = 4096
OTHER_FORMS = ("change", "remove")
STATUS = {"ask": 200, "moved-on": 200, "done": 200, "used": 200}
"""Of all others 410: in the place of a 404, CloudFront puts the page of the site."""


def respond(method: str, token: str, content_type: str, body: bytes, app: App) -> Response:
    link = renewal_links.read(app.keys().read, token)
    if link is None:
        return page(app, "unreadable")
    state = renewal_links.state(app, link)
    data = app.listing.data(link.slug)
    if method != "POST" or state != "ask" or data is None:
        return page(app, state, link, token, data)
    posted = posted_form.parse(content_type, body, MOST_BYTES, ())
    given = {name: values[0] for name, values in posted.items()}
    if given.get("go") in OTHER_FORMS:
        return step_pages.about_entry(app, forms()[given["go"]], link.slug, data, token)
    if given.get("stood") != stood(data):
        return page(app, "moved-on", link, token, data)
    inbox.store_still_correct(app, link, token)
    return page(app, "done", link)


def stood(data: Mapping[str, Any]) -> str:
    """What the page showed: nobody confirms an entry that they have not seen."""
    return answers.stood(change_form(), data)


def change_form() -> Form:
    return forms()["change"]


def page(
    app: App, state: str, link: Link | None = None, token: str = "", data: Mapping[str, Any] | None = None
) -> Response:
    """Its title tells nothing of the entry to whoever looks at the browser's history."""
    shown: dict[str, Any] = {
        "state": state, "token": token, "entry": link.slug if link else "", "stood": "", "preview": None,
        "reference": tokens.spaced(link.identity) if link else "", "days": renewal_links.LINK_DAYS,
    }  # fmt: skip
    if data is not None and state in ("ask", "moved-on"):
        from forms import preview

        shown |= {"stood": stood(data), "preview": preview.preview(data), "is_current": True}
    body = app.pages.render("form-renewal.html", app.listing.site(), "Your entry", **shown)
    return Response(STATUS.get(state, 410), body)
