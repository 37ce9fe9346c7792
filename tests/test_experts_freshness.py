"""How long a check holds."""

from __future__ import annotations

from datetime import date

import pytest

from experts import freshness
from experts.freshness import freshness_of, heard_from, is_before_change, months
from tests.profile_builder import profile

BOUNDARIES = [
    # checked on, looked at on, months, state
    ("2026-07-30", "2026-07-30", 0, "fresh"),
    ("2026-07-30", "2026-08-29", 0, "fresh"),
    ("2025-11-23", "2026-11-22", 11, "fresh"),
    ("2025-11-22", "2026-11-22", 12, "due"),
    ("2025-05-23", "2026-11-22", 17, "due"),
    ("2025-05-22", "2026-11-22", 18, "overdue"),
    ("2024-11-23", "2026-11-22", 23, "overdue"),
    ("2024-11-22", "2026-11-22", 24, "hidden"),
    ("2010-01-01", "2026-11-22", 202, "hidden"),
    # the last days of months, and of February in a leap year
    ("2024-02-29", "2025-02-28", 11, "fresh"),
    ("2024-02-29", "2025-03-01", 12, "due"),
    ("2025-08-31", "2026-08-30", 11, "fresh"),
    ("2025-08-31", "2026-08-31", 12, "due"),
    ("2025-08-31", "2026-02-28", 5, "fresh"),
    # a check of tomorrow, which is told elsewhere, is fresh at least
    ("2026-11-23", "2026-11-22", -1, "fresh"),
]


@pytest.mark.parametrize(
    ("on", "as_of", "age", "state"), BOUNDARIES, ids=[f"{row[0]}, {row[1]}" for row in BOUNDARIES]
)
def test_a_check_holds_a_year_then_is_due_then_demotes_then_hides(on, as_of, age, state):
    days = date.fromisoformat(on), date.fromisoformat(as_of)
    assert months(*days) == age
    assert freshness(*days) == state


@pytest.mark.parametrize(("checked", "confirmed", "changed", "heard", "state", "before_change"), [
    ("2026-07-01", None, None, "2026-07-01", "fresh", False),
    ("2024-07-01", "2026-07-01", None, "2026-07-01", "fresh", False),
    ("2026-07-01", "2024-07-01", "2026-07-01", "2026-07-01", "fresh", False),
    ("2025-07-01", None, "2025-07-02", "2025-07-01", "due", True),
    ("2025-07-01", "2026-07-01", "2026-07-01", "2026-07-01", "fresh", True),
    ("2024-07-01", None, "2026-07-01", "2024-07-01", "hidden", True),
])  # fmt: skip
def test_what_the_entry_confirms_is_no_check(checked, confirmed, changed, heard, state, before_change):
    """It keeps the entry listed. The check stays what it was, and no change of theirs is covered by it."""
    own = {name: {"on": day} for name, day in (("confirmed", confirmed), ("changed", changed)) if day}
    entry = profile(verification={"level": "reference-checked", "on": checked}, **own)
    assert heard_from(entry).isoformat() == heard
    assert freshness_of(entry, date(2026, 11, 22)) == state
    assert is_before_change(entry) is before_change
