"""A link behind which somebody else may be is in no file of a build, until an editor says otherwise."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import check
from content import hidden_links, link_state
from content.hidden_links import TooMany, hidden, hidden_from
from content.link_state import LinkState
from content.model import LinkDecision
from experts import web_addresses
from gate import contact_files
from plugins import hidden_links as plugin
from plugins.content import prose
from tests.built_site import Built
from tests.fake_github import Clock
from tests.profile_builder import profile
from tests.site_builder import AS_OF, MINI, build
from tests.test_content_bad_files import site_of
from tests.test_experts_directory import MINIMAL
from tests.watched_web import Web, page
from watch import report, rounds

TODAY = date.fromisoformat(AS_OF)
WEEK = timedelta(7)
METHOD = "https://asha.example.org/method?a=1&b=2"
FORM = "https://asha.example.org/contact?form=1&lang=en"
MEMORY = "https://asha.example.org/memory"
HELPLINE = "https://helpline.example.org/"
GUIDE = "https://resources.example.org/guide"
FIGURE = "https://figures.example.org/2022"
ACT = "https://law.example.org/2015/1?a=1&b=2"
GONE = (FORM, HELPLINE, GUIDE, FIGURE, ACT)


def state(**changes: Any) -> LinkState:
    """One that is hidden from today on."""
    made = {
        "verdict": "no_longer_names", "failing": "no_longer_names", "checked_on": TODAY - timedelta(2),
        "leads_to": "asha.example.org", "first_failed": TODAY - 2 * WEEK, "last_failed": TODAY - timedelta(2),
        "failures": 3, "counts_from": TODAY - WEEK, **changes,
    }  # fmt: skip
    return LinkState(**made)


@pytest.mark.parametrize(
    ("changes", "first"),
    [
        ({}, TODAY),
        ({"failing": "moved"}, TODAY),
        ({"verdict": "blocked"}, TODAY),
        ({"counts_from": TODAY}, TODAY + WEEK),
        ({"counts_from": None}, None),
        ({"failing": "gone"}, None),
        ({"failing": ""}, None),
    ],
)
def test_the_day_from_which_a_link_is_hidden(changes: dict[str, Any], first: date | None) -> None:
    assert hidden_from(state(**changes)) == first
    shown_before = first is None or first > TODAY
    assert hidden({FORM: state(**changes)}, [], [FORM], TODAY) == (
        {} if shown_before else {FORM: TODAY - timedelta(2)}
    )


def keep(on: date = TODAY, leads_to: str = "asha.example.org", address: str = FORM) -> LinkDecision:
    return LinkDecision(address, leads_to, on, "We called them.")


@pytest.mark.parametrize(
    ("decision", "stays"),
    [
        (keep(), True),
        (keep(TODAY - timedelta(183)), True),
        (keep(TODAY - timedelta(184)), False),
        (keep(TODAY + timedelta(1)), False),
        (keep(leads_to="casino.org"), False),
        (keep(address=MEMORY), False),
    ],
)
def test_an_editor_says_otherwise_for_half_a_year_and_one_host(decision: LinkDecision, stays: bool) -> None:
    assert (hidden({FORM: state()}, [decision], [FORM], TODAY) == {}) is stays


def test_when_so_many_fail_at_once_the_watch_is_not_believed() -> None:
    every = [f"https://host-{n}.org/" for n in range(100)]
    assert len(hidden(dict.fromkeys(every[:10], state()), [], every, TODAY)) == 10
    with pytest.raises(TooMany, match="11 of 100 links lead to somebody else, more than 10"):
        hidden(dict.fromkeys(every[:11], state()), [], every, TODAY)
    assert len(hidden(dict.fromkeys(every[:5], state()), [], every[:6], TODAY)) == 5


SUMMARIES = [
    ("Read [how](https://a.org/x) she works.", "Read how she works."),
    ("Read [how](https://a.org/x 'A title') and <https://a.org/x>.", "Read how and ."),
    ("See https://a.org/x/ and https://a.org/xy", "See  and https://a.org/xy"),
    ("See <https://a.org/x/y>", "See <https://a.org/x/y>"),
    ("[one](https://b.org/) [two](https://a.org/x)", "[one](https://b.org/) two"),
]


@pytest.mark.parametrize(("text", "left"), SUMMARIES)
def test_a_summary_keeps_its_words(text: str, left: str) -> None:
    links = [{"rel": "website", "url": "https://a.org/x"}, {"rel": "donate", "url": "https://b.org/"}]
    made = web_addresses.without(profile(summary=text, links=links), {"https://a.org/x"})
    assert made.summary == left
    assert [link.url for link in made.links] == ["https://b.org/"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """A copy of the miniature site, where it is built, and what the watch has seen."""
    root = tmp_path_factory.mktemp("watch")
    site, file = Path(shutil.copytree(MINI, root / "site")), root / "state.json"
    file.write_text(link_state.written(dict.fromkeys(GONE, state())), "utf-8")
    return site, root / "out", file


def made(built: tuple[Path, Path, Path], **changes: str) -> tuple[Built, str]:
    site, output, _ = built
    done = build(site, output, AS_OF=AS_OF, **changes)
    assert done.returncode == 0, done.stdout + done.stderr
    return Built("watch", output), done.stdout


def test_a_hidden_link_is_nowhere_and_all_else_stays(mini: Built, built: tuple[Path, Path, Path]) -> None:
    shown, _ = made(built)
    same = {url: path.read_bytes() for url, path in shown.files.items()}
    assert same == {url: path.read_bytes() for url, path in mini.files.items()}, (
        "without WATCH nothing changes"
    )

    _, output, file = built
    without, _ = made(built, WATCH=str(file))
    for url, path in without.files.items():
        content = path.read_bytes()
        for address in GONE:
            for written in (address, address.replace("&", "&amp;"), address.removeprefix("https://")):
                assert written.rstrip("/").encode() not in content, (url, address)
    page = without.read("/experts/asha-example/")
    assert "because it may now lead to someone else's website. Checked on 20 November 2026." in page
    assert METHOD.replace("&", "&amp;") in page, "a link that only the summary has"
    assert "https://asha.example.org/papers" in page
    assert "+44 20 7946 0123" in page or "tel:+442079460123" in page
    help_page = without.read("/get-help/")
    assert "We have removed the link, because it may now lead to someone else's website." in help_page
    assert help_page.count("tel:") == mini.read("/get-help/").count("tel:"), "numbers stay"
    clean = Path(shutil.copytree(output, output.parent / "kept"))
    shutil.rmtree(output)
    again, _ = made(built, WATCH=str(file))
    assert {url: path.read_bytes() for url, path in again.files.items()} == {
        url: path.read_bytes() for url, path in Built("kept", clean).files.items()
    }, "built on top of another build, it is what a clean build is"
    back, said = made(built, WATCH=str(file.with_name("absent.json")))
    assert {url: path.read_bytes() for url, path in back.files.items()} == same
    assert "this build hides no link" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "Expecting property name"),
        ('{"version": 9, "links": {}}', "is of version 9, and this program reads 1"),
        (link_state.written({f"{MEMORY}{n}": state() for n in range(3)}), ""),
    ],
)
def test_a_state_that_cannot_be_believed_hides_nothing(
    content: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "state.json"
    file.write_text(content, "utf-8")
    assert plugin.hidden(str(file), check.examine(MINI), TODAY) == {}
    out = capsys.readouterr().out
    assert (said in out and "this build hides no link" in out) if said else not out


def test_a_link_in_a_text_is_left_as_its_words() -> None:
    html = '<p><a href="https://a.org/%E8%81%94?x=1&amp;y=2">The <em>house</em></a> and <a href="https://b.org/">b</a>'
    site: Any = SimpleNamespace(
        gone=plugin.as_written(["https://a.org/联?x=1&y=2"]),
        catalogue=SimpleNamespace(named={}),
        data=SimpleNamespace(statistics={}),
    )
    assert prose.finished(site, html) == (
        '<p>The <em>house</em> and <a rel="noopener noreferrer" href="https://b.org/">b</a>'
    )


# The file of decisions
def decisions(text: str, tmp_path: Path) -> list[str]:
    site = Path(shutil.copytree(MINI, tmp_path / "site", dirs_exist_ok=True))
    (site / "content/link-decisions.yaml").write_text(text, "utf-8")
    shown = map(check.shown, check.examine(site, TODAY).diagnostics)
    return [line.removeprefix("content/link-decisions.yaml:") for line in shown if "link-decisions" in line]


SOUND = """\
- keep: https://asha.example.org/memory
  leads_to: asha.example.org
  decided_on: 2026-11-20
  reason: We called them and asked.
"""
LATE = "was good until 31 October 2026; look at the page again and write the day, or delete it (warning)"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]\n", []),
        (SOUND, []),
        (SOUND * 2, ["5: 2.keep: decision 1 is of the same address; delete the older one"]),
        (SOUND.replace("2026-11-20", "2026-11-29"), ["3: 1.decided_on: 29 November 2026 is in the future"]),
        (
            SOUND.replace("2026-11-20", "2026-05-01"),
            [f"3: 1.decided_on: {LATE}"],
        ),
        (
            SOUND.replace("memory", "memory-lane"),
            ["1: 1.keep: nothing leads to this address; delete the decision (warning)"],
        ),
    ],
)
def test_what_an_editor_is_told_of_decisions(text: str, said: list[str], tmp_path: Path) -> None:
    assert decisions(text, tmp_path) == said


@pytest.mark.parametrize(
    "change",
    [
        ("keep: ", "keeps: "),
        ("leads_to: asha", "leads_to: https://asha"),
        ("2026-11-20", "soon"),
        ("We called them and asked.", "ok"),
    ],
)
def test_a_decision_that_is_none_is_an_error(change: tuple[str, str], tmp_path: Path) -> None:
    assert [line for line in decisions(SOUND.replace(*change), tmp_path) if "(warning)" not in line]


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("content/link-decisions.yaml", "[]\n", SOUND),
        ("content/link-decisions.yaml", SOUND, SOUND.replace("leads_to: asha.", "leads_to: casino.")),
        ("content/link-decisions.yaml", SOUND, SOUND.replace("2026-11-20", "2026-11-21")),
        ("experts/profiles/a.yaml", "links: [{rel: website, url: 'https://a.org'}]", "links: []"),
        (
            "experts/profiles/a.yaml",
            "links: [{rel: website, url: 'https://a.org'}]",
            "links: [{rel: website, url: 'https://b.org'}]",
        ),
    ],
)
def test_a_decision_and_a_new_address_take_two_editors(path: str, before: str, after: str) -> None:
    old, new = (contact_files.extract(path, each.encode()) for each in (before, after))
    assert old.compared != new.compared


def test_the_day_on_which_a_kept_link_would_go() -> None:
    decision = keep(TODAY - 2 * WEEK)
    assert hidden_from(state(), decision) == decision.decided_on + timedelta(184)
    assert hidden_links.AFTER == WEEK


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    made = Web(tmp_path)
    yield made
    made.close()


def test_from_the_first_round_to_the_page_and_back(web: Web, tmp_path: Path) -> None:
    """An entry's site is sold. Two weeks later it is a casino for good, another week later off the page."""
    address, clock, file = "http://lantern-house.org/", Clock(0.0), tmp_path / "state.json"
    entry = f"{MINIMAL}links: [{{rel: website, url: {address!r}}}]\n"
    site = check.examine(site_of({"files": {"experts/profiles/asha-example.yaml": entry}}, tmp_path / "site"))
    web.pages["lantern-house.org/"] = page("<h1>Asha Example</h1>" + "<p>What I do, and where. " * 20)
    casino = page(
        "<h1>Slot gacor, roulette, jackpot</h1><p>Play for money now. " * 20, "Asha Example: situs slot"
    )
    told = []
    for week in range(5):
        today = TODAY + week * WEEK
        if week == 1:
            web.pages["lantern-house.org/"] = casino
        means = rounds.Means(
            lambda request: web.network().ask(request.url, request.headers), clock, clock.sleep, 3600
        )
        states = rounds.go(site, link_state.read(file) if file.exists() else {}, today, means)
        file.write_text(link_state.written(states), "utf-8")
        made = report.report(site, states, today)
        told.append((len(made.once), len(made.taken), list(plugin.hidden(str(file), site, today))))
    assert told == [(0, 0, []), (1, 0, []), (0, 1, []), (0, 1, [address]), (0, 1, [address])]
    left, taken = plugin.without(site, plugin.hidden(str(file), site, today))
    assert [one.links for one in left.directory.profiles if one.slug == "asha-example"] == [()]
    assert taken.entries == {"asha-example": today}
    web.pages["lantern-house.org/"] = page("<h1>Asha Example</h1>" + "<p>We have it back. " * 20)
    file.write_text(link_state.written(rounds.go(site, states, today + WEEK, means)), "utf-8")
    assert plugin.hidden(str(file), site, today + WEEK) == {}
