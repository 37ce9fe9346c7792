"""Answers a request. Whatever comes in, something sensible goes out."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from forms import Form, answer_page, find
from forms.form import SEALED_POST
from functions import inbox, log, steps
from functions.app import App
from functions.pages import BARE, FORGET, HEADERS
from functions.ports import RefusedError, UnavailableError
from functions.posted_form import BadRequestError
from functions.response import Response
from functions.tokens import ALPHABET, REFERENCE_LETTERS, confirmed, spaced

VIEWER = "cloudfront-viewer-address"  # the front puts its own in the place of any that a sender invents
REFERENCE = re.compile(rf"[{ALPHABET}]{{{REFERENCE_LETTERS}}}\Z")


UNREADABLE = (
    "This request cannot be read.\n",
    "This is more than we can take. Go back in your browser: what you wrote is still there. Shorten it, and "
    "send it again.\n",
)


@dataclass(frozen=True, slots=True)
class Request:
    """`headers` have small letters."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


def handle(request: Request, app: App) -> Response:
    """Never raises: a fault that we did not think of is a 503, and the sender can try again."""
    started = app.clock()
    try:
        response = answer(request, app)
        outcome = "ok"
    except BadRequestError as error:
        response, outcome = plain(error.status, UNREADABLE[error.status == 413]), error.outcome
    except (UnavailableError, RefusedError):
        response, outcome = Response(503, BARE), "unavailable"
    except Exception as error:
        # Its text may hold what somebody wrote; its kind cannot.
        response, outcome = Response(503, BARE), f"fault-{type(error).__name__}".lower()
    spent = int(1000 * (app.clock() - started))
    log.event("http", outcome, status=response.status, size=rounded(len(request.body)), ms=spent)
    return Response(
        response.status, response.body if request.method != "HEAD" else "", {**HEADERS, **response.headers}
    )


def rounded(size: int) -> int:
    """Up to a kilobyte: six words have a length, which nobody needs to know."""
    return -(-size // 1024) * 1024


def answer(request: Request, app: App) -> Response:
    if not from_our_front(request, app):
        return plain(403, "Not from here.\n")
    parts = request.path.split("/")
    if len(request.path) > 500 or parts[:2] != ["", "send"] or len(parts) not in (3, 4):
        return plain(404, "Not found.\n")
    form = find(parts[2]) if len(parts) == 3 else None
    if request.method not in ("GET", "HEAD", "POST"):
        return plain(405, "Only GET, HEAD and POST work here.\n", Allow="GET, HEAD, POST")
    if parts[2:] == ["answer"]:
        return read_answer(request, app)
    if form:
        return post(request, form, app) if request.method == "POST" else show(request, form, app)
    pages = {"thanks": thanks, "confirm": confirm, "renewal": renewal}
    if len(parts) == 4 and parts[2] in pages:
        return pages[parts[2]](request, parts[3], app)
    return plain(404, "Not found.\n")


def from_our_front(request: Request, app: App) -> bool:
    """The secret that the front adds, and no other site as origin. Under our referrer policy it is `null`."""
    given = request.headers.get("x-origin-secret", "").encode()
    accepted = [line.encode() for line in app.secrets.get("origin-secrets").split()]
    # All are compared, so that the time it takes shows nothing.
    matching = sum(hmac.compare_digest(given, secret) for secret in accepted)
    origin = request.headers.get("origin", "null")
    return bool(matching) and origin in ("null", app.origin)


def plain(status: int, text: str, **headers: str) -> Response:
    return Response(status, text, {"Content-Type": "text/plain; charset=utf-8", **headers})


def show(request: Request, form: Form, app: App) -> Response:
    """The first step, filled in with a published entry; an empty one is a page of the site."""
    slug = parse_qs(request.query[:2000]).get("profile", [""])[0]  # whatever else a link was given
    if form.purpose == "signup" or (form.purpose == "referral" and not slug) or form.id == "message":
        return Response(303, headers={"Location": form.path})
    data = app.listing.data(slug)
    if data is None:
        return plain(404, "There is no such entry.\n")
    from functions import step_pages

    return step_pages.about_entry(app, form, slug, data)


def post(request: Request, form: Form, app: App) -> Response:
    if len(request.body) > form.limit:
        raise BadRequestError(413, "too-large")
    step = step_number(request, form)
    if not step:
        return plain(404, "Not found.\n")
    from functions import sent_page, step_pages

    sent = sent_page.Fetched(app) if form.id == "message" and step == form.check else None
    result = steps.take(
        form, step, request.headers.get("content-type", ""), request.body, sender(request), app
    )
    log.event(form.purpose, result.outcome, result.identity, size=rounded(len(request.body)))
    if sent and result.words:
        return Response(200, sent.page(result.identity, result.words), FORGET)
    if result.outcome in ("accepted", "held"):
        about = "enquiry" if form.purpose == "referral" else "entry"
        return Response(303, headers={"Location": f"/send/thanks/{result.identity}?about={about}"})
    return step_pages.page(app, form, result)


def read_answer(request: Request, app: App) -> Response:
    if request.method != "POST":
        return Response(303, headers={"Location": answer_page.PATH})
    if len(request.body) > SEALED_POST:
        raise BadRequestError(413, "too-large")
    from functions import answer_requests

    return answer_requests.respond(
        request.headers.get("content-type", ""), request.body, sender(request), app
    )


def step_number(request: Request, form: Form) -> int:
    """From the address, where it is all that stands; 0 if the form has no such step."""
    given = parse_qs(request.query[:2000]).get("step", ["1"])[0]
    return int(given) if re.fullmatch("[1-9][0-9]?", given) and int(given) <= form.check else 0


def sender(request: Request) -> str:
    """The network address that our own front saw, without the port; what a sender writes counts for nothing.

    It is neither kept nor logged, see tokens.sender_mark.
    """
    return request.headers.get(VIEWER, "").rpartition(":")[0].strip("[]")


def thanks(request: Request, identity: str, app: App) -> Response:
    """Shows a reference, what happens next, and nothing else: it does not even tell whether there is one.

    After a message there is no such page: what it has to show must be in no address.
    """
    if request.method == "POST" or not REFERENCE.match(identity):
        return plain(404, "Not found.\n")
    about = parse_qs(request.query[:2000]).get("about", [""])[0]
    context = {
        "reference": spaced(identity),
        "about": "enquiry" if about == "enquiry" else "entry",
        "words": (),
    }
    return Response(200, app.pages.render("form-thanks.html", app.listing.site(), "Sent", **context))


def confirm(request: Request, token: str, app: App) -> Response:
    """Following the link only shows a button: programs that scan mail follow links too."""
    branch = (
        confirmed(app.keys().read, token, app.clock()) if re.fullmatch(r"[a-z0-9.-]{1,200}", token) else None
    )
    if branch is None:
        page = app.pages.render(
            "form-confirm.html", app.listing.site(), "Confirm your address", state="late", token=""
        )
        return Response(410, page)  # CloudFront puts the site's page in the place of a 404
    state = "ask"
    if request.method == "POST":
        inbox.store_confirmation(app, branch)
        state = "done"
    page = app.pages.render(
        "form-confirm.html", app.listing.site(), "Confirm your address", state=state, token=token
    )
    return Response(200, page)


def renewal(request: Request, token: str, app: App) -> Response:
    from functions import renewal_page

    return renewal_page.respond(
        request.method, token, request.headers.get("content-type", ""), request.body, app
    )


def request_from_event(event: Mapping[str, Any]) -> Request:
    """From an HTTP API or a function URL, in the second version of the format."""
    import base64
    import binascii

    http = event["requestContext"]["http"]
    body = (event.get("body") or "").encode("utf-8", "surrogatepass")
    if event.get("isBase64Encoded"):
        try:
            body = base64.b64decode(body, validate=True)
        except binascii.Error:
            raise BadRequestError(400, "base64") from None
    headers = {str(name).lower(): str(value) for name, value in (event.get("headers") or {}).items()}
    path = urlsplit(event.get("rawPath") or "/").path
    return Request(http["method"], path, event.get("rawQueryString") or "", headers, body)
