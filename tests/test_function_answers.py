"""An answer that six words open: the whole conversation, both ways, and what nobody learns from it."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyrage
import pytest

from forms.answer_page import LONGEST
from functions import answer_pass, answer_requests, sent_page, upkeep, word_list, written_back
from functions.__main__ import main
from functions.answer_place import place_of
from functions.app import PackedListing, packed
from functions.ports import UnavailableError
from functions.response import Response
from functions.tokens import spaced
from tests.function_app import ENQUIRY, HELP, SIGNUP, SITE, Running, reference, shown_words, start
from tests.function_ports import bucket, git, github, loopback_aws
from tests.posted_form import sent_from
from tests.site_builder import MINI

DAY = 24 * 3600
HERE, THERE = "198.51.100.7:4711", "203.0.113.9:80"
ANSWER = "A room is free.\nCome to the station on Monday & ask for <b>Ruth</b>."
WRONG = "abacus abdomen abdominal abide abiding ability"


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Running:
    monkeypatch.setenv("SITE", str(tmp_path / "site"))
    monkeypatch.setenv("STATE", str(tmp_path / "var"))
    for name in ("BUCKET", "KEY"):
        monkeypatch.delenv(name, raising=False)
    made = start(tmp_path)
    monkeypatch.setattr("functions.__main__.now", made.clock)
    return made


def reply(running: Running, identity: str, text: str = ANSWER) -> int:
    """What an editor does, with a file."""
    file = running.folder / "answer.txt"
    file.write_text(text, "utf-8")
    return main(["reply", spaced(identity), str(file)])


def answered(running: Running, text: str = ANSWER, **headers: str) -> tuple[str, str]:
    """A message that the editors have answered: its reference and its words."""
    identity, words = running.words(HELP, **headers)
    running.work()
    assert reply(running, identity, text) == 0
    return identity, words


def press(running: Running, page: Response, go: str, **more: str) -> Response:
    return running.post("answer", {**sent_from(page.body), **more, "go": go})


def heading(page: Response) -> str:
    return re.search(r"<h1>(.*?)</h1>", page.body)[1]


def opened(running: Running, capsys: pytest.CaptureFixture[str], identity: str) -> str:
    capsys.readouterr()
    main(["referral", identity])
    return capsys.readouterr().out


def case(running: Running, identity: str) -> dict[str, Any]:
    return running.pulls()[f"intake/referral/{identity}"]


def notes(running: Running, identity: str) -> list[str]:
    return re.findall(
        r"^- They wrote again on \S+, as \*\*([a-z0-9-]+)\*\*", case(running, identity)["text"], re.M
    )


class TestThePageAfterAMessage:
    def test_it_is_the_answer_to_the_post_and_leaves_no_trace(self, running):
        page = running.deliver("message", HELP)
        assert (page.status, "Location" in page.headers) == (200, False)
        assert (page.headers["Cache-Control"], page.headers["Clear-Site-Data"]) == ("no-store", '"cache"')
        words = shown_words(page)
        assert (len(words), word_list.problem(tuple(words))) == (6, "")
        assert [page.body.count(f">{word}<") >= 1 for word in words] == [True] * 6
        assert "put-" not in page.body

    def test_by_heart_comes_before_writing_down(self, running):
        page = running.deliver("message", HELP).body
        places = [page.index(text) for text in ("six-words", "Learn them by heart", "write them on paper",
                  "Your reference", "What happens next", "If nobody answers", 'id="helplines"')]  # fmt: skip
        assert places == sorted(places)
        assert 'href="/forms/answer/"' in page

    def test_other_forms_have_no_words(self, running):
        for form, given in (("enquiry", ENQUIRY), ("join-person", SIGNUP)):
            identity = running.send(form, given)
            about = "enquiry" if form == "enquiry" else "entry"
            page = running.ask("GET", f"/send/thanks/{identity}", query=f"about={about}").body
            assert "six-words" not in page
            assert "six words" not in page

    def test_the_words_are_shown_whatever_else_is_out_of_reach(self, running, monkeypatch, capsys):
        monkeypatch.setattr(running.app.listing, "sent", lambda: 1 / 0)
        page = running.deliver("message", HELP)
        assert page.status == 200
        assert len(shown_words(page)) == 6
        assert running.app.store.keys(f"help/{reference(page)}.")
        assert '"outcome": "bare"' in capsys.readouterr().err

    def test_what_is_deployed_is_the_same_page(self, running):
        for name, body in packed(MINI, SITE).items():
            running.app.store.put(f"site/{name}", body)
        deployed = PackedListing(running.app.store, running.clock)
        assert deployed.sent() == running.app.listing.sent()
        assert all(deployed.sent().count(mark) == 1 for mark in (sent_page.REFERENCE, *sent_page.WORDS))


def test_the_whole_conversation(running, capsys):
    identity, words = running.words()
    assert heading(running.look(words)) == "No answer yet"
    running.work()
    assert reply(running, identity) == 0
    assert "reads it at /forms/answer/ until 2027-02-20" in capsys.readouterr().out
    page = running.look(words.upper().replace(" ", ", "))
    assert heading(page) == "An answer for you"
    assert (
        "A room is free.\nCome to the station on Monday &amp; ask for &lt;b&gt;Ruth&lt;/b&gt;." in page.body
    )
    assert 'id="helplines"' in page.body
    assert 'class="exit"' in page.body
    sent = press(running, page, "reply", message="Is there\na bus?")
    assert (sent.status, heading(sent)) == (200, "Message sent")
    running.work()
    [again] = notes(running, identity)
    assert "wrote-again" in case(running, identity)["labels"]
    shown = opened(running, capsys, again)
    assert "alias: Bird" in shown
    assert "message: Is there" in shown
    assert reply(running, again, "Yes, the 12.") == 0
    assert "place of an earlier answer" in capsys.readouterr().out
    page = running.look(words)
    assert "Yes, the 12." in page.body
    assert "A room is free" not in page.body
    assert heading(press(running, page, "remove")) == "The answer is removed"
    assert heading(running.look(words)) == "No answer yet"
    assert running.app.store.keys("answers/") == []
    assert reply(running, identity, "Once more") == 0
    assert "Once more" in running.look(words).body


class TestWordsThatOpenNothing:
    def test_wrong_gone_not_yet_and_broken_are_one_page_byte_for_byte(self, running):
        pages = {"wrong": running.look(WRONG)}
        _, words = running.words()
        pages["not yet"] = running.look(words)
        _, removed = answered(running)
        press(running, running.look(removed), "remove")
        pages["removed"] = running.look(removed)
        _, broken = answered(running)
        place = place_of(broken.split())
        running.app.store.put(place.object, b"age-encryption.org/v1\nnonsense", replace=True)
        pages["broken"] = running.look(broken)
        stranger = pyrage.x25519.Identity.generate().to_public()
        running.app.store.put(place.object, pyrage.encrypt(b"{}", [stranger]), replace=True)
        pages["somebody else's"] = running.look(broken)
        mine = pyrage.x25519.Recipient.from_str(place.recipient)
        for name, content in (("a list", b"[]"), ("no text", b'{"on": "x"}'), ("no JSON", b"\xff{")):
            running.app.store.put(place.object, pyrage.encrypt(content, [mine]), replace=True)
            pages[name] = running.look(broken)
        _, old = answered(running)
        running.clock.sleep(90 * DAY)
        assert heading(running.look(old)) == "An answer for you"
        running.clock.sleep(DAY)
        pages["too old, and not deleted yet"] = running.look(old)
        upkeep.expire(running.app)
        assert running.app.store.keys("answers/") == []
        pages["too old"] = running.look(old)
        assert {(page.status, page.body, str(page.headers)) for page in pages.values()} == {
            (200, pages["wrong"].body, str(pages["wrong"].headers))
        }
        assert heading(pages["wrong"]) == "No answer yet"

    def test_all_of_them_are_the_same_work(self, running, monkeypatch):
        done: Counter[str] = Counter()

        def counted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
            return lambda *args, **more: (done.update([name]), real(*args, **more))[1]

        _, words = running.words()
        _, right = answered(running)
        _, old = answered(running)
        for place, name in ((hashlib, "scrypt"), (pyrage, "decrypt"), (running.app.store, "get"),
                            (running.app.store, "put"), (running.app.store, "keys"),
                            (running.app.pages, "render")):  # fmt: skip
            monkeypatch.setattr(place, name, counted(name, getattr(place, name)))
        work = {}
        for name, typed in {"wrong": WRONG, "not yet": words, "right": right}.items():
            done.clear()
            running.look(typed, **{"cloudfront-viewer-address": f"{len(work)}:1"})
            work[name] = dict(done)
        running.clock.sleep(91 * DAY)
        done.clear()
        running.look(old)
        assert work["wrong"] == work["not yet"] == work["right"] == dict(done)
        assert work["wrong"] == {"scrypt": 1, "decrypt": 1, "get": 3, "put": 1, "render": 1}

    @pytest.mark.long
    def test_ten_thousand_guesses(self, running, monkeypatch, capsys):
        _, words = answered(running, cloudfront_viewer_address=THERE)
        read: set[str] = set()
        real = running.app.store.get
        monkeypatch.setattr(running.app.store, "get", lambda key: (read.add(key), real(key))[1])
        monkeypatch.setattr(running.app.store, "keys", lambda prefix: 1 / 0)
        pages: Counter[tuple[int, str]] = Counter()
        guesses = [" ".join(word_list.draw()) for _ in range(10_000)]
        for guess in guesses:
            page = running.look(guess, **{"cloudfront-viewer-address": HERE})
            pages[page.status, page.body] += 1
        assert sorted((status, count) for (status, _), count in pages.items()) == [
            (200, answer_requests.TRIES_AN_HOUR), (429, 10_000 - answer_requests.TRIES_AN_HOUR)
        ]  # fmt: skip
        assert {key.partition("/")[0] for key in read} == {"answers", "tries"}
        own = running.look(words, **{"cloudfront-viewer-address": HERE})
        assert own.status == 429, "right words pass no more often than wrong ones"
        assert heading(running.look(words, **{"cloudfront-viewer-address": THERE})) == "An answer for you"
        running.clock.sleep(3600)
        assert heading(running.look(words, **{"cloudfront-viewer-address": HERE})) == "An answer for you"
        logged = capsys.readouterr().err
        assert not [word for word in words.split() if re.search(rf"\b{word}\b", logged)]

    def test_a_typo_costs_no_try_and_is_not_repeated(self, running):
        _, words = answered(running)
        typo = " ".join([*words.split()[:2], "qzqzq", *words.split()[3:]])
        for _ in range(answer_requests.TRIES_AN_HOUR + 1):
            page = running.look(typo, **{"cloudfront-viewer-address": HERE})
        assert page.status == 422
        assert "The third word is not one of ours" in page.body
        assert "qzqzq" not in page.body
        assert sent_from(page.body)["words"] == [typo.replace("qzqzq", "?")]
        assert "<title>Error: Answer" in page.body
        assert running.app.store.keys("tries/") == []

    def test_where_the_front_tells_no_network_people_are_not_locked_out(self, running):
        _, words = answered(running)
        for _ in range(answer_requests.TRIES_AN_HOUR + 1):
            running.look(WRONG)
        assert heading(running.look(words)) == "An answer for you"


class TestWritingBack:
    def test_pressed_twice_it_is_one_line_and_one_text(self, running, capsys):
        identity, words = answered(running)
        page = running.look(words)
        for _ in range(2):
            assert heading(press(running, page, "reply", message="Thank you")) == "Message sent"
            running.work()
        press(running, running.look(words), "reply", message="Thank you")
        running.work()
        assert len(notes(running, identity)) == 1
        assert opened(running, capsys, identity).count("Thank you") == 1

    def test_two_texts_are_two_lines(self, running):
        identity, words = answered(running)
        for text in ("One", "Two"):
            press(running, running.look(words), "reply", message=text)
        running.work()
        assert len(notes(running, identity)) == 2
        assert (running.waits(), running.set_aside()) == ([], {})

    @pytest.mark.parametrize(("text", "said"), [
        ("", "Write your message in the box"), ("  \n ", "Write your message in the box"),
        ("x" * (LONGEST + 1), "At most 4,000 characters fit; you wrote 4,001"),
    ])  # fmt: skip
    def test_what_cannot_be_sent_is_kept_and_told(self, running, text, said):
        _, words = answered(running)
        page = press(running, running.look(words), "reply", message=text)
        assert (page.status, heading(page)) == (422, "Write back")
        assert said in page.body
        assert sent_from(page.body)["message"] == [text.strip()]
        assert heading(press(running, page, "reply", message="Better")) == "Message sent"

    def test_after_half_an_hour_the_words_are_asked_for_and_the_text_stays(self, running):
        identity, words = answered(running)
        page = running.look(words)
        running.clock.sleep(answer_pass.SECONDS + 1)
        late = press(running, page, "reply", message="I need\na lawyer")
        assert "Please type your six words again" in late.body
        assert sent_from(late.body)["message"] == ["I need\na lawyer"]
        wrong = press(running, late, "reply", words=WRONG)
        assert heading(wrong) == "No answer yet"
        assert "Your message has not been sent" in wrong.body
        assert heading(press(running, wrong, "reply", words=words)) == "Message sent"
        running.work()
        assert len(notes(running, identity)) == 1

    def test_so_it_is_for_removing(self, running):
        _, words = answered(running)
        page = running.look(words)
        running.clock.sleep(answer_pass.SECONDS + 1)
        late = press(running, page, "remove")
        assert running.app.store.keys("answers/")
        assert heading(press(running, late, "remove", words=words)) == "The answer is removed"
        assert running.app.store.keys("answers/") == []

    def test_a_pass_is_of_this_answer_and_made_by_us(self, running):
        _, words = answered(running)
        _, others = running.words({**HELP, "alias": "Fish"})
        held = sent_from(running.look(words).body)["pass"][0]
        packed_part, _, signature = held.rpartition(".")
        forged = answer_pass.issued("x" * 64, answer_pass.AnswerPass("answers/x", "age1x", "a" * 20), 0)
        for text in (
            packed_part,
            f"{packed_part}.",
            f"x{held}",
            forged,
            f"{forged.partition('.')[0]}.{signature}",
            ".",
        ):
            page = running.post("answer", {"pass": text, "go": "remove"})
            assert "Please type your six words again" in page.body, text
        assert len(running.app.store.keys("answers/")) == 1
        assert place_of(words.split()).recipient in str(answer_pass.unpacked(packed_part))
        assert not [
            word for word in (words + others).split() if word in str(answer_pass.unpacked(packed_part))
        ]

    @pytest.mark.parametrize("go", ["", "reply", "remove"])
    def test_a_store_that_is_away_loses_no_text(self, running, monkeypatch, go):
        _, words = answered(running)
        page = running.look(words)
        down = lambda *_, **__: (_ for _ in ()).throw(UnavailableError("s3"))  # noqa: E731
        for name in ("get", "put", "delete"):
            monkeypatch.setattr(running.app.store, name, down)
        failed = press(running, page, go, message="Please") if go else running.look(words)
        assert failed.status == 503
        assert "What you typed is still here" in failed.body
        kept = sent_from(failed.body)
        monkeypatch.undo()
        if go == "remove":
            assert heading(press(running, failed, go, words=words)) == "The answer is removed"
        elif go == "reply":
            assert kept["message"] == ["Please"]
            assert heading(press(running, failed, go)) == "Message sent"
        else:
            assert kept["words"] == [words]


CLOSED = {
    "closed": lambda running, identity: git(
        running.folder / "var" / "referrals.git", "update-ref", "-d", f"refs/heads/intake/referral/{identity}"
    ),
    "merged": lambda running, identity: git(
        running.folder / "var" / "referrals.git", "update-ref", "refs/heads/main",
        f"refs/heads/intake/referral/{identity}"
    ),
    "never made": lambda running, identity: None,
}  # fmt: skip


@pytest.mark.parametrize("how", CLOSED)
def test_what_is_written_to_a_case_that_is_no_longer_open_is_a_proposal_of_its_own(running, how, capsys):
    identity, words = running.words()
    if how != "never made":
        running.work()
    assert reply(running, identity) == 0
    CLOSED[how](running, identity)
    press(running, running.look(words), "reply", message="Are you there?")
    if how == "never made":
        running.app.store.delete(running.app.store.keys(f"help/{identity}.")[0].key)
    running.work()
    [(branch, pull)] = [
        (name, pull) for name, pull in running.pulls().items() if "wrote-again" in pull["labels"]
    ]
    assert branch != f"intake/referral/{identity}"
    assert spaced(identity) in pull["text"]
    assert "Are you there?" in opened(running, capsys, branch.rpartition("/")[2])
    assert (running.waits(), running.set_aside()) == ([], {})


def test_an_answer_without_a_sound_reference_loses_nothing(running, capsys):
    """An editor's page may have been given a file with another name."""
    _, words = answered(running)
    part = place_of(words.split()).part
    content = {"reference": "unknown", "on": "2026-11-22", "answer": "Hello"}
    recipient = pyrage.x25519.Recipient.from_str(part["recipient"])
    running.app.store.put(
        part["object"], pyrage.encrypt(json.dumps(content).encode(), [recipient]), replace=True
    )
    press(running, running.look(words), "reply", message="Who are you?")
    running.work()
    [branch] = [name for name, pull in running.pulls().items() if "wrote-again" in pull["labels"]]
    assert "Who are you?" in opened(running, capsys, branch.rpartition("/")[2])


def test_half_of_what_was_written_back_becomes_a_case_of_its_own(running, capsys):
    _, words = answered(running)
    press(running, running.look(words), "reply", message="Half")
    [entry] = running.app.store.keys("help/")
    running.app.store.delete(entry.key)
    running.clock.sleep(upkeep.GRACE)
    assert running.work() == 1
    identity = entry.key.partition("/")[2].partition(".")[0]
    assert "Half" in opened(running, capsys, identity)
    assert f"intake/referral/{identity}" in running.pulls()


def test_closing_the_case_settles_what_was_written_back(running, monkeypatch):
    settled: list[str] = []
    identity, words = answered(running)
    press(running, running.look(words), "reply", message="Thank you")
    running.work()
    [again] = notes(running, identity)
    CLOSED["closed"](running, identity)
    monkeypatch.setattr(running.app.store, "settle", settled.append)
    running.work()
    assert {key.partition(".")[0] for key in settled} == {
        f"sealed/{identity}",
        f"sealed/{again.replace('-', '')}",
    }


class TestTwins:
    def test_both_words_open_the_answer_of_who_pressed_twice(self, running, capsys):
        first, one = running.words(HELP, cloudfront_viewer_address=HERE)
        running.clock.sleep(1)
        _, other = running.words(HELP, cloudfront_viewer_address=HERE)
        assert one != other
        running.work()
        assert len(running.pulls()) == 1
        assert reply(running, first) == 0
        assert "2 times" in capsys.readouterr().out
        assert [heading(running.look(words)) for words in (one, other)] == ["An answer for you"] * 2
        press(running, running.look(other), "reply", message="From the second")
        running.work()
        assert len(notes(running, first)) == 1

    def test_who_ticked_the_same_elsewhere_gets_no_answer_of_another(self, running):
        """With few answers to tick, equal ones prove nothing; a hostile sender tries them all."""
        identity, words = running.words(HELP, cloudfront_viewer_address=HERE)
        _, hostile = running.words(HELP, cloudfront_viewer_address=THERE)
        running.work()
        assert len(running.pulls()) == 2
        assert reply(running, identity) == 0
        assert heading(running.look(words)) == "An answer for you"
        assert heading(running.look(hostile)) == "No answer yet"

    def test_nor_does_who_sends_the_same_later_from_the_same_house(self, running, capsys):
        identity, words = running.words(HELP, cloudfront_viewer_address=HERE)
        running.clock.sleep(3600)
        other, hostile = running.words(HELP, cloudfront_viewer_address=HERE)
        running.work()
        assert len(running.pulls()) == 1
        assert reply(running, identity) == 0
        assert f"NOT answered: {spaced(other)}" in capsys.readouterr().out
        assert heading(running.look(words)) == "An answer for you"
        assert heading(running.look(hostile)) == "No answer yet"
        assert reply(running, other, "For the second") == 0
        assert "For the second" in running.look(hostile).body
        assert "For the second" not in running.look(words).body


class TestTheEditor:
    @pytest.mark.parametrize(("form", "given", "told"), [
        ("enquiry", ENQUIRY, "answer it by e-mail, to the work address"),
        ("join-person", SIGNUP, "This is about an entry"),
    ])  # fmt: skip
    def test_only_a_message_has_a_place_for_an_answer(self, running, capsys, form, given, told):
        identity = running.send(form, given)
        running.work()
        assert reply(running, identity) == 1
        err = capsys.readouterr().err
        assert told in err
        assert "No answer was written." in err
        assert running.app.store.keys("answers/") == []

    @pytest.mark.parametrize(("text", "told"), [
        ("", "There is no text"), (" \n\u200b", "There is no text"), ("x" * 4001, "this one has 4,001"),
    ])  # fmt: skip
    def test_a_text_that_cannot_be_an_answer(self, running, capsys, text, told):
        identity, _ = running.words()
        assert reply(running, identity, text) == 1
        assert told in capsys.readouterr().err
        assert running.app.store.keys("answers/") == []

    def test_other_faults_are_told(self, running, capsys, tmp_path, monkeypatch):
        identity, _ = running.words()
        assert main(["reply", "a" * 20, "x"]) == 1
        assert "There is nothing under the reference" in capsys.readouterr().err
        assert main(["reply", identity, str(tmp_path / "missing.txt")]) == 1
        assert "missing.txt cannot be read" in capsys.readouterr().err
        assert main(["reply"]) == 2
        (tmp_path / "mine").write_text(f"{pyrage.x25519.Identity.generate()}\n")
        monkeypatch.setenv("KEY", str(tmp_path / "mine"))
        assert reply(running, identity) == 1
        assert "No key of yours opens it" in capsys.readouterr().err

    def test_the_text_may_be_piped_in_or_typed(self, running, monkeypatch, capsys):
        identity, words = running.words()
        monkeypatch.setattr("sys.stdin", io.StringIO("Typed\r\nin two lines\n"))
        assert main(["reply", identity]) == 0
        assert "Typed\nin two lines</div>" in running.look(words).body

    def test_erasing_takes_the_answer_along_where_a_key_is_at_hand(
        self, running, capsys, monkeypatch, tmp_path
    ):
        identity, words = answered(running)
        press(running, running.look(words), "reply", message="Thank you")
        running.work()
        assert main(["referral", identity, "--erase"]) == 0
        assert "may still be there" not in capsys.readouterr().out
        left = {entry.key.partition("/")[0] for entry in running.app.store.keys("")}
        assert left <= {"erased", "state", "twins", "tries"}

    def test_and_says_so_where_it_is_not(self, running, capsys, monkeypatch, tmp_path):
        identity, words = answered(running)
        (tmp_path / "mine").write_text(f"{pyrage.x25519.Identity.generate()}\n")
        monkeypatch.setenv("KEY", str(tmp_path / "mine"))
        assert main(["referral", identity, "--erase"]) == 0
        assert "an answer to it may still be there" in capsys.readouterr().out
        assert heading(running.look(words)) == "An answer for you"


METHODS = [("GET", 303), ("HEAD", 303), ("PUT", 405), ("POST", 415)]


@pytest.mark.parametrize(("method", "status"), METHODS)
def test_only_a_post_asks(running, method, status):
    page = running.ask(method, "/send/answer", query=f"words={WRONG.replace(' ', '+')}")
    assert page.status == status
    assert page.headers.get("Location", "/forms/answer/") == "/forms/answer/"


@pytest.mark.parametrize(("given", "status"), [
    ({"colour": "red"}, 400), ({"words": ["a", "b"]}, 400), ({"words": "x" * 33_000}, 413), ({}, 422),
    ({"words": "\x00"}, 422), ({"go": "unheard-of", "words": WRONG}, 200),
    ({"words": WRONG, "pass": "x"}, 200),
])  # fmt: skip
def test_odd_posts(running, given, status):
    assert running.post("answer", given).status == status


def test_s3_says_not_allowed_where_nothing_is(monkeypatch):
    """To whoever may not list the bucket; elsewhere it stays a fault."""
    from botocore.exceptions import ClientError

    from functions.aws import S3Store
    from functions.ports import RefusedError

    pytest.importorskip("moto.server")
    with loopback_aws():
        store = S3Store("inbox")

    def denied(**_: Any) -> Any:
        raise ClientError({"Error": {"Code": "AccessDenied"}}, "GetObject")

    monkeypatch.setattr(store.client, "get_object", denied)
    assert [store.get("answers/x.age"), store.get("tries/spent-x"), store.get("used/x")] == [None] * 3
    for key in ("site/listing.json.gz", "sealed/x"):
        with pytest.raises(RefusedError):
            store.get(key)


RARE = ("marmalade", "zoologist", "tiptoeing", "spearmint", "porcupine", "trombone")


class TestSecrecy:
    """Words, place and texts: looked for in logs, pull requests, git's objects, the store and headers."""

    @pytest.fixture(params=["local", "cloud"])
    def world(self, request, running, tmp_path) -> Iterator[Any]:
        if request.param == "local":
            yield (
                running,
                lambda: "".join(
                    git(where, "cat-file", "--batch-all-objects", "--batch") + git(where, "for-each-ref")
                    for where in (running.repository, running.folder / "var" / "referrals.git")
                ),
            )
            return
        pytest.importorskip("moto.server")
        profile = "experts/profiles/asha-example.yaml"
        files = {profile: (running.repository / profile).read_text("utf-8")}
        with (
            loopback_aws(),
            github(tmp_path / "github", files, running.clock) as (forge, fake),
            bucket(tmp_path.name, running.clock) as store,
            pytest.MonkeyPatch.context() as patch,
        ):
            running.app.store, running.app.forge, running.app.referrals = store, forge, forge
            patch.setenv("BUCKET", store.bucket)
            yield (
                running,
                lambda: (
                    json.dumps(fake.exchanges)
                    + json.dumps(fake.pulls)
                    + git(fake.repository, "cat-file", "--batch-all-objects", "--batch")
                ),
            )

    def test_nothing_of_the_conversation_is_anywhere_in_the_clear(self, world, capfd, caplog, monkeypatch):
        """The words are such as our own texts do not use."""
        running, told = world
        monkeypatch.setattr(word_list, "draw", lambda: RARE)
        identity, words = running.words()
        running.work()
        assert reply(running, identity, "Canary1Zq answer") == 0
        page = running.look(words)
        assert "Canary1Zq answer" in page.body, "else this test proves nothing"
        pages = [running.look(WRONG), press(running, page, "reply", message="Canary2Zq reply")]
        running.work()
        pages += [press(running, page, "reply", message=""), press(running, page, "remove")]
        running.work()
        assert reply(running, identity, "Canary3Zq answer") == 0
        place = place_of(words.split())
        hidden = ["Canary", place.object.partition("/")[2], place.recipient, str(place.identity)]
        hidden += [rf"\b{word}\b" for word in words.split()]
        out, err = capfd.readouterr()
        # The fake S3 is in this process, and its log names each object that it is asked for.
        ours = [record.getMessage() for record in caplog.records if record.name != "werkzeug"]
        places = {"logs": f"{out}{err}{ours}", "repositories": told()}
        places |= {
            entry.key: running.app.store.get(entry.key).decode("latin-1")
            + ("" if entry.key.startswith("answers/") else entry.key)
            for entry in running.app.store.keys("")
        }
        places |= {f"headers {number}": str(page.headers) for number, page in enumerate(pages)}
        leaks = [
            (where, what) for where, text in places.items() for what in hidden if re.search(what, text, re.I)
        ]
        assert leaks == []
        assert not [word for page in pages for word in words.split() if f">{word}<" in page.body]

    def test_the_line_in_the_pull_request_names_what_is_sealed(self, world, capsys):
        running, told = world
        identity, words = running.words()
        running.work()
        assert reply(running, identity) == 0
        press(running, running.look(words), "reply", message="Thank you")
        running.work()
        keys = [entry.key for entry in running.app.store.keys("sealed/") if identity not in entry.key]
        assert keys
        assert keys[0] in told().replace("\\n", "\n")
        assert written_back.WROTE_AGAIN in told()
        assert "Thank you" in opened(running, capsys, identity)

    def test_nor_in_an_exception(self, running, monkeypatch, capsys):
        _, words = answered(running)
        for where, name in ((answer_requests, "place_of"), (running.app.pages, "render")):
            with monkeypatch.context() as patch:
                patch.setattr(where, name, lambda *a, **k: (_ for _ in ()).throw(KeyError(f"{a}{k}")))
                assert running.look(words).status == 503
        logged = capsys.readouterr()
        assert '"outcome": "fault-keyerror"' in logged.err
        assert not [word for word in words.split() if re.search(rf"\b{word}\b", logged.err)]
