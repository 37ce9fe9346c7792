"""The gate for sources: which address may be the source of what, by the lists of hosts of a site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from records import web_host
from records.imitated_host import imitated
from records.typo import distance
from records.web_host import Fault, bare, is_within

PATH = "content/source-hosts.yaml"
Need = Literal["law", "figure", "number", "publication", "background"]
_WHOSE = {
    "law": "Law is read where its maker or a court publishes it, such as legislation.gov.uk or judiciary.uk",
    "figure": "A figure is read on the page of whoever counted it",
    "number": "A number to call is read on a page of those who answer it",
    "publication": "What a publication says is confirmed by those who published it",
}
_ANYWHERE = ".*"


@dataclass(frozen=True, slots=True)
class RefusedHosts:
    """`what` they are, and `better` what to look for instead."""

    what: str
    hosts: tuple[str, ...]
    better: str


@dataclass(frozen=True, slots=True)
class SourceHosts:
    """Each host stands for all below it too. `official` and `owners` say who is behind each."""

    official: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    shared: tuple[str, ...] = ()
    archives: tuple[str, ...] = ()
    refused: tuple[RefusedHosts, ...] = ()

    def owner(self, host: str) -> str | None:
        """The name in the list that a host is within."""
        return _named(host, (*self.official, *self.owners))

    def fault(
        self, address: str, need: Need = "background", own: str = "", second: bool = False
    ) -> Fault | None:
        """What is wrong with an address as the source of something.

        `own` is a page of those whose number it is. `second` is for a page that was read besides the first:
        only there a copy in an archive will do.
        """
        host = web_host.host(address)
        if message := self._refused(address, host) or web_host.hidden(address) or self._imitates(host):
            return Fault(message)
        if _named(host, self.archives):
            return self._archived(address, need, own, second)
        if need != "background" and not self._is_owner(host, need, own):
            return Fault(self._unknown(host, need))
        return web_host.unencrypted(address, "warning" if need == "background" else "error")

    def _archived(self, address: str, need: Need, own: str, second: bool) -> Fault | None:
        """A copy is as good as the page that it is a copy of."""
        page = web_host.wrapped(address)
        if page is None:
            return Fault("this copy in an archive does not name its page; give the page itself")
        if need != "background" and not second:
            return Fault(f"is a copy in an archive, which may only stand beside the page itself: {page}")
        inner = self.fault(page, need, own)
        return inner if inner and inner.severity == "error" else None

    def _refused(self, address: str, host: str) -> str | None:
        for group in self.refused:
            if (name := _named(host, group.hosts)) and not self._more_exact(host, name):
                page = web_host.wrapped(address)
                sound = page and not self.fault(page)
                return (
                    f"'{host}' is {group.what}; {f'give the page itself: {page}' if sound else group.better}"
                )
        return None

    def _imitates(self, host: str) -> str | None:
        if name := imitated(host, tuple(self.official)):
            shown = web_host.readable(host)
            return f"'{shown}' looks like '{name}' and is another site; look up the address again"
        return None

    def _more_exact(self, host: str, refused: str) -> bool:
        """Whether a host below a refused one is listed by itself."""
        named = _named(host, (*self.official, *self.owners, *self.archives))
        return not refused.endswith(_ANYWHERE) and named is not None and len(named) > len(refused)

    def _is_owner(self, host: str, need: Need, own: str) -> bool:
        known = (*self.official, *(self.owners if need != "law" else ()))
        if not known or _named(host, known):  # a list that is wrong itself is told of by itself
            return True
        theirs = bare(web_host.host(own))
        return bool(theirs) and is_within(host, theirs) and not _named(theirs, self.shared)

    def _unknown(self, host: str, need: Need) -> str:
        near = [name for name in (*self.official, *self.owners) if distance(bare(host), name, 1) == 1]
        meant = f"; did you mean '{near[0]}'?" if near else "."
        return f"'{host}' is not among the official hosts{meant} {_WHOSE[need]}. {_MEND}"


_MEND = f"Give such a page, or add the host to {PATH} if it is theirs"


def _named(host: str, names: Any) -> str | None:
    """The most exact one of some names that a host is within; `beta.*` is a label anywhere but at the end."""
    matching = [name for name in names if _matches(host, name)]
    return max(matching, key=len, default=None)


def _matches(host: str, name: str) -> bool:
    if name.endswith(_ANYWHERE):
        return name.removesuffix(_ANYWHERE) in host.split(".")[:-1]
    return is_within(host, name)
