"""What somebody wrote back to an answer: a line in the pull request of its case, or one of its own."""

from __future__ import annotations

import json
from typing import Any

from functions import guidance, review, tokens, twins
from functions.app import App
from functions.ports import Change
from functions.proposal import download, proposal, whereabouts
from functions.submission import Submission

WROTE_AGAIN = "wrote-again"


def carry_out(app: App, entry: Submission) -> dict[str, Any]:
    """Gives the receipt. Nobody looks at the notes of a closed case: then it is a proposal of its own."""
    forge, case = app.forge_for("reply"), case_of(app, entry)
    branch = twins.branch_of("referral", case)
    if case and forge.waits(branch):
        app.store.put(f"also/{case}.{entry['id']}", b"")
        forge.note(branch, line(app, entry))
        forge.label(branch, WROTE_AGAIN)
    else:
        change = own(app, entry, case)
        branch = change.branch
        forge.propose(change)
    return {"kind": "reply", "branch": branch, "on": app.today()}


def case_of(app: App, entry: Submission) -> str:
    """The first reference of the case, which its pull request is named by; empty if there is none."""
    return twins.all_of(app.store, entry["case"])[0] if tokens.is_reference(entry["case"]) else ""


def line(app: App, entry: Submission) -> str:
    return (
        f"They wrote again on {entry['on']}, as **{tokens.spaced(entry['id'])}**. It is sealed as "
        f"`{entry['sealed']}`. {download(app, entry['sealed'])} "
        f"The page for editors opens it, and so does `make referral REF={tokens.spaced(entry['id'])}`."
    )


def own(app: App, entry: Submission, case: str) -> Change:
    identity, sealed = tokens.spaced(entry["id"]), entry["sealed"]
    about = (
        f"It belongs to the case **{tokens.spaced(case)}**, which is closed or no longer here.\n"
        if case
        else "It does not say to which case it belongs.\n"
    )
    parts = (
        ("What to do", guidance.REPLY),
        ("The case", about),
        ("Where it is", whereabouts(app, sealed, entry["id"])),
        ("Before you close", review.checklist("A duty editor opened it within one working day",
                                              "It was answered for their six words",
                                              "It was erased when it was settled")),
    )  # fmt: skip
    note = {"reference": identity, "received": entry["on"], "sealed": sealed, "case": tokens.spaced(case)}
    files = {f"referrals/{entry['id']}.json": (json.dumps(note, indent=2) + "\n").encode()}
    labels = ("referral", WROTE_AGAIN)
    return proposal(
        {**entry, "kind": "referral"}, f"Referral {identity}: they wrote again", files, labels, parts
    )
