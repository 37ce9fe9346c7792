"""The page after a message: its reference and its words, which are shown this once.

It is made beforehand, with marks in their place: templates would take a third of a cold start, and nobody
who asks for help should wait for them.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any

from functions import log
from functions.app import App
from functions.pages import Pages
from functions.tokens import spaced
from functions.word_list import COUNT

REFERENCE = "put-the-reference-here"
WORDS = tuple(f"put-word-{number}-here" for number in range(1, COUNT + 1))

# For when not even the prepared page can be had: the message is stored, so its words must be shown.
BARE = f"""<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sent</title><h1>Message sent</h1>
<h2>Your six words</h2>
<ol class="six-words" translate="no">{"".join(f"<li>{mark}</li>" for mark in WORDS)}</ol>
<p>With them you can read our answer on this site, under <a href="/forms/answer/">Read an answer</a>.
Learn them by heart. We show them only now.</p>
<p>Your reference: <strong class="reference" translate="no">{REFERENCE}</strong></p>
<p>An editor reads your message within one working day. Is there no answer after two? Then send it again.</p>
<p>In danger now? In the UK call <a href="tel:999">999</a>, elsewhere in Europe <a href="tel:112">112</a>.</p>
"""


def prepared(pages: Pages, site: Mapping[str, Any]) -> str:
    return pages.render("form-thanks.html", site, "Sent", reference=REFERENCE, words=WORDS, about="")


class Fetched:
    """The prepared page, which comes while the message is sealed: so nobody waits for it."""

    def __init__(self, app: App) -> None:
        self.app, self.text = app, BARE
        self.thread = threading.Thread(target=self.fetch)
        self.thread.start()

    def fetch(self) -> None:
        try:
            self.text = self.app.listing.sent()
        except Exception:
            log.event("sent", "bare")

    def page(self, identity: str, words: Sequence[str]) -> str:
        self.thread.join()
        text = self.text.replace(REFERENCE, spaced(identity))
        for mark, word in zip(WORDS, words, strict=True):
            text = text.replace(mark, word)
        return text
