"""Ordinary questions find the right entry among the first three, and nothing is rewritten that was meant."""

from __future__ import annotations

import pytest

from bench.search_sides import load
from records import yaml_reader
from tests.built_site import Built
from tests.search.relevance_countries import country_names
from tests.search.relevance_index import generated, write
from tests.search.relevance_report import report
from tests.search.relevance_right import computed
from tests.search.relevance_score import OURS, Answer, Score, asked, measured
from tests.search.relevance_table import GENERATED, HERE, rows
from tests.site_builder import ROOT

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


def test_the_right_answer_is_among_the_first_three(sample: Score) -> None:
    assert sample.success >= 0.92, report(sample)
    assert sample.mrr >= 0.85, report(sample)


def test_the_right_answer_is_among_the_first_three_of_a_thousand(invented: Score) -> None:
    assert invented.success >= 0.8, report(invented)


def test_nothing_is_rewritten_that_was_meant(sample: Score) -> None:
    assert not sample.misleading, report(sample)


def test_a_question_is_read_into_what_it_names(readings: list[Answer]) -> None:
    """Each expected thing of a row, and nothing else of its kind."""
    wrong = [
        (row["ask"], field, answer[field], expected)
        for row, answer in zip(READINGS, readings, strict=True)
        for field, expected in row.items()
        if field != "ask" and answer[field] != expected
    ]
    assert not wrong, "\n".join(map(str, wrong))
