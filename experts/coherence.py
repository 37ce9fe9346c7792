"""Rules between several fields of one profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from experts import filing, identifier
from records import phone, web
from records.diagnostic import DataPath, FieldDiagnostic
from records.vocabulary import Vocabulary


def diagnostics(data: Mapping[str, Any], vocabularies: Mapping[str, Vocabulary]) -> Iterator[FieldDiagnostic]:
    for path, entry in _entries(data, "identifiers"):
        yield from _identifier(path, entry, vocabularies["identifiers"])
    for path, entry in _entries(data, "contact"):
        yield from _fiction(path, entry, data.get("sample") is True)
    if data.get("kind") == "person" and "sort_name" not in data and isinstance(data.get("name"), str):
        yield from filing.check(data["name"], data.get("countries"))
    consent = data.get("consent")
    if isinstance(consent, dict):
        if "photo" in data and "photo" not in consent:
            yield FieldDiagnostic(
                ("consent", "photo"), "is missing: a photo needs the day on which they agreed to it"
            )
        yield from _order(data, consent)


def needed(data: Any) -> tuple[DataPath, ...]:
    """The paths that another field requires although the schema does not."""
    return (("consent", "photo"),) if isinstance(data, dict) and "photo" in data else ()


def _entries(data: Mapping[str, Any], field: str) -> Iterator[tuple[DataPath, dict[str, Any]]]:
    entries = data.get(field)
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):
            yield (field, index), entry


def _identifier(path: DataPath, entry: Mapping[str, Any], registers: Vocabulary) -> Iterator[FieldDiagnostic]:
    scheme, value = entry.get("scheme"), entry.get("value")
    term = registers.terms.get(scheme) if isinstance(scheme, str) else None
    if term and isinstance(value, str) and (message := identifier.diagnostic(term, value)):
        yield FieldDiagnostic((*path, "value"), message)


def _fiction(path: DataPath, entry: Mapping[str, Any], sample: bool) -> Iterator[FieldDiagnostic]:
    """Invented entries must not send anyone to a real person, nor real ones to nobody."""
    dial, address = entry.get("dial"), entry.get("address")
    if isinstance(dial, str):
        yield from _invented((*path, "dial"), dial, sample, phone.is_fiction(dial))
    if isinstance(address, str):
        yield from _invented((*path, "address"), address, sample, web.is_fiction(address.rpartition("@")[2]))


def _invented(path: DataPath, value: str, sample: bool, invented: bool) -> Iterator[FieldDiagnostic]:
    if sample and not invented:
        yield FieldDiagnostic(path, _REAL[str(path[-1])].format(value))
    elif invented and not sample:
        yield FieldDiagnostic(path, f"'{value}' is kept for examples: nobody answers there", "warning")


_REAL = {
    "dial": "'{}' may be somebody's number; in a sample use one kept for fiction, such as '+44 20 7946 0123'",
    "address": "'{}' may be somebody's address; in a sample use one at example.org",
}


def _order(data: Mapping[str, Any], consent: Mapping[str, Any]) -> Iterator[FieldDiagnostic]:
    checked = data.get("verification")
    if not isinstance(checked, dict):
        return
    agreed, on = consent.get("public_listing"), checked.get("on")
    if isinstance(agreed, str) and isinstance(on, str) and on < agreed:
        yield FieldDiagnostic(
            ("verification", "on"),
            f"{on} is before they agreed to be listed ({agreed}); is one of them mistyped?",
            "warning",
        )
