"""From data that meet the schema to a course, a lesson, a word of the glossary."""

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
    Part,
    Reviewed,
)

_day = date.fromisoformat


def make_course(id_: str, path: str, data: Mapping[str, Any], lessons: tuple[Lesson, ...]) -> Course:
    made = {
        "audience": tuple(data["audience"]),
        "topics": tuple(data["topics"]),
        "gains": tuple(data["gains"]),
        "reviewed": _reviewed(data["reviewed"]),
        "lawyer": _lawyer(data["lawyer"]) if "lawyer" in data else None,
    }
    return Course(**{"id": id_, "path": path, "lessons": lessons, **data, **made})


def make_lesson(
    course: str, number: int, name: str, path: str, data: Mapping[str, Any], parts: tuple[Part, ...]
) -> Lesson:
    law = data.get("law")
    made = {
        "minutes": Minutes(**data["minutes"]),
        "objectives": tuple(Objective(**one) for one in data["objectives"]),
        "reviewed": _reviewed(data["reviewed"]),
        "audience": tuple(data.get("audience", ())),
        "topics": tuple(data.get("topics", ())),
        "law": Law(law["jurisdiction"], _day(law["as_at"])) if law else None,
        "sources": tuple(_source(one) for one in data.get("sources", ())),
    }
    known = {"course": course, "number": number, "name": name, "path": path, "parts": parts}
    return Lesson(**{**known, **data, **made})


def make_glossary_entry(id_: str, data: Mapping[str, Any]) -> GlossaryEntry:
    return GlossaryEntry(**{"id": id_, **data})


def _reviewed(data: Mapping[str, str]) -> Reviewed:
    return Reviewed(_day(data["on"]), data["by"], _day(data["due"]))


def _lawyer(data: Mapping[str, str]) -> Lawyer:
    return Lawyer(_day(data["on"]), data["by"])


def _source(data: Mapping[str, str]) -> Citation:
    return Citation(data["title"], data["publisher"], data["url"], _day(data["checked_on"]))
