"""What a build writes beside its pages: feed, sitemap, headers, redirects, pictures, style and script."""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import brotli
import pytest
from PIL import Image

from serve import header_rules, headers_for
from tests.built_site import Built
from tests.site_builder import AS_OF, MINI, build_mini

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
STYLESHEET = 7 * 1024
EDITORS_STYLESHEET = 1536
SCRIPT = 3 * 1024

# Properties that say left, right, top or bottom, and what they are called in every direction of writing.
SIDE = "left|right|top|bottom"
PHYSICAL = re.compile(
    rf"^(({SIDE})"
    rf"|(margin|padding|border|inset|scroll-margin|scroll-padding)-({SIDE})(-.*)?"
    r"|border-(top|bottom)-(left|right)-radius"
    r"|(min-|max-)?(width|height))$"
)
PHYSICAL_VALUE = re.compile(r"^(text-align|float|clear|caption-side)$"), re.compile(r"\b(left|right)\b")
SHORTHAND = re.compile(r"^(margin|padding|inset|border-width|border-style|border-color)$")


def test_two_builds_are_equal_byte_for_byte(mini: Built, tmp_path: Path) -> None:
    """Whatever the hash seed, the folder, the time zone and the language of the machine."""
    again = tmp_path / "another folder"
    build_mini(again, PYTHONHASHSEED="4711", TZ="Pacific/Kiritimati", LC_ALL="C", LANG="C")
    first, second = mini.snapshot(), Built("again", again).snapshot()
    assert first.keys() == second.keys()
    assert [url for url in first if first[url] != second[url]] == []


def sitemap(site: Built) -> Iterator[tuple[str, str]]:
    for entry in ElementTree.fromstring(site.read("/sitemap.xml")):
        yield entry.findtext(f"{MAP}loc", ""), entry.findtext(f"{MAP}lastmod", "")


def test_the_sitemap_lists_exactly_the_pages_that_may_be_found(site: Built) -> None:
    listed = [address for address, _ in sitemap(site)]
    assert listed == list(dict.fromkeys(listed)), "twice the same"
    assert set(listed) == {site.origin + page.url for page in site.indexable}


def test_the_sitemap_is_dated_and_never_in_the_future(mini: Built) -> None:
    """Pages have no date of their own, and none is better than a wrong one."""
    for address, changed in sitemap(mini):
        if re.search("/(experts|news)/.", address):
            assert changed, f"{address} has no lastmod"
        assert not changed or date.fromisoformat(changed) <= date.fromisoformat(AS_OF), address


def test_a_profile_changed_when_it_was_last_checked(mini: Built) -> None:
    changed = dict(sitemap(mini))
    assert changed[f"{mini.origin}/experts/asha-example/"] == "2026-11-20"
    assert changed[f"{mini.origin}/news/2025/first-item/"] == "2026-01-05"


def test_the_feed_is_sound(site: Built) -> None:
    feed = ElementTree.fromstring(site.read("/atom.xml"))
    entries = feed.findall(f"{ATOM}entry")
    required = ("id", "title", "updated")
    for element in (feed, *entries):
        assert all(element.findtext(ATOM + name) for name in required), ElementTree.tostring(element)
    ids = [entry.findtext(f"{ATOM}id", "") for entry in entries]
    assert len(ids) == len(set(ids)) > 0
    assert all(id_.removeprefix(site.origin) in site.everything for id_ in ids)


def test_the_feed_is_in_order_and_as_new_as_its_newest_entry(site: Built) -> None:
    feed = ElementTree.fromstring(site.read("/atom.xml"))
    entries = feed.findall(f"{ATOM}entry")
    published = [entry.findtext(f"{ATOM}published", "") for entry in entries]
    assert published == sorted(published, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == max(e.findtext(f"{ATOM}updated", "") for e in entries)


def test_links_in_the_feed_are_absolute(mini: Built) -> None:
    """A reader has no page to resolve them against."""
    for content in ElementTree.fromstring(mini.read("/atom.xml")).iter(f"{ATOM}content"):
        relative = re.findall(r'(?:href|src)="/[^"]*"', content.text or "")
        assert not relative, relative


def test_robots_may_read_the_site_and_find_the_sitemap(site: Built) -> None:
    lines = site.read("/robots.txt").splitlines()
    assert f"Sitemap: {site.origin}/sitemap.xml" in lines
    assert "Disallow: /" not in lines


def sent_with(site: Built, path: str) -> dict[str, str]:
    headers = headers_for(path, header_rules(site.read("/_headers")))
    return {name.lower(): value for name, value in headers.items()}


def test_the_page_for_editors_reaches_nothing_and_is_named_nowhere(site: Built) -> None:
    url = "/editors/open/"
    page, sent = site.page(url), sent_with(site, url)
    _, _, own = sent["content-security-policy"].partition(", ")
    (meta,) = [e.get("content") for e in page.all("meta") if e.get("http-equiv")]
    assert own == f"{meta}; frame-ancestors 'none'"
    rules = dict(part.strip().partition(" ")[::2] for part in own.split(";"))
    assert {rules.pop(f"{name}-src") for name in ("script", "style", "img")} == {"'self'"}
    assert {*rules.values()} == {"'none'"}
    assert (sent["referrer-policy"], sent["cache-control"]) == ("no-referrer", "no-store")
    assert [e.get("src").rpartition("/")[2] for e in page.all("script")] == ["exit.js", "open.js"]
    naming = {name for name, text in site.texts.items() if url in text}
    assert naming == {"/_headers"}


def test_the_content_security_policy_is_strict(site: Built) -> None:
    policy = sent_with(site, "/experts/")["content-security-policy"]
    rules = dict(part.strip().partition(" ")[::2] for part in policy.split(";") if part.strip())
    assert rules["default-src"] == "'none'"
    assert rules["base-uri"] == "'none'"
    assert rules["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy
    assert not re.search(r"[*:]|//", policy.replace("data:", "")), "it allows another host"
    for kind in ("script-src", "style-src", "connect-src"):
        assert rules.get(kind, "'none'") in {"'self'", "'none'"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("referrer-policy", r"no-referrer"),
        ("strict-transport-security", r"max-age=[3-9]\d{7}.*"),
        ("x-content-type-options", r"nosniff"),
        ("permissions-policy", r".*geolocation=\(\).*"),
        ("cross-origin-opener-policy", r"same-origin"),
    ],
)
def test_every_page_is_sent_with(site: Built, name: str, value: str) -> None:
    for path in ("/", "/get-help/", "/experts/asha-example/", "/404.html"):
        assert re.fullmatch(value, sent_with(site, path).get(name, "")), path


def test_help_pages_are_never_stored(site: Built) -> None:
    assert "no-store" in sent_with(site, "/get-help/")["cache-control"]


def test_only_fingerprinted_files_are_kept_for_ever(site: Built) -> None:
    stylesheet = next(iter(site.stylesheets))
    assert "immutable" in sent_with(site, stylesheet)["cache-control"]
    assert "immutable" not in sent_with(site, "/").get("cache-control", "")


def test_old_addresses_lead_to_pages_that_stand(site: Built) -> None:
    assert site.redirects
    for page in site.redirects:
        target = page.first("meta", http_equiv="refresh").get("content").partition("url=")[2]
        assert target in {standing.url for standing in site.pages}, f"{page} -> {target}"
        assert page.noindex, f"{page} may be found"
        assert page.first("body").text


def test_a_picture_keeps_nothing_of_its_maker(mini: Built) -> None:
    """Place, camera and time are in the miniature's photo, and must not be in any file that is built."""
    assert b"SECRET" in (MINI / "experts/photos/asha-example.jpg").read_bytes()
    pictures = [url for url in mini.files if re.search(r"\.(jpe?g|png|webp|avif)$", url)]
    assert pictures
    for url in pictures:
        data = mini.files[url].read_bytes()
        assert b"SECRET" not in data, url
        with Image.open(BytesIO(data)) as picture:
            assert not picture.getexif(), url


def declarations(css: str) -> Iterator[tuple[str, str]]:
    plain = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    for block in re.findall(r"[{;]\s*([\w-]+\s*:[^;{}]*)(?=[;}])", plain.replace(";", ";;")):
        name, _, value = block.partition(":")
        yield name.strip(), value.strip()


def is_physical(name: str, value: str) -> bool:
    aligned, sides = PHYSICAL_VALUE
    if PHYSICAL.match(name) or (aligned.match(name) and sides.search(value)):
        return True
    parts = re.findall(r"(?:[^\s(]|\([^)]*\))+", value)
    return bool(SHORTHAND.match(name)) and len(parts) == 4 and parts[1] != parts[3]


@pytest.mark.parametrize(
    ("declaration", "physical"),
    [
        ("margin-left: 0", True),
        ("margin-inline-start: 0", False),
        ("inset: 0", False),
        ("padding: 1px 2px 3px 2px", False),
        ("padding: 1px 2px 3px 4px", True),
        ("border-top-left-radius: 1px", True),
        ("text-align: right", True),
        ("text-align: start", False),
        ("max-width: 10ch", True),
        ("max-inline-size: 10ch", False),
        ("border-bottom: 0", True),
        ("line-height: 1", False),
    ],
)
def test_what_counts_as_physical(declaration: str, physical: bool) -> None:
    assert [is_physical(*pair) for pair in declarations(f"a{{{declaration}}}")] == [physical]


def test_the_stylesheet_is_logical(site: Built) -> None:
    """So that right-to-left needs no second set of rules."""
    assert site.stylesheets
    wrong = [
        f"{url}: {name}: {value}"
        for url, css in site.stylesheets.items()
        for name, value in declarations(css)
        if is_physical(name, value)
    ]
    assert not wrong, "\n".join(wrong)


def test_the_stylesheet_is_small(site: Built) -> None:
    """One for all pages; what only editors load is apart."""
    sizes = {
        url.rpartition("/")[2]: len(brotli.compress(css.encode())) for url, css in site.stylesheets.items()
    }
    assert sizes.keys() == {"site.css", "open.css"}
    assert sizes["site.css"] < STYLESHEET, f"{sizes['site.css']:,} bytes, {STYLESHEET:,} allowed"
    assert sizes["open.css"] < EDITORS_STYLESHEET


def test_scripts_are_small(site: Built) -> None:
    sizes = {
        url: len(brotli.compress(text.encode()))
        for url, text in site.texts.items()
        if url.endswith(".js") and not url.endswith("/lunr.min.js") and "/js/age/" not in url
    }
    assert sizes
    assert {url: size for url, size in sizes.items() if size > SCRIPT} == {}
