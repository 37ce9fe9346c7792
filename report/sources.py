"""Every page on which something was read, and who is behind its host."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from check import Site
from content.source_gate import SourceHosts
from records import web_host


@dataclass(slots=True)
class Uses:
    """How often each listed host is a source, of what; and how many other hosts there are."""

    listed: dict[str, Counter[str]] = field(default_factory=dict)
    others: Counter[str] = field(default_factory=Counter)


def uses(site: Site) -> Uses:
    hosts, found = site.content.hosts, Uses()
    for what, address in pages(site):
        host = web_host.host(address)
        if name := hosts.owner(host):
            found.listed.setdefault(name, Counter())[what] += 1
        else:
            found.others[web_host.bare(host)] += 1
    return found


def who(hosts: SourceHosts, name: str) -> str:
    return hosts.official.get(name) or hosts.owners[name]


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """What was read, and at which address."""
    data = site.content.data
    for helpline in data.helplines:
        rules = [helpline.confidentiality.source] if helpline.confidentiality else []
        for page in (helpline.source, *helpline.also_read, *rules):
            yield "helplines", page.url
    for claim in data.claims.values():
        yield from (("law", page.url) for page in (claim.source, *claim.also_read))
    for figure in data.statistics.values():
        yield from (("figures", address) for address in (figure.url, figure.confirmed_by) if address)
    for one in data.resources:
        yield from (("resources", address) for address in (one.url, one.confirmed_by) if address)
    for course in site.courses.courses:
        for lesson in course.lessons:
            yield from (("lessons", source.url) for source in lesson.sources)
    for word in site.courses.glossary.words.values():
        if word.source:
            yield "glossary", word.source
