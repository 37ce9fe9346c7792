"""One lesson: what is wrong with it, and the lesson itself where nothing is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from courses import schema, sources
from courses.body import Scan
from courses.factory import make_lesson
from courses.model import Lesson
from courses.parts import Div, Part, Prose, Quiz, quizzes
from courses.reading_age import reading_age
from records import markdown_checks, source_file, stated_law, suggestions
from records.dates import is_day
from records.diagnostic import Diagnostic, FieldDiagnostic, LineDiagnostic, line_error
from records.markdown_text import anchors
from records.references import References
from records.source_file import SourceFile
from records.text import SLUG
from records.vocabulary import Vocabulary

FILE_NAME = re.compile(rf"(\d\d)-({SLUG})\.md\Z")
MOST_OPTIONS = 8
OLDEST_READER = 11  # of a lesson for survivors, in years of reading age


def examine(
    path: str,
    content: bytes,
    known: References,
    vocabularies: Mapping[str, Vocabulary],
    course: Mapping[str, Any] | None = None,
) -> tuple[Lesson | None, list[Diagnostic]]:
    """`path` is courses/<course>/NN-name.md; `course` are the fields of its course, where they are sound."""
    read = source_file.of_lesson(path, content)
    if read.data is None and not read.sound and not read.body.lines:
        return None, read.diagnostics
    folder, file = path.split("/")[-2:]
    if read.data is not None:
        for finding in schema.diagnostics("lesson", read.data, lambda: read.places, vocabularies):
            read.report(finding)
    first, lines = read.body
    scan = Scan(lines, first)
    of_text = markdown_checks.check(scan.plain, first, path, known, anchors(lines))
    for one in _once([*scan.diagnostics, *of_text]):
        read.report(one)
    if isinstance(read.data, dict):
        for fault in sources.of_lesson(read.data, known):
            read.report(fault)
        _together(read, scan)
        for finding in _as_at(read.data, course) if course and read.sound else ():
            read.report(finding)
    named = FILE_NAME.match(file)
    if not read.sound or not named:
        return None, read.diagnostics[: source_file.MOST]
    number, name = int(named[1]), named[2]
    return make_lesson(folder, number, name, path, scan.parts, read.data), read.diagnostics


def _once(said: Iterable[LineDiagnostic]) -> Iterator[LineDiagnostic]:
    """A habit is a warning at its first place only."""
    told: set[str] = set()
    for one in said:
        if one.severity == "error" or one.message not in told:
            yield one
        told.add(one.message)


def _together(read: SourceFile, scan: Scan) -> None:
    """What the fields and the text say of each other."""
    asked = list(quizzes(scan.parts))
    for finding in [*days(read.data), *_stated(read, scan)]:
        read.report(finding)
    if not any(diagnostic.field.startswith("objectives") for diagnostic in read.diagnostics):
        _objectives(read, asked)
    uncited = stated_law.uncited(scan.plain, read.body.first)
    for said in [*_names(scan.parts), *_options(asked), *uncited]:
        read.report(said)
    if not "".join(read.body.lines).strip():
        read.report(line_error(read.body.first, "the lesson has no text"))


def _objectives(read: SourceFile, asked: Sequence[Quiz]) -> None:
    known = [one["id"] for one in read.data.get("objectives", ())]
    tested = {quiz.objective for quiz in asked}
    for place, id_ in enumerate(known):
        if id_ in known[:place]:
            words = f"'{id_}' stands here twice; each objective has its own"
            read.report(FieldDiagnostic(("objectives", place, "id"), words))
        elif id_ not in tested:
            words = f"no question tests '{id_}'; add a quiz with 'objective={id_}'"
            read.report(FieldDiagnostic(("objectives", place), words))
    for quiz in asked:
        if known and quiz.objective and quiz.objective not in known:
            near = suggestions.nearest(quiz.objective, known)
            meant = f"did you mean '{near}'?" if near else f"there are {', '.join(known)}"
            read.report(
                line_error(quiz.line, f"there is no objective '{quiz.objective}' in this lesson; {meant}")
            )


def _names(parts: Iterable[Part]) -> Iterator[LineDiagnostic]:
    """Each block with a name has its own: it is an address on the page."""
    seen: dict[str, int] = {}
    for line, name in _named(parts):
        if name in seen:
            yield line_error(line, f"'#{name}' names the block of line {seen[name]} already")
        seen.setdefault(name, line)


def _named(parts: Iterable[Part]) -> Iterator[tuple[int, str]]:
    for part in parts:
        if not isinstance(part, Prose) and part.id:
            yield part.line, part.id
        if isinstance(part, Div):
            yield from _named(part.parts)


def _options(found: Sequence[Quiz]) -> Iterator[LineDiagnostic]:
    for quiz in found:
        right = sum(option.right for option in quiz.options)
        if not quiz.question:
            yield line_error(quiz.line, "the quiz asks nothing; write the question above its options")
        if not quiz.options:
            yield line_error(
                quiz.line,
                "the quiz has no options; write '- [ ] ' before each, and '- [x] ' before a right one",
            )
        elif len(quiz.options) > MOST_OPTIONS:
            words = f"the quiz has {len(quiz.options)} options; at most {MOST_OPTIONS} can be compared"
            yield line_error(quiz.line, words)
        elif len(quiz.options) < 2:
            yield line_error(quiz.line, "the quiz has one option; at least two are needed")
        elif not right:
            yield line_error(quiz.line, "no option is right; write '- [x] ' before the right one")
        elif right == len(quiz.options):
            yield line_error(
                quiz.line, "every option is right, so there is nothing to choose; add a wrong one"
            )
        for option in quiz.options:
            if not option.right and not option.feedback:
                yield line_error(
                    option.line,
                    "this wrong option has no feedback; add a line '    > ' that says why it is wrong",
                )


def days(data: Mapping[str, Any]) -> Iterator[FieldDiagnostic]:
    reviewed = data.get("reviewed")
    if isinstance(reviewed, dict):
        on, due = reviewed.get("on"), reviewed.get("due")
        if isinstance(on, str) and isinstance(due, str) and is_day(on) and is_day(due) and due <= on:
            yield FieldDiagnostic(("reviewed", "due"), f"{due} is not after the review itself ({on})")


def _as_at(data: Mapping[str, Any], course: Mapping[str, Any]) -> Iterator[FieldDiagnostic]:
    """Only a lawyer can say what the law was on a day; `read_on` of a source says when we read a copy."""
    as_at = data.get("law", {}).get("as_at")
    if as_at and "lawyer" not in course:
        message = "only a lawyer can say this, and course.yaml names no 'lawyer'; delete 'as_at'"
        advice = "each source has its own 'version' and 'read_on'"
        yield FieldDiagnostic(("law", "as_at"), f"{message}: {advice}")
    elif as_at and as_at > course["lawyer"]["on"]:
        message = f"{as_at} is after the lawyer's review ({course['lawyer']['on']})"
        yield FieldDiagnostic(("law", "as_at"), message)


def _stated(read: SourceFile, scan: Scan) -> Iterator[FieldDiagnostic]:
    """Law of which nobody says whose it is, and text that is hard to read."""
    data = read.data
    if "law" not in data and (found := stated_law.first_place(scan.plain, read.body.first)):
        line, what = found
        said = f"is missing: line {line} names '{what}'; say whose law this is"
        yield FieldDiagnostic(("law",), said, "warning")
    if data.get("survivors") is True and str(data.get("lang", "en")).startswith("en"):
        age = reading_age("\n".join(scan.plain))
        if age is not None and age > OLDEST_READER:
            said = f"the text has a reading age of about {age}; for survivors it is at most {OLDEST_READER}"
            advice = "write shorter sentences and shorter words"
            yield FieldDiagnostic(("survivors",), f"{said}: {advice}", "warning")
