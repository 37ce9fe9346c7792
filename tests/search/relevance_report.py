"""A score as lines to read."""

from __future__ import annotations

from collections.abc import Iterator

from tests.search.relevance_score import FIRST, Score, Verdict

MANY = 4  # right answers that are named


def report(score: Score, *, verbose: bool = False) -> str:
    shown = [one for one in score.verdicts if verbose or one.faults]
    return "\n".join([*table(score), "", *map(described, shown)])


def table(score: Score) -> Iterator[str]:
    yield f"{'kind':<32} {'rows':>5} {'success':>8} {'MRR':>6} {'misleading':>11}"
    for kind in dict.fromkeys(one.row.kind for one in score.verdicts):
        yield figures(kind, score.of(kind))
    yield figures("all", score)


def figures(kind: str, score: Score) -> str:
    ranked = f"{score.success:>8.1%} {score.mrr:>6.3f}" if score.ranked else f"{'':>15}"
    return f"{kind:<32} {len(score.verdicts):>5} {ranked} {len(score.misleading):>11}"


def described(one: Verdict) -> str:
    verdict = ", ".join(one.faults) or (f"number {one.rank}" if one.rank else "as it should be")
    lines = [f"{'MISS' if one.faults else 'ok'} [{one.row.kind}] {one.row.ask!r}: {verdict}"]
    return "\n       ".join([*lines, *wanted(one), *given(one)])


def wanted(one: Verdict) -> Iterator[str]:
    row = one.row
    if row.meets:
        facts = ", ".join(
            f"{fact} {value if isinstance(value, str) else ' or '.join(value)}"
            for fact, value in row.meets.items()
        )
        yield f"wanted: {facts} ({len(row.right)} entries)"
    elif row.is_ranked:
        more = ["..."] * (len(row.right) > MANY)
        yield "wanted: " + " or ".join(filter(None, [*row.right[:MANY], *more, row.subject]))


def given(one: Verdict) -> Iterator[str]:
    answer = one.answer
    for place, result in enumerate(answer["results"][:FIRST], 1):
        yield f"{place}. {result['title']} {result['url']}"
    yield from (f"list: {subject['title']}" for subject in answer["subjects"])
    notes = [f"mode {answer['mode']}", f"{answer['count']} results", *answer["chips"]]
    yield ", ".join(notes + [f"offers {answer['offer']!r}"] * bool(answer["offer"]))
