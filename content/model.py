"""What content/ holds, as its readers see it: texts, and entries of the data files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from records.front_matter import Body

Ids = tuple[str, ...]
Status = Literal["published", "hidden", "draft"]
ClaimStatus = Literal["stands", "amended", "replaced", "unsure"]


@dataclass(frozen=True, slots=True)
class Text:
    """What news and pages share. `path` is relative to the site, `slug` the last part of the address."""

    path: str
    slug: str
    title: str
    summary: str
    body: Body
    lang: str | None = None
    updated: date | None = None
    status: Status = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem(Text):
    date: date
    topics: Ids = ()
    countries: Ids = ()
    experts: Ids = ()
    correction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Text):
    template: str | None = None
    sensitive: bool = False
    menu: str = "none"
    order: int | None = None


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page of others, the day on which it was read, and of which fields of an entry it is the source."""

    title: str
    url: str
    read_on: date | None = None
    about: Ids = ()


@dataclass(frozen=True, slots=True)
class Confidentiality:
    """A helpline's own rule on when it tells others."""

    rule: str
    source: SourcePage


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The days on which somebody called, or asked the owner, and found it so; None: nobody has."""

    number: date | None = None
    hours: date | None = None
    languages: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Helpline:
    """`for_` says whom it is for; `dial` and `text` are numbers as they are dialled.

    None is what no page says. `nations` are area codes: none where it is for the whole country.
    `line` is where `confirmed` stands in its file.
    """

    id: str
    name: str
    operator: str
    country: str
    emergency: bool
    dial: str
    hours: str | None
    languages: str | None
    free: bool | None
    on_bill: bool | None
    for_: str
    url: str
    source: SourcePage
    confidentiality: Confidentiality | None
    confirmed: Confirmed
    line: int
    nations: Ids = ()
    text: str | None = None
    note: str | None = None
    also_read: tuple[SourcePage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    figure: str
    value: int
    unit: str
    what: str
    as_of: int
    publisher: str
    title: str
    url: str
    confirmed_by: str | None = None
    read_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """Which text of an instrument was read; `date` is the day of that text."""

    name: str
    date: date


@dataclass(frozen=True, slots=True)
class Change:
    on: date
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A rule of law or procedure that texts cite; `in_force` is None where it is not known."""

    statement: str
    jurisdictions: Ids
    instrument: str
    version: Version
    in_force: date | None
    source: SourcePage
    reread_by: date
    checked_on: date | None
    status: ClaimStatus
    also_read: tuple[SourcePage, ...] = ()
    replaced_by: str | None = None
    note: str | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    title: str
    publisher: str
    year: int
    type: str
    language: str
    topics: Ids
    url: str
    checked_on: date | None
    countries: Ids = ()
    confirmed_by: str | None = None
    read_on: date | None = None
    expires: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Redirect:
    """`old` may hold ranges, as in '/blog/{08..11}/'; `line` is where it stands in its file."""

    old: str
    new: str
    line: int


@dataclass(frozen=True, slots=True)
class LinkDecision:
    """An address that stays, although the watch would take it away, while it ends on the host `leads_to`."""

    keep: str
    leads_to: str
    decided_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgentLanguage:
    """How people who need help first speak in one language; content/phrases.py says what the signs mean.

    `pleas` always count; `words`, and `alone` where nothing else is asked, do not count beside the words
    of professionals (`work`) unless somebody speaks of themselves (`first_person`). `between` are words that
    may stand between those of a plea, `ordinary` ones that look like a typo of an urgent word and are none.
    """

    language: str
    pleas: Ids = ()
    words: Ids = ()
    alone: Ids = ()
    work: Ids = ()
    first_person: Ids = ()
    between: Ids = ()
    ordinary: Ids = ()


@dataclass(frozen=True, slots=True)
class Data:
    """The data files of content/; empty where a file is missing or wrong."""

    helplines: tuple[Helpline, ...] = ()
    statistics: dict[str, Statistic] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    resources: tuple[Resource, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    urgent_words: tuple[UrgentLanguage, ...] = ()
    link_decisions: tuple[LinkDecision, ...] = ()
