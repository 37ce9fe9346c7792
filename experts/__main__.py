"""`python -m experts check [SITE]` and `python -m experts bless`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import experts
from experts.command import count, day, report
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
    found = f"{count(directory.profiles, 'sound profile')}, {len(directory.tombstones)} removed"
    return report([*directory.problems, *experts.check(directory, today)], found)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
