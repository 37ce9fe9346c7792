"""Hosts that are taken for another: with letters that look alike, or with its name inside their own."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from records.skeleton import skeleton
from records.web_host import bare, is_within, readable

_COUNTRY = 2  # letters of a country's ending
_WORLDWIDE = (".com", ".net", ".org")


class Imitation(NamedTuple):
    """The name that a host seems to be, and how far that can be innocent.

    `seems` is "same": nobody reads the two apart; "longer": it ends in the other, as `tenniscourts.ie` in
    `courts.ie`; "abroad": the same name in one country, as national committees have it.
    """

    name: str
    seems: Literal["same", "longer", "abroad"]


@lru_cache(4096)
def imitated(host: str, names: tuple[str, ...]) -> Imitation | None:
    """The one of `names` that a host seems to be and is not; `names` are hosts of at least two labels."""
    known = [name for name in names if "." in name]
    if any(is_within(host, name) for name in known):
        return None
    return next((it for name in known if (it := _imitation(bare(host), name))), None)


def _imitation(host: str, name: str) -> Imitation | None:
    seen, known = skeleton(readable(host)), skeleton(name)
    if is_within(seen, known):
        return Imitation(name, "same")
    inside = f".{host}."
    if f".{name}." in inside:  # as in gov.uk.evil.com
        return Imitation(name, "abroad" if _is_abroad(host, name) else "same")
    if not _is_of_a_country(name):
        return None
    if f".{name}." in inside.replace("-", "."):
        return Imitation(name, "same")
    return Imitation(name, "longer") if seen.endswith(known) else None


def _is_abroad(host: str, name: str) -> bool:
    """Such as un.org.np: registries of countries have their own `org`, and nobody has `gov.uk.np`."""
    after = host.rpartition(f"{name}.")[2]
    return name.endswith(_WORLDWIDE) and len(after) == _COUNTRY


def _is_of_a_country(name: str) -> bool:
    """Such as gov.uk: too short and too well known for another name to end in it by chance."""
    labels = name.split(".")
    return len(labels) == 2 and len(labels[1]) == _COUNTRY
