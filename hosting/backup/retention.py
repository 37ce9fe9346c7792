"""What a copy may still hold: it keeps nothing longer than the store does, and nothing that was erased.

The store forgets by its lifecycle rules, and leaves a mark of whatever goes before its time: a receipt, a
reference that was erased or settled. What is gone without a mark was lost, and is not forgotten here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from functions import lanes

DAY = 24 * 3600
# In the order in which they are put back: marks first, so that nothing is done twice; who asks for help
# before the others; what is sealed last, when nothing of it looks like a half any more.
FOLDERS = (
    "erased", "settled", "done", "also", "used", "asked", "twins", "names", "pending", "quarantine", "help",
    "inbox", "deferred", "sealed",
)  # fmt: skip
# Days, as in template.yaml. Answers are in no copy: whoever removes one is told that it is gone.
LIFETIMES = {
    "sealed": 365, "settled": 365, "done": 30, "names": 90, "twins": 7, "also": 365, "used": 365,
    "asked": 800,
}  # fmt: skip
CLOSED_DAYS = 90  # of what is sealed, when its proposal is closed
WAITING = (*lanes.LANES, "quarantine")


def retained(known: Mapping[str, float], now: float, present: Iterable[str] = ()) -> dict[str, float]:
    """Of all that the store and the copy know. `present`: what is in the store at this moment."""
    here = {*present}
    gone = erased(known)
    done = {lanes.identity_of(key) for key in known if folder_of(key) == "done"}
    moved = {lanes.identity_of(key) for key in here if folder_of(key) in WAITING}
    shut = closed(known)

    def keeps(key: str, modified: float) -> bool:
        folder, identity = folder_of(key), lanes.identity_of(key)
        if folder == "erased":
            return True
        if gone & {identity, *key.partition("/")[2].split(".")}:
            return False
        if folder in WAITING and key not in here:
            return identity not in done | moved
        if folder == "pending" and identity in shut:
            return False
        days = CLOSED_DAYS if folder == "sealed" and identity in shut else LIFETIMES.get(folder)
        return days is None or now - modified < days * DAY

    return {key: modified for key, modified in known.items() if keeps(key, modified)}


def folder_of(key: str) -> str:
    return key.partition("/")[0]


def erased(known: Iterable[str]) -> set[str]:
    return {key.partition("/")[2] for key in known if folder_of(key) == "erased"}


def closed(known: Iterable[str]) -> set[str]:
    """References whose proposal an editor has closed, with those that it also has."""
    keys = [*known]
    settled = {lanes.identity_of(key) for key in keys if folder_of(key) == "settled"}
    pairs = [key.removeprefix("also/").split(".") for key in keys if folder_of(key) == "also"]
    return settled | {second for first, second in pairs if first in settled}
