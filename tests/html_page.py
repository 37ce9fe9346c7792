"""One built HTML page as a small tree, for questions such as "what is focused first?"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from html.parser import HTMLParser
from typing import Any

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
NATIVE_FOCUS = frozenset(["button", "input", "select", "textarea", "summary", "iframe", "audio", "video"])


class Element:
    def __init__(self, tag: str, attrs: dict[str, str], parent: Element | None) -> None:
        self.tag, self.attrs, self.parent = tag, attrs, parent
        self.children: list[Element | str] = []

    def __iter__(self) -> Iterator[Element]:
        """Every element inside this one, in document order."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child

    def __repr__(self) -> str:
        inside = "".join(f' {name}="{value}"' for name, value in self.attrs.items())
        return f"<{self.tag}{inside}>"

    def get(self, name: str, default: str = "") -> str:
        return self.attrs.get(name, default)

    @property
    def classes(self) -> list[str]:
        return self.get("class").split()

    @property
    def text(self) -> str:
        parts = [c if isinstance(c, str) else c.text for c in self.children]
        return " ".join("".join(parts).split())

    @property
    def ancestors(self) -> Iterator[Element]:
        here = self.parent
        while here is not None:
            yield here
            here = here.parent

    @property
    def focusable(self) -> bool:
        if self.get("tabindex") == "-1" or "disabled" in self.attrs:
            return False
        if self.tag in NATIVE_FOCUS:
            return self.get("type") != "hidden"
        return (self.tag == "a" and "href" in self.attrs) or "tabindex" in self.attrs


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.here = Element("#document", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        new = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(new)
        if tag not in VOID:
            self.here = new

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        for open_one in (self.here, *self.here.ancestors):
            if open_one.tag == tag:
                self.here = open_one.parent or self.root
                return

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


class Page:
    """`url` is the path as a visitor asks for it: "/", "/experts/x/", "/404.html"."""

    def __init__(self, url: str, source: str) -> None:
        self.url, self.source = url, source

    def __repr__(self) -> str:
        return self.url

    @cached_property
    def root(self) -> Element:
        tree = _Tree()
        tree.feed(self.source)
        tree.close()
        return tree.root

    @cached_property
    def elements(self) -> list[Element]:
        return list(self.root)

    def all(self, *tags: str, **attrs: Any) -> list[Element]:
        """Elements with one of the tags (any, if none is named) and all of the attributes.

        An underscore in a name stands for a hyphen; the value True asks for presence only.
        """
        wanted = {name.strip("_").replace("_", "-"): value for name, value in attrs.items()}
        return [e for e in self.elements if (not tags or e.tag in tags) and _has(e, wanted)]

    def first(self, *tags: str, **attrs: Any) -> Element:
        matching = self.all(*tags, **attrs)
        assert matching, f"{self.url}: no {tags} with {attrs}"
        return matching[0]

    def with_class(self, name: str) -> list[Element]:
        return [e for e in self.elements if name in e.classes]

    @cached_property
    def ids(self) -> set[str]:
        return {e.attrs["id"] for e in self.elements if "id" in e.attrs}

    @cached_property
    def text(self) -> str:
        return self.first("body").text

    @cached_property
    def title(self) -> str:
        return self.first("title").text

    def meta(self, name: str) -> str:
        return next((e.get("content") for e in self.all("meta", name=name)), "")

    @property
    def noindex(self) -> bool:
        return "noindex" in self.meta("robots")

    @cached_property
    def canonical(self) -> str:
        return next((e.get("href") for e in self.all("link", rel="canonical")), "")

    @cached_property
    def is_redirect(self) -> bool:
        return any(e.get("http-equiv").lower() == "refresh" for e in self.all("meta"))


def _has(element: Element, wanted: dict[str, Any]) -> bool:
    return all(
        name in element.attrs and (value is True or element.attrs[name] == value)
        for name, value in wanted.items()
    )
