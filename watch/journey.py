"""The way from an address to the page at its end, one request after the other.

A journey only says what it wants to ask next; `watch/turns.py` asks, when it is the host's turn.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

from content.link_state import LinkState
from records import web_host
from watch import page, robots, verdict
from watch.network import Answer, NoAnswer, Reply
from watch.robots import Rules
from watch.verdict import Known, Look
from watch.watched import Watched

MOST_HOPS = 5
UNREAD = timedelta(days=14)
"""So long a server is believed that its page has not changed: of three weekly looks, one reads it."""
_LEADS_ON = frozenset((301, 302, 303, 307, 308))


class Request(NamedTuple):
    """`origin`: it is for the robots.txt of this one, which another journey may have read meanwhile."""

    url: str
    headers: Mapping[str, str]
    origin: str = ""


Journey = Generator[Request, Reply, Look]
RulesOf = dict[str, Rules]
"""By origin, such as https://www.example.org; filled by the journeys."""


def journey(one: Watched, before: LinkState | None, known: Known, rules_of: RulesOf) -> Journey:
    url, asked = urldefrag(one.address).url, _conditions(one, before)
    for hop in range(MOST_HOPS + 1):
        rules = yield from _rules(url, rules_of)
        if rules.fault:
            return verdict.of_end(one, url, rules.fault, known)
        if rules.refusal or not rules.allows(url):
            refusal = NoAnswer("blocked", rules.refusal or "its robots.txt asks programs to stay away")
            return verdict.of_end(one, url, refusal, known)
        reply = yield Request(url, asked if not hop else {})
        if before and asked and not hop and isinstance(reply, Answer) and reply.status == 304:
            return Look(
                before.verdict, before.detail, before.leads_to, before.etag, before.modified, unchanged=True
            )
        target = _leads_on(url, reply)
        if target is None:
            return verdict.of_end(one, url, reply, known)
        url = target
    return Look("unsure", f"leads on more than {MOST_HOPS} times", web_host.host(url))


def _conditions(one: Watched, before: LinkState | None) -> dict[str, str]:
    """Nothing where something else is looked for than the last time, or the page was not read for long.

    Whoever takes a host over may call any page unchanged; so does a server whose new page has an older day.
    """
    if before is None or before.verdict != "ok" or before.looked_for != one.looked_for:
        return {}
    if before.read_on is None or before.checked_on - before.read_on >= UNREAD:
        return {}
    asked = {"If-None-Match": before.etag, "If-Modified-Since": before.modified}
    return {name: value for name, value in asked.items() if value and value.isprintable() and value.isascii()}


def _rules(url: str, rules_of: RulesOf) -> Generator[Request, Reply, Rules]:
    split = urlsplit(url)
    origin = f"{split.scheme}://{split.netloc}"
    asked = f"{origin}/robots.txt"
    for _ in range(MOST_HOPS + 1):
        if origin in rules_of:
            break
        reply = yield Request(asked, {}, origin)
        target = _redirected(asked, reply)
        if target is None:
            rules_of.setdefault(origin, robots.rules(reply))
        else:
            asked = target
    return rules_of.setdefault(origin, Rules())


def _leads_on(url: str, reply: Reply) -> str | None:
    if target := _redirected(url, reply):
        return target
    if not isinstance(reply, Answer) or not 200 <= reply.status < 300 or not page.is_text(reply):
        return None
    target = page.pages(reply)[0].leads_on(url)
    return urldefrag(target).url if target and urldefrag(target).url != url else None


def _redirected(url: str, reply: Reply) -> str | None:
    """Bytes of an address that are no ASCII are UTF-8, whatever http.client takes them for."""
    if not isinstance(reply, Answer) or reply.status not in _LEADS_ON or "location" not in reply.headers:
        return None
    given = reply.headers["location"].encode("latin-1", "ignore").decode("utf-8", "replace").strip()
    try:
        return urldefrag(urljoin(url, given)).url
    except ValueError:
        return "https:///"  # of which the network says that it cannot be read
