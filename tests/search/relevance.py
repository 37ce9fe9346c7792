"""How good the answers are: `python -m tests.search.relevance [--generated] [--verbose]`.

The index is built from the data, without the pages around it, and asked by the theme's own scripts; nothing is
kept from one run to the next. A question without a right answer among the first three is shown with what came.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.search.relevance_index import sample, write
from tests.search.relevance_report import report
from tests.search.relevance_score import Score, measured
from tests.search.relevance_table import rows


def of_sample(folder: Path) -> Score:
    write(sample(folder), folder / "output")
    return measured(folder / "output", rows())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.search.relevance", description=__doc__)
    parser.add_argument(
        "--verbose", action="store_true", help="also show the questions that are answered well"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="relevance-") as name:
        print(report(of_sample(Path(name)), verbose=given.verbose))


if __name__ == "__main__":
    main()
