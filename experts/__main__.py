"""python -m experts check [SITE] and python -m experts bless."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path


def main(arguments: list[str]) -> int:
    match arguments:
        case ["bless"]:
            from experts import bless

            bless.main()
            return 0
        case ["check", *rest] if len(rest) < 2:
            return check(Path(rest[0] if rest else "."))
    print("python -m experts check [SITE] | bless", file=sys.stderr)
    return 2


def check(site: Path) -> int:
    import experts

    directory = experts.load(site)
    problems = [*directory.problems, *experts.check(directory, date.today())]
    for problem in sorted(problems, key=lambda p: (p.path, p.line, p.field)):
        print(problem)
    return int(bool(problems))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
