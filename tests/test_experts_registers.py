"""Registers and standards that the vocabularies name: numbers, addresses, who is a regulated expert."""

from __future__ import annotations

from typing import Any

import pytest

from content.loader import load
from experts import identifier
from experts.regulated import ALL, KINDS, regulating
from functions import checks
from records.vocabulary_reader import ROOT
from tests.profile_builder import profile, vocabularies

REGISTERS = vocabularies()["identifiers"].terms

# What a register's own pages, or pages that name an entry of it, show as a number; and what is none.
NUMBERS = {
    "gmc": ("4758565 A1234567", "475856 B1234567 47585651"),
    "hcpc": ("PYL123456 PH123456 OT1", "SW12345 PYL1234567 123456"),
    "nmc": ("01A2345N", "01A2345 A12345N"),
    "social-work-england": ("SW87996 SW123456", "87996 SW1234567 PYL12345"),
    "bacp": ("383010 00383010", "38301O 1234"),
    "sra": ("648878 48198 1234567", "1234 SRA648878"),
    "bsb": ("69956", "BSB69956 699"),
    "iaa": ("F200800049 N202537994", "F2008 200800049"),
    "charity-ew": ("202918 1158608", "12345 SC046650"),
    "charity-scotland": ("SC046650", "046650 SC46650"),
    "charity-ni": ("105869", "NIC105869"),
    "company-uk": ("11021166 SC123456", "1102116"),
}
# Registers that show no number that we know take a name, and nothing that could lead anywhere else.
NAMED = ("ukcp", "cilex", "law-society-scotland", "advocates-scotland", "law-society-ni")
NAMES = ["Jean O’Neill", "J. R. Example-Baird KC", "Quillmere Law (Belfast)", "李示例", "2011163133"]
NO_NAMES = ["+44 7700 900999", "07700900999", "https://example.org", "example.org", "a@example.org", "x y 1"]


@pytest.mark.parametrize(
    ("scheme", "value", "sound"),
    [
        (scheme, value, sound)
        for scheme, texts in NUMBERS.items()
        for sound, text in zip((True, False), texts, strict=True)
        for value in text.split()
    ],
)
def test_a_number_has_the_form_of_its_register(scheme: str, value: str, sound: bool) -> None:
    assert (identifier.diagnostic(REGISTERS[scheme], value) is None) == sound


@pytest.mark.parametrize("scheme", NAMED)
def test_where_no_number_is_shown_the_name_is_given(scheme: str) -> None:
    said = {value: identifier.diagnostic(REGISTERS[scheme], value) for value in [*NAMES, *NO_NAMES]}
    assert [value for value, message in said.items() if message is None] == NAMES
    assert said["example.org"] == (
        f"'example.org' is no name; write the name as the {REGISTERS[scheme].label} shows it"
    )


@pytest.mark.parametrize(
    ("scheme", "kind", "value", "url"),
    [
        ("sra", "person", "1", "https://www.sra.org.uk/consumers/register/person/?sraNumber=1"),
        ("sra", "organisation", "1", "https://www.sra.org.uk/consumers/register/organisation/?sraNumber=1"),
        ("gmc", "person", "1", "https://www.gmc-uk.org/registrants/1"),
        ("orcid", "person", "1", "https://orcid.org/1"),
        ("bsb", "person", "1", None),
        ("cilex", "organisation", "1", None),
    ],
)
def test_an_entry_is_looked_up_where_its_kind_stands(
    scheme: str, kind: str, value: str, url: str | None
) -> None:
    assert identifier.address(REGISTERS[scheme], value, kind) == url


def test_every_register_can_be_looked_up() -> None:
    """The psychologists' society has no public list of its members by number."""
    kinds = ("person", "organisation")
    lost = [
        scheme
        for scheme, term in REGISTERS.items()
        if not identifier.search_page(term) and not all(identifier.address(term, "1", kind) for kind in kinds)
    ]
    assert lost == ["bps"]


def test_an_address_of_an_entry_holds_its_number_once() -> None:
    addresses = [
        template
        for term in REGISTERS.values()
        for template in (*term.extra.get("url_by_kind", {}).values(), term.extra.get("url"))
        if template
    ]
    assert addresses
    assert all(template.count("{value}") == 1 for template in addresses)


@pytest.mark.parametrize(
    ("schemes", "kind", "kinds"),
    [
        (["gmc"], "person", ["statutory-body"]),
        (["hcpc", "bps"], "person", ["statutory-body"]),
        (["nmc", "ukcp"], "person", ["statutory-body", "accredited-register"]),
        (["social-work-england"], "person", ["statutory-body"]),
        (["bacp"], "person", ["accredited-register"]),
        (["sra"], "person", ["legal-regulator"]),
        (["bsb", "cilex"], "person", ["legal-regulator", "legal-regulator"]),
        # An organisation gives no evidence.
        (["sra", "charity-ew"], "organisation", []),
        # No regulator of experts, or not settled.
        (["bps", "orcid", "ror", "charity-ew", "company-uk"], "person", []),
        (["iaa", "law-society-scotland", "law-society-ni", "advocates-scotland"], "person", []),
    ],
)
def test_who_is_a_regulated_expert(schemes: list[str], kind: str, kinds: list[str]) -> None:
    entry = profile(
        kind=kind, identifiers=[{"scheme": scheme, "value": VALUES[scheme]} for scheme in schemes]
    )
    assert [own for _, own in regulating(entry, vocabularies()["identifiers"])] == kinds


VALUES: dict[str, Any] = {
    **{scheme: good.split()[0] for scheme, (good, _) in NUMBERS.items()},
    **dict.fromkeys(NAMED, "Jean Example"),
    "bps": "000001",
    "orcid": "0000-0002-1825-0097",
    "ror": "0000zzz58",
}


def test_every_kind_of_regulation_has_its_list() -> None:
    used = {term.extra["regulated"] for term in REGISTERS.values() if "regulated" in term.extra}
    assert used == KINDS.keys() - {ALL}
    assert {KINDS[kind].broader for kind in used} == {ALL}
    for term in KINDS.values():
        assert "whether we looked the register up" in (term.description or "")


def test_the_list_says_that_the_rule_was_not_seen_as_long_as_the_claim_of_law_is_unsure() -> None:
    """Whoever settles the claim finds here that the list's words are to be changed as well."""
    claim = load(ROOT, vocabularies()).data.claims["family-regulated-expert"]
    assert (claim.status == "unsure") == ("not seen the final text" in (KINDS[ALL].description or ""))


def test_an_editor_is_told_what_to_look_up() -> None:
    said = checks.registers({"identifiers": [{"scheme": scheme} for scheme in ("gmc", "orcid", "cilex")]})
    assert [check.message for check in said] == [
        "General Medical Council: whether the number is theirs. Look it up in the register",
        "ORCID: whether the number is theirs. Look it up in the register",
        "CILEX Regulation: whether the name is theirs. Look it up in the register",
    ]


# The terms that the standards have, as far as the vocabularies name them: Open Eligibility 2.0.0 (its file
# `taxonomy`, tag v2.0.0), and the values of vic_TypeOfExploitation in the field standards of HTCDS 2.0.
OPEN_ELIGIBILITY = {
    "Advocacy & Legal Aid", "Counseling", "Help Hotlines", "Navigating the System", "Representation",
    "Safe Housing", "Translation & Interpretation",
}  # fmt: skip
HTCDS = {
    "ForcedLabour", "SexualExploitation", "ChildLabour", "ForcedMarriage", "Servitude",
    "ForcedMilitaryByNonStateActors", "OrganRemoval", "ForcedBegging", "ForcedAdoption", "Surrogacy", "Other",
}  # fmt: skip


@pytest.mark.parametrize(
    ("vocabulary", "field", "names", "version"),
    [
        ("services", "open_eligibility", OPEN_ELIGIBILITY, "version 2.0.0 of the Open Eligibility taxonomy"),
        ("exploitation", "htcds", HTCDS, "Human Trafficking Case Data Standard 2.0"),
    ],
)
def test_no_term_claims_a_name_that_its_standard_lacks(
    vocabulary: str, field: str, names: set[str], version: str
) -> None:
    terms = vocabularies()[vocabulary].terms.values()
    assert {term.extra[field] for term in terms if field in term.extra} == names
    assert version in vocabularies()[vocabulary].standard
