"""What a text of a site may refer to, and where its links lead."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote

from records import suggestions
from records.web_host import Fault, fault

FIGURES = "content/statistics.yaml"
CLAIMS = "content/claims.yaml"
ENTRIES = "experts/profiles"
WORDS = "courses/glossary.yaml"
WORD = "glossary:"
GLOSSARY = "/courses/glossary/"

GENERATED = frozenset(
    "404.html atom.xml courses directory editors experts forms law news patterns photos resources robots.txt"
    " search sitemap.xml".split()
)
"""First parts of the addresses of pages that no text has; only a build knows all of these pages."""
TEMPLATE_IDS = frozenset(
    "all-helplines helplines helplines-title latest law-cited main named sources".split()
)
"""Places that pages have besides the headings of their text."""

_ROOTED = re.compile(r"[{|](?:filename|static|attach)[|}]")
_LESSON = re.compile(r"\d\d-.*\.md(?:#|\Z)")
_ENTRY = re.compile(r"/experts/([^/#?\s]+)")


class Target(NamedTuple):
    """A file of the site, and the place in it, empty where all of it is meant."""

    file: str
    anchor: str


@dataclass(frozen=True, slots=True)
class References:
    """`pages` and `pictures` are files of the site with their addresses; "" for what is not published.

    `anchors` gives the places of a page's file, None where its text cannot be read; `addresses` are those
    of further pages that are known without a build, None where not all pages with a text are known.
    `fault` judges an address on another site as a source.
    """

    words: Collection[str] = frozenset()
    figures: Collection[str] = frozenset()
    claims: Collection[str] = frozenset()
    entries: Collection[str] = frozenset()
    pages: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    addresses: Collection[str] | None = None
    anchors: Callable[[str], Collection[str] | None] = lambda _path: frozenset()
    fault: Callable[[str], Fault | None] = fault

    def url(self, path: str, address: str) -> str | None:
        """Where a link in the file `path` leads; None for one to a file that is not published.

        An address that names no file of the site stays as it is.
        """
        if address.startswith(WORD):
            return f"{GLOSSARY}#{address.removeprefix(WORD)}"
        target = resolve(path, address)
        if target is None or target.file not in self.pages:
            return address
        if not self.pages[target.file]:
            return None
        return self.pages[target.file] + (f"#{target.anchor}" if target.anchor else "")

    def picture(self, path: str, address: str) -> str:
        """The file of a picture that a text names, whether it is there or not."""
        if address.startswith("/images/"):
            return f"content{unquote(address)}"
        target = resolve(path, address)
        return target.file if target else address

    def absent(self, url: str) -> bool:
        """Whether no page can have this address, as far as the files tell."""
        plain = unquote(url.partition("#")[0].partition("?")[0])
        first = plain.strip("/").partition("/")[0]
        if first == "images":
            return f"content{plain}" not in self.pictures
        if self.addresses is None or self.known(plain):
            return False
        parts = plain.strip("/").split("/")
        if first == "courses":
            return f"/courses/{parts[1]}/" not in self.addresses
        return first not in GENERATED or (first == "news" and len(parts) > 2)

    def known(self, address: str) -> bool:
        """Whether an address is of a page that is known from the files."""
        return address in (self.addresses or ()) or address in self.pages.values()

    def file_of(self, url: str) -> str | None:
        """The file whose page has an address."""
        plain = url.partition("#")[0]
        return next((file for file, address in self.pages.items() if address and address == plain), None)


def resolve(path: str, address: str) -> Target | None:
    """The file that a link in the file `path` names, as GitHub's preview follows it; None for an address."""
    plain, _, anchor = unquote(address).partition("#")
    rooted = _ROOTED.match(plain)
    plain = plain[rooted.end() :] if rooted else plain
    if plain.startswith("/"):
        return Target(f"content{plain}", anchor) if rooted else None
    if not plain or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", plain):
        return None
    return Target(posixpath.normpath(posixpath.join(posixpath.dirname(path), plain)), anchor)


def relative(path: str, file: str) -> str:
    """How a text in `path` names another file."""
    return posixpath.relpath(file, posixpath.dirname(path))


def did_you_mean(wrong: str, right: Iterable[str]) -> str:
    """As for any word; the name of a file or a figure is also known by its letters in another order."""
    names = sorted(right)
    same_letters = [name for name in names if sorted(name) == sorted(wrong.lower())][:1]
    return suggestions.did_you_mean(wrong, names) or "".join(
        f"; did you mean '{name}'?" for name in same_letters
    )


def no_entry(slug: str, entries: Iterable[str]) -> str:
    return f"there is no entry '{slug}' in the directory{did_you_mean(slug, entries)}"


def entry_of(address: str) -> str | None:
    """The entry of the directory that an address is of."""
    found = _ENTRY.match(address)
    return found[1] if found else None


def is_lesson(address: str) -> bool:
    return bool(_LESSON.match(posixpath.basename(address.partition("#")[0])))
