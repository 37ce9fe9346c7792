"""Takes our own finished pages apart, so that nothing is computed twice and the markup is the very same."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Term = dict[str, Any]

CRUMBS = re.compile(r'<nav class="crumbs".*?</nav>', re.DOTALL)
CRUMB = re.compile(r'<li><a href="([^"]*)"><bdi>(.*?)</bdi></a></li>')
CHOSEN = re.compile(r'<li><a href="([^"]*)"><span class="vh">Remove </span>(.*?) <span')
CARD = re.compile(r'<h3><a href="/experts/([^/"]+)/"')
GROUP = re.compile(r"<section[^>]*>(?:<h2[^>]*>(.*?)</h2>)?(.*?)</section>", re.DOTALL)
ALL = re.compile(r'<p class="small"><a href="([^"]*)">Show all')
TOKEN = re.compile(
    r'(<ul class="counted">)|(</ul>)|<a href="([^"]*)">([^<]*)'
    r'(?: <bdi class="native" lang="([^"]*)"[^>]*>(.*?)</bdi>)?</a> <span class="count">(\d+)</span>'
)
ITEM = re.compile(
    r'<li><h3><a href="([^"]*)">(.*?)</a></h3>\s*<p class="small"><time datetime="([^"]*)">(.*?)</time></p>'
    r"(?:<p>(.*?)</p>)?"
)
LETTER = re.compile(r'<li><a href="([^"]*)"[^>]*>([^<]*) <span class="vh">\((\d+)\)')


def page_of(built: Path, url: str) -> str:
    name = url.strip("/")
    return (built / name if name.endswith(".html") else built / name / "index.html").read_text("utf-8")


def urls(built: Path) -> Iterator[str]:
    for path in sorted(built.rglob("*.html")):
        yield "/" + path.relative_to(built).as_posix().removesuffix("index.html")


def between(text: str, start: str, end: str) -> str:
    """What stands from `start` (with it) to `end` (without it); nothing where there is no such start."""
    _, opening, rest = text.partition(start)
    return opening + rest.partition(end)[0] if opening else ""


def inner(text: str, pattern: str) -> str:
    match = re.search(pattern, text, re.DOTALL)
    return html.unescape(match[1]) if match else ""


def main(text: str) -> str:
    return inner_html(text, r'<main id="main" tabindex="-1">\n?(.*?)</main>')


def inner_html(text: str, pattern: str) -> str:
    match = re.search(pattern, text, re.DOTALL)
    return match[1] if match else ""


def head(text: str) -> Term:
    """Title, description, crumbs, and what stands in the head of this page alone."""
    title, named, _ = inner(text, r"<title>(.*?)</title>").rpartition(" – ")
    return {
        "title": title or inner(text, r"<title>(.*?)</title>"),
        "bare": not named,  # the name of the site is not said, or is the title itself
        "description": inner(text, r'<meta name="description" content="([^"]*)"'),
        "noindex": '<meta name="robots" content="noindex">' in text,
        "jsonld": inner_html(text, r'<script type="application/ld\+json">(.*?)</script>'),
        "crumbs": _links(CRUMB, inner_html(text, f"({CRUMBS.pattern})")),
    }


def _links(pattern: re.Pattern[str], text: str) -> list[Term]:
    return [{"url": url, "label": html.unescape(label)} for url, label in pattern.findall(text)]


def listing(text: str) -> Term:
    """What a list says beside its cards."""
    body = main(text)
    nav = inner_html(body, r'<nav class="narrow"[^>]*>(.*?)</nav>')
    return {
        **head(text),
        "heading": inner(body, r"<h1>(.*?)</h1>"),
        "intro": inner(body, r'<p class="lead">(.*?)</p>'),
        "here": _links(CHOSEN, body),
        "narrow": groups(nav),
        "news": [
            dict(zip(("url", "title", "day", "date", "summary"), map(html.unescape, item), strict=True))
            for item in ITEM.findall(body)
        ],
    }


def groups(text: str) -> list[Term]:
    return [
        {"label": html.unescape(label), "all": inner(part, ALL.pattern), "terms": tree(part)}
        for label, part in GROUP.findall(text)
    ]


def tree(text: str) -> list[Term]:
    """The terms of nested lists, each with those below it as its `children`."""
    top: list[Term] = []
    open_lists: list[list[Term]] = []
    for start, end, url, label, lang, native, count in TOKEN.findall(text):
        if start:
            open_lists.append(open_lists[-1][-1]["children"] if open_lists else top)
        elif end:
            open_lists.pop()
        else:
            term = {"url": url, "label": html.unescape(label), "count": int(count), "children": []}
            own = {"lang": lang, "native": html.unescape(native)} if native else {}
            open_lists[-1].append(term | own)
    return top


def letters(text: str) -> list[Term]:
    return [{"url": url, "label": label, "count": int(count)} for url, label, count in LETTER.findall(text)]


def frame(text: str) -> dict[str, str]:
    """The parts of a page that are alike on all of them."""
    return {
        "head.html": between(text, '<meta name="referrer"', '<link rel="canonical"'),
        "links.html": between(text, '<link rel="stylesheet"', '<script type="application/ld+json">'),
        "top.html": between(text, "<body>", '<nav class="crumbs"'),
        "bottom.html": between(text, "</main>", "</html>") + "</html>\n",
    }
