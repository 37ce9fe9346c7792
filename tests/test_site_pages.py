"""Rules that every page of both sites keeps. Each rule yields what is wrong; all of it is shown."""

import gzip
import json
import random
import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from tests.built_site import Built
from tests.html_page import Element, Page

LARGEST = 30 * 1024
LARGEST_COURSE = 40 * 1024  # all lessons on one page, which one asks for to print
LOADING_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch"}
LISTS = {"dl", "ul", "ol", "table"}
BLOCKS = {"a", "dd", "dt", "h2", "h3", "li", "p", "section"}
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
HOST = re.compile(r"([a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)

Rule = Callable[[Page, Built], Iterator[str]]
RULES: list[Rule] = []


def rule(check: Rule) -> Rule:
    RULES.append(check)
    return check


@pytest.mark.parametrize("check", RULES, ids=lambda check: check.__name__)
def test_every_page(site: Built, check: Rule) -> None:
    wrong = [f"{page.url}: {fault}" for page in site.pages for fault in check(page, site)]
    assert not wrong, f"{len(wrong)} faults, {check.__doc__}:\n" + "\n".join(wrong[:20])


@rule
def one_h1(page: Page, site: Built) -> Iterator[str]:
    """Exactly one h1, with text in it."""
    if [bool(h.text) for h in page.all("h1")] != [True]:
        yield str(page.all("h1"))


@rule
def headings_in_order(page: Page, site: Built) -> Iterator[str]:
    """No level of heading is skipped on the way down."""
    headings = page.all("h1", "h2", "h3", "h4", "h5", "h6")
    for before, after in pairwise(headings):
        if int(after.tag[1]) > int(before.tag[1]) + 1:
            yield f"{after.tag} {after.text!r} follows {before.tag} {before.text!r}"


@rule
def title_and_description(page: Page, site: Built) -> Iterator[str]:
    """A title and a description, neither too long to be shown nor left with mark-up in them."""
    if len(page.all("title")) != 1 or not page.title:
        yield "no title"
    if not page.meta("description"):
        yield "no description"
    if re.search(r"</?(p|em|strong|a)\b", page.meta("description")):
        yield f"mark-up in the description {page.meta('description')!r}"


@rule
def language_and_direction(page: Page, site: Built) -> Iterator[str]:
    """html carries lang and the dir that goes with it."""
    html = page.first("html")
    right_to_left = html.get("lang").split("-")[0] in {"ar", "fa", "he", "ur"}
    if not html.get("lang") or html.get("dir") != ("rtl" if right_to_left else "ltr"):
        yield repr(html)


@rule
def exit_comes_first(page: Page, site: Built) -> Iterator[str]:
    """The first thing that takes focus is the way out, the second skips to the content."""
    way_out, skip = [e for e in page.first("body") if e.focusable][:2]
    if way_out.get("data-module") != "exit" or "exit" not in way_out.classes:
        yield f"first is {way_out}"
    if not re.match(r"https://[\w.-]+/", way_out.get("href")):
        yield f"the exit leads to {way_out.get('href')!r}"
    if not {"nofollow", "noreferrer"} <= set(way_out.get("rel").split()):
        yield f"the exit has rel={way_out.get('rel')!r}"
    if skip.get("href") != "#" + page.first("main").get("id"):
        yield f"second is {skip}"


@rule
def landmarks(page: Page, site: Built) -> Iterator[str]:
    """One main, and a name for each nav where there are several."""
    if len(page.all("main")) != 1:
        yield f"{len(page.all('main'))} main"
    for nav in page.all("nav"):
        if not (nav.get("aria-label") or nav.get("aria-labelledby")):
            yield f"a nav without a name: {nav.text[:40]!r}"


@rule
def helplines(page: Page, site: Built) -> Iterator[str]:
    """The helplines, with a number to call, directly after main as on the home page."""
    block = next(iter(page.all(id="helplines")), None)
    if block is None or not any(e.get("href").startswith("tel:") for e in block):
        yield "no helplines"
    elif _before(block) is not page.first("main"):
        yield f"they come after {_before(block)}"


def _before(element: Element) -> Element | None:
    siblings = [c for c in element.parent.children if isinstance(c, Element)]
    return siblings[siblings.index(element) - 1]


@rule
def robots(page: Page, site: Built) -> Iterator[str]:
    """noindex exactly where the page is no answer to a search; a true canonical elsewhere."""
    if page.noindex and page.canonical:
        yield "both noindex and canonical"
    if not page.noindex and page.canonical != site.origin + page.url:
        yield f"canonical is {page.canonical!r}"
    if page.url in {"/404.html", "/patterns/", "/get-help/", "/editors/open/"} and not page.noindex:
        yield "it should be noindex"


@rule
def nothing_from_elsewhere(page: Page, site: Built) -> Iterator[str]:
    """Nothing is loaded from, announced to or sent to another host."""
    for element in page.elements:
        for address in _loads(element):
            if HOST.match(address):
                yield f"{element} reaches for {address}"
        if set(element.get("rel").split()) & {"preconnect", "dns-prefetch"}:
            yield repr(element)


def _loads(element: Element) -> Iterator[str]:
    """The addresses that a browser fetches, or posts to, without following a link."""
    if element.tag == "link" and set(element.get("rel").split()) & LOADING_LINKS:
        yield element.get("href")
    for name in ("src", "poster", "data", "action", "formaction", "background", "ping"):
        if name in element.attrs:
            yield element.get(name)
    for candidate in filter(None, element.get("srcset").split(",")):
        yield candidate.split()[0]


@rule
def no_inline_code(page: Page, site: Built) -> Iterator[str]:
    """No script, style or handler in the page itself: the policy forbids them."""
    for element in page.elements:
        data_only = element.get("type") == "application/ld+json"
        if element.tag == "script" and not (element.get("src") or data_only):
            yield "an inline script"
        if element.tag == "style" or "style" in element.attrs:
            yield f"inline style: {element}"
        if any(name.startswith("on") for name in element.attrs):
            yield f"a handler: {element}"
        if re.match(r"\s*(javascript|data|vbscript):", element.get("href"), re.IGNORECASE):
            yield repr(element)


@rule
def structured_data(page: Page, site: Built) -> Iterator[str]:
    """JSON-LD is JSON, says what it is, and holds no e-mail address or telephone number."""
    for block in page.all("script", type="application/ld+json"):
        source = "".join(map(str, block.children))
        data = json.loads(source)
        if data.get("@context") != "https://schema.org" or "@type" not in data:
            yield f"no @context or @type in {source[:80]}"
        if EMAIL.search(source) or '"email"' in source:
            yield "an e-mail address"


@rule
def no_address_in_the_clear(page: Page, site: Built) -> Iterator[str]:
    """E-mail addresses are written as character references, which harvesters seldom decode."""
    for match in EMAIL.finditer(page.source):
        yield match[0]


@rule
def nothing_hollow(page: Page, site: Built) -> Iterator[str]:
    """No empty list, item, paragraph or heading. What a script fills waits hidden."""
    for element in page.elements:
        if "hidden" in element.attrs and "data-part" in element.attrs:
            continue
        shown = element.text or any(inner.tag in {"img", "svg"} for inner in element)
        if (element.tag in LISTS and not any(element)) or (element.tag in BLOCKS and not shown):
            yield repr(element)


@rule
def pictures(page: Page, site: Built) -> Iterator[str]:
    """A picture has a text for those who do not see it, and keeps its place while it loads."""
    for img in page.all("img"):
        if not {"alt", "width", "height"} <= img.attrs.keys():
            yield repr(img)


@rule
def numbers_are_not_translated(page: Page, site: Built) -> Iterator[str]:
    """Machine translation must leave telephone numbers and addresses alone."""
    for link in page.all("a"):
        if link.get("href").startswith(("tel:", "sms:", "mailto:")) and not _guarded(link):
            yield repr(link)


def _guarded(link: Element) -> bool:
    if "tel:+" in link.get("href") and link.get("href").count("+") > 1:
        return False
    family = [link, *link.ancestors, *link]
    return any(e.get("translate") == "no" for e in family)


@rule
def links_out(page: Page, site: Built) -> Iterator[str]:
    """A link to another site passes nothing on, and no link opens a window."""
    for link in page.all("a", "area", href=True):
        if "target" in link.attrs:
            yield f"opens a window: {link}"
        if HOST.match(link.get("href")) and "noreferrer" not in link.get("rel").split():
            yield f"no rel=noreferrer: {link}"


@rule
def small_enough(page: Page, site: Built) -> Iterator[str]:
    """At most 30 KB as it is sent; a whole course 40."""
    size = len(gzip.compress(page.source.encode(), 9))
    if size > (LARGEST_COURSE if page.url.endswith("/print/") else LARGEST):
        yield f"{size:,} bytes"


@rule
def no_leaks_of_the_template(page: Page, site: Built) -> Iterator[str]:
    """No value that a template printed by accident."""
    shown = page.text.replace("{{ 7*7 }}", "").replace('{% include "base.html" %}', "")
    for accident in re.finditer(r"\b(None|Undefined|Markup|datetime|nan)\b|&(amp|lt);", shown):
        yield shown[max(0, accident.start() - 30) : accident.end() + 30]


def test_titles_are_unique(site: Built) -> None:
    seen: dict[str, str] = {}
    double = [
        f"{page.url} and {seen[page.title]}: {page.title}"
        for page in site.indexable
        if seen.setdefault(page.title, page.url) != page.url
    ]
    assert not double, "\n".join(double)


def test_descriptions_are_unique(site: Built) -> None:
    seen: dict[str, str] = {}
    double = [
        f"{page.url} and {seen[page.meta('description')]}: {page.meta('description')}"
        for page in site.indexable
        if seen.setdefault(page.meta("description"), page.url) != page.url
    ]
    assert not double, "\n".join(double)


MAIN = '<main id="main" tabindex="-1">'


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (one_h1, MAIN, f"{MAIN}<h1>A second one</h1>"),
        (headings_in_order, "<h2", "<h4"),
        (title_and_description, 'name="description"', 'name="words"'),
        (language_and_direction, 'dir="ltr">\n<head', 'dir="rtl">\n<head'),
        (exit_comes_first, "<body>", '<body><a href="/">before the exit</a>'),
        (exit_comes_first, 'class="exit" href="https:', 'class="exit" href="http:'),
        (landmarks, "<nav aria-label=", "<nav data-label="),
        (helplines, 'id="helplines"', 'id="numbers"'),
        (robots, 'rel="canonical" href="https:', 'rel="canonical" href="http:'),
        (nothing_from_elsewhere, MAIN, f'{MAIN}<img src="https://cdn.example.net/x.png" alt="">'),
        (nothing_from_elsewhere, MAIN, f'{MAIN}<img srcset="/a.png 1x, //cdn.example.net/b.png 2x" alt="">'),
        (nothing_from_elsewhere, "</head>", '<link rel="preconnect" href="https://cdn.example.net"></head>'),
        (no_inline_code, "</head>", "<script>track()</script></head>"),
        (no_inline_code, MAIN, f'{MAIN}<p style="color: red">'),
        (no_inline_code, MAIN, f'{MAIN}<p onclick="track()">'),
        (no_inline_code, MAIN, f'{MAIN}<a href=" JavaScript:track()">'),
        (
            structured_data,
            "</head>",
            '<script type="application/ld+json">{"@type": "Person"}</script></head>',
        ),
        (no_address_in_the_clear, MAIN, f"{MAIN}<p>asha@mail.example.org"),
        (nothing_hollow, MAIN, f"{MAIN}<ul></ul>"),
        (pictures, MAIN, f'{MAIN}<img src="/photo.webp" alt="">'),
        (numbers_are_not_translated, MAIN, f'{MAIN}<a href="tel:999">999</a>'),
        (links_out, MAIN, f'{MAIN}<a href="https://example.org/">'),
        (links_out, MAIN, f'{MAIN}<a href="/" target="_blank">'),
        (small_enough, MAIN, MAIN + random.Random(1).randbytes(40_000).hex()),
        (no_leaks_of_the_template, MAIN, f"{MAIN}<p>None</p>"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_the_rule_bites(mini: Built, check: Rule, good: str, bad: str) -> None:
    """Each rule finds the fault that it is there for."""
    source = mini.page("/").source
    assert good in source
    assert not list(check(Page("/", source), mini))
    assert list(check(Page("/", source.replace(good, bad)), mini))
