"""From a form to a pull request, as each kind of sender and each editor sees it."""

from __future__ import annotations

import email
import re
from email.policy import default
from pathlib import Path
from typing import Any

import pyrage
import pytest

import experts
from forms import TRAP, forms
from functions import seal, upkeep
from records import yaml_reader
from records.vocabulary_reader import load_vocabularies
from tests.function_app import ENQUIRY, HELP, SIGNUP, Running, faults, filled, start, token
from tests.function_ports import git


@pytest.fixture
def running(tmp_path: Path) -> Running:
    return start(tmp_path)


def prefilled(running: Running, slug: str, **changes: Any) -> dict[str, Any]:
    """A text as a change is for the first row of its question."""
    given = {**filled(running, slug), "reply_to": "asha@asha.example.org", "agree": "yes"}
    for name, new in changes.items():
        given[name] = [new, *given[name][1:]] if isinstance(new, str) and name in given else new
    return given


class TestSignup:
    def test_the_branch_holds_a_sound_profile(self, running):
        identity = running.send("join-person", SIGNUP)
        assert running.work() == 1
        source = running.show(f"intake/signup/{identity}", "experts/profiles/ana-diaz.yaml")
        entry, problems = experts.examine(
            "experts/profiles/ana-diaz.yaml", source.encode(), load_vocabularies()
        )
        assert [problem.message for problem in problems if problem.severity == "error"] == []
        assert entry.name == "Ana Díaz"
        assert entry.countries.expertise == ("AL", "VN")
        assert [contact.kind for contact in entry.contact] == ["phone", "relay"]
        assert (entry.verification.level, entry.consent.public_listing.isoformat()) == (
            "self-declared",
            "2026-11-22",
        )

    def test_merging_it_is_all_that_publishing_takes(self, running):
        identity = running.send("join-person", SIGNUP)
        running.work()
        git(running.repository, "merge", "-q", "--no-edit", f"intake/signup/{identity}")
        assert "ana-diaz" in [profile.slug for profile in experts.load(running.repository).profiles]

    def test_an_error_keeps_the_text_and_leads_to_the_field(self, running):
        response = running.walk("join-person", {**SIGNUP, "headline": "", "roles": []})
        assert response.status == 422
        assert 'value="Ana Díaz"' in response.body
        assert [fault.partition('"')[0] for fault in faults(response)] == ["422", "roles", "headline"]
        assert "<title>Error: " in response.body
        response = running.walk("join-person", {**SIGNUP, "based": "Spian"})
        assert response.status == 422
        assert "did you mean “Spain”" in response.body

    def test_the_check_page_shows_what_was_written_and_stores_nothing(self, running):
        response = running.walk(
            "join-person", {**SIGNUP, "headline": "Solicitor <b>for</b> compensation claims"}
        )
        assert response.status == 200
        assert "Solicitor &lt;b&gt;for&lt;/b&gt; compensation claims" in response.body
        assert running.app.store.keys("") == []

    def test_each_line_can_be_changed_and_leads_back_to_the_check_page(self, running):
        page = running.walk("join-person", SIGNUP)
        step = running.press("join-person", page, "change.headline")
        assert re.search(r'id="headline"[^>]* autofocus', step.body)
        again = running.press("join-person", step, headline="Barrister for compensation claims")
        assert "Barrister for compensation claims" in again.body
        assert token(again)

    def test_sent_twice_or_again_after_going_back_it_is_one(self, running):
        page = running.walk("join-person", SIGNUP)
        first = running.press("join-person", page, "send").headers["Location"]
        assert running.press("join-person", page, "send").headers["Location"] == first
        running.work()
        assert running.press("join-person", page, "send").headers["Location"] == first
        running.work()
        assert len(running.pulls()) == 1
        assert running.waits() == []

    def test_two_people_of_one_name_get_two_files(self, running):
        first = running.send("join-person", SIGNUP)
        second = running.send("join-person", {**SIGNUP, "headline": "Barrister for compensation claims"})
        running.work()
        assert running.show(f"intake/signup/{first}", "experts/profiles/ana-diaz.yaml")
        assert running.show(f"intake/signup/{second}", "experts/profiles/ana-diaz-2.yaml")
        assert "possible-update" in running.pulls()[f"intake/signup/{second}"]["labels"]

    @pytest.mark.parametrize("name", ["Dr Asha Example", "Asha Example", "ASHA  EXAMPLE", "Äsha Éxample"])
    def test_a_standing_entry_is_never_overwritten(self, running, name):
        identity = running.send("join-person", {**SIGNUP, "name": name})
        running.work()
        files = git(running.repository, "diff", "--name-status", "HEAD", f"intake/signup/{identity}")
        assert re.fullmatch(r"A\texperts/profiles/[a-z0-9-]+\.yaml", files)

    def test_a_removed_entry_keeps_its_address(self, running):
        identity = running.send("join-person", {**SIGNUP, "name": "Gone Example"})
        running.work()
        assert running.show(f"intake/signup/{identity}", "experts/profiles/gone-example-2.yaml")

    def test_what_a_robot_filled_in_is_kept_aside_and_not_lost(self, running):
        identity = running.send("join-person", SIGNUP, **{TRAP: "555"})
        assert running.work() == 0
        assert running.set_aside() == {identity: "the hidden field was filled in"}
        assert running.pulls() == {}

    def test_haste_is_told_to_the_editor(self, running):
        running.press("join-person", running.walk("join-person", SIGNUP), "send")
        running.work()
        assert next(iter(running.pulls().values()))["labels"] == ["sent-in-haste", "signup"]


class TestChange:
    def test_the_form_is_filled_in_with_the_entry(self, running):
        response = running.ask("GET", "/send/change", query="profile=asha-example")
        assert 'value="Dr Asha Example"' in response.body
        assert 'value="+44 20 7946 0123"' in running.press("change", response, "step.5").body
        assert running.ask("GET", "/send/change", query="profile=../../x").status == 404
        assert running.ask("GET", "/send/change", query="profile=gone-example").status == 404

    def test_only_what_was_changed_changes(self, running):
        identity = running.send(
            "change", prefilled(running, "asha-example", headline="Psychiatrist, reports for courts")
        )
        running.work()
        branch = f"intake/change/{identity}"
        old = running.app.listing.data("asha-example")
        new = yaml_reader.read(running.show(branch, "experts/profiles/asha-example.yaml").encode())
        assert new == {**old, "headline": "Psychiatrist, reports for courts"}
        assert running.pulls()[branch]["labels"] == ["change", "not-confirmed"]

    @pytest.mark.parametrize(("field", "new"), [
        ("phone", "+44 20 7946 0999"), ("email", "other@mail.example.org"), ("web", "https://other.example.org/"),
        ("link", "https://other.example.org/"), ("text", ""), ("relay", []), ("post",
        "Other Street 1\nLondon"),
    ])  # fmt: skip
    def test_changed_contact_data_is_labelled_and_in_bold(self, running, field, new):
        identity = running.send("change", prefilled(running, "asha-example", **{field: new}))
        running.work()
        pull = running.pulls()[f"intake/change/{identity}"]
        assert pull["labels"] == ["change", "contact-change", "not-confirmed"]
        assert "**Would " in pull["text"]
        assert "A second editor agrees" in pull["text"]

    @pytest.mark.parametrize("slug", ["asha-example", "bare-minimum", "harbour-example", "laila-mithal",
    "long-words",
                                      "nguyen-thi-vi-du", "li-shili", "iryna-pryklad",
                                      "selam-abnet"])  # fmt: skip
    def test_an_unchanged_form_changes_nothing(self, running, slug):
        response = running.walk("change", prefilled(running, slug))
        assert (response.status, len(faults(response))) == (422, 2)
        assert "Nothing differs from the entry" in response.body

    def test_an_entry_that_moved_on_in_the_meantime_keeps_its_other_news(self, running):
        identity = running.send(
            "change", prefilled(running, "asha-example", headline="Psychiatrist, reports for courts")
        )
        file = running.repository / "experts" / "profiles" / "asha-example.yaml"
        file.write_text(file.read_text().replace("Duty line", "Day line"))
        git(running.repository, "commit", "-q", "-am", "Meanwhile")
        running.work()
        new = running.show(f"intake/change/{identity}", "experts/profiles/asha-example.yaml")
        assert "Day line" in new
        assert "Psychiatrist, reports for courts" in new

    def test_an_entry_that_went_in_the_meantime_blocks_nobody(self, running):
        identity = running.send(
            "change", prefilled(running, "asha-example", headline="Psychiatrist, reports for courts")
        )
        git(running.repository, "rm", "-q", "experts/profiles/asha-example.yaml")
        git(running.repository, "commit", "-q", "-m", "Meanwhile")
        other = running.send("join-person", SIGNUP)
        running.work()
        assert running.set_aside() == {identity: "the entry is no longer there"}
        assert f"intake/signup/{other}" in running.pulls()


class TestOthers:
    def test_still_correct_is_their_word_and_no_check(self, running):
        identity = running.send(
            "still-correct", {"profile": "asha-example", "reply_to": "a@asha.example.org", "agree": "yes"}
        )
        running.work()
        new = yaml_reader.read(
            running.show(f"intake/correct/{identity}", "experts/profiles/asha-example.yaml").encode()
        )
        old = running.app.listing.data("asha-example")
        assert new["confirmed"]["on"] == new["accepting"]["as_of"] == "2026-11-22"
        assert new["verification"] == old["verification"]
        assert new["verification"]["level"] == "register-checked"

    def test_removal_leaves_a_tombstone_and_no_photo(self, running):
        identity = running.send(
            "remove", {"profile": "asha-example", "reply_to": "a@asha.example.org", "agree": "yes"}
        )
        running.work()
        branch = f"intake/remove/{identity}"
        left = yaml_reader.read(running.show(branch, "experts/profiles/asha-example.yaml").encode())
        assert left == {"name": "Dr Asha Example", "sample": True, "removed": {"on": "2026-11-22"}}
        assert "D\texperts/photos/asha-example.jpg" in git(
            running.repository, "diff", "--name-status", "HEAD", branch
        )

    def test_a_letter_asks_for_confirmation_and_a_button_gives_it(self, running):
        identity = running.send("join-person", SIGNUP)
        running.work()
        (letter,) = letters(running)
        link = re.search(r"/send/confirm/\S+", letter.get_content())[0]
        assert letter["To"] == "ana@diaz.example.org"
        for _ in range(2):
            assert "Yes, it was me" in running.ask("GET", link).body
        running.work()
        assert running.pulls()[f"intake/signup/{identity}"]["labels"] == ["signup"]
        for _ in range(2):
            assert running.ask("POST", link).status == 200
            running.work()
        assert running.pulls()[f"intake/signup/{identity}"]["labels"] == ["address-confirmed", "signup"]

    def test_a_late_or_changed_link_confirms_nothing(self, running):
        running.send("join-person", SIGNUP)
        running.work()
        link = re.search(r"/send/confirm/\S+", letters(running)[0].get_content())[0]
        other = running.send("join-person", {**SIGNUP, "name": "Other Person"})
        identity = link.split(".")[1]
        assert running.ask("POST", link.replace(identity, other)).status == 410
        assert running.ask("POST", link[:-1]).status == 410
        running.clock.sleep(8 * 86400)
        assert running.ask("POST", link).status == 410

    def test_an_address_gets_one_letter_a_day_and_nobody_else_any(self, running):
        for name in ("Ana One", "Ana Two", "Ana Three"):
            running.send("join-person", {**SIGNUP, "name": name})
        running.send("message", HELP)
        running.send("remove", {"profile": "asha-example", "reply_to": "a@asha.example.org", "agree": "yes"})
        running.work()
        assert [letter["To"] for letter in letters(running)].count(SIGNUP["reply_to"]) == 1
        running.clock.sleep(86400)
        running.send("join-person", {**SIGNUP, "name": "Ana Four"})
        running.work()
        assert [letter["To"] for letter in letters(running)].count(SIGNUP["reply_to"]) == 2


def letters(running: Running) -> list[Any]:
    files = sorted((running.folder / "var" / "mail").glob("*.eml"))
    return [email.message_from_bytes(file.read_bytes(), policy=default) for file in files]


def opened(running: Running, identity: str, editor: str = "first") -> list[dict[str, Any]]:
    key = running.app.secrets.get(f"editor-{editor}")
    return [
        seal.unseal(running.app.store.get(entry.key), key)
        for entry in running.app.store.keys(f"sealed/{identity}.")
    ]


class TestReferral:
    @pytest.mark.parametrize(("form", "sent"), [("message", HELP), ("enquiry", ENQUIRY)])
    @pytest.mark.parametrize("editor", ["first", "second"])
    def test_any_editor_can_open_it(self, running, form, sent, editor):
        identity = running.send(form, sent)
        (content,) = opened(running, identity, editor)
        assert content["answers"] == {
            name: [held] if isinstance(held, str) else held for name, held in sent.items()
        }

    def test_the_pull_request_shows_what_was_agreed_and_who_may_fit(self, running):
        identity = running.send("message", HELP)
        running.work()
        text = running.pulls()[f"intake/referral/{identity}"]["text"]
        assert "A safe place to stay" in text
        assert "asha-example" in text
        assert "Psychological therapy" in text
        assert "Bird" not in text
        assert git(running.repository, "for-each-ref", "refs/heads/intake/") == ""

    def test_without_leave_it_shows_nothing(self, running):
        identity = running.send("message", {**HELP, "routing": "no"})
        running.work()
        text = running.pulls()[f"intake/referral/{identity}"]["text"]
        assert "The sender showed nothing" in text
        assert "Vietnamese" not in text + running.show(
            f"intake/referral/{identity}", f"referrals/{identity}.json"
        )

    def test_it_is_asked_for_very_little(self, running):
        least = {"help": ["unsure"], "region": "other", "level": "anonymous", "routing": "no"}
        assert running.send("message", least)

    def test_what_was_sealed_but_not_entered_is_completed(self, running):
        identity = running.send("message", HELP)
        running.app.store.delete(running.app.store.keys(f"help/{identity}.")[0].key)
        running.clock.sleep(upkeep.GRACE - 1)
        assert running.work() == 0
        running.clock.sleep(1)
        assert running.work() == 1
        assert f"intake/referral/{identity}" in running.pulls()
        running.send("message", HELP)
        running.work()
        assert len(running.pulls()) == 1, "the sender had seen no answer, and tried again"

    @pytest.mark.parametrize("keys", ["", "one", "broken", "one twice"])
    def test_without_two_sound_keys_nothing_is_stored(self, running, keys):
        file = running.folder / "var" / "secrets" / "recipients"
        first = file.read_text().splitlines()[0]
        file.write_text(
            {
                "": "# none\n",
                "one": first,
                "broken": f"{first}\nage1broken\n",
                "one twice": f"{first}\n{first}\n",
            }[keys]
        )
        response = running.deliver("message", HELP)
        assert response.status == 503
        assert "Bird" in response.body
        assert running.app.store.keys("") == []

    def test_changed_ciphertext_does_not_open(self, running):
        identity = running.send("message", HELP)
        (entry,) = running.app.store.keys(f"sealed/{identity}.")
        body = bytearray(running.app.store.get(entry.key))
        body[-5] ^= 1
        with pytest.raises(pyrage.DecryptError):
            seal.unseal(bytes(body), running.app.secrets.get("editor-first"))

    def test_its_length_tells_little(self, running):
        made = [running.send("message", {**HELP, "careful": "x" * length}) for length in (1, 50, 150)]
        sealed = [running.app.store.get(running.app.store.keys(f"sealed/{one}.")[0].key) for one in made]
        key = pyrage.x25519.Identity.from_str(running.app.secrets.get("editor-first"))
        assert {len(pyrage.decrypt(one, [key])) for one in sealed} == {1024}


def test_every_form_is_shown_with_its_errors(running):
    """Of its first step that asks for something; a change is filled in until the last."""
    for form in forms().values():
        first = running.ask("GET", "/send/change", query="profile=asha-example")
        last = running.press("change", first, f"step.{len(form.sections)}")
        change = form.id == "change"
        response = running.press("change", last) if change else running.post(form.id, {})
        assert response.status == 422
        assert len(faults(response)) > 2, form.id
