"""The list of what a human must still confirm, what stops a public site, and the guide made from it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import check
from content.gaps import gaps
from records.unconfirmed import KINDS, Unconfirmed
from report import guide, settings, unconfirmed
from report.__main__ import main
from tests.site_builder import MINI, ROOT
from tests.test_content_bad_files import TODAY, site_of
from tests.test_courses_bad_lessons import COURSE, FIELDS
from tests.test_experts_checks import entry

FIGURE = (
    "{figure: '5', value: 5, unit: people, what: W, as_of: 2021, publisher: P, title: T, "
    'url: "https://example.org/"%s}\n'
)
RESOURCE = (
    '- {title: %s, publisher: P, year: 2020, type: guide, language: en, topics: [nrm], url: "https://example.org/"'
    ", checked_on: %s, expires: %s}\n"
)
DONE = {
    "helplines": [{"confirmed": "{number: 2026-11-02, hours: 2026-11-02, languages: 2026-11-02}"}],
    "claims": {"msa-s45": {"checked_on": "2026-11-02"}},
    "files": {"content/statistics.yaml": "a: " + FIGURE % ", read_on: 2026-11-02"},
}
"""A site of which everything is confirmed."""
OPEN: dict[str, Any] = {
    "helplines": [
        {},
        {
            "id": "b-line",
            "emergency": False,
            "dial": '"116 117"',
            "confirmed": "{number: 2025-11-02, hours: null, languages: 2026-11-02}",
        },
    ],
    "claims": {
        "doubtful": {"status": "unsure", "note": "We saw only its beginning.", "checked_on": "2026-11-02"},
        "grown": {"status": "amended", "changes": "[{on: 2026-10-02, what: It grew.}]", "checked_on": "null"},
        "old": {
            "source": '{title: An Act, url: "https://example.org/", read_on: 2025-11-20}',
            "reread_by": "2026-11-21",
            "checked_on": "2026-11-02",
            "version": "{name: as enacted, date: 2025-01-01}",
        },
    },
    "files": {
        "content/pages/privacy.md": "Title: P\nSummary: S\n\nIt: to be completed.\n\nAsk <a@example.org>.\n",
        "content/pages/draft.md": "Title: P\nSummary: S\nStatus: draft\n\nTo be completed.\n",
        "content/urgent-words/so.yaml": "pleas: [caawi]\nreviewed_on: null\n",
        "content/urgent-words/en.yaml": "pleas: [help me]\nreviewed_on: 2026-11-02\n",
        "content/statistics.yaml": "a: "
        + FIGURE % ', confirmed_by: "https://example.net/", read_on: 2026-11-02'
        + "b: "
        + FIGURE % "",
        "content/resources.yaml": RESOURCE % ("Fresh", "2026-11-02", "2027-11-01")
        + RESOURCE % ("Unread", "null", "2027-11-01")
        + RESOURCE % ("Old", "2025-11-02", "2026-11-01"),
        "experts/profiles/carl.yaml": entry(
            name="Carl",
            consent="{public_listing: 2024-01-01}",
            verification="{level: self-declared, on: 2025-10-22}",
        ),
        "experts/profiles/dora.yaml": entry(
            name="Dora", sample="true", verification="{level: self-declared, on: 2024-10-22}"
        ),
    },
}


def with_law(root: Path) -> Path:
    """Its course states law, and was read by its authors alone, a year ago."""
    reviewed = 'reviewed: {on: 2025-11-01, by: "the authors; no editor yet", due: 2026-11-01}'
    folder = root / "courses/example"
    lesson = (folder / "01-first.md").read_text("utf-8")
    lesson = lesson.replace(FIELDS["reviewed"], f"{reviewed}\nlaw: {{jurisdiction: GB-ENG}}")
    (folder / "01-first.md").write_text(lesson, "utf-8")
    text = (folder / "course.yaml").read_text("utf-8").replace(COURSE["reviewed"], reviewed)
    (folder / "course.yaml").write_text(text, "utf-8")
    return root


def items(root: Path, today: date | None = TODAY) -> list[Unconfirmed]:
    site = check.examine(root)
    assert site.errors == []
    return unconfirmed(site, today)


def run(module: str, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if key not in ("SAMPLES", "UNCONFIRMED_NUMBERS")}
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**kept, "AS_OF": TODAY.isoformat(), "PYTHONUTF8": "1", **changes},
        check=False,
    )


def test_nothing_is_listed_of_a_site_that_is_confirmed(tmp_path: Path) -> None:
    assert items(site_of(DONE, tmp_path)) == []


def test_everything_is_listed_with_its_line_most_urgent_first(tmp_path: Path) -> None:
    listed = items(with_law(site_of(OPEN, tmp_path)))
    assert [f"{one.kind} {one}" for one in listed] == [
        "number content/helplines.yaml:15: a-line: nobody has confirmed the number 116 123 (A helpline)",
        "placeholder content/pages/privacy.md:4: 'to be completed' stands for what is still missing",
        "placeholder content/pages/privacy.md:6: 'a@example.org' stands for what is still missing",
        "sample experts/profiles/dora.yaml:9: dora: is an invented entry",
        "law content/claims.yaml:10: doubtful: we are unsure: We saw only its beginning.",
        "law content/claims.yaml:21: grown: the rule is amended; mend what cites it",
        "law content/claims.yaml:30: old: was to be read again by 21 November 2026",
        "law content/claims.yaml:20: grown: nobody has opened the live page",
        "helpline content/helplines.yaml:30: b-line: the number 116 117 was confirmed on 2 November 2025, "
        "more than a year ago",
        "helpline content/helplines.yaml:15: a-line: nobody has confirmed the hours and languages",
        "helpline content/helplines.yaml:30: b-line: nobody has confirmed the hours",
        "words content/urgent-words/so.yaml:2: so: nobody who speaks the language has looked through them",
        "figure content/statistics.yaml:1: a: 5 was read at https://example.net/, not in the report itself",
        "figure content/statistics.yaml:2: b: nobody says when 5 was read",
        "resource content/resources.yaml:3: Old: was to be read again by 1 November 2026",
        "resource content/resources.yaml:2: Unread: nobody has opened the live page",
        "course courses/example/course.yaml:1: example: "
        "states law in 1 of its 1 lessons, and no lawyer has read them",
        "course courses/example/01-first.md:5: first: no editor has read it",
        "course courses/example/01-first.md:5: first: was to be read again by 1 November 2026",
        "course courses/example/course.yaml:8: example: no editor has read it",
        "course courses/example/course.yaml:8: example: was to be read again by 1 November 2026",
        "due experts/profiles/carl.yaml:6: carl: was checked 13 months ago; "
        "no letter reaches it: ask through its website or register",
    ]
    assert {one.kind for one in listed} == KINDS.keys() - {"hidden", "demoted", "licence"}


def test_without_a_day_nothing_is_overdue(tmp_path: Path) -> None:
    root = with_law(site_of(OPEN, tmp_path))
    undated = items(root, None)
    assert {one.kind for one in undated} == KINDS.keys() - {"hidden", "demoted", "due", "licence"}
    assert not [one for one in undated if "again" in one.message or " ago" in one.message]
    assert set(undated) < set(items(root))


def overdue(name: str, on: str, contact: str = "[{kind: relay}]", **more: str) -> str:
    verification = f"{{level: documents-checked, on: {on}, method: Call}}"
    fields = {"consent": "{public_listing: 2020-01-01}", **more}
    return entry(name=name, contact=contact, verification=verification, **fields)


PHONE = '{kind: phone, dial: "+44 20 7946 %s"}'
MAIL = "{kind: email, address: %s@open-house.org}"
BY_AGE = {
    "ann": overdue("Ann", "2024-11-01", f"[{MAIL % 'ann'}, {PHONE % '0123'}]"),
    "bob": overdue("Bob", "2020-01-31", f"[{PHONE % '0124'}]", confirmed="{on: 2025-04-30}"),
    "cyd": overdue("Cyd", "2023-03-01"),
    "dee": overdue("Dee", "2025-11-20", f"[{MAIL % 'dee'}, {MAIL % 'd'}]"),
    "eve": overdue("Eve", "2025-11-23"),
    "fay": overdue("Fay", "2024-01-01", confirmed="{on: 2026-11-02}"),
    "guy": overdue("Guy", "2025-11-19", f"[{MAIL % 'guy'}]",
                   consent="{public_listing: 2020-01-01, no_letters: 2026-01-01}"),
}  # fmt: skip


def test_entries_are_due_by_age_the_longest_without_a_word_first(tmp_path: Path) -> None:
    """An entry that answered is due by its answer; the editors' own check is listed last."""
    files = {**DONE["files"], **{f"experts/profiles/{slug}.yaml": text for slug, text in BY_AGE.items()}}
    listed = items(site_of({**DONE, "files": files}, tmp_path))  # type: ignore[arg-type]
    assert [f"{one.kind} {one.name}: {one.message}" for one in listed] == [
        "hidden cyd: was checked 44 months ago; no letter reaches it: ask through its website or register",
        "hidden ann: was checked 24 months ago; letters go to ann@open-house.org, or call +44 20 7946 0123",
        "demoted bob: it said itself that it is correct 18 months ago; no letter reaches it: "
        "call +44 20 7946 0124",
        "due guy: was checked 12 months ago; wants no letters: ask another way",
        "due dee: was checked 12 months ago; letters go to dee@open-house.org, d@open-house.org",
        "due fay: was checked 34 months ago; it said itself on 2 November 2026 that it is correct",
    ]


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("editors@example.org", "is 'editors@example.org', which nobody reads"),
        ("", "is '', which nobody reads"),
        ("editors@directory.org", None),
    ],
)
def test_an_address_that_nobody_reads_is_listed(address: str, message: str | None) -> None:
    told = [*settings.editors_address(address)]
    assert [one.message for one in told] == ([message] if message else [])
    assert all(one.stops and one.name == "EDITORS_EMAIL" and one.line > 1 for one in told)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("", "is empty, so the exit button leads nowhere"),
        ("www.bbc.co.uk", "is 'www.bbc.co.uk', which is no address"),
        ("http://www.bbc.co.uk/weather", "which is no address; write it as https://"),
        ("https://", "which is no address"),
        ("https://localhost/", "which is no address"),
        ("https://weather.example.org/", "a site that is only there in examples"),
        ("https://directory.org/x", "which is this site: the exit must lead away from it"),
        ("https://www.bbc.co.uk/weather", None),
    ],
)
def test_an_exit_that_leads_nowhere_is_listed(address: str, message: str | None) -> None:
    told = [*settings.exit_address(address, "https://directory.org")]
    assert len(told) == bool(message)
    assert all(message in one.message and one.stops and one.name == "EXIT_URL" for one in told if message)


TEXT = "Permission is granted to whoever reads this to use it. " * 8
LICENCES: list[tuple[dict[str, str], list[str]]] = [
    ({}, ["LICENSE:1: there is no such file", "LICENSE-CONTENT:1: there is no such file"]),
    ({"LICENSE": TEXT}, ["LICENSE-CONTENT:1: there is no such file"]),
    ({"LICENCE.md": TEXT, "LICENCE-CONTENT.txt": TEXT}, []),
    ({"COPYING": TEXT, "LICENSE-CONTENT": "CC BY"}, ["LICENSE-CONTENT:1: is too short to be the licence"]),
    ({"LICENSE": f"\nCopyright <year>\n{TEXT}", "LICENSE-CONTENT": TEXT},
     ["LICENSE:2: '<year>' is still to be filled in"]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "messages"), LICENCES)
def test_a_site_without_a_licence_is_listed(
    tmp_path: Path, files: dict[str, str], messages: list[str]
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    told = [*settings.licences(tmp_path, tmp_path)]
    assert [str(one).startswith(message) for one, message in zip(told, messages, strict=True)].count(
        False
    ) == 0
    assert all(one.stops for one in told)


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("To be completed before publication.", 1),
        ("TODO: name the host. TBC", 2),
        ("Lorem ipsum dolor.", 1),
        ("See https://www.example.org/ and example.com.", 2),
        ("Nothing is to be added to that list by hand? It is to be added.", 1),
        ("An example of an address. Todor works here.", 0),
        ("Write to <editors@directory.org>.", 0),
        ("Controller: [name of the organisation]. Kept for XX days. Call ____.", 3),
        ("We answer within [days]. {{number}}", 2),
        ("Call us on 020 7946 0123, or +1 212 555 0123.", 2),
        ("Read [name and number](/about/) and [the dates][1]. Call 0800 808 3733 on 2026-11-28.", 0),
    ],
)
def test_gaps_in_pages_are_seen(tmp_path: Path, text: str, gaps: int) -> None:
    files = {**DONE["files"], "content/pages/about.md": f"Title: A\nSummary: S\n\n{text}\n"}  # type: ignore[dict-item]
    found = items(site_of({**DONE, "files": files}, tmp_path))
    assert [one.kind for one in found] == ["placeholder"] * gaps


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("its name and address as data controller: to be completed.", "who answers for the data"),
        ("Access logs: how many days they are kept is to be completed.", "how long data are kept"),
        ("An answer comes within [days].", "when an answer comes"),
        ("If you are in danger call [number].", "the number to call"),
    ],
)
def test_a_gap_in_a_policy_says_what_it_is_about(words: str, about: str) -> None:
    (message,) = gaps(words)
    assert message.endswith(f" stands for what is still missing, about {about}")


@pytest.mark.parametrize(
    ("chosen", "named"),
    [
        ({}, ["number", "placeholder", "sample"]),
        ({"SAMPLES": "off"}, ["number", "placeholder"]),
        ({"SAMPLES": "mark", "UNCONFIRMED_NUMBERS": "mark"}, ["placeholder"]),
        ({"SAMPLES": "refuse", "UNCONFIRMED_NUMBERS": "refuse"}, ["number", "placeholder", "sample"]),
    ],
)
def test_publishing_names_what_must_not_go_out_and_counts_the_rest(
    tmp_path: Path, chosen: dict[str, str], named: list[str]
) -> None:
    done = run("report", "--publish", str(with_law(site_of(OPEN, tmp_path))), **chosen)
    lines = done.stdout.splitlines()
    headings = [KINDS[kind].heading for kind in named]
    told = [line.removeprefix("Must not go out: ") for line in lines if line.startswith("Must not go out")]
    told = [
        line.partition(". ")[0] for line in told
    ]  # whether this project has a licence is not the question
    assert [heading for heading in told if heading != KINDS["licence"].heading] == headings
    assert ("content/helplines.yaml:15: a-line:" in done.stdout) == ("number" in named)
    assert ("experts/profiles/dora.yaml:9: dora:" in done.stdout) == ("sample" in named)
    assert "Still to confirm: Rules of law: 4" in lines
    assert "content/claims.yaml" not in done.stdout
    assert (done.returncode, done.stderr) == (1, "")


def test_a_site_with_errors_does_not_go_out(tmp_path: Path) -> None:
    """What is wrong may hide a number that nobody has confirmed."""
    done = run("report", "--publish", str(site_of({**DONE, "fields": "Topics: nrms\n"}, tmp_path)))
    assert "The check finds 1 error, which may hide more: make check lists them." in done.stdout
    assert done.returncode == 1


def test_the_report_alone_never_fails(tmp_path: Path) -> None:
    done = run("report", str(with_law(site_of(OPEN, tmp_path))))
    assert done.returncode == 0
    assert re.search(r"\d+ things to confirm, \d of them before the site is public\n\Z", done.stdout)
    assert KINDS["law"].advice in done.stdout


@pytest.mark.parametrize(
    ("arguments", "changes", "said"),
    [
        (["a", "b"], {}, "python -m report [--publish] [SITE]\n"),
        (["--help"], {}, "python -m report [--publish] [SITE]\n"),
        (["--publish", "--help"], {}, "python -m report [--publish] [SITE]\n"),
        (["nowhere"], {}, "nowhere: there is no such folder\n"),
        ([], {"AS_OF": "soon"}, "AS_OF: 'soon' is not a day; write year-month-day, as in '2026-07-30'\n"),
    ],
)
def test_what_cannot_be_reported_is_said(arguments: list[str], changes: dict[str, str], said: str) -> None:
    done = run("report", *arguments, **changes)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_the_guide_says_where_everything_was_read_and_what_is_open(tmp_path: Path) -> None:
    text = guide.guide(check.examine(with_law(site_of(OPEN, tmp_path))))
    assert (
        "| example.org | kept for examples by the standards of the internet | figures 2, helplines 2, law 3"
        in text
    )
    assert "- [content/urgent-words](../content/urgent-words): so: nobody who speaks the language" in text
    assert "was to be read again" not in text
    assert "months ago" not in text


def test_a_guide_from_older_data_is_told_and_stops_nobody(monkeypatch, tmp_path, capsys) -> None:
    """An editor who corrects a number in the browser cannot write it again, and need not."""
    file = tmp_path / "content-sources.md"
    monkeypatch.setattr(guide, "FILE", file)
    guide.main()
    assert file.read_text("utf-8") == guide.guide(check.examine(ROOT))
    assert main([str(ROOT)]) == 0
    assert "older data" not in capsys.readouterr().out
    file.write_text("# Of yesterday\n", "utf-8")
    assert main([str(ROOT)]) == 0
    assert "content-sources.md in docs/ was written from older data" in capsys.readouterr().out


def test_the_miniature_site_has_something_to_confirm() -> None:
    assert unconfirmed(check.examine(MINI), TODAY)


@pytest.mark.parametrize("command", ["check", "report"])
def test_a_reader_that_stops_early_is_no_fault(command: str) -> None:
    """As `make report | head` does."""
    line = f"{sys.executable} -m {command} {MINI} | head -1"
    shell = subprocess.run(line, shell=True, cwd=ROOT, capture_output=True, text=True)
    assert shell.stderr == ""
    assert shell.stdout.count("\n") == 1
