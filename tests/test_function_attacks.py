"""What an attacker sends about a standing entry, over HTTP: refused, or labelled so that two editors look."""

from __future__ import annotations

from typing import Any

import pytest

from tests.function_app import SENDER, Running, faults, filled, start

SLUG = "asha-example"
TEXT = "Assesses adults and children for courts and tribunals"
NUMBERS = [
    "call 020 7946 0999", "tel 0044 20 7946 0999", "+44-20-7946-0999", "٠٢٠ ٧٩٤٦ ٠٩٩٩",
    "０２０ ７９４６ ０９９９", "O2O 7946 O999", "020*7946*0999", "020/7946/0999",
    "zero two zero seven nine four six zero nine nine nine",
    "zero two zero, seven nine four six, oh triple nine",
]  # fmt: skip
ADDRESSES = [
    "me@evil.example", "me (at) evil dot example", "me[at]evil[dot]example", "me＠evil.example",
    "[write](mailto:me@evil.example)", "mailto:me@evil.example",
]  # fmt: skip
LINKS = [
    "[call](tel:+442079460999)", "[text](sms:+442079460999)", "[here](//evil.example/x)", "evil.example/x",
    "www.evil.example", "[x](javascript:alert(1))", "[x](http://evil.example/)", "t.me/someone",
    "[x](whatsapp://send?phone=442079460999)", "evil[.]example",
]  # fmt: skip
HANDLES = ["find me as @asha_help", "Telegram: asha_help", "WhatsApp @asha_help", "skype:asha.help"]
PROSE = [("summary", one) for one in (*NUMBERS, *ADDRESSES, *LINKS, *HANDLES)]
FIELDS = ("headline", "name", "alternate_names", "training", "phone_label", "link_title")
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
    response = running.post(
        "change", changed(held, field, f"{TEXT}, {written}" if field == "summary" else written)
    )
    assert response.status == 422
    assert any("looks like" in fault for fault in faults(response)), faults(response)


LABELLED = [
    ("phone", "+44 20 7946 0999"), ("text", "+44 7700 900999"), ("email", "asha@maiI.example.org"),
    ("email", "asha@mail2.example.org"), ("web", "https://asha.example.org/contact2"),
    ("web", "https://аsha.example.org/contact"), ("link", "https://asha-example.org/"),
    ("publication_url", "https://asha.exampel.org/memory"), ("number", "7654321"),
    ("summary", f"{TEXT}. Read [how](https://asha.example.org.evil.example/)."),
    ("summary", f"{TEXT}, in danger dial 112."), ("headline", "Psychiatrist, 24 hours on 555"),
    ("summary", f"{TEXT}, without the link that was there."), ("phone_label", "Duty line 101"),
    ("phone_hours", "Mo-Fr 00:00-24:00"),
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
