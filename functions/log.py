"""One line an event. It cannot hold what a person wrote: words are our own, the rest are numbers."""

from __future__ import annotations

import json
import re
import sys

WORD = re.compile(r"[a-z0-9-]{1,60}\Z")


def event(kind: str, outcome: str, identity: str = "", *, why: str = "", **numbers: int) -> None:
    labels = {"kind": kind, "outcome": outcome, "id": identity, "why": why}
    line: dict[str, object] = {
        name: word if WORD.match(word) else "-" for name, word in labels.items() if word
    }
    line |= {name: int(number) for name, number in numbers.items()}
    print(json.dumps(line), file=sys.stderr, flush=True)
