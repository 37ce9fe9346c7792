"""Letters that ask whether an entry is still correct, and what their links are good for."""

from __future__ import annotations

import email
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from email import policy
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from experts import Profile
from experts.factory import make_profile
from functions import lambda_handler, letters, metered_mail, renewal_due, renewal_letters, renewal_links
from functions.app import PackedListing, pack
from functions.local_letters import still_correct
from functions.metered_mail import MeteredMail
from functions.ports import PoisonError, RefusedError, StoredObject, UnavailableError
from functions.response import Response
from records import yaml_reader
from tests.fake_github import Clock
from tests.function_app import NOW, SITE, Running, filled, hidden_value, reference, start
from tests.function_faults import Killed
from tests.function_ports import bucket, git, github, loopback_aws
from tests.test_experts_checks import entry

SLUG, OWN = "open-house", "office@open-house.org"
PATH = f"experts/profiles/{SLUG}.yaml"
TODAY = date(2026, 11, 22)  # as NOW
WEEKLY = {"source": "aws.scheduler", "job": "still-correct"}
FORM = {"content-type": "application/x-www-form-urlencoded"}
WEEK, MONTH = 7 * 86400, 31 * 86400


def house(on: str = "2025-11-20", address: str = OWN, **more: str) -> str:
    return entry(**{
        "name": "Open House", "contact": f"[{{kind: email, address: {address}}}]",
        "consent": "{public_listing: 2020-01-01}", "verification": f"{{level: documents-checked, on: {on}}}",
        **more,
    })  # fmt: skip


@pytest.fixture
def running(tmp_path: Path) -> Running:
    return start(tmp_path, **{PATH: house()})


def week(running: Running, runs: int = 2) -> list[Any]:
    """The weekly job and the sweeps after it; gives all letters so far."""
    lambda_handler.dispatch(WEEKLY, running.app)
    for _ in range(runs):
        running.work()
    return posted(running)


def posted(running: Running) -> list[Any]:
    files = sorted((running.folder / "var" / "mail").glob("*.eml"))
    return [email.message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def link_in(letter: Any) -> str:
    match = re.search(r"https://directory\.example\.org(/send/renewal/\S+)", letter.get_content())
    assert match
    return match[1]


def press(running: Running, link: str, page: Response | None = None, **changes: str) -> Response:
    """Follows the link, and presses a button of the page behind it."""
    page = page or running.ask("GET", link)
    given = {"stood": hidden_value(page, "stood"), **changes}
    return running.ask("POST", link, urlencode(given).encode(), **FORM)


def heading(response: Response) -> str:
    match = re.search(r"<h1>(.*?)</h1>", response.body)
    assert match
    return match[1]


def rewrite(running: Running, text: str | None) -> None:
    """An editor merges something about the entry."""
    if text is None:
        git(running.repository, "rm", "-q", PATH)
    else:
        (running.repository / PATH).write_text(text, "utf-8")
        git(running.repository, "add", PATH)
    git(running.repository, "commit", "-q", "-m", "Edited")


def test_the_letter_goes_to_the_entry_and_its_button_makes_one_confirmed_proposal(running, capsys):
    (letter,) = week(running)
    text = letter.get_content()
    assert (letter["To"], letter["Subject"]) == (OWN, "Is your entry still correct?")
    assert letter.get_content_type() == "text/plain"
    assert f"https://directory.example.org/experts/{SLUG}/" in text
    assert "20 November 2025" in text
    assert "Open House" not in text
    link = link_in(letter)
    for method in ("GET", "HEAD", "GET"):
        assert running.ask(method, link).status == 200
    running.work()
    assert running.pulls() == {}
    assert heading(press(running, link)) == "Thank you"
    running.work()
    (branch,) = running.pulls()
    pull = running.pulls()[branch]
    assert {*pull["labels"]} == {"still-correct", letters.CONFIRMED}
    assert "✓ **proven**: It comes from the entry's own address" in pull["text"]
    assert "address and message are sealed" not in pull["text"]
    new = yaml_reader.read(running.show(branch, PATH).encode())
    assert new["confirmed"] == {"on": "2026-11-22"}
    assert len(posted(running)) == 1, "no further letter asks whether it was them"
    again = running.ask("POST", link)
    assert heading(again) == "You have already answered"
    running.work()
    assert [*running.pulls()] == [branch]
    out, err = capsys.readouterr()
    assert link.rpartition("/")[2] not in out + err
    assert OWN not in out + err
    assert SLUG not in out + err
    git(running.repository, "merge", "-q", "--no-edit", branch)
    running.clock.sleep(11 * MONTH)
    assert len(week(running)) == 1, "the merged day counts"


STAGES = [(360, 0), (366, 1), (400, 1), (540, 1), (560, 1), (720, 1), (740, 1), (3000, 1)]


@pytest.mark.parametrize(("age", "expected"), STAGES)
def test_whoever_is_due_has_one_letter_however_often_the_job_runs(tmp_path, age, expected):
    on = (TODAY - timedelta(age)).isoformat()
    running = start(tmp_path, **{PATH: house(on)})
    for _ in range(3):
        week(running, 1)
    assert len(posted(running)) == expected


def test_a_letter_at_each_threshold_and_one_reminder(running):
    """From 12 to 30 months without an answer, a job each week."""
    days = []
    for _ in range(80):
        before = len(posted(running))
        week(running, 0)
        days += [(running.clock() - NOW) // 86400] * (len(posted(running)) - before)
        running.clock.sleep(WEEK)
    assert days == [0, 28, 182, 210, 364, 399]


NOT_WRITTEN_TO = {
    "fresh": house("2026-01-01"), "relay": house(contact="[{kind: relay}]"), "sample": house(sample="true"),
    "phone": house(contact='[{kind: phone, dial: "+44 20 7946 0123"}]'),
    "invented": house(address="office@house.example"), "reserved": house(address="a@mail.example.org"),
    "no letters": house(consent="{public_listing: 2020-01-01, no_letters: 2026-01-01}"),
    "confirmed": house(confirmed="{on: 2026-03-01}"),
    "tombstone": "name: Gone\nremoved: {on: 2026-01-01}\n",
}  # fmt: skip


@pytest.mark.parametrize("kind", NOT_WRITTEN_TO)
def test_who_is_not_written_to(tmp_path, kind):
    running = start(tmp_path, **{PATH: NOT_WRITTEN_TO[kind]})
    assert week(running) == []
    assert running.app.store.get(renewal_letters.BEGIN) is None


@pytest.mark.parametrize("form", ["change", "remove"])
def test_nobody_is_asked_while_their_own_request_waits(running, form):
    given = (
        {"profile": SLUG} if form == "remove" else {**filled(running, SLUG), "headline": "A house for all"}
    )
    running.send(form, {**given, "reply_to": "x@elsewhere.org", "agree": "yes"})
    lambda_handler.dispatch(WEEKLY, running.app)
    running.work()
    assert [letter["Subject"] for letter in week(running)] == ["A request about your entry"]


def test_with_the_link_a_removal_is_proven_at_once_and_the_link_is_used(running):
    (letter,) = week(running)
    link = link_in(letter)
    form = press(running, link, go="remove")
    assert heading(form) == "Remove an entry"
    assert running.ask("GET", link).status == 200, "it is used when the form is sent, not before"
    checked = running.press("remove", form, reply_to="x@elsewhere.org", agree="yes")
    running.clock.sleep(30)
    identity = reference(running.press("remove", checked, "send"))
    assert heading(running.ask("GET", link)) == "You have already answered"
    running.work()
    pull = running.pulls()[f"intake/remove/{identity}"]
    assert letters.CONFIRMED in pull["labels"]
    assert letters.NOT_CONFIRMED not in pull["labels"]
    assert len(posted(running)) == 1


def test_with_the_link_a_change_is_proven_and_stays_so_when_it_is_made_again(running):
    (letter,) = week(running)
    form = press(running, link_in(letter), go="change")
    page = running.press("change", form, "check", headline="A house for everybody")
    page = running.press("change", page, reply_to="x@elsewhere.org", agree="yes")
    running.clock.sleep(30)
    branch = f"intake/change/{reference(running.press('change', page, 'send'))}"
    running.work()
    assert letters.CONFIRMED in running.pulls()[branch]["labels"]
    (kept,) = running.app.store.keys("pending/")
    assert link_in(letter).rpartition("/")[2].encode() not in running.app.store.get(kept.key)
    rewrite(running, house("2026-11-21"))
    running.clock.sleep(3600)
    running.work()
    pull = running.pulls()[branch]
    assert {letters.CONFIRMED, "renewed"} <= {*pull["labels"]}
    assert "they used the link in our letter" in pull["text"]


def test_of_two_answers_with_one_link_the_second_is_not_proven(running):
    """Both forms were open before either was sent."""
    (letter,) = week(running)
    link = link_in(letter)
    form = press(running, link, go="remove")
    checked = running.press("remove", form, reply_to="x@elsewhere.org", agree="yes")
    press(running, link)
    running.clock.sleep(30)
    identity = reference(running.press("remove", checked, "send"))
    running.work()
    pull = running.pulls()[f"intake/remove/{identity}"]
    assert letters.NOT_CONFIRMED in pull["labels"]
    assert [each["Subject"] for each in posted(running)][1:] == ["A request about your entry"]


def test_a_link_proves_nothing_about_another_entry(running):
    (letter,) = week(running)
    form = press(running, link_in(letter), go="remove")
    changed = {"profile": "asha-example", "reply_to": "x@elsewhere.org", "agree": "yes"}
    checked = running.press("remove", form, **changed)
    running.clock.sleep(30)
    identity = reference(running.press("remove", checked, "send"))
    running.work()
    assert letters.NOT_CONFIRMED in running.pulls()[f"intake/remove/{identity}"]["labels"]


def other_address(running: Running) -> None:
    rewrite(running, house(address="new@open-house.org"))


def removed(running: Running) -> None:
    rewrite(running, "name: Open House\nremoved: {on: 2026-11-22}\n")


def late(running: Running) -> None:
    running.clock.sleep(61 * 86400)


NO_LONGER: dict[str, tuple[Callable[[Running], None], str, str]] = {
    "late": (late, "This link does not work any more", "60 days"),
    "removed": (removed, "This entry is no longer listed", "/join/"),
    "gone": (lambda running: rewrite(running, None), "This entry is no longer listed", "/join/"),
    "address": (other_address, "This link does not work any more", "no longer has the address"),
}


@pytest.mark.parametrize("case", NO_LONGER)
def test_a_link_that_is_no_longer_good_says_why_and_what_to_do(running, case):
    happens, title, part = NO_LONGER[case]
    (letter,) = week(running)
    page = running.ask("GET", link_in(letter))
    happens(running)
    for response in (running.ask("GET", link_in(letter)), press(running, link_in(letter), page)):
        assert (response.status, heading(response)) == (410, title)
        assert part in response.body
    running.work()
    assert running.pulls() == {}


def forged(link: str) -> Iterator[str]:
    yield link[:-1]
    yield link[:-1] + ("0" if link[-1] != "0" else "1")
    yield link.replace(SLUG, "asha-example")
    yield link.replace("20261122", "20261123")
    yield "/send/renewal/x"
    yield "/send/renewal/" + "a" * 450
    yield "/send/renewal/" + "é" * 40
    yield link.replace("/renewal/", "/confirm/")


def test_a_forged_link_is_good_for_nothing(running):
    (letter,) = week(running)
    for link in forged(link_in(letter)):
        for method in ("GET", "POST"):
            assert running.ask(method, link).status == 410
    assert running.app.store.keys("inbox/") == []


def test_nobody_confirms_what_they_have_not_seen(running):
    (letter,) = week(running)
    link = link_in(letter)
    page = running.ask("GET", link)
    rewrite(running, house(headline="Another headline"))
    refused = press(running, link, page)
    assert "The entry has changed since you opened this page" in refused.body
    assert "Another headline" in refused.body
    assert running.app.store.keys("inbox/") == []
    assert heading(press(running, link, refused)) == "Thank you"


@pytest.mark.parametrize(("body", "status"), [
    (b"", 200), (b"stood=x", 200), (b"stood=x&stood=y", 400), (b"%ff=1", 400), (b"go=drop", 200),
    (b"stood=" + b"a" * 5000, 413),
])  # fmt: skip
def test_what_no_page_of_ours_sends_confirms_nothing(running, body, status):
    (letter,) = week(running)
    assert running.ask("POST", link_in(letter), body, **FORM).status == status
    assert running.app.store.keys("inbox/") == []


def test_all_addresses_of_an_entry_have_a_letter_and_one_answer_is_enough(tmp_path):
    ways = "".join(f"{{kind: email, address: a{number}@open-house.org}}, " for number in range(5))
    running = start(tmp_path, **{PATH: house(contact=f"[{ways}]")})
    sent = week(running)
    assert [letter["To"] for letter in sent] == [f"a{number}@open-house.org" for number in range(3)]
    press(running, link_in(sent[0]))
    assert heading(running.ask("GET", link_in(sent[1]))) == "You have already answered"


def test_a_clock_that_is_a_day_wrong_sends_nothing_twice_and_its_links_work(running):
    running.clock.sleep(86400)
    (letter,) = week(running)
    running.clock.sleep(-86400)
    week(running)
    running.clock.sleep(-86400)
    week(running)
    running.clock.sleep(86400)
    assert len(posted(running)) == 1
    assert heading(press(running, link_in(letter))) == "Thank you"
    running.work()
    (pull,) = running.pulls().values()
    assert letters.CONFIRMED in pull["labels"]


class Memory:
    """A store without a disk; `step` is told before and after each call of it."""

    def __init__(self, clock: Clock, step: Callable[[], None] = lambda: None) -> None:
        self.clock, self.step, self.objects = clock, step, {}  # type: ignore[var-annotated]

    def put(self, key: str, body: bytes, *, replace: bool = False) -> bool:
        self.step()
        new = replace or key not in self.objects
        if new:
            self.objects[key] = (body, self.clock())
        self.step()
        return new

    def get(self, key: str) -> bytes | None:
        self.step()
        return self.objects.get(key, (None, 0))[0]

    def keys(self, prefix: str) -> list[StoredObject]:
        self.step()
        return [StoredObject(key, at) for key, (_, at) in self.objects.items() if key.startswith(prefix)]

    def delete(self, key: str) -> None:
        self.step()
        self.objects.pop(key, None)
        self.step()


class Post:
    """A mail port that remembers to whom; `fault`: what happens with this letter."""

    def __init__(self, state: tuple[int, int] = (0, 0)) -> None:
        self.state, self.sent = state, []  # type: ignore[var-annotated]
        self.fault: Callable[[str], None] = lambda to: None

    def send(self, to: str, subject: str, text: str) -> None:
        self.fault(to)
        self.sent.append(to)

    def health(self) -> tuple[int, int]:
        return self.state


def many(count: int, same: str = "") -> tuple[Profile, ...]:
    data = yaml_reader.read(house().encode())
    ways = [same or f"office@house-{number}.org" for number in range(count)]
    return tuple(
        make_profile(f"house-{number}", "", {**data, "contact": [{"kind": "email", "address": way}]})
        for number, way in enumerate(ways)
    )


def in_memory(running: Running, profiles: tuple[Profile, ...]) -> Post:
    post, store = Post(), Memory(running.clock)
    running.app.store, running.app.mail = store, MeteredMail(post, store, running.clock)  # type: ignore[assignment]
    running.app.listing.profiles = lambda: profiles  # type: ignore[method-assign]
    return post


def sweeps(running: Running, days: int, a_day: int = 24) -> None:
    """What the schedule does, but for the weekly job."""
    for _ in range(days * a_day):
        renewal_letters.go_on(running.app)
        running.clock.sleep(86400 / a_day)


def test_a_thousand_who_are_due_have_one_letter_each_within_the_quota(running):
    post = in_memory(running, many(1000))
    a_day = []
    for day in range(14):
        if day % 7 == 0:
            renewal_letters.run(running.app)
        before = len(post.sent)
        sweeps(running, 1)
        a_day.append(len(post.sent) - before)
    assert len(post.sent) == len({*post.sent}) == 1000
    assert max(a_day) <= metered_mail.UNASKED_A_DAY
    assert running.app.store.get(renewal_letters.BEGIN) is None
    renewal_letters.run(running.app)
    assert len(post.sent) == 1000


def test_half_of_the_day_s_letters_are_kept_for_who_waits_for_one(running):
    post = in_memory(running, many(200))
    for number in range(70):
        running.app.mail.send(f"ana-{number}@house.org", "x", "y")
    renewal_letters.run(running.app)
    sweeps(running, 1, 12)
    assert len(post.sent) <= 70 + metered_mail.UNASKED_A_DAY
    assert len(metered_mail.sent_lately(running.app.store, running.clock).read()) <= 80


def test_one_address_of_many_entries_has_one_letter_a_day(running):
    post = in_memory(running, many(5, "office@house.org"))
    renewal_letters.run(running.app)
    so_far = []
    for _ in range(7):
        so_far.append(len(post.sent))
        running.clock.sleep(86400 / 2)
        sweeps(running, 1, 2)
        running.clock.sleep(-86400 / 2)
    assert so_far == [1, 2, 3, 4, 5, 5, 5]
    assert running.app.store.get(renewal_letters.BEGIN) is None


def test_an_address_of_very_many_entries_keeps_no_run_busy(running):
    """A run that outlasts the worker begins again, and who asks for help waits behind it."""
    in_memory(running, many(2000, "office@house.org"))
    calls = []
    running.app.store.step = lambda: calls.append(1)
    renewal_letters.run(running.app)
    assert len(calls) < 100


FAULTS = [
    # what the mail port says to the first letter: whether that entry has its letter this week, or is asked
    # again with the reminder only; whether the run goes on with others
    (PoisonError("mail"), False, True), (UnavailableError("aws"), False, False),
    (UnavailableError("letters-quota"), True, False), (UnavailableError("letters-bounces"), True, False),
    (RefusedError("AccessDenied"), True, False),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "again", "goes_on"), FAULTS, ids=str)
def test_what_becomes_of_a_letter_that_does_not_go(running, fault, again, goes_on):
    post = in_memory(running, many(3))
    first = iter([fault])

    def fail(to: str) -> None:
        for each in first:
            raise each

    post.fault = fail
    renewal_letters.run(running.app)
    assert len(post.sent) == (2 if goes_on else 0)
    running.clock.sleep(WEEK)
    renewal_letters.run(running.app)
    sweeps(running, 1)
    assert sorted(post.sent) == [f"office@house-{number}.org" for number in range(0 if again else 1, 3)]
    running.clock.sleep(MONTH)
    renewal_letters.run(running.app)
    assert len(post.sent) == (6 if again else 5), "the reminder makes up for it"


def test_without_news_of_what_came_back_none_goes_and_none_is_lost(running):
    post = in_memory(running, many(3))

    def unknown() -> tuple[int, int]:
        raise UnavailableError("Throttling")

    post.health = unknown  # type: ignore[method-assign]
    assert renewal_letters.run(running.app) == 0
    assert running.app.store.keys(renewal_due.ASKED) == []
    del post.health
    sweeps(running, 1)
    assert len(post.sent) == 3


def test_runs_at_once_send_one_letter_each(running):
    post = Post()
    running.app.mail = MeteredMail(post, running.app.store, running.clock)
    running.app.listing.profiles = lambda: many(6)  # type: ignore[method-assign]
    running.app.sleep = lambda seconds: None
    threads = [threading.Thread(target=renewal_letters.run, args=(running.app,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for _ in range(3):
        running.clock.sleep(86400)
        renewal_letters.run(running.app)
    assert sorted(post.sent) == [f"office@house-{number}.org" for number in range(6)]


def test_none_goes_while_too_many_come_back(running, capsys):
    post = in_memory(running, many(3))
    post.state = (100, 5)
    renewal_letters.run(running.app)
    sweeps(running, 1)
    assert post.sent == []
    assert capsys.readouterr().err.count('"why": "bounces"') == 1, "one alarm a week, not one each sweep"
    post.state = (100, 1)
    running.clock.sleep(WEEK)
    renewal_letters.run(running.app)
    assert len(post.sent) == 3


def test_killed_anywhere_nobody_has_two_letters_and_the_others_have_one(running):
    at, most = 0, 10_000
    while at < most:
        post = in_memory(running, many(3))
        left = iter(range(at))

        def step() -> None:
            if next(left, None) is None:  # noqa: B023
                raise Killed

        running.app.store.step = post.step = step  # type: ignore[attr-defined]
        post.fault = lambda to: step()
        try:
            renewal_letters.run(running.app)
            most = at
        except Killed:
            pass
        running.app.store.step, post.fault = (lambda: None), (lambda to: None)  # type: ignore[attr-defined]
        for _ in range(3):
            running.clock.sleep(86400)
            renewal_letters.run(running.app)
        assert len(post.sent) == len({*post.sent}) >= 2, at
        running.clock.sleep(-3 * 86400)
        at += 1
    assert at > 20


def test_the_press_of_the_button_survives_a_kill_anywhere(running):
    """Whoever sees no answer presses again; there is one proposal, and the link is used."""
    (letter,) = week(running)
    link, store = link_in(letter), running.app.store
    page = running.ask("GET", link)
    for at in range(12):
        running.app.store = dying(store, at)
        with suppress(Killed):
            press(running, link, page)
        running.app.store = store
        press(running, link, page)
        running.work()
    assert len(running.pulls()) == 1
    assert heading(running.ask("GET", link)) == "You have already answered"


def dying(store: Any, at: int) -> Any:
    """The store as a process has it that ends at its call of this number."""

    class Dying:
        left = at

        def __getattr__(self, name: str) -> Any:
            Dying.left -= 1
            if Dying.left < 0:
                raise Killed
            return getattr(store, name)

    return Dying()


def test_what_was_pressed_survives_a_worker_that_is_killed_anywhere(running):
    (letter,) = week(running)
    press(running, link_in(letter))
    store = running.app.store
    for at in range(45):
        running.app.store = dying(store, at)
        with suppress(Killed):
            running.work()
    running.app.store = store
    running.work()
    (pull,) = running.pulls().values()
    assert {*pull["labels"]} == {"still-correct", letters.CONFIRMED}
    assert len(posted(running)) == 1
    assert running.waits() == []


@pytest.fixture
def cloud(running: Running, tmp_path: Path) -> Iterator[Any]:
    """The same function with S3, SES and GitHub, and its listing as it was packed."""
    pytest.importorskip("moto.server")
    from functions.aws import SesMail, client

    with (
        loopback_aws(),
        github(tmp_path / "github", {PATH: house()}, running.clock) as (forge, fake),
        bucket(tmp_path.name, running.clock) as store,
    ):
        client("ses").verify_email_identity(EmailAddress="intake@example.org")
        app = running.app
        app.store, app.forge, app.referrals = store, forge, forge
        app.mail = MeteredMail(SesMail("Directory <intake@example.org>"), store, running.clock)
        store.put(PackedListing.KEY, pack(running.repository, SITE))
        app.listing = PackedListing(store, running.clock)
        yield fake


def ses_letters() -> list[Any]:
    from moto.ses.models import ses_backends  # the server keeps them in this process

    sent = ses_backends["123456789012"]["eu-west-2"].sent_messages
    return [email.message_from_string(str(letter.raw_data), policy=policy.default) for letter in sent]


def test_in_aws_it_is_the_same(running, cloud, capsys):
    """Also while GitHub is away, which the person who presses the button does not feel."""
    before = len(ses_letters())
    for _ in range(2):
        assert lambda_handler.dispatch(WEEKLY, running.app)["done"] in (0, 1)
    (letter,) = ses_letters()[before:]
    link = link_in(letter)
    cloud.fault = lambda method, path, when: 503
    assert heading(press(running, link)) == "Thank you"
    running.work()
    assert cloud.pulls == []
    cloud.fault = lambda method, path, when: None
    running.clock.sleep(3600)
    for _ in range(2):
        running.work()
    (pull,) = cloud.pulls
    assert letters.CONFIRMED in [
        label["name"] if isinstance(label, dict) else label for label in pull["labels"]
    ]
    assert len(ses_letters()) == before + 1
    assert heading(running.ask("GET", link)) == "You have already answered"
    token = link.rpartition("/")[2]
    stored = {each.key: running.app.store.get(each.key) for each in running.app.store.keys("")}
    stored.pop(PackedListing.KEY)
    assert not [key for key, body in stored.items() if OWN.encode() in body or token.encode() in body]
    out, err = capsys.readouterr()
    assert token not in out + err
    assert OWN not in out + err


def test_what_is_kept_names_no_address(running):
    week(running)
    link = renewal_links.read((running.key(),), link_in(posted(running)[0]).rpartition("/")[2])
    assert link
    assert link.slug == SLUG
    keys = [each.key for each in running.app.store.keys("")]
    assert [key for key in keys if key.startswith(renewal_due.ASKED)] == [f"asked/{SLUG}.20251120.12"]
    assert not [key for key in keys if "office" in key]


def test_the_page_shows_the_entry_as_it_is(running):
    (letter,) = week(running)
    page = running.ask("GET", link_in(letter))
    assert "Open House" in page.body
    assert OWN in page.body
    assert "The entry as it is now" in page.body


def test_on_this_machine_letters_can_be_tried_out_with_samples_too(tmp_path, capsys):
    """To one entry whatever its age, or to all that are due; the links work in what `make serve` runs."""
    running = start(tmp_path, **{PATH: house(sample="true", address="office@example.org")})
    output, state = tmp_path / "output", tmp_path / "var"
    where = (running.repository, output, state, "https://directory.example.org")
    assert still_correct(*where, SLUG, clock=running.clock) == 1
    assert "Run `make html`" in capsys.readouterr().err
    (output / "forms").mkdir(parents=True)
    (output / "forms" / "site.json").write_text(json.dumps(SITE), "utf-8")
    assert still_correct(*where, "nobody", clock=running.clock) == 1
    assert still_correct(*where, "asha-example", clock=running.clock) == 0
    assert still_correct(*where, clock=running.clock) == 0
    sent = {letter["To"]: letter for letter in posted(running)}
    for to in ("asha@mail.example.org", "office@example.org"):
        assert heading(press(running, link_in(sent[to]))) == "Thank you"
