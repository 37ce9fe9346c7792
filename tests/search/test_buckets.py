"""How terms, documents and cards are put together: so that files say little, and an edit changes few."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date

import pytest

from plugins.search.best import beginnings
from plugins.search.buckets import LEAST, cuts, place, position, unit
from plugins.search.document import START, Document, already_built
from plugins.search.numbering import FULLEST, numbered, table_size


def words(count: int, seed: int = 1) -> list[str]:
    chance = random.Random(seed)
    return sorted(
        {"".join(chance.choices("aaabcdeeiklmnorstuy", k=chance.randint(2, 9))) for _ in range(count)}
    )


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("trafficking", "tr"),
        ("tr", "tr"),
        ("t", ""),
        ("ж", ""),
        ("中", "中"),
        ("中国", "中国"),
        ("中国人", "中国"),
        ("𐌰𐌱𐌲", "𐌰𐌱"),
        ("2024", "20"),
        ("02079460123", "020794"),
        ("020794x", "020794"),
    ],
)
def test_two_letters_decide_in_which_file_a_term_is(term: str, expected: str) -> None:
    assert unit(term) == expected


def test_every_file_holds_enough_terms() -> None:
    terms = words(9000)
    files, bounds = cuts(terms)
    assert sorted(term for file in files for term in file) == terms
    assert min(map(len, files)) >= LEAST
    assert all(place(bounds, term) == at for at, file in enumerate(files) for term in file)


def test_a_word_its_beginnings_and_its_endings_share_a_file() -> None:
    _, bounds = cuts(words(9000))
    for word in words(300, seed=2):
        assert len({place(bounds, word[:length]) for length in range(2, len(word) + 1)}) == 1


def test_neighbours_in_the_alphabet_are_no_neighbours_in_the_files() -> None:
    positions = [position(first + second) for first in "abcdefgh" for second in "aeiou"]
    assert positions != sorted(positions)
    assert len(set(positions)) == 40
    assert position("tr") == 3466449


def test_a_new_term_moves_hardly_any_bound() -> None:
    terms = words(9000)
    files = {tuple(file) for file in cuts(terms)[0]}
    for new in ("zzebra", "bbanana", "quokka"):
        assert len({tuple(file) for file in cuts([*terms, new])[0]} - files) <= 4


def test_few_terms_are_one_file_or_none() -> None:
    assert cuts([]) == ([[]], [0])
    assert cuts(["asha"]) == ([["asha"]], [0])


def numbers(urls: Iterable[str], subjects: Iterable[str] = ()) -> dict[str, int]:
    documents = [Document(url, date(2020, 1, 1), {}) for url in urls]
    documents += [Document(url, START, {}) for url in subjects]
    by_number, _ = numbered(map(already_built, documents))
    return {source.url: number for number, source in by_number.items()}


URLS = [f"/experts/{number}/" for number in range(1000)]


def test_the_order_of_addresses_does_not_matter() -> None:
    assert numbers(URLS) == numbers(reversed(URLS))


def test_neither_does_a_date() -> None:
    dates = [date(2020, 1, 1), date(2026, 5, 5)]
    one, other = (numbered(already_built(Document(url, day, {})) for url in URLS)[0].keys() for day in dates)
    assert list(one) == list(other)


def test_a_new_document_moves_hardly_any_other() -> None:
    before = numbers(URLS)
    moved = []
    for new in range(200):
        after = numbers([*URLS, f"/news/{new}/"])
        moved.append(sum(after[url] != before[url] for url in URLS))
    assert sum(moved) / len(moved) < 2
    assert max(moved) < 20


def test_subjects_come_after_all_pages() -> None:
    found = numbers(URLS, ["/a/", "/b/"])
    _, first = numbered(already_built(Document(url, date(2020, 1, 1), {})) for url in URLS)
    assert max(found[url] for url in URLS) < first <= min(found["/a/"], found["/b/"])
    assert {url: found[url] for url in URLS} == numbers(URLS)


def test_the_table_grows_in_steps() -> None:
    sizes = [table_size(count) for count in range(20_000)]
    assert len(set(sizes)) < 30
    assert all(count <= FULLEST * size for count, size in enumerate(sizes))


@pytest.mark.parametrize("seed", range(40))
def test_every_set_of_terms_that_a_beginning_stands_for(seed: int) -> None:
    chance = random.Random(seed)
    terms = {"".join(chance.choices("abc", k=chance.randint(1, 5))) for _ in range(chance.randint(0, 30))}
    found = beginnings(terms)
    asked = {term[:length] for term in terms for length in range(2, len(term) + 1)}
    expected = {start: [term for term in sorted(terms) if term.startswith(start)] for start in asked}
    assert {start: members for start, members in found.items() if len(start) > 1}.items() <= expected.items()
    assert {tuple(members) for members in expected.values()} <= set(map(tuple, found.values()))
