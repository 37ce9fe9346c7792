"""Every address that a page, a stylesheet, a script, the feed or the sitemap names leads somewhere."""

import re
from posixpath import dirname, join, normpath
from urllib.parse import urlsplit

from tests.built_site import Built
from tests.link_checks import addresses, dead_links, internal

OUTWARD = {"https", "http", "tel", "sms", "mailto"}
CSS_URL = re.compile(r"""(?:url\(|@import\s+)\s*["']?([^"')\s;]+)""")
JS_IMPORT = re.compile(r"""(?:from|import)\s*\(?\s*["']([^"']+)["']""")


def test_every_internal_link_leads_to_a_file(site: Built) -> None:
    dead = dead_links(site)
    assert not dead, "\n".join(dead[:30])


def test_every_fragment_leads_to_an_element(site: Built) -> None:
    dead = {
        f"{page.url} -> {path}#{fragment}"
        for page in site.everything.values()
        for path, fragment in internal(page)
        if fragment and path in site.everything and fragment not in site.page(path).ids
    }
    assert not dead, "\n".join(sorted(dead)[:30])


def test_no_link_leads_to_a_redirect(site: Built) -> None:
    # Below /directory/ it is a list that is empty at present, which a text may link to all the same.
    moved = {page.url for page in site.redirects if not page.url.startswith("/directory/")}
    stale = {f"{page.url} -> {path}" for page in site.pages for path, _ in internal(page) if path in moved}
    assert not stale, "\n".join(sorted(stale)[:30])


def test_outward_links_name_a_scheme_we_know(site: Built) -> None:
    odd = {
        f"{page.url} -> {address}"
        for page in site.everything.values()
        for element in page.all("a", "area", "form")
        for address in addresses(element)
        if address.startswith("//") or urlsplit(address).scheme not in {"", *OUTWARD}
    }
    assert not odd, "\n".join(sorted(odd)[:30])


def test_no_page_names_its_own_host_in_a_link(site: Built) -> None:
    """So that a copy on another host or port works."""
    baked = {
        f"{page.url} -> {address}"
        for page in site.pages
        for element in page.all("a", "img", "script", "form")
        for address in addresses(element)
        if address.startswith(site.origin)
    }
    assert not baked, "\n".join(sorted(baked)[:30])


def test_stylesheets_and_scripts_name_only_files_of_the_site(site: Built) -> None:
    dead = [
        f"{url} -> {address}"
        for url, text in site.texts.items()
        for pattern, ending in ((CSS_URL, ".css"), (JS_IMPORT, ".js"))
        if url.endswith(ending) and not url.endswith("/lunr.min.js") and "/js/age/" not in url
        for address in pattern.findall(text)
        if not address.startswith("data:") and normpath(join(dirname(url), address)) not in site.files
    ]
    assert not dead, "\n".join(dead)


def test_every_page_that_may_be_found_can_be_reached_from_home(site: Built) -> None:
    reached, queue = {"/"}, ["/"]
    while queue:
        linked = {path for path, _ in internal(site.page(queue.pop()))}
        new = (linked & site.everything.keys()) - reached
        reached |= new
        queue += sorted(new)
    lost = [page.url for page in site.indexable if page.url not in reached]
    assert not lost, "\n".join(lost)


def test_every_file_of_the_theme_is_used(site: Built) -> None:
    """A forgotten stylesheet or script is a cost to whoever reads the theme."""
    everything = "\n".join(site.texts.values())
    ours = [url for url in site.files if url.startswith(site.theme)]
    unused = [url for url in ours if url.rsplit("/", 1)[1] not in everything]
    assert not unused, unused
