"""When an entry's document is the one of the last build."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import babel

from experts import Profile

if TYPE_CHECKING:
    from plugins.site import Site

ROOT = Path(__file__).parents[2]
CODE = ("experts/*.py", "experts/words/*.py", "plugins/*.py", "plugins/directory/*", "plugins/search/*.py")


def entry_key(site: Site) -> Callable[[Profile], bytes]:
    """Of all that an entry's document hangs on: the entry and its state, the words for it, and the code."""
    everywhere = b"\n".join(_everywhere(site))
    states = site.catalogue.states

    def key(profile: Profile) -> bytes:
        made_of = f"{states[profile.slug]} {profile!r}".encode()
        return hashlib.blake2b(made_of, digest_size=16, key=shared).digest()

    shared = hashlib.blake2b(everywhere, digest_size=16).digest()
    return key


def _everywhere(site: Site) -> Iterator[bytes]:
    yield f"{site.lang} {babel.__version__}".encode()
    for name, vocabulary in site.vocabularies.items():
        yield f"{name} {vocabulary.terms!r}".encode()
    for pattern in CODE:
        for file in sorted(ROOT.glob(pattern)):
            if file.is_file():
                yield file.read_bytes()
