"""A profile as the rest of the code sees it: typed, immutable, with absent lists as ()."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, dataclass_transform

Ids = tuple[str, ...]
T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """A frozen dataclass that is pickled as its values: the standard way takes half as long again."""
    made: Any = dataclass(frozen=True, slots=True)(cls)
    made.__reduce__ = _as_values
    return made  # type: ignore[no-any-return]


def _as_values(self: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    return type(self), tuple([getattr(self, name) for name in self.__match_args__])


@record
class Photo:
    file: str
    credit: str | None = None


@record
class Alert:
    text: str
    until: date


@record
class Countries:
    based: str | None = None
    expertise: Ids = ()
    serves: Ids = ()


@record
class Language:
    tag: str
    level: str


@record
class Affiliation:
    organisation: str
    title: str | None = None
    profile: str | None = None


@record
class Accepting:
    referrals: str | None = None
    reports: str | None = None
    wait_weeks: int | None = None
    as_of: date | None = None


@record
class Fees:
    free: str | None = None
    legal_aid: str | None = None
    pro_bono: str | None = None
    private: str | None = None


@record
class Service:
    type: str
    mode: Ids = ()
    turnaround_weeks: int | None = None
    fees: Fees | None = None
    note: str | None = None


@record
class Training:
    name: str
    year: int | None = None


@record
class Witness:
    forums: Ids = ()
    declarations: Ids = ()
    oral_evidence: bool | None = None
    training: tuple[Training, ...] = ()


@record
class Contact:
    kind: str
    label: str | None = None
    for_: Ids = ()  # `for` in the file, which is a word of Python's
    dial: str | None = None
    hours: str | None = None
    time_zone: str | None = None
    address: str | None = None
    url: str | None = None
    lines: tuple[str, ...] = ()


@record
class Identifier:
    scheme: str
    value: str
    checked_on: date | None = None


@record
class Verification:
    level: str
    on: date
    method: str | None = None


@record
class Consent:
    public_listing: date
    photo: date | None = None


@record
class Publication:
    title: str
    year: int
    url: str | None = None


@record
class Link:
    rel: str
    url: str
    title: str | None = None


@record
class Profile:
    slug: str
    path: str
    name: str
    kind: str
    roles: Ids
    headline: str
    contact: tuple[Contact, ...]
    verification: Verification
    consent: Consent
    alternate_names: tuple[str, ...] = ()
    sort_name: str | None = None
    sample: bool = False
    summary: str | None = None
    photo: Photo | None = None
    alert: Alert | None = None
    topics: Ids = ()
    exploitation: Ids = ()
    countries: Countries = Countries()
    languages: tuple[Language, ...] = ()
    audience: Ids = ()
    affiliations: tuple[Affiliation, ...] = ()
    accepting: Accepting | None = None
    services: tuple[Service, ...] = ()
    witness: Witness | None = None
    identifiers: tuple[Identifier, ...] = ()
    publications: tuple[Publication, ...] = ()
    links: tuple[Link, ...] = ()


@record
class Tombstone:
    """What is left of a removed profile, so that its address is never given to another."""

    slug: str
    path: str
    name: str
    on: date
    moved_to: str | None = None
    sample: bool = False
