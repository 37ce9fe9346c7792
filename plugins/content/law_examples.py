"""A rule of law in each of its states, for /patterns/."""

from __future__ import annotations

from datetime import date
from typing import Any

from content.factory import make_claim
from plugins.content.law import Law
from plugins.directory.display_names import DisplayNames

_RULE: dict[str, Any] = {
    "statement": "What the rule says, in a sentence or two.",
    "jurisdictions": ["GB-ENG", "GB-WLS"],
    "instrument": "An Act, section 1",
    "version": {"name": "as enacted", "date": "2025-03-26"},
    "in_force": "2025-07-31",
    "source": {"title": "An Act", "url": "https://www.example.org/act", "read_on": "2026-07-01"},
    "reread_by": "2027-07-01",
    "checked_on": None,
    "status": "stands",
}
_CHANGES = [{"on": "2026-07-15", "what": "What changed."}]
RULES: dict[str, dict[str, Any]] = {
    "stands": {"checked_on": "2026-07-02", "note": "What else one must know."},
    "amended": {"status": "amended", "changes": _CHANGES, "in_force": None},
    "replaced": {"status": "replaced", "changes": _CHANGES, "replaced_by": "stands"},
    "unsure": {"status": "unsure", "note": "what is not known."},
    "future": {"in_force": "2027-01-01"},
    "overdue": {"reread_by": "2026-07-29"},
}


def law(names: DisplayNames, as_of: date, page: str) -> Law:
    return Law({id_: make_claim({**_RULE, **own}) for id_, own in RULES.items()}, names, as_of, page)
