"""`python -m courses check [SITE]`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import courses
from experts.command import count, day, report
from experts.words.when import date_layout


def main(arguments: list[str]) -> int:
    match arguments:
        case ["check"]:
            return check(Path())
        case ["check", site]:
            return check(Path(site))
    print("python -m courses check [SITE]", file=sys.stderr)
    return 2


def check(site: Path) -> int:
    try:
        today = day()
    except ValueError:
        print(f"AS_OF: {date_layout(os.environ['AS_OF'])}", file=sys.stderr)
        return 2
    found = courses.load(site)
    lessons = [lesson for course in found.courses for lesson in course.lessons]
    words = f"{count(found.courses, 'sound course')}, {count(lessons, 'lesson')}"
    return report([*found.problems, *courses.check(found, today)], words)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
