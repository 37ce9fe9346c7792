"""All profiles of a site, with everything that is wrong with them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

from experts import coherence, contact_kinds, limits, rules, schema
from experts.factory import make_profile, make_tombstone
from experts.profile import Profile, Tombstone
from records import yaml_events, yaml_reader
from records.diagnostic import DataPath, Diagnostic, FieldDiagnostic, field_name, in_order
from records.files import list_files, odd_name, read_file
from records.messages import Explainer, weight
from records.text import is_slug, printable, slugify
from records.vocabulary import Vocabularies
from records.vocabulary_reader import load_vocabularies

FOLDER = "experts/profiles"
T = TypeVar("T")


class Evaluate(Protocol):
    """Gives the value of each key, in their order, by calling the functions or from an earlier run."""

    def __call__(self, makers: Mapping[bytes, Callable[[], T]], /) -> Iterable[T]: ...


def evaluate_each(makers: Mapping[bytes, Callable[[], T]], /) -> Iterable[T]:
    return [make() for make in makers.values()]


@dataclass(frozen=True, slots=True)
class Directory:
    """Sound entries in the order of their slugs; what is wrong with the others in `diagnostics`."""

    site: Path
    profiles: tuple[Profile, ...]
    tombstones: tuple[Tombstone, ...]
    diagnostics: tuple[Diagnostic, ...]
    vocabularies: Vocabularies
    digests: Mapping[str, bytes] = field(default_factory=dict)
    """Of every file, sound or not, by path."""

    def line(self, path: str, data_path: DataPath) -> int:
        """The line of a value; the file is read again, because only a diagnostic needs it."""
        return yaml_reader.line(yaml_reader.places((self.site / path).read_bytes()), data_path)


def load(site: Path, evaluate: Evaluate = evaluate_each) -> Directory:
    """Reads every profile. Bad data ends up in `diagnostics`, never in an exception."""
    from experts import record_files  # what checks one entry, as the function does, needs none of it

    site = Path(site)
    vocabularies = load_vocabularies()
    diagnostics = [*record_files.check(), *vocabularies.diagnostics]
    entries: list[Profile | Tombstone] = []
    digests: dict[str, bytes] = {}
    makers = {}
    for path in [] if diagnostics else _files(site, diagnostics):
        source = read_file(site, path, yaml_events.MAX_BYTES)
        if isinstance(source, Diagnostic):
            diagnostics.append(source)
            continue
        digest = hashlib.blake2b(f"{path}\n".encode() + source, digest_size=16).digest()
        makers[digest] = partial(examine, path, source, vocabularies)
        digests[path] = digest
    for path, (entry, entry_diagnostics) in zip(digests, evaluate(makers), strict=True):
        diagnostics += entry_diagnostics
        if entry and not odd_name(name := path.rpartition("/")[2]) and not _odd_name(name):
            entries.append(entry)
    return Directory(
        site,
        tuple(entry for entry in entries if isinstance(entry, Profile)),
        tuple(entry for entry in entries if isinstance(entry, Tombstone)),
        tuple(in_order(diagnostics)),
        vocabularies,
        digests,
    )


def examine(
    path: str, source: bytes, vocabularies: Vocabularies
) -> tuple[Profile | Tombstone | None, list[Diagnostic]]:
    """One file: the entry, if it has no error, and its diagnostics."""
    try:
        data = yaml_reader.read(source)
    except yaml_reader.YamlError as error:
        return None, [
            Diagnostic(path, line, "", printable(message)) for line, message in error.messages[:_MOST]
        ]
    diagnostics = list(_diagnostics(path, source, data, vocabularies))
    if any(diagnostic.severity == "error" for diagnostic in diagnostics):
        return None, diagnostics
    slug = path.rpartition("/")[2].removesuffix(".yaml")
    make = make_tombstone if "removed" in data else make_profile
    return make(slug, path, data), diagnostics


def _files(site: Path, diagnostics: list[Diagnostic]) -> list[str]:
    if limits.are_set(site) and not os.path.lexists(site / FOLDER):
        return []  # git keeps no empty folder; whether none is too few is for the limit to say
    names, others, listing_diagnostics = list_files(site, FOLDER, (".yaml",))
    diagnostics += listing_diagnostics
    reported = {diagnostic.path for diagnostic in listing_diagnostics}
    for name in sorted({*names, *others}):
        path = f"{FOLDER}/{name}"
        if path not in reported and (message := _odd_name(name)):
            diagnostics.append(Diagnostic(path, 1, "", message))
    # By slug, not by file name: '-' sorts before '.'.
    return [f"{FOLDER}/{slug}.yaml" for slug in sorted(name.removesuffix(".yaml") for name in names)]


def _odd_name(name: str) -> str | None:
    stem = name.removesuffix(".yaml")
    if stem == name:
        return "only profiles stand in this folder, and their names end in .yaml"
    if not 3 <= len(stem) <= 60:
        return f"the file name has {len(stem)} characters; from 3 to 60 are allowed"
    if is_slug(stem):
        return None
    better = slugify(stem) or "asha-example"
    return f"the file name can hold small letters a-z, digits and single hyphens, as in '{better}.yaml'"


def _diagnostics(path: str, source: bytes, data: Any, vocabularies: Vocabularies) -> Iterator[Diagnostic]:
    violations = schema.profile_violations()(data)
    beyond_schema = rules.diagnostics(data, vocabularies) if isinstance(data, dict) else []
    if not violations and not beyond_schema:
        return
    places = yaml_reader.places(source)
    explain = _explainer(data, vocabularies, places)
    by_path: dict[DataPath, FieldDiagnostic] = {}
    for violation in sorted(violations, key=weight)[:_MOST]:
        by_path.setdefault(violation.path, FieldDiagnostic(violation.path, explain.message(violation)))
    diagnostics = [*by_path.values(), *(each for each in beyond_schema if each.path not in by_path)]
    for where, message, severity in diagnostics[:_MOST]:
        line = yaml_reader.line(places, where)
        yield Diagnostic(path, line, printable(field_name(where)), printable(message), severity)
    if len(violations) > _MOST or len(diagnostics) > _MOST:
        yield Diagnostic(path, 1, "", f"more than {_MOST} problems; the others are not shown")


def _explainer(
    data: Any, vocabularies: Vocabularies, places: Mapping[DataPath, yaml_reader.Place]
) -> Explainer:
    countries = data.get("countries") if isinstance(data, dict) else None
    return Explainer(
        schema.profile_schema(),
        vocabularies,
        data,
        places,
        "name: Dr Asha Example",
        dict(contact_kinds.homes(vocabularies[contact_kinds.NAME])),
        countries.get("based") if isinstance(countries, dict) else None,
        coherence.needed(data),
    )


_MOST = 100  # in one file
