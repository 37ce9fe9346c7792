"""What the commands `check` have in common: the day, and how they end."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sized
from datetime import date

from records.dates import date_layout
from records.diagnostic import Diagnostic, in_order


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


def report(diagnostics: Iterable[Diagnostic], found: str) -> int:
    """Errors, then warnings, then one line that sums up; 1 where there is an error."""
    listed = in_order(diagnostics)
    errors = [str(diagnostic) for diagnostic in listed if diagnostic.severity == "error"]
    warnings = [f"{diagnostic} (warning)" for diagnostic in listed if diagnostic.severity == "warning"]
    print(*errors, *warnings, f"{found}; {count(errors, 'error')}, {count(warnings, 'warning')}", sep="\n")
    return int(bool(errors))


def count(things: Sized, noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"
