"""What an editor is told about places and languages: by any name, mistyped, and of something else."""

from __future__ import annotations

import pycountry
import pytest

from forms.fields import terms
from records import suggestions
from tests.profile_builder import vocabularies

NAMED = {
    "countries": """
        Republic of Korea: KR, South Korea: KR, North Korea: KP, DPRK: KP, DR Congo: CD, DRC: CD,
        Congo-Kinshasa: CD, Congo-Brazzaville: CG, Ivory Coast: CI, Swaziland: SZ, Cape Verde: CV, Cabo
        Verde: CV, Holland: NL, the Netherlands: NL, The Gambia: GM, Great Britain: GB, UK: GB, England:
        GB, Wales: GB, Northern Ireland: GB, USA: US, America: US, VNM: VN, Viet Nam: VN, Vietnamese: VN,
        Burma: MM, Myanmar: MM, Czech Republic: CZ, Saint Lucia: LC, Trinidad and Tobago: TT, Bosnia: BA,
        Syrian Arab Republic: SY, Deutschland: DE, España: ES, Việt Nam: VN, Україна: UA, Tanzania, United
        Republic of: TZ, United Republic of Tanzania: TZ, Laotian: LA, Plurinational State of Bolivia: BO,
        Lao PDR: LA, Macau: MO, Nigerian: NG, Nigerien: NE, Georgia: GE, Guinea: GN, Eritrae: ER?, Kent: GB,
        London: GB, Yorkshire: GB, Essex: GB, Greater Manchester: GB, Tyne & Wear: GB, Cardiff: GB,
        Vietnma: VN?, Philipines: PH, Phillippines: PH?, Afganistan: AF?, Albnia: AL?, Kosovo: XK
    """,
    "areas": """
        England: GB-ENG, Cymru: GB-WLS, Scotlnd: GB-SCT?, Great Britain: GB, N. Ireland: GB-NIR, Kent: GB-ENG,
        London: GB-ENG, Cornwall: GB-ENG, Glasgow: GB-SCT, Cardiff: GB-WLS, Belfast: GB-NIR,
        Tuaisceart Éireann: GB-NIR, Éire: IE, Taiwan: TW, State of Palestine: PS
    """,
    "languages": """
        Taiwanese: nan, Hokkien: nan, Laotian: lo, Lao: lo, Mandarin: zh, Mandarin Chinese: zh, Chinese
        (Mandarin): zh, cmn: zh, Farsi: fa, Dari: fa-AF, prs: fa-AF, Flemish: nl-BE, Burmese: my, Myanmar:
        my, Sorani: ckb, Kurdish (Sorani): ckb, Kurmanji: kmr, Badini: kmr, Castilian: es, Cambodian: km,
        Khmer: km, Bengali: bn, Tigrigna: ti, deu: de, ger: de, Deutsch: de, Français: fr, Tiếng Việt: vi,
        Русский: ru, Modern Greek: el, Haitian: ht, Chewa: ny, Kiswahili: sw, Brazilian: pt-BR, Chinese:
        zh, Vietnamse: vi?, Amharik: am?, Albanain: sq?
    """,
}  # fmt: skip
SEVERAL = {
    "countries": {"Congo": "CD CG", "Korea": "KP KR", "Korean": "KP KR", "Congolese": "CD CG",
                  "Virgin Islands": "VG VI", "Dominican": "DM DO"},
    "languages": {"Gaelic": "ga gd", "Afghan": "fa-AF ps"},
}  # fmt: skip
NOTHING = {
    "countries": "Lagos, Texas, Granada, Europe, Nowhere",
    "areas": "Lagos, Bali, Cork",
    "languages": "Hazaragi, Bari, Sylheti, Bassa, Nigerian, Swiss, good, xyzzy, Ethiopian, Achi, Bali",
}  # fmt: skip

# Names of another place, or of one side: nothing is called so, and no search is led on by them.
REFUSED = {
    "areas": "Ulster; The Province; Six Counties; Southern Ireland; Moldavia",
    "countries": "Ulster; Southern Ireland; Moldavia",
}


def pairs(text: str) -> list[tuple[str, str]]:
    """'Name: id' with commas between them; a name may hold a comma of its own."""
    parts = [" ".join(part.split()) for part in text.replace("Tanzania, U", "Tanzania; U").split(",")]
    return [(name.replace(";", ","), id_) for name, _, id_ in (part.rpartition(": ") for part in parts)]


ROWS = [(vocabulary, *pair) for vocabulary, text in NAMED.items() for pair in pairs(text)]


def test_the_table_is_long():
    assert len(ROWS) + sum(map(len, SEVERAL.values())) > 90


@pytest.mark.parametrize(("vocabulary", "name", "id_"), ROWS, ids=[" ".join(row[:2]) for row in ROWS])
def test_a_place_or_language_is_known_by_its_names_and_asked_for_where_it_is_mistyped(vocabulary, name, id_):
    message = suggestions.explain(name, vocabularies()[vocabulary])
    if id_.endswith("?"):
        assert f"; did you mean '{id_[:-1]}' (" in message
    else:
        assert message.startswith(f"write '{id_}' for '{name}'")


@pytest.mark.parametrize(
    ("vocabulary", "name", "ids"),
    [(vocabulary, name, ids) for vocabulary, rows in SEVERAL.items() for name, ids in rows.items()],
)
def test_where_a_name_is_that_of_several_all_are_named(vocabulary, name, ids):
    terms = suggestions.resolve(name, vocabularies()[vocabulary])
    assert sorted(term.id for term in terms) == ids.split()
    message = suggestions.explain(name, vocabularies()[vocabulary])
    assert message.startswith(f"'{name}' may be '")
    assert message.endswith("; write the one that is meant")


@pytest.mark.parametrize(
    ("vocabulary", "name"),
    [(vocabulary, name) for vocabulary, names in NOTHING.items() for name in names.split(", ")],
)
def test_nothing_is_proposed_for_what_is_something_else(vocabulary, name):
    message = suggestions.explain(name, vocabularies()[vocabulary])
    assert message.startswith(f"'{name}' is not a ")
    assert "did you mean" not in message


def test_every_name_of_iso_leads_to_its_own_country_or_to_a_choice_with_it():
    for country in pycountry.countries:
        for field in ("alpha_2", "alpha_3", "name", "common_name", "official_name"):
            if name := getattr(country, field, None):
                ids = [term.id for term in suggestions.resolve(name, vocabularies()["countries"])]
                assert country.alpha_2 in ids, name
                assert len(ids) == 1 or name == "Congo"


def test_no_language_of_iso_is_taken_for_another_one():
    languages = vocabularies()["languages"]
    for language in pycountry.languages:
        id_ = getattr(language, "alpha_2", language.alpha_3)
        if id_ not in languages.terms and not suggestions.resolve(language.name, languages):
            assert suggestions.nearest_term(language.name, languages) is None, language.name


def test_a_form_asks_which_one_is_meant():
    from forms.fields import parse_terms

    field = terms("based", "countries.based", label="Where")
    assert parse_terms(field, "Republic of Korea") == (["KR"], [])
    [asked] = parse_terms(field, "Congo")[1]
    assert asked.startswith("“Congo” may be “Congo - ")
    assert parse_terms(field, "Kent") == (["GB"], [])
    [refused] = parse_terms(field, "Narnia")[1]
    assert refused == "“Narnia” is not in our list. Write the name of a country, such as Spain"
    assert parse_terms(field, "Spian")[1] == ["“Spian” is not in our list; did you mean “Spain”?"]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("topcis", "topics"), ("tpoics", "topics"), ("headlin", "headline"), ("organization", "organisation"),
        ("verificaton", "verification"), ("xopics", None), ("to", None), ("tag", None), ("ophics", None),
        ("rates", None), ("late", None),
    ],
)  # fmt: skip
def test_a_guess_is_a_typo_of_one_word_only(wrong, right):
    known = [
        "topics",
        "headline",
        "organisation",
        "verification",
        "tags",
        "roles",
        "rate",
        "rater",
        "lane",
        "lake",
    ]
    assert suggestions.nearest(wrong, known) == right


@pytest.mark.parametrize(
    ("vocabulary", "name"),
    [(vocabulary, name) for vocabulary, names in REFUSED.items() for name in names.split("; ")],
)
def test_no_place_is_called_by_a_name_of_another_or_of_one_side(vocabulary, name):
    assert not suggestions.resolve(name, vocabularies()[vocabulary])
    key = suggestions.key(name)
    named = [
        (term.label, *term.aliases, *term.other_names) for term in vocabularies()[vocabulary].terms.values()
    ]
    assert not [names[0] for names in named if key in map(suggestions.key, names)]
