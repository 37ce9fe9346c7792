"""What a profile is: its data, its vocabularies, its schema, and the model that reads them.

A name is looked up when it is first used: the function on the web starts cold and needs few of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

# Not lazily: a module has the same name, and would take its place.
from experts.freshness import Freshness, freshness

if TYPE_CHECKING:
    from experts.checks import check
    from experts.directory import Directory, examine, load
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
    from experts.writer import dump, edit

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
    "edit",
    "examine",
    "fold",
    "freshness",
    "in_order",
    "load",
    "load_vocabularies",
    "slugify",
]

# The module of each name; the others stand in experts.profile.
_MODULES = {
    "check": "checks",
    "Directory": "directory",
    "examine": "directory",
    "load": "directory",
    "Problem": "problem",
    "in_order": "problem",
    "fold": "text",
    "slugify": "text",
    "Term": "vocabulary",
    "Vocabularies": "vocabulary",
    "Vocabulary": "vocabulary",
    "load_vocabularies": "vocabulary_files",
    "dump": "writer",
    "edit": "writer",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"experts.{_MODULES.get(name, 'profile')}"), name)
    globals()[name] = found
    return found
