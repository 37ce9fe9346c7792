"""What the words of a question may mean: from each name of a facet's value to the value.

The browser reads "lawyer albanian" by it as two facets, shows them as chips that can be taken off, and knows
which fields of an entry answer to them. Everything else of a question is text.
"""

from __future__ import annotations

from collections.abc import Iterable
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
    "regulated": "facts",
}
"""The facets that a question is read into, and the field of the index that holds the names of their values.

Where two facets with the same field know a name, the first of them is meant.
"""
CHIPS = {"language": "speaks {}"}
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
"""Names of values that are in no vocabulary, and that the facts of an entry hold."""
ABROAD = {
    ("role", "legal"): (
        "abogado", "abogada", "advogado", "advogada", "avocat", "avocate", "avvocato", "avvocata", "anwalt",
        "anwältin", "rechtsanwalt", "rechtsanwältin", "advocaat", "avokat", "avokate", "avukat", "adwokat",
        "prawnik", "ügyvéd", "advokatas", "адвокат", "юрист", "luật sư", "محامي", "محام", "محامية", "وکیل",
        "律师", "律師", "弁護士", "वकील", "ทนายความ", "ጠበቃ", "qareen", "abogasya", "pengacara",
    ),
    ("role", "medical"): (
        "médico", "médica", "médecin", "dottore", "dottoressa", "arzt", "ärztin", "doktor", "mjek", "mjeke",
        "lekarz", "lekarka", "orvos", "gydytojas", "лікар", "врач", "bác sĩ", "طبيب", "طبيبة", "پزشک", "دکتر",
        "ڈاکٹر", "医生", "醫生", "医者", "डॉक्टर", "แพทย์", "ሐኪም", "ሓኪም", "dhakhtar", "doktora",
    ),
    ("service", "safe-house"): (
        "refugio", "casa rifugio", "foyer d'hébergement", "frauenhaus", "strehim", "strehë", "adăpost",
        "schronisko", "притулок", "приют", "убежище", "ملجأ", "مأوى", "پناهگاه", "庇护所", "nhà tạm lánh",
        "sığınma evi", "sığınak", "abrigo", "menedék",
    ),
    ("service", "interpreting-service"): (
        "intérprete", "interprète", "dolmetscher", "dolmetscherin", "përkthyes", "përkthyese", "tercüman",
        "tłumacz", "traductor", "traducător", "tolmács", "перекладач", "переводчик", "مترجم", "翻译", "翻譯",
        "phiên dịch", "turjubaan", "አስተርጓሚ", "ተርጓሚ",
    ),
}  # fmt: skip
"""What a lawyer, a doctor, a shelter and an interpreter are called elsewhere. No speaker has reviewed it."""

Lexicon = dict[str, dict[str, object]]


def phrases(facet: str, value: str) -> tuple[str, ...]:
    return PHRASES.get((facet, value), ())


def lexicon(site: Site, terms: FacetTerms) -> Lexicon:
    """By facet: its field, its address, and its values as "label|1|name|name||name|name", with folded names.

    With 0 for the 1 a value has no entry: it is known, and answered as such. Entries hold the label and the
    names before `||`; from those behind it the search goes on to the label.
    """
    return {facet: _facet(site, terms, BY_ID[facet], field) for facet, field in FIELDS.items()}


def _facet(site: Site, terms: FacetTerms, facet: Facet, field: str) -> dict[str, object]:
    used = site.catalogue.index.entries[facet.id]
    values = facet.terms(site.vocabularies)
    listed = {value: _value(terms, facet, value, value in used) for value in values}
    head = {"field": field, "chip": CHIPS.get(facet.id, "{}"), "url": facet.url}
    return {**head, "values": {value: text for value, text in listed.items() if text}}


def _value(terms: FacetTerms, facet: Facet, value: str, has_entry: bool) -> str:
    if not has_entry and facet.id not in ("country", "language"):
        return ""
    held = [*terms.held(facet.id, value), *phrases(facet.id, value)]
    others = [*terms.names(facet.id, value), *ABROAD.get((facet.id, value), ())]
    label = terms.names(facet.id, value)[0].replace("|", " ")
    return "|".join([label, str(int(has_entry)), *_keys(held), "", *_keys(others, held)])


def _keys(names: Iterable[str], known: Iterable[str] = ()) -> list[str]:
    keys, known_keys = dict.fromkeys(map(_key, names)), set(map(_key, known))
    return [key for key in keys if key and key not in known_keys]


def _key(name: str) -> str:
    return " ".join(question_words(name))
