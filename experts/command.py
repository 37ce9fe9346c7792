"""What the commands `check` have in common: the day, and how they end."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sized
from datetime import date

from experts.problem import Problem, in_order
from experts.words.when import date_layout


def day() -> date:
    """Today, because a check is made by a person and no build; AS_OF stands in for it."""
    given = os.environ.get("AS_OF")
    return date.fromisoformat(given) if given else date.today()  # noqa: TID251 - see above


def on_the_day(check: Callable[[date], int]) -> int:
    """What the check returns; 2 where no day can be read."""
    try:
        today = day()
    except ValueError:
        print(f"AS_OF: {date_layout(os.environ['AS_OF'])}", file=sys.stderr)
        return 2
    return check(today)


def report(problems: Iterable[Problem], found: str) -> int:
    """Errors, then warnings, then one line that sums up; 1 where there is an error."""
    listed = in_order(problems)
    errors = [str(problem) for problem in listed if problem.severity == "error"]
    warnings = [f"{problem} (warning)" for problem in listed if problem.severity == "warning"]
    print(*errors, *warnings, f"{found}; {count(errors, 'error')}, {count(warnings, 'warning')}", sep="\n")
    return int(bool(errors))


def count(things: Sized, noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"
