"""/_headers and /_redirects: what a host sends with each page, and which of them are gone or moved.

Netlify, Cloudflare Pages and others read these files; publishing/ tells AWS what is in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from engine.host_headers import HEADERS, OK, REDIRECTS, answer_line
from engine.output import Page, Written
from forms.headers import ALWAYS, EDITORS_POLICY, policy
from plugins import editors
from plugins.writer import pages

if TYPE_CHECKING:
    from plugins.site import Site

FOR_EVER = "public, max-age=31536000, immutable"
SHORT = "public, max-age=300, must-revalidate"
ASK_FIRST = "no-cache"
CHECKED = ("/experts/*", "/search/*")
NEVER = "no-store"


def rules(output_pages: Iterable[Written], theme: str) -> Iterator[tuple[str, dict[str, str]]]:
    """One rule a top folder, or a page where its pages differ: hosts join the values of all rules that match,
    and some count the rules.

    A copy of an entry is never shown unasked: it may have been removed, or hidden, today. Neither is the
    index used unasked; and its files, which only a large site has, would leave on a device what was asked.
    """
    yield "/*", ALWAYS
    yield f"/{theme}/*", {"Cache-Control": FOR_EVER}
    yield "/photos/*", {"Cache-Control": FOR_EVER}
    yield "/index/*", {"Cache-Control": NEVER}
    # Where two policies are joined, browsers keep both: what counts is the stricter of each part.
    yield f"{editors.URL}*", {"Content-Security-Policy": policy(EDITORS_POLICY)}
    for path, never in sorted(_private(output_pages).items()):
        caching = ASK_FIRST if path in CHECKED else SHORT
        yield path, {"Cache-Control": NEVER if never else caching}


def _private(output_pages: Iterable[Written]) -> dict[str, bool]:
    """By the path of a rule, whether nothing may keep a copy."""
    by_top: dict[str, dict[str, bool]] = {}
    for each in output_pages:
        by_top.setdefault(_top(each.url), {})[each.url] = each.private
    equal = {top: [*pages.values()] for top, pages in by_top.items() if len({*pages.values()}) == 1}
    mixed = (by_top[top] for top in by_top.keys() - equal.keys())
    alone = {f"{url}*": never for pages in mixed for url, never in pages.items()}
    return {top: values[0] for top, values in equal.items()} | alone


def _top(url: str) -> str:
    """'/experts/*' for what lies in a folder, else the address itself."""
    first, slash, _ = url[1:].partition("/")
    return f"/{first}/*" if slash else url


def headers(site: Site) -> Iterator[Page]:
    blocks = [
        "\n".join([path, *(f"  {name}: {value}" for name, value in sent.items())])
        for path, sent in rules(site.output.pages.values(), site.assets.folder)
    ]
    site.output.write_file(HEADERS, ("\n".join(blocks) + "\n").encode())
    site.output.write_file(REDIRECTS, "".join(answers(site.output.pages.values())).encode())
    yield from ()


def answers(output_pages: Iterable[Written]) -> Iterator[str]:
    """A line for each page that is not sent as a plain 200."""
    for each in sorted(output_pages, key=lambda each: each.url):
        if each.answer != OK:
            yield f"{answer_line(each.url, each.answer)}\n"


def register() -> None:
    pages.connect(headers)
