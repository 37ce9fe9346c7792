"""The form key and its predecessors: lines of one secret, so that a change of key costs nobody a form.

The first line signs. What the lines below it have signed is accepted, too: a page that was open, a letter of
a week. A line that begins with `marks:` is accepted for nothing but the marks of who signed an entry up: they
are in files for years, and a mark only tells to whom a letter may go.
"""

from __future__ import annotations

from typing import NamedTuple

from functions.ports import RefusedError

RETIRED = "marks:"


class FormKeys(NamedTuple):
    """`read`: the keys whose signatures count. `marks`: the same, and those that count for marks alone."""

    read: tuple[str, ...]
    marks: tuple[str, ...]

    @property
    def sign(self) -> str:
        return self.read[0]


def parse(secret: str) -> FormKeys:
    lines = secret.split()
    read = tuple(line for line in lines if not line.startswith(RETIRED))
    retired = tuple(line.removeprefix(RETIRED) for line in lines if line.startswith(RETIRED))
    if not read:
        raise RefusedError("no form key signs")
    return FormKeys(read, read + retired)
