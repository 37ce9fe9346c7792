"""What is written reads back equal, and is pleasant to read."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from experts import dump
from records import yaml_reader
from tests.test_experts_schema import FULL

# Words and signs that other writers have tripped over.
WORDS = """\
no yes on NO True null ~ 1e3 0x1 0o7 1_000 12:30:45 2026-07-30 .5 .inf -.inf .nan = << --- ... - -- -x ? ?x :
a:b # #a a# | > |- & &a * *a ! !a !! % @ ` { } [ ] , ' " '' \\ \\n word Đặng መሓሪ 李 😀 \u0301 \u200f \u200b
\u202e"""
SPACES = " |  |\n|\n\n|\r\n|\r|\t|\x85|\xa0|\u2028|\u2029|\u3000|\ufeff|\ufffe|\U0010ffff|a: b|a #b|- x|\x80"
PIECES = st.sampled_from([*WORDS.split(), *SPACES.split("|")])
ANY = st.characters(exclude_categories=["Cs"], exclude_characters=[*map(chr, range(32)), "\x7f"])
TEXT = st.lists(PIECES, max_size=6).map("".join) | st.text(ANY)
VALUES = st.recursive(
    TEXT | st.booleans() | st.none() | st.integers(-(10**18), 10**18) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT.filter("<<".__ne__), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=500, deadline=None)
@given(TEXT)
@example("")
@example(" leading")
@example("trailing ")
@example("two\nlines")
@example("two\nlines\n")
@example("two\nlines\n\n")
@example("\nbegins with a break")
@example("  indented\nfirst line")
@example("blank with spaces\n  \nbetween")
@example("ends with spaces  \nin a line  \n")
@example("a\r\nb\r\n")
@example("# no comment\n# either\n")
@example("---\n...\n")
def test_any_text_reads_back_equal(text):
    data = {"name": text, "alternate_names": [text, {"label": text}], "other": {"deeper": text}}
    assert yaml_reader.read(dump(data).encode()) == data


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(TEXT.filter("<<".__ne__), VALUES, max_size=4))
def test_any_data_reads_back_equal_and_of_the_same_types(data):
    read = yaml_reader.read(dump(data).encode())
    assert json.dumps(read, sort_keys=True) == json.dumps(data, sort_keys=True)


@settings(max_examples=300, deadline=None)
@given(TEXT)
def test_text_is_text_for_readers_of_yaml_1_1_too(text):
    """Only days are left bare; every other value that they would mistake stands in quotes."""
    assert str(yaml.safe_load(dump({"name": text}))["name"]) == text


def test_a_profile_is_written_in_the_order_of_the_schema_and_with_few_quotes():
    shuffled = {key: FULL[key] for key in reversed(FULL)}
    shuffled["contact"] = [{key: way[key] for key in reversed(way)} for way in FULL["contact"]]
    assert dump(shuffled) == GOLDEN


GOLDEN = """\
# yaml-language-server: $schema=../schema.json
name: Dr Asha Example
alternate_names: [Asha E., آشا]
sort_name: Example, Asha
kind: person
sample: true
roles: [medical, country]
headline: Consultant psychiatrist, medico-legal reports
summary: |
  Writes reports for courts and tribunals.
photo:
  file: asha-example.jpg
  credit: A friend
alert:
  text: Away until the new year
  until: 2026-12-31
topics: [medico-legal-reports, nrm]
exploitation: [forced-labour]
countries:
  based: GB
  expertise: [VN, "NO"]
  serves: [GB-ENG, IE]
languages:
  - {tag: vi, level: native}
  - {tag: en, level: fluent}
audience: [survivors]
affiliations:
  - {organisation: A clinic, title: Director, profile: a-clinic}
accepting:
  referrals: open
  reports: waitlist
  wait_weeks: 6
  as_of: 2026-07-30
services:
  - type: medico-legal-report
    mode: [in-person, remote]
    turnaround_weeks: 8
    fees: {free: "no", legal_aid: "yes", pro_bono: case-by-case, private: on-request}
    note: Also at short notice.
witness:
  forums: [ftt-iac]
  declarations: [cpr-35]
  oral_evidence: true
  training:
    - {name: Istanbul Protocol, year: 2024}
contact:
  - {kind: phone, dial: "+44 20 7946 0123", hours: Mo-Fr 09:00-17:00, time_zone: Europe/London}
  - {kind: text, label: Duty line, for: [survivors], dial: "+44 7700 900043"}
  - {kind: email, address: asha@example.org}
  - {kind: web, url: https://asha.example.org/contact}
  - {kind: post, lines: [1 Long Road, London]}
  - {kind: relay}
identifiers:
  - {scheme: gmc, value: "1234567", checked_on: 2026-07-30}
verification:
  level: documents-checked
  on: 2026-07-30
  method: register look-up
confirmed:
  on: 2026-08-01
changed:
  on: 2026-08-02
consent:
  public_listing: 2026-07-28
  address_mark: 0123456789abcdef0123456789abcdef
  no_letters: 2026-07-29
  photo: 2026-07-28
publications:
  - {title: On reports, year: 2020, url: https://example.org/paper}
links:
  - {rel: website, url: https://asha.example.org, title: Home page}
"""

WRITTEN = [
    ("no", '"no"'),
    ("NO", '"NO"'),
    ("y", '"y"'),
    ("1e3", '"1e3"'),
    ("0123", '"0123"'),
    ("12:30", '"12:30"'),
    ("1_000", '"1_000"'),
    ("2026-07-30", "2026-07-30"),
    ("2026-07-30T10:00:00Z", '"2026-07-30T10:00:00Z"'),
    ("a: b", '"a: b"'),
    ("a:b", "a:b"),
    ("a #b", '"a #b"'),
    ("a#b", "a#b"),
    ("- x", '"- x"'),
    (" x", '" x"'),
    ("x ", '"x "'),
    ("say \"it\"", '"say \\"it\\""'),
    ("O'Brien", "O'Brien"),
    ("መሓሪ", "መሓሪ"),
    ("a\u2028b", '"a\\u2028b"'),
    ("a\x85b", '"a\\x85b"'),
    ("a\tb", '"a\\tb"'),
    ("a\r\nb", '"a\\r\\nb"'),
    ("a\nb", "|-\n  a\n  b"),
    ("a\n\nb\n", "|\n  a\n\n  b"),
    ("a\n\n", '"a\\n\\n"'),
    ("", '""'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "written"), WRITTEN, ids=[ascii(row[0]) for row in WRITTEN])
def test_quotes_stand_only_where_they_are_needed(text, written):
    assert dump({"name": text}).partition("\n")[2] == f"name: {written}\n"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"name": "a\0b"}, "text cannot hold the character U+0000"),
        ({"name": "a\x1bb"}, "text cannot hold the character U+001B"),
        ({"name": "a\ud800b"}, "text cannot hold the character U+D800"),
        ({"name": "a" * 70_000}, "line 1: the file has 68.4 KB; at most 64 KB are allowed"),
        ({"name": {1, 2}}, "set has no form in YAML here"),
        ({"name": 10**50}, "this cannot be written as YAML that reads back equal"),
        ({"name": float("nan")}, "this cannot be written as YAML that reads back equal"),
    ],
)
def test_what_cannot_be_read_back_is_not_written(data, words):
    with pytest.raises(ValueError, match="^" + words.replace("+", r"\+")):
        dump(data)
