"""Numbers in public registers: their form and their check digits."""

from __future__ import annotations

import re

from records.vocabulary import Term

_ROR_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def diagnostic(term: Term, value: str) -> str | None:
    """What is wrong with a number, by what its register says of itself."""
    pattern = str(term.extra.get("pattern", ""))
    if not re.search(pattern, value):
        inner = re.search(rf"(?<!\w)(?:{pattern.strip('^$')})(?!\w)", value)
        alone = f"; write the number alone: '{inner[0]}'" if inner else f". {term.description}"
        return f"'{value}' is not a number of the {term.label}{alone}"
    if not _CHECKS.get(str(term.extra.get("checksum")), lambda _: True)(value):
        return f"the check digits of '{value}' do not fit; compare it with the register"
    return None


def _orcid(value: str) -> bool:
    """ISO/IEC 7064 MOD 11-2."""
    total = 0
    for digit in value.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == value[-1]


def _ror(value: str) -> bool:
    """ISO/IEC 7064 MOD 97-10 over Crockford's base 32."""
    number = 0
    for char in value[:-2]:
        number = number * 32 + _ROR_ALPHABET.index(char)
    return 98 - number * 100 % 97 == int(value[-2:])


_CHECKS = {"orcid": _orcid, "ror": _ror}
