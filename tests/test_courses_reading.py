"""What is read from a lesson: its parts, its questions, and how hard it is to read."""

from __future__ import annotations

from pathlib import Path

import cmarkgfm
import pytest

import courses
from courses.body import Scan
from courses.reading_age import reading_age
from tests.site_builder import MINI, ROOT
from tests.test_courses_bad_lessons import said, site_of

FOUND = courses.load(MINI)
COURSES = {course.id: course for course in FOUND.courses}
LISTEN, CALL = COURSES["first-steps"].lessons


def test_the_miniature_courses_are_sound():
    assert [str(diagnostic) for diagnostic in FOUND.diagnostics] == []
    assert list(COURSES) == ["first-steps", "khutwa"]


def test_a_course_knows_its_minutes_and_questions():
    course = COURSES["first-steps"]
    assert (course.minutes, course.questions, course.pass_mark) == (9, 3, 75)
    assert [(lesson.number, lesson.name) for lesson in course.lessons] == [(1, "listen"), (2, "call")]
    assert COURSES["khutwa"].pass_mark == 80


def test_one_right_answer_makes_radio_buttons_and_several_make_checkboxes():
    assert [(quiz.id, quiz.kind) for quiz in LISTEN.quizzes] == [("q1", "radio"), ("q2", "checkbox")]


def test_questions_options_and_feedback_stay_markdown():
    first, second = LISTEN.quizzes
    assert first.question.endswith("**What comes first?**\n\nThink of him, not of the form.")
    assert [option.right for option in first.options] == [False, True, False]
    assert (
        first.options[0].feedback
        == "The form can wait. A person cannot.\n\nIt is also shorter when he is safe."
    )
    assert first.options[2].feedback.endswith("hand:\n\n- do not ask for it\n- do not offer to fetch it")
    assert second.options[0].text == '"I will ask somebody who knows."\n\nYou can add *when* you will call.'
    assert second.options[0].feedback is None
    assert second.objective == "o2"


def test_blocks_stand_inside_others():
    [case] = courses.divs(LISTEN.parts, "case-study")
    assert case.title == "The driver"
    inside = [getattr(part, "name", type(part).__name__) for part in case.parts]
    assert inside == ["Prose", "discussion", "Quiz"]


def test_lines_are_those_of_the_file():
    lines = (MINI / LISTEN.path).read_text("utf-8").splitlines()
    for quiz in LISTEN.quizzes:
        assert lines[quiz.line - 1].startswith(f"::: quiz {{#{quiz.id} ")
        for option in quiz.options:
            assert lines[option.line - 1].endswith(option.text.splitlines()[0])


def test_nothing_of_a_text_is_lost():
    """Every line of a body is in one of its parts, but for the marks."""
    body = (MINI / LISTEN.path).read_text("utf-8").split("\n---\n", 1)[1].split("\n")

    def words(parts):
        for part in parts:
            if isinstance(part, courses.Div):
                yield from words(part.parts)
            elif isinstance(part, courses.Quiz):
                yield part.question
                for option in part.options:
                    yield from (option.text, option.feedback or "")
            else:
                yield part.text

    kept = " ".join(" ".join(words(Scan(body, 1).parts)).split())
    plain = [line.strip().lstrip(">").strip() for line in body if not line.strip().startswith(":::")]
    for line in plain:
        assert " ".join(line.removeprefix("- [ ]").removeprefix("- [x]").split()) in kept, line


@pytest.mark.parametrize("lesson", [lesson for course in FOUND.courses for lesson in course.lessons])
def test_github_shows_a_quiz_as_a_list_with_quotations(lesson):
    html = cmarkgfm.github_flavored_markdown_to_html((MINI / lesson.path).read_text("utf-8"))
    options = [option for quiz in lesson.quizzes for option in quiz.options]
    assert html.count('<input type="checkbox"') == len(options)
    assert html.count('<input type="checkbox" checked=""') == sum(option.right for option in options)
    assert html.count("<blockquote>") >= sum(option.feedback is not None for option in options)


EASY = "You can call us. We are here all day. You need not say who you are. We will ask what you want. " * 4
HARD = (
    "Organisational responsibilities necessitate comprehensive documentation of individualised "
    "circumstances, notwithstanding considerable administrative inconvenience. "
) * 6


def test_short_words_in_short_sentences_are_for_young_readers():
    assert reading_age(EASY) <= 8
    assert reading_age(HARD) == 20


def test_the_index_is_that_of_its_formula():
    """4.71 * 4.5 letters a word + 0.5 * 10 words a sentence - 21.43 = 4.77, the fifth school year: age 10."""
    sentence = "abcd abcde " * 5
    assert reading_age(f"{sentence.strip()}. " * 10) == 10


def test_a_list_is_not_one_long_sentence():
    listed = "\n".join(["- you can call us"] * 20)
    assert reading_age(listed) == reading_age("You can call us. " * 20)


def test_marks_and_addresses_are_not_read():
    assert reading_age(
        "[You](https://a-very-long-address.example.org/indeed) can **call** us. " * 20
    ) == reading_age("You can call us. " * 20)


def test_a_few_words_have_no_reading_age():
    assert reading_age("Call us.") is None


def test_the_folder_of_python_is_no_course():
    assert "__pycache__" not in [course.id for course in courses.load(ROOT).courses]


def test_a_course_can_be_copied_anywhere(tmp_path):
    """Nothing but the site's own files decides what is read."""
    folder = Path(tmp_path, "ein Ordner ü")
    site_of({}, folder)
    [course] = courses.load(folder).courses
    assert course.path == "courses/example/course.yaml"


def test_the_lesson_in_the_guide_for_authors_is_sound(tmp_path):
    """They copy it, so it must be right to the letter."""
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    lesson = guide.partition("````markdown\n")[2].partition("````\n")[0]
    following = lesson.replace("title: First contact", "title: Whom to call").replace(
        "(02-whom-to-call.md)", "()"
    )
    following = following.replace("[whom to call]()", "it")
    site = site_of({"lesson": lesson, "files": {"example/02-whom-to-call.md": following}}, tmp_path)
    assert said(site) == []
    [course] = courses.load(site).courses
    assert [quiz.kind for quiz in course.lessons[0].quizzes] == ["radio", "checkbox"]
    assert {part.name for part in course.lessons[0].parts if isinstance(part, courses.Div)} == {
        "callout", "case-study", "keypoints", "facilitator",
    }  # fmt: skip
