"""What the words of a question may mean: from each name of a facet's value to the value.

The browser reads "lawyer albanian" by it as two facets, shows them as chips that can be taken off, and knows
which fields of an entry answer to them. Everything else of a question is text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugins.directory.facets import BY_ID, Facet
from plugins.search.facet_terms import FacetTerms
from records.search_terms import question_words

if TYPE_CHECKING:
    from plugins.site import Site

FIELDS = {
    "role": "groups",
    "service": "groups",
    "country": "places",
    "serves": "places",
    "language": "languages",
    "forum": "facts",
    "legal-aid": "facts",
    "accepting": "facts",
}
"""The facets that a question is read into, and the field of the index that holds the names of their values.

Where two facets with the same field know a name, the first of them is meant.
"""
CHIPS = {"language": "speaks {}", "serves": "{}", "forum": "{}"}
"""How a chip names a value, unless by its label alone."""
_TAKING = ("taking cases", "takes cases", "take cases", "taking new cases", "taking on cases", "take my case",
           "with capacity", "has capacity")  # fmt: skip
PHRASES = {
    ("legal-aid", "yes"): ("legal aid", "legally aided", "publicly funded", "public funding", "legal help"),
    ("accepting", "referrals"): (
        *_TAKING, "taking referrals", "takes referrals", "taking clients", "taking new clients",
        "accepting referrals", "accepts referrals", "accepting cases", "accepting clients",
        "accepting new clients", "open to referrals",
    ),
    ("accepting", "reports"): (
        *_TAKING, "writing reports", "taking reports", "taking instructions", "accepting instructions",
    ),
}  # fmt: skip
"""Names of values that are in no vocabulary."""

Lexicon = dict[str, dict[str, object]]


def phrases(facet: str, value: str) -> tuple[str, ...]:
    return PHRASES.get((facet, value), ())


def lexicon(site: Site, terms: FacetTerms) -> Lexicon:
    """By facet: its field, its address, and its values as "label|1|name|name ...", with folded names.

    Without the 1 a value has no entry: it is known, and answered as such.
    """
    return {facet: _facet(site, terms, BY_ID[facet], field) for facet, field in FIELDS.items()}


def _facet(site: Site, terms: FacetTerms, facet: Facet, field: str) -> dict[str, object]:
    used = site.catalogue.index.entries[facet.id]
    values = site.vocabularies[facet.vocabulary].terms if facet.vocabulary else facet.own
    listed = {value: _value(terms, facet, value, value in used) for value in values}
    head = {"field": field, "chip": CHIPS.get(facet.id, "{}"), "url": facet.url}
    return {**head, "values": {value: text for value, text in listed.items() if text}}


def _value(terms: FacetTerms, facet: Facet, value: str, has_entry: bool) -> str:
    names = [*terms.names(facet.id, value), *phrases(facet.id, value)]
    keys = list(dict.fromkeys(filter(None, map(_key, names))))
    if not has_entry and facet.id not in ("country", "language"):
        return ""
    return "|".join([names[0].replace("|", " "), "1" if has_entry else "", *keys])


def _key(name: str) -> str:
    return " ".join(question_words(name))
