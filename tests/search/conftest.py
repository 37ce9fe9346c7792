"""An index of a thousand invented entries, made once for the whole run."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from bench.generate import generate
from bench.search_sides import load
from plugins import search
from plugins.site import Site
from tests.built_site import Built
from tests.conftest import once
from tests.node import MODULES, find_node
from tests.search.queries import questions

DOCUMENTS = 1000
QUESTIONS = 500


@pytest.fixture(scope="session")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """one/ has search/ as a site has it, and questions.json; split/ has the same as of a larger site."""
    return once(tmp_path_factory.getbasetemp(), "thousand", write_thousand).root


def write_thousand(folder: Path) -> None:
    site = invented(folder / "site")
    site.lunr_json = True
    files = search.files(site)
    write(folder / "one", files)
    site.lunr_json = False
    write(folder / "split", search.files(site, limit=0))
    words = [term for term, _ in json.loads(files["search/lunr.json"])["invertedIndex"]]
    (folder / "one/questions.json").write_text(json.dumps(list(questions(words, QUESTIONS))), "utf-8")


def write(folder: Path, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def invented(root: Path, profiles: int = DOCUMENTS) -> Site:
    generate(root, profiles)
    return opened(root)


def opened(root: Path) -> Site:
    return load(root, root / "output")


@pytest.fixture(scope="session")
def node() -> str:
    program = find_node()
    if program is None or not (MODULES / "lunr").is_dir():
        missing = "node" if program is None else "lunr"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(f"no {missing}")
        pytest.skip(f"no {missing}: make test installs it")
    return program


__all__ = ["Built", "node", "thousand"]
