"""What a course is: its lessons in Markdown, its schema, and the model that reads and checks them."""

from courses.checks import check
from courses.model import (
    Course,
    Div,
    Glossary,
    Lesson,
    Objective,
    Option,
    Part,
    Prose,
    Quiz,
    Word,
    divs,
    quizzes,
)
from courses.reading import Courses, load

__all__ = [
    "Course",
    "Courses",
    "Div",
    "Glossary",
    "Lesson",
    "Objective",
    "Option",
    "Part",
    "Prose",
    "Quiz",
    "Word",
    "check",
    "divs",
    "load",
    "quizzes",
]
