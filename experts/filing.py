"""Proposes the name under which a person is filed from A to Z, if the entry does not say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from records.diagnostic import FieldDiagnostic
from records.text import fold, script

_TITLES = frozenset(
    "dr prof professor mr mrs ms mx miss sir dame lord lady rev reverend fr father sister judge".split()
)
# Where the family name comes first, or people have none: no last word is proposed for it.
_OTHERWISE = frozenset("AF BT CN ER ET HK HU ID IN IS JP KH KP KR LA LK MM MN MO MY PK SG SO TW VN".split())


def check(name: str, countries: Any) -> Iterator[FieldDiagnostic]:
    """Other scripts are filed under their own names, each in its own way."""
    words = name.split()
    if len(words) < 2 or any(script(word[0]) not in ("LATIN", "") for word in words if word[0].isalpha()):
        return
    message = f"is filed under '{words[0]}' from A to Z"
    plain = [word for word in words if fold(word).strip(".") not in _TITLES]
    based = countries.get("based") if isinstance(countries, dict) else None
    # Of three words the family name may be one, or two.
    if len(plain) == 2 and plain[1].isalpha() and based not in _OTHERWISE:
        proposal = f"{plain[1]}, {plain[0]}"
        message = f"{message}; if the family name is '{plain[1]}', write 'sort_name: {proposal}'"
    else:
        message = f"{message}; write under 'sort_name' where to look for it, the family name first"
    yield FieldDiagnostic(("name",), message, "warning")
