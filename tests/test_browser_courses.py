"""A course as a learner takes it: by keyboard alone, without JavaScript, on paper, from right to left."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pypdf
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser_checks import AXE, ask, violations
from tests.conftest import skip_or_fail

pytestmark = pytest.mark.browser

COURSE = "/courses/first-steps/"
LISTEN, CALL, WHOLE, RECORD = (f"{COURSE}{name}/" for name in ("listen", "call", "print", "record"))
ARABIC = "/courses/khutwa/amal/"


def letters(question: Locator, *chosen: str) -> None:
    """Ticks these options and no others."""
    for place, box in enumerate(question.locator("input").all()):
        if "abcdefgh"[place] in chosen:
            box.check()
        elif box.get_attribute("type") == "checkbox":
            box.uncheck()


def answer(page: Page, quiz: str, *chosen: str) -> Locator:
    """Chooses, checks, and gives what is said then."""
    question = page.locator(f"#{quiz}")
    letters(question, *chosen)
    question.get_by_role("button", name="Check answer").click()
    return question.get_by_role("status")


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    for _ in range(200):
        page.keyboard.press(key)
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    pytest.fail(f"no way to {selector} by the keyboard")


def press(page: Page, selector: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Enter")


def text_of(page: Page) -> str:
    """What is on paper, line by line."""
    document = pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    return "\n".join(sheet.extract_text() for sheet in document.pages)


@pytest.fixture
def plain(browser: Browser, address: str) -> Iterator[Page]:
    """A browser without JavaScript."""
    context = browser.new_context(base_url=address, java_script_enabled=False)
    context.set_default_timeout(5000)
    yield context.new_page()
    context.close()


def test_from_start_to_record_by_the_keyboard_alone(page: Page) -> None:
    page.goto("/courses/")
    press(page, f"main a[href='{COURSE}']")
    page.wait_for_url(f"**{COURSE}")
    press(page, f"a.button[href='{LISTEN}']")
    page.wait_for_url(f"**{LISTEN}")
    tab_to(page, "#q1 input")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#q1 [role=status]")).to_contain_text("Right.")
    tab_to(page, "#q2 input")
    for key in ("Space", "Tab", "Space"):
        page.keyboard.press(key)
    press(page, "#q2 button")
    expect(page.locator("#q2 [role=status]")).to_contain_text("2 of 2 right, passed.")
    press(page, "[data-part=keep]")
    press(page, f"a[rel=next][href='{CALL}']")
    page.wait_for_url(f"**{CALL}")
    tab_to(page, "#q1 input")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    press(page, f"a.next[href='{RECORD}']")
    page.wait_for_url(f"**{RECORD}")
    tab_to(page, "#record-name")
    page.keyboard.type("Minh Example")
    expect(page.locator("[data-part=result]")).to_have_text("3 of 3 right, passed.")
    tab_to(page, "[data-part=print]")
    paper = text_of(page)
    for told in ("Minh Example", "First steps", "version 1.1", "3 of 3 right, passed.", "Self-declared."):
        assert told in paper, f"{told!r} is not on the record:\n{paper}"
    assert "Not reviewed by a lawyer." in paper


def test_from_start_to_record_without_javascript(plain: Page) -> None:
    """The answer is behind a line that opens; the record is filled in by hand."""
    plain.goto("/courses/")
    plain.click(f"main a[href='{COURSE}']")
    plain.click("text=Begin the course")
    question = plain.locator("#q1")
    assert question.locator(".answers > li").all_inner_texts() == [
        "The form",
        "Whether he is safe now",
        "His passport",
    ]
    expect(question.get_by_text("Ask where he can wait")).to_be_hidden()
    question.get_by_text("Show the answer").click()
    expect(question.get_by_text("Ask where he can wait")).to_be_visible()
    expect(question.get_by_text("Not right.")).to_have_count(2)
    expect(plain.locator("button:visible")).to_have_count(0)
    plain.click("a[rel=next]")
    plain.click("text=That was the last lesson")
    plain.get_by_label("Name", exact=True).fill("Minh Example")
    plain.get_by_label("Listen first").check()
    assert "Minh Example" in text_of(plain)
    assert "Self-declared." in text_of(plain)


@pytest.mark.parametrize("javascript", [True, False])
def test_on_paper_the_whole_course_ends_with_its_answers(
    browser: Browser, address: str, javascript: bool
) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=javascript)
    page = context.new_page()
    page.goto(WHOLE)
    paper = text_of(page)
    context.close()
    lessons, _, key = paper.partition("Answer key")
    for told in ("1. Listen first", "Question 1: b", "Question 2: a, b", "2. Whom to call", "Question 1: a"):
        assert told in key, f"{told!r} is not in the key:\n{key}"
    assert "Ask where he can wait unseen" in key
    assert "Ask where he can wait unseen" not in lessons, "an answer stands beside its question"
    for told in ("A man at your desk", "c.", "His passport", "Before you read"):
        assert told in lessons, told
    for button in ("Check answer", "Show the answer", "Keep my progress", "Exit this site"):
        assert button not in paper


def test_from_right_to_left(tab: Page) -> None:
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.goto(ARABIC)
    box, words = tab.locator("#q1 input").first, tab.locator("#q1 .answers p").first
    assert box.bounding_box()["x"] > words.bounding_box()["x"], "the box stands before the words"
    expect(answer(tab, "q1", "b")).to_contain_text("لست وحدك")
    expect(answer(tab, "q1", "a")).to_contain_text("1 of 1 right, passed.")
    assert not ask(tab, "sideways")
    tab.goto("/courses/khutwa/print/")
    assert "Question 1: a" in text_of(tab).partition("Answer key")[2]


def test_a_wrong_answer_is_explained_and_tried_once_more(tab: Page) -> None:
    tab.goto(LISTEN)
    question = tab.locator("#q1")
    told = answer(tab, "q1", "a")
    expect(told).to_contain_text("Not right.")
    expect(told).to_contain_text("The form can wait. A person cannot.")
    expect(told).to_contain_text("You can try once more.")
    expect(told).not_to_contain_text("Ask where he can wait")
    expect(question.locator("summary")).to_be_hidden()
    assert tab.evaluate("document.activeElement.textContent") == "Check answer", "the focus stays"
    expect(answer(tab, "q1", "b")).to_contain_text("Right. Ask where he can wait")
    expect(question.locator("input:enabled")).to_have_count(0)


def test_after_two_tries_the_answer_can_be_shown(tab: Page) -> None:
    tab.goto(LISTEN)
    answer(tab, "q1", "a")
    told = answer(tab, "q1", "c")
    expect(told).to_contain_text("do not offer to fetch it")
    expect(told).to_contain_text("That was the second try.")
    assert tab.evaluate("document.activeElement.textContent") == "Show the answer"
    tab.keyboard.press("Enter")
    expect(tab.locator("#q1 details")).to_contain_text("Ask where he can wait unseen")
    answer(tab, "q2", "a", "b")
    expect(tab.locator(".result-words")).to_have_text("1 of 2 right, not passed: 2 are needed.")
    tab.get_by_role("button", name="Answer the questions again").click()
    expect(tab.locator(".result-words")).to_have_text("0 of 2 answered, 0 right.")
    expect(tab.locator("#q1 input").first).to_be_focused()
    expect(answer(tab, "q1", "b")).to_contain_text("Right.")


def test_several_right_answers(tab: Page) -> None:
    for chosen, said in (
        ("a", "Partly right. Right answers found: 1 of 2. Chosen, but not right: 0."),
        ("ac", "Partly right. Right answers found: 1 of 2. Chosen, but not right: 1."),
        ("abc", "Partly right. Right answers found: 2 of 2. Chosen, but not right: 1."),
        ("c", "Not right."),
        ("ab", "Right."),
        ("", "Choose an answer first."),
    ):
        tab.goto(LISTEN)
        expect(answer(tab, "q2", *chosen).locator("p").first).to_have_text(said)


def test_each_chosen_answer_gets_its_word_and_its_reason(tab: Page) -> None:
    """By words beside the option, so that neither colour nor place has to say it."""
    tab.goto(LISTEN)
    told = answer(tab, "q2", "b", "c")
    expect(told).to_contain_text("b. Right.")
    expect(told).to_contain_text("c. Not right. Nobody can promise that.")
    expect(tab.locator("#q2 .verdict")).to_have_text(["", "Right.", "Not right."])
    expect(tab.get_by_role("checkbox", name="Not right.")).to_have_count(1)


def test_nothing_chosen_costs_no_try(tab: Page) -> None:
    tab.goto(LISTEN)
    for chosen in ("", "a", ""):
        answer(tab, "q2", *chosen)
    expect(answer(tab, "q2", "a", "b").locator("p").first).to_have_text("Right.")


def test_a_question_is_named_for_those_who_hear_it(tab: Page) -> None:
    tab.goto(LISTEN)
    group = tab.locator("#q1 fieldset")
    expect(group).to_have_accessible_name(
        "Question 1 A man at your desk says that his employer waits outside. What comes first? "
        "Think of him, not of the form. One answer is right."
    )
    expect(group.get_by_role("radio", name="The form")).to_be_visible()


def test_the_way_out_stays_as_it_is(tab: Page) -> None:
    """The player shares the page with the exit's script, and its marks with nobody."""
    for url in (COURSE, LISTEN, WHOLE, RECORD):
        tab.goto(url)
        expect(tab.locator("#progress")).to_be_visible()
        expect(tab.locator("[data-module=exit]")).to_have_text("Emergency: Exit this site")


def test_each_closed_question_is_announced_to_scripts(tab: Page) -> None:
    """The package for learning systems listens to this."""
    tab.goto(LISTEN)
    tab.evaluate(
        "window.heard = []; document.addEventListener('course:answered', (e) => heard.push(e.detail))"
    )
    answer(tab, "q1", "a")
    assert tab.evaluate("heard") == []
    answer(tab, "q1", "c")
    answer(tab, "q2", "a", "b")
    tab.get_by_role("button", name="Answer the questions again").click()
    assert tab.evaluate("heard") == [
        {"quiz": "q1", "right": 0, "of": 2, "answered": 1},
        {"quiz": "q2", "right": 1, "of": 2, "answered": 2},
        {"quiz": None, "right": 0, "of": 2, "answered": 0},
    ]


def test_a_word_is_explained_beside_it(tab: Page) -> None:
    """WCAG 1.4.13: it can be dismissed, be pointed at, and stays."""
    tab.goto(LISTEN)
    term, tip = tab.locator("a.term").first, tab.get_by_role("tooltip")
    expect(term).to_have_attribute("href", "/courses/glossary/#nrm")
    term.focus()
    expect(tip).to_contain_text("whether somebody is a victim of modern slavery")
    expect(term).to_have_accessible_description(tip.inner_text())
    tab.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    expect(term).to_be_focused()
    term.hover()
    expect(tip).to_be_visible()
    tip.hover()
    tab.wait_for_timeout(400)
    expect(tip).to_be_visible()
    tab.mouse.move(0, 0)
    expect(tip).to_be_hidden()


@pytest.mark.parametrize("url", [LISTEN, ARABIC])
def test_an_explanation_stays_on_the_page(tab: Page, url: str) -> None:
    for width in (320, 1280):
        tab.set_viewport_size({"width": width, "height": 500})
        tab.goto(url)
        for term in tab.locator("a.term").all():
            term.focus()
            box, word = tab.get_by_role("tooltip").bounding_box(), term.bounding_box()
            assert 0 <= box["x"] <= width - box["width"], box
            below = box["y"] >= word["y"] + word["height"] - 2
            assert below or box["y"] + box["height"] <= word["y"] + 2, "it covers"
            assert not ask(tab, "sideways")


def states(page: Page) -> Iterator[str]:
    """A lesson as it looks while somebody works in it."""
    page.goto(LISTEN)
    answer(page, "q2", "a", "c")
    yield "partly right"
    answer(page, "q2", "c")
    page.locator("#q2 summary").click()
    answer(page, "q1", "b")
    page.get_by_role("button", name="Keep my progress").click()
    yield "answered and kept"
    page.locator("a.term").first.focus()
    yield "a word explained"
    page.goto(RECORD)
    yield "record"


@pytest.mark.long
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_a_lesson_at_work(page: Page, width: int) -> None:
    """By day, and by night, where only colours differ."""
    if not AXE.exists():
        skip_or_fail("axe-core is not installed: npm ci")
    page.set_viewport_size({"width": width, "height": 640})
    found = []
    for state in states(page):
        found += [f"{state}: {fault}" for fault in violations(page)]
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        found += [f"{state}, dark: {fault}" for fault in violations(page, "color-contrast")]
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
    assert not found, "\n".join(found)
