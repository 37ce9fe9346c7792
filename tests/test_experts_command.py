"""The command `python -m experts`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_experts_checks import entry
from tests.test_experts_directory import MINIMAL, write

ROOT = Path(__file__).parents[1]


def run(*arguments: str, as_of: str = "2026-11-22") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "experts", *arguments]
    given = {**os.environ, "AS_OF": as_of, "PYTHONUTF8": "1"}
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=given, check=False)


def test_errors_come_first_then_warnings_then_a_line_that_sums_up(tmp_path):
    write(
        tmp_path,
        asha=entry(verification="{level: self-declared, on: 2025-11-22}"),
        bela=entry(name="Béla", roles="[wizard]"),
        carl=entry(name="Carl", affiliations="[{organisation: None here, profile: nobody}]"),
        gone="name: Gone\nremoved: {on: 2026-01-31}\n",
    )
    found = run("check", str(tmp_path))
    assert found.stdout.splitlines() == [
        "experts/profiles/bela.yaml:3: roles.1: 'wizard' is not a group; "
        "allowed: academic, country, organisation, legal, medical",
        "experts/profiles/carl.yaml:9: affiliations.1.profile: there is no entry 'nobody'",
        "experts/profiles/asha.yaml:6: verification.on: 2025-11-22 is before they agreed to be listed "
        "(2026-07-28); is one of them mistyped? (warning)",
        "experts/profiles/asha.yaml:6: verification.on: was checked 12 months ago, on 22 November 2025; "
        "check it again (warning)",
        "2 sound profiles, 1 removed; 2 errors, 2 warnings",
    ]
    assert (found.returncode, found.stderr) == (1, "")


def test_warnings_alone_do_not_fail(tmp_path):
    found = run("check", str(write(tmp_path, asha=MINIMAL)), as_of="2028-01-01")
    assert found.stdout.endswith("1 sound profile, 0 removed; 0 errors, 1 warning\n")
    assert found.returncode == 0


@pytest.mark.parametrize("site", [".", "tests/site"])
def test_the_shipped_sites_have_no_errors(site):
    found = run("check", site)
    assert " 0 errors, " in found.stdout
    assert found.returncode == 0


def test_the_sample_site_is_checked_in_under_a_second():
    """Of the processor's time, because other work may share the machine."""
    before = os.times()
    assert run("check").returncode == 0
    after = os.times()
    assert after.children_user + after.children_system - before.children_user - before.children_system < 1


@pytest.mark.parametrize("arguments", [[], ["help"], ["check", "a", "b"], ["bless", "x"]])
def test_other_words_show_how_it_is_used(arguments):
    found = run(*arguments)
    assert found.stderr == "python -m experts check [SITE] | bless\n"
    assert (found.returncode, found.stdout) == (2, "")


def test_a_day_that_is_none_is_refused():
    found = run("check", as_of="yesterday")
    assert found.stderr == "AS_OF: 'yesterday' is not a day; write year-month-day, as in '2026-07-30'\n"
    assert found.returncode == 2
