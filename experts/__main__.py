"""`python -m experts check [SITE]` and `python -m experts bless`."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path


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
    import experts

    directory = experts.load(site)
    problems = [*directory.problems, *experts.check(directory, today())]
    errors = [problem for problem in problems if problem.severity == "error"]
    warnings = [problem for problem in problems if problem.severity == "warning"]
    for problem in experts.in_order(errors):
        print(problem)
    for problem in experts.in_order(warnings):
        print(f"{problem} (warning)")
    print(
        _sum(len(directory.profiles), "sound profile"),
        _sum(len(directory.tombstones), "removed one"),
        sep=", ",
        end="; ",
    )
    print(_sum(len(errors), "error"), _sum(len(warnings), "warning"), sep=", ")
    return int(bool(errors))


def today() -> date:
    """Of a person's day, since a check is no build; AS_OF stands in for it."""
    given = os.environ.get("AS_OF")
    return date.fromisoformat(given) if given else date.today()  # noqa: TID251


def _sum(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
