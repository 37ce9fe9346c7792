"""The pages elsewhere to which an entry leads, and an entry without some of them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import replace

from experts.profile import Profile
from records.diagnostic import DataPath

_LINK = (
    r"\[(?P<text>[^\[\]]*)\]\(\s*<?{0}>?(?:\s+[\"'(][^\n]*?[\"')])?\s*\)|<{0}>|(?<![\w/]){0}(?![\w/?#=&%-])"
)


def addresses(profile: Profile) -> Iterator[tuple[DataPath, str]]:
    """Those of fields of their own, with their places in the file."""
    for part in ("contact", "links", "publications"):
        for place, one in enumerate(getattr(profile, part)):
            if one.url:
                yield (part, place, "url"), one.url


def without(profile: Profile, gone: Container[str]) -> Profile:
    """A publication stays without its link; words of the summary do, too."""
    return replace(
        profile,
        contact=tuple(one for one in profile.contact if one.url not in gone),
        links=tuple(one for one in profile.links if one.url not in gone),
        publications=tuple(
            replace(one, url=None) if one.url in gone else one for one in profile.publications
        ),
        summary=_without(profile.summary, [url for _, url in addresses(profile) if url in gone]),
    )


def _without(text: str | None, gone: list[str]) -> str | None:
    for address in sorted(set(gone), key=len, reverse=True) if text else ():
        pattern = _LINK.format(re.escape(address.rstrip("/")) + "/?")
        text = re.sub(pattern, lambda match: match["text"] or "", text or "")
    return text
