"""The small pictures of a card's states, as our own build draws them."""

import re
from pathlib import Path

ICON = re.compile(r'class="state state-(\w+)"><svg class="icon"[^>]*>(.*?)</svg>')


def icons(built: Path) -> dict[str, str]:
    """The page of patterns shows every state."""
    return dict(ICON.findall((built / "patterns/index.html").read_text("utf-8")))
