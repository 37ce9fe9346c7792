"""Gathers what countries and languages are called besides their names in CLDR: by ISO and by themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

import pycountry
from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages

from experts import places
from records import suggestions
from records.typo import typos
from records.vocabulary import Term, Vocabularies, Vocabulary

# What the people of a country are called, and its parts where a list has none of them.
_DEMONYMS = """
AD Andorran, AE Emirati, AF Afghan Afghani Afghanistani, AG Antiguan Barbudan, AL Albanian, AM Armenian,
AO Angolan, AR Argentinian Argentine Argentinean, AT Austrian, AU Australian, AZ Azerbaijani Azeri, BA
Bosnian Herzegovinian, BB Barbadian, BD Bangladeshi, BE Belgian, BF Burkinabe, BG Bulgarian, BH
Bahraini, BI Burundian, BJ Beninese, BN Bruneian, BO Bolivian, BR Brazilian, BS Bahamian, BT Bhutanese,
BW Botswanan Motswana, BY Belarusian Belorussian, BZ Belizean, CA Canadian, CD Congolese, CF
Central~African, CG Congolese, CH Swiss, CI Ivorian, CL Chilean, CM Cameroonian, CN Chinese, CO
Colombian, CR Costa~Rican, CU Cuban, CV Cape~Verdean Cabo~Verdean, CY Cypriot, CZ Czech, DE German, DJ
Djiboutian, DK Danish Dane, DM Dominican, DO Dominican, DZ Algerian, EC Ecuadorian Ecuadorean, EE
Estonian, EG Egyptian, ER Eritrean, ES Spanish Spaniard, ET Ethiopian, FI Finnish Finn, FJ Fijian, FR
French, GA Gabonese, GB British Briton England Scotland Wales Northern~Ireland, GD Grenadian, GE
Georgian, GH Ghanaian Ghanian, GM Gambian, GN Guinean, GQ Equatorial~Guinean, GR Greek, GT Guatemalan,
GW Bissau-Guinean, GY Guyanese, HK Hongkonger, HN Honduran, HR Croatian Croat, HT Haitian, HU Hungarian,
ID Indonesian, IE Irish, IL Israeli, IN Indian, IQ Iraqi, IR Iranian, IS Icelandic Icelander, IT
Italian, JM Jamaican, JO Jordanian, JP Japanese, KE Kenyan, KG Kyrgyz Kyrgyzstani, KH Cambodian Khmer,
KM Comorian, KP North~Korean Korean, KR South~Korean Korean, KW Kuwaiti, KZ Kazakh Kazakhstani, LA
Laotian Lao, LB Lebanese, LK Sri~Lankan, LR Liberian, LS Basotho Mosotho, LT Lithuanian, LU
Luxembourgish, LV Latvian, LY Libyan, MA Moroccan, MC Monegasque, MD Moldovan, ME Montenegrin, MG
Malagasy Madagascan, MK Macedonian, ML Malian, MM Burmese, MN Mongolian, MR Mauritanian, MT Maltese, MU
Mauritian, MV Maldivian, MW Malawian, MX Mexican, MY Malaysian, MZ Mozambican, NA Namibian, NE Nigerien,
NG Nigerian, NI Nicaraguan, NL Dutch, NO Norwegian, NP Nepali Nepalese, NZ New~Zealander Kiwi, OM Omani,
PA Panamanian, PE Peruvian, PG Papua~New~Guinean, PH Filipino Filipina Philippine, PK Pakistani, PL
Polish Pole, PS Palestinian, PT Portuguese, PY Paraguayan, QA Qatari, RO Romanian, RS Serbian Serb, RU
Russian, RW Rwandan, SA Saudi, SB Solomon~Islander, SC Seychellois, SD Sudanese, SE Swedish Swede, SG
Singaporean, SI Slovenian Slovene, SK Slovak Slovakian, SL Sierra~Leonean, SN Senegalese, SO Somali
Somalian, SR Surinamese, SS South~Sudanese, SV Salvadoran Salvadorean, SY Syrian, SZ Swazi, TD Chadian,
TG Togolese, TH Thai, TJ Tajik Tajikistani, TL Timorese, TM Turkmen, TN Tunisian, TO Tongan, TR Turkish
Turk, TT Trinidadian, TW Taiwanese, TZ Tanzanian, UA Ukrainian, UG Ugandan, US American, UY Uruguayan,
UZ Uzbek Uzbekistani, VE Venezuelan, VN Vietnamese, WS Samoan, XK Kosovar Kosovan, YE Yemeni, ZA
South~African, ZM Zambian, ZW Zimbabwean
"""


def blessed_names(vocabularies: Vocabularies) -> str:
    languages = _by_id(_languages(vocabularies["languages"]))
    in_britain = (("GB", place) for _, place in places.names())
    countries, areas = _by_id([*_countries(), *in_britain]), _by_id([*_countries(), *places.names()])
    data = {}
    for name, names in (("countries", countries), ("areas", areas), ("languages", languages)):
        vocabulary = vocabularies[name]
        new = {id_: _new(names[id_], term) for id_, term in vocabulary.terms.items() if id_ in names}
        named = {id_: sorted(each) for id_, each in new.items() if each}
        data[name] = {"names": named, "others": _unrelated_names(vocabulary, named)}
    return json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def _by_id(named: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for id_, name in named:
        for each in _forms(name):
            names.setdefault(id_, set()).add(each)
    return names


def _forms(name: str) -> Iterator[str]:
    """'Korea, Republic of' is also 'Republic of Korea' and 'Korea'; brackets may be left out."""
    yield name
    name = re.sub(r"\s*[(\[].*?[)\]]", "", name)
    yield name
    head, comma, rest = name.partition(", ")
    if comma:
        yield from (f"{rest} {head}", head)


def _new(names: set[str], term: Term) -> set[str]:
    """One for each way to compare words, and none that the term has anyway."""
    own_keys = {suggestions.key(name) for name in (term.id, term.label, *term.aliases)}
    by_key = {
        key: name for name in sorted(names, reverse=True) if (key := suggestions.key(name)) not in own_keys
    }
    return {*by_key.values()}


def _countries() -> Iterator[tuple[str, str]]:
    for country in pycountry.countries:
        for field in ("alpha_3", "name", "common_name", "official_name"):
            if name := getattr(country, field, None):
                yield country.alpha_2, name
        yield from ((country.alpha_2, name) for name in _own_names(country.alpha_2))
    for line in _DEMONYMS.replace("\n", " ").split(","):
        id_, *names = line.split()
        yield from ((id_, name.replace("~", " ")) for name in names)


def _own_names(country: str) -> Iterator[str]:
    for language in get_official_languages(country, regional=False, de_facto=True):
        if (locale := _locale(language)) and (name := locale.territories.get(country)):
            yield name


def _languages(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for language in pycountry.languages:
        id_ = getattr(language, "alpha_2", language.alpha_3)
        if id_ not in vocabulary.terms:
            continue
        for field in ("alpha_3", "bibliographic", "name", "inverted_name", "common_name"):
            if name := getattr(language, field, None):
                yield id_, name
        if (locale := _locale(id_)) and locale.language_name:
            yield id_, locale.language_name
    for id_ in vocabulary.terms:
        if id_.endswith("-GB"):  # its other code, which ISO keeps for it, is a letter from that of the USA
            yield id_, id_.replace("-GB", "-UK")


def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag)
    except (UnknownLocaleError, ValueError):
        return None


def _unrelated_names(vocabulary: Vocabulary, named: Mapping[str, Iterable[str]]) -> list[str]:
    """Languages and places that are none of the terms, but could be taken for a mistyped one."""
    terms = vocabulary.terms.values()
    term_keys = {
        suggestions.key(name)
        for term in terms
        for name in (term.id, term.label, term.one or "", *term.aliases)
    }
    term_keys |= {suggestions.key(name) for names in named.values() for name in names}
    more = pycountry.languages if vocabulary.name == "languages" else pycountry.subdivisions
    keys = {suggestions.key(name) for each in more for name in _forms(each.name)} - term_keys
    by_letter: dict[str, list[str]] = {}
    for key in sorted(term_keys):
        by_letter.setdefault(key[:1], []).append(key)
    return sorted(key for key in keys if typos(key, by_letter.get(key[:1], ())))
