"""What may be chosen for a build: as of which day, what becomes of invented entries, which content."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path
from typing import Any

from courses import Courses
from experts import Directory, Profile, Tombstone
from plugins import age_modules
from plugins.build_error import stop_build
from plugins.npm_packages import LUNR, MISSING
from records.dates import is_day
from records.diagnostic import Diagnostic

Settings = dict[str, Any]

SAMPLES = ("mark", "refuse", "off")
UNCONFIRMED_NUMBERS = ("mark", "refuse")


def check_settings(settings: Settings) -> None:
    wrong = [
        f"{name} is {settings[name]!r}; it can be {', '.join(choices)}"
        for name, choices in (("SAMPLES", SAMPLES), ("UNCONFIRMED_NUMBERS", UNCONFIRMED_NUMBERS))
        if settings[name] not in choices
    ]
    if Path(settings["PATH"]).resolve() != Path(settings["SITE"], "content").resolve():
        wrong.append(
            f"the content of {settings['SITE']} is to be built, but the command names {settings['PATH']}"
        )
    if settings["AS_OF"] and not is_day(settings["AS_OF"]):
        wrong.append(f"AS_OF is {settings['AS_OF']!r}, which is not a day in the form 2026-07-30")
    if not LUNR.is_file():
        wrong.append(MISSING.format(package="lunr.js", purpose="which the search runs on"))
    if not age_modules.is_installed():
        wrong.append(age_modules.MISSING_AGE)
    if wrong:
        stop_build(wrong)


def refused(directory: Directory, courses: Courses) -> list[Diagnostic]:
    """The real site must not show invented people, nor teach what was only made up."""
    entries: list[Profile | Tombstone] = [*directory.profiles, *directory.tombstones]
    message = (
        "is an invented entry: remove the file, or set SAMPLES=mark (show them, labelled) or SAMPLES=off"
    )
    samples = [
        Diagnostic(entry.path, directory.line(entry.path, ("sample",)), "sample", message)
        for entry in entries
        if entry.sample
    ]
    samples += [
        courses.diagnostic(course, ("sample",), message) for course in courses.courses if course.sample
    ]
    return samples


def as_of(wanted: str | None, root: Path, directory: Directory) -> date:
    """The day for which the site is built: never the clock's, so that a commit gives the same pages."""
    if wanted:
        return date.fromisoformat(wanted)
    if committed := _commit_day(root):
        return committed
    return max((profile.verification.on for profile in directory.profiles), default=date(2000, 1, 1))


def _commit_day(root: Path) -> date | None:
    command = ["git", "-C", str(root), "log", "-1", "--format=%cs"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:  # no git on this machine
        return None
    day = done.stdout.strip()
    return date.fromisoformat(day) if day else None
