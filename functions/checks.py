"""What an editor would look up first, looked up already. Each finding is a hint, never a verdict."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from experts import Profile
from records import phone
from records.packed_vocabularies import vocabularies
from records.text import fold
from records.vocabulary import Term
from records.web import FREE_MAIL


class Check(NamedTuple):
    sound: bool
    message: str


def run(data: Mapping[str, Any], reply_to: str, profiles: Iterable[Profile], slug: str) -> list[Check]:
    """The words are ours and hold nothing that was sent, but for slugs of standing entries."""
    others = [profile for profile in profiles if profile.slug != slug]
    return [
        *mail_domain(data, reply_to),
        *registers(data),
        *names(data),
        *addresses(data),
        *duplicates(data, others),
    ]


def mail_domain(data: Mapping[str, Any], reply_to: str) -> Iterator[Check]:
    domain = reply_to.rpartition("@")[2].casefold()
    sites = {
        host(entry["url"]) for entry in [*data.get("links", []), *data.get("contact", [])] if "url" in entry
    }
    if domain in FREE_MAIL:
        yield Check(
            False, "The sender's e-mail is with a free provider: it proves no link to an organisation"
        )
    elif not sites:
        yield Check(False, "There is no web site to compare the sender's e-mail with")
    elif any(domain == site or domain.endswith(f".{site}") or site.endswith(f".{domain}") for site in sites):
        yield Check(True, "The sender's e-mail has the domain of the web site")
    else:
        yield Check(False, "The sender's e-mail does not have the domain of the web site")


def host(url: str) -> str:
    match = re.match(r"https?://(?:www\.)?([^/:?#]+)", url.casefold())
    return match[1] if match else ""


def registers(data: Mapping[str, Any]) -> Iterator[Check]:
    """The model has refused numbers of a wrong form or checksum before they came here."""
    terms = vocabularies()["identifiers"].terms
    for entry in data.get("identifiers", []):
        term = terms.get(entry["scheme"])
        if term:
            yield Check(True, f"{term.label}: {_form(term)}")
    if not data.get("identifiers"):
        yield Check(False, "No register number was given")


def _form(term: Term) -> str:
    if "pattern" not in term.extra:
        return "it shows no number that we know; look the name up"
    summed = " and its check digit" if term.extra.get("checksum") else ""
    return f"the number's form{summed} can be right; look the number up"


def scripts(word: str) -> set[str]:
    return {unicodedata.name(letter, "?").split()[0] for letter in word if letter.isalpha()}


def names(data: Mapping[str, Any]) -> Iterator[Check]:
    """Letters of two scripts in one word are how one name is made to look like another."""
    texts = [data.get("name", ""), *data.get("alternate_names", [])]
    mixed = any({"LATIN"} < scripts(word) for text in texts for word in re.findall(r"\w+", text))
    yield Check(not mixed, "A name mixes letters of different scripts" if mixed else "No name mixes scripts")


def addresses(data: Mapping[str, Any]) -> Iterator[Check]:
    urls = [entry["url"] for entry in [*data.get("links", []), *data.get("contact", [])] if "url" in entry]
    odd = [url for url in urls if "xn--" in url or not url.isascii() or re.search(r"://[^/]*:\d", url)]
    if odd:
        yield Check(
            False, "A web address has an international name or a port number: read it letter by letter"
        )
    if any(url.startswith("http:") for url in urls):
        yield Check(False, "A web address does not start with https")


def duplicates(data: Mapping[str, Any], others: Iterable[Profile]) -> Iterator[Check]:
    based, same = data.get("countries", {}).get("based"), []
    mine = marks(data.get("name", ""), based, data.get("contact", []))
    for profile in others:
        ways = [{"kind": c.kind, "dial": c.dial, "address": c.address} for c in profile.contact]
        theirs = marks(profile.name, profile.countries.based, ways)
        if both := {kind for kind, _ in mine & theirs}:
            same.append(Check(False, f"The entry {profile.slug} has the same {', '.join(sorted(both))}"))
    yield from same or [Check(True, "No other entry has the same name, telephone or e-mail address")]


def marks(name: str, based: str | None, contact: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """What two entries are compared by."""
    identifying = {("name", fold(name))}
    for way in contact:
        if dial := way.get("dial"):
            identifying.add((way["kind"], phone.line(dial, based)))
        elif address := way.get("address"):
            identifying.add((way["kind"], address.casefold()))
    return identifying
