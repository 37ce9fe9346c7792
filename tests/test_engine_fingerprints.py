"""A page is rebuilt when any code or data of the project changes that it may depend on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from plugins.site import PAGE_CODE
from records.vocabulary_reader import vocabulary_files
from tests.site_builder import ROOT

LOADED = """
import importlib, sys
import pelicanconf
for name in pelicanconf.PLUGINS:
    importlib.import_module(name)
print(*filter(None, (getattr(module, "__file__", None) for module in list(sys.modules.values()))), sep="\\n")
"""
# Its settings are part of the fingerprint as values.
SETTINGS = {ROOT / "pelicanconf.py"}


def covered(file: Path) -> bool:
    parts = [ROOT / name for name in (*PAGE_CODE, *vocabulary_files())]
    return any(file == part or (part in file.parents and file.suffix in (".py", ".json")) for part in parts)


def test_every_module_that_a_build_loads_is_covered() -> None:
    run = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True, timeout=600
    )
    loaded = {Path(line) for line in run.stdout.splitlines()}
    ours = {file for file in loaded if file.is_relative_to(ROOT) and ".venv" not in file.parts} - SETTINGS
    assert len(ours) > 100
    assert sorted(str(file) for file in ours if not covered(file)) == []


def test_every_data_file_beside_the_code_is_covered() -> None:
    folders = ("experts", "courses", "content", "plugins", "records", "engine", "forms")
    data = [file for folder in folders for file in (ROOT / folder).rglob("*.json")]
    data += (ROOT / "experts/vocabularies").glob("*")
    assert len(data) > 10
    assert sorted(str(file) for file in data if not covered(file)) == []
