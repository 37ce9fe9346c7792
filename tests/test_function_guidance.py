"""What stands first on the page of each kind of proposal: what to do with it."""

from __future__ import annotations

import re

import pytest

from functions import guidance
from tests.function_app import KINDS, answers_for, start

FIRST = {
    "join-person": "Someone asks to be listed.",
    "join-organisation": "Someone asks to be listed.",
    "change": "Someone asks to change an entry that is public.",
    "still-correct": "Someone says that the entry is still correct.",
    "remove": "Someone asks to take an entry away.",
    "message": "**A person asks for help.** Open what is sealed today",
    "enquiry": "A lawyer or another professional looks for an expert.",
}
assert FIRST.keys() == KINDS.keys()


def page_of(tmp_path, form, **more):
    running = start(tmp_path)
    running.send(form, {**answers_for(running, form, "1"), **more})
    running.clock.sleep(30)
    running.work()
    (pull,) = running.pulls().values()
    return pull["text"]


@pytest.mark.parametrize("form", FIRST)
def test_a_page_begins_with_what_to_do(tmp_path, form):
    text = page_of(tmp_path, form)
    assert re.search(r"^## (.*)$", text, re.MULTILINE)[1] == "What to do"
    assert text.partition("## What to do\n\n")[2].startswith(FIRST[form])
    assert "Close pull request" in text


def test_a_changed_contact_stops_the_editor_first(tmp_path):
    running = start(tmp_path)
    given = answers_for(running, "change", "1")
    numbers = ["+44 20 7946 0155", *given["phone"][1:]]
    running.send("change", {**given, "phone": numbers})
    running.clock.sleep(30)
    running.work()
    (pull,) = running.pulls().values()
    assert pull["text"].partition("## What to do\n\n")[2].startswith("**Stop: a way to reach them")


def test_an_entry_is_shown_with_its_name_for_each_answer(tmp_path):
    text = page_of(tmp_path, "join-person", service=["medico-legal-report"], free=["no"], legal_aid=["yes"])
    assert "> Free of charge: No\n> Legal aid: Yes\n" in text
    assert "reply_to" not in text
    assert "ana@diaz.example.org" not in text


def test_a_paragraph_is_one_line_and_a_list_stays_a_list():
    assert guidance.unwrapped("\none\ntwo\n\n1. three\nfour\n2. five\n") == (
        "one two\n\n1. three four\n2. five\n"
    )


def test_a_page_leads_to_what_is_sealed(tmp_path):
    text = page_of(tmp_path, "message").partition("## Where it is\n\n")[2]
    assert re.search(r"^1\. Take the file `var/store/sealed/[0-9a-z.]+`\.$", text, re.MULTILINE)
    assert re.search(r"^2\. .*\(https?://[\w.:]+/editors/open/\)\.$", text, re.MULTILINE)
    assert "make referral REF=" in text
