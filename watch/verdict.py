"""What an answer says of a link. If it is unsure it says so: a wrong alarm takes a link from who needs it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from content.link_state import Verdict
from records import web_host
from watch import hosts, names, page, signs
from watch.network import Answer, NoAnswer, Reply
from watch.page import Page
from watch.watched import Watched

_FEW = 200  # letters: a page with fewer is made by scripts, or empty
_PARKED = 5000  # letters: a longer page only speaks of names for sale
_KEPT_OUT = frozenset((401, 402, 403, 407, 429, 451, 503, 999))
_GONE = frozenset((404, 410))


class Look(NamedTuple):
    """`leads_to` is the host on which it ended; `network`: perhaps our own way to the internet is broken.

    `unchanged`: it was not read, as the server says that it is what it was.
    """

    verdict: Verdict
    detail: str = ""
    leads_to: str = ""
    etag: str = ""
    modified: str = ""
    network: bool = False
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """Of hosts: on which many have pages of their own, and which belong to public bodies."""

    shared: Collection[str] = field(default_factory=tuple)
    official: Collection[str] = field(default_factory=tuple)


def of_end(one: Watched, url: str, reply: Reply, known: Known) -> Look:
    """Of the last answer on the way from an address."""
    first, last = web_host.host(one.address), web_host.host(url)
    if isinstance(reply, NoAnswer):
        detail = (
            reply.detail if first == last else f"leads to {web_host.readable(last)}, where {reply.detail}"
        )
        return Look(reply.verdict, detail, last, network=reply.network)
    look = _of_answer(one, last, reply, known)
    if look.verdict != "gone" and not hosts.is_same(first, last, known.shared):
        more = "which names them" if look.verdict == "ok" and one.wanted else look.detail
        detail = f"leads to {web_host.readable(last)}{f'; {more}' if more else ''}"
        look = Look("moved", detail)
    tagged = look.verdict == "ok" and url == one.address
    etag, modified = (
        reply.headers.get(name, "")[:200] if tagged else "" for name in ("etag", "last-modified")
    )
    return look._replace(leads_to=last, etag=etag, modified=modified)


def _of_answer(one: Watched, host: str, answer: Answer, known: Known) -> Look:
    if "challenge" in answer.headers.get("cf-mitigated", ""):
        return Look("blocked", "wants to know first whether a person asks")
    if answer.status in _GONE:
        return Look("gone", f"answers {answer.status}: there is no such page any more")
    if answer.status in _KEPT_OUT:
        return Look("blocked", f"answers {answer.status} to programs")
    if not 200 <= answer.status < 300:
        return Look("unsure", f"answers {answer.status}")
    if not page.is_text(answer):
        return Look("ok", "is a file, in which nothing was looked for")
    return _of_page(one, host, page.pages(answer), known)


def _of_page(one: Watched, host: str, pages: list[Page], known: Known) -> Look:
    first = pages[0]
    if first.letters < _PARKED and signs.is_parked(first.source):
        return Look("no_longer_names", "the name of the host is for sale, or expired")
    if signs.is_gambling(first.title, first.visible):
        return Look("no_longer_names", "is a page for gambling")
    if not one.wanted or any(names.names(one.wanted, each.texts, each.source) for each in pages):
        return Look("ok")
    return _of_silence(one, host, first, known)


def _of_silence(one: Watched, host: str, first: Page, known: Known) -> Look:
    """Of a page on which nothing was found that should be there."""
    if signs.is_challenge(first.source, first.letters):
        return Look("blocked", "wants to know first whether a person asks")
    if first.letters < _FEW:
        return Look("unsure", "has too little text for a program: it may be made by scripts")
    if not first.whole:
        return Look("unsure", "is too long to be read to its end, and does not name them before")
    if names.script_of(first.visible) not in {names.script_of(each) for each in _written(one)}:
        return Look("unsure", "is written in other letters than the name")
    if any(web_host.is_within(host, each) for each in known.official):
        return Look("unsure", "belongs to a public body, and does not name them")
    return Look("no_longer_names", "names neither them nor their numbers")


def _written(one: Watched) -> list[str]:
    return [*one.wanted.names, *one.wanted.titles]
