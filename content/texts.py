"""Reads news and pages: first their fields, which say at which address each will be, then their text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from content.factory import make_news, make_page
from content.model import NewsItem, Page, Text
from content.schema import ALIASES, SCHEMA
from records import (
    fields,
    markdown_checks,
    markdown_text,
    source_file,
    stated_law,
    yaml_messages,
    yaml_reader,
)
from records.diagnostic import Diagnostic, FieldDiagnostic, line_error
from records.files import list_tree
from records.references import References, no_entry
from records.source_file import SourceFile
from records.text import is_slug, slugify
from records.vocabulary import Vocabularies

NEWS = "content/news"
PAGES = "content/pages"
HOME = "home"
SUFFIXES = (".md",)
RESERVED = frozenset(
    "404 courses directory experts forms images index law news patterns photos resources search".split()
)
"""First parts of addresses that are taken by other pages and files."""

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}-")
_BLOCK = re.compile(r" {0,3}:{3,}")


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file as far as it is read: `text` is None where its fields are wrong."""

    file: SourceFile
    kind: str
    slug: str
    text: NewsItem | Page | None = None


def read(site: Path, vocabularies: Vocabularies) -> list[TextFile]:
    files: list[TextFile] = []
    for folder, kind in ((NEWS, "news"), (PAGES, "page")):
        names, others, diagnostics = list_tree(site, folder, SUFFIXES)
        files += (_read(site, path, kind, vocabularies) for path in names)
        files += (_stranger(path, kind) for path in others)
        files += (TextFile(SourceFile(one.path, diagnostics=[one]), kind, "") for one in diagnostics)
    _same_address(files)
    return files


def address(text: Text) -> str:
    """Where the page of a text is; the same as the settings of Pelican say."""
    if isinstance(text, NewsItem):
        lang = f"/{text.lang}" if text.lang and text.lang != "en" else ""
        return f"{lang}/news/{text.date.year}/{text.slug}/"
    return "/" if text.path == f"{PAGES}/{HOME}.md" else f"/{text.slug}/"


def check(text_file: TextFile, known: References) -> list[Diagnostic]:
    """Everything that is wrong with a file, now that all that it may refer to is known."""
    file = text_file.file
    if file.data is not None:
        for place, slug in enumerate(_listed(file.data.get("experts"))):
            if slug not in known.entries:
                file.report(FieldDiagnostic(("experts", place), no_entry(slug, known.entries)))
        for id_ in markdown_text.STATISTIC.findall(str(file.data.get("summary", ""))):
            if id_ not in known.figures:
                file.report(FieldDiagnostic(("summary",), markdown_checks.no_figure(id_, known)))
    first, lines = file.body
    if file.data is not None and not "".join(lines).strip():
        file.report(line_error(first, "there is no text below the fields"))
    plain = markdown_text.without_code(lines, first)
    for one in markdown_checks.check(plain, first, file.path, known, markdown_text.anchors(lines)):
        file.report(one)
    for one in stated_law.uncited(plain, first) if text_file.kind == "page" else ():
        file.report(one)
    for number, line in enumerate(plain, first):
        if _BLOCK.match(line):
            file.report(
                line_error(number, "':::' makes blocks in lessons only; delete it, or write '> ' for a box")
            )
    return file.diagnostics[: source_file.MOST]


def _listed(value: Any) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _read(site: Path, path: str, kind: str, vocabularies: Vocabularies) -> TextFile:
    name = path.rpartition("/")[2]
    file = source_file.read_text(site, path)
    stem = name.removesuffix(".md")
    if file.data is None or not isinstance(file.data, dict):
        return TextFile(_fieldless(file), kind, stem)
    _declare(file, kind)
    for one in SCHEMA.diagnostics(kind, file.data, lambda: file.places, vocabularies):
        file.report(one)
    slug = file.data.get("slug") or _DATED.sub("", stem)
    _name(file, stem, slug)
    if not file.sound:
        return TextFile(file, kind, str(slug))
    make: Callable[..., NewsItem | Page] = make_news if kind == "news" else make_page
    return TextFile(file, kind, slug, make(path, slug, file.body, {**file.data, "slug": slug}))


def _declare(file: SourceFile, kind: str) -> None:
    """Names in capitals and Pelican's names for a field are understood."""
    for name in fields.twice(file.data, ALIASES):
        file.report(line_error(yaml_reader.line(file.locate(), (name,)), yaml_messages.key(name)))
    file.locate = fields.places_of(file.locate, ALIASES)
    file.data = fields.declared(file.data, SCHEMA.part(kind), ALIASES)


def _fieldless(file: SourceFile) -> SourceFile:
    if file.data is not None:
        file.report(line_error(1, "between '---' and '---' stand fields, such as 'title: A new law'"))
    return replace(file, data=None)


def _name(file: SourceFile, stem: str, slug: Any) -> None:
    """The file's name, which is a part of the address unless the fields give another."""
    plain = _DATED.sub("", stem)
    if slug == plain and not is_slug(plain):
        better = slugify(plain) or "a-new-law"
        rule = "the file name can hold small letters a-z, digits and single hyphens"
        file.report(line_error(1, f"{rule}, as in '{better}.md'"))
    elif slug in RESERVED and file.path.startswith(PAGES):
        place: tuple[str, ...] = ("slug",) if "slug" in file.data else ()
        file.report(FieldDiagnostic(place, f"'/{slug}/' is the address of another page; choose another name"))


def _stranger(path: str, kind: str) -> TextFile:
    better = f"{path.rpartition('/')[2].rpartition('.')[0] or 'a-new-law'}.md"
    file = SourceFile(path)
    rule = "only texts in Markdown belong here, and their names end in .md"
    file.report(line_error(1, f"{rule}, as in '{better}'"))
    return TextFile(file, kind, "")


def _same_address(files: Iterable[TextFile]) -> None:
    first: dict[tuple[str, str, Any, Any], TextFile] = {}
    for one in files:
        if one.text is None:
            continue
        year = one.text.date.year if isinstance(one.text, NewsItem) else None
        other = first.setdefault((one.kind, one.slug, one.text.lang, year), one)
        if other is not one:
            place: tuple[str, ...] = ("slug",) if "slug" in one.file.data else ()
            message = f"'{one.slug}' is the name of {other.file.path} in its address as well; give it another"
            one.file.report(FieldDiagnostic(place, message))


def sound(files: Iterable[TextFile]) -> Mapping[str, NewsItem | Page]:
    """The sound texts, by their files."""
    return {one.text.path: one.text for one in files if one.text is not None}
