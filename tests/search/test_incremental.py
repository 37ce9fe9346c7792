"""What a build makes with the help of the last one is what it would have made without."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import experts
from bench.generate import generate
from bench.invent import AS_OF
from experts import Vocabularies
from plugins.folder import Folder
from plugins.search import state
from plugins.search.coding import Numbers
from plugins.search.document import Document, ready
from plugins.search.inverted import Inverted
from plugins.search.postings import Store
from plugins.search.shards import shard
from plugins.search.sources import documents, labels
from plugins.search.writing import named, write_index
from tests.build import ROOT, build_or_fail
from tests.search.conftest import invented, opened


@pytest.fixture(autouse=True)
def _in_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a large site, whose processes and files are not tried with thousands of documents here."""
    monkeypatch.setattr("plugins.search.lazy.SMALL", 0)
    monkeypatch.setattr("plugins.search.build.MANY", 100)


WORDS = [f"w{number * 7919 % 997}" for number in range(400)] + ["money", "Đặng", "محمد", "𐌰𐌱", "李示", "the"]
VALUES = ("one", "two", "three", "four")


def made(folder: Path) -> dict[str, bytes]:
    found = [path for part in ("search", "index") for path in (folder / part).glob("*.json")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


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

    def write(self, folder: Path, cache: Path) -> None:
        shuffled = self.chance.sample(self.documents, len(self.documents))
        write_index(list(map(ready, shuffled)), self.labels, Folder(folder), cache)


STEPS = ("edit", "edit", "add", "card", "delete", "rename", "day", "label", "many", "nothing")


@pytest.mark.parametrize("seed", range(4))
def test_random_edits(tmp_path: Path, seed: int) -> None:
    site = Change(seed, 300)
    out = tmp_path / "out"
    site.write(out, tmp_path / "cache")
    assert len(made(out)) > 20
    for turn in range(12):
        steps = site.chance.sample(STEPS, site.chance.randint(1, 3)) if turn else ["nothing"]
        for step in steps:
            getattr(site, step)()
        site.write(out, tmp_path / "cache")
        clean = tmp_path / f"clean-{turn}"
        site.write(clean, tmp_path / f"cache-{turn}")
        expected, found = made(clean), made(out)
        assert {path: found.get(path) for path in expected} == expected, steps


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
def test_a_cache_that_is_no_good_only_costs_time(
    tmp_path: Path, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, out, cache = Change(9, 300), tmp_path / "out", tmp_path / "cache"
    if harm == "older":
        monkeypatch.setattr(state, "version", lambda: "older")
    site.write(out, cache)
    monkeypatch.undo()
    for file in cache.iterdir():
        kept = file.read_bytes()
        if harm in ("missing", "folder"):
            file.unlink()
        if harm == "folder":
            file.mkdir()
        elif harm not in ("missing", "older"):
            file.write_bytes(harmed(harm, kept))
    site.edit()
    site.write(out, cache)
    site.write(tmp_path / "clean", tmp_path / "fresh")
    expected, found = made(tmp_path / "clean"), made(out)
    assert {path: found.get(path) for path in expected} == expected


@pytest.mark.parametrize("harm", ["gone", "longer", "same-size", "link"])
def test_what_was_altered_by_hand_is_put_right(tmp_path: Path, harm: str) -> None:
    site, out, cache = Change(3, 300), tmp_path / "out", tmp_path / "cache"
    site.write(out, cache)
    expected = made(out)
    for file in (
        out / "search/lunr.json",
        out / "search/manifest.json",
        *sorted((out / "index").iterdir())[:9],
    ):
        content = file.read_bytes()
        file.unlink()
        if harm == "longer":
            file.write_bytes(content + b" ")
        elif harm == "same-size":
            file.write_bytes(content[::-1])
        elif harm == "link":
            file.symlink_to(tmp_path / "elsewhere")
            (tmp_path / "elsewhere").write_bytes(content)
    site.write(out, cache)
    assert made(out) == expected


def test_an_unchanged_index_is_not_read_and_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, out, cache = Change(3, 300), tmp_path / "out", tmp_path / "cache"
    site.write(out, cache)
    before = {path: path.stat().st_mtime_ns for path in (*out.rglob("*"), *cache.iterdir())}
    monkeypatch.setattr("plugins.search.writing.build", lambda *_: pytest.fail("built anew"))
    folder = Folder(out)
    folder.write = lambda *_: pytest.fail("written")  # type: ignore[method-assign]
    write_index(list(map(ready, site.documents)), site.labels, folder, cache)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert folder.files == set(made(out))


def test_an_edit_makes_nothing_of_the_other_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither their texts nor their terms; and the files of other terms are not made either."""
    site, out, cache = Change(3, 300), tmp_path / "out", tmp_path / "cache"
    site.write(out, cache)
    site.documents[5] = replace(site.documents[5], texts={**site.documents[5].texts, "title": "w7919 new"})
    sources = list(map(ready, site.documents))
    asked: list[str] = []
    counted = [
        replace(source, make=lambda source=source: (asked.append(source.url), source.make())[1])
        for source in sources
    ]
    encoded: list[str] = []

    def counting(index: Inverted, terms: list[str], coded: Numbers) -> str:
        encoded.append(terms[0])
        return shard(index, terms, coded)

    monkeypatch.setattr("plugins.search.shards.shard", counting)
    write_index(counted, site.labels, Folder(out), cache)
    assert asked == [site.documents[5].url]
    assert 0 < len(encoded) < len(list((out / "index").iterdir())) / 3


def test_mending_is_making() -> None:
    site = Change(5, 120)
    mended = Store()
    for _ in range(30):
        getattr(site, site.chance.choice(STEPS))()
        found = sorted(map(ready, site.documents), key=lambda one: (one.since, one.url))
        mended.mend(found)
        clean = Store()
        clean.mend(found)
        assert mended.entries == clean.entries
        assert mended.terms == clean.terms


def relabelled(vocabularies: Vocabularies) -> Vocabularies:
    topics = vocabularies["topics"]
    first = next(iter(topics.terms))
    terms = {**topics.terms, first: replace(topics.terms[first], label="Quite another name")}
    return Vocabularies({**vocabularies, "topics": replace(topics, terms=terms)})


def test_edits_of_a_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of its files, its vocabularies and its day."""
    root, out, cache = tmp_path / "site", tmp_path / "out", tmp_path / "cache"
    changes: list[tuple[str, Callable[[], Any]]] = [
        ("nothing", lambda: None),
        ("a headline", lambda: edited(root, 3, {"headline": "Something new about appeals"})),
        ("a country", lambda: edited(root, 4, {"countries": {"expertise": ["VN"]}})),
        ("an overdue check", lambda: edited(root, 5, {"verification": OVERDUE})),
        ("a new name", lambda: files(root)[6].rename(files(root)[6].with_name("somebody-else.yaml"))),
        ("one less", lambda: files(root)[7].unlink()),
        ("one more", lambda: shutil.copy(files(root)[8], files(root)[8].with_name("somebody-new.yaml"))),
        ("a label", lambda: monkeypatch.setattr(experts.directory, "load_vocabularies", lambda: labelled)),
    ]
    labelled = relabelled(experts.load_vocabularies())
    invented(root, 200)
    for name, change in changes:
        change()
        site = opened(root)
        write_index(list(documents(site)), labels(site), Folder(out), cache)
        clean = tmp_path / name
        write_index(list(documents(site)), labels(site), Folder(clean), clean / "cache")
        expected, found = made(clean), made(out)
        assert {path: found.get(path) for path in expected} == expected, name
    assert any(b"Quite another" in content for path, content in made(out).items() if path.startswith("index"))


OVERDUE = {"level": "self-declared", "on": "2025-02-01"}


def files(root: Path) -> list[Path]:
    return sorted((root / "experts/profiles").glob("*.yaml"))


def edited(root: Path, place: int, change: dict[str, Any]) -> None:
    file = files(root)[place]
    data = experts.strict_yaml.read(file.read_bytes())
    file.write_text(experts.dump(data | change), "utf-8")


def test_edits_in_builds_of_pelican(tmp_path: Path) -> None:
    root, out, day = tmp_path / "site", tmp_path / "out", AS_OF.isoformat()
    cache = ROOT / ".cache" / named(root)
    generate(root, 300, news=3)
    build_or_fail(root, out, AS_OF=day)
    before = made(out)
    assert len(before) > 50
    edited(root, 3, {"headline": "Something new about appeals"})
    build_or_fail(root, out, AS_OF=day)
    assert 2 <= len(made(out).items() - before.items()) < 30
    for file in cache.iterdir():
        file.write_bytes(b"harmed")
    edited(root, 4, {"headline": "Something else about appeals"})
    build_or_fail(root, out, AS_OF=day)
    shutil.rmtree(cache)
    build_or_fail(root, tmp_path / "clean", AS_OF=day)
    shutil.rmtree(cache)
    assert made(tmp_path / "clean") == made(out)
