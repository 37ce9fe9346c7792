"""The indexes that the tables of relevance are asked of, made without the pages around them."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from pelican import Pelican
from pelican.generators import ArticlesGenerator
from pelican.settings import read_settings

from bench.generate import generate
from bench.search_sides import load
from engine import fingerprints
from plugins import search
from plugins.content import news
from plugins.site import Site
from tests.site_builder import ROOT

ENTRIES = 1000
KEPT = ROOT / ".cache" / "invented"


def sample(folder: Path) -> Site:
    """This repository's own site, with its news and courses; `folder` is for what a build leaves behind."""
    places = {"BUILD_CACHE": str(folder / "cache"), "OUTPUT_PATH": str(folder / "output")}
    settings = read_settings(str(ROOT / "pelicanconf.py"), override=places)
    Pelican(settings)
    site: Site = settings["LOADED"]
    context = {**settings, "generated_content": {}, "static_links": set(), "static_content": {}}
    folders = (settings[name] for name in ("PATH", "THEME", "OUTPUT_PATH"))
    articles = ArticlesGenerator({**context, "localsiteurl": ""}, settings, *folders)
    articles.generate_context()
    news.prepare([articles])
    return site


def generated(folder: Path) -> Site:
    shutil.copytree(invented_entries(), folder / "site")
    return load(folder / "site", folder / "output")


def invented_entries() -> Path:
    """Kept as long as the schema and the code that invents them stay the same: writing them takes longest."""
    kept = KEPT / fingerprints.of_code(("bench", "experts", "records")).hex()
    if not kept.exists():
        shutil.rmtree(KEPT, ignore_errors=True)
        KEPT.mkdir(parents=True)
        with tempfile.TemporaryDirectory(dir=KEPT) as name:
            generate(Path(name, "site"), ENTRIES)
            Path(name, "site").rename(kept)
    return kept


def write(site: Site, output: Path) -> None:
    for path, content in search.files(site).items():
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_bytes(content)
