"""`python -m courses.bless` writes from courses/schema.json the records of a course and what makes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from courses import schema
from records.diagnostic import Diagnostic
from records.json_schema import load_schema
from records.record_source import RecordError, Root, factory_source, model_source, stale

HOME = Path(__file__).parent
MODEL, FACTORY = HOME / "model.py", HOME / "factory.py"

_NOTICE = "\n\nWritten by `make bless` from courses/schema.json: change that, not this file.\n"
# What a course, a lesson and a word of the glossary have from elsewhere than the fields of their file.
_GIVEN = {
    "lesson": {"course": "str", "number": "int", "name": "str", "path": "str", "parts": "tuple[Part, ...]"},
    "course": {"id": "str", "path": "str", "lessons": "tuple[Lesson, ...]"},
    "word": {"id": "str"},
}
_BASES = {"Minutes": "MinutesTotal", "Lesson": "LessonTotals", "Course": "CourseTotals"}


def main() -> int:
    try:
        texts = sources()
    except RecordError as error:
        print(error)
        return 1
    for file, text in texts.items():
        file.write_text(text, encoding="utf-8")
    return 0


def sources() -> dict[Path, str]:
    """By file. Raises RecordError if the schema does not name a record."""
    full_schema = load_schema(schema.FILE)
    roots = [Root(full_schema["definitions"][name], given) for name, given in _GIVEN.items()]
    model = "A course as the rest of the code sees it: typed, immutable, with absent lists as ()."
    parts = "from courses.parts import Part\n"
    totals = f"from courses.totals import {', '.join(sorted(_BASES.values()))}\n"
    factory = "From data that meets the schema to a course, a lesson, a word of the glossary."
    return {
        MODEL: model_source(model + _NOTICE, parts + totals, full_schema, roots, _BASES),
        FACTORY: factory_source(factory + _NOTICE, "courses.model", parts, full_schema, roots),
    }


def check() -> Iterator[Diagnostic]:
    return stale("courses/schema.json", sources)


if __name__ == "__main__":
    raise SystemExit(main())
