"""What a check finds: a line for a person, with the command that mends it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, get_args

State = Literal["ok", "warning", "missing", "could not be asked"]
STATES: tuple[State, ...] = get_args(State)
WIDTH = max(map(len, STATES))


class Finding(NamedTuple):
    """`mend` is a command, or what a person does where there is none."""

    state: State
    about: str
    message: str
    mend: str = ""


def ok(about: str, message: str) -> Finding:
    return Finding("ok", about, message)


def warning(about: str, message: str, mend: str) -> Finding:
    return Finding("warning", about, message, mend)


def missing(about: str, message: str, mend: str) -> Finding:
    return Finding("missing", about, message, mend)


def not_asked(about: str, message: str) -> Finding:
    return Finding("could not be asked", about, message)


def lines(findings: Iterable[Finding]) -> Iterator[str]:
    for state, about, message, mend in findings:
        yield f"{state:<{WIDTH}}  {about}: {message}" + (f". Mend: {mend}" if mend else "")


def summary(findings: Iterable[Finding]) -> str:
    counts = Counter(each.state for each in findings)
    return ", ".join(f"{counts[state]} {state}" for state in STATES)
