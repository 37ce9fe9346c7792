"""`python -m experts check [SITE]` and `python -m experts bless`."""

from __future__ import annotations

import sys
from datetime import date
from functools import partial
from pathlib import Path

import experts
from experts.command import count, on_the_day, report


def main(arguments: list[str]) -> int:
    match arguments:
        case ["check"]:
            return on_the_day(partial(check, Path()))
        case ["check", site]:
            return on_the_day(partial(check, Path(site)))
        case ["bless"]:
            from experts import bless  # needs Babel, which checking does not

            return bless.main()
    print("python -m experts check [SITE] | bless", file=sys.stderr)
    return 2


def check(site: Path, today: date) -> int:
    """Errors, then warnings, then one line that sums up."""
    directory = experts.load(site)
    found = f"{count(directory.profiles, 'sound profile')}, {len(directory.tombstones)} removed"
    return report([*directory.diagnostics, *experts.check(directory, today)], found)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
