"""Which of its register entries make an entry that of a regulated expert, and what kinds of them there are.

experts/vocabularies/identifiers.yaml says for which kind of regulation a register stands. That an entry gives
a number does not say that the number is right, so whoever shows this also shows whether it was looked up.
"""

from __future__ import annotations

from collections.abc import Iterator

from experts.profile import Identifier, Profile
from records.vocabulary import Term, Vocabulary

ALL = "regulated-expert"
_GIVEN = (
    "The number is the one that the entry gave, and the entry says whether we looked it up. "
    "Ask the expert to confirm it, and look at the register yourself on the day."
)
_KINDS = (
    Term(
        ALL,
        "Regulated experts",
        "Regulated expert",
        "People who say that they are on a register of the kind that the family courts of England and Wales "
        "ask for in cases about children. The rule changed in 2026, and we have not seen its final text: "
        f"read rules 25.2 and 25.5A of the Family Procedure Rules before you rely on this list. {_GIVEN}",
        aliases=("regulated", "regulated professional", "fpr 25.5a", "rule 25.5a"),
    ),
    Term(
        "statutory-body",
        "Regulated by a statutory body",
        description=f"Such as the General Medical Council or Social Work England. {_GIVEN}",
        broader=ALL,
        aliases=("statutory regulator", "statutory body", "statutorily regulated"),
    ),
    Term(
        "accredited-register",
        "On an accredited register",
        description=f"A register that the Professional Standards Authority accredits. {_GIVEN}",
        broader=ALL,
        aliases=("accredited register", "psa accredited", "psa register", "professional standards authority"),
    ),
    Term(
        "legal-regulator",
        "Regulated by a legal regulator",
        description="By an approved regulator under the Legal Services Act 2007, which is for England and "
        f"Wales. {_GIVEN}",
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
