"""Every address to which the site leads, and what a page there must say to be theirs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

import check
from content.model import Helpline, SourcePage
from courses.glossary import PATH as GLOSSARY
from experts import Profile, web_addresses
from experts.identifier import address as register_address
from records import source_file, web, web_host
from records.diagnostic import DataPath
from watch.names import Wanted

Kind = Literal["entry", "helpline", "resource", "register", "source", "text"]
SHOWN: Kind = "register"
"""A build leaves all others away. The page of an entry in a register is not theirs, and nobody takes it
over; an editor is told, because it may say that they are not registered any more."""
_PLATFORMS = ("social",)  # many share these hosts, and most show a program nothing


class Use(NamedTuple):
    """One place that leads to an address: that of the value in its file, or a line if that is known."""

    kind: Kind
    path: str
    name: str
    place: DataPath = ()
    line: int = 0

    def found_at(self, site: check.Site) -> int:
        if self.line:
            return self.line
        return source_file.read_yaml(site.content.site, self.path).line(self.place)


@dataclass(frozen=True, slots=True)
class Watched:
    address: str
    uses: tuple[Use, ...]
    wanted: Wanted

    @property
    def may_be_hidden(self) -> bool:
        return any(use.kind != SHOWN for use in self.uses)

    @property
    def looked_for(self) -> str:
        """Changes when something else is looked for, so that an unchanged page is read again."""
        text = repr([sorted(part) for part in self.wanted])
        return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def watched(site: check.Site) -> list[Watched]:
    """By address. Hosts that are kept for examples lead nowhere."""
    known: dict[str, list[tuple[Use, Wanted]]] = {}
    for address, use, wanted in _all(site):
        if not web.is_fiction(web_host.host(address)) and address.startswith(("http://", "https://")):
            known.setdefault(address, []).append((use, wanted))
    return [_joined(address, known[address]) for address in sorted(known)]


def _joined(address: str, found: list[tuple[Use, Wanted]]) -> Watched:
    """Whom any of its uses is for; nobody where one of them says nothing of that."""
    wanted = Wanted()
    for _, one in found:
        wanted = wanted.joined(one)
    named = all(one for _, one in found)
    uses = dict.fromkeys(use for use, _ in found)
    return Watched(address, tuple(uses), wanted if named else Wanted())


Found = tuple[str, Use, Wanted]


def _all(site: check.Site) -> Iterator[Found]:
    for profile in site.directory.profiles:
        yield from _entry(profile)
        yield from _registers(profile, site)
    for place, helpline in enumerate(site.content.data.helplines):
        yield from _helpline(helpline, place)
    yield from _lists(site)
    yield from _lessons(site)
    for path, link in check.outer_links(site):
        yield link.address, Use("text", path, "", line=link.line), Wanted()


def _entry(profile: Profile) -> Iterator[Found]:
    own = _of_entry(profile)
    platforms = {link.url for link in profile.links if link.rel in _PLATFORMS}
    for place, address in web_addresses.addresses(profile):
        wanted = own
        if place[0] == "publications":
            wanted = own._replace(titles=frozenset((profile.publications[int(place[1])].title,)))
        use = Use("entry", profile.path, profile.name, place)
        yield address, use, Wanted() if address in platforms else wanted


def _of_entry(profile: Profile) -> Wanted:
    """A page of the organisation where somebody works is theirs, too."""
    names = [profile.name, *profile.alternate_names, *filter(None, [profile.sort_name])]
    return Wanted(
        frozenset([*names, *(one.organisation for one in profile.affiliations)]),
        numbers=frozenset(one.dial for one in profile.contact if one.dial),
        signs=frozenset(
            [one.address for one in profile.contact if one.address]
            + [one.value for one in profile.identifiers if len(one.value) > 5]
        ),
    )


def _registers(profile: Profile, site: check.Site) -> Iterator[Found]:
    terms = site.directory.vocabularies["identifiers"].terms
    for place, one in enumerate(profile.identifiers):
        if not profile.sample and (address := register_address(terms[one.scheme], one.value, profile.kind)):
            use = Use("register", profile.path, profile.name, ("identifiers", place, "value"))
            yield address, use, Wanted(frozenset((profile.name, *profile.alternate_names)))


def _helpline(helpline: Helpline, place: int) -> Iterator[Found]:
    path = "content/helplines.yaml"
    numbers = frozenset(filter(None, [helpline.dial, helpline.text]))
    wanted = Wanted(frozenset((helpline.name, helpline.operator.partition(",")[0])), numbers=numbers)
    yield helpline.url, Use("helpline", path, helpline.name, (place, "url")), wanted
    pages: list[tuple[DataPath, SourcePage]] = [((place, "source"), helpline.source)]
    pages += [((place, "also_read", index), page) for index, page in enumerate(helpline.also_read)]
    if own := helpline.confidentiality:
        pages.append(((place, "confidentiality", "source"), own.source))
    for where, page in pages:
        titled = wanted._replace(titles=frozenset((page.title,)))
        yield page.url, Use("helpline", path, helpline.name, (*where, "url")), titled


def _source(path: str, name: str, place: DataPath, page: SourcePage, instrument: str) -> Found:
    titled = Wanted(titles=frozenset((page.title, instrument)))
    return page.url, Use("source", path, name, (*place, "url")), titled


def _lists(site: check.Site) -> Iterator[Found]:
    data = site.content.data
    for place, one in enumerate(data.resources):
        use = Use("resource", "content/resources.yaml", one.title, (place, "url"))
        yield one.url, use, Wanted(frozenset((one.publisher,)), frozenset((one.title,)))
    for id_, figure in data.statistics.items():
        wanted = Wanted(frozenset((figure.publisher,)), frozenset((figure.title, figure.what)))
        yield figure.url, Use("source", "content/statistics.yaml", id_, (id_, "url")), wanted
    for id_, claim in data.claims.items():
        yield _source("content/claims.yaml", id_, (id_, "source"), claim.source, claim.instrument)
        for index, page in enumerate(claim.also_read):
            yield _source("content/claims.yaml", id_, (id_, "also_read", index), page, claim.instrument)


def _lessons(site: check.Site) -> Iterator[Found]:
    for course in site.courses.courses:
        for lesson in course.lessons:
            for source in lesson.sources:
                use = Use("source", lesson.path, lesson.title, line=1)
                yield source.url, use, _titled(source.title, source.publisher)
    for word in site.courses.glossary.words.values():
        if word.source:
            yield word.source, Use("source", GLOSSARY, word.id, line=1), Wanted()


def _titled(title: str, publisher: str) -> Wanted:
    return Wanted(frozenset((publisher,)), frozenset((title,)))
