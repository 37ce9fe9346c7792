"""What is sealed anew looks young: with a receipt the worker does not take it for a half of a message."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from functions import lanes, upkeep
from functions.ports import Store, encode


def put(store: Store, sealed: Mapping[str, float], now: float) -> None:
    """For what is so old that the worker would have completed it long ago; `sealed`: names and seconds."""
    received = {
        lanes.identity_of(entry.key) for folder in upkeep.RECEIVED for entry in store.keys(f"{folder}/")
    }
    old = {lanes.identity_of(key): modified for key, modified in sealed.items()
           if now - modified > upkeep.STALE}  # fmt: skip
    for identity, modified in sorted(old.items()):
        if identity not in received:
            on = datetime.fromtimestamp(modified, UTC).date().isoformat()
            receipt = {"kind": "referral", "branch": f"intake/referral/{identity}", "on": on}
            store.put(f"done/{identity}", encode(receipt))
