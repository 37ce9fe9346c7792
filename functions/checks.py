"""What an editor would look up first, looked up already: what is proven, what contradicts, what is not known.

Nothing that came with the submission proves anything: it is held against the entry as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from experts import Profile
from records import phone
from records.packed_vocabularies import vocabularies
from records.skeleton import skeleton
from records.text import fold
from records.typo import distance
from records.web import FREE_MAIL

Mark = Literal["proven", "contradicts", "not known"]
_BESIDE = frozenset(
    "and charity cic co company dr for foundation group inc limited llp ltd miss mr mrs ms of org"
    " organisation organization plc prof professor sir the trust uk".split()
)
"""Words of a name that make nobody another."""


class Check(NamedTuple):
    mark: Mark
    message: str


def of_entry(
    data: Mapping[str, Any],
    profiles: Iterable[Profile],
    slug: str,
    pending: Iterable[str] = (),
) -> list[Check]:
    """The words are ours and hold nothing that was sent, but for slugs of standing and `pending` entries."""
    others = [profile for profile in profiles if profile.slug != slug]
    return [
        *registers(data),
        *scripts_mixed(data),
        *addresses(data),
        *duplicates(data, others),
        *near_names(data, others, pending),
    ]


def sender(standing: Mapping[str, Any] | None, reply_to: str) -> Iterator[Check]:
    """What the sender's address says of them. Only an answer to a letter proves that it is theirs."""
    if standing is None:
        yield Check("not known", "Who sent it: this is a new entry, and its web site came with it")
        return
    domain = reply_to.rpartition("@")[2].casefold()
    mails = {entry["address"].casefold() for entry in standing.get("contact", ()) if "address" in entry}
    hosts = {host(entry["url"]) for part in ("links", "contact") for entry in standing.get(part, ())
             if "url" in entry} | {mail.rpartition("@")[2] for mail in mails}  # fmt: skip
    if reply_to.casefold() in mails:
        yield Check("not known", "The sender wrote an address that the entry shows. Anybody could write it")
    elif domain in FREE_MAIL:
        yield Check("not known", "The sender's address is with a free provider: it proves nothing")
    elif domain in hosts:
        yield Check(
            "not known", "The sender wrote an address with the entry's domain. Anybody could write it"
        )
    elif imitated := [known for known in sorted(hosts) if looks_like(domain, known)]:
        shown = ", ".join(f"`{name}`" for name in imitated)
        yield Check("contradicts", f"The sender's domain looks like {shown}, the entry's, and is another one")
    else:
        yield Check("not known", "The sender's address has another domain than the entry")


def looks_like(domain: str, known: str) -> bool:
    """A neighbour by one letter, the same at a glance, or the name inside another one."""
    if domain == known or len(known) < 4:
        return False
    inside = f".{known}." in f".{domain.replace('-', '.')}." or domain.endswith(f"-{known}")
    return inside or skeleton(domain) == skeleton(known) or distance(domain, known, 1) == 1


def host(url: str) -> str:
    match = re.match(r"https?://(?:www\.)?([^/:?#]+)", url.casefold())
    return match[1] if match else ""


def registers(data: Mapping[str, Any]) -> Iterator[Check]:
    """The model has refused numbers of a wrong form or checksum before they came here."""
    terms = vocabularies()["identifiers"].terms
    for entry in data.get("identifiers", []):
        if term := terms.get(entry["scheme"]):
            shown = "number" if "pattern" in term.extra else "name"
            yield Check(
                "not known", f"{term.label}: whether the {shown} is theirs. Look it up in the register"
            )
    if not data.get("identifiers"):
        yield Check("not known", "Any registration: no register number was given")


def scripts(word: str) -> set[str]:
    return {unicodedata.name(letter, "?").split()[0] for letter in word if letter.isalpha()}


def scripts_mixed(data: Mapping[str, Any]) -> Iterator[Check]:
    """Letters of two scripts in one word are how one name is made to look like another."""
    texts = [data.get("name", ""), *data.get("alternate_names", [])]
    if any({"LATIN"} < scripts(word) for text in texts for word in re.findall(r"\w+", text)):
        yield Check("contradicts", "A name mixes letters of different scripts in one word")


def addresses(data: Mapping[str, Any]) -> Iterator[Check]:
    urls = [entry["url"] for entry in [*data.get("links", []), *data.get("contact", [])] if "url" in entry]
    if any("xn--" in url or not url.isascii() or re.search(r"://[^/]*:\d", url) for url in urls):
        message = "A web address has an international name or a port number: read it letter by letter"
        yield Check("contradicts", message)
    if any(url.startswith("http:") for url in urls):
        yield Check("not known", "Who answers at a web address that does not begin with https")


def duplicates(data: Mapping[str, Any], others: Iterable[Profile]) -> Iterator[Check]:
    based = data.get("countries", {}).get("based")
    mine = marks(based, data.get("contact", []))
    for profile in others:
        ways = [{"kind": c.kind, "dial": c.dial, "address": c.address} for c in profile.contact]
        if both := {kind for kind, _ in mine & marks(profile.countries.based, ways)}:
            yield Check("contradicts", f"{linked(profile.slug)} has the same {', '.join(sorted(both))}")


def marks(based: str | None, contact: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """What two entries are compared by."""
    identifying = set()
    for way in contact:
        if dial := way.get("dial"):
            identifying.add((way["kind"], phone.line(dial, based)))
        elif address := way.get("address"):
            identifying.add((way["kind"], address.casefold()))
    return identifying


def near_names(data: Mapping[str, Any], others: Iterable[Profile], pending: Iterable[str]) -> Iterator[Check]:
    """Names that a reader takes for one: other case, accents, letters or order, "The", "UK", hyphens."""
    mine = {
        key for text in (data.get("name", ""), *data.get("alternate_names", [])) if (key := name_key(text))
    }
    for profile in others:
        if mine & {name_key(text) for text in (profile.name, *profile.alternate_names)}:
            yield Check("contradicts", f"{linked(profile.slug)} has a name that reads the same")
    for slug in pending:
        if name_key(slug.replace("-", " ")) in mine:
            yield Check(
                "contradicts", f"`{slug}`, which waits for an editor too, has a name that reads the same"
            )


def name_key(name: str) -> str:
    """Equal for two names that a reader takes for one; empty where nothing tells them apart from others."""
    words = re.findall(r"\w+", fold(name).replace("'", "").replace("’", ""))
    telling = sorted(skeleton(word) for word in words if word not in _BESIDE)
    return " ".join(telling)


def linked(slug: str) -> str:
    return f"[{slug}](/experts/{slug}/)"
