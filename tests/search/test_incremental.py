"""What a build makes with the help of the last one is what it would have made without."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import experts
from bench.generate import generate
from bench.invent import AS_OF
from plugins.search.buckets import bucket
from plugins.search.build import build_index
from plugins.search.codec import NumberEncoder
from plugins.search.document import Document, already_built
from plugins.search.index_cache import IndexCache
from plugins.search.inverted_index import InvertedIndex
from plugins.search.numbering import numbered
from plugins.search.postings import PostingStore
from plugins.search.site_documents import documents, labels
from records import yaml_reader
from tests.search.conftest import invented, opened
from tests.site_builder import copy_code, environment


@pytest.fixture(autouse=True)
def _in_two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a large site, which is not tried with thousands of documents here."""
    monkeypatch.setattr("plugins.search.build.MANY", 100)


in_many_files = partial(build_index, limit=0)
WORDS = [f"w{number * 7919 % 997}" for number in range(400)] + ["money", "Đặng", "محمد", "𐌰𐌱", "李示", "the"]
VALUES = ("one", "two", "three", "four")


class Change:
    """A set of documents, and the ugly ways of the world with it."""

    def __init__(self, seed: int, count: int) -> None:
        self.chance = random.Random(seed)
        self.number = 0
        self.documents: list[Document] = []
        self.labels = {"kind": {value: value.title() for value in VALUES}}
        for _ in range(count):
            self.add()

    def text(self, most: int) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(0, most)))

    def add(self) -> None:
        self.number += 1
        day = date(2020, 1, 1) + timedelta(self.chance.randrange(900))
        texts = {"name": f"n{self.number} {self.text(3)}", "title": self.text(9), "text": self.text(70)}
        facets = {"kind": self.chance.sample(VALUES, self.chance.randrange(3))}
        late = self.chance.random() < 0.2
        card = [f"/{self.number}/", 0, self.text(4)]
        self.documents.append(Document(f"/{self.number}/", day, texts, card, facets, late))

    def edit(self) -> None:
        at = self.chance.randrange(len(self.documents))
        one = self.documents[at]
        changed = {**one.texts, self.chance.choice(["name", "title", "text"]): self.text(60)}
        self.documents[at] = replace(one, texts=changed, late=self.chance.random() < 0.2)

    def card(self) -> None:
        at = self.chance.randrange(len(self.documents))
        self.documents[at] = replace(self.documents[at], card=["/x/", 1, self.text(5)])

    def delete(self) -> None:
        self.documents.pop(self.chance.randrange(len(self.documents)))

    def rename(self) -> None:
        self.number += 1
        at = self.chance.randrange(len(self.documents))
        self.documents[at] = replace(self.documents[at], url=f"/{self.number}/")

    def day(self) -> None:
        at = self.chance.randrange(len(self.documents))
        self.documents[at] = replace(self.documents[at], since=date(2019, 1, 1))

    def label(self) -> None:
        self.labels = {"kind": {value: f"{value} {self.number}" for value in VALUES}}

    def many(self) -> None:
        for _ in range(60):
            self.chance.choice([self.add, self.edit, self.delete])()

    def nothing(self) -> None:
        pass

    def build_index(self, cache: Path | None, version: bytes = b"1") -> dict[str, bytes]:
        shuffled = self.chance.sample(self.documents, len(self.documents))
        sources = map(already_built, shuffled)
        return in_many_files(sources, self.labels, IndexCache(cache, version), whole=True)


STEPS = ("edit", "edit", "add", "card", "delete", "rename", "day", "label", "many", "nothing")


@pytest.mark.parametrize("seed", range(4))
def test_random_edits(tmp_path: Path, seed: int) -> None:
    site, cache = Change(seed, 300), tmp_path / "cache"
    assert len(site.build_index(cache)) > 20
    for turn in range(12):
        steps = site.chance.sample(STEPS, site.chance.randint(1, 3)) if turn else ["nothing"]
        for step in steps:
            getattr(site, step)()
        assert site.build_index(cache) == site.build_index(None), steps


def harmed(kind: str, kept: bytes) -> bytes:
    harms = {
        "empty": b"",
        "nonsense": b"nonsense",
        "head": b"a" * 64 + b"\n{",
        "cut": kept[:-3],
        "turned": kept[:-3] + bytes([kept[-3] ^ 1]) + kept[-2:],
    }
    return harms[kind]


@pytest.mark.parametrize("harm", ["empty", "nonsense", "head", "cut", "turned", "missing", "folder", "older"])
def test_a_cache_that_is_no_good_only_costs_time(tmp_path: Path, harm: str) -> None:
    site, cache = Change(9, 300), tmp_path / "cache"
    site.build_index(cache, b"older" if harm == "older" else b"1")
    kept = cache.read_bytes()
    if harm in ("missing", "folder"):
        cache.unlink()
    if harm == "folder":
        cache.mkdir()
    elif harm not in ("missing", "older"):
        cache.write_bytes(harmed(harm, kept))
    site.edit()
    assert site.build_index(cache) == site.build_index(None)


def test_a_cache_holds_what_is_used(tmp_path: Path) -> None:
    site, cache = Change(9, 300), tmp_path / "cache"
    site.build_index(cache)
    size = cache.stat().st_size
    del site.documents[100:]
    site.build_index(cache)
    assert cache.stat().st_size < size / 2


def test_an_edit_makes_nothing_of_the_other_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither their texts nor their terms; and the files of other terms are not made either."""
    site, cache = Change(3, 300), tmp_path / "cache"
    files = len(site.build_index(cache))
    site.documents[5] = replace(site.documents[5], texts={**site.documents[5].texts, "title": "w7919 new"})
    asked: list[str] = []
    encoded: list[str] = []

    def making(document: Document) -> Document:
        asked.append(document.url)
        return document

    def counting(index: InvertedIndex, terms: list[str], encoder: NumberEncoder) -> str:
        encoded.append(terms[0])
        return bucket(index, terms, encoder)

    monkeypatch.setattr("plugins.search.buckets.bucket", counting)
    sources = [replace(already_built(one), build=partial(making, one)) for one in site.documents]
    in_many_files(sources, site.labels, IndexCache(cache, b"1"))
    assert asked == [site.documents[5].url]
    assert 0 < len(encoded) < files / 3


def test_mending_is_making() -> None:
    site = Change(5, 120)
    mended = PostingStore()
    for _ in range(30):
        getattr(site, site.chance.choice(STEPS))()
        by_number, _ = numbered(map(already_built, site.documents))
        mended.update(by_number)
        clean = PostingStore()
        clean.update(by_number)
        assert mended.entries == clean.entries
        assert mended.terms == clean.terms


def test_edits_of_a_site(tmp_path: Path) -> None:
    root, cache = tmp_path / "site", tmp_path / "state"
    changes: list[tuple[str, Callable[[], Any]]] = [
        ("nothing", lambda: None),
        ("a headline", lambda: edited(root, 3, {"headline": "Something new about appeals"})),
        ("a country", lambda: edited(root, 4, {"countries": {"expertise": ["VN"]}})),
        ("an overdue check", lambda: edited(root, 5, {"verification": OVERDUE})),
        ("a new name", lambda: files(root)[6].rename(files(root)[6].with_name("somebody-else.yaml"))),
        ("one less", lambda: files(root)[7].unlink()),
        ("one more", lambda: shutil.copy(files(root)[8], files(root)[8].with_name("somebody-new.yaml"))),
    ]
    invented(root, 200)
    before: dict[str, bytes] = {}
    for name, change in changes:
        change()
        site = opened(root)
        index_files = in_many_files(documents(site), labels(site), IndexCache(cache, site.base))
        assert index_files == in_many_files(documents(site), labels(site)), name
        assert index_files != before
        before = index_files


OVERDUE = {"level": "self-declared", "on": "2025-02-01"}


def files(root: Path) -> list[Path]:
    return sorted((root / "experts/profiles").glob("*.yaml"))


def edited(root: Path, place: int, change: dict[str, Any]) -> None:
    file = files(root)[place]
    data = yaml_reader.read(file.read_bytes())
    file.write_text(experts.dump(data | change), "utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_code(tmp_path / "project")


def test_edits_in_builds_of_pelican(tmp_path: Path, project: Path) -> None:
    root, out = tmp_path / "site", tmp_path / "out"
    generate(root, 300, news=3)

    def built(output: Path = out) -> dict[str, bytes]:
        command = [sys.executable, "-m", "pelican", root / "content", "-s", "pelicanconf.py", "-o", output]
        settings = environment(SITE=str(root), OUTPUT=str(output), AS_OF=AS_OF.isoformat(), LUNR_JSON="1")
        subprocess.run([*command, "--fatal", "warnings"], cwd=project, env=settings, check=True)
        files = [path for part in ("search", "index") for path in (output / part).glob("*.json")]
        return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}

    first = built()
    edited(root, 3, {"headline": "Something new about appeals"})
    second = built()
    assert {name for name, _ in second.items() - first.items()} == {
        "search/lunr.json",
        "search/manifest.json",
    }
    (out / "search/lunr.json").write_bytes(b"harmed")
    (out / "search/manifest.json").unlink()
    assert built() == second
    vocabulary = project / "experts/vocabularies/topics.yaml"
    text = vocabulary.read_text("utf-8")
    vocabulary.write_text(re.sub(r"(label: ).*", r"\1Quite another name", text, count=1), "utf-8")
    third = built()
    assert any(b"Quite another" in content for content in third.values())
    for file in (project / ".cache").glob("search-*"):
        file.write_bytes(b"harmed")
    edited(root, 4, {"headline": "Something else about appeals"})
    assert built() == built(tmp_path / "clean")
