"""All of content/, with everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from content import data_files, missing, source_hosts, texts
from content.model import Data, NewsItem, Page
from content.redirects import targets, way
from content.source_gate import SourceHosts
from content.texts import TextFile, address
from records import pictures, source_file, suggestions
from records.diagnostic import Diagnostic, in_order
from records.files import list_files, list_tree
from records.references import References, did_you_mean
from records.vocabulary import Vocabularies

FOLDER = "content"
IMAGES = "content/images"
_OWN = frozenset((*data_files.PATHS, texts.NEWS, texts.PAGES, IMAGES, "content/schema.json"))
_WRITTEN = (".md", ".markdown", ".mkd", ".rst", ".html", ".htm", ".yaml", ".yml", ".txt")


@dataclass(frozen=True, slots=True)
class Content:
    """`texts` are the sound news items and pages, also unpublished ones, by file.

    `figures` and `claims` are all ids, also those of entries with mistakes.
    """

    site: Path
    data: Data = field(default_factory=Data)
    texts: dict[str, NewsItem | Page] = field(default_factory=dict)
    files: tuple[TextFile, ...] = ()
    figures: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    hosts: SourceHosts = field(default_factory=SourceHosts)
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def addresses(self) -> dict[str, str]:
        """The address of each file of news and pages, sound or not; "" for what is not published."""
        known = {one.file.path: f"/{one.slug}/" for one in self.files if one.text is None}
        return known | {path: _published(text) for path, text in self.texts.items()}

    @property
    def pictures(self) -> dict[str, str]:
        return {file: file.removeprefix(FOLDER) for file in _pictures(self.site)}

    @property
    def redirected(self) -> frozenset[str]:
        return frozenset(targets(self.data.redirects))

    def later(self, today: date) -> dict[str, NewsItem]:
        """News dated after a day, by their files."""
        items = {path: text for path, text in self.texts.items() if isinstance(text, NewsItem)}
        return {path: text for path, text in items.items() if text.date > today}


def load(site: Path, vocabularies: Vocabularies) -> Content:
    """Without what the texts refer to, for which `check_texts` needs to know the rest of the site."""
    hosts, wrong = source_hosts.load(site, vocabularies)
    data, diagnostics = data_files.load(site, vocabularies, hosts)
    diagnostics += wrong
    files = texts.read(site, vocabularies)
    diagnostics += _strangers(site)
    diagnostics += pictures.check(site, IMAGES)
    figures, claims = (source_file.ids(site, path) for path in (data_files.STATISTICS, data_files.CLAIMS))
    sound = dict(texts.sound(files))
    return Content(site, data, sound, tuple(files), figures, claims, hosts, tuple(diagnostics))


def check_texts(content: Content, known: References) -> list[Diagnostic]:
    """What is wrong with texts and redirects, now that all that they may refer to is known."""
    found = [diagnostic for one in content.files for diagnostic in texts.check(one, known)]
    absent = missing.check(content.site, content.addresses)
    return in_order([*found, *_redirects(content, known), *absent])


def _redirects(content: Content, known: References) -> Iterator[Diagnostic]:
    written = {*filter(None, known.pages.values())}
    pages = {*written, *(known.addresses or ())} - content.redirected
    leads = {old: new for old, new in targets(content.data.redirects).items() if old not in written}
    for one in content.data.redirects:
        old, steps = targets([one]), way(one.new, leads)
        if taken := written.intersection(old):
            message = f"the page {min(taken)} has this address; delete the line, or rename the page"
        elif not set(steps).isdisjoint(old):
            message = (
                "leads to itself in the end and to no page; write the address of a page, or delete the line"
            )
        elif len(steps) > 1:
            message = f"{one.new} is an old address itself; write where it leads: {steps[-1]}"
        elif known.absent(one.new):
            message = f"there is no page {one.new}{did_you_mean(one.new, pages)}"
        else:
            continue
        yield Diagnostic(data_files.REDIRECTS, one.line, one.old, message)


def _published(text: NewsItem | Page) -> str:
    return "" if text.status == "draft" else address(text)


def _pictures(site: Path) -> list[str]:
    names, others, _diagnostics = list_tree(site, IMAGES, tuple(f".{one}" for one in pictures.ENDINGS))
    return [*names, *others]


def _strangers(site: Path) -> Iterator[Diagnostic]:
    """Files in which somebody wrote something that nothing reads."""
    if not (site / FOLDER).is_dir():
        return
    names, others, diagnostics = list_files(site, FOLDER, _WRITTEN)
    known = [path.removeprefix("content/") for path in _OWN]
    yield from (one for one in diagnostics if one.path not in _OWN)
    for name in [*names, *(other for other in others if (site / FOLDER / other).is_dir())]:
        if name not in known and not name.startswith("_"):
            near = suggestions.did_you_mean(name, known)
            advice = near or "; texts belong in content/news or content/pages"
            yield Diagnostic(f"{FOLDER}/{name}", 1, "", f"nothing reads this{advice}")
