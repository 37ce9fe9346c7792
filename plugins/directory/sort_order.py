"""The order of every list, and the letter under which A to Z files a name."""

from __future__ import annotations

from experts import Profile
from records.text import fold, script


def filed_as(profile: Profile) -> str:
    return fold(profile.sort_name or profile.name)


def list_order(profile: Profile, demoted: bool) -> tuple[bool, str, str]:
    """Entries whose check is overdue come last, in every list."""
    return demoted, filed_as(profile), profile.slug


def letter(profile: Profile) -> str:
    """Where the A to Z files a name: under a letter, or under the name of its script."""
    first = next((char for char in filed_as(profile) if char.isalnum()), "")
    if "a" <= first <= "z":
        return first
    own = script(first).lower() if first and not first.isdigit() else "latin"
    return "other" if own in ("", "latin") else own
