"""The reader of YAML: version 1.2, its core schema, and nothing else."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records import yaml_events, yaml_reader, yaml_scalars
from records.yaml_reader import Place, YamlError, line, places, read


@pytest.fixture(autouse=True, params=["libyaml", "Python"])
def parser(request, monkeypatch):
    """Every test here runs with both parsers."""
    if request.param == "Python":
        monkeypatch.setattr(yaml_events, "c_parser", lambda: None)
    elif yaml_events.c_parser() is None:
        pytest.skip("this PyYAML was built without libyaml")


# What YAML 1.1 would have made of it stands behind some.
SCALARS = [
    ("NO", "NO"),  # False
    ("no", "no"),  # False
    ("yes", "yes"),  # True
    ("on", "on"),  # True
    ("off", "off"),  # False
    ("y", "y"),
    ("True", True),
    ("true", True),
    ("FALSE", False),
    ("tRUE", "tRUE"),
    ("null", None),
    ("~", None),
    ("", None),
    ("Null", None),
    ("none", "none"),
    ("nULL", "nULL"),
    ("0", 0),
    ("7", 7),
    ("-12", -12),
    ("+12", 12),
    ("0123", 123),  # 83
    ("0o17", 15),  # text
    ("0x1F", 31),
    ("0x", "0x"),
    ("0b11", "0b11"),  # 3
    ("1_000", "1_000"),  # 1000
    ("12:30:45", "12:30:45"),  # 45045
    ("190:20", "190:20"),  # 11420
    ("2026-07-30", "2026-07-30"),  # a date
    ("2026-07-30 10:00:00", "2026-07-30 10:00:00"),  # a date and time
    ("1e3", 1000.0),  # text
    ("1.5", 1.5),
    (".5", 0.5),
    ("5.", 5.0),
    (".", "."),
    ("1.2.3", "1.2.3"),
    ("-.inf", -math.inf),
    (".INF", math.inf),
    ("inf", "inf"),
    ("nan", "nan"),
    ("=", "="),  # a tag of its own
    ("+44 20 7946 0123", "+44 20 7946 0123"),
    ("9" * 41, "9" * 41),
]


@pytest.mark.parametrize(("written", "value"), SCALARS, ids=[row[0] or "nothing" for row in SCALARS])
def test_an_unquoted_value_is_what_yaml_1_2_says(written, value):
    value_read = read(f"a: {written}\n".encode())["a"]
    assert (type(value_read), value_read) == (type(value), value)


def test_not_a_number_is_one():
    assert math.isnan(read(b"a: .NaN")["a"])


@pytest.mark.parametrize("written", [row[0] for row in SCALARS])
@pytest.mark.parametrize("quote", ["'{}'", '"{}"', "|-\n  {}", ">-\n  {}"])
def test_a_quoted_value_is_text(written, quote):
    assert read(f"a: {quote.format(written)}\n".encode()) == {"a": written}


def test_the_mark_of_a_document_may_stand_in_front():
    assert read(b"---\na: 1\n") == {"a": 1}


def test_a_comment_may_stand_anywhere():
    assert read(b"# one\na: 1 # two\n# three\nb:\n  # four\n  - 2\n") == {"a": 1, "b": [2]}


def test_text_with_signs_of_yaml_in_it_stays_text():
    text = "a: |\n  &b *c !d %e\n  ! f\n\n  **bold** & <<: {x}\n"
    assert read(text.encode()) == {"a": "&b *c !d %e\n! f\n\n**bold** & <<: {x}\n"}


def test_every_fault_is_told_with_its_line_and_in_order():
    with pytest.raises(YamlError) as caught:
        read(b"a: 1\na: 2\nb: &x 1\nc: *x\nd: !e 1\n1: f\n<<: {}\n")
    assert [message[0] for message in caught.value.messages] == [2, 3, 4, 5, 6, 7]
    assert str(caught.value).startswith("line 2: 'a' stands here twice; keep one; line 3: ")


@pytest.mark.parametrize(("open_", "close"), ["[]", ("{a: ", "}"), ("- ", ""), ("? ", ""), ("[{a: ", "}]")])
def test_nesting_without_end_does_not_reach_the_stack(open_, close):
    """The C parser builds trees by recursion and takes the process down at some ten thousand levels."""
    count = 60_000 // len(open_ + close)
    with pytest.raises(YamlError, match="too deeply"):
        read((open_ * count + close * count).encode())


def test_a_bomb_of_aliases_is_refused_before_it_unfolds():
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    with pytest.raises(YamlError, match="special meaning"):
        read("\n".join(rows).encode())


def test_each_value_has_the_line_of_its_key_or_of_its_dash():
    source = b"""\
# a comment
name: Asha
countries: {based: GB,
  expertise: [VN,
    AL]}
languages:
  - tag: vi

    level: native
  -
    tag: en
summary: |
  one
  two
last: 0123
"""
    found = places(source)
    lines = {".".join(map(str, path)): place.line for path, place in found.items()}
    assert lines == {
        "": 1, "name": 2, "countries": 3, "countries.based": 3, "countries.expertise": 4,
        "countries.expertise.0": 4, "countries.expertise.1": 5, "languages": 6, "languages.0": 7,
        "languages.0.tag": 7, "languages.0.level": 9, "languages.1": 11, "languages.1.tag": 11,
        "summary": 12, "last": 15,
    }  # fmt: skip
    assert found["last",] == Place(15, "0123")
    assert found["summary",] == Place(12, "one\ntwo\n")


def test_a_missing_value_has_the_line_of_what_should_hold_it():
    found = places(b"a: 1\nb:\n  - c: 2\n")
    assert [line(found, path) for path in [("b", 0, "d"), ("b", 1), ("e", 0, "f")]] == [3, 2, 1]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab:-?[]{},&*!|>'\"%@`# \n~0é\\")))
def test_any_text_is_read_or_refused_and_what_is_read_has_places(text):
    value, messages = outcome(text.encode())
    assert all(1 <= number <= text.count("\n") + 1 and words for number, words in messages)
    if not messages:
        assert_same_shape(value, places(text.encode()))


def outcome(source):
    try:
        return read(source), []
    except YamlError as error:
        return None, error.messages


def assert_same_shape(value, found, path=()):
    assert path in found
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        assert_same_shape(part, found, (*path, key))


@settings(max_examples=300, deadline=None)
@given(st.binary())
def test_any_bytes_are_read_or_refused(source):
    value, messages = outcome(source)
    assert messages or isinstance(value, (dict, list, str, int, float, type(None)))


@given(st.text(alphabet=st.characters(max_codepoint=0x17F)))
def test_only_what_begins_with_an_odd_sign_can_be_anything_but_text(text):
    """`ODD` spares most words a closer look, so it must miss nothing."""
    assert yaml_scalars.resolve(text) is text or not text or text[0] in yaml_scalars.ODD


def test_both_parsers_read_the_same():
    source = b"a: [1, {b: 'c', d: \"e\\u0041\"}]\nf: >\n  g\n  h\n"
    assert yaml_reader.read(source) == {"a": [1, {"b": "c", "d": "eA"}], "f": "g h\n"}
