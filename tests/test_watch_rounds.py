"""How the watch goes about, one host after the other, and what it makes of what it sees over weeks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import check
from content import link_state
from content.link_state import LinkState
from tests.fake_github import Clock
from tests.site_builder import MINI
from tests.test_content_bad_files import site_of
from tests.watched_web import HTML, Reply, Web, moved, page, send
from watch import rounds
from watch.names import Wanted
from watch.watched import Use, Watched, watched

MONDAY = date(2026, 12, 7)
WEEK = timedelta(7)
URL = "http://lantern-house.org/"
NAMED = page("<h1>Lantern House</h1>" + "<p>A house with a light. " * 20, "Lantern House")
CASINO = page(
    "<h1>Lantern House</h1><p>Slot gacor, roulette, jackpot, free spins. " * 9, "Slot: Lantern House"
)
OTHER = page("<h1>Garden chairs</h1>" + "<p>Chairs of wood for every garden. " * 20, "Chairs")
HOUSE = Wanted(frozenset(["Lantern House"]))


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    made = Web(tmp_path)
    made.pages["lantern-house.org/"] = NAMED
    yield made
    made.close()


class Watch:
    """Rounds of a site that leads to some addresses, with a clock that only sleep moves."""

    def __init__(self, web: Web, monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
        self.web, self.clock = web, Clock(0.0)
        self.site = check.examine(MINI)
        self.states: dict[str, LinkState] = {}
        self.times: list[tuple[str, float]] = []
        self.wanted = HOUSE
        self.addresses = addresses or (URL,)
        monkeypatch.setattr(rounds, "watched", lambda site: list(self.every()))

    def every(self) -> Iterator[Watched]:
        for address in sorted(self.addresses):
            yield Watched(address, (Use("entry", "experts/profiles/a.yaml", "Lantern House"),), self.wanted)

    def ask(self, request: Any) -> Any:
        self.times.append((request.url, self.clock.now))
        return self.web.network().ask(request.url, request.headers)

    def go(self, today: date = MONDAY, seconds: float = 3600.0) -> LinkState:
        means = rounds.Means(self.ask, self.clock, self.clock.sleep, seconds)
        self.states = rounds.go(self.site, self.states, today, means)
        return self.states.get(self.addresses[0], LinkState("ok", date.min))


@pytest.fixture
def watch(web: Web, monkeypatch: pytest.MonkeyPatch) -> Watch:
    return Watch(web, monkeypatch)


# The way
def robots(*lines: str) -> Reply:
    return 200, {"Content-Type": "text/plain"}, "\n".join(lines)


@pytest.mark.parametrize(
    ("reply", "verdict", "said"),
    [
        ((404, {}, ""), "ok", ""),
        (robots("User-agent: *", "Allow: /"), "ok", ""),
        (robots("User-agent: *", "Disallow: /private"), "ok", ""),
        (robots("User-agent: *", "Disallow: /"), "blocked", "its robots.txt asks programs to stay away"),
        (robots("User-agent: DirectoryLinkWatch", "Disallow: /"), "blocked", "stay away"),
        (robots("User-agent: *", "Disallow: /", "", "User-agent: directorylinkwatch", "Allow: /"), "ok", ""),
        (robots("User-agent: *", "Crawl-delay: 100000"), "blocked", "100,000 seconds"),
        ((503, {}, ""), "blocked", "its robots.txt answers 503"),
        ((429, {}, ""), "blocked", "its robots.txt answers 429"),
        ((403, {}, ""), "ok", ""),
        ((200, {}, b"\x00\xff" * 1000), "ok", ""),
    ],
)
def test_robots_txt_is_obeyed(web: Web, watch: Watch, reply: Reply, verdict: str, said: str) -> None:
    web.pages["lantern-house.org/robots.txt"] = reply
    state = watch.go()
    assert state.verdict == verdict
    assert said in state.detail
    assert web.asked() == ([] if verdict == "blocked" else ["lantern-house.org/"])


def test_robots_txt_is_asked_for_once_and_followed(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch(web, monkeypatch, *(f"{URL}{n}" for n in range(3)))
    for n in range(3):
        web.pages[f"lantern-house.org/{n}"] = NAMED
    web.pages["lantern-house.org/robots.txt"] = moved("http://www.lantern-house.org/robots.txt")
    web.pages["www.lantern-house.org/robots.txt"] = robots("User-agent: *", "Disallow: /1")
    watch.go()
    assert [state.verdict for state in watch.states.values()] == ["ok", "blocked", "ok"]
    assert [one.host for one in web.seen if one.path == "/robots.txt"] == [
        "lantern-house.org",
        "www.lantern-house.org",
    ]


def test_one_request_a_host_in_five_seconds_and_others_meanwhile(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = [f"http://{host}/{n}" for host in ("a.org", "b.org", "slow.org") for n in range(3)]
    for address in addresses:
        web.pages[address.removeprefix("http://")] = NAMED
    web.pages["slow.org/robots.txt"] = robots("User-agent: *", "Crawl-delay: 20")
    watch = Watch(web, monkeypatch, *addresses)
    watch.go()
    assert len(watch.times) == 12
    for host, pause in (("a.org", 5), ("b.org", 5), ("slow.org", 20)):
        own = [at for url, at in watch.times if f"//{host}/" in url]
        apart = [two - one for one, two in pairwise(own)]
        assert all(pause <= each < pause + 5 for each in apart), (host, own)
    assert watch.clock.now < 65, "the hosts take turns"
    assert [state.verdict for state in watch.states.values()] == ["ok"] * 9


def test_when_time_is_over_the_next_run_goes_on(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    addresses = [f"{URL}{n}" for n in range(4)]
    for n in range(4):
        web.pages[f"lantern-house.org/{n}"] = NAMED
    watch = Watch(web, monkeypatch, *addresses)
    watch.go(seconds=12)
    assert len(watch.states) == 2
    watch.go(MONDAY + timedelta(1))
    assert len(watch.states) == 4
    assert sorted(web.asked()) == [f"lantern-house.org/{n}" for n in range(4)], "each once"


@pytest.mark.parametrize(
    ("steps", "verdict", "said"),
    [
        ({"lantern-house.org/": moved("/home"), "lantern-house.org/home": NAMED}, "ok", ""),
        (
            {"lantern-house.org/": moved("http://www.lantern-house.org/"), "www.lantern-house.org/": NAMED},
            "ok",
            "",
        ),
        (
            {"lantern-house.org/": moved("https://lantern-house.org/x"), "lantern-house.org/x": NAMED},
            "ok",
            "",
        ),
        ({"lantern-house.org/": moved("//new.org/", 302), "new.org/": NAMED}, "moved", "which names them"),
        ({"lantern-house.org/": moved("http://new.org/"), "new.org/": CASINO}, "moved", "gambling"),
        ({"lantern-house.org/": moved("http://new.org/"), "new.org/": (403, HTML, "")}, "moved", "403"),
        ({"lantern-house.org/": moved("http://absent.org/")}, "gone", "where there is no such host"),
        ({"lantern-house.org/": moved("/")}, "unsure", "more than 5 times"),
        ({"lantern-house.org/": moved("http://[/")}, "unsure", "cannot be read"),
        ({"lantern-house.org/": moved("javascript:alert(1)")}, "unsure", "cannot be read"),
        (
            {"lantern-house.org/": moved("http://169.254.169.254/latest/meta-data/")},
            "blocked",
            "private address",
        ),
        ({"lantern-house.org/": moved("http://internal.org/")}, "blocked", "private address"),
        ({"lantern-house.org/": (301, {}, "")}, "unsure", "answers 301"),
        (
            {
                "lantern-house.org/": page('<meta http-equiv="refresh" content="0; url=http://new.org/">'),
                "new.org/": OTHER,
            },
            "moved",
            "leads to new.org",
        ),
        ({"lantern-house.org/": page('<meta http-equiv=refresh content="300">' + str(NAMED[2]))}, "ok", ""),
    ],
)
def test_redirects(web: Web, watch: Watch, steps: dict[str, Reply], verdict: str, said: str) -> None:
    web.addresses["169.254.169.254"] = ["169.254.169.254"]
    web.addresses["internal.org"] = ["10.0.0.7"]
    web.pages.update(steps)
    state = watch.go()
    assert state.verdict == verdict, state
    assert said in state.detail
    assert len(web.asked()) <= 6


def test_the_robots_txt_of_each_host_on_the_way_is_obeyed(web: Web, watch: Watch) -> None:
    web.pages["lantern-house.org/"] = moved("http://new.org/")
    web.pages["new.org/robots.txt"] = robots("User-agent: *", "Disallow: /")
    web.pages["new.org/"] = OTHER
    assert watch.go().verdict == "blocked"
    assert web.asked("new.org") == []


def test_a_page_that_has_not_changed_is_not_sent_again(web: Web, watch: Watch) -> None:
    def answer(request: Any) -> None:
        same = request.headers.get("If-None-Match") == '"one"'
        send(request, (304, {}, "") if same else page(str(NAMED[2]), ETag='"one"'))

    web.pages["lantern-house.org/"] = answer
    assert watch.go().etag == '"one"'
    again = watch.go(MONDAY + WEEK)
    assert (again.verdict, again.etag, again.checked_on) == ("ok", '"one"', MONDAY + WEEK)
    assert web.seen[-1].headers["if-none-match"] == '"one"'
    watch.wanted = Wanted(frozenset(["Harbour Light"]))
    renamed = watch.go(MONDAY + 2 * WEEK)
    assert "if-none-match" not in web.seen[-1].headers, "the page is read again for the new name"
    assert renamed.verdict == "no_longer_names"
    watch.go(MONDAY + 3 * WEEK)
    assert "if-none-match" not in web.seen[-1].headers, "a failure is looked at whole"


def test_no_server_is_believed_for_long_that_its_page_is_what_it_was(web: Web, watch: Watch) -> None:
    """Whoever takes a host over may say so of any page, and so says a server of an older file."""

    def answer(request: Any) -> None:
        same = request.headers.get("If-Modified-Since")
        send(request, (304, {}, "") if same else CASINO)

    web.pages["lantern-house.org/"] = page(str(NAMED[2]), **{"Last-Modified": "Mon, 30 Nov 2026 10:00 GMT"})
    watch.go()
    web.pages["lantern-house.org/"] = answer
    verdicts = [watch.go(MONDAY + week * WEEK).verdict for week in range(1, 4)]
    assert verdicts == ["ok", "ok", "no_longer_names"]


@pytest.mark.parametrize("last", ["lantern-house.org/", "new.org/"])
def test_nothing_is_unchanged_that_was_not_asked_for_so(web: Web, watch: Watch, last: str) -> None:
    web.pages["lantern-house.org/"] = page(str(NAMED[2]), ETag='"one"')
    watch.go()
    watch.wanted = Wanted(frozenset(["Harbour Light"])) if last == "lantern-house.org/" else HOUSE
    web.pages |= {"lantern-house.org/": moved("http://new.org/"), last: (304, {}, "")}
    assert watch.go(MONDAY + WEEK).verdict != "ok"


def test_a_page_on_which_the_watch_itself_fails_ends_nothing(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.pages["b.org/"] = NAMED
    watch = Watch(web, monkeypatch, URL, "http://b.org/")

    def fails(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("watch.verdict.page.pages", fails)
    watch.go()
    assert {state.detail for state in watch.states.values()} == {
        "the watch itself failed on it (RecursionError)"
    }


# Over weeks
def weeks(web: Web, watch: Watch, *replies: Reply, apart: timedelta = WEEK) -> list[LinkState]:
    states = []
    for number, reply in enumerate(replies):
        web.pages["lantern-house.org/"] = reply
        states.append(watch.go(MONDAY + number * apart))
    return states


def test_a_site_that_turns_into_a_casino(web: Web, watch: Watch) -> None:
    states = weeks(web, watch, NAMED, CASINO, CASINO, CASINO, NAMED)
    assert [one.verdict for one in states] == ["ok", *["no_longer_names"] * 3, "ok"]
    assert [one.counts_from for one in states] == [None, None, *[MONDAY + 2 * WEEK] * 2, None]
    assert states[3].first_failed == MONDAY + WEEK
    assert states[3].failures == 3
    assert states[4] == LinkState(
        "ok",
        MONDAY + 4 * WEEK,
        leads_to="lantern-house.org",
        looked_for=states[4].looked_for,
        read_on=MONDAY + 4 * WEEK,
    )


BLOCKED: Reply = (403, HTML, "")
GONE: Reply = (404, HTML, "")


@pytest.mark.parametrize(
    ("replies", "failing", "counts"),
    [
        ([GONE], "gone", False),
        ([GONE, GONE], "gone", True),
        ([GONE, NAMED, GONE], "gone", False),
        ([OTHER, moved("http://new.org/")], "moved", True),
        ([GONE, OTHER], "no_longer_names", False),
        ([OTHER, BLOCKED, OTHER], "no_longer_names", True),
        ([OTHER, OTHER, BLOCKED, BLOCKED], "no_longer_names", True),
        ([BLOCKED, BLOCKED, BLOCKED], "", False),
        ([OTHER, BLOCKED, BLOCKED], "no_longer_names", False),
        ([NAMED, (500, HTML, "")], "", False),
    ],
)
def test_two_failures_a_week_apart_count(
    web: Web, watch: Watch, replies: list[Reply], failing: str, counts: bool
) -> None:
    web.pages["new.org/"] = OTHER
    last = weeks(web, watch, *replies)[-1]
    assert (last.failing, last.counts_from is not None) == (failing, counts)
    blocked = [n for n, reply in enumerate(replies) if reply == BLOCKED]
    if replies[-1] == BLOCKED:
        assert last.unanswered_since == MONDAY + blocked[0] * WEEK


def test_two_failures_in_the_same_week_are_one(web: Web, watch: Watch) -> None:
    last = weeks(web, watch, OTHER, OTHER, apart=timedelta(5))[-1]
    assert (last.failures, last.counts_from) == (2, None)


def test_our_own_broken_network_is_nobodys_failure(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    addresses = [f"http://host-{n}.org/" for n in range(6)]
    watch = Watch(web, monkeypatch, *addresses)
    watch.go()
    assert {state.verdict for state in watch.states.values()} == {"unsure"}
    for address in addresses[:4]:
        web.pages[address.removeprefix("http://")] = NAMED
    watch.go(MONDAY + WEEK)
    assert [state.verdict for state in watch.states.values()] == ["ok"] * 4 + ["gone"] * 2


def test_an_address_to_which_nothing_leads_any_more_is_forgotten(web: Web, watch: Watch) -> None:
    watch.go()
    watch.addresses = ("http://b.org/",)
    watch.go(MONDAY + WEEK)
    assert list(watch.states) == ["http://b.org/"]


# What is watched, and the file
def test_what_is_watched(tmp_path: Path) -> None:
    """Of the sound site of the tests for bad data: its only page that is not kept for examples."""
    profile = (MINI / "experts/profiles/asha-example.yaml").read_text("utf-8")
    site = check.examine(
        site_of(
            {
                "files": {
                    "experts/profiles/asha-example.yaml": profile.replace(
                        "asha.example.org", "asha-house.org"
                    ),
                    "content/pages/about.md": "Title: About\nSummary: S.\n\nSee [them](https://elsewhere.org/a).\n",
                }
            },
            tmp_path,
        )
    )
    found = {one.address: one for one in watched(site)}
    assert all(
        one.address.startswith(("https://asha-house.org", "https://elsewhere.org")) for one in found.values()
    ), found.keys()
    own = found["https://asha-house.org/"]
    assert "Dr Asha Example" in own.wanted.names
    assert own.may_be_hidden
    text = found["https://elsewhere.org/a"]
    assert (text.uses[0].kind, text.may_be_hidden, bool(text.wanted)) == ("text", True, False)
    assert text.uses[0].found_at(site) == 4


def test_examples_are_never_asked_for() -> None:
    assert [one.address for one in watched(check.examine(MINI)) if "example" in one.address] == []


def test_the_state_reads_back_equal(tmp_path: Path) -> None:
    states = {
        URL: LinkState(
            "moved", MONDAY, "d", "new.org", "moved", MONDAY, MONDAY, 2, MONDAY, None, "ab", '"e"'
        ),
        "http://a.org/": LinkState("ok", MONDAY),
    }
    file = tmp_path / "state.json"
    file.write_text(link_state.written(states), "utf-8")
    assert link_state.read(file) == states
    assert link_state.written(dict(reversed(states.items()))) == file.read_text("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"version": 2, "links": {}}',
        '{"version": 1, "links": []}',
        '{"version": 1, "links": {"a": {}}}',
        '{"version": 1, "links": {"a": {"verdict": "fine", "checked_on": "2026-12-07"}}}',
        '{"version": 1, "links": {"a": {"verdict": "ok", "checked_on": "7 December"}}}',
        '{"version": 1, "links": {"a": {"verdict": "ok", "checked_on": "2026-12-07", "more": 1}}}',
        '{"version": 1, "links": {"a": {"verdict": "ok", "checked_on": "2026-12-07", "failures": true}}}',
        '{"version": 1, "links": {"a": {"verdict": ["ok"], "checked_on": "2026-12-07"}}}',
        "[" * 100_000,
        "\udcff",
    ],
)
def test_a_state_that_is_none_is_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(link_state.LinkStateError):
        link_state.read(file)
