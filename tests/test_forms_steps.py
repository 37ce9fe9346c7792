"""The forms as a stranger meets them: what is asked, what is understood, and what is said about the rest."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest

from forms import forms, understood
from records import hours, web
from tests.function_app import (
    ENQUIRY,
    HELP,
    ORGANISATION,
    SIGNUP,
    Running,
    faults,
    filled,
    hidden_value,
    start,
)
from tests.posted_form import sent_from
from tests.site_builder import ROOT

JOIN = {"join-person": SIGNUP, "join-organisation": ORGANISATION}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Running:
    """For what is not worked off."""
    return start(tmp_path_factory.mktemp("steps"))


def short(form: str) -> dict[str, Any]:
    asked = {each.name for _, section in forms()[form].way for each in section.fields()}
    return {name: given for name, given in JOIN[form].items() if name in asked}


@pytest.mark.parametrize("form", JOIN)
def test_the_short_way_has_at_most_twelve_questions_and_six_steps(form: str) -> None:
    """A tick of agreement is none."""
    way = forms()[form].way
    assert len([each for _, section in way for each in section.fields() if each.kind != "agree"]) <= 12
    assert len(way) + 1 == 6


@pytest.mark.parametrize("form", JOIN)
def test_what_is_required_is_what_the_page_about_joining_says(running: Running, form: str) -> None:
    """Nothing else: the short way is enough, and so is it without a number or an address to show."""
    answers = short(form)
    page = running.walk(form, {**answers, "phone": "", "email": ""})
    assert page.status == 200, faults(page)
    assert "The directory&#39;s editors pass the message on" in page.body
    required = {each.name for _, section in forms()[form].way for each in section.fields() if each.required}
    assert required | {"level", "website"} == answers.keys() - {"phone", "email"}
    assert "at most twelve questions" in (ROOT / "content/pages/join.md").read_text("utf-8")


MISSING = [
    ("join-person", {"name": ""}, "name", "Enter your name"),
    ("join-organisation", {"name": ""}, "name", "Enter the organisation’s name"),
    ("join-person", {"roles": []}, "roles", "Choose at least one group"),
    ("join-person", {"headline": ""}, "headline", "Write what you do, in one line"),
    ("join-person", {"headline": "x"}, "headline", "“What do you do?” needs at least 10 characters"),
    ("join-person", {"based": ""}, "based", "Enter the country where you are based"),
    ("join-person", {"language": [""], "level": [""]}, "language", "Enter a language that you work in"),
    ("join-person", {"language": ["English"], "level": [""]}, "level", "Choose how well you speak English"),
    ("join-organisation", {"serves": ""}, "serves", "Enter where the people are whom you help"),
    ("join-person", {"website": ""}, "website", "Enter a page about you, or your number in a register"),
    ("join-person", {"number": ["1234567"], "scheme": [""]}, "scheme", "Choose the register of this number"),
    ("join-person", {"scheme": ["gmc"], "number": [""]}, "number", "Enter your number in this register"),
    ("join-organisation", {"website": ""}, "website", "Enter your website, or your page"),
    ("join-person", {"reply_to": ""}, "reply_to", "Enter your e-mail address"),
    ("join-person", {"reply_to": "ana"}, "reply_to", "has no @"),
    ("join-person", {"phone": "hello"}, "phone", "“hello” is not a telephone number"),
    ("join-organisation", {"phone_hours": "mornings"}, "phone_hours", "9am to 5pm, Monday to Friday"),
    ("join-person", {"agree": ""}, "agree", "Tick that you agree"),
    ("enquiry", {"reply_to": "lee@law"}, "reply_to", "cannot be an e-mail address"),
    ("enquiry", {"entries": "Nobody Known"}, "entries", "There is no entry “Nobody Known”"),
    ("enquiry", {"entries": "a\nb\nc\nd"}, "entries", "Name at most 3 experts"),
    ("enquiry", {"consent": ""}, "consent", "Tick that your client has agreed"),
    ("message", {"help": []}, "help", "Choose what kind of help"),
    ("message", {"number": ""}, "number", "You ticked “Call me”. Enter the number"),
    ("message", {"reply": ["text"], "number": ""}, "number", "You ticked “Send a text”"),
    ("message", {"number": "hello"}, "number", "We could not call “hello”"),
    ("message", {"number": "123456789"}, "number", "We could not call “123456789”"),
    ("message", {"region": "other", "number": "07700 900123"}, "number", "the code of the country"),
    ("message", {"reply": ["email"], "number": ""}, "email", "You ticked “Send an e-mail”"),
    ("message", {"reply": ["email"], "number": "", "email": "x@y"}, "email", "cannot be an e-mail address"),
    ("message", {"reply": []}, "reply", "You gave a number. Tick"),
]  # fmt: skip
ALL = {**JOIN, "message": HELP, "enquiry": ENQUIRY}


@pytest.mark.parametrize(("form", "changes", "question", "words"), MISSING)
def test_a_message_is_in_the_words_of_the_question(
    running: Running, form: str, changes: dict[str, Any], question: str, words: str
) -> None:
    page = running.walk(form, {**ALL[form], **changes})
    said = [html.unescape(fault) for fault in faults(page)]
    assert page.status == 422
    assert any(fault.startswith(f'{question}"') and words in fault for fault in said), said
    assert not any("s missing" in fault for fault in said)


SOUND = [
    {"number": "+44 7700 900123"}, {"number": "07700 900 123"}, {"number": "020 7946 0123"},
    {"region": "IE", "number": "01 222 2222"}, {"region": "other", "number": "+355 67 212 3456"},
    {"reply": [], "number": ""}, {"reply": ["email"], "number": "", "email": "bird@mail.example.org"},
]  # fmt: skip


@pytest.mark.parametrize("changes", SOUND)
def test_who_can_be_answered_safely_is_not_turned_away(running: Running, changes: dict[str, Any]) -> None:
    assert running.send("message", {**HELP, **changes})


UNDERSTOOD = [
    ("join-organisation", {"based": "UK", "phone": "020 7946 0123"}, ["United Kingdom", "+44 20 7946 0123"]),
    ("join-organisation", {"based": "Spain", "phone": "912 345 678"}, ["+34 912 34 56 78"]),
    ("join-organisation", {"phone_hours": "9am to 5pm Monday to Friday"}, ["9am to 5pm, Monday to Friday"]),
    ("join-organisation", {"phone_hours": "weekdays 9am-5pm"}, ["9am to 5pm, Monday to Friday"]),
    ("join-organisation", {"serves": "Kent"}, ["England", "You wrote: Kent"]),
    ("join-organisation", {"serves": "London and Glasgow"}, ["Scotland", "You wrote: London and Glasgow"]),
    ("join-organisation", {"serves": "England"}, ["England"]),
    ("join-organisation", {"website": "opendoor.example.org"}, ["https://opendoor.example.org"]),
    ("join-organisation", {"language": ["Farsi"]}, ["Persian", "You wrote: Farsi"]),
    ("join-organisation", {"language": ["British Sign Language"]}, ["British Sign Language"]),
    ("join-organisation", {"based": "Ivory Coast"}, ["Côte d’Ivoire"]),
]  # fmt: skip


@pytest.mark.parametrize(("form", "changes", "shown"), UNDERSTOOD)
def test_what_people_type_is_taken_and_what_was_understood_is_shown(
    running: Running, form: str, changes: dict[str, Any], shown: list[str]
) -> None:
    page = running.walk(form, {**JOIN[form], **changes})
    assert page.status == 200, faults(page)
    text = re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]+>", " ", page.body)))
    for words in shown:
        assert words in text


def test_the_entry_has_what_was_understood(tmp_path: Path) -> None:
    running = start(tmp_path)
    answers = {**ORGANISATION, "based": "UK", "serves": "Kent", "phone": "020 7946 0123",
               "website": "door.example.org", "phone_hours": "9am to 5pm Monday to Friday"}  # fmt: skip
    identity = running.send("join-organisation", answers)
    running.work()
    entry = running.show(f"intake/signup/{identity}", "experts/profiles/open-door.yaml")
    for line in ("+44 20 7946 0123", "Mo-Fr 09:00-17:00", "GB-ENG", "https://door.example.org"):
        assert line in entry


HOURS = {
    "9am to 5pm, Monday to Friday": "Mo-Fr 09:00-17:00",
    "9 a.m. to 5 p.m. Monday to Friday": "Mo-Fr 09:00-17:00",
    "every day 10am to 4pm": "Mo-Su 10:00-16:00", "24 hours": "24/7", "24 hours, every day": "24/7",
    "Mon-Thu 9.30am-5.30pm; Fri 9am to 1pm": "Mo-Th 09:30-17:30; Fr 09:00-13:00",
    "9-5 weekdays": "Mo-Fr 09:00-17:00", "9-5 mon-fri": "Mo-Fr 09:00-17:00",
    "9am-5am mon-fri": None, "09:00-05:00 mon-fri": None,
    "9am-5pm Mon, Tues, Thurs and weds": "Mo-Th 09:00-17:00", "10am to 4pm Mondays": "Mo 10:00-16:00",
    "noon to midnight at weekends": None, "weekends noon to midnight": "Sa,Su 12:00-24:00", "mornings": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "written"), HOURS.items())
def test_hours_are_read_as_people_write_them_and_only_if_they_are_certain(
    text: str, written: str | None
) -> None:
    assert hours.understood(text) == written
    assert written is None or hours.understood(hours.in_words(written)) == written


ADDRESSES = {
    "a@b.example": True, "a.b+c@mail.example.org": True, "o'neil@x.example": True, "ä@b.example": True,
    "a@b": False, "a b@c.example": False, "a@b.con": False, "": False, "@b.example": False,
    "a@@b.example": False,
    "a@b..example": False, ".a@b.example": False, "a@b.example;c@d.example": False,
    "mailto:a@b.example": False,
}  # fmt: skip


@pytest.mark.parametrize(("address", "possible"), ADDRESSES.items())
def test_an_address_that_cannot_be_one_is_told(address: str, possible: bool) -> None:
    assert (web.not_an_email(address) == "") is possible


def test_the_number_of_a_row_stands_once(running: Running) -> None:
    page = running.walk(
        "join-person", {name: SIGNUP[name] for name in ("name", "roles", "headline")} | {"based": ""}
    )
    assert "Language 2" in page.body
    assert page.body.count("Language 2") == 1


def test_back_and_change_keep_what_is_not_finished(running: Running) -> None:
    """Nothing is checked on the way back, and nothing is lost."""
    first = {name: SIGNUP[name] for name in ("name", "roles", "headline")}
    second = running.post("join-person", first)
    back = running.press("join-person", second, "back", based="Atlan")
    assert sent_from(back.body)["name"] == ["Ana Díaz"]
    again = running.press("join-person", back)
    assert sent_from(again.body)["based"] == ["Atlan"]


def test_what_is_more_is_added_from_the_check_page_and_leads_back_to_it(running: Running) -> None:
    page = running.walk("join-person", short("join-person"))
    number = next(number for number, section in forms()["join-person"].extras if section.title == "Subjects")
    topics = running.press("join-person", page, f"step.{number}")
    again = running.press("join-person", topics, topics=["compensation"])
    assert "Compensation and unpaid wages" in again.body
    assert hidden_value(again, "token")


def test_only_forms_that_keep_nothing_in_confidence_may_stay_in_the_browser(running: Running) -> None:
    kept = {form: running.walk(form, ALL[form] | {"alias": ""} if form == "message" else ALL[form]).headers
            for form in ALL}  # fmt: skip
    assert {form: headers.get("Cache-Control") for form, headers in kept.items()} == {
        "join-person": "private, no-cache", "join-organisation": "private, no-cache",
        "message": "no-store", "enquiry": "no-store",
    }  # fmt: skip


@pytest.mark.parametrize(("about", "words"), [
    ("", ["within one working day", "only in a way that you ticked", "call one of the helplines",
          "Look here with your six words"]),
    ("?about=entry", ["Press the button behind its link", "five working days"]),
    ("?about=enquiry", ["passes it on", "three working days"]),
])  # fmt: skip
def test_the_last_page_says_what_happens_next_and_what_if_not(
    running: Running, about: str, words: list[str]
) -> None:
    where = "/send/thanks/" + "a" * 20
    page = running.ask("GET", where, query=about[1:]) if about else running.deliver("message", HELP)
    assert all(each in page.body for each in (*words, "Message sent", 'id="helplines"'))
    assert "call us later" not in page.body
    assert (page.headers.get("Clear-Site-Data") == '"cache"') is not bool(about)


def test_a_quiet_form_is_not_filled_in_by_the_browser(running: Running) -> None:
    assert 'autocomplete="off"' in re.search(r"<form method[^>]*>", running.post("message", {}).body)[0]  # type: ignore[index]


def test_who_joins_without_a_way_to_be_reached_is_reached_through_the_editors() -> None:
    form = forms()["join-person"]
    assert understood.settled(form, {})["relay"] == ("yes",)
    assert "relay" not in understood.settled(form, {"phone": ("+44 20 7946 0123",)})
    assert understood.settled(forms()["change"], {}) == {}


def test_a_row_without_its_number_is_asked_about_in_the_words_of_the_form(tmp_path):
    running = start(tmp_path)
    given = filled(running, "asha-example")
    response = running.walk("change", {**given, "phone": [given["phone"][0], ""]})
    assert faults(response) == ["422", 'phone_2">Fill in “Telephone”, or empty all that belongs to it']


# What people type, and what is said to it; None where it is taken and shown on the page to check.
TYPED: list[tuple[str, dict[str, Any], str | None]] = [
    ("based", {"based": "n/a"}, "Enter the country where the organisation is based"),
    ("based", {"based": "UK & Ireland"}, "Write only one at"),
    ("serves", {"serves": "all of the UK"}, None),
    ("serves", {"serves": "UK-wide"}, None),
    ("serves", {"serves": "Anywhere in England"}, None),
    ("serves", {"serves": "ENGLAND AND WALES"}, None),
    ("serves", {"serves": "everywhere"}, "Write the names of countries"),
    ("language", {"language": ["english a bit"]}, "did you mean “English”?"),
    ("language", {"language": ["English (fluent)"]}, "did you mean “English”?"),
    ("language", {"language": ["Urdu/Punjabi"]}, "Write only one at"),
    ("phone", {"phone": "n/a"}, None),
    ("phone", {"phone": "-"}, None),
    ("phone", {"phone": "tel: (020) 7946 0123"}, None),
    ("phone", {"phone": "07700 900123 (text only)"}, "Write only 07700 900123 here"),
    ("phone", {"phone": "020 7946 0123 ext 12"}, "Write only 020 7946 0123 here"),
    ("phone", {"phone": "020 7946 0123 or 07700 900123"}, "Write one number here"),
    ("phone", {"phone": "0207946012"}, "not a telephone number that is dialled in United Kingdom"),
    ("phone_hours", {"phone_hours": "9-5 mon-fri"}, None),
    ("phone_hours", {"phone_hours": "9am - 5pm"}, "On which days?"),
    ("phone_hours", {"phone_hours": "Mon-Fri 9-5 (closed bank holidays)"}, "Only days and times fit here"),
    ("phone", {"phone": "", "phone_hours": "9-5 mon-fri"}, "Fill in “Telephone”"),
    ("website", {"website": "www.example.org"}, None),
    ("website", {"website": "HTTP://EXAMPLE.ORG"}, None),
    ("website", {"website": "none"}, "Enter your website"),
    ("website", {"website": "hello@example.org"}, "is not a web address"),
    ("website", {"website": "@opendoor"}, "cannot be a web address"),
    ("website", {"website": "www.example.org, www.example.com"}, "Write one web address"),
    ("email", {"email": "Open Door <hello@example.org>"}, None),
    ("email", {"email": "mailto:hello@example.org"}, None),
    ("email", {"email": "hello at example.org"}, "has no @"),
    ("name", {"name": "OPEN DOOR"}, None),
    ("name", {"name": "😀 Open Door"}, None),
    ("name", {"name": "-"}, "Enter the organisation’s name"),
    ("name", {"name": "x" * 5000}, "at most 120 characters; you wrote 5,000"),
    ("headline", {"headline": "Safe houses 😀 and advice"}, None),
    ("headline", {"headline": "SAFE HOUSES FOR WOMEN"}, None),
    ("summary", {"summary": "n/a"}, None),
    ("summary", {"summary": "word " * 1000}, "at most 2,000 characters; you wrote 4,999"),
    ("summary", {"summary": "😀" * 30}, "has no words in it"),
    ("summary", {"summary": "Call us on 020 7946 0999"}, "looks like a telephone number"),
]  # fmt: skip
# Words of ours that mean nothing to people who fill in a form.
OURS = re.compile(r"'\w+'|of the kind|delete the line|entry of its own|[Ii]s missing|None")


@pytest.mark.parametrize(("question", "typed", "words"), TYPED)
def test_what_people_type_is_understood_or_asked_about_and_never_lost(
    running: Running, question: str, typed: dict[str, Any], words: str | None
) -> None:
    page = running.walk("join-organisation", {**ORGANISATION, "based": "UK", **typed})
    said = [html.unescape(fault) for fault in faults(page)]
    if words is None:
        assert page.status == 200, said
        return
    assert any(fault.startswith(f'{question}"') and words in fault for fault in said), said
    assert not any(OURS.search(fault) for fault in said)
    kept = "".join(map("".join, sent_from(page.body).values()))
    (text,) = (given[0] if isinstance(given, list) else given for name, given in [*typed.items()][-1:])
    assert text.strip() in kept or len(text) < 5


def test_a_mistyped_provider_of_mail_is_asked_about(running: Running) -> None:
    page = running.walk("join-person", {**short("join-person"), "reply_to": "ana@gmial.com"})
    assert "Did you mean @gmail.com?" in page.body
    assert "Did you mean" not in running.walk("join-person", short("join-person")).body


def test_nobody_who_asks_for_help_is_held_up_by_a_list_or_by_words_beside_a_number(running: Running) -> None:
    given = {**HELP, "language": "english a bit", "number": "07700 900123 (text only, after 6)"}
    page = running.walk("message", given)
    assert page.status == 200, faults(page)
    assert "english a bit" in page.body
    assert "07700 900123 (text only, after 6)" in page.body


def test_what_is_too_much_is_said_in_words(running: Running) -> None:
    page = running.post("join-person", {"headline": "x" * 70_000})
    assert page.status == 413
    assert "what you wrote is still there" in page.body


def test_no_box_cuts_off_what_is_pasted_into_it() -> None:
    templates = Path(ROOT / "theme/templates").glob("form-fields.html")
    assert not [each.name for each in templates if "maxlength" in each.read_text("utf-8")]


def test_changing_an_entry_shows_the_same_steps_filled_in(running: Running) -> None:
    """Every question of the two forms to join with, but those to the sender."""
    change = forms()["change"]
    asked = {each.path for each in change.fields() if each.path}
    for name in JOIN:
        assert {each.path for each in forms()[name].fields() if each.path} <= asked
    page, shown = running.ask("GET", "/send/change", query="profile=asha-example"), dict[str, list[str]]()
    for _ in change.sections[:-1]:
        shown |= sent_from(page.body)
        page = running.press("change", page)
        assert page.status == 200, faults(page)
    held = {name: given for name, given in filled(running, "asha-example").items() if name != "so_far"}
    for name, given in held.items():
        assert sorted(shown[name][: len(given)]) == sorted(given), name


def test_who_needs_help_is_told_that_a_signup_is_published(running: Running) -> None:
    story = "I was sold when I was 14. My brother in law took my passport. Please help me."
    page = running.walk("join-person", {**short("join-person"), "summary": story})
    assert story in page.body
    assert 'href="/forms/message/"' in page.body.partition("<main")[2]


def test_the_check_page_shows_the_entry_and_a_link_for_each_line(running: Running) -> None:
    page = running.walk(
        "join-organisation", {**short("join-organisation"), "phone": "020 7946 0123", "based": "UK"}
    )
    main = page.body.partition("<main")[2]
    lines = re.findall(r"<dt>(.*?)</dt>\n<dd", main)
    assert len(lines) > 9
    assert main.count('value="change.') >= len(lines)
    preview = main.partition('class="preview"')[2]
    assert "<details" not in preview.partition("Open Door")[0]
    assert all(
        text in preview for text in ("Specialist organisations", "Solicitor", "England", "+44 20 7946 0123")
    )


def test_a_person_and_an_organisation_are_asked_in_words_of_their_own() -> None:
    person, organisation = ({each.name: each for each in forms()[name].fields()} for name in JOIN)
    for name in ("name", "roles", "headline", "based", "level"):
        assert person[name].label != organisation[name].label, name
    assert not [each.label for each in organisation.values() if re.search("Your name|you based", each.label)]


def test_free_of_charge_is_one_thing_and_pro_bono_another() -> None:
    asked = {each.name: each for each in forms()["change"].fields()}
    assert asked["free"].path == "services.fees.free"
    assert asked["pro_bono"].path == "services.fees.pro_bono"
    assert asked["free"].hint == "Nobody pays for it."
    assert asked["pro_bono"].hint == "Work that is usually paid, given without a fee."


def test_one_enquiry_may_go_to_three_and_begins_with_the_entry_that_it_came_from(running: Running) -> None:
    page = running.ask("GET", "/send/enquiry", query="profile=asha-example")
    assert sent_from(page.body)["entries"] == ["Dr Asha Example"]
    three = "Dr Asha Example\nasha-example\nharbour-example"
    assert running.walk("enquiry", {**ENQUIRY, "entries": three}).status == 200


def test_what_was_right_when_it_was_shown_is_sent_and_what_is_changed_after_that_is_checked(tmp_path):
    running = start(tmp_path)
    shown = running.walk("message", HELP)
    step = forms()["message"].step_of("number", {})
    changed = {"so_far": hidden_value(shown, "so_far"), "reply": ["call"], "number": "12"}
    assert running.post("message", {**changed, "go": "check"}, step).status == 422
    assert running.press("message", shown, "send").status == 200
    assert len(running.waits()) == 1
