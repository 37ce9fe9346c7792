"""`python -m courses check [SITE]`."""

from __future__ import annotations

import sys
from datetime import date
from functools import partial
from pathlib import Path

import courses
from experts.command import count, on_the_day, report


def main(arguments: list[str]) -> int:
    match arguments:
        case ["check"]:
            return on_the_day(partial(check, Path()))
        case ["check", site]:
            return on_the_day(partial(check, Path(site)))
    print("python -m courses check [SITE]", file=sys.stderr)
    return 2


def check(site: Path, today: date) -> int:
    found = courses.load(site)
    lessons = [lesson for course in found.courses for lesson in course.lessons]
    words = f"{count(found.courses, 'sound course')}, {count(lessons, 'lesson')}"
    return report([*found.diagnostics, *courses.check(found, today)], words)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
