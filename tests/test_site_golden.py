"""Chosen pages of the miniature site, compared as text with tests/golden."""

from difflib import unified_diff
from pathlib import Path

import pytest

from tests.built_site import Built
from tests.golden import GOLDEN, PAGES, golden_name, normalised

SHOWN = 30


@pytest.mark.parametrize("url", PAGES)
def test_page_is_as_blessed(mini: Built, url: str) -> None:
    path = GOLDEN / golden_name(url)
    blessed = path.read_text("utf-8") if path.exists() else ""
    lines = list(
        unified_diff(
            blessed.splitlines(),
            normalised(mini, url).splitlines(),
            f"golden{url}",
            f"built{url}",
            lineterm="",
            n=1,
        )
    )
    more = f"\n... and {len(lines) - SHOWN} lines more" if len(lines) > SHOWN else ""
    assert not lines, "\n".join(lines[:SHOWN]) + f"{more}\nIf this is right: make bless"


def test_nothing_stale_is_kept() -> None:
    kept = {path for path in GOLDEN.rglob("*") if path.is_file()}
    assert kept == {GOLDEN / Path(golden_name(url)) for url in PAGES}, "make bless"
