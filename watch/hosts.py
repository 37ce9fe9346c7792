"""Which hosts are the same site, and which only lead on to others."""

from __future__ import annotations

from collections.abc import Collection

from content.source_gate import REGISTRIES
from records.web_host import bare, is_within

ALIASES: tuple[frozenset[str], ...] = (
    frozenset(("twitter.com", "x.com")),
    frozenset(("youtube.com", "youtu.be")),
    frozenset(("facebook.com", "fb.com", "fb.me")),
    frozenset(("linkedin.com", "lnkd.in")),
    frozenset(("github.com", "github.io")),
    frozenset(("telegram.org", "telegram.me", "t.me")),
)
"""Sites with several names."""
RESOLVERS = frozenset(("doi.org", "handle.net", "n2t.net", "orcid.org", "purl.org", "ror.org", "w3id.org"))
"""Addresses here are made to lead elsewhere, so that a move says nothing."""
_ENDINGS = REGISTRIES | frozenset("gen go in mil ne nom or press tm web".split())
"""Before the two letters of a country. Those that only public bodies get are left out: they are one site."""


def site_of(host: str, shared: Collection[str] = ()) -> str:
    """The name that somebody registered: `www.ilo.org` is of `ilo.org`, `a.b.org.uk` of `b.org.uk`.

    On a host that many share, each has a name of their own below it. Of an ending that is not known here
    two names may count as one; whether the page names whom it is for still tells them apart.
    """
    labels = bare(host).split(".")
    own = next((one for one in shared if is_within(bare(host), one) and bare(host) != one), None)
    if own:
        return ".".join(labels[-len(own.split(".")) - 1 :])
    two = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _ENDINGS
    return ".".join(labels[-3 if two else -2 :])


def is_same(host: str, other: str, shared: Collection[str] = ()) -> bool:
    """Whether a redirect from one to the other leads nobody to somebody else."""
    if bare(host) == bare(other):
        return True
    one, two = site_of(host, shared), site_of(other, shared)
    if one in RESOLVERS:
        return True
    return one == two or any({one, two} <= names for names in ALIASES)
