"""What is generated is fresh, and vocabularies are checked as profiles are."""

from __future__ import annotations

import json

import pytest

from courses import bless as course_files
from experts import bless, contact_kinds, field_reference, record_files, schema
from records.diagnostic import Diagnostic
from records.json_schema import vocabulary_of
from records.vocabulary import Term, Vocabularies, Vocabulary
from records.vocabulary_reader import FOLDER, FROM_CLDR, ROOT, load_vocabularies

SCHEMA = json.loads(schema.FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", bless.OUTPUTS, ids=lambda file: file.name)
def test_what_is_generated_is_fresh(file):
    fresh = bless.OUTPUTS[file](load_vocabularies())
    assert file.read_text(encoding="utf-8") == fresh, f"{file.name} is out of date: run `make bless`"


def test_the_shipped_vocabularies_are_sound():
    assert load_vocabularies().diagnostics == ()


def test_every_vocabulary_fills_a_definition_and_every_definition_has_one():
    named = {vocabulary_of(part) for part in SCHEMA["definitions"].values()} - {None}
    assert named == {file.stem for file in (ROOT / FOLDER).glob("*.yaml")} == set(load_vocabularies())


def test_every_choice_has_its_words_for_an_editing_program():
    for part in SCHEMA["definitions"].values():
        assert len(part.get("enum", ())) == len(part.get("enumDescriptions", ()))


def test_every_choice_is_a_term_and_every_term_a_choice():
    vocabularies = load_vocabularies()
    for part in SCHEMA["definitions"].values():
        if name := vocabulary_of(part):
            assert list(vocabularies[name].terms) == part["enum"]


def test_countries_and_languages_come_from_cldr_with_their_names():
    terms = {name: load_vocabularies()[name].terms for name in FROM_CLDR}
    assert terms["countries"]["VN"].label == "Vietnam"
    assert terms["countries"]["XK"].label == "Kosovo"
    assert not terms["countries"].keys() & set("EU UN ZZ XA QO AC TA 001".split())
    assert terms["areas"].keys() - terms["countries"].keys() == {"GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR"}
    assert terms["languages"]["zh-Hant"].label == "Traditional Chinese"
    assert terms["languages"]["bfi"].label == "British Sign Language"
    assert not terms["languages"].keys() & {"root", "und", "mul", "zxx"}


def test_words_for_a_country_are_words_for_an_area():
    assert "UK" in load_vocabularies()["areas"].terms["GB"].aliases


def test_the_reference_shows_every_field_and_every_choice():
    text = field_reference.reference(SCHEMA, load_vocabularies())
    for name in (
        "`contact[].dial`",
        "`services[].fees.legal_aid`",
        "`witness.training[].year`",
        "`removed.moved_to`",
    ):
        assert f"| {name}" in text
    for vocabulary in load_vocabularies().values():
        assert all(f"`{term}`" in text for term in vocabulary.terms)


def test_json_stays_readable_and_equal():
    value = {"a": [], "b": {}, "c": ["x" * 50, "y" * 50, 'z"\u00e9'], "d": [1, {"e": True}], "f": None}
    text = bless._json(value, "")
    assert json.loads(text) == value
    assert max(map(len, text.splitlines())) <= 100


def test_what_is_generated_of_courses_is_fresh():
    for file, text in course_files.sources().items():
        assert file.read_text(encoding="utf-8") == text, f"{file.name} is out of date: run `make bless`"


UNFIT = {
    "fields without a class": (
        {"type": "object", "properties": {}},
        """'New' holds fields; name the class of its record in the schema, such as "x-record": "Alert\"""",
    ),
    "a class of the same name": (
        {"type": "object", "x-record": "Alert", "properties": {}},
        "two parts of the schema have the x-record 'Alert'; rename one",
    ),
    "a type that we do not know": (
        {"type": "number"},
        "'New' has the type 'number'; allowed: string, integer, boolean, array, object",
    ),
    "no type": ({}, "'new' has no type; every field has a title, a description and a type"),
}


@pytest.mark.parametrize(("part", "message"), UNFIT.values(), ids=UNFIT)
def test_a_field_that_cannot_become_a_record_says_why(part, message, monkeypatch):
    new = {"title": "New", "description": "It is new.", **part}
    whole = {**SCHEMA, "properties": {**SCHEMA["properties"], "new": new}}
    monkeypatch.setattr(schema, "profile_schema", lambda: whole)
    assert list(map(str, record_files.check())) == [f"experts/schema.json:1: {message}"]


def test_a_field_whose_name_python_takes_has_a_line_after_it(monkeypatch):
    part = {"title": "New", "description": "It is new.", "type": "string"}
    whole = {**SCHEMA, "properties": {**SCHEMA["properties"], "class": part, "date": part}}
    monkeypatch.setattr(schema, "profile_schema", lambda: whole)
    model, factory = record_files.sources().values()
    assert "    class_: str | None = None\n    date_: str | None = None\n" in model
    assert '        data.get("class"),\n        data.get("date"),\n' in factory


def test_a_kind_of_contact_that_names_no_field_says_which_there_are():
    vocabulary = Vocabulary("contact-kinds", "", "", {"desk": Term("desk", "Desk", extra={"value": "room"})})
    with pytest.raises(contact_kinds.ContactKindError) as error:
        contact_kinds.conditions(vocabulary, SCHEMA["properties"]["contact"]["items"])
    assert str(error.value) == (
        "experts/vocabularies/contact-kinds.yaml: terms.desk: contact has no field 'room'; "
        "it has address, dial, hours, lines, time_zone, url"
    )


GOOD = "title: Sizes\nstandard: Our own.\nterms:\n"
BAD = {
    "a term without a label": (
        GOOD + "  big: {description: It is big.}\n",
        "4: terms.big.label: is missing: What a visitor reads.",
    ),
    "a mistyped field": (
        GOOD + "  big:\n    label: Big\n    aliasses: [large]\n",
        "6: terms.big.aliasses: there is no such field; did you mean 'aliases'?",
    ),
    "no standard": (
        "title: Sizes\nterms:\n  big: {label: Big}\n",
        "1: standard: is missing: Which standard the list follows.",
    ),
    "no terms": (
        "title: Sizes\nstandard: Our own.\nterms: {}\n",
        "3: terms: nothing stands here; add one, because it cannot be left out",
    ),
    "a term that is no term": (GOOD + "  big: Big\n", "4: terms.big: fields were expected, not 'Big'"),
    "an id of other signs": (
        GOOD + "  Big One: {label: Big}\n",
        "4: terms.Big One: an id can hold letters, digits and single hyphens only",
    ),
    "a broader term that does not exist": (
        GOOD + "  big: {label: Big, broader: vast}\n",
        "4: terms.big.broader: there is no term 'vast' in this file",
    ),
    "broader terms in a circle": (
        GOOD + "  big: {label: Big, broader: vast}\n  vast: {label: Vast, broader: big}\n",
        "4: terms.big.broader: leads back to itself: big, vast, big\n"
        "5: terms.vast.broader: leads back to itself: vast, big, vast",
    ),
    "a term twice": (
        GOOD + "  big: {label: Big}\n  big: {label: Large}\n",
        "5: 'big' stands here twice; keep one",
    ),
    "a checksum that nobody knows": (
        GOOD + "  big: {label: Big, pattern: a, checksum: luhn}\n",
        "4: terms.big.checksum: 'luhn' is not allowed; allowed: orcid, ror",
    ),
    "a pattern that is none": (
        GOOD + "  big: {label: Big, pattern: 'a)'}\n",
        "4: terms.big.pattern: this is no regular expression: unbalanced parenthesis at position 1",
    ),
    "a click that runs a program": (
        GOOD + "  big: {label: Big, value: url, link: 'javascript:{value}'}\n",
        "4: terms.big.link: must be the word value in braces, or begin with "
        "https:, mailto:, matrix:, sip:, sms:, tel:, xmpp:",
    ),
    "a link that is none": (
        GOOD + "  big: {label: Big, same_as: example.org}\n",
        "4: terms.big.same_as: 'example.org' does not begin with https://; write 'https://example.org'",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), BAD.values(), ids=BAD)
def test_a_vocabulary_that_is_not_right_is_told_as_a_profile_is(text, words, tmp_path):
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    (folder / "sizes.yaml").write_text(text, encoding="utf-8")
    found = load_vocabularies(tmp_path)
    assert dict(found) == {}
    assert [str(diagnostic) for diagnostic in found.diagnostics] == [
        f"experts/vocabularies/sizes.yaml:{line}" for line in words.split("\n")
    ]


def test_blessing_writes_nothing_while_a_vocabulary_is_wrong(monkeypatch, capsys):
    diagnostic = Diagnostic("experts/vocabularies/topics.yaml", 3, "terms", "is missing")
    monkeypatch.setattr(bless, "load_vocabularies", lambda: Vocabularies({}, (diagnostic,)))
    before = {file: file.read_bytes() for file in bless.OUTPUTS}
    assert bless.main() == 1
    assert capsys.readouterr().out == "experts/vocabularies/topics.yaml:3: terms: is missing\n"
    assert {file: file.read_bytes() for file in bless.OUTPUTS} == before


def test_blessing_writes_what_is_expected_into_a_folder_that_it_makes(tmp_path, monkeypatch):
    quick = {file: make for file, make in bless.OUTPUTS.items() if file.name != "other_names.json"}
    written = {tmp_path / "new" / file.name: make for file, make in quick.items()}
    fresh = {file: make(load_vocabularies()) for file, make in written.items()}
    monkeypatch.setattr(bless, "OUTPUTS", written)
    assert bless.main() == 0
    assert {file: file.read_text(encoding="utf-8") for file in written} == fresh
