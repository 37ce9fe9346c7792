"""The command line: what stops a build and what it says, and where a site may lie."""

import re
import shutil
from pathlib import Path

import pytest

from engine.output_folder import MARKER
from tests.built_site import Built
from tests.link_checks import dead_links
from tests.site_builder import AS_OF, MINI, build, build_or_fail

ORIGIN = "https://experts.example.com"
PUBLIC = {"AS_OF": AS_OF, "ORIGIN": ORIGIN, "FORMS": "deployed"}
MARKED = {"SAMPLES": "mark", "UNCONFIRMED_NUMBERS": "mark"}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A site root of one's own, whose path has spaces and letters of several scripts."""
    return Path(shutil.copytree(MINI, tmp_path / "ein Ordner ü 目录 #1"))


def profiles(site: Path) -> list[Path]:
    return sorted((site / "experts/profiles").glob("*.yaml"))


def only_real(site: Path) -> None:
    for path in profiles(site):
        if "sample: true" in path.read_text("utf-8"):
            path.unlink()


def test_production_refuses_samples(tmp_path: Path) -> None:
    done = build(MINI, tmp_path, "publishconf.py", **PUBLIC)
    told = done.stdout + done.stderr
    assert done.returncode != 0
    assert "sample" in told.lower()
    assert "asha-example" in told
    assert "SAMPLES" in told, "it should say how to allow them"
    assert "Traceback" not in told
    assert not list(tmp_path.rglob("*.html")), "nothing may be left that could be published"


def test_production_refuses_each_number_that_nobody_has_confirmed(tmp_path: Path) -> None:
    done = build(MINI, tmp_path, "publishconf.py", **PUBLIC, SAMPLES="mark")
    assert done.returncode != 0
    refused = [line for line in (done.stdout + done.stderr).splitlines() if "content/helplines.yaml" in line]
    assert [line.split(": ")[1:3] for line in refused] == [
        ["confirmed.number", "nobody has confirmed 0808 157 0000 (Example Helpline)"]
    ]
    assert "UNCONFIRMED_NUMBERS=mark" in refused[0], "it should say how to show them, marked"
    assert not list(tmp_path.rglob("*.html")), "nothing may be left that could be published"


def test_production_builds_when_every_number_is_confirmed(copy: Path, tmp_path: Path) -> None:
    file = copy / "content/helplines.yaml"
    file.write_text(file.read_text("utf-8").replace("{number: null", "{number: 2026-11-02"), "utf-8")
    done = build(copy, tmp_path / "out", "publishconf.py", **PUBLIC, SAMPLES="mark")
    assert done.returncode == 0, done.stdout + done.stderr


def test_production_shows_samples_when_told_to(tmp_path: Path) -> None:
    done = build(MINI, tmp_path, "publishconf.py", **PUBLIC, **MARKED)
    assert done.returncode == 0, done.stdout + done.stderr
    site = Built("marked", tmp_path)
    assert site.page("/experts/asha-example/").with_class("notice-sample")
    assert site.origin == ORIGIN


def test_production_asks_where_the_site_will_stand(tmp_path: Path) -> None:
    done = build(MINI, tmp_path, "publishconf.py", **PUBLIC | {"ORIGIN": ""}, SAMPLES="mark")
    assert done.returncode != 0
    assert "ORIGIN is not set" in done.stdout + done.stderr


def test_production_asks_whether_somebody_takes_the_forms(tmp_path: Path) -> None:
    done = build(MINI, tmp_path, "publishconf.py", **PUBLIC | {"FORMS": ""}, SAMPLES="mark")
    assert done.returncode != 0
    assert "FORMS is not 'deployed'" in done.stdout + done.stderr
    assert not list(tmp_path.rglob("*.html"))


def test_samples_can_be_left_out(tmp_path: Path) -> None:
    build_or_fail(MINI, tmp_path, AS_OF=AS_OF, SAMPLES="off")
    site = Built("off", tmp_path)
    assert not [page for page in site.pages if page.with_class("sample-note")]
    assert {page.url for page in site.under("/experts/")} == {"/experts/bare-minimum/", "/experts/li-shili/"}
    assert not [url for url, text in site.texts.items() if "asha-example" in text]


@pytest.mark.parametrize("name", MARKED)
def test_an_unknown_way_with_what_is_invented_or_unconfirmed_is_refused(name: str, tmp_path: Path) -> None:
    done = build(MINI, tmp_path, AS_OF=AS_OF, **{name: "hide"})
    assert done.returncode != 0
    assert re.search(rf"{name} is 'hide'; it can be mark, refuse", done.stdout + done.stderr)


def test_a_date_that_is_none_is_refused(tmp_path: Path) -> None:
    done = build(MINI, tmp_path, AS_OF="2026-02-30")
    assert done.returncode != 0
    assert "2026-02-30" in done.stdout + done.stderr


def test_bad_profiles_stop_the_build_and_all_are_named(copy: Path, tmp_path: Path) -> None:
    bare = copy / "experts/profiles/bare-minimum.yaml"
    bare.write_text(bare.read_text("utf-8").replace("roles: [organisation]", "roles: [organization]"))
    li = copy / "experts/profiles/li-shili.yaml"
    li.write_text(li.read_text("utf-8") + "colour: blue\n", "utf-8")
    done = build(copy, tmp_path / "out", AS_OF=AS_OF)
    told = done.stdout + done.stderr
    assert done.returncode != 0
    assert "bare-minimum.yaml:4: roles.1: write 'organisation' for 'organization'" in told
    assert re.search(r"li-shili\.yaml:13: .*colour", told), told
    assert "Traceback" not in told


def test_a_reference_to_nobody_stops_the_build(copy: Path, tmp_path: Path) -> None:
    item = copy / "content/news/first-item.md"
    item.write_text(item.read_text("utf-8").replace("Experts: asha-example", "Experts: asha-exmaple"))
    done = build(copy, tmp_path / "out", AS_OF=AS_OF)
    assert done.returncode != 0
    assert re.search(r"first-item\.md.*asha-exmaple", done.stdout + done.stderr)


def test_fewer_entries_than_expected_stop_the_build(copy: Path, tmp_path: Path) -> None:
    """A build must not publish a directory that has lost half of its entries."""
    (copy / "experts/limits.yaml").write_text("minimum_profiles: 500\n", "utf-8")
    done = build(copy, tmp_path / "out")
    assert done.returncode
    said = "minimum_profiles: only 11 sound profiles were found; at least 500 are expected"
    assert f"experts/limits.yaml:1: {said}" in done.stdout + done.stderr
    assert not (tmp_path / "out/index.html").exists()


def test_a_build_that_stops_ends_however_much_lies_in_its_folder(copy: Path, tmp_path: Path) -> None:
    """What lies there is looked at meanwhile, in another process; its answer is long, and nobody reads it."""
    (copy / "experts/profiles/li-shili.yaml").write_text("name: Li\n", "utf-8")
    output = tmp_path / "out"
    output.mkdir()
    (output / MARKER).touch()
    for number in range(3000):
        (output / f"a-file-with-a-rather-long-name-{number}.html").touch()
    assert build(copy, output, AS_OF=AS_OF).returncode != 0


def test_a_figure_without_a_source_stops_the_build(copy: Path, tmp_path: Path) -> None:
    item = copy / "content/pages/about.md"
    item.write_text(item.read_text("utf-8").replace("[stat:in-slavery]", "[stat:in-slavry]"), "utf-8")
    done = build(copy, tmp_path / "out", AS_OF=AS_OF)
    assert done.returncode != 0
    assert re.search(r"about\.md.*in-slavry", done.stdout + done.stderr)


def test_a_site_may_lie_anywhere(copy: Path, mini: Built, tmp_path: Path) -> None:
    output = tmp_path / "Ausgabe ü 输出 #2"
    build_or_fail(copy, output, AS_OF=AS_OF)
    assert Built("elsewhere", output).snapshot() == mini.snapshot()


def test_a_site_may_hold_next_to_nothing(copy: Path, tmp_path: Path) -> None:
    """One entry, one page, no news, no photos: still no dead link and no empty page."""
    for path in profiles(copy):
        if path.stem != "bare-minimum":
            path.unlink()
    for name in ("content/news", "experts/photos", "courses"):
        shutil.rmtree(copy / name)
    for name in ("redirects", "resources", "statistics"):
        (copy / f"content/{name}.yaml").unlink()
    about = copy / "content/pages/about.md"
    about.write_text(about.read_text("utf-8").replace("[stat:in-slavery]", "Some"))
    build_or_fail(copy, tmp_path / "out", AS_OF=AS_OF)
    site = Built("sparse", tmp_path / "out")
    assert "/experts/bare-minimum/" in site.files
    assert dead_links(site) == []


def test_long_lists_are_paged(copy: Path, tmp_path: Path) -> None:
    """60 entries more: three pages, none lost, none twice, the overdue on the last."""
    model = (copy / "experts/profiles/bare-minimum.yaml").read_text("utf-8")
    for n in range(60):
        text = model.replace("Bare Minimum Trust", f"Copy {n:02} of the trust")
        (copy / f"experts/profiles/copy-{n:02}.yaml").write_text(text, "utf-8")
    build_or_fail(copy, tmp_path / "out", AS_OF=AS_OF)
    site = Built("long", tmp_path / "out")
    pages = [site.page(f"/directory/{part}") for part in ("", "page/2/", "page/3/")]
    sizes = [len(page.with_class("card")) for page in pages]
    assert sizes == [25, 25, 20]
    assert "/directory/page/1/" not in site.files
    assert "/directory/page/4/" not in site.files
    assert pages[1].title != pages[0].title
    assert [bool(page.with_class("state-overdue")) for page in pages] == [False, False, True]
