"""A change of one thing never damages another."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from experts import dump
from forms import POST, answers, forms
from functions import profile_forms
from functions.posted_form import MOST_VALUES
from records import yaml_reader
from records.packed_vocabularies import vocabularies
from tests.function_app import Running, faults, filled, hidden_value, start
from tests.function_ports import git
from tests.posted_form import sent_from
from tests.site_builder import MINI

SLUG = "asha-example"
SENDER = {"reply_to": "asha@asha.example.org", "agree": "yes"}
FORM = forms()["change"]


@pytest.fixture
def running(tmp_path: Path) -> Running:
    return start(tmp_path)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Running:
    """For what sends nothing."""
    return start(tmp_path_factory.mktemp("shared"))


def changed(running: Running, **changes: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The entry before and after; `phone=(2, "x")` writes into the second row."""
    given = {**filled(running, SLUG), **SENDER}
    for name, new in changes.items():
        given[name] = written(given.get(name, []), *new) if isinstance(new, tuple) else new
    page = running.walk("change", given)
    assert page.status == 200, faults(page)
    del given["so_far"]
    said = {name: (held,) if isinstance(held, str) else tuple(held) for name, held in given.items()}
    old = running.app.listing.data(SLUG)
    new, clashes = answers.apply(old, answers.edits(FORM, said, old))
    assert clashes == []
    return old, yaml_reader.read(dump(new).encode())


def proposed(running: Running, identity: str) -> dict[str, Any]:
    source = running.show(f"intake/change/{identity}", f"experts/profiles/{SLUG}.yaml")
    return yaml_reader.read(source.encode())


def written(column: list[str], row: int, text: str) -> list[str]:
    return [*column[: row - 1], text, *column[row:]]


def expected(old: dict[str, Any], path: str, new: Any) -> dict[str, Any]:
    """The entry with one leaf otherwise: `contact.1.dial`; None takes it out."""
    made = copy.deepcopy(old)
    *way, last = [int(key) if key.isdigit() else key for key in path.split(".")]
    here: Any = made
    for key in way:
        here = here[key]
    if new is None:
        del here[last]
    elif isinstance(here, list) and last == len(here):
        here.append(new)
    else:
        here[last] = new
    return made


ONE_THING = {
    "name": ({"name": "Dr Asha Sample"}, "name", "Dr Asha Sample"),
    "a name more": ({"alternate_names": "Asha Beispiel\nआशा उदाहरण\nAsha Muster"},
                    "alternate_names.2", "Asha Muster"),
    "summary": ({"summary": "Assesses adults and children."}, "summary", "Assesses adults and children."),
    "a topic less": ({"topics": ["mental-health", "medico-legal-reports"]}, "topics.1", None),
    "a country more": ({"expertise": "Viet Nam, Albania, Eritrea"}, "countries.expertise.2", "ER"),
    "no region": ({"serves": ""}, "countries.serves", None),
    "second language": ({"language": (2, "French")}, "languages.1.tag", "fr"),
    "level of the third": ({"level": (3, "fluent")}, "languages.2.level", "fluent"),
    "wait": ({"wait_weeks": "9"}, "accepting.wait_weeks", 9),
    "turnaround of the second": ({"turnaround_weeks": (2, "3")}, "services.1.turnaround_weeks", 3),
    "fee of the first": ({"private": (1, "yes")}, "services.0.fees.private", "yes"),
    "in person": ({"oral_evidence": "no"}, "witness.oral_evidence", False),
    "year of a training": ({"training_year": (2, "2025")}, "witness.training.1.year", 2025),
    "first telephone": ({"phone": (1, "+44 20 7946 0999")}, "contact.0.dial", "+44 20 7946 0999"),
    "second telephone": ({"phone": (2, "+44 1632 960043")}, "contact.1.dial", "+44 1632 960043"),
    "hours of the second": ({"phone_hours": (2, "Mo-Fr 09:00-17:00")}, "contact.1.hours",
                            "Mo-Fr 09:00-17:00"),
    "no label": ({"phone_label": (1, "")}, "contact.0.label", None),
    "e-mail": ({"email": (1, "new@mail.example.org")}, "contact.3.address", "new@mail.example.org"),
    "postal address": ({"post": (1, "Example House\nLondon")},
                       "contact.5.lines", ["Example House", "London"]),
    "no relay": ({"relay": []}, "contact.6", None),
    "year of a publication": ({"publication_year": (2, "2012")}, "publications.1.year", 2012),
    "a publication gone": ({"publication": (1, ""), "publication_year": (1, ""), "publication_url": (1, "")},
                           "publications.0", None),
    "a publication more": ({"publication": (3, "News"), "publication_year": (3, "2026")},
                           "publications.2", {"title": "News", "year": 2026}),
    "title of a link": ({"link_title": (2, "Papers")}, "links.1.title", "Papers"),
    "a language more": ({"language": (4, "Spanish"), "level": (4, "fluent")},
                        "languages.3", {"tag": "es", "level": "fluent"}),
    "a register more": ({"scheme": (3, "hcpc"), "number": (3, "PYL12345")},
                        "identifiers.2", {"scheme": "hcpc", "value": "PYL12345"}),
    "a register gone": ({"scheme": (1, ""), "number": (1, "")}, "identifiers.0", None),
    "a telephone more": ({"phone": (3, "+44 20 7946 0777")}, "contact.7",
                         {"kind": "phone", "dial": "+44 20 7946 0777"}),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "path", "new"), ONE_THING.values(), ids=ONE_THING.keys())
def test_one_change_changes_one_thing(shared, changes, path, new):
    old, result = changed(shared, **changes)
    assert result == expected(old, path, new)


def test_a_tick_in_a_row_is_about_that_row(shared):
    old, result = changed(shared, mode=["in-person", "remote", "detention", "2.remote", "2.by-phone"])
    assert result["services"][0] == old["services"][0]
    assert result["services"][1] == {**old["services"][1], "mode": ["remote", "by-phone"]}


def test_what_is_true_of_the_old_entry_is_not_said_of_another(shared):
    """A checked number is checked no more, and a note on one service is none on the next."""
    old, result = changed(shared, number=(1, "7654321"), service=(1, "country-report"))
    assert result["identifiers"] == [{"scheme": "gmc", "value": "7654321"}, old["identifiers"][1]]
    assert "note" not in result["services"][0]
    assert result["services"][1] == old["services"][1]


def test_who_opened_the_form_before_the_entry_changed_is_told_and_loses_nothing(running):
    given = {**filled(running, SLUG), **SENDER, "headline": "Psychiatrist, reports for courts"}
    meanwhile(running, lambda data: {**data, "languages": data["languages"][1:]})
    answer = running.walk("change", given)
    assert answer.status == 422
    assert profile_forms.MOVED_ON in answer.body
    assert "Psychiatrist, reports for courts" in answer.body
    assert sent_from(answer.body)["stood"] != given["stood"]
    last = running.press("change", running.press("change", answer), f"step.{len(FORM.sections)}")
    assert running.press("change", last, **SENDER).status == 200


def meanwhile(running: Running, change: Any) -> None:
    file = running.repository / "experts" / "profiles" / f"{SLUG}.yaml"
    file.write_text(dump(change(yaml_reader.read(file.read_bytes()))))
    git(running.repository, "commit", "-q", "-am", "Meanwhile")


def test_two_changes_of_one_list_both_count(running):
    given = {**filled(running, SLUG), **SENDER}
    given["phone"] = written(given["phone"], 1, "+44 20 7946 0999")
    identity = running.send("change", given)
    meanwhile(running, lambda data: {**data, "contact": data["contact"][:1] + data["contact"][2:]})
    running.work()
    new = proposed(running, identity)
    assert [one.get("dial") for one in new["contact"]][:2] == ["+44 20 7946 0999", "+44 7700 900123"]
    labels = running.pulls()[f"intake/change/{identity}"]["labels"]
    assert labels == ["change", "contact-change", "not-confirmed"]


def test_two_changes_of_one_entry_are_pointed_out(running):
    given = {**filled(running, SLUG), **SENDER}
    given["phone"] = written(given["phone"], 1, "+44 20 7946 0999")
    identity = running.send("change", given)
    other = {"kind": "phone", "dial": "+44 20 7946 0111"}
    meanwhile(running, lambda data: {**data, "contact": [other, *data["contact"][1:]]})
    running.work()
    pull = running.pulls()[f"intake/change/{identity}"]
    assert "moved-on" in pull["labels"]
    assert "`contact` was different" in pull["text"]
    new = proposed(running, identity)
    dials = [one.get("dial") for one in new["contact"]]
    assert {"+44 20 7946 0999", "+44 20 7946 0111"} <= {*dials}, "neither is lost; an editor decides"


def test_rows_that_were_not_sent_are_not_taken_for_emptied(shared):
    kept = {name: held for name, held in filled(shared, SLUG).items() if name not in ("language", "level")}
    given = {name: tuple(held) for name, held in kept.items()}
    assert answers.edits(FORM, given, shared.app.listing.data(SLUG))["lists"] == {}


def test_a_button_adds_a_row_and_there_is_no_end_of_them_by_force(shared):
    held = {"languages": [{"tag": "vi", "level": "native"}] * 3}
    groups = {group.title: group for group in FORM.items() if hasattr(group, "rows")}
    assert groups["Language"].rows(answers.read(FORM, held)) == 3
    page = shared.press("change", shared.ask("GET", "/send/change", query=f"profile={SLUG}"), "step.4")
    longer = shared.press("change", page, "add.language")
    assert len(sent_from(longer.body)["language"]) == len(sent_from(page.body)["language"]) + 1
    assert groups["Service"].rows({"mode": ("99.remote",), "service": ("x",) * 400}) == 40


def fullest() -> dict[str, Any]:
    """As many entries in each list as the schema allows."""
    held = yaml_reader.read((MINI / "experts" / "profiles" / f"{SLUG}.yaml").read_bytes())
    known = vocabularies()
    modes, kinds = [*known["modes"].terms], [*known["services"].terms][:12]
    tags = [tag for tag in known["languages"].terms if len(tag) == 2][:20]
    return held | {
        "languages": [{"tag": tag, "level": "native"} for tag in tags],
        "services": [{"type": kind, "mode": modes} for kind in kinds],
        "topics": [*known["topics"].terms][:12], "publications": [held["publications"][0] | {"year": 2000 + n}
                                                                  for n in range(10)],
        "links": [{"rel": "website", "url": f"https://asha.example.org/{n}"} for n in range(8)],
        "identifiers": [{"scheme": "gmc", "value": f"123456{n}"} for n in range(8)],
        "contact": [{"kind": "phone", "dial": f"+44 20 7946 010{n}"} for n in range(8)],
    }  # fmt: skip


def test_the_fullest_entry_can_be_changed(shared, monkeypatch):
    """Within the limits on names, values and bytes of one post."""
    full = fullest()
    monkeypatch.setattr(shared.app.listing, "data", lambda slug: full)
    given = {**filled(shared, SLUG), **SENDER, "headline": "Psychiatrist, reports for courts"}
    assert sum(len(held) for held in given.values() if isinstance(held, list)) < MOST_VALUES - 20
    answer = shared.walk("change", given)
    assert (answer.status, faults(answer)) == (200, ["200"])
    assert len(hidden_value(answer, "so_far")) < POST // 2
    languages = shared.press("change", answer, "change.language")
    assert sent_from(languages.body)["language"] == given["language"]
