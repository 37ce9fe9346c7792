"""The function cold, warm, after an outage and under faults: `python -m bench.function --only cold,warm`."""

from __future__ import annotations

import argparse
import contextlib
import io
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import function_faults, function_times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=10_000)
    parser.add_argument("--queued", type=int, default=500)
    parser.add_argument("--strings", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--only", default="", help="names of measurements, with commas")
    chosen = parser.parse_args()
    every: dict[str, Callable[[Path], str]] = {
        "size": function_times.size,
        "cold": lambda folder: function_times.cold(folder, chosen.rounds),
        "warm": function_times.warm,
        "answer": function_times.answer,
        "serve": function_times.serve,
        "writer": lambda folder: function_faults.written(chosen.strings),
        "outage": lambda folder: function_faults.outage(folder, chosen.queued),
        "kills": function_faults.kills,
        "faults": lambda folder: function_faults.storms(folder, chosen.submissions),
    }
    wanted = chosen.only.split(",") if chosen.only else [*every]
    with tempfile.TemporaryDirectory() as name:
        for title in wanted:
            folder = Path(name, title)
            folder.mkdir()
            with contextlib.redirect_stderr(io.StringIO()):  # its log
                result = every[title](folder)
            print(f"{title:8} {result}", flush=True)


if __name__ == "__main__":
    main()
