"""What becomes of news, pages and pictures in a build: what is published, and where links lead."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PIL import Image

from tests.built_site import Built
from tests.site_builder import AS_OF, MINI, build

NEWS = "Title: {title}\nDate: {date}\nSummary: What it is.\n{more}\nA text.\n"
FENCED = "---\ntitle: Fenced\ndate: 2026-03-04 10:00\nsummary: S\ntopics: [nrm]\n---\nA fenced text.\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The miniature site with drafts, leftovers, items of a day to come, and links of every kind."""
    root = tmp_path_factory.mktemp("content")
    site = Path(shutil.copytree(MINI, root / "site"))
    news, images = site / "content/news", site / "content/images"
    images.mkdir()
    Image.new("RGB", (2, 2)).save(images / "door.png")
    for name, text in {
        "2026-01-02-draft.md": NEWS.format(title="A draft", date="2026-01-02", more="Status: Draft\n"),
        "2027-01-01-later.md": NEWS.format(title="Later", date="2027-01-01", more=""),
        "fenced.md": FENCED,
        "links.md": (
            NEWS.format(title="Links", date="2026-02-03", more="Modified: 2026-02-04\n")
            + "\n[First](first-item.md#what-changed), [About](../pages/about.md),\n"
            "[Later](2027-01-01-later.md), [a lesson](../../courses/first-steps/01-listen.md),\n"
            "[a word](glossary:nrm), [an empty list](/directory/topic/men/).\n\n"
            "![A door](../images/door.png) ![A door](/images/door.png)\n"
        ),
        "._links.md": "\0",
        ".#links.md": "x",
    }.items():
        (news / name).write_text(text, "utf-8")
    os.symlink("nowhere", news / ".#gone.md")
    done = build(site, root / "out", AS_OF=AS_OF)
    assert done.returncode == 0, done.stdout + done.stderr
    later = "content/news/2027-01-01-later.md: is dated 2027-01-01, after the day of this build (2026-11-22)"
    assert later in done.stdout
    return Built("content", root / "out")


def test_drafts_and_news_of_a_day_to_come_are_nowhere(made: Built) -> None:
    assert {url for url in made.files if url.startswith("/news/2")} == {
        "/news/2025/",
        "/news/2025/first-item/",
        "/news/2026/",
        "/news/2026/fenced/",
        "/news/2026/links/",
        "/news/2026/second-item/",
    }
    assert [url for url, text in made.texts.items() if "A draft" in text] == []


def test_links_to_files_lead_to_pages(made: Built) -> None:
    links = {link.text: link.get("href") for link in made.page("/news/2026/links/").all("a")}
    assert links["First"] == "/news/2025/first-item/#what-changed"
    assert links["About"] == "/about/"
    assert links["a lesson"] == "/courses/first-steps/listen/"
    assert links["a word"] == "/courses/glossary/#nrm"
    assert "Later" not in links
    assert "Later" in made.page("/news/2026/links/").text


def test_a_list_that_is_empty_at_present_leads_to_the_one_above(made: Built) -> None:
    assert 'url=/directory/topic/"' in made.read("/directory/topic/men/")


def test_a_picture_is_published_once_and_shown_by_its_address(made: Built) -> None:
    pictures = [picture.get("src") for picture in made.page("/news/2026/links/").all("img", alt="A door")]
    assert pictures == ["/images/door.png"] * 2
    assert [url for url in made.files if url.startswith("/images/")] == ["/images/door.png"]


def test_pelicans_name_for_a_field_is_understood(made: Built) -> None:
    assert "4 February 2026" in made.page("/news/2026/links/").text


def test_yaml_above_a_text_is_not_shown(made: Built) -> None:
    page = made.page("/news/2026/fenced/")
    assert "A fenced text." in page.text
    assert "topics:" not in page.text


def test_dead_links_that_only_a_build_can_find_stop_it(tmp_path: Path) -> None:
    site = Path(shutil.copytree(MINI, tmp_path / "site"))
    item = site / "content/news/second-item.md"
    links = "[A](/directory/topic/hosing/)\n[B](/forms/nothing/)\n"
    item.write_text(f"{item.read_text('utf-8')}\n{links}", "utf-8")
    done = build(site, tmp_path / "out", AS_OF=AS_OF)
    assert done.returncode != 0
    for said in (
        "second-item.md:8: there is no page '/directory/topic/hosing/'; did you mean",
        "second-item.md:9: there is no page '/forms/nothing/'",
    ):
        assert f"content/news/{said}" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
