"""Which of its register entries make an entry that of a regulated expert, and what kinds of them there are.

experts/vocabularies/identifiers.yaml says for which kind of regulation a register stands. That an entry gives
a number does not say that the number is right, so whoever shows this also shows whether it was looked up.
"""

from __future__ import annotations

from collections.abc import Iterator

from experts.profile import Identifier, Profile
from records.vocabulary import Term, Vocabulary

ALL = "regulated-expert"
_LOOK = "Each entry says whether we looked the register up; look again on the day you instruct the expert."
_KINDS = (
    Term(
        ALL,
        "Regulated experts",
        "Regulated expert",
        "People who say that they are on a register of a kind that the family courts of England and Wales "
        "ask for in cases about children. We have not seen the final text of that rule, which is of 2026 "
        f"(Family Procedure Rules, rule 25.5A). {_LOOK}",
        aliases=("regulated", "regulated professional", "fpr 25.5a", "rule 25.5a"),
    ),
    Term(
        "statutory-body",
        "Regulated by a statutory body",
        description=f"Such as the General Medical Council or Social Work England. {_LOOK}",
        broader=ALL,
        aliases=("statutory regulator", "statutory body", "statutorily regulated"),
    ),
    Term(
        "accredited-register",
        "On an accredited register",
        description=f"A register that the Professional Standards Authority accredits. {_LOOK}",
        broader=ALL,
        aliases=("accredited register", "psa accredited", "psa register", "professional standards authority"),
    ),
    Term(
        "legal-regulator",
        "Regulated by a legal regulator",
        description="By an approved regulator under the Legal Services Act 2007, which is for England and "
        f"Wales. {_LOOK}",
        broader=ALL,
        aliases=("legal regulator", "approved regulator"),
    ),
)
KINDS = {term.id: term for term in _KINDS}


def regulating(profile: Profile, registers: Vocabulary) -> Iterator[tuple[Identifier, str]]:
    """Each with its kind of regulation. Only of a person: an organisation does not give evidence."""
    if profile.kind == "person":
        for entry in profile.identifiers:
            if kind := registers.terms[entry.scheme].extra.get("regulated"):
                yield entry, kind
