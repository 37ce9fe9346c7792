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
    "law": "Law is read where its maker or a court publishes it, such as legislation.gov.uk",
    "figure": "A figure is read on the page of whoever counted it",
    "number": "A number to call is read on a page of those who answer it",
    "publication": "What a publication says is confirmed by those who published it",
}
_AMONG = {"official": "official hosts", "owners": "official hosts and owners"}
_LOOK = "look up the address again"
_ANYWHERE = ".*"  # `blogspot.*` is that part of a name anywhere but at its end
_BEFORE_A_NAME = ".*.*"  # `beta.*.*` is it only before the name that somebody registered
REGISTRIES = frozenset("ac co com edu ltd me net nom or org plc sch".split())  # as in org.uk


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
        if message := self._refused(address, host) or web_host.hidden(address):
            return Fault(message)
        if (other := self._imitates(host)) and (other.severity == "error" or need == "background"):
            return other
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

    def _imitates(self, host: str) -> Fault | None:
        """Not a host that somebody has looked up and listed, whatever it looks like."""
        other = None if self.owner(host) else imitated(host, tuple(self.official))
        if other is None:
            return None
        message = f"'{web_host.readable(host)}' looks like '{other.name}' and is another site; {_LOOK}"
        if other.seems == "same":
            return Fault(message)
        message = f"{message}, and if it is right, add the host to `owners` in {PATH}"
        return Fault(message, "warning" if other.seems == "abroad" else "error")

    def _more_exact(self, host: str, refused: str) -> bool:
        """Whether a host that is refused with others is listed by itself."""
        named = _named(host, (*self.official, *self.owners, *self.archives))
        return named is not None and named != refused and _matches(named, refused)

    def _is_owner(self, host: str, need: Need, own: str) -> bool:
        known = (*self.official, *(self.owners if need != "law" else ()))
        if not known or _named(host, known):  # a list that is wrong itself is told of by itself
            return True
        theirs = bare(web_host.host(own))
        return bool(theirs) and is_within(host, theirs) and not _named(theirs, self.shared)

    def _unknown(self, host: str, need: Need) -> str:
        if _named(host, self.owners):
            return f"'{host}' is among the owners, whose law it is not. {_WHOSE[need]}. Give such a page"
        part = "official" if need == "law" else "owners"
        near = [name for name in (*self.official, *self.owners) if _is_near(bare(host), name)]
        meant = f"; did you mean '{near[0]}'?" if near else "."
        mend = f"Give such a page, or add the host to `{part}` in {PATH} if it is theirs"
        return f"'{host}' is not among the {_AMONG[part]}{meant} {_WHOSE[need]}. {mend}"


def _is_near(host: str, name: str) -> bool:
    """A slip; gov.je is none of gov.ie, but another country."""
    endings = [one.rpartition(".")[2] for one in (host, name)]
    abroad = endings[0] != endings[1] and all(len(ending) == 2 for ending in endings)
    return not abroad and distance(host, name, 1) == 1


def _named(host: str, names: Any) -> str | None:
    """The most exact one of some names that a host is within; `_matches` says what a name with a star is."""
    matching = [name for name in names if _matches(host, name)]
    return max(matching, key=len, default=None)


def _matches(host: str, name: str) -> bool:
    labels = host.split(".")
    if name.endswith(_BEFORE_A_NAME):
        return name.removesuffix(_BEFORE_A_NAME) in labels[: -_registered(labels)]
    if name.endswith(_ANYWHERE):
        return name.removesuffix(_ANYWHERE) in labels[:-1]
    return is_within(host, name)


def _registered(labels: list[str]) -> int:
    """How many of the last labels are the name that somebody registered: `ilo.org`, `ewi.org.uk`."""
    return 3 if len(labels[-1]) == 2 and labels[-2:][0] in REGISTRIES else 2
