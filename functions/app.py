"""What one running function holds: its ports, its key, and what it knows of the site."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from functions import form_keys
from functions.form_keys import FormKeys
from functions.pages import Pages
from functions.ports import Forge, Mail, RefusedError, Secrets, Store, UnavailableError, now

if TYPE_CHECKING:
    from experts import Profile


class Listing(Protocol):
    """The standing entries as the last build had them."""

    def data(self, slug: str) -> dict[str, Any] | None: ...

    def profiles(self) -> tuple[Profile, ...]: ...

    def site(self) -> Mapping[str, Any]:
        """What every page of the site shows: its name, its helplines and the like."""

    def sent(self) -> str:
        """The page after a message, with marks where its reference and its words come."""


@dataclass(slots=True)
class App:
    """The part that answers the web has neither forges nor mail: it could not use them if it wanted to."""

    store: Store
    secrets: Secrets
    listing: Listing
    origin: str
    forge: Forge | None = None
    referrals: Forge | None = None
    mail: Mail | None = None
    pages: Pages = field(default_factory=Pages)
    clock: Callable[[], float] = now
    sleep: Callable[[float], None] = time.sleep
    spacing: float = 0  # seconds from one pull request to the next, where the forge has a limit

    def key(self) -> str:
        """Signs what we give out."""
        return self.keys().sign

    def keys(self) -> FormKeys:
        return form_keys.parse(self.secrets.get("form-key"))

    def today(self) -> str:
        return datetime.fromtimestamp(self.clock(), UTC).date().isoformat()

    def forge_for(self, kind: str) -> Forge:
        forge = self.referrals if kind in ("referral", "reply") else self.forge
        if forge is None:
            raise RefusedError("this function has no forge")
        return forge


def pack(site: Path, shown: Mapping[str, Any]) -> bytes:
    """Everything that the function knows of a site, as one object; the deployment puts it into the store."""
    import gzip

    from records import yaml_reader
    from records.files import list_files

    folder = "experts/profiles"
    entries = {
        name.removesuffix(".yaml"): yaml_reader.read((site / folder / name).read_bytes())
        for name in list_files(site, folder, (".yaml",)).names
    }
    return gzip.compress(
        json.dumps({"site": shown, "entries": entries}, ensure_ascii=False).encode(), mtime=0
    )


def packed(site: Path, shown: Mapping[str, Any]) -> dict[str, bytes]:
    """What the deployment puts into the store under site/, by its name there."""
    from functions import sent_page

    page = sent_page.prepared(Pages(), shown)
    return {"listing.json.gz": pack(site, shown), "sent.html": page.encode()}


class PackedListing:
    """What was packed last. It is looked at again after a while: a removed entry is not shown for long."""

    KEY = "site/listing.json.gz"
    SENT = "site/sent.html"  # apart, so that who asks for help does not wait for all entries to be unpacked
    SECONDS = 30

    def __init__(self, store: Store, clock: Callable[[], float] = now) -> None:
        self.store, self.clock = store, clock
        self.version, self.looked_at = "", 0.0
        self.kept: dict[str, Any] = {}

    @property
    def content(self) -> dict[str, Any]:
        if not 0 <= self.clock() - self.looked_at < self.SECONDS:
            try:
                self.look()
            except UnavailableError:
                if not self.kept:
                    raise  # else the page that says so still needs what the site looks like
            self.looked_at = self.clock()
        return self.kept

    def look(self) -> None:
        import gzip

        packed, version = self.store.newer(self.KEY, self.version)
        if not version:
            raise RefusedError("the store has no listing")
        if packed is not None:
            self.kept, self.version = json.loads(gzip.decompress(packed)), version

    def data(self, slug: str) -> dict[str, Any] | None:
        entry: dict[str, Any] | None = self.content["entries"].get(slug)
        return None if entry is None or "removed" in entry else entry

    def profiles(self) -> tuple[Profile, ...]:
        from experts.factory import make_profile

        entries = self.content["entries"].items()
        return tuple(make_profile(slug, "", data) for slug, data in entries if "removed" not in data)

    def site(self) -> Mapping[str, Any]:
        site: Mapping[str, Any] = self.content["site"]
        return site

    def sent(self) -> str:
        page = self.store.get(self.SENT)
        if page is None:
            raise RefusedError("the store has no page for after a message")
        return page.decode()
