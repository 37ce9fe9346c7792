"""What the search answers to a table, and how good that is."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from tests.node import find_node
from tests.search.relevance_table import HERE, Row

FIRST = 3
OURS = HERE / "relevance.mjs"
Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`rank` of the first right answer, 0 for none; `misleading`: what was rewritten that must not be, or
    passed over in silence.
    """

    row: Row
    answer: Answer
    rank: int
    misleading: Sequence[str]

    @property
    def is_success(self) -> bool:
        return 0 < self.rank <= FIRST

    @property
    def faults(self) -> list[str]:
        if self.is_success or not self.row.is_ranked:
            return [*self.misleading]
        return [
            f"the right answer is number {self.rank}" if self.rank else "no right answer",
            *self.misleading,
        ]


@dataclass(frozen=True, slots=True)
class Score:
    verdicts: Sequence[Verdict]

    @property
    def ranked(self) -> list[Verdict]:
        return [one for one in self.verdicts if one.row.is_ranked]

    @property
    def success(self) -> float:
        """The share of questions with a right answer among the first three."""
        return fmean(one.is_success for one in self.ranked)

    @property
    def mrr(self) -> float:
        """The mean of 1/rank of the first right answer: 1 if it always comes first."""
        return fmean(1 / one.rank if one.rank else 0 for one in self.ranked)

    @property
    def misleading(self) -> list[Verdict]:
        return [one for one in self.verdicts if one.misleading]

    def of(self, kind: str) -> Score:
        return Score([one for one in self.verdicts if one.row.kind == kind])


def measured(folder: Path, table: Sequence[Row], program: Path = OURS) -> Score:
    """`folder` holds search/ and index/, as a site does, or what else the program asks."""
    answers = asked(program, folder, [row.ask for row in table])
    return Score([verdict(row, answer) for row, answer in zip(table, answers, strict=True)])


def asked(program: Path, folder: Path, questions: Sequence[str]) -> list[Answer]:
    node = find_node()
    assert node, "no node"
    done = subprocess.run(
        [node, program, folder],
        input=json.dumps(questions),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the search failed:\n{done.stderr}")
    answers: list[Answer] = json.loads(done.stdout)
    return answers


def verdict(row: Row, answer: Answer) -> Verdict:
    """A right answer may also come by way of the correction that is offered."""
    ranks = [rank_of(row, each) for each in (answer, answer.get("offered", {}))]
    rank = min(filter(None, ranks), default=0)
    return Verdict(row, answer, rank, list(misleading(row, answer)))


def rank_of(row: Row, answer: Answer) -> int:
    if row.subject and any(one["url"] == row.subject for one in answer.get("subjects", ())):
        return 1
    right = {*row.right, row.subject}
    urls = [one["url"] for one in answer.get("results", ())]
    return next((place for place, url in enumerate(urls, 1) if url in right), 0)


def misleading(row: Row, answer: Answer) -> Iterable[str]:
    if row.absent and row.absent not in answer["absent"]:
        yield f"does not say that there is no entry for {row.absent}"
    if not row.offers and answer["offer"]:
        yield f"offers {answer['offer']!r}"
