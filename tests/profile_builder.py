"""Profiles made from a few fields, for tests of what is shown of them."""

from functools import cache
from typing import Any

import experts
from experts import Profile
from records.vocabulary import Vocabularies
from records.vocabulary_reader import load_vocabularies

LEAST: dict[str, Any] = {
    "name": "Asha Example",
    "kind": "person",
    "roles": ["legal"],
    "headline": "What they do, in one line",
    "contact": [{"kind": "relay"}],
    "verification": {"level": "self-declared", "on": "2026-07-01"},
    "consent": {"public_listing": "2026-07-01"},
}


@cache
def vocabularies() -> Vocabularies:
    return load_vocabularies()


def profile(slug: str = "asha-example", **fields: Any) -> Profile:
    source = experts.dump({**LEAST, **fields}).encode()
    entry, diagnostics = experts.examine(f"experts/profiles/{slug}.yaml", source, vocabularies())
    assert isinstance(entry, Profile), [str(diagnostic) for diagnostic in diagnostics]
    return entry
