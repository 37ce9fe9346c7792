"""Ordinary questions find the right entry among the first three, and nothing is rewritten that was meant."""

from __future__ import annotations

from typing import Any

import pytest

from bench.search_sides import load
from records import yaml_reader
from tests.built_site import Built
from tests.invented_entries import asks_about
from tests.search.relevance_countries import country_names
from tests.search.relevance_index import generated, write
from tests.search.relevance_report import report
from tests.search.relevance_right import computed
from tests.search.relevance_score import OURS, Answer, Score, asked, measured, verdict
from tests.search.relevance_table import GENERATED, HERE, Row, rows
from tests.site_builder import ROOT

ENTRIES = {right.split("/")[2] for row in rows() for right in row.right if right.startswith("/experts/")}
about_entries = asks_about(ENTRIES)
READINGS = yaml_reader.read((HERE / "readings.yaml").read_bytes())


@pytest.fixture(scope="module")
def sample(own: Built, node: str, tmp_path_factory: pytest.TempPathFactory) -> Score:
    folder = tmp_path_factory.mktemp("own")
    site = load(ROOT, folder / "output", BUILD_CACHE=str(folder / "cache"), AS_OF=None)
    return measured(own.root, [*rows(), *country_names(site)])


@pytest.fixture(scope="module")
def readings(own: Built, node: str) -> list[Answer]:
    return asked(OURS, own.root, [row["ask"] for row in READINGS])


@pytest.fixture(scope="module")
def invented(node: str, tmp_path_factory: pytest.TempPathFactory) -> Score:
    folder = tmp_path_factory.mktemp("invented")
    site = generated(folder)
    write(site, folder / "output")
    return measured(folder / "output", computed(rows(GENERATED), site))


def test_the_tables_are_as_long_as_they_have_to_be() -> None:
    assert sum(row.is_ranked for row in rows()) >= 120
    assert sum(bool(row.meets) for row in rows(GENERATED)) >= 60


def answer(*urls: str, offer: str = "", absent: str = "", **more: Any) -> dict[str, Any]:
    results = [{"url": url, "title": ""} for url in urls]
    return {"results": results, "subjects": [], "offer": offer, "absent": [absent], **more}


RIGHT = Row("any", "?", right=["/a/", "/b/"])
LIST = Row("any", "?", right=["/a/"], subject="/directory/a/")
LEFT = Row("any", "?")
GAP = Row("any", "?", absent="Iraq")
SLIP = Row("slips", "?", right=["/a/"], offers=True)
VERDICTS: list[tuple[Row, dict[str, Any], int, int]] = [  # rank, and how many things mislead
    (RIGHT, answer("/a/", "/b/"), 1, 0),
    (RIGHT, answer("/x/", "/y/", "/z/", "/b/"), 4, 0),
    (RIGHT, answer("/x/"), 0, 0),
    (RIGHT, answer("/a/", offer="!"), 1, 1),
    (LIST, answer("/x/", subjects=[{"url": "/directory/a/"}]), 1, 0),
    (RIGHT, answer("/x/", subjects=[{"url": "/a/"}]), 0, 0),
    (LEFT, answer(), 0, 0),
    (LEFT, answer(offer="!"), 0, 1),
    (GAP, answer(absent="Iraq"), 0, 0),
    (GAP, answer(absent="Iran", offer="iran"), 0, 2),
    (SLIP, answer(offer="!", offered=answer("/x/", "/a/")), 2, 0),
    (SLIP, answer(offer="!", offered=answer("/x/")), 0, 0),
]


@pytest.mark.parametrize(("row", "given", "rank", "misleading"), VERDICTS)
def test_an_answer_is_judged(row: Row, given: dict[str, Any], rank: int, misleading: int) -> None:
    judged = verdict(row, given)
    assert (judged.rank, len(judged.misleading)) == (rank, misleading)


def test_a_score_counts_the_first_three_and_how_far_up_they_are() -> None:
    score = Score([verdict(row, given) for row, given, _, _ in VERDICTS[:3]])
    assert score.success == pytest.approx(1 / 3)
    assert score.mrr == pytest.approx((1 + 1 / 4) / 3)


@about_entries
def test_the_right_answer_is_among_the_first_three(sample: Score) -> None:
    assert sample.success >= 0.92, report(sample)
    assert sample.mrr >= 0.85, report(sample)


def test_the_right_answer_is_among_the_first_three_of_a_thousand(invented: Score) -> None:
    assert invented.success >= 0.8, report(invented)


@about_entries
def test_nothing_is_rewritten_that_was_meant(sample: Score) -> None:
    assert not sample.misleading, report(sample)


@about_entries
def test_a_question_is_read_into_what_it_names(readings: list[Answer]) -> None:
    """Each expected thing of a row, and nothing else of its kind."""
    wrong = [
        (row["ask"], field, answer[field], expected)
        for row, answer in zip(READINGS, readings, strict=True)
        for field, expected in row.items()
        if field != "ask" and answer[field] != expected
    ]
    assert not wrong, "\n".join(map(str, wrong))
