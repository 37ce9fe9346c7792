"""The addresses that a page names, and those of them that lead nowhere."""

from collections.abc import Iterator
from urllib.parse import unquote, urldefrag, urlsplit

from forms import answer_page, forms
from tests.built_site import Built
from tests.html_page import Element, Page


def addresses(element: Element) -> Iterator[str]:
    for name in ("href", "src", "action", "formaction", "data", "poster"):
        if name in element.attrs:
            yield element.get(name)
    for candidate in filter(None, element.get("srcset").split(",")):
        yield candidate.split()[0]


# The function answers these; it is not part of what is built.
ANSWERED = {answer_page.ACTION, *(form.action for form in forms().values())}


def internal(page: Page) -> Iterator[tuple[str, str]]:
    """Path and fragment of each address on this page that stays on the site."""
    for element in page.elements:
        for address in addresses(element):
            if urlsplit(address).scheme or address.startswith("//"):
                continue
            path, fragment = urldefrag(address)
            yield unquote(path.partition("?")[0]) or page.url, unquote(fragment)


def dead_links(site: Built) -> list[str]:
    dead = {
        f"{page.url} -> {path}"
        for page in site.everything.values()
        for path, _ in internal(page)
        if path not in site.files and path not in ANSWERED
    }
    return sorted(dead)
