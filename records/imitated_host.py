"""Hosts that are taken for another: with letters that look alike, or with its name inside their own."""

from __future__ import annotations

from functools import lru_cache

from records.skeleton import skeleton
from records.web_host import bare, is_within, readable

_COUNTRY = 2  # letters of a country's ending


@lru_cache(4096)
def imitated(host: str, names: tuple[str, ...]) -> str | None:
    """The one of `names` that a host seems to be and is not; `names` are hosts of at least two labels."""
    known = [name for name in names if "." in name]
    if any(is_within(host, name) for name in known):
        return None
    return next((name for name in known if _seems(bare(host), name)), None)


def _seems(host: str, name: str) -> bool:
    seen, known = skeleton(readable(host)), skeleton(name)
    if is_within(seen, known):
        return True
    inside = f".{host}."
    if f".{name}." in inside:  # as in gov.uk.evil.com
        return True
    if not _is_of_a_country(name):
        return False
    return seen.endswith(known) or f".{name}." in inside.replace("-", ".")


def _is_of_a_country(name: str) -> bool:
    """Such as gov.uk: too short and too well known for another name to end in it by chance."""
    labels = name.split(".")
    return len(labels) == 2 and len(labels[1]) == _COUNTRY
