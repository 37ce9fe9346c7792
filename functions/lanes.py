"""Whose turn it is: who asks for help first, and nobody takes all the turns there are.

GitHub takes 80 writes a minute and 500 an hour from us; a pull request is five.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from functions.app import App
from functions.ledger import Ledger
from functions.ports import StoredObject

HELP, INBOX, DEFERRED = LANES = ("help", "inbox", "deferred")
HOUR, DAY = 3600, 24 * 3600
PULLS_AN_HOUR = 90  # all together; the writes that are left are for labels and notes
INBOX_AN_HOUR = 40  # of these; the others are kept for who asks for help
SENDER_AN_HOUR = 30  # of these, for what comes from one network
SIGNUPS_AN_HOUR, SIGNUPS_A_DAY = (
    20,
    60,
)  # what is above waits apart, and changes and removals do not wait behind it


def lane_of(key: str) -> str:
    return key.partition("/")[0]


def identity_of(key: str) -> str:
    """From the name in any lane or in the quarantine."""
    return key.partition("/")[2].partition(".")[0]


def mark_of(key: str) -> str:
    """Whose turn an entry takes: its lane's, or its sender's where it asks for help."""
    lane, name = lane_of(key), key.partition("/")[2]
    return f"help-{name.partition('.')[2]}" if lane == HELP else INBOX


def pulls(app: App) -> Ledger:
    return Ledger(app.store, "pulls", HOUR, app.clock)


def signups(app: App) -> Ledger:
    return Ledger(app.store, "signups", DAY, app.clock)


def full(app: App, mark: str) -> bool:
    """Whether whoever has this mark must wait for the hour to pass."""
    marks = Counter(spent.mark for spent in pulls(app).read())
    most = INBOX_AN_HOUR if mark == INBOX else SENDER_AN_HOUR
    return marks.total() >= PULLS_AN_HOUR or marks[mark] >= most


def room(app: App) -> int:
    """How much may still be done in this hour for all but help."""
    marks = Counter(spent.mark for spent in pulls(app).read())
    return max(0, min(PULLS_AN_HOUR - marks.total(), INBOX_AN_HOUR - marks[INBOX]))


def quota_left(app: App) -> bool:
    """Whether a new entry may still become a pull request in this hour and on this day."""
    times = [spent.at for spent in signups(app).read()]
    lately = sum(at > app.clock() - HOUR for at in times)
    return len(times) < SIGNUPS_A_DAY and lately < SIGNUPS_AN_HOUR


def fair(app: App, waiting: Iterable[StoredObject]) -> list[StoredObject]:
    """First who has had the fewest turns in this hour, then the oldest; nobody whose turns are used up.

    So what one sender floods us with is behind all others.
    """
    turns = Counter(spent.mark for spent in pulls(app).read())
    if turns.total() >= PULLS_AN_HOUR:
        return []
    ranked = []
    for entry in waiting:
        mark = mark_of(entry.key)
        if turns[mark] < SENDER_AN_HOUR:
            ranked.append((turns[mark], entry))
            turns[mark] += 1
    return [entry for _, entry in sorted(ranked, key=lambda pair: pair[0])]


def take_turn(app: App, mark: str) -> None:
    """Waits until the forge may be asked for another pull request."""
    ledger = pulls(app)
    last = max((spent.at for spent in ledger.read()), default=0.0)
    app.sleep(max(0.0, last + app.spacing - app.clock()))
    ledger.add(mark)
