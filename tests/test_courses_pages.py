"""The pages of the courses: what stands on them, how they hang together, and sites that have none."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

from plugins.courses.prose import RESERVED
from plugins.text import RESERVED as EVERYWHERE
from tests.built_site import Built
from tests.html_page import Page
from tests.link_checks import dead_links, internal
from tests.site_builder import AS_OF, MINI, ROOT, build, build_or_fail

ATOM = "{http://www.w3.org/2005/Atom}"
COURSE = "/courses/first-steps/"


def jsonld(page: Page) -> dict[str, Any]:
    [block] = page.all("script", type="application/ld+json")
    data: dict[str, Any] = json.loads("".join(map(str, block.children)))
    return data


def texts(page: Page, name: str) -> list[str]:
    return [element.text for element in page.with_class(name)]


def test_every_page_of_a_course_is_there(mini: Built) -> None:
    wanted = {"", "listen/", "call/", "print/", "facilitator/", "record/"}
    assert {page.url for page in mini.under(COURSE)} == {COURSE + name for name in wanted}
    assert {page.url for page in mini.under("/courses/khutwa/")} == {
        f"/courses/khutwa/{name}" for name in ("", "amal/", "print/", "record/")
    }, "a course without notes has no page of them"


def test_lessons_lead_to_each_other(mini: Built) -> None:
    listen, call = mini.page(f"{COURSE}listen/"), mini.page(f"{COURSE}call/")
    assert [link.get("href") for link in listen.all("a", rel="next")] == [call.url]
    assert listen.all("a", rel="prev") == []
    assert [link.get("href") for link in call.all("a", rel="prev")] == [listen.url]
    assert f"{COURSE}listen/#before-you-ask" in [link.get("href") for link in call.all("a")]


def test_every_link_to_a_place_on_a_page_finds_it(mini: Built) -> None:
    for page in mini.under("/courses/"):
        for path, place in internal(page):
            if place and path in mini.everything:
                ids = {element.get("id") for element in mini.everything[path].elements}
                assert place in ids, f"{page.url} -> {path}#{place}"


def test_no_id_stands_twice(site: Built) -> None:
    for page in site.under("/courses/"):
        twice = [
            name for name, n in Counter(e.get("id") for e in page.elements if e.get("id")).items() if n > 1
        ]
        assert twice == [], page.url


def test_the_notes_for_facilitators_stand_on_their_own_page(mini: Built) -> None:
    notes = mini.page(f"{COURSE}facilitator/")
    assert "One tells, one listens." in notes.text
    assert "What would you ask, and whom?" in notes.text
    assert not notes.with_class("quiz")
    for name in ("listen/", "print/"):
        assert "One tells, one listens." not in mini.page(COURSE + name).text
        assert "What would you ask, and whom?" in mini.page(COURSE + name).text


def test_the_objectives_stand_first_where_the_author_did_not_place_them(mini: Built) -> None:
    [listed] = mini.page(f"{COURSE}call/").with_class("objectives")
    assert "Find a number in the directory" in listed.text
    [placed] = mini.page(f"{COURSE}listen/").with_class("objectives")
    assert "Six minutes, and two of them are yours." in placed.text


def test_a_figure_is_shown_with_its_source(mini: Built) -> None:
    page = mini.page(f"{COURSE}listen/")
    assert "About 49.6 million" in page.text
    assert len(page.all(id="source-in-slavery")) == 1
    assert "[stat:" not in mini.page(f"{COURSE}print/").source


def test_words_of_the_glossary_are_links_that_say_what_they_mean(mini: Built) -> None:
    [term] = mini.page(f"{COURSE}listen/").with_class("term")
    assert (term.tag, term.get("href")) == ("a", "/courses/glossary/#nrm")
    assert term.get("data-definition").startswith("National Referral Mechanism: The way in which")
    [word] = mini.page("/courses/glossary/").all(id="first-responder")
    assert '[stat] <NRM>, by a list in the "guidance"' in word.text


def test_a_right_to_left_course_is_so_on_every_page(mini: Built) -> None:
    for page in mini.under("/courses/khutwa/"):
        assert (page.first("html").get("lang"), page.first("html").get("dir")) == ("ar", "rtl"), page.url
    assert "Reviewed by a lawyer" in mini.page("/courses/khutwa/amal/").text
    assert "Not reviewed by a lawyer." in mini.page(f"{COURSE}listen/").text


def test_the_whole_course_has_headings_below_those_of_its_lessons(mini: Built) -> None:
    page = mini.page(f"{COURSE}print/")
    levels = {heading.text: heading.tag for heading in page.all("h2", "h3", "h4")}
    assert (levels["Listen first"], levels["Before you ask"], levels["What helps"]) == ("h2", "h3", "h4")
    quizzes = [quiz.get("id") for quiz in page.with_class("quiz")]
    assert quizzes == ["listen-q1", "listen-q2", "call-q1"]
    assert page.noindex


def test_what_search_engines_read_of_a_course(mini: Built) -> None:
    data = jsonld(mini.page(COURSE))
    assert (data["@type"], data["name"], data["inLanguage"]) == ("Course", "First steps", "en")
    assert data["hasCourseInstance"]["courseWorkload"] == data["timeRequired"] == "PT9M"
    assert data["hasCourseInstance"]["courseMode"] == "online"
    assert data["offers"]["category"] == "Free"
    assert data["teaches"][0] == "Say what to do first when somebody may be in danger"
    parts = [part["url"].removeprefix(mini.origin) for part in data["hasPart"]]
    assert parts == [f"{COURSE}listen/", f"{COURSE}call/"]


def test_what_search_engines_read_of_a_lesson(mini: Built) -> None:
    data = jsonld(mini.page(f"{COURSE}listen/"))
    assert (data["@type"], data["learningResourceType"], data["position"]) == (
        "LearningResource",
        "lesson",
        1,
    )
    assert data["isPartOf"]["@id"] == mini.origin + COURSE
    assert data["timeRequired"] == "PT6M"
    assert data["dateModified"] == "2026-11-10"
    assert data["citation"][0]["url"] == "https://resources.example.org/guide"
    assert {one["educationalRole"] for one in data["audience"]} == {
        "Professionals who support survivors",
        "Health staff",
    }


def test_a_lesson_shows_who_and_what_belongs_to_its_topics(mini: Built) -> None:
    page = mini.page(f"{COURSE}call/")
    named = [link.get("href") for card in page.with_class("card") for link in card if link.tag == "a"]
    assert "/experts/harbour-example/" in named, "who works on housing"
    assert "/experts/asha-example/" not in named, "who does not"
    assert "https://resources.example.org/guide" in [
        a.get("href") for a in mini.page(f"{COURSE}listen/").all("a")
    ]


def test_courses_stand_on_the_lists_of_their_topics_and_on_the_home_page(mini: Built) -> None:
    links = lambda url: [link.get("href") for link in mini.page(url).first("main") if link.tag == "a"]  # noqa: E731
    assert COURSE in links("/directory/topic/housing/")
    assert COURSE in links("/directory/topic/support/"), "housing is a part of support"
    assert COURSE not in links("/directory/topic/research/")
    assert COURSE in links("/")


def test_the_feed_of_courses_is_sound(site: Built) -> None:
    feed = ElementTree.fromstring(site.read("/courses/atom.xml"))
    entries = feed.findall(f"{ATOM}entry")
    updated = [entry.findtext(f"{ATOM}updated", "") for entry in entries]
    assert updated == sorted(updated, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == updated[0]
    assert feed.findtext(f"{ATOM}id") == f"{site.origin}/courses/atom.xml"
    ids = [entry.findtext(f"{ATOM}id", "").removeprefix(site.origin) for entry in entries]
    assert len(ids) == len(set(ids)) > 1
    assert set(ids) <= site.everything.keys()


def test_the_headings_of_a_lesson_leave_the_ids_of_its_page_alone() -> None:
    templates = ROOT / "theme/templates"
    sources = [*(templates / "course").glob("*.html"), templates / "base.html", templates / "macros.html"]
    fixed = {name for file in sources for name in re.findall(r'\bid="([a-z-]+)"', file.read_text("utf-8"))}
    assert fixed - RESERVED - EVERYWHERE == set()


# Sites of one's own


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINI, tmp_path / "site"))


def test_without_courses_nothing_leads_to_them(copy: Path, tmp_path: Path) -> None:
    shutil.rmtree(copy / "courses")
    build_or_fail(copy, tmp_path / "out", AS_OF=AS_OF)
    site = Built("none", tmp_path / "out")
    assert not site.under("/courses/")
    assert dead_links(site) == []
    assert not [url for url, text in site.texts.items() if "/courses/" in text and not url.endswith(".js")]


def test_invented_courses_are_left_out_or_refused(copy: Path, tmp_path: Path) -> None:
    build_or_fail(copy, tmp_path / "out", AS_OF=AS_OF, SAMPLES="off")
    assert not Built("off", tmp_path / "out").under("/courses/")
    done = build(copy, tmp_path / "out", AS_OF=AS_OF, SAMPLES="refuse")
    assert done.returncode != 0
    assert "courses/first-steps/course.yaml:13: sample: is an invented entry" in done.stdout + done.stderr


def test_a_glossary_is_not_needed(copy: Path, tmp_path: Path) -> None:
    (copy / "courses/glossary.yaml").unlink()
    for file in (copy / "courses").rglob("*.md"):
        text = re.sub(r"\[([^\]]*)\]\(glossary:[^)]*\)", r"\1", file.read_text("utf-8"))
        file.write_text(text, "utf-8")
    build_or_fail(copy, tmp_path / "out", AS_OF=AS_OF)
    site = Built("plain", tmp_path / "out")
    assert "/courses/glossary/" not in site.files
    assert dead_links(site) == []


def test_a_mistake_in_a_lesson_stops_the_build_and_is_told(copy: Path, tmp_path: Path) -> None:
    lesson = copy / "courses/first-steps/01-listen.md"
    lesson.write_text(lesson.read_text("utf-8").replace("objective=o2", "objective=o3"), "utf-8")
    done = build(copy, tmp_path / "out", AS_OF=AS_OF)
    told = done.stdout + done.stderr
    assert done.returncode != 0
    assert "courses/first-steps/01-listen.md:58: there is no objective 'o3' in this lesson" in told
    assert "Traceback" not in told


def picture(file: Path) -> None:
    """As a camera makes it: with the place in it."""
    file.parent.mkdir()
    image = Image.new("RGB", (1600, 800), "teal")
    exif = Image.Exif()
    exif[0x010E] = "SECRET"
    image.save(file, exif=exif)


def test_a_lesson_may_hold_pictures_code_and_notes(copy: Path, tmp_path: Path) -> None:
    """What pages may hold, also across blocks."""
    picture(copy / "courses/first-steps/pictures/door.jpg")
    lesson = copy / "courses/first-steps/02-call.md"
    more = [
        "![A door that stands open](pictures/door.jpg)",
        "```\n::: callout\n```",
        "A note[^1].",
        "::: callout\nAlso in a block[^2].\n\n```\n# code\n```\n:::",
        "## Sources\n\nText.",
        "[^1]: The first.\n[^2]: The second.",
    ]
    lesson.write_text(lesson.read_text("utf-8") + "\n" + "\n\n".join(more) + "\n", "utf-8")
    build_or_fail(copy, tmp_path / "out", AS_OF=AS_OF)
    site = Built("rich", tmp_path / "out")
    for name in ("call/", "print/"):
        page = site.page(COURSE + name)
        [image] = page.all("img")
        assert (image.get("width"), image.get("height"), image.get("alt")) == (
            "1000", "500", "A door that stands open",
        )  # fmt: skip
        assert "::: callout" in page.text
        assert len(page.with_class("footnote-ref")) == 2
    sent = site.files[image.get("src")].read_bytes()
    assert b"SECRET" not in sent
    with Image.open(io.BytesIO(sent)) as shown:
        assert not shown.getexif()
    assert "/courses/first-steps/pictures/door.jpg" not in site.files
    assert dead_links(site) == []
    ids = Counter(e.get("id") for e in site.page(f"{COURSE}print/").elements if e.get("id"))
    assert [name for name, n in ids.items() if n > 1] == []


def test_a_picture_that_is_none_is_told(copy: Path, tmp_path: Path) -> None:
    folder = copy / "courses/first-steps/pictures"
    folder.mkdir()
    (folder / "door.jpg").write_text("no picture", "utf-8")
    lesson = copy / "courses/first-steps/02-call.md"
    lesson.write_text(lesson.read_text("utf-8") + "\n![A door](pictures/door.jpg)\n", "utf-8")
    done = build(copy, tmp_path / "out", AS_OF=AS_OF)
    assert done.returncode != 0
    assert "courses/first-steps/pictures/door.jpg:1: " in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_a_second_build_shows_what_changed_in_a_lesson_and_in_the_glossary(
    copy: Path, tmp_path: Path
) -> None:
    """Into the folder of the first, as into an empty one."""
    build_or_fail(copy, tmp_path / "out", AS_OF=AS_OF)
    before = Built("before", tmp_path / "out").snapshot()
    for name, old, new in (
        ("first-steps/02-call.md", "title: Whom to call", "title: Whom to ring"),
        ("first-steps/01-listen.md", "The form can wait.", "A form can wait."),
        ("glossary.yaml", "An organisation that may", "One that may"),
    ):
        file = copy / "courses" / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")
    build_or_fail(copy, tmp_path / "out", AS_OF=AS_OF)
    build_or_fail(copy, tmp_path / "fresh", AS_OF=AS_OF)
    again = Built("again", tmp_path / "out").snapshot()
    assert again == Built("fresh", tmp_path / "fresh").snapshot()
    changed = {url for url in again if again[url] != before[url]}
    assert {f"{COURSE}call/", f"{COURSE}listen/", f"{COURSE}print/", "/courses/glossary/", COURSE} <= changed
    assert not [url for url in changed if url.startswith("/experts/")]
