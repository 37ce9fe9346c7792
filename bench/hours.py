"""Opening hours in words, as they stand in tables, in our form."""

from bench.cells import Findings
from records import hours as opening_hours


def hours(raw: str, findings: Findings) -> str:
    """Nothing where a person has to look: a wrong hour is worse than none."""
    days = opening_hours.week(raw)
    if not days:
        if raw.strip():
            findings.add("hours: prose, kept as a note", raw)
        return ""
    if not opening_hours.plausible(days):
        findings.add("hours: closing before opening, or at night, kept as a note", raw)
        return ""
    findings.add("hours: day by day in words, rewritten", raw)
    return opening_hours.format_week(days)
