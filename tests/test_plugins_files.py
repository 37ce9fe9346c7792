"""What the plugins read and write beside the directory: data files, the output folder, headers, redirects."""

import os
import select
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import FileSystemLoader, StrictUndefined

from content import redirects
from content.model import Redirect
from engine.addresses import path_of, url_of
from engine.build_manifest import BuildManifest
from engine.cache import Cache
from engine.output import Output, Page, Written
from engine.output_folder import MARKER, OutputFolder
from engine.parallel import ForkedTask, processors
from engine.templates import SiteEnvironment, Templates
from plugins import assets
from plugins.content.redirects import answering_page
from plugins.headers import rules
from plugins.settings import check_settings
from plugins.sitemap import maps
from tests.profile_builder import vocabularies


@pytest.mark.parametrize(
    ("pattern", "addresses"),
    [
        ("/main/signup", ["/main/signup"]),
        ("/blog/{08..11}/", ["/blog/08/", "/blog/09/", "/blog/10/", "/blog/11/"]),
        ("/{1..2}/{1..2}/", ["/1/1/", "/1/2/", "/2/1/", "/2/2/"]),
    ],
)
def test_a_range_of_old_addresses(pattern: str, addresses: list[str]) -> None:
    assert redirects.spread(pattern) == addresses


def test_an_old_address_with_and_without_a_slash_is_one_page() -> None:
    both = [Redirect("/main/signup", "/join/", 1), Redirect("/main/signup/", "/join/", 2)]
    assert redirects.targets(both) == {"/main/signup/": "/join/"}


@pytest.mark.parametrize(
    ("target", "page"),
    [
        ("/about/", "/about/"),
        ("/abuot/", None),
        ("/directory/topic/nrm/", "/directory/topic/nrm/"),
        ("/directory/topic/housing/", "/directory/topic/"),  # nobody is listed there at present
        ("/directory/country/vn/", "/directory/"),  # nor under any country
        ("/directory/topic/hosing/", None),  # there is no such topic
        ("/directory/colour/red/", None),
    ],
)
def test_where_a_redirect_ends(target: str, page: str | None) -> None:
    pages = dict.fromkeys(["/about/", "/directory/", "/directory/topic/", "/directory/topic/nrm/"])
    site: Any = SimpleNamespace(output=SimpleNamespace(pages=pages), vocabularies=vocabularies())
    assert answering_page(site, target) == page


@pytest.mark.parametrize(
    ("url", "path"),
    [("/", "index.html"), ("/experts/x/", "experts/x/index.html"), ("/atom.xml", "atom.xml")],
)
def test_the_file_of_an_address(url: str, path: str) -> None:
    assert path_of(url) == path
    assert url_of(path) == url


@pytest.mark.parametrize(
    ("count", "names"),
    [
        (0, ["/sitemap.xml"]),
        (3, ["/sitemap.xml"]),
        (7, ["/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-3.xml", "/sitemap.xml"]),
    ],
)
def test_no_sitemap_holds_more_than_a_search_engine_reads(count: int, names: list[str]) -> None:
    urls = [{"url": f"/{number}/", "modified": None} for number in range(count)]
    made = list(maps(urls, 3))
    assert [page.url for page in made] == names
    assert [url for page in made for url in page.data.get("urls", [])] == urls
    if count > 3:
        assert made[-1].data == {"maps": names[:-1]}


def test_a_file_is_touched_only_if_it_changed(tmp_path: Path) -> None:
    OutputFolder(tmp_path).write("a/index.html", b"one")
    before = (tmp_path / "a/index.html").stat()
    OutputFolder(tmp_path).write("a/index.html", b"one")
    assert (tmp_path / "a/index.html").stat().st_mtime_ns == before.st_mtime_ns
    OutputFolder(tmp_path).write("a/index.html", b"two")
    assert (tmp_path / "a/index.html").read_bytes() == b"two"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["index.html"]


def test_two_pages_at_one_address_are_refused(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    folder.reserve("a/index.html")
    with pytest.raises(SystemExit, match="two pages want the address /a/"):
        folder.reserve("a/index.html")


def test_what_a_build_does_not_write_is_removed(tmp_path: Path) -> None:
    root = tmp_path / "out"
    first = OutputFolder(root)
    first.claim()
    for path in ("kept/index.html", "gone/deep/index.html", "gone.txt", "kept/gone.html"):
        first.write(path, b"x")
    second = OutputFolder(root)
    second.claim()
    second.reserve("kept/index.html")
    second.remove_others(second.survey())
    left = sorted(path.relative_to(root).as_posix() for path in root.rglob("*"))
    assert left == [MARKER, "kept", "kept/index.html"]


def test_a_page_may_take_the_place_of_a_folder_and_the_other_way_round(tmp_path: Path) -> None:
    first = OutputFolder(tmp_path)
    first.claim()
    first.write("a/index.html", b"x")
    first.write("b", b"x")
    second = OutputFolder(tmp_path)
    second.claim()
    on_disk = second.survey()
    for path in ("a", "b/index.html"):
        second.reserve(path)
        second.write(path, b"y")
    second.remove_others(on_disk)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b/index.html").read_bytes() == b"y"


def test_a_folder_of_others_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("ten years of work")
    with pytest.raises(SystemExit, match="name an empty folder"):
        OutputFolder(tmp_path).claim()
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_hidden_files_at_the_top_are_never_touched(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/HEAD").write_text("x")
    folder = OutputFolder(tmp_path)
    folder.claim()
    folder.remove_others(folder.survey())
    assert (tmp_path / ".git/HEAD").exists()


def test_a_link_out_of_the_folder_is_cut_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious.txt").write_text("x")
    folder = OutputFolder(tmp_path / "out")
    folder.claim()
    (tmp_path / "out/link").symlink_to(outside, target_is_directory=True)
    (tmp_path / "out/deep").mkdir()
    (tmp_path / "out/deep/link").symlink_to(outside, target_is_directory=True)
    folder.remove_others(folder.survey())
    assert (outside / "precious.txt").exists()
    assert [path.name for path in (tmp_path / "out").iterdir()] == [MARKER]


def output(tmp_path: Path, **templates: str) -> Output:
    folder = OutputFolder(tmp_path / "out")
    made = Output(folder, BuildManifest(tmp_path / "pages", ForkedTask(folder.survey)))
    for name, text in templates.items():
        (tmp_path / name).write_text(text)
    memory = Cache(tmp_path / "templates")
    options = {"undefined": StrictUndefined, "autoescape": True, "extensions": ["jinja2.ext.i18n"]}
    made.templates = Templates(SiteEnvironment(FileSystemLoader(tmp_path), memory, **options), b"", memory)
    return made


@pytest.mark.skipif(processors() == 1, reason="no copies here")
def test_a_copy_whose_answer_nobody_reads_holds_no_open_file() -> None:
    """Else whoever is at the other end of one, such as a browser's driver, waits for the copy's end."""
    reader, writer = os.pipe()
    task = ForkedTask(lambda: "more than a pipe holds" * 100_000)
    os.close(writer)
    ready, _, _ = select.select([reader], [], [], 60)
    assert ready, "somebody still has its other end"
    assert os.read(reader, 1) == b""
    os.close(reader)
    assert len(task.result) == 2_200_000


def test_a_mistake_in_a_template_names_template_and_page(tmp_path: Path) -> None:
    made = output(tmp_path, **{"x.html": "{{ missing }}", "y.html": "{% if %}"})
    for template, page in (("x.html", "/experts/a/"), ("y.html", "/b/"), ("z.html", "/c/")):
        made.write(Page(page, template, {}))
        with pytest.raises(SystemExit, match=f"{template}.*{page}"):
            made.flush()


def test_a_page_is_remembered_without_its_data(tmp_path: Path) -> None:
    made = output(tmp_path, **{"x.html": "{{ a }}"})
    made.write(Page("/a/", "x.html", {"a": "<"}, date(2026, 1, 1)))
    made.finish()
    assert (tmp_path / "out/a/index.html").read_text() == "&lt;"
    assert made.pages == {"/a/": Written("/a/", date(2026, 1, 1), True, False)}


def test_the_name_of_the_theme_changes_with_each_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css/site.css").write_text("a{}")
    (tmp_path / ".DS_Store").write_text("x")
    first = assets.fingerprinted(tmp_path)
    assert first.files == {"css/site.css": b"a{}"}
    assert assets.fingerprinted(tmp_path).folder == first.folder
    (tmp_path / "css/site.css").write_text("b{}")
    assert assets.fingerprinted(tmp_path).folder != first.folder


def test_each_folder_has_one_rule_and_private_ones_are_not_stored() -> None:
    made = [
        Written(url, None, True, url == "/get-help/")
        for url in ("/", "/experts/a/", "/experts/b/", "/get-help/", "/search/")
    ]
    caching = {path: sent.get("Cache-Control") for path, sent in rules(made, "theme-abc")}
    assert caching == {
        "/*": None,
        "/theme-abc/*": "public, max-age=31536000, immutable",
        "/photos/*": "public, max-age=31536000, immutable",
        "/index/*": "no-store",
        "/editors/open/*": None,
        "/": "public, max-age=300, must-revalidate",
        "/experts/*": "no-cache",
        "/get-help/*": "no-store",
        "/search/*": "no-cache",
    }


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, None),
        ({"AS_OF": "2026-07-30"}, None),
        ({"AS_OF": "20260730"}, "AS_OF is '20260730'"),
        ({"AS_OF": "2026-02-30"}, "AS_OF is '2026-02-30'"),
        ({"SAMPLES": "hide"}, "SAMPLES is 'hide'; it can be mark, refuse, off"),
        (
            {"UNCONFIRMED_NUMBERS": "hide"},
            "UNCONFIRMED_NUMBERS is 'hide'; it can be mark, refuse",
        ),
        ({"PATH": "/elsewhere/content"}, "the command names /elsewhere/content"),
    ],
)
def test_choices_for_a_build(changes: dict[str, str], said: str | None) -> None:
    choices = {"SAMPLES": "mark", "UNCONFIRMED_NUMBERS": "mark", "AS_OF": None}
    settings = {**choices, "SITE": "/site", "PATH": "/site/content", **changes}
    if said is None:
        check_settings(settings)
    else:
        with pytest.raises(SystemExit, match=said.replace("(", r"\(")):
            check_settings(settings)
