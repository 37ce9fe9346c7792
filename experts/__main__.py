"""`python -m experts bless`: writes what is generated from the vocabularies."""

from __future__ import annotations

import sys


def main(arguments: list[str]) -> int:
    if arguments == ["bless"]:
        from experts import bless  # needs Babel, which a build of the function does not have

        return bless.main()
    print("python -m experts bless", file=sys.stderr)
    return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
