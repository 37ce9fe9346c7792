"""One lesson: what is wrong with it, and the lesson itself where nothing is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from courses import schema, source, words
from courses.body import Scan
from courses.known import Known
from courses.making import make_lesson
from courses.model import Lesson, Quiz, quizzes
from courses.reading_age import reading_age
from courses.said import Said, error
from courses.source import Source
from experts import Problem, Vocabulary
from experts.problem import Finding
from experts.words import choose

OLDEST_READER = 11  # of a lesson for survivors, in years of reading age


def examine(
    path: str, content: bytes, known: Known, vocabularies: Mapping[str, Vocabulary]
) -> tuple[Lesson | None, list[Problem]]:
    """`path` is courses/<course>/NN-name.md."""
    read = source.of_lesson(path, content)
    if read.data is None and not read.sound and not read.lines:
        return None, read.problems
    course, file = path.split("/")[-2:]
    if read.data is not None:
        for finding in schema.findings("lesson", read.data, lambda: read.places, vocabularies):
            read.tell(finding)
    scan = Scan(read.lines, read.first)
    for one in _once([*scan.said, *words.check(scan.plain, read.first, course, known)]):
        read.say(one)
    if read.data is not None and isinstance(read.data, dict):
        _together(read, scan)
    if not read.sound:
        return None, read.problems[: source.MOST]
    number, name = int(file[:2]), file[3:].removesuffix(".md")
    return make_lesson(course, number, name, path, read.data, scan.parts), read.problems


def _once(said: Iterable[Said]) -> Iterator[Said]:
    """A habit is a warning at its first place only."""
    told: set[str] = set()
    for one in said:
        if one.severity == "error" or one.message not in told:
            yield one
        told.add(one.message)


def _together(read: Source, scan: Scan) -> None:
    """What the fields and the text say of each other."""
    found = list(quizzes(scan.parts))
    objectives = _objectives(read.data)
    for finding in [*_asked(objectives, found), *days(read.data), *_stated(read, scan)]:
        read.tell(finding)
    for said in [*_named(found, objectives), *_options(found)]:
        read.say(said)
    if "".join(scan.plain).strip() == "":
        read.say(error(read.first, "the lesson has no text"))


def _objectives(data: Mapping[str, Any]) -> list[Any]:
    """Their ids, in the order of the file; data that break the schema may have any shape."""
    listed = data.get("objectives")
    return (
        [one.get("id") if isinstance(one, dict) else None for one in listed]
        if isinstance(listed, list)
        else []
    )


def _asked(objectives: Sequence[Any], found: Sequence[Quiz]) -> Iterator[Finding]:
    asked = {quiz.objective for quiz in found}
    for place, id_ in enumerate(objectives):
        if id_ in objectives[:place]:
            yield Finding(
                ("objectives", place, "id"), f"'{id_}' stands here twice; each objective has its own"
            )
        elif isinstance(id_, str) and id_ not in asked:
            words = f"no question tests '{id_}'; add a quiz with 'objective={id_}'"
            yield Finding(("objectives", place), words)


def _named(found: Sequence[Quiz], objectives: Sequence[Any]) -> Iterator[Said]:
    times = Counter(quiz.id for quiz in found if quiz.id)
    seen: dict[str, int] = {}
    known = [id_ for id_ in objectives if isinstance(id_, str)]
    for quiz in found:
        if times[quiz.id] > 1 and quiz.id in seen:
            yield error(quiz.line, f"'#{quiz.id}' names the quiz of line {seen[quiz.id]} already")
        seen.setdefault(quiz.id, quiz.line)
        if quiz.objective and quiz.objective not in known:
            near = choose.nearest(quiz.objective, known)
            meant = f"did you mean '{near}'?" if near else f"there are {', '.join(known) or 'none'}"
            yield error(quiz.line, f"there is no objective '{quiz.objective}' in this lesson; {meant}")


def _options(found: Sequence[Quiz]) -> Iterator[Said]:
    for quiz in found:
        right = sum(option.right for option in quiz.options)
        if not quiz.question:
            yield error(quiz.line, "the quiz asks nothing; write the question above its options")
        if not quiz.options:
            yield error(
                quiz.line,
                "the quiz has no options; write '- [ ] ' before each, and '- [x] ' before a right one",
            )
        elif len(quiz.options) < 2:
            yield error(quiz.line, "the quiz has one option; at least two are needed")
        elif not right:
            yield error(quiz.line, "no option is right; write '- [x] ' before the right one")
        elif right == len(quiz.options):
            yield error(quiz.line, "every option is right, so there is nothing to choose; add a wrong one")
        for option in quiz.options:
            if not option.right and not option.feedback:
                yield error(
                    option.line,
                    "this wrong option has no feedback; add a line '    > ' that says why it is wrong",
                )


def days(data: Mapping[str, Any]) -> Iterator[Finding]:
    reviewed = data.get("reviewed")
    if isinstance(reviewed, dict):
        on, due = reviewed.get("on"), reviewed.get("due")
        if isinstance(on, str) and isinstance(due, str) and due <= on:
            yield Finding(("reviewed", "due"), f"{due} is not after the review itself ({on})")


def _stated(read: Source, scan: Scan) -> Iterator[Finding]:
    """Law without its day, and text that is hard to read."""
    data = read.data
    if "law" not in data and (found := words.law(scan.plain, read.first)):
        line, what = found
        said = f"is missing: line {line} names '{what}'; say whose law this is, and as it stood on which day"
        yield Finding(("law",), said, "warning")
    if data.get("survivors") is True and str(data.get("lang", "en")).startswith("en"):
        age = reading_age("\n".join(scan.plain))
        if age is not None and age > OLDEST_READER:
            said = f"the text has a reading age of about {age}; for survivors it is at most {OLDEST_READER}"
            advice = "write shorter sentences and shorter words"
            yield Finding(("survivors",), f"{said}: {advice}", "warning")
