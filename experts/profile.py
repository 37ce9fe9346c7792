"""A profile as the rest of the code sees it: typed, immutable, with absent lists as ()."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Photo:
    file: str
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    text: str
    until: date


@dataclass(frozen=True, slots=True)
class Countries:
    based: str | None = None
    expertise: Ids = ()
    serves: Ids = ()


@dataclass(frozen=True, slots=True)
class Language:
    tag: str
    level: str


@dataclass(frozen=True, slots=True)
class Affiliation:
    organisation: str
    title: str | None = None
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class Accepting:
    referrals: str | None = None
    reports: str | None = None
    wait_weeks: int | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Fees:
    free: str | None = None
    legal_aid: str | None = None
    pro_bono: str | None = None
    private: str | None = None


@dataclass(frozen=True, slots=True)
class Service:
    type: str
    mode: Ids = ()
    turnaround_weeks: int | None = None
    fees: Fees | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Training:
    name: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Witness:
    forums: Ids = ()
    declarations: Ids = ()
    oral_evidence: bool | None = None
    training: tuple[Training, ...] = ()


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Identifier:
    scheme: str
    value: str
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    level: str
    on: date
    method: str | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    public_listing: date
    photo: date | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    title: str
    year: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    rel: str
    url: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a removed profile, so that its address is never given to another."""

    slug: str
    path: str
    name: str
    on: date
    moved_to: str | None = None
    sample: bool = False
