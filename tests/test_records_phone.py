"""Telephone numbers: against the plans of every country, and in every way in which people write them."""

from __future__ import annotations

import re

import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from experts.schema import profile_schema
from records import phone, phone_layout, yaml_reader
from tests.site_builder import ROOT

DIAL = re.compile(profile_schema()["properties"]["contact"]["items"]["properties"]["dial"]["pattern"])
KINDS = (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.TOLL_FREE)
EXAMPLES = [
    (region, number)
    for region in sorted(phonenumbers.SUPPORTED_REGIONS)
    for kind in KINDS
    if (number := phonenumbers.example_number_for_type(region, kind))
]


def diagnostics(dial: str, based: str | None = None) -> list[str]:
    """What an editor is told, whether of the layout or of the number."""
    if DIAL.fullmatch(dial):
        return [message for message, severity in phone.implausible(dial) if severity == "error"]
    return [phone_layout.explain(dial, based)]


def test_there_is_an_example_of_every_country():
    assert len({region for region, _ in EXAMPLES}) == len(phonenumbers.SUPPORTED_REGIONS) > 240


@pytest.mark.parametrize("region", sorted({region for region, _ in EXAMPLES}))
def test_a_number_of_any_country_is_taken_and_its_national_layout_understood(region):
    for number in (number for each, number in EXAMPLES if each == region):
        written = phone.laid_out(number)
        assert diagnostics(written) == []
        for typed in (PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.E164, PhoneNumberFormat.RFC3966):
            text = phonenumbers.format_number(number, typed)
            assert phone.tidy(text) == written
        national = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
        if not DIAL.fullmatch(national):
            assert phone_layout.explain(national, region).endswith(f"; write it as '{written}'")


@pytest.mark.parametrize("code", sorted(phonenumbers.COUNTRY_CODES_FOR_NON_GEO_REGIONS))
def test_a_number_of_no_country_is_taken(code):
    assert diagnostics(phone.laid_out(phonenumbers.example_number_for_non_geo_entity(code))) == []


FICTION = (
    "+44 20 7946 0123", "+44 1632 960123", "+44 7700 900123", "+44 808 157 0123", "+44 306 999 0123",
    "+1 212 555 0123", "+1 520 555 0123", "+1 800 555 0199", "+61 2 5550 1234", "+61 2 7010 1234",
    "+61 491 570 006",
)  # fmt: skip


@pytest.mark.parametrize("dial", FICTION)
def test_what_is_kept_for_fiction_is_taken_and_answered_by_nobody(dial):
    assert (diagnostics(dial), phone.is_fiction(dial), phone.tidy(dial.replace(" ", ""))) == (
        [], True, phone.tidy(dial.replace(" ", "-"))
    )  # fmt: skip


LIVE = [
    # a number, and what it is
    ("+44 20 7123 4567", "an ordinary number"),
    ("116 555", "in the range of Europe's numbers of social value"),
    ("116 123", "Samaritans"),
    ("100 42", "100 is answered before the rest is dialled"),
    ("999", "the police"),
    ("133", "the police of Austria"),
    ("+44 909 879 0123", "one that costs much"),
    ("+44 845 496 0123", "one that may cost"),
    ("+44 20 7946 1234", "beside the range that is kept"),
    ("+1 800 555 0123", "free to call; only 0199 is kept"),
    ("+1 888 555 0199", "free to call"),
    ("+1 900 555 0123", "one that costs much"),
    ("+1 500 555 0123", "one that follows a person"),
    ("+1 533 555 0123", "one that follows a person"),
    ("+1 112 555 0123", "no number"),
    ("+353 1 555 0123", "Ireland keeps none for fiction"),
]


@pytest.mark.parametrize(("dial", "what"), LIVE)
def test_a_sample_may_call_nobody(dial, what):
    assert not phone.is_fiction(dial), what


NEUTRAL = "with a plus sign, its country code, and spaces between the groups"
LAYOUTS = [
    # what was typed, where the entry is based, and how the message ends
    ("0", None, f"'0' is not a whole number; write it {NEUTRAL}"),
    ("+44 (0)", None, f"'+44 (0)' is not a whole number; write it {NEUTRAL}"),
    ("+44 (0)", "GB", "as in '+44 121 234 5678'"),
    ("()", None, NEUTRAL),
    ("+0 12345", None, "begins with a country code that no country has; check it"),
    ("312 341 1070", None, f"'312 341 1070' has no country code; write it {NEUTRAL}"),
    ("312 341 1070", "XX", NEUTRAL),
    ("312 341 1070", "US", "write it as '+1 312 341 1070'"),
    ("312 341 1070", "JO", "write it with its country code and spaces, as in '+962 6 200 1234'"),
    ("079 022 0590", "JO", "write it as '+962 7 9022 0590'"),
    ("44 20 7946 1234", "GB", "write it as '+44 20 7946 1234'"),
    ("44 20 7946 1234", None, NEUTRAL),
    ("011 44 20 7946 1234", "US", "write it as '+44 20 7946 1234'"),
    ("0044 20 7946 1234", "US", "begins with 00 instead of +; write it as '+44 20 7946 1234'"),
    ("8 (495) 123-45-67", "RU", "write it as '+7 495 123 45 67'"),
    ("+49 30 123456-0", None, "write it as '+49 30 1234560'"),
    ("+39 (0)2 1234 5678", None, "has brackets; write it as '+39 02 1234 5678'"),
    ("\u202a+44 20 7946 1234\u202c", None, "write it as '+44 20 7946 1234'"),
    ("020\u20137946\u20131234", "GB", "write it as '+44 20 7946 1234'"),
    ("۰۲۱ ۲۲۲۲ ۳۳۳۴", "IR", "write it as '+98 21 2222 3334'"),
    ("020 7946 1234 x12", "GB", "extension; write '+44 20 7946 1234', and 'Extension 12' in 'label'"),
    ("020 7946 1234x12", "GB", "'Extension 12' in 'label'"),
    ("020 7946 1234 (ext12)", "GB", "'Extension 12' in 'label'"),
    ("+49 30 123456 Durchwahl 12", None, "write '+49 30 123456', and 'Extension 12' in 'label'"),
    ("020 7946 1234/5", "GB", "holds several numbers; make an entry of its own for each"),
    ("020 7946 1234 or 1235", "GB", "holds several numbers; make an entry of its own for each"),
    ("+44 20 7946 1234 +44 20 7946 1235", None, "holds several numbers; make an entry of its own for each"),
    ("0800 CALL NOW", "GB", "write '+44 800 225 5669', and '0800 CALL NOW' in 'label'"),
    ("1-800-law-rep4", "US", "write '+1 800 529 7374', and '1-800-law-rep4' in 'label'"),
    ("1-800-LAW-REP-4", None, "and '1-800-LAW-REP-4' in 'label'"),
    ("020 7946 1234 evenings", "GB", "'evenings'; write the number alone, and words in 'label'"),
    ("1" * 300, None, NEUTRAL),
    ("+" + "12" * 150, None, "has 299 digits after +1, where 10 are usual; check it"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("dial", "based", "ending"), LAYOUTS, ids=[f"{row[0][:40]} {row[1]}" for row in LAYOUTS]
)
def test_a_proposal_is_made_where_it_is_certain(dial, based, ending):
    [message] = diagnostics(dial, based)
    assert message.endswith(ending)


IMPLAUSIBLE = [
    ("+44 999", "999 is a short code: write it exactly as it is dialled, '999', without +44"),
    ("+1 911", "911 is a short code: write it exactly as it is dialled, '911', without +1"),
    ("+353 116 123", "116 123 is a short code: write it exactly as it is dialled, '116 123', without +353"),
    ("+1 123 456 7890", "'+1 123 456 7890' is no real number; delete the entry until you have one"),
    ("+1 312 341 107", "'+1 312 341 107' has 9 digits after +1, where 10 are usual; check it"),
    ("+44 20 7946 123", "'+44 20 7946 123' is not in use in the numbering plan of +44; check its digits"),
    ("+210 123 456", "'+210 123 456' begins with a country code that no country has; check it"),
]


@pytest.mark.parametrize(("dial", "message"), IMPLAUSIBLE)
def test_a_number_that_cannot_be_one_is_told_why(dial, message):
    assert diagnostics(dial) == [message]


TIDY = [
    ("+44 (0)20 7123-4567", "+44 20 7123 4567"),
    ("0044 20 7123 4567", "+44 20 7123 4567"),
    ("+442071234567", "+44 20 7123 4567"),
    ("+44 207 123 4567", "+44 207 123 4567"),  # the groups that somebody chose stay
    ("+49 30 123456-0", "+49 30 123456 0"),
    ("020.7123.4567", "020 7123 4567"),  # of which country is for the check to ask
    ("116 123", "116 123"),
    ("+44 20 7123 4567 ext. 12", "+44 20 7123 4567 ext. 12"),
    ("+44 20 7123 4567 / 4568", "+44 20 7123 4567 / 4568"),
    ("call me", "call me"),
    ("+44 (0)", "+44"),
    ("", ""),
]


@pytest.mark.parametrize(("typed", "kept"), TIDY)
def test_what_is_typed_into_a_form_is_tidied_where_it_is_certain(typed, kept):
    assert phone.tidy(typed) == kept


@pytest.mark.parametrize(
    ("dial", "region", "free"),
    [
        ("08000 121 700", "GB", True), ("0808 157 0000", "GB", True), ("+44 800 1111", None, True),
        ("116 123", "GB", True), ("999", "GB", True), ("1800 666 111", "IE", True),
        ("1-888-373-7888", "US", True), ("0141 276 7724", "GB", False), ("101", "GB", False),
        ("116 006", None, False), ("116 006", "XX", False), ("0808 157 0000", "JO", False),
        ("call us", "GB", False),
    ],
)  # fmt: skip
def test_calls_that_the_plan_of_the_country_makes_free(dial, region, free):
    assert phone.is_free(dial, region) is free


def test_a_short_code_is_another_line_in_each_country():
    assert phone.line("+44 20 7123 4567", "GB") == phone.line("+44 207 123 4567", "FR")
    assert phone.line("116 123", "GB") == phone.line("116123", "GB") != phone.line("116 123", "DE")


def test_every_helpline_is_in_the_plan_of_its_country():
    for entry in yaml_reader.read((ROOT / "content/helplines.yaml").read_bytes()):
        for dial in filter(None, (entry["dial"], entry.get("text"))):
            number = dial.replace(" ", "")
            assert phone.read(dial, entry["country"]) or phone.short_code(number, entry["country"]), dial
