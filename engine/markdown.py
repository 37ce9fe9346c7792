"""The one dialect of Markdown: GitHub's, made into HTML by cmark-gfm, the renderer that GitHub uses itself.

News, pages, lessons and summaries all come through `to_html`, so the preview of a file on GitHub is what the
site shows. What only our pages have, such as the ids of headings, is added to the HTML afterwards.
"""

from __future__ import annotations

import ctypes
import html
import re
from collections.abc import Callable, Collection, Iterable
from typing import Any

from cmarkgfm import Options, cmark

OPTIONS = Options.CMARK_OPT_FOOTNOTES  # and not UNSAFE: HTML in a text never reaches a page
EXTENSIONS = ("table", "autolink", "strikethrough", "tasklist")

_OMITTED = re.compile(r"<!-- raw HTML omitted -->\n?")
_VOID = re.compile(r"<(br|hr|img|input)\b([^>]*?) />")
_ALIGNED = re.compile(r'<(t[hd]) align="(left|center|right)">')
_QUOTE = re.compile(r"&quot;(?=[^<>]*<)")  # outside of tags
_BOX = re.compile(r'<input type="checkbox"( checked="")? disabled="">')
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_NOTE = re.compile(r'<sup class="footnote-ref">.*?</sup>')
_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r'\sid="([^"]*)"')
_COUNTED = re.compile(r"(.*)_([0-9]+)\Z")


def to_html(text: str) -> str:
    """The text without its fields, as HTML 5. HTML in it and addresses such as `javascript:` are dropped.

    A column is aligned by a class, because the pages allow no inline style. The box of a task says in words
    whether it is done.
    """
    made = _VOID.sub(r"<\1\2>", _OMITTED.sub("", _QUOTE.sub('"', _rendered(text))))
    made = _ALIGNED.sub(r'<\1 class="align-\2">', made)
    return _BOX.sub(_labelled, made).strip()


def with_heading_ids(text: str, reserved: Collection[str], taken: Iterable[str] = ()) -> str:
    """Gives each heading the id that its words make.

    An id that is `reserved` for the page around gets `-section` behind it; one that is taken, by an earlier
    heading, a note or one of `taken`, gets a number.
    """
    ids = {*taken, *_ID.findall(text)}

    def named(heading: re.Match[str]) -> str:
        level, words = heading.groups()
        name = slug(html.unescape(_TAG.sub("", _NOTE.sub("", words))))
        name = _unique(f"{name}-section" if name in reserved else name, ids)
        ids.add(name)
        return f'<h{level} id="{name}">{words}</h{level}>'

    return _HEADING.sub(named, text)


def slug(text: str) -> str:
    """Letters and digits of every script in small letters, with hyphens between the words."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", text).strip().lower())


def _unique(name: str, taken: Collection[str]) -> str:
    if name and name not in taken:
        return name
    counted = _COUNTED.match(name)
    base, count = (counted[1], int(counted[2])) if counted else (name, 0)
    while (name := f"{base}_{count + 1}") in taken:
        count += 1
    return name


def _labelled(box: re.Match[str]) -> str:
    state, label = ("checked disabled", "done") if box[1] else ("disabled", "to do")
    return f'<input type="checkbox" {state} aria-label="{label}">'


def _rendered(text: str) -> str:
    """As `cmarkgfm.markdown_to_html_with_extensions`, which keeps the tree of every text it has read.

    For 10,000 entries these come to 200 MB, and finding room for them takes longer than the rendering.
    """
    parser = cmark.parser_new(OPTIONS)
    try:
        for extension in _EXTENSIONS:
            cmark.parser_attach_syntax_extension(parser, extension)
        cmark.parser_feed(parser, text)
        tree = cmark.parser_finish(parser)
        made: str = cmark.render_html(tree, OPTIONS, cmark.parser_get_syntax_extensions(parser))
        _free(tree)
    finally:
        cmark.parser_free(parser)
    return made


def _freeing() -> Callable[[Any], None]:
    """What frees a tree. On a system that hides the library's functions from others it does nothing."""
    library = ctypes.CDLL(cmark._cmark.__file__)
    try:
        free = library.cmark_node_free
    except AttributeError:
        return lambda tree: None
    free.argtypes, free.restype = [ctypes.c_void_p], None
    return lambda tree: free(int(cmark._cmark.ffi.cast("uintptr_t", tree)))


cmark.core_extensions_ensure_registered()
_EXTENSIONS = [cmark.find_syntax_extension(name) for name in EXTENSIONS]
_free = _freeing()
