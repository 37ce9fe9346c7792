"""How a text looks at a glance: two that look alike have one skeleton, in the manner of Unicode's UTS #39."""

from __future__ import annotations

from functools import lru_cache

from records.text import fold

# Letters of other scripts, and digits, that look like a Latin letter; then two letters that look like one.
_ALIKE = str.maketrans(
    "аеорсухіјѕһԁԛԝӏкмтвнοναεικρτυχηωօոսցհ01ɡɑ|",
    "aeopcyxijshdqwlkmtbhovaeikptuxnwonughoigal",
)
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("l", "i"))


@lru_cache(4096)
def skeleton(text: str) -> str:
    """As somebody sees it who reads in haste. It is for comparing only."""
    plain = fold(text).translate(_ALIKE)
    for pair, letter in _PAIRS:
        plain = plain.replace(pair, letter)
    return plain
