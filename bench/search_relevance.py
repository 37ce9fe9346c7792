"""How good the answers of both searches are: `python -m bench.search_relevance sample|invented FOLDER`.

The tables are those of the tests. For `sample` the folder is new; for `invented` it holds www/, with both
indexes, and site/, of which they were made.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.search_indexes import Figures, pagefind
from bench.search_pages import pages
from bench.search_sides import load
from tests.search.relevance_countries import country_names
from tests.search.relevance_index import sample, write
from tests.search.relevance_right import computed
from tests.search.relevance_score import OURS, measured
from tests.search.relevance_table import GENERATED, Row, rows

PAGEFIND = Path(__file__).with_name("search_pagefind.mjs")
SIDES = {"ours": OURS, "pagefind": PAGEFIND}


def of_sample(folder: Path) -> dict[str, Figures]:
    site = sample(folder)
    write(site, folder / "www")
    pages(site, folder / "html")
    pagefind(folder / "html", folder / "www")
    figures = compared(folder / "www", rows(), "sample site")
    left = measured(folder / "www", [*rows(), *country_names(site)])
    figures["ours"] |= {f"sample site: misleading, of {len(left.verdicts)}": len(left.misleading)}
    return figures


def of_invented(folder: Path) -> dict[str, Figures]:
    site = load(folder / "site", folder / "none")
    return compared(folder / "www", computed(rows(GENERATED), site), "invented")


def compared(www: Path, table: Sequence[Row], name: str) -> dict[str, Figures]:
    figures = {}
    for side, program in SIDES.items():
        score = measured(www, table, program)
        figures[side] = {
            f"{name}: right among the first three, %": score.success * 100,
            f"{name}: MRR": score.mrr,
        }
    return figures


def main(kind: str, folder: str) -> None:
    print(json.dumps((of_sample if kind == "sample" else of_invented)(Path(folder))))


if __name__ == "__main__":
    main(*sys.argv[1:])
