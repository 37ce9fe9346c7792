"""Our own build, with the command of `make html` and a cache of its own."""

import shutil
from pathlib import Path

from bench.invent import AS_OF
from bench.measure import Spent, run
from bench.site import ROOT
from tests.site_builder import command, environment


def build(site: Path, out: Path, cache: Path) -> Spent:
    settings = {"SITE": str(site), "OUTPUT": str(out), "CACHE": str(cache), "AS_OF": str(AS_OF)}
    return run(command(site, out), ROOT, environment(**settings, SAMPLES="mark"))


def cold(site: Path, out: Path, cache: Path) -> Spent:
    """With neither a cache nor an output."""
    for folder in (cache, out):
        shutil.rmtree(folder, ignore_errors=True)
    return build(site, out, cache)
