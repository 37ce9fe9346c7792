"""What an attacker sends about a standing entry, over HTTP: refused, or labelled so that two editors look."""

from __future__ import annotations

from typing import Any

import pytest

from forms import forms
from tests.function_app import SENDER, Running, faults, filled, start
from tests.posted_form import sent_from

SLUG = "asha-example"
TEXT = "Assesses adults and children for courts and tribunals"
NUMBERS = [
    "call 020 7946 0999", "tel 0044 20 7946 0999", "+44-20-7946-0999", "٠٢٠ ٧٩٤٦ ٠٩٩٩",
    "０２０ ７９４６ ０９９９", "०२० ७९४६ ०९९९", "〇二〇七九四六〇九九九", "❶❷❸❹❺❻❼❽", "①②③④⑤⑥⑦⑧⑨",
    "0️⃣2️⃣0️⃣7️⃣9️⃣4️⃣6️⃣0️⃣9️⃣9️⃣9️⃣", "0̲2̲0̲ 7̲9̲4̲6̲ 0999",
    "O2O 7946 O999", "О2О 7946 О999", "0203O45O678",
    "020*7946*0999", "020/7946/0999", "0_2_0_7_9_4_6_0_9_9_9", "0**2**0 7946 0999", "0`2`0 `7946` 0999",
    "0207 (94) 60 [9] 99", "020, 7946, 0999", "0, 2, 0, 7, 9, 4, 6, 0, 9, 9, 9", "20, 79, 46, 09, 99",
    "02\n07\n94\n60\n99\n9", "&#48;20 7946 0999", "&amp;#x30;20 7946 0999", "0%3220 7946 0999",
    "zero two zero seven nine four six zero nine nine nine", "zerotwozerosevenninefoursixzeronineninenine",
    "zero two zero, seven nine four six, oh triple nine",
    "zero-two-zero seven-nine-four-six oh-nine-nine-nine",
    "oh twenty seventy-nine forty-six oh nine ninety-nine", "0two0 seven946 0nine99",
    "07700 nine hundred 900 123", "WhatsApp me on 07700 900123", "section 45 and 020 7946 0999",
    "12 cases, 020 7946 0999 people", "in 2019 2079460999",
]  # fmt: skip
ADDRESSES = [
    "me@evil.example", "me (at) evil dot example", "me[at]evil[dot]example", "me＠evil.example",
    "name at evil dot example", "name AT evil DOT example", "name -at- evil -dot- example",
    "name_at_evil_dot_example", "name(a)evil.example", "name @ evil . example",
    "name&commat;evil&period;example", "name%40evil.example", "name arroba evil punto example",
    "[write](mailto:me@evil.example)", "mailto:me@evil.example",
]  # fmt: skip
LINKS = [
    "[call](tel:+442079460999)", "[text](sms:+442079460999)", "[here](//evil.example/x)", "evil.example/x",
    "www.evil.example", "[x](javascript:alert(1))", "[x](http://evil.example/)", "t.me/someone",
    "[x](whatsapp://send?phone=442079460999)", "evil[.]example", "evil·example", "evil۔example",
    "𝐞𝐯𝐢𝐥.example", "е̲vil.example", "аsha.example.org", "203.0.113.77", "https:\\\\evil.example",
    "t dot me slash someone", "hxxps://evil[.]example", "[x][1]\n\n[1]: //evil.example", "evil .com",
]  # fmt: skip
HANDLES = [
    "find me as @asha_help", "Telegram: asha_help", "WhatsApp @asha_help", "skype:asha.help",
    "WhatsApp me at asha_help", "Telegram asha_help", "my Telegram is ashahelp", "asha_help on Telegram",
    "asha.help on gmail", "Signal username asha.01", "Discord asha#1234", "reddit u/asha_help", "＠asha_help",
]  # fmt: skip
PROSE = [("summary", one) for one in (*NUMBERS, *ADDRESSES, *LINKS, *HANDLES)]
FIELDS = ("headline", "name", "alternate_names", "training", "phone_label", "link_title", "publication")
PROSE += [(field, one) for field in FIELDS for one in (NUMBERS[0], ADDRESSES[0], LINKS[3], HANDLES[0])]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Running:
    return start(tmp_path_factory.mktemp("function"))


@pytest.fixture(scope="module")
def held(running: Running) -> dict[str, Any]:
    return filled(running, SLUG)


def changed(held: dict[str, Any], field: str, value: str) -> dict[str, Any]:
    """The form as the entry fills it in, with one answer changed; of a list the first."""
    old = held.get(field)
    new = [value, *old[1:]] if isinstance(old, (list, tuple)) and len(old) > 1 else value
    return {**held, **SENDER, "reply_to": "stranger@elsewhere.example", field: new}


@pytest.mark.parametrize(("field", "written"), PROSE)
def test_a_text_may_not_hide_a_way_to_be_reached(running, held, field, written):
    """Refused on its step, in words that say what it looks like and where it may go."""
    given = changed(held, field, f"{TEXT}, {written}" if field == "summary" else written)
    response = running.walk("change", given)
    assert response.status == 422
    assert f'name="{field}"' in response.body
    assert any("looks like" in fault for fault in faults(response)), faults(response)


@pytest.mark.parametrize(
    "hidden", ["02\u200b0 79\u200b46 0999", "evil\u2060.example", "me\u00ad@evil.example"]
)
def test_characters_that_nobody_sees_are_taken_out_and_what_is_left_is_read(running, held, hidden):
    response = running.walk("change", changed(held, "summary", f"{TEXT}, {hidden}"))
    assert any("nobody can see" in fault for fault in faults(response)), faults(response)
    step = next(number for number, section in enumerate(forms()["change"].sections, 1)
                if "summary" in {each.name for each in section.fields()})  # fmt: skip
    again = running.post("change", {**sent_from(response.body), "go": ""}, step)
    assert any("looks like" in fault for fault in faults(again)), faults(again)


LABELLED = [
    ("phone", "+44 20 7946 0999"), ("text", "+44 7700 900999"), ("email", "asha@maiI.example.org"),
    ("email", "asha@mail2.example.org"), ("web", "https://asha.example.org/contact2"),
    ("web", "https://аsha.example.org/contact"), ("link", "https://asha-example.org/"),
    ("publication_url", "https://asha.exampel.org/memory"), ("number", "7654321"),
    ("summary", f"{TEXT}. Read [how](https://asha.example.org.evil.example/)."),
    ("summary", f"{TEXT}, in danger dial 112."), ("headline", "Psychiatrist, 24 hours on 555"),
    ("summary", f"{TEXT}, without the link that was there."), ("phone_label", "Duty line 101"),
    ("phone_hours", "Mo-Fr 00:00-24:00"), ("headline", "Psychiatrist; dial nine nine nine at night"),
    ("headline", "Psychiatrist, reached on 020 or 7946"),
    ("alternate_names", "Asha 020\nAsha 7946\nAsha 099"),
    ("summary", "Assesses adults at Evil.Example, and children."),
    ("publication", "Reports, text 85258"),
    ("web", "https://asha.example.org.evil.example/contact?form=1&lang=en"), ("link", "https://asha.examp1e.org/"),
    ("web", "https://asha.example.org/contact?form=2&lang=en"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), LABELLED)
def test_a_way_to_be_reached_that_changes_asks_for_two_editors(running, held, field, value):
    running.clock.sleep(86400)
    identity = running.send("change", changed(held, field, value))
    running.work()
    pull = running.pulls()[f"intake/change/{identity}"]
    assert pull["labels"] == ["change", "contact-change", "not-confirmed"]
    assert "A second editor agrees" in pull["text"]
    assert "proven**" not in pull["text"]


PLAIN = [
    "From 2019 to 2020-2021 I wrote 12 reports; 1.5 million words.",
    "In 2015, 2018, 2019 and 2021, in 12 cases.",
    "1 in 5 of my clients, 50/50, aged 12-17 or 12, 13, 14, 15 and 16.",
    "On section 45 of the Modern Slavery Act 2015, and sections 45 and 46.",
    "Open 9.30-17.30, or 9:00 to 17:00, and 24/7; on leave until 30/07/2026.",
    "Cited in [2020] EWCA Civ 1234, [2021] UKUT 00123 (IAC) and R v Brecani [2021] EWCA Crim 731.",
    "More than 500 reports for the Upper Tribunal (Immigration and Asylum Chamber), 120 cases in court 12.",
    "Directive 2011/36/EU, SI 2015/1472, ILO Convention No. 182, CPR 35, PD 35 and Article 4 ECHR.",
    "Recovered £250,000 and 1,200,000 pounds in 45% of cases, in 2019/20.",
    "One, two or three visits, one to one; seventy-two hours; nineteen ninety nine; twenty-five years.",
    "M.Phil, B.Sc., Ph.D. and B.A., e.g. for survivors, i.e. in the U.K., at St George’s at night.",
    "ICD-11, DSM-5, ISO 9001 and level 3 training; phase 1, phase 2 and phase 3.",
    "A signal that is needed; groups on Facebook; messenger apps; research on Instagram in 2019.",
    "1. First this\n2. Then that\n3. Then court", "Survivors • children • men, Dr Đặng Thị, 李小龍.",
]  # fmt: skip


@pytest.mark.parametrize("written", PLAIN)
def test_plain_prose_with_numbers_is_neither_refused_nor_marked(running, held, written):
    running.clock.sleep(86400)
    [summary] = held["summary"]
    identity = running.send("change", changed(held, "summary", f"{summary}\n\n{written}"))
    running.work()
    assert running.pulls()[f"intake/change/{identity}"]["labels"] == ["change", "not-confirmed"]


def test_the_table_is_long():
    assert len(PROSE) + len(LABELLED) >= 60
