"""All letters together: at most so many a day, and none while too many come back."""

from __future__ import annotations

from collections.abc import Callable

from functions import log
from functions.ledger import Ledger
from functions.ports import Mail, Store, UnavailableError, now

DAY = 24 * 3600
LETTERS_A_DAY = 150
UNASKED_A_DAY = LETTERS_A_DAY // 2  # nobody waits for these: the other half is kept for who does
MOST_BOUNCES = 0.04  # of the letters of two weeks; at 5 % AWS puts an account under review
FEWEST_LETTERS = 50  # that are counted as sent, so that the first one that comes back proves nothing
HEALTH_SECONDS = 600


def sent_lately(store: Store, clock: Callable[[], float]) -> Ledger:
    return Ledger(store, "letters", DAY, clock)


def spare(store: Store, clock: Callable[[], float]) -> int:
    """How many letters that nobody waits for may go now: none once half of the day's have gone."""
    return max(0, UNASKED_A_DAY - len(sent_lately(store, clock).read()))


class MeteredMail:
    """A mail port that says UnavailableError rather than send what would put all letters at risk."""

    def __init__(self, mail: Mail, store: Store, clock: Callable[[], float] = now) -> None:
        self.mail, self.clock = mail, clock
        self.ledger = sent_lately(store, clock)
        self.asked_at, self.known = 0.0, (0, 0)

    def send(self, to: str, subject: str, text: str) -> None:
        if len(self.ledger.read()) >= LETTERS_A_DAY:
            raise self.stopped("quota")
        sent, bounced = self.health()
        if bounced >= MOST_BOUNCES * max(sent, FEWEST_LETTERS):
            raise self.stopped("bounces")
        self.ledger.add()
        self.mail.send(to, subject, text)

    def stopped(self, why: str) -> UnavailableError:
        log.event("mail", "stopped", why=why)
        return UnavailableError(f"letters-{why}")

    def health(self) -> tuple[int, int]:
        """As it was known some minutes ago: whoever counts is not asked for each letter."""
        if not 0 <= self.clock() - self.asked_at < HEALTH_SECONDS:
            self.known, self.asked_at = self.mail.health(), self.clock()
        return self.known
