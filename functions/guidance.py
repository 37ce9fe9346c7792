"""What an editor does with each kind of proposal, as its page says it."""

from __future__ import annotations

import re


def unwrapped(text: str) -> str:
    """GitHub breaks a line wherever we do, so each paragraph is one line."""
    return re.sub(r"(?<!\n)\n(?=[^\n\d])", " ", text.lstrip())


CLOSE = (
    "**To turn it down**, press **Close pull request**. It never comes back by itself, and nobody is told: "
    "write to the sender if they should know why."
)
MERGE = "Tick the boxes under **Before you merge**, then press **Merge pull request**."
SIGNUP = unwrapped(f"""
Someone asks to be listed. Nothing is public until you merge it.

1. Read **Looked up**: ✗ first, as it contradicts something.
2. Reach them by a way that you found yourself: a register, their professional body, a number that you
know. Nothing on this page is proof. Ask whether they sent it.
3. Under **Files changed**, choose **Edit file** and set `verification`: what you checked, how, and on
which day.
4. {MERGE} A red check says what is wrong, and where.

{CLOSE}
""")
CHANGE = unwrapped(f"""
Someone asks to change an entry that is public.

1. Read **What changes**. Is it something that they would say of themselves?
2. Wait until the label `confirmed-by-entry` is there, or ask them on a number that the entry has
**now**.
3. {MERGE}

{CLOSE}
""")
CONTACT_CHANGE = unwrapped(f"""
**Stop: a way to reach them would change.** A wrong number can lead a person in danger to the wrong
people.

1. Call or write to the number or address that the entry has **now**, even if the label
`confirmed-by-entry` is there. Do not use the new one, or the sender's.
2. Ask whether they sent this, and read the new number back to them, digit by digit.
3. Let a second editor look at it and say so in a comment. Nobody answers? Wait. Do not merge.
4. {MERGE}

{CLOSE}
""")
CORRECT = unwrapped(f"""
Someone says that the entry is still correct. Merging it writes the day on which they said so. It is not
a check of yours: what you checked, `verification`, stays as it is.

1. Wait until the label `confirmed-by-entry` is there, or ask them on a number that the entry has
**now**.
2. {MERGE}

{CLOSE}
""")
REMOVE = unwrapped(f"""
Someone asks to take an entry away. Nobody needs a reason for that, and it should not take longer than a
day.

1. Is the label `confirmed-by-entry` there? Then merge it today.
2. If not, call them on a number that the entry has **now**, or let a second editor agree: somebody may
want them to be harder to find.
3. {MERGE}

{CLOSE}
""")
MESSAGE = unwrapped("""
**A person asks for help.** Open what is sealed today, and before anything else of today.

1. Open it as **Where it is** says, on your own device, where nobody else sees the screen.
2. Answer only in a way that they marked as safe, with the words and at the times that they gave. Leave
no voice message unless they said yes. They marked none, or it does not work? Then write the answer for
their six words: on the page that opened it, or with `make reply`. Only they can read it, on this site.
3. The entries below may fit. Ask the person before you tell anyone about them. Two exceptions: great
danger, and someone under 18 who is not safe.
4. Copy nothing into a comment, a mail or a chat. Write here only that it was opened, and when.
5. When it is settled, erase it if it is no longer needed, and press **Close pull request**: what is
sealed then goes 90 days after it came.
""")
ENQUIRY = unwrapped("""
A lawyer or another professional looks for an expert.

1. Open what is sealed as **Where it is** says: it holds their name, their address and the question.
2. Is it from a person who may instruct an expert? Look them up in their register. It must name no
client: if it does, tell them, and erase it.
3. Pass it on to the experts whom they named, or to those below who fit. Tell the sender to whom it
went.
4. When it is settled, press **Close pull request**: what is sealed then goes 90 days after it came.
""")
REPLY = unwrapped("""
Someone who had an answer from you has written back, and the case is no longer open. Open it today.

1. Open it as **Where it is** says; it comes with the rest of its case.
2. Answer for their six words: on the page that opened it, or with `make reply`. Write all that they still
need, as it takes the place of the answer before.
3. When it is settled, press **Close pull request**: what is sealed then goes 90 days after it came.
""")
UNKNOWN = unwrapped("""
This was sealed, and the function ended before it could say what it is. Open it today, as **Where it
is** says: it may be a person who asks for help.
""")
REFERRALS = {"message": MESSAGE, "enquiry": ENQUIRY}
