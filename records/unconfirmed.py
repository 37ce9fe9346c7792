"""What a human must still confirm: the kinds of it, most urgent first, and one entry of the list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """`stops` says that a public site must not go out with it; `advice` what settles it."""

    heading: str
    advice: str
    stops: bool = False


KINDS = {
    "number": Kind(
        "Numbers to call",
        "Compare with the owner's page, then call or ask the owner; never call an emergency number to try it."
        " Write the day under `confirmed: number`.",
        stops=True,
    ),
    "placeholder": Kind(
        "Gaps that whoever runs the site must fill",
        "Write what is asked for, and take the mark away.",
        stops=True,
    ),
    "licence": Kind(
        "Licences",
        "Whoever holds the rights chooses: https://choosealicense.com/ compares those for code, and"
        " https://creativecommons.org/choose/ those for texts and data. Put the whole text into the file.",
        stops=True,
    ),
    "sample": Kind(
        "Invented entries and courses",
        "Remove them (`make without-samples`), or build with `SAMPLES=off`, which leaves them out.",
        stops=True,
    ),
    "law": Kind(
        "Rules of law",
        "Open the live page, compare, and set `checked_on`. Where a rule changed, mend the texts first.",
    ),
    "helpline": Kind(
        "Helplines: hours, languages, and numbers confirmed long ago",
        "Ask when you call, and write the day under `confirmed`.",
    ),
    "words": Kind(
        "Words of need",
        "Somebody who speaks the language looks through the lists, and writes the day into `reviewed_on`.",
    ),
    "figure": Kind(
        "Figures",
        "Open the report at `url`, find the figure there, and delete `confirmed_by`.",
    ),
    "resource": Kind(
        "Guidance and reports",
        "Open the live page, see that it is the newest version, and set `checked_on` and `expires`.",
    ),
    "course": Kind(
        "Courses",
        "An editor reads each lesson beside its sources and sets `reviewed`; a lawyer is named as `lawyer`.",
    ),
    "hidden": Kind(
        "Entries that no longer show how to reach them: 24 months without a word",
        "Ask them, check the entry again and set `verification: on`. Nobody answers? Remove the entry.",
    ),
    "demoted": Kind(
        "Entries at the end of the lists: 18 months without a word",
        "Ask them, check the entry again, and set `verification: on`.",
    ),
    "due": Kind(
        "Entries to check again: 12 months without a word",
        "Letters ask them by themselves. Where none reaches them, ask; then set `verification: on`.",
    ),
}


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """`path` is relative to the site; `name` says which entry of the file, and `message` what to settle.

    Of one kind those with the smaller `rank` come first.
    """

    kind: str
    path: str
    line: int
    name: str
    message: str
    rank: int = 1

    @property
    def stops(self) -> bool:
        return KINDS[self.kind].stops

    def __str__(self) -> str:
        name = f"{self.name}: " if self.name else ""
        return f"{self.path}:{self.line}: {name}{self.message}"


def by_urgency(one: Unconfirmed) -> tuple[int, int, str, int, str, str]:
    return [*KINDS].index(one.kind), one.rank, one.path, one.line, one.name, one.message
