"""Holds the pages that content's data files name as sources to the gate of content/source_gate.py."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from content.source_gate import Need, SourceHosts
from records.diagnostic import DataPath, FieldDiagnostic

_LAW = re.compile(
    r"(?i)\b(?:acts?|conventions?|directions?|directives?|judgments?|laws?|legislation|protocols?|prosecution"
    r"|regulations?|rules|statut\w*|treat(?:y|ies))\b"
)
_FIGURES = re.compile(r"(?i)\b(?:statistic\w*|figures|estimates?|census)\b")


def helplines(data: list[Any], hosts: SourceHosts) -> Iterator[FieldDiagnostic]:
    """A number is read where those who answer it, or a government, give it."""
    for place, entry in enumerate(data):
        own = entry["url"]
        yield from _held(hosts, (place, "url"), own)
        yield from _held(hosts, (place, "source", "url"), entry["source"]["url"], "number", own)
        yield from _also_read(hosts, (place,), entry, "number", own)
        if rule := entry["confidentiality"]:
            at = (place, "confidentiality", "source", "url")
            yield from _held(hosts, at, rule["source"]["url"], "number", own)


def statistics(data: Mapping[str, Any], hosts: SourceHosts) -> Iterator[FieldDiagnostic]:
    for id_, entry in data.items():
        yield from _held(hosts, (id_, "url"), entry["url"], "figure")
        yield from _confirmed(hosts, (id_,), entry, "figure")


def claims(data: Mapping[str, Any], hosts: SourceHosts) -> Iterator[FieldDiagnostic]:
    for id_, entry in data.items():
        yield from _held(hosts, (id_, "source", "url"), entry["source"]["url"], "law")
        yield from _also_read(hosts, (id_,), entry, "law")


def resources(data: list[Any], hosts: SourceHosts) -> Iterator[FieldDiagnostic]:
    """Law and statistics come from their makers. A guide may be anybody's, and only they confirm it."""
    for place, entry in enumerate(data):
        need = need_of(entry["type"])
        yield from _held(hosts, (place, "url"), entry["url"], need)
        if need == "background":
            yield from _confirmed(hosts, (place,), entry, "publication", entry["url"])
        else:
            yield from _confirmed(hosts, (place,), entry, need)


def need_of(type_: str) -> Need:
    """What a publication of a type is read for: 'statutory guidance' is law, 'practice guide' is not."""
    if _LAW.search(type_):
        return "law"
    return "figure" if _FIGURES.search(type_) else "background"


def _also_read(
    hosts: SourceHosts, at: DataPath, entry: Mapping[str, Any], need: Need, own: str = ""
) -> Iterator[FieldDiagnostic]:
    for index, page in enumerate(entry.get("also_read", ())):
        yield from _held(hosts, (*at, "also_read", index, "url"), page["url"], need, own, second=True)


def _confirmed(
    hosts: SourceHosts, at: DataPath, entry: Mapping[str, Any], need: Need, own: str = ""
) -> Iterator[FieldDiagnostic]:
    if page := entry.get("confirmed_by"):
        yield from _held(hosts, (*at, "confirmed_by"), page, need, own, second=True)


def _held(
    hosts: SourceHosts,
    at: DataPath,
    address: str,
    need: Need = "background",
    own: str = "",
    second: bool = False,
) -> Iterator[FieldDiagnostic]:
    if fault := hosts.fault(address, need, own, second):
        yield FieldDiagnostic(at, *fault)
