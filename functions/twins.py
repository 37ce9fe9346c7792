"""The same answers sent twice on one day: one pull request that names both references."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from functions import lanes, tokens
from functions.app import App
from functions.ports import Store, UnavailableError


def first(app: App, entry: Mapping[str, Any]) -> str:
    """The id of the submission that this one repeats; its own where it repeats none.

    What an editor has dealt with is not repeated: then somebody asks once more.
    """
    identity, mark = str(entry["id"]), entry.get("twin")
    if not mark or app.store.put(f"twins/{mark}", identity.encode()):
        return identity
    other = (app.store.get(f"twins/{mark}") or b"").decode("ascii", "replace")
    if other == identity:
        return identity
    if repeats(app, entry["kind"], other):
        return other
    app.store.put(f"twins/{mark}", identity.encode(), replace=True)
    return identity


def repeats(app: App, kind: str, other: str) -> bool:
    """Whether the other's pull request waits for an editor. Raises UnavailableError until that is known."""
    if not tokens.is_reference(other) or app.store.get(f"settled/{other}") is not None:
        return False
    if app.store.get(f"done/{other}") is not None:
        return branch_of(kind, other) not in app.forge_for(kind).closed()
    if any(app.store.keys(f"{lane}/{other}") for lane in lanes.LANES):
        raise UnavailableError("waits-for-its-twin")
    return False


def branch_of(kind: str, identity: str) -> str:
    return f"intake/{kind}/{identity}"


def join(app: App, entry: Mapping[str, Any], other: str) -> dict[str, Any]:
    """Names this one in the other's pull request, and gives the receipt."""
    branch = branch_of(entry["kind"], other)
    line = f"Also received as **{tokens.spaced(entry['id'])}**, on {entry['on']}."
    app.forge_for(entry["kind"]).note(branch, line)
    app.store.put(f"also/{other}.{entry['id']}", b"")
    return {"kind": entry["kind"], "branch": branch, "twin": other, "on": app.today()}


def all_of(store: Store, identity: str) -> list[str]:
    """Every reference of what this one is a reference of, the first one first."""
    pairs = [entry.key.removeprefix("also/").split(".") for entry in store.keys("also/")]
    one = next((first for first, second in pairs if second == identity), identity)
    return [one, *(second for first, second in pairs if first == one)]
