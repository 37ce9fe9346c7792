"""The kinds of what the search finds: the only list of them, for the index, its cards and its pages."""

from __future__ import annotations

from typing import NamedTuple


class ResultKind(NamedTuple):
    """What one result is called, and several; a subject's list has the label of its facet instead."""

    one: str = ""
    several: str = ""


KINDS = {
    "person": ResultKind("Person", "People"),
    "organisation": ResultKind("Organisation", "Organisations"),
    "news": ResultKind("News", "News"),
    "resource": ResultKind("Resource", "Resources"),
    "subject": ResultKind(),
    "course": ResultKind("Course", "Courses"),
    "lesson": ResultKind("Lesson", "Lessons"),
    "helpline": ResultKind("Helpline", "Helplines"),
}
"""By id. A card holds a kind's place in this list, and the manifest the ids."""
