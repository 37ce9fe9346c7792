"""How good the answers are: `python -m tests.search.relevance [--generated] [--verbose]`.

The index is built from the data, without the pages around it, and asked by the theme's own scripts; nothing
is kept from one run to the next. Every miss is shown with what came instead.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.search.relevance_countries import country_names
from tests.search.relevance_index import generated, sample, write
from tests.search.relevance_report import report
from tests.search.relevance_right import computed
from tests.search.relevance_score import Score, measured
from tests.search.relevance_table import GENERATED, rows


def of_sample(folder: Path) -> Score:
    site = sample(folder)
    write(site, folder / "output")
    return measured(folder / "output", [*rows(), *country_names(site)])


def of_generated(folder: Path) -> Score:
    site = generated(folder)
    write(site, folder / "output")
    return measured(folder / "output", computed(rows(GENERATED), site))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.search.relevance", description=__doc__)
    parser.add_argument(
        "--verbose", action="store_true", help="also show the questions that are answered well"
    )
    parser.add_argument("--generated", action="store_true", help="ask about 1,000 invented entries instead")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="relevance-") as name:
        score = (of_generated if given.generated else of_sample)(Path(name))
    print(report(score, verbose=given.verbose))


if __name__ == "__main__":
    main()
