"""What a profile is: its data, its vocabularies, its schema, and the model that reads them."""

from experts.checks import check
from experts.directory import Directory, examine, load
from experts.freshness import Freshness, freshness
from experts.problem import Problem, in_order
from experts.profile import (
    Accepting,
    Affiliation,
    Alert,
    Consent,
    Contact,
    Countries,
    Fees,
    Identifier,
    Language,
    Link,
    Photo,
    Profile,
    Publication,
    Service,
    Tombstone,
    Training,
    Verification,
    Witness,
)
from experts.text import fold, slugify
from experts.vocabulary import Term, Vocabularies, Vocabulary
from experts.vocabulary_files import load_vocabularies
from experts.writer import dump

__all__ = [
    "Accepting",
    "Affiliation",
    "Alert",
    "Consent",
    "Contact",
    "Countries",
    "Directory",
    "Fees",
    "Freshness",
    "Identifier",
    "Language",
    "Link",
    "Photo",
    "Problem",
    "Profile",
    "Publication",
    "Service",
    "Term",
    "Tombstone",
    "Training",
    "Verification",
    "Vocabularies",
    "Vocabulary",
    "Witness",
    "check",
    "dump",
    "examine",
    "fold",
    "freshness",
    "in_order",
    "load",
    "load_vocabularies",
    "slugify",
]
