"""Whatever is in a file, checking it ends in diagnostics: sample files, damaged by chance."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest

import experts
from courses import glossary, lesson, schema
from records import source_file, vocabulary_checks, yaml_reader
from records.references import References
from records.vocabulary_reader import load_vocabularies
from tests.site_builder import MINI, ROOT

VOCABULARIES = load_vocabularies()
DAMAGES = 6  # of each file, of each kind
PIECES = [
    b"\n", b" ", b"\t", b"#", b" #1", b":", b"- ",
    b"'", b'"', b"[", b"]", b"{", b"}", b"&a", b"*a", b"!", b"|",
    b">", b"%", b"---\n", b"<<: ", b"null", b"\0", b"\xff", b"\xc2\xa0", b"\xe2\x80\x8b", b"\xef\xbf\xbd",
    b"<<<<<<< a\n", b"0", b"-1", b"1e999", b".inf", b"+44 (0)", b"0001-01-01", b"9999-99-99", b"http://[",
    b"xn--", b"@", b"::: ", b"&#0;",
]  # fmt: skip
VALUES: list[Any] = [
    None, True, 0, -1, 10**40, 1e308, "", " ", "0", "+", "+44 (0)", "@", "a@", "http://[", "https://a b",
    "0000-00-00", "a" * 3000, "\u200b", "\ud7ff", "&#0;", "-", [], {}, [[]], [None], {"": None},
    {"kind": None}, ["a", ["b"]],
]  # fmt: skip


def damaged_bytes(source: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.randint(1, 4)):
        start = dice.randrange(len(source) + 1)
        end = min(len(source), start + dice.choice((0, 0, 1, 5, 40)))
        source = source[:start] + dice.choice(PIECES) + source[end:]
    return source


def damaged_value(value: Any, dice: random.Random) -> Any:
    """The value with another one at some place in it."""
    if dice.random() < 0.15 or not isinstance(value, dict | list) or not value:
        return dice.choice(VALUES)
    key = dice.choice(list(value) if isinstance(value, dict) else range(len(value)))
    made = value.copy()
    made[key] = damaged_value(value[key], dice)
    return made


def damaged_data(source: bytes, dice: random.Random) -> bytes:
    try:
        data = yaml_reader.read(source)
    except yaml_reader.YamlError:
        return source
    return json.dumps(damaged_value(data, dice), ensure_ascii=False).replace("1e+308", "1e308").encode()


def check_profile(source: bytes) -> object:
    return experts.examine("experts/profiles/asha-example.yaml", source, VOCABULARIES)


def check_vocabulary(source: bytes) -> object:
    try:
        return list(vocabulary_checks.diagnostics(yaml_reader.read(source)))
    except yaml_reader.YamlError as error:
        return error.messages


def check_lesson(source: bytes) -> object:
    return lesson.examine("courses/first/01-one.md", source, References(), VOCABULARIES)


def check_course(source: bytes) -> object:
    read = source_file.of_yaml("courses/first/course.yaml", source)
    for one in (
        schema.diagnostics("course", read.data, lambda: read.places, VOCABULARIES) if read.sound else ()
    ):
        read.report(one)
    for one in lesson.days(read.data) if read.sound else ():
        read.report(one)
    return read.diagnostics


KINDS: dict[str, tuple[str, Callable[[bytes], object]]] = {
    "profiles": ("experts/profiles/*.yaml", check_profile),
    "odd profiles": ("tests/site/experts/profiles/*.yaml", check_profile),
    "vocabularies": ("experts/vocabularies/[!clia]*.yaml", check_vocabulary),
    "lessons": ("courses/*/[0-9]*.md", check_lesson),
    "courses": ("courses/*/course.yaml", check_course),
}


@pytest.mark.parametrize("damage", [damaged_bytes, damaged_data], ids=["bytes", "values"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_damage_ends_in_an_exception(kind, damage):
    if kind == "lessons" and damage is damaged_data:
        pytest.skip("a lesson is no YAML")
    pattern, check = KINDS[kind]
    dice = random.Random(f"{kind} 7")
    files = sorted(file for site in (ROOT, MINI) for file in site.glob(pattern))
    assert files
    for file in files:
        for _ in range(DAMAGES):
            source = damage(file.read_bytes(), dice)
            try:
                check(source)
            except Exception as error:
                raise AssertionError(f"{file.name}: {source!r}") from error


@pytest.mark.parametrize("damage", [damaged_bytes, damaged_data], ids=["bytes", "values"])
def test_no_damage_of_the_glossary_ends_in_an_exception(damage, tmp_path):
    source = (ROOT / glossary.PATH).read_bytes()
    dice = random.Random(7)
    (tmp_path / "courses").mkdir()
    for _ in range(10 * DAMAGES):
        (tmp_path / glossary.PATH).write_bytes(damage(source, dice))
        glossary.read(tmp_path, VOCABULARIES, References())
