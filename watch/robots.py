"""What a site asks of programs: its robots.txt, by RFC 9309."""

from __future__ import annotations

from typing import NamedTuple

from protego import Protego

from watch.network import Answer, Reply

NAME = "DirectoryLinkWatch"
"""The name by which a robots.txt may speak of us."""
PAUSE = 5.0  # seconds between two requests to a host
LONGEST_PAUSE = 300.0
_LARGEST = 500 * 1024


class Rules(NamedTuple):
    """`refusal` says why nothing of the site may be asked for, `fault` why there is no such site."""

    parsed: Protego | None = None
    pause: float = PAUSE
    refusal: str = ""
    fault: Reply | None = None

    def allows(self, url: str) -> bool:
        return self.parsed is None or bool(self.parsed.can_fetch(url, NAME))


def rules(reply: Reply) -> Rules:
    """A site without the file allows everything; one that cannot say what it wants, nothing."""
    if not isinstance(reply, Answer):
        return Rules(fault=reply)
    if 400 <= reply.status < 500 and reply.status != 429:
        return Rules()
    if not 200 <= reply.status < 300:
        return Rules(refusal=f"its robots.txt answers {reply.status}")
    parsed = Protego.parse(reply.body[:_LARGEST].decode("utf-8", "replace"))
    pause = max(PAUSE, float(parsed.crawl_delay(NAME) or 0))
    if pause > LONGEST_PAUSE:
        return Rules(parsed, refusal=f"its robots.txt asks for {pause:,.0f} seconds between two requests")
    return Rules(parsed, pause)
