"""An edit changes what it must; every other byte stays."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

import experts
from records import yaml_editor, yaml_events, yaml_reader, yaml_writer
from records.yaml_editor import edit
from tests import yaml_edits, yaml_layouts, yaml_merges, yaml_random_edits
from tests.site_builder import ROOT
from tests.yaml_random_edits import ORDER


def cases() -> list[tuple[str, str, str]]:
    """A rule, a file, and the file after the edit: the data of the second are put into the first."""
    text = "\n" + (ROOT / "tests/yaml_edits.txt").read_text("utf-8")
    rows = []
    for case in text.split("\n== ")[1:]:
        rule, _, files = case.partition("\n")
        before, _, after = files.partition("->\n")
        rows.append((rule, before, after.rstrip("\n") + "\n"))
    return rows


TABLE = pytest.mark.parametrize(("rule", "before", "after"), cases(), ids=[row[0] for row in cases()])


@TABLE
def test_the_rules(rule, before, after):
    data = yaml_reader.read(after.encode())
    assert edit(before.encode(), data, ORDER).decode() == after


@TABLE
def test_the_rules_with_the_line_ends_of_windows(rule, before, after):
    before, after = (text.replace("\n", "\r\n") for text in (before, after))
    assert edit(before.encode(), yaml_reader.read(after.encode()), ORDER).decode() == after


@TABLE
def test_the_rules_without_a_line_end_at_the_end(rule, before, after):
    before, after = before.removesuffix("\n"), after.removesuffix("\n")
    data = yaml_reader.read(after.encode())
    # Without a line end, `|` means what `|-` does.
    is_new = data != yaml_reader.read(before.encode())
    assert edit(before.encode(), data, ORDER).decode() == (after if is_new else before)


@TABLE
def test_the_rules_where_yaml_is_read_without_its_library_in_c(rule, before, after, monkeypatch):
    monkeypatch.setattr(yaml_events, "c_parser", lambda: None)
    assert edit(before.encode(), yaml_reader.read(after.encode()), ORDER).decode() == after


@pytest.mark.parametrize("start", range(0, 1500, 100))
def test_random_edits(start):
    """`python -m tests.yaml_edits 10000` tries more."""
    for number in range(start, start + 100):
        old, new = yaml_random_edits.case(number)
        yaml_edits.verify(old, new, edit(old, new, ORDER))


@pytest.mark.parametrize("start", range(0, 120, 30))
def test_changes_of_different_fields_merge_in_either_order(start, tmp_path):
    """Git itself refuses to merge changes of adjacent lines; nothing else conflicts, and no data is wrong."""
    merges = Counter(yaml_merges.merge(number, tmp_path) for number in range(start, start + 30))
    assert merges.keys() <= {"merged", "adjacent"}
    assert merges["merged"] > 20


@pytest.mark.parametrize(
    "source", yaml_random_edits.profiles(), ids=[path.stem for path in yaml_random_edits.PROFILES]
)
def test_a_field_goes_from_a_profile_with_its_own_lines(source):
    """And none of the others change when it comes back."""
    data, lines = yaml_reader.read(source), source.splitlines(keepends=True)
    starts = {path[0]: place.line - 1 for path, place in yaml_reader.places(source).items() if len(path) == 1}
    for field, end in zip(data, [*list(starts.values())[1:], len(lines)], strict=True):
        rest = {key: value for key, value in data.items() if key != field}
        without = edit(source, rest, ORDER)
        assert without == b"".join(lines[: starts[field]] + lines[end:])
        again = iter(edit(without, data, ORDER).splitlines())
        assert all(line in again for line in without.splitlines())


def test_nothing_changes_where_nothing_is_new():
    for source in (b"name:   'A'\r\nkind: person", b"{ name: A }", b"a: |\n  x", b"? a\n: 1\n"):
        assert edit(source, yaml_reader.read(source), ORDER) == source


def test_equal_is_not_the_same_where_types_differ():
    assert edit(b"a: 1 # x\nb: true\n", {"a": True, "b": 1.0}, ORDER) == b"a: true # x\nb: 1.0\n"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"name": "a\0b"}, r"text cannot hold the character U\+0000"),
        ({"name": "a\ud800b"}, r"text cannot hold the character U\+D800"),
        ({"name": float("nan")}, "this cannot be written as YAML that reads back equal"),
        ({"name": "A", "topics": {1, 2}}, "set has no form in YAML here"),
        ({"name": "A", "<<": "B"}, r"line \d: '<<' "),
        ({"name": "a" * 70_000}, "line 1: the file has 68.4 KB; at most 64 KB are allowed"),
    ],
)
def test_what_would_not_read_back_is_not_written(data, message):
    for source in (b"name: A\n", b"name: A", b"{name: A}\n", b"name: |\n  A"):
        with pytest.raises(ValueError, match="^" + message):
            edit(source, data, ORDER)


def test_a_result_that_reads_as_other_data_is_refused(monkeypatch):
    monkeypatch.setattr(yaml_editor, "document", lambda source, *_: source.text)
    with pytest.raises(ValueError, match="reads back equal"):
        edit(b"name: A", {"name": "B"}, ORDER)


def test_only_files_made_of_fields_are_edited():
    with pytest.raises(ValueError, match="the file is not made of fields"):
        edit(b"- a\n", {"name": "B"}, ORDER)
    with pytest.raises(yaml_reader.YamlError, match="line 1: there is a tab"):
        edit(b"a:\tb\n", {"a": "c"}, ORDER)


def test_a_profile_is_edited_in_the_order_of_its_schema():
    source = b"name: Asha  # as it is read\nkind: person\n"
    assert experts.edit(source, {"name": "Asha", "sort_name": "A", "kind": "person"}) == (
        b"name: Asha  # as it is read\nsort_name: A\nkind: person\n"
    )


def test_every_layout_of_the_tests_reads_as_its_data():
    """Else the random edits would try less than they seem to."""
    same = [
        yaml_writer.same(yaml_reader.read(yaml_layouts.write(data, Random(number))), data)
        for number, data in enumerate(map(yaml_reader.read, yaml_random_edits.profiles()))
    ]
    # A comment that is further in than a block above it is part of its text.
    assert sum(same) > 0.8 * len(same)
