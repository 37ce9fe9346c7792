"""What a course is: its lessons in Markdown, its schema, and the model that reads and checks them."""

from courses.checks import check
from courses.loader import Courses, load
from courses.model import (
    Course,
    Div,
    Glossary,
    GlossaryEntry,
    Lesson,
    Objective,
    Option,
    Part,
    Prose,
    Quiz,
    divs,
    quizzes,
)

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
