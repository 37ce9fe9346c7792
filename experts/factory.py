"""From data that meets the schema to a profile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

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
)  # fmt: skip

T = TypeVar("T")


def make_profile(slug: str, path: str, data: Mapping[str, Any]) -> Profile:
    """From data that meets the schema."""
    return _profile({"slug": slug, "path": path, **data})


def make_tombstone(slug: str, path: str, data: Mapping[str, Any]) -> Tombstone:
    removed = data["removed"]
    return Tombstone(
        slug,
        path,
        data["name"],
        date.fromisoformat(removed["on"]),
        removed.get("moved_to"),
        data.get("sample", False),
    )


def _maker(cls: Callable[..., T], **parts: Callable[[Any], Any]) -> Callable[[Mapping[str, Any]], T]:
    def make(data: Mapping[str, Any]) -> T:
        return cls(**{key: parts[key](value) if key in parts else value for key, value in data.items()})

    return make if parts else lambda data: cls(**data)


def _many(make: Callable[[Any], T]) -> Callable[[Iterable[Any]], tuple[T, ...]]:
    return lambda items: tuple(map(make, items))


def _contact(data: Mapping[str, Any]) -> Contact:
    return _plain_contact({"for_" if key == "for" else key: value for key, value in data.items()})


_day = date.fromisoformat
_plain_contact = _maker(Contact, for_=tuple, lines=tuple)
_profile = _maker(
    Profile,
    roles=tuple,
    contact=_many(_contact),
    verification=_maker(Verification, on=_day),
    consent=_maker(Consent, public_listing=_day, photo=_day),
    alternate_names=tuple,
    photo=_maker(Photo),
    alert=_maker(Alert, until=_day),
    topics=tuple,
    exploitation=tuple,
    countries=_maker(Countries, expertise=tuple, serves=tuple),
    languages=_many(_maker(Language)),
    audience=tuple,
    affiliations=_many(_maker(Affiliation)),
    accepting=_maker(Accepting, as_of=_day),
    services=_many(_maker(Service, mode=tuple, fees=_maker(Fees))),
    witness=_maker(Witness, forums=tuple, declarations=tuple, training=_many(_maker(Training))),
    identifiers=_many(_maker(Identifier, checked_on=_day)),
    publications=_many(_maker(Publication)),
    links=_many(_maker(Link)),
)
