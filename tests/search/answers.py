"""What a browser test knows of the page of results."""

from __future__ import annotations

from playwright.sync_api import Page, expect

VIEW = "[data-search-view]"
TITLE = "[data-part=title]"


def answered(page: Page) -> None:
    """Waits until what is shown is the answer to what is asked."""
    expect(page.locator(f"{VIEW}:not([aria-busy])")).to_be_visible()
    expect(page.locator(TITLE)).not_to_have_text("Searching…")
