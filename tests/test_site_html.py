"""Every page is valid HTML, as html-validate sees it."""

import json
from pathlib import Path

import pytest

from tests.built_site import Built
from tests.conftest import skip_or_fail
from tests.node import MODULES, find_node, run_node
from tests.site_builder import ROOT

VALIDATOR = MODULES / "html-validate" / "bin" / "html-validate.mjs"
RULES = ROOT / "tests" / "htmlvalidate.json"


SAMPLE = 20


def looked_at(site: Built) -> list[str]:
    """All that people write and every page of the miniature; of our own many lists and entries a sample."""
    many = [url for url in site.everything if url.startswith(("/directory/", "/experts/"))]
    left_out = set(many) - set(many[::SAMPLE]) if site.name == "own" else set()
    return [url for url in site.everything if url not in left_out]


@pytest.mark.long
def test_every_page_is_valid(site: Built, tmp_path: Path) -> None:
    if not VALIDATOR.exists() or not find_node():
        skip_or_fail("html-validate is not installed: npm ci")
    report = tmp_path / "report.json"  # a pipe would lose what node has not yet written when it ends
    urls = {str(site.files[url]): url for url in looked_at(site)}
    done = run_node(VALIDATOR, "--config", RULES, "--formatter", f"json={report}", *urls)
    assert report.exists(), done.stderr
    wrong = [
        f"{urls[r['filePath']]}:{fault['line']}: {fault['ruleId']}: {fault['message']}"
        for r in json.loads(report.read_text("utf-8"))
        for fault in r["messages"]
    ]
    assert not wrong, f"{len(wrong)} faults:\n" + "\n".join(wrong[:30])
    assert done.returncode == 0, done.stderr
