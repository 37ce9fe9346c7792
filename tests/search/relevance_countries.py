"""Every name of a country as a question: none is rewritten, and one without an entry is said to have none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from experts import Profile
from experts.schema import FILE
from plugins.site import Site
from tests.search.relevance_table import Row

KIND = "names of countries"


def country_names(site: Site) -> Iterator[Row]:
    known = {place[:2] for profile in site.catalogue.listed for place in places(profile)}
    terms = site.vocabularies["countries"].terms
    for code in json.loads(FILE.read_text("utf-8"))["definitions"]["country"]["enum"]:
        label = site.names.of("countries", code)
        for name in (label, *(terms[code].aliases if code in terms else ())):
            yield Row(KIND, name, absent="" if code in known else label)


def places(profile: Profile) -> Iterable[str]:
    where = profile.countries
    return filter(None, (where.based, *where.expertise, *where.serves))
