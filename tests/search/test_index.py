"""The index says what the package's own would say, the lazy one what the whole one says."""

import json
import subprocess
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from lunr.builder import Builder
from lunr.index import Index

from plugins.search.analysis import FIELDS, Field, pipeline
from plugins.search.build import build_index
from plugins.search.codec import ALPHABET, NumberEncoder, front, number, numbers
from plugins.search.document import LATE, Document, already_built
from plugins.search.inverted_index import InvertedIndex
from plugins.search.lunr_index import lunr_index
from plugins.search.numbering import numbered
from plugins.search.postings import OVERDUE, PostingStore, code, decode
from plugins.search.split_index import NAME, ONE_FILE
from records.search_terms import index_words

NAMES = [
    "José Núñez",
    "Nguyễn Thị Ví Dụ",
    "محمد أحمد",
    "Олена Приклад",
    "李示例",
    "Will May",
    "Turkey Norway",
    "𐌰𐌱 ﬁrst",
    "",
    "\ufa0e",
]
SCRIPT = Path(__file__).with_name("compare.mjs")


def document(place: int, **texts: str) -> Document:
    return Document(
        f"/{place}/",
        date(2020, 1, 1 + place),
        texts,
        [f"/{place}/", "person", texts["name"]],
        late=place % 3 == 0,
    )


@pytest.fixture(scope="module")
def few() -> list[Document]:
    return [
        document(i, name=name, title="Reports on money and surveys, Turkey", text=f"the money of {name} " * i)
        for i, name in enumerate(NAMES)
    ]


def built(documents: list[Document], limit: int = 0) -> dict[str, Any]:
    """The index as everybody knows it, the manifest, and the names of the files."""
    files = build_index(map(already_built, documents), {}, whole=True, limit=limit)
    standard, manifest = files.pop("search/lunr.json"), files.pop("search/manifest.json")
    return {"standard": json.loads(standard), "manifest": json.loads(manifest), "files": set(files)}


def inverted(documents: list[Document], fields: Sequence[Field] = FIELDS) -> InvertedIndex:
    store = PostingStore()
    store.update(numbered(map(already_built, documents))[0], fields)
    return InvertedIndex(store, fields)


def by_the_package(documents: Mapping[int, Document], fields: Sequence[Field]) -> Index:
    """As anyone would build it with lunr.py, given the same words."""
    builder = Builder()
    builder.pipeline = pipeline(fields)
    for field in fields:
        builder.field(field.name, boost=field.boost)
    for ref, one in documents.items():
        texts = {field.name: index_words(one.texts.get(field.name, "")) for field in fields}
        builder.add({"id": ref, **texts}, {"boost": LATE if one.late else 1})
    builder.search_pipeline.add(pipeline(fields)._stack[1])
    flat = {field.name for field in fields if field.flat}
    for ref in builder.field_lengths:
        if ref.split("/")[0] in flat:  # each as long as the average
            builder.field_lengths[ref] = 1
    return builder.build()


@pytest.mark.parametrize("flat", [(), ("title",), ("name", "title", "text")])
def test_the_index_is_the_packages_own(few: list[Document], flat: Collection[str]) -> None:
    """The same terms, documents and weights; only the numbers of the terms follow the alphabet."""
    fields = [replace(field, flat=field.flat or field.name in flat) for field in FIELDS]
    ours = json.loads(lunr_index(inverted(few, fields)))
    by_number, _ = numbered(map(already_built, few))
    built_documents = {number: source.build() for number, source in by_number.items()}
    theirs = by_the_package(built_documents, fields).serialize()
    number_of = {term: posting["_index"] for term, posting in ours["invertedIndex"]}
    renumbered = {posting["_index"]: number_of[term] for term, posting in theirs["invertedIndex"]}
    assert {t: {**p, "_index": 0} for t, p in theirs["invertedIndex"]} == {
        t: {**p, "_index": 0} for t, p in ours["invertedIndex"]
    }
    assert ours["fields"] == theirs["fields"]
    assert ours["pipeline"] == theirs["pipeline"] == ["stemmer"]
    for (ref, own), (other_ref, other) in zip(ours["fieldVectors"], theirs["fieldVectors"], strict=True):
        pairs = dict(zip(own[::2], own[1::2], strict=True))
        assert ref == other_ref
        assert pairs == {renumbered[at]: weight for at, weight in zip(other[::2], other[1::2], strict=True)}


def test_terms_stand_in_the_order_of_javascript(few: list[Document]) -> None:
    """U+FA0E comes before the Gothic letter by code point, and after it in UTF-16."""
    terms = inverted(few).terms
    assert terms == sorted(terms, key=lambda term: term.encode("utf-16-be"))
    assert terms != sorted(terms)


def test_names_keep_every_word_as_it_is(few: list[Document]) -> None:
    postings = inverted(few).postings
    assert all(0 in postings[name] for name in ("will", "may", "turkey"))
    assert "the" not in postings


@pytest.fixture(scope="module", params=["one", "split"])
def compared(thousand: Path, node: str, request: pytest.FixtureRequest) -> dict[str, Any]:
    """The answers of the index in one file, and of the same in many."""
    command: list[str | Path] = [node, SCRIPT, thousand / request.param, thousand / "one"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout) | {"form": request.param}
    return answer


def test_the_lazy_index_answers_as_the_whole_one(compared: dict[str, Any]) -> None:
    """500 questions of 15 kinds: the same documents, order, and scores to the last bit."""
    assert compared["asked"] == 500
    assert len(compared["bytes"]) == 15
    assert compared["hits"] > 350
    assert compared["wrong"] == []


def test_an_index_in_one_file_fetches_nothing_else(compared: dict[str, Any]) -> None:
    if compared["form"] == "one":
        assert compared["manifest"] < ONE_FILE
        assert {size for sizes in compared["bytes"].values() for size in sizes} == {0}
    else:
        assert compared["manifest"] < 32 * 1024
        assert median(compared["bytes"]["one word"]) < 48 * 1024
        assert median(compared["bytes"]["unknown"]) < 48 * 1024


LENGTHS = sorted({field.most for field in FIELDS if not field.flat} | {1, 2})


@pytest.mark.parametrize("most", LENGTHS)
def test_codes_come_back(most: int) -> None:
    field = Field("any", 1, most)
    pairs = [(count, length) for length in range(1, most + 1) for count in range(1, length + 1)]
    codes = [code(field, *pair) for pair in pairs]
    assert [decode(field, one) for one in codes] == pairs
    assert len(set(codes)) == len(codes)
    assert max(codes) < OVERDUE


def test_the_length_of_a_flat_field_does_not_count() -> None:
    field = Field("any", 1, 200, flat=True)
    assert [code(field, count, length) for count, length in [(1, 1), (1, 200), (2, 7), (200, 200)]] == [
        0, 0, 1, 199,
    ]  # fmt: skip
    assert decode(field, 1) == (2, None)


def test_numbers_come_back() -> None:
    values = [*range(5000), 10**5, 10**6, 2**31]
    text = "".join(map(number, values))
    assert list(numbers(text)) == values
    assert set(text) <= set(ALPHABET)
    assert '"' not in ALPHABET
    assert "\\" not in ALPHABET


def test_a_broken_number_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plugins.search.codec.number", lambda value: ALPHABET[value % 7])
    encoder = NumberEncoder()
    encoder.write([3, 10])
    with pytest.raises(AssertionError, match="do not come back"):
        encoder.check()


def test_weights_that_could_round_either_way_are_sent(few: list[Document]) -> None:
    index = inverted(few)
    assert list(index.doubtful()) == []
    doubted = list(index.doubtful(tolerance=0.1))
    assert doubted
    assert all(
        weight == index.weights[place, frequency, code + OVERDUE * late]
        for place, frequency, code, late, weight in doubted
    )


def test_shared_beginnings_are_counted_in_utf16() -> None:
    assert front(["ab", "abc", "𐌰𐌰", "𐌰𐌱"]) == "0ab\n2c\n0𐌰𐌰\n2𐌱"


def test_no_document_at_all() -> None:
    empty = built([])
    assert empty["standard"]["invertedIndex"] == []
    assert empty["manifest"]["count"] == 0


def test_a_small_site_is_one_file(few: list[Document]) -> None:
    small = built(few, ONE_FILE)
    assert small["files"] == set()
    assert small["manifest"]["buckets"][:NAME] in small["manifest"]["parts"]


def many(count: int = 1500) -> list[Document]:
    """Each with words of its own and words of others."""
    name = lambda i: f"person{i} {'abcdefghij'[i % 10]}{i * 7919 % 997}"  # noqa: E731
    text = " ".join(f"w{i}" for i in range(60))
    return [
        Document(
            f"/{i:04}/",
            date(2020, 1, 1),
            {"name": name(i), "title": f"title{i % 50} of {i % 30}", "text": text},
            [str(i)],
        )
        for i in range(count)
    ]


def test_files_are_cut_where_their_content_says() -> None:
    """A new entry with new words, and a word more in an old one, leave most files as they are."""
    before = many()
    newer = Document("/new/", date(2024, 1, 1), {"name": "somebody quite new", "title": "title1"}, ["new"])
    changed = Document(before[7].url, before[7].since, {**before[7].texts, "name": "renamed"}, ["renamed"])
    files = built(before)["files"]
    assert len(files) > 60
    assert len(built([*before, newer])["files"] - files) < len(files) / 2
    assert len(built([*before[:7], changed, *before[8:]])["files"] - files) < len(files) / 2
