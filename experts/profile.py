"""A profile as the rest of the code sees it: typed, immutable, with absent lists as ().

Written by `make bless` from experts/schema.json: change that, not this file.
"""

from __future__ import annotations

from datetime import date

from records.record import record


@record
class Photo:
    """An optional picture."""

    file: str
    credit: str | None = None


@record
class Alert:
    """A short notice above everything else, and the day on which it disappears."""

    text: str
    until: date


@record
class Countries:
    """Where they are, which countries they know, and whom they serve."""

    based: str | None = None
    expertise: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()


@record
class Language:
    """One language and how well they speak it."""

    tag: str
    level: str


@record
class Affiliation:
    """One organisation and their position in it."""

    organisation: str
    title: str | None = None
    profile: str | None = None


@record
class Accepting:
    """Whether they take referrals and write reports at present."""

    referrals: str | None = None
    reports: str | None = None
    wait_weeks: int | None = None
    as_of: date | None = None


@record
class Fees:
    """How it can be paid for."""

    free: str | None = None
    legal_aid: str | None = None
    pro_bono: str | None = None
    private: str | None = None


@record
class Service:
    """One service, how it is given, how long it takes and what it costs."""

    type: str
    mode: tuple[str, ...] = ()
    turnaround_weeks: int | None = None
    fees: Fees | None = None
    note: str | None = None


@record
class Training:
    """One course or qualification."""

    name: str
    year: int | None = None


@record
class Witness:
    """Courts and tribunals, declarations and training."""

    forums: tuple[str, ...] = ()
    declarations: tuple[str, ...] = ()
    oral_evidence: bool | None = None
    training: tuple[Training, ...] = ()


@record
class Contact:
    """One telephone number, address or form."""

    kind: str
    label: str | None = None
    for_: tuple[str, ...] = ()
    dial: str | None = None
    hours: str | None = None
    time_zone: str | None = None
    address: str | None = None
    url: str | None = None
    lines: tuple[str, ...] = ()


@record
class Identifier:
    """One register and the number in it."""

    scheme: str
    value: str
    checked_on: date | None = None


@record
class Verification:
    """How far this entry was checked, and when."""

    level: str
    on: date
    method: str | None = None


@record
class Confirmed:
    """That they said, through an address of the entry, that all of it is still correct."""

    on: date


@record
class Changed:
    """That its name, roles, registrations or ways to be reached changed."""

    on: date


@record
class Consent:
    """What the person or organisation agreed to, and when."""

    public_listing: date
    address_mark: str | None = None
    no_letters: date | None = None
    photo: date | None = None


@record
class Publication:
    """One book, article or report."""

    title: str
    year: int
    url: str | None = None


@record
class Link:
    """One page elsewhere."""

    rel: str
    url: str
    title: str | None = None


@record
class Profile:
    """One person or organisation in the directory: one YAML file in experts/profiles/."""

    slug: str
    path: str
    name: str
    kind: str
    roles: tuple[str, ...]
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
    topics: tuple[str, ...] = ()
    exploitation: tuple[str, ...] = ()
    countries: Countries = Countries()
    languages: tuple[Language, ...] = ()
    audience: tuple[str, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    accepting: Accepting | None = None
    services: tuple[Service, ...] = ()
    witness: Witness | None = None
    identifiers: tuple[Identifier, ...] = ()
    confirmed: Confirmed | None = None
    changed: Changed | None = None
    publications: tuple[Publication, ...] = ()
    links: tuple[Link, ...] = ()


@record
class Removed:
    """This entry is no longer listed."""

    on: date
    moved_to: str | None = None


@record
class Tombstone:
    """What is left of a removed entry, so that its address is never given to another."""

    slug: str
    path: str
    name: str
    removed: Removed
    sample: bool = False
