"""From data that meets the schema to a course, a lesson, a word of the glossary.

Written by `make bless` from courses/schema.json: change that, not this file.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from courses.model import (
    Citation,
    Course,
    GlossaryEntry,
    Law,
    Lawyer,
    Lesson,
    Minutes,
    Objective,
    Reviewed,
)
from courses.parts import Part


def _minutes(data: Mapping[str, Any]) -> Minutes:
    return Minutes(
        data["reading"],
        data.get("activity", 0),
    )


def _objective(data: Mapping[str, Any]) -> Objective:
    return Objective(
        data["id"],
        data["text"],
    )


def _law(data: Mapping[str, Any]) -> Law:
    return Law(
        data["jurisdiction"],
        date.fromisoformat(data["as_at"]) if "as_at" in data else None,
    )


def _reviewed(data: Mapping[str, Any]) -> Reviewed:
    return Reviewed(
        date.fromisoformat(data["on"]),
        data["by"],
        date.fromisoformat(data["due"]),
    )


def _citation(data: Mapping[str, Any]) -> Citation:
    return Citation(
        data["title"],
        data["publisher"],
        data["url"],
        date.fromisoformat(data["read_on"]),
        data.get("version"),
    )


def make_lesson(
    course: str,
    number: int,
    name: str,
    path: str,
    parts: tuple[Part, ...],
    data: Mapping[str, Any],
) -> Lesson:
    return Lesson(
        course,
        number,
        name,
        path,
        parts,
        data["title"],
        _minutes(data["minutes"]),
        tuple(map(_objective, data["objectives"])),
        _reviewed(data["reviewed"]),
        data["version"],
        tuple(data.get("audience", ())),
        tuple(data.get("topics", ())),
        _law(data["law"]) if "law" in data else None,
        data.get("content_note"),
        data.get("lang"),
        data.get("survivors", False),
        tuple(map(_citation, data.get("sources", ()))),
    )


def _lawyer(data: Mapping[str, Any]) -> Lawyer:
    return Lawyer(
        date.fromisoformat(data["on"]),
        data["by"],
    )


def make_course(
    id: str,
    path: str,
    lessons: tuple[Lesson, ...],
    data: Mapping[str, Any],
) -> Course:
    return Course(
        id,
        path,
        lessons,
        data["title"],
        data["summary"],
        tuple(data["audience"]),
        tuple(data["topics"]),
        data["level"],
        tuple(data["gains"]),
        data["version"],
        _reviewed(data["reviewed"]),
        data.get("lang", "en"),
        data.get("pass_mark", 80),
        _lawyer(data["lawyer"]) if "lawyer" in data else None,
        data.get("sample", False),
    )


def make_glossary_entry(
    id: str,
    data: Mapping[str, Any],
) -> GlossaryEntry:
    return GlossaryEntry(
        id,
        data["term"],
        data["definition"],
        data.get("short"),
        data.get("source"),
        tuple(data.get("law", ())),
    )
