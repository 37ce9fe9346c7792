"""`python -m experts check [SITE]` and `python -m experts bless`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sized
from datetime import date
from pathlib import Path

import experts
from experts.words.when import date_layout


def main(arguments: list[str]) -> int:
    match arguments:
        case ["check"]:
            return check(Path())
        case ["check", site]:
            return check(Path(site))
        case ["bless"]:
            from experts import bless  # needs Babel, which checking does not

            return bless.main()
    print("python -m experts check [SITE] | bless", file=sys.stderr)
    return 2


def check(site: Path) -> int:
    """Errors, then warnings, then one line that sums up."""
    try:
        today = day()
    except ValueError:
        print(f"AS_OF: {date_layout(os.environ['AS_OF'])}", file=sys.stderr)
        return 2
    directory = experts.load(site)
    problems = experts.in_order([*directory.problems, *experts.check(directory, today)])
    errors = [str(problem) for problem in problems if problem.severity == "error"]
    warnings = [f"{problem} (warning)" for problem in problems if problem.severity == "warning"]
    found = f"{_count(directory.profiles, 'sound profile')}, {len(directory.tombstones)} removed"
    print(*errors, *warnings, f"{found}; {_count(errors, 'error')}, {_count(warnings, 'warning')}", sep="\n")
    return int(bool(errors))


def day() -> date:
    """Today, because a check is made by a person and no build; AS_OF stands in for it."""
    given = os.environ.get("AS_OF")
    return date.fromisoformat(given) if given else date.today()  # noqa: TID251 - see above


def _count(things: Sized, noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
