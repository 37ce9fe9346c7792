"""The kinds of page that the browser tests visit, and what they ask of a page that is open."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.node import MODULES
from tests.site_builder import ROOT

PROBES = (ROOT / "tests" / "probes.js").read_text("utf-8").partition("\n")[2].strip()
AXE = MODULES / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# One page of each kind, and the hard cases: long words, a name from right to left, a page in Arabic.
KINDS = {
    "home": "/",
    "directory": "/directory/",
    "list": "/directory/role/medical/",
    "facet": "/directory/country/",
    "topics": "/directory/topic/",
    "a-z": "/directory/a-z/",
    "letter": "/directory/a-z/arabic/",
    "profile": "/experts/asha-example/",
    "organisation": "/experts/harbour-example/",
    "bare": "/experts/bare-minimum/",
    "long-words": "/experts/long-words/",
    "hostile": "/experts/hostile-text/",
    "hidden": "/experts/hidden-example/",
    "tombstone": "/experts/moved-example/",
    "help": "/get-help/",
    "page": "/about/",
    "arabic": "/musaada/",
    "news": "/news/",
    "archive": "/news/2025/",
    "article": "/news/2025/first-item/",
    "resources": "/resources/",
    "search": "/search/",
    "patterns": "/patterns/",
    "courses": "/courses/",
    "course": "/courses/first-steps/",
    "lesson": "/courses/first-steps/listen/",
    "lesson-rtl": "/courses/khutwa/amal/",
    "whole-course": "/courses/first-steps/print/",
    "record": "/courses/first-steps/record/",
    "facilitator": "/courses/first-steps/facilitator/",
    "glossary": "/courses/glossary/",
    "open": "/editors/open/",
    "not-found": "/no-such-page/",
}


def ask(page: Page, probe: str) -> Any:
    """The answer of a function in probes.js."""
    return page.evaluate(f"({PROBES}).{probe}()")


def violations(page: Page, *rules: str) -> list[str]:
    """What axe has against the page, a line for each element; by the named rules only, if any are."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": AXE_TAGS}
    results = page.evaluate("(runOnly) => axe.run(document, {runOnly, resultTypes: ['violations']})", only)
    return [
        f"{fault['id']}: {node['target']}: {node['html'][:120]}: {node['failureSummary'][:300]}"
        for fault in results["violations"]
        for node in fault["nodes"]
    ]
