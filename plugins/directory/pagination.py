"""The pages of a list, and the numbers that lead to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

SIZE = 25
AROUND = 2  # neighbours of the current page that have a link


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list; `numbers` has None where pages are left out."""

    number: int
    pages: int
    url: str
    items: Sequence[Any]
    previous: str | None
    next: str | None
    numbers: tuple[dict[str, Any] | None, ...]


def paginate(url: str, items: Sequence[Any], size: int = SIZE) -> Iterator[ListPage]:
    """A list of nothing has a page, too, which says so."""
    pages = max(1, -(-len(items) // size))
    for number in range(1, pages + 1):
        yield ListPage(
            number,
            pages,
            page_url(url, number),
            items[(number - 1) * size : number * size],
            page_url(url, number - 1) if number > 1 else None,
            page_url(url, number + 1) if number < pages else None,
            tuple(_links(url, number, pages)) if pages > 1 else (),
        )


def page_url(url: str, number: int) -> str:
    return url if number == 1 else f"{url}page/{number}/"


def shown_numbers(number: int, pages: int) -> list[int]:
    """The first, the last and those around; a gap of one is filled, for it is no shorter than its dots."""
    shown = {1, pages, *range(max(1, number - AROUND), min(pages, number + AROUND) + 1)}
    for number_left in (2, pages - 1):
        if {number_left - 1, number_left + 1} <= shown:
            shown.add(number_left)
    return sorted(shown)


def _links(url: str, number: int, pages: int) -> Iterator[dict[str, Any] | None]:
    before = 0
    for n in shown_numbers(number, pages):
        if n > before + 1:
            yield None
        yield {"n": n, "url": page_url(url, n), "current": n == number}
        before = n
