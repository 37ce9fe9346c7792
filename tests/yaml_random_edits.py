"""Random edits of YAML files; the same edit for the same number."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

from experts.schema import profile_schema
from records import yaml_reader
from records.key_order import key_order
from tests import yaml_layouts
from tests.site_builder import ROOT

HOSTILE = """\
yes|no|NO|null|~|true|1e3|0x1F|0123|1_000|12:30:45|2026-07-30|2026-07-30T10:00:00Z|.inf|-|--|- x|-x|?|? x|:
a:|: a|a: b|a #b|#a|a# b|'|"|''|a'b|a"b|'a'|"a"|\\|\\n|&a|*a|!a|%a|@a|`a|[|]|{|}|[a]|{a: 1}|a,b|a, b|,|<<
---|...|>|=| a|a |  |é|Đặng|መሓሪ|李示例|😀|ليلى|<script>alert(1)</script>|{{ 7*7 }}|${x}|a\\tb"""
HOSTILE = HOSTILE.replace("\n", "|").split("|")
HOSTILE += [
    "",
    "two\nlines",
    "two\nlines\n",
    "three\n\n\nlines\n",
    "ends\n\n",
    "# no comment\n# either\n",
    "- a\n- b\n",
    "key: value\nother: value\n",
    "---\n...\n",
    " indented\nfirst\n",
    "blank\n  \nwith spaces\n",
    "  \n",
    "\n",
    "deep\n      # deeper\nback\n",
    "a\r\nb\r\n",
    "a\x85b",
    "a\u2028b",
    "\ufeffa",
    "word " * 60,
    "w" * 300,
    "x: " * 100,
]
KEYS = ["name", "on", "note", "yes", "a b", "a: b", "#", "alert", "é", "-", "0", "", "[x]", "{", "label", "'"]
PROFILES = sorted([*ROOT.glob("experts/profiles/*.yaml"), *ROOT.glob("tests/site/experts/profiles/*.yaml")])
ORDER = key_order(profile_schema())


@cache
def profiles() -> list[bytes]:
    return [path.read_bytes() for path in PROFILES]


@cache
def sample() -> bytes:
    """The entry that CONTRIBUTING.md shows, with a comment on nearly every line."""
    return (ROOT / "CONTRIBUTING.md").read_bytes().partition(b"```yaml\n")[2].partition(b"```")[0]


def source(random: Random) -> bytes:
    """A profile as it is, with other line ends, or in another layout."""
    written = sample() if random.random() < 0.1 else random.choice(profiles())
    kind = random.randrange(4)
    if kind == 0:
        return written
    if kind == 1:
        changed = written.replace(b"\n", b"\r\n") if random.random() < 0.5 else written
        return changed.rstrip() if random.random() < 0.5 else changed
    data = yaml_reader.read(written)
    if kind == 3:
        data = changed_data(data, random, random.randint(1, 6))
    return yaml_layouts.write(data, random)


def changed_data(data: dict[str, Any], random: Random, count: int) -> dict[str, Any]:
    new = copy.deepcopy(data)
    for _ in range(count):
        change(random.choice(list(collections(new))), random)
    return new


def collections(data: Any) -> Iterator[Any]:
    """Every mapping and list; the outer ones come up as often as the others."""
    if isinstance(data, dict | list):
        yield data
        for value in data.values() if isinstance(data, dict) else data:
            yield from collections(value)


def change(part: Any, random: Random) -> None:
    if isinstance(part, dict):
        change_mapping(part, random)
    else:
        change_list(part, random)


def change_mapping(part: dict[str, Any], random: Random) -> None:
    keys = list(part)
    kind = random.randrange(4) if keys else 3
    if kind == 0:
        del part[random.choice(keys)]
    elif kind in (1, 2):
        key = random.choice(keys)
        part[key] = value_like(part[key], random)
    else:
        known = [*ORDER.fields, *KEYS]
        part[random.choice(known)] = fresh(random)


def change_list(part: list[Any], random: Random) -> None:
    kind = random.randrange(6) if part else 0
    if kind == 0:
        part.insert(random.randint(0, len(part)), fresh(random))
    elif kind == 1:
        del part[random.randrange(len(part))]
    elif kind == 2:
        part.insert(random.randint(0, len(part)), part.pop(random.randrange(len(part))))
    elif kind == 3:
        part.append(copy.deepcopy(random.choice(part)))
    elif kind == 4:
        random.shuffle(part)
    else:
        place = random.randrange(len(part))
        part[place] = value_like(part[place], random)


def value_like(old: Any, random: Random) -> Any:
    if isinstance(old, str) and random.random() < 0.4:
        words = old.split(" ")
        words[random.randrange(len(words))] = random.choice(HOSTILE)
        return " ".join(words)
    return fresh(random)


def fresh(random: Random, depth: int = 2) -> Any:
    kind = random.randrange(8 if depth else 6)
    if kind < 4:
        return random.choice(HOSTILE)
    if kind == 4:
        return random.choice([True, False, None, 0, 7, -3, 1.5, float("inf"), 10**15])
    if kind == 5:
        return random.choice([[], {}, ["a", "b"], {"kind": "relay"}, {"tag": "vi", "level": "native"}])
    if kind == 6:
        return [fresh(random, depth - 1) for _ in range(random.randint(0, 3))]
    return {
        random.choice([*KEYS, "kind", "label"]): fresh(random, depth - 1) for _ in range(random.randint(0, 3))
    }


def case(number: int) -> tuple[bytes, dict[str, Any]]:
    """A file and other data for it, always the same for a number."""
    random = Random(number)
    old = source(random)
    return old, changed_data(yaml_reader.read(old), random, random.randint(1, 3))
