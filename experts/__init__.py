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
    "Profile",
    "Publication",
    "Service",
    "Tombstone",
    "Training",
    "Verification",
    "Witness",
    "check",
    "dump",
    "edit",
    "examine",
    "freshness",
    "load",
]

# The module of each name; the others stand in experts.profile.
_MODULES = {
    "check": "checks",
    "Directory": "directory",
    "examine": "directory",
    "load": "directory",
    "dump": "writer",
    "edit": "writer",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"experts.{_MODULES.get(name, 'profile')}"), name)
    globals()[name] = value
    return value
