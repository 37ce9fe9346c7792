"""What the weekly watch has seen of each link: a JSON file that only the watch writes.

{"version": 1, "links": {"https://...": {"verdict": "ok", "checked_on": "2026-12-05", ...}}}
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Literal

from records.dates import is_day

Verdict = Literal["ok", "blocked", "unsure", "gone", "moved", "no_longer_names"]
Failure = Literal["", "gone", "moved", "no_longer_names"]
VERSION = 1
LARGEST = 50 * 1024 * 1024
TAKEN_OVER: tuple[Failure, ...] = ("moved", "no_longer_names")
"""Somebody else may be there: such a link is treated as a changed way to reach an entry."""


class LinkStateError(ValueError):
    """Why a file is no state of the watch."""


@dataclass(frozen=True, slots=True)
class LinkState:
    """`verdict` is the last one. A row of failures is `failing` since `first_failed`, and counts from
    `counts_from` on; a day without an answer neither ends nor lengthens it, but is `unanswered_since`.

    `leads_to` is the host on which the address ended, `looked_for` a digest of what the page was to say.
    `etag` and `modified` are what the server sent, for asking whether the page has changed since `read_on`.
    """

    verdict: Verdict
    checked_on: date
    detail: str = ""
    leads_to: str = ""
    failing: Failure = ""
    first_failed: date | None = None
    last_failed: date | None = None
    failures: int = 0
    counts_from: date | None = None
    unanswered_since: date | None = None
    looked_for: str = ""
    etag: str = ""
    modified: str = ""
    read_on: date | None = None


States = Mapping[str, LinkState]
_TYPES = typing.get_type_hints(LinkState)


def read(file: Path) -> States:
    """Raises LinkStateError."""
    try:
        if file.stat().st_size > LARGEST:
            raise LinkStateError(f"has more than {LARGEST // 1024 // 1024} MB")
        data = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError) as why:
        raise LinkStateError(str(why) or type(why).__name__) from None
    return of(data)


def of(data: Any) -> States:
    """Raises LinkStateError."""
    if not isinstance(data, dict) or set(data) != {"version", "links"} or not isinstance(data["links"], dict):
        raise LinkStateError("holds other things than a version and links")
    if data["version"] != VERSION:
        raise LinkStateError(f"is of version {data['version']!r}, and this program reads {VERSION}")
    return {address: _link(address, one) for address, one in data["links"].items()}


def written(states: States) -> str:
    """Sorted, so that equal states are equal files."""
    links = {address: _data(state) for address, state in states.items()}
    return (
        json.dumps({"version": VERSION, "links": links}, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    )


def _data(state: LinkState) -> dict[str, Any]:
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in asdict(state).items()
        if value not in (None, "", 0)
    }


def _link(address: str, data: Any) -> LinkState:
    known = {one.name for one in fields(LinkState)}
    if not isinstance(data, dict) or not {"verdict", "checked_on"} <= set(data) <= known:
        raise LinkStateError(f"{address!r} has other fields than are known")
    return LinkState(**{key: _value(address, key, value) for key, value in data.items()})


def _value(address: str, key: str, value: Any) -> Any:
    wanted = _TYPES[key]
    if typing.get_origin(wanted) is Literal:
        sound = value in typing.get_args(wanted)
    elif wanted is date or isinstance(wanted, types.UnionType):
        sound = isinstance(value, str) and is_day(value)
        value = date.fromisoformat(value) if sound else value
    else:
        sound = type(value) is wanted
    if not sound:
        raise LinkStateError(f"{address!r}: {key} cannot be {value!r}")
    return value
