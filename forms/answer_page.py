"""What the page to read an answer shows, whether the build or the function makes it."""

from __future__ import annotations

from typing import Any

PATH, ACTION = "/forms/answer/", "/send/answer"
LONGEST = 4000  # characters, of an answer and of what is written back
DEFAULTS: dict[str, Any] = {
    "problem": "", "answer": None, "held": "", "words": "", "message": "", "go": "", "late": False,
    "failed": False, "longest": LONGEST, "action": ACTION,
}  # fmt: skip


def context(state: str, **given: Any) -> dict[str, Any]:
    """`state`: ask, none, shown, write, limited, sent or removed. `go`: what the words are asked for."""
    return {"state": state, **DEFAULTS, **given}
