"""What editors are told about files that are not right."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import experts
from records import yaml_events, yaml_reader
from records.diagnostic import in_order
from records.vocabulary_reader import load_vocabularies

TABLE = [
    case
    for name in ("bad_profiles.yaml", "bad_pasted_profiles.yaml")
    for case in yaml_reader.read(Path(__file__).with_name(name).read_bytes())
]
VOCABULARIES = load_vocabularies()
PATH = "experts/profiles/asha-example.yaml"

SOUND = {
    "name": "name: Asha Example",
    "kind": "kind: person",
    "roles": "roles: [medical]",
    "headline": "headline: Consultant psychiatrist",
    "contact": "contact: [{kind: relay}]",
    "verification": "verification: {level: self-declared, on: 2026-07-30}",
    "consent": "consent: {public_listing: 2026-07-28}",
    "sort_name": "sort_name: Example, Asha",
}


def whole_file(case: dict[str, Any]) -> bytes:
    text = case["file"]
    if not case.get("whole"):
        left_out = {*re.findall(r"(?m)^(\w+):", text), *case.get("without", ())}
        text += "".join(f"{line}\n" for key, line in SOUND.items() if key not in left_out)
    return text.encode()


def said(source: bytes) -> list[str]:
    _entry, diagnostics = experts.examine(PATH, source, VOCABULARIES)
    lines = [str(diagnostic).removeprefix(f"{PATH}:") for diagnostic in in_order(diagnostics)]
    warnings = [diagnostic.severity == "warning" for diagnostic in in_order(diagnostics)]
    return [f"{line} (warning)" if warning else line for line, warning in zip(lines, warnings, strict=True)]


def test_the_sound_profile_is_sound():
    assert said("\n".join(SOUND.values()).encode()) == []


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case["case"])
def test_an_editor_is_told_what_is_wrong_and_what_to_write(case):
    assert said(whole_file(case)) == case["says"].splitlines()


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case["case"])
def test_the_parser_without_libyaml_says_the_same(case, monkeypatch):
    monkeypatch.setattr(yaml_events, "c_parser", lambda: None)
    assert said(whole_file(case)) == case["says"].splitlines()


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case["case"])
def test_a_file_with_an_error_gives_no_profile(case):
    entry, diagnostics = experts.examine(PATH, whole_file(case), VOCABULARIES)
    assert (entry is None) == any(diagnostic.severity == "error" for diagnostic in diagnostics)


TAB = "there is a tab; use spaces instead"
CONTROL = "there is an invisible control character (U+{}); delete it"
NOT_UTF8 = "the file is not saved as UTF-8; save it again with that encoding"
BYTES = [
    ("a tab in front of a field", b"name: Asha\n\tkind: person\n", 2, TAB),
    ("a tab in a text", b"name: Asha\tExample\n", 1, TAB),
    ("a NUL", b"a: 1\nname: A\0B\n", 2, CONTROL.format("0000")),
    ("a NUL by escape", b'name: "A\\0B"\n', 1, CONTROL.format("0000")),
    ("a bell", b"name: A\x07B\n", 1, CONTROL.format("0007")),
    ("the line break of old mainframes", b"name: A\xc2\x85B\n", 1, CONTROL.format("0085")),
    ("a line separator", "name: A\u2028B\n".encode(), 1, CONTROL.format("2028")),
    ("text turned around, in a comment", "# \u202ea\n".encode(), 1, CONTROL.format("202E")),
    ("a lone carriage return", b"a: 1\rb: 2\n", 1, CONTROL.format("000D")),
    ("Latin-1", "a: 1\nname: José\n".encode("latin-1"), 2, NOT_UTF8),
    ("UTF-16", "name: José\n".encode("utf-16"), 1, NOT_UTF8),
    ("half a surrogate pair", b"name: \xed\xa0\x80\n", 1, NOT_UTF8),
    ("an overlong sequence", b"name: \xc0\xae\n", 1, NOT_UTF8),
    ("nothing at all", b"", 1, "the file is empty"),
    ("more than 64 KB", b"name: " + b"a" * 65531, 1, "the file has 64.0 KB; at most 64 KB are allowed"),
    ("a directive", b"# one\n%YAML 1.1\n---\na: b\n", 2, "a line cannot begin with '%' here; delete it"),
    (
        "a byte order mark",
        b"\xef\xbb\xbfname: Asha\n",
        1,
        "there is an invisible mark (a 'BOM'); save the file as UTF-8 without it",
    ),
]


@pytest.mark.parametrize(("_case", "source", "line", "words"), BYTES, ids=[row[0] for row in BYTES])
@pytest.mark.parametrize("parser", ["libyaml", "Python"])
def test_bytes_that_are_no_text_of_ours_are_refused(_case, source, line, words, parser, monkeypatch):
    if parser == "Python":
        monkeypatch.setattr(yaml_events, "c_parser", lambda: None)
    assert said(source) == [f"{line}: {words}"]


def test_lines_that_end_as_on_windows_are_read():
    """Editing on the web may leave CRLF behind; it means nothing."""
    source = ("\n".join(SOUND.values()) + "\nsummary: |\n  One line,\n  and another one.\n").encode()
    entry, diagnostics = experts.examine(PATH, source.replace(b"\n", b"\r\n"), VOCABULARIES)
    assert diagnostics == []
    assert entry.summary == "One line,\nand another one.\n"


LETTERS = "the file name can hold small letters a-z, digits and single hyphens, as in '{}.yaml'"
LENGTH = "the file name has {} characters; from 3 to 60 are allowed"
FOLDER = "only profiles stand in this folder, and their names end in .yaml"
ODD_NAMES = [
    ("José-García.yaml", LETTERS.format("jose-garcia")),
    ("Jose-Garcia.yaml", LETTERS.format("jose-garcia")),
    ("asha_example.yaml", LETTERS.format("asha-example")),
    ("-rf.yaml", LETTERS.format("rf")),
    ("李明德.yaml", LETTERS.format("asha-example")),
    ("ab.yaml", LENGTH.format(2)),
    (f"{'a' * 61}.yaml", LENGTH.format(61)),
    ("asha-example.yml", FOLDER),
    ("notes.txt", FOLDER),
]


@pytest.mark.parametrize(("name", "words"), ODD_NAMES, ids=[row[0] for row in ODD_NAMES])
def test_a_file_name_that_makes_no_address_is_refused(name, words, tmp_path):
    folder = tmp_path / "experts/profiles"
    folder.mkdir(parents=True)
    (folder / name).write_text("\n".join(SOUND.values()), encoding="utf-8")
    assert f"experts/profiles/{name}:1: {words}" in map(str, experts.load(tmp_path).diagnostics)
