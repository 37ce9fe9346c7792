"""What authors are told about lessons, courses and a glossary that are not right."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import courses
from content import source_hosts
from courses.loader import own_references
from records import yaml_reader
from records.diagnostic import in_order
from records.vocabulary_reader import load_vocabularies
from tests.site_builder import MINI

TABLE = yaml_reader.read(Path(__file__).with_name("bad_lessons.yaml").read_bytes())
VOCABULARIES = load_vocabularies()
HOSTS, _ = source_hosts.load(MINI, VOCABULARIES)
TODAY = date(2026, 11, 22)

COURSE = {
    "title": "title: An example",
    "summary": "summary: What the tests of courses are made from.",
    "audience": "audience: [professionals]",
    "topics": "topics: [housing]",
    "level": "level: introduction",
    "gains": "gains: [One thing, Another thing]",
    "version": 'version: "1.0"',
    "reviewed": "reviewed: {on: 2026-11-01, by: the editors, due: 2027-11-01}",
}
FIELDS = {
    "title": "title: First contact",
    "minutes": "minutes: {reading: 5}",
    "objectives": "objectives: [{id: o1, text: Say what to do first}]",
    "reviewed": "reviewed: {on: 2026-11-01, by: the editors, due: 2027-11-01}",
    "version": 'version: "1.0"',
}
QUIZ = """\
::: quiz {#q1 objective=o1}
What comes first?

- [x] Safety
- [ ] The form
    > It can wait.

:::
"""
GLOSSARY = "nrm: {term: National Referral Mechanism, definition: How the state finds out who is a victim.}\n"
OTHER = {
    "content/statistics.yaml": "in-slavery: {figure: 49.6 million}\n",
    "content/claims.yaml": "msa-s45: {}\n",
    "experts/profiles/asha-example.yaml": "name: Asha\n",
}
PATH = "courses/example/01-first.md:"


def fields(text: str, sound: dict[str, str], without: list[str]) -> str:
    """The text in front of the sound fields, without those that it names."""
    left_out = {*re.findall(r"(?m)^(\w+):", text), *without}
    return text + "".join(f"{line}\n" for key, line in sound.items() if key not in left_out)


def lesson(case: dict[str, Any]) -> str:
    if "lesson" in case:
        return str(case["lesson"])
    above = fields(case.get("fields", ""), FIELDS, [] if "course" in case else case.get("without", []))
    return f"---\n{above}---\n{case.get('body', '')}{'' if case.get('whole') else QUIZ}"


def site_of(case: dict[str, Any], root: Path) -> Path:
    """Writes a site with the one course of a case; None in `files` takes a file away."""
    own = {
        "example/course.yaml": fields(
            case.get("course", ""), COURSE, case.get("without", []) if "course" in case else []
        ),
        "example/01-first.md": lesson(case),
        "glossary.yaml": case.get("glossary", GLOSSARY),
        **case.get("files", {}),
    }
    texts = {**OTHER, **{f"courses/{name}": text for name, text in own.items() if text is not None}}
    for name, text in texts.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    return root


def said(site: Path) -> list[str]:
    found = courses.load(site, VOCABULARIES, lambda: replace(own_references(site), fault=HOSTS.fault))
    diagnostics = in_order([*found.diagnostics, *courses.check(found, TODAY)])
    lines = [str(diagnostic).removeprefix(PATH).removeprefix("courses/") for diagnostic in diagnostics]
    warned = [diagnostic.severity == "warning" for diagnostic in diagnostics]
    return [f"{line} (warning)" if warning else line for line, warning in zip(lines, warned, strict=True)]


def test_the_sound_course_is_sound(tmp_path):
    assert said(site_of({}, tmp_path)) == []


def test_there_are_enough_cases():
    assert len(TABLE) >= 30
    assert len({case["case"] for case in TABLE}) == len(TABLE)


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case["case"])
def test_an_author_is_told_what_is_wrong_and_what_to_write(case, tmp_path):
    assert said(site_of(case, tmp_path)) == case["says"].splitlines()


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case["case"])
def test_a_course_with_an_error_is_left_out(case, tmp_path):
    found = courses.load(site_of(case, tmp_path), VOCABULARIES)
    errors = [
        diagnostic
        for diagnostic in found.diagnostics
        if diagnostic.severity == "error" and "/example" in diagnostic.path
    ]
    assert [course.id for course in found.courses if course.id == "example"] == (
        [] if errors else ["example"]
    )


NOT_UTF8 = "the file is not saved as UTF-8; save it again with that encoding"
CONTROL = "there is an invisible control character (U+202E); delete it"
BYTES = [
    ("a tab before an option", b"\t- [ ] x\n", "there is a tab; use spaces instead"),
    ("a tab in a sentence", b"one\ttwo\n", "there is a tab; use spaces instead"),
    ("Latin-1", "José\n".encode("latin-1"), NOT_UTF8),
    ("text turned around", "a \u202eb\n".encode(), CONTROL),
]  # fmt: skip


@pytest.mark.parametrize(("_case", "text", "words"), BYTES, ids=[row[0] for row in BYTES])
def test_bytes_that_no_lesson_holds_are_refused(_case, text, words, tmp_path):
    site = site_of({}, tmp_path)
    file = site / "courses/example/01-first.md"
    source = file.read_bytes()
    file.write_bytes(source + text)
    assert said(site) == [f"{source.count(10) + 1}: {words}"]


def test_a_lesson_is_not_endless(tmp_path):
    site = site_of({"body": "word " * 30_000 + "\n"}, tmp_path)
    [one] = said(site)
    assert re.fullmatch(r"1: the file has 14\d\.\d KB; at most 128 KB are allowed", one)


def test_lines_that_end_as_on_windows_are_read(tmp_path):
    site = site_of({"body": "Two\nlines.\n\n"}, tmp_path)
    file = site / "courses/example/01-first.md"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert said(site) == []
    [course] = courses.load(site, VOCABULARIES).courses
    assert course.lessons[0].parts[0].text.strip() == "Two\nlines."
