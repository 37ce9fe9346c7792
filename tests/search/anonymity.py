"""What can be told of a word from what it makes a browser fetch.

`python -m tests.search.anonymity --profiles 10000`. The client's own scripts ask all words of some of the
files of terms, letter by letter.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from plugins import search
from tests.node import find_node
from tests.search.conftest import invented, write

SCRIPT = Path(__file__).with_name("anonymity.mjs")
ASKED = {"typed": "typing", "all": "typing, then the page of results"}


def measured(folder: Path, files: int, node: str, every: int = 1) -> dict[str, Any]:
    """Of all words of so many files of terms, in a folder that has search/ and index/."""
    command: list[str | Path] = [node, SCRIPT, folder, str(files), str(every)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def rows(figures: dict[str, Any]) -> list[str]:
    return [
        f"| {ASKED[part]} | {view} | {one['least']} | {one['mean']:.0f} | {100 * one['fifty']:.1f} % |"
        for part, views in figures["told"].items()
        for view, one in views.items()
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.search.anonymity", description=__doc__)
    parser.add_argument("--profiles", type=int, default=10_000)
    parser.add_argument("--files", type=int, default=3, help="of terms, whose words are all asked")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="anonymity-") as name:
        site = invented(Path(name, "site"), given.profiles)
        write(Path(name, "built"), search.files(site))
        figures = measured(Path(name, "built"), given.files, find_node() or "node")
    files = f"{figures['words']} words of {figures['files']} of {figures['ofFiles']} files"
    print(f"{given.profiles:,} entries, {files}; KB while typing: {figures['kilobytes']['typed']:.0f}")
    print("| asked by | seen | least | mean | 50 or more |\n|---|---|---|---|---|")
    print("\n".join(rows(figures)))


if __name__ == "__main__":
    main()
