"""What does not come is missing from the answer, which says so; the rest of the answer is there."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from plugins.search.buckets import LEAST
from tests.search.anonymity import measured

SCRIPT = Path(__file__).with_name("lost.mjs")


def test_files_that_do_not_come(thousand: Path, node: str) -> None:
    command: list[str | Path] = [node, SCRIPT, thousand / "split"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    whole, other, error = told["whole"], told["other"], {"error": True, "gone": False}
    assert whole["results"] > other["results"] > 6
    assert not whole["partial"]
    half = {"results": other["results"], "cards": 6, "partial": True}
    assert told["one of two words"] == told["asked again"] == told["not asked again by itself"] == half
    assert told["after all"] == whole
    assert told["the only word"] == error
    assert told["the cards"]["cards"] == 0
    assert told["the cards that come with the word"]["cards"] == 6
    assert told["the cards"]["partial"]
    assert told["renamed by a newer build"] == error | {"gone": True}
    assert told["renamed, and the manifest is fresh"] == half


def test_words_of_a_file_cannot_be_told_apart(thousand: Path, node: str) -> None:
    """While somebody types one word; of the sizes and the order of files nothing more can be told either."""
    told = measured(thousand / "split", files=2, node=node, every=12)["told"]["typed"]
    assert all(one["fifty"] > 0.97 for one in told.values()), told
    assert all(one["mean"] > LEAST * 0.9 for one in told.values()), told


def test_nothing_is_told_of_words_in_one_file(thousand: Path, node: str) -> None:
    told = measured(thousand / "one", files=1, node=node, every=200)
    assert told["files"] == 0
    assert told["kilobytes"] == {"typed": 0, "all": 0}
