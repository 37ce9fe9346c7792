"""Asks entries that nobody has confirmed for long whether they are still correct, by letter.

The weekly job only says that it is time; the letters go with the worker's runs, a few with each. A letter is
marked as sent before it goes: whatever ends a run, nobody gets one twice. One that got lost that way is
made up for by the reminder a month later.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from experts.freshness import HIDDEN, OVERDUE
from functions import letters, log, metered_mail, renewal_due, renewal_links
from functions.app import App
from functions.ports import Mail, PoisonError, RefusedError, UnavailableError
from functions.renewal_due import Due
from records import dates

BEGIN = "state/renewal"  # holds the day from which there is something to do
LETTERS_A_RUN = 10  # who asks for help must not wait behind letters
PAUSE = 1  # seconds between two letters: an account in the sandbox of SES may send one a second
# What ends a run, as the next letter would fare no better. After the first two none has surely gone.
QUOTA, REFUSED, UNCLEAR = ENDS = ("quota", "refused", "unclear")
WHY = {"letters-quota": QUOTA, "letters-bounces": REFUSED}

SUBJECT = "Is your entry still correct?"
LETTER = """This entry in our directory shows your e-mail address:

{entry}

We last heard on {heard} that it is correct. Is it still? Please look at it, then open this page:

{link}

There you can confirm that it is still correct, change it, or have it removed. Opening the page
changes nothing. Keep the link to yourself: it works once, within {days} days. An editor reads every
answer.

If we hear nothing, the entry moves to the end of our lists after {overdue} months, and after {hidden}
months it no longer shows how to reach you.

If this is not your entry, or you do not want e-mails like this, write to the editors and we will
stop: {editors}
"""


def run(app: App) -> int:
    """The weekly job: from now on letters go until everybody who is due has one. Gives how many went now."""
    app.store.put(BEGIN, app.today().encode(), replace=True)
    return go_on(app)


def go_on(app: App, *, invented: bool = False) -> int:
    """A part of them, if it is time. What fails ends it; the next run of the worker goes on."""
    try:
        return part(app, invented=invented)
    except (UnavailableError, RefusedError):
        log.event("renewal", "unavailable")
        return 0


def part(app: App, *, invented: bool) -> int:
    begins = app.store.get(BEGIN)
    if app.mail is None or begins is None or app.today() < begins.decode("ascii", "replace"):
        return 0
    room = min(LETTERS_A_RUN, metered_mail.spare(app.store, app.clock))
    return Round(app, app.mail, invented).work(room) if room else 0


class Round:
    """One pass over what is due; `invented`: also of samples and addresses that nobody has, to try it out."""

    def __init__(self, app: App, mail: Mail, invented: bool = False) -> None:
        self.app, self.mail, self.invented = app, mail, invented
        self.today = date.fromisoformat(app.today())
        self.letters = 0
        self.had: set[str] = set()  # addresses that have had their letter of the day: asked for once
        self.outcomes: Counter[str] = Counter()

    def work(self, room: int) -> int:
        """Gives how many letters went."""
        self.mail.health()  # is known for some minutes then: no letter is marked and fails for want of it
        all_due = list(renewal_due.due(self.app, self.today, invented=self.invented))
        waiting = renewal_due.waiting(self.app, all_due, self.today, invented=self.invented)
        for each in waiting:
            if self.letters >= room or self.ended():
                break
            self.outcomes[self.attempt(each)] += 1
        left = len(waiting) - self.outcomes.total()
        self.plan(left)
        to_call = sum(not renewal_due.addresses(each.profile, invented=self.invented) for each in all_due)
        log.event("renewal", "ran", due=len(all_due), to_call=to_call, sent=self.letters, left=left)
        return self.letters

    def ended(self) -> bool:
        return any(self.outcomes[each] for each in ENDS)

    def plan(self, left: int) -> None:
        """When there is something to do again: with the next run, tomorrow, or with the next week's job."""
        if self.outcomes[REFUSED]:
            self.app.store.delete(BEGIN)
        elif left or self.ended():
            return
        elif self.outcomes["tomorrow"]:
            tomorrow = self.today + timedelta(1)
            self.app.store.put(BEGIN, tomorrow.isoformat().encode(), replace=True)
        else:
            self.app.store.delete(BEGIN)

    def attempt(self, each: Due) -> str:
        about = {"on": self.app.today(), "id": self.letter_id(each)}
        to = renewal_due.addresses(each.profile, invented=self.invented)
        fresh = [address for address in to if address.casefold() not in self.had]
        free = [address for address in fresh if letters.allowed(self.app, about, address, 1)]
        self.had.update(address.casefold() for address in fresh)
        if not free:
            return "tomorrow"  # the address, which other entries may have too, has had its letter of the day
        if not self.app.store.put(each.key, self.app.today().encode()):
            return "taken"
        return self.send(each, free)

    def send(self, each: Due, to: list[str]) -> str:
        sent, outcome = self.letters, ""
        for address in to:
            outcome = self.send_one(each, address)
            if outcome in ENDS:
                break
        if outcome in (QUOTA, REFUSED) and self.letters == sent:
            self.app.store.delete(each.key)
        return outcome

    def send_one(self, each: Due, to: str) -> str:
        self.app.sleep(PAUSE)
        try:
            self.mail.send(to, SUBJECT, text(self.app, each, self.today, to))
            self.letters += 1
            return "sent"
        except PoisonError:
            outcome = "lost"
        except RefusedError:
            outcome = REFUSED
        except UnavailableError as error:
            outcome = WHY.get(error.outcome, UNCLEAR)
        log.event("mail", "failed", self.letter_id(each), why=outcome)
        return outcome

    def letter_id(self, each: Due) -> str:
        return renewal_links.letter_id(self.app.key(), each.profile.slug, self.today)


def text(app: App, each: Due, today: date, to: str) -> str:
    """Plain, and without a name: no more than the address of a public page."""
    token = renewal_links.token(app.key(), each.profile.slug, today, to)
    return LETTER.format(
        entry=f"{app.origin}/experts/{each.profile.slug}/",
        heard=dates.in_words(each.heard),
        link=f"{app.origin}/send/renewal/{token}",
        days=renewal_links.LINK_DAYS,
        overdue=OVERDUE,
        hidden=HIDDEN,
        editors=app.listing.site()["site"]["editors_email"],
    )
