"""Our own build, with the command of `make html` and a cache of its own."""

import json
import os
import shutil
import sys
from pathlib import Path

from bench.invent import AS_OF
from bench.measure import Spent, run
from bench.site import ROOT


def build(site: Path, out: Path, cache: Path) -> Spent:
    command: list[str | Path] = [sys.executable, "-m", "pelican", site / "content", "-o", out]
    command += ["-s", "pelicanconf.py", "--fatal", "warnings", "--log-handler", "plain"]
    command += ["-e", f"BUILD_CACHE={json.dumps(str(cache))}"]
    env = os.environ | {"SITE": str(site), "OUTPUT": str(out), "AS_OF": str(AS_OF), "SAMPLES": "mark"}
    return run(command, ROOT, env)


def cold(site: Path, out: Path, cache: Path) -> Spent:
    """With neither a cache nor an output."""
    for folder in (cache, out):
        shutil.rmtree(folder, ignore_errors=True)
    return build(site, out, cache)
