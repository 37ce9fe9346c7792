"""What editors are told about news, pages, data files and pictures that are not right."""

from __future__ import annotations

import re
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import check
from records import markdown_checks, markdown_text, stated_law, yaml_reader
from records.references import References
from records.vocabulary_reader import load_vocabularies
from tests.site_builder import MINI
from tests.test_courses_bad_lessons import site_of as with_course
from tests.test_experts_directory import MINIMAL

TABLE = yaml_reader.read(Path(__file__).with_name("bad_content.yaml").read_bytes())
VOCABULARIES = load_vocabularies()
TODAY = date(2026, 11, 22)
NEWS = "content/news/2026-07-30-day.md"

FIELDS = {
    "title": "Title: A day",
    "date": "Date: 2026-07-30",
    "summary": "Summary: What the day is.",
}
HELPLINE = {
    "id": "a-line",
    "name": "A helpline",
    "operator": "A charity",
    "country": "GB",
    "emergency": "true",
    "dial": '"116 123"',
    "hours": "Always",
    "languages": "English",
    "free": "true",
    "on_bill": "null",
    "for": "Anyone.",
    "url": "https://example.org/",
    "source": '{title: A page, url: "https://example.org/", read_on: 2026-11-01,'
    " about: [hours, languages, free]}",
    "confidentiality": "null",
    "confirmed": "{number: null, hours: null, languages: null}",
}
CLAIM = {
    "statement": "A person who was made to do it is not guilty.",
    "jurisdictions": "[GB-ENG]",
    "instrument": "Modern Slavery Act 2015, section 45",
    "version": "{name: as enacted, date: 2015-03-26}",
    "in_force": "2015-07-31",
    "source": '{title: An Act, url: "https://example.org/", read_on: 2026-11-01}',
    "reread_by": "2027-11-01",
    "checked_on": "null",
    "status": "stands",
}
STATISTICS = """\
in-slavery: {figure: 49.6 million, value: 49600000, unit: people, what: people in slavery, as_of: 2021,
  publisher: An Institute, title: Estimates, url: "https://example.org/"}
"""
FILES = {
    "experts/profiles/asha-example.yaml": MINIMAL,
    "content/pages/about.md": "Title: About\nSummary: What this is.\n\n## Figures\n\nA text.\n",
    **{
        f"content/pages/{name}.md": f"Title: {name}\nSummary: A page.\n\nA text.\n"
        for name in "accessibility contact get-help home how-we-verify join privacy safety".split()
    },
    "content/statistics.yaml": STATISTICS,
    "content/source-hosts.yaml": (MINI / "content/source-hosts.yaml").read_text("utf-8"),
}


def news(case: dict[str, Any]) -> str:
    """The fields of a case in front of the sound ones, without those that it names."""
    if "news" in case:
        return str(case["news"])
    own = case.get("fields", "")
    named = {name.lower() for name in re.findall(r"(?m)^(\w+):", own)}
    sound = "".join(f"{line}\n" for key, line in FIELDS.items() if key not in named)
    return f"{own}{sound}\n{case.get('body', 'A text.')}"


def helplines(entries: list[dict[str, Any]]) -> str:
    """Each the sound one with other values."""
    texts = []
    for entry in entries:
        fields = {
            **HELPLINE,
            **{key: str(value).lower() if isinstance(value, bool) else value for key, value in entry.items()},
        }
        texts.append("\n  ".join(f"{key}: {value}" for key, value in fields.items()))
    return "".join(f"- {text}\n" for text in texts)


def claims(entries: dict[str, dict[str, str | None]]) -> str:
    """Each the sound one with other values; without those that are null."""
    return "".join(
        f"{id_}:\n" + "".join(f"  {key}: {value}\n" for key, value in {**CLAIM, **own}.items() if value)
        for id_, own in entries.items()
    )


def site_of(case: dict[str, Any], root: Path) -> Path:
    with_course({}, root)
    texts = {**FILES, NEWS: news(case), "content/helplines.yaml": helplines(case.get("helplines", [{}]))}
    texts["content/claims.yaml"] = claims(case.get("claims", {"msa-s45": {}}))
    for name, text in {**texts, **case.get("files", {})}.items():
        if text is not None:
            write(root / name, text.encode())
        else:
            (root / name).unlink(missing_ok=True)
    for name, text in case.get("latin", {}).items():
        write(root / name, text.encode("latin-1"))
    for name in case.get("pictures", []):
        (root / "content/images").mkdir(exist_ok=True)
        Image.new("RGB", (2, 2)).save(root / "content/images" / name)
    for name in case.get("folders", []):
        (root / name).unlink(missing_ok=True)
        (root / name).mkdir(parents=True)
    for name, target in case.get("links", {}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).symlink_to(target)
    return root


def write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


@pytest.fixture(autouse=True)
def vocabularies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read once for all cases."""
    monkeypatch.setattr("experts.directory.load_vocabularies", lambda: VOCABULARIES)


def said(site: Path) -> list[str]:
    """Without what is said of the whole, and of the entries."""
    shown = map(check.shown, check.examine(site, TODAY).diagnostics)
    return [line.removeprefix(f"{NEWS}:") for line in shown]


def test_the_sound_site_is_sound(tmp_path: Path) -> None:
    assert said(site_of({}, tmp_path)) == []


def test_each_case_has_its_own_name() -> None:
    assert len({case["case"] for case in TABLE}) == len(TABLE) >= 40


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case["case"])
def test_an_editor_is_told_what_is_wrong_and_what_to_write(case: dict[str, Any], tmp_path: Path) -> None:
    assert said(site_of(case, tmp_path)) == case["says"].splitlines()


@pytest.mark.parametrize(
    "part",
    [
        "[a](",
        '[a](b "',
        "[a](b(",
        "[a\n",
        "[stat:",
        ":::{#",
        "[a](  ",
        "# # ",
        "`` ` ",
        "[law:",
        "[ ",
        "A ",
        "The of ",
        "rule 1.",
        "s.1",
        "Act ",
    ],
)
def test_a_text_of_signs_alone_is_checked_at_once(part: str) -> None:
    """A pattern that tries several ways through such a text takes a minute, or a day."""
    lines = (part * (120_000 // len(part))).split("\n")
    before = time.process_time()
    list(markdown_checks.check(lines, 1, NEWS, References(), markdown_text.anchors(lines)))
    list(stated_law.uncited(lines, 1))
    assert time.process_time() - before < 10
