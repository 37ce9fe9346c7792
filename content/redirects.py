"""Old addresses and where they lead, as content/redirects.yaml has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from content.model import Redirect

_ADDRESS = re.compile(r"/[A-Za-z0-9/._~-]*\Z")
_RANGE = re.compile(r"\{([0-9]{1,6})\.\.([0-9]{1,6})\}")
_MOST = 10_000  # addresses that one line may stand for


def odd_address(pattern: str) -> str | None:
    """What is wrong with an old address, which may hold ranges."""
    count = 1
    for first, last in _RANGE.findall(pattern):
        count *= max(int(last) - int(first) + 1, 0)
    if not 0 < count <= _MOST:
        return f"stands for {count:,} addresses; from 1 to {_MOST:,} are allowed"
    if not _ADDRESS.match(_RANGE.sub("0", pattern)):
        return f"'{pattern}' is not an address of a site, such as /blog/2024/"
    return None


def spread(pattern: str) -> list[str]:
    """'/blog/{08..11}/' stands for four addresses; as many digits as are written."""
    numbers = _RANGE.search(pattern)
    if not numbers:
        return [pattern]
    first, last = numbers[1], numbers[2]
    before, after = pattern[: numbers.start()], pattern[numbers.end() :]
    each = (str(n).zfill(len(first)) for n in range(int(first), int(last) + 1))
    return [address for number in each for address in spread(before + number + after)]


def way(address: str, leads: Mapping[str, str]) -> list[str]:
    """The address and all to which a browser is sent from there, each once."""
    steps = [address]
    while (address := leads.get(address, address)) not in steps:
        steps.append(address)
    return steps


def targets(redirects: Iterable[Redirect]) -> dict[str, str]:
    """Old to new address. One without a slash at the end is served by the page with it."""
    return {
        (address if address.endswith("/") else f"{address}/"): one.new
        for one in redirects
        for address in spread(one.old)
    }
