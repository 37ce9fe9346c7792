"""All profiles of a site, with everything that is wrong with them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path as FilePath
from typing import Any

from experts import rules, schema, strict_yaml
from experts.making import make_profile, make_tombstone
from experts.memory import Memory, Share, alone
from experts.problem import Finding, Path, Problem, field_name, in_order
from experts.profile import Profile, Tombstone
from experts.text import printable, slugify
from experts.vocabulary import Vocabularies
from experts.vocabulary_files import load_vocabularies
from experts.words.messages import Explainer, weight

FOLDER = "experts/profiles"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


@dataclass(frozen=True, slots=True)
class Directory:
    """Sound entries in the order of their slugs; what is wrong with the others in `problems`."""

    site: FilePath
    profiles: tuple[Profile, ...]
    tombstones: tuple[Tombstone, ...]
    problems: tuple[Problem, ...]
    vocabularies: Vocabularies
    digests: Mapping[str, bytes] = field(default_factory=dict)
    """Of every file, sound or not, by path."""

    def line(self, path: str, place: Path) -> int:
        """Where a value stands; read again, because only a problem needs to know."""
        return strict_yaml.line(strict_yaml.places((self.site / path).read_bytes()), place)


def load(site: FilePath, memory: Memory | None = None, share: Share = alone) -> Directory:
    """Reads every profile. Bad data ends up in `problems`, never in an exception."""
    site, memory = FilePath(site), memory or Memory()
    vocabularies = load_vocabularies()
    problems = list(vocabularies.problems)
    entries: list[Profile | Tombstone] = []
    digests: dict[str, bytes] = {}
    makers = {}
    for path in [] if problems else _files(site, problems):
        source = _read(f"{site}/{path}")
        digest = hashlib.blake2b(f"{path}\n".encode() + source, digest_size=16).digest()
        makers[digest] = partial(examine, path, source, vocabularies)
        digests[path] = digest
    for path, (entry, found) in zip(digests, memory.of(makers, share), strict=True):
        problems += found
        if entry and not _odd_name(path.rpartition("/")[2]):
            entries.append(entry)
    memory.write()
    return Directory(
        site,
        tuple(entry for entry in entries if isinstance(entry, Profile)),
        tuple(entry for entry in entries if isinstance(entry, Tombstone)),
        tuple(in_order(problems)),
        vocabularies,
        digests,
    )


def examine(
    path: str, source: bytes, vocabularies: Vocabularies
) -> tuple[Profile | Tombstone | None, list[Problem]]:
    """One file: the entry, where it has no error, and its problems."""
    try:
        data = strict_yaml.read(source)
    except strict_yaml.YamlError as error:
        return None, [Problem(path, line, "", printable(message)) for line, message in error.faults[:_MOST]]
    problems = list(_problems(path, source, data, vocabularies))
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    slug = path.rpartition("/")[2].removesuffix(".yaml")
    make = make_tombstone if "removed" in data else make_profile
    return make(slug, path, data), problems


def _read(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.read()


def _files(site: FilePath, problems: list[Problem]) -> list[str]:
    folder = site / FOLDER
    if not folder.is_dir():
        problems.append(Problem(FOLDER, 1, "", "there is no such folder"))
        return []
    names = sorted(file.name for file in folder.iterdir() if not file.name.startswith("."))
    problems += (Problem(f"{FOLDER}/{name}", 1, "", words) for name in names if (words := _odd_name(name)))
    # By slug, not by file name: '-' sorts before '.'.
    return [
        f"{FOLDER}/{slug}.yaml"
        for slug in sorted(n.removesuffix(".yaml") for n in names if n.endswith(".yaml"))
    ]


def _odd_name(name: str) -> str | None:
    stem = name.removesuffix(".yaml")
    if stem == name:
        return "only profiles stand in this folder, and their names end in .yaml"
    if not 3 <= len(stem) <= 60:
        return f"the file name has {len(stem)} characters; from 3 to 60 are allowed"
    if _SLUG.match(stem):
        return None
    better = slugify(stem) or "asha-example"
    return f"the file name can hold small letters a-z, digits and single hyphens, as in '{better}.yaml'"


def _problems(path: str, source: bytes, data: Any, vocabularies: Vocabularies) -> Iterator[Problem]:
    faults = schema.profile_faults()(data)
    found = rules.findings(data, vocabularies) if isinstance(data, dict) else []
    if not faults and not found:
        return
    places = strict_yaml.places(source)
    explain = Explainer(schema.profile_schema(), vocabularies, data, places)
    told: dict[Path, Finding] = {}
    for fault in sorted(faults, key=weight)[:_MOST]:
        told.setdefault(fault.path, Finding(fault.path, explain.message(fault)))
    found = [*told.values(), *(one for one in found if one.path not in told)]
    for where, message, severity in found[:_MOST]:
        line = strict_yaml.line(places, where)
        yield Problem(path, line, printable(field_name(where)), printable(message), severity)
    if len(faults) > _MOST or len(found) > _MOST:
        yield Problem(path, 1, "", f"more than {_MOST} problems; the others are not shown")


_MOST = 100  # in one file
