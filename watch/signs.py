"""Whether a page is one to which nobody wants to send a reader, or one that keeps programs out."""

from __future__ import annotations

import re
from pathlib import Path

from records import yaml_reader
from watch.names import folded

_TABLE = yaml_reader.read(Path(__file__).with_name("signs.yaml").read_bytes())
_GAMBLING = tuple(dict.fromkeys(folded(one).strip() for one in _TABLE["gambling"]))
_FEWEST = 4  # different ones, of which one is in the title
_PARKED = re.compile("|".join(_TABLE["parked"]), re.IGNORECASE)
_CHALLENGE = re.compile("|".join(_TABLE["challenge"]), re.IGNORECASE)
_SHORT = 4000  # letters: a longer page is no challenge, whatever it quotes


def is_gambling(title: str, text: str) -> bool:
    """Whether one plays for money there."""
    plain, head = folded(text), folded(title)
    shown = [one for one in _GAMBLING if _has(one, plain) or _has(one, head)]
    return len(shown) >= _FEWEST and any(_has(one, head) for one in shown)


def is_parked(source: str) -> bool:
    """The name is for sale, or belongs to whoever sells names."""
    return bool(_PARKED.search(source))


def is_challenge(source: str, letters: int) -> bool:
    """A page that wants to know first whether a person asks."""
    return letters < _SHORT and bool(_CHALLENGE.search(source))


def _has(phrase: str, plain: str) -> bool:
    """Scripts without spaces between words hold it anywhere."""
    return f" {phrase} " in plain or (not phrase.isascii() and phrase in plain)
