"""A list of words that profiles, lessons, news and referrals choose from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from records.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Term:
    """`one` is the label in the singular; `extra` holds what only this vocabulary has.

    The search uses `aliases`; `other_names` only help to find what an editor meant.
    """

    id: str
    label: str
    one: str | None = None
    description: str | None = None
    broader: str | None = None
    same_as: str | None = None
    aliases: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    from_cldr: bool = False  # not in the file, but known to the schema


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """`terms` are in the order in which they are shown. A vocabulary is equal to itself only.

    `unrelated_names` are similar to that of a term but belong to something else.
    """

    name: str
    title: str
    standard: str
    terms: Mapping[str, Term]
    unrelated_names: frozenset[str] = frozenset()


class Vocabularies(Mapping[str, Vocabulary]):
    """All vocabularies by name; one whose file has an error is left out."""

    def __init__(self, items: Mapping[str, Vocabulary], diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        self._items = items
        self.diagnostics = diagnostics

    def __getitem__(self, name: str) -> Vocabulary:
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)
