"""What a course is: its lessons in Markdown, its schema, and the model that reads and checks them.

A name is looked up when it is first used, so that what is written from the schema can be missing
while it is written.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from courses.checks import check
    from courses.glossary import Glossary
    from courses.loader import Courses, load
    from courses.model import Course, GlossaryEntry, Lesson, Objective
    from courses.parts import Div, Option, Part, Prose, Quiz, divs, quizzes

__all__ = [
    "Course",
    "Courses",
    "Div",
    "Glossary",
    "GlossaryEntry",
    "Lesson",
    "Objective",
    "Option",
    "Part",
    "Prose",
    "Quiz",
    "check",
    "divs",
    "load",
    "quizzes",
]

# The modules of the names; what is not here stands in courses.parts.
_MODULES = {
    "check": "checks",
    "Glossary": "glossary",
    "Courses": "loader",
    "load": "loader",
    **dict.fromkeys(("Course", "GlossaryEntry", "Lesson", "Objective"), "model"),
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"courses.{_MODULES.get(name, 'parts')}"), name)
    globals()[name] = value
    return value
