"""All profiles of a site, with everything that is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path as FilePath

from experts import schema, strict_yaml
from experts.problem import Path, Problem, field_name
from experts.profile import Profile, Tombstone, make_profile, make_tombstone
from experts.vocabulary import Vocabularies, load_vocabularies

FOLDER = "experts/profiles"


@dataclass(frozen=True, slots=True)
class Directory:
    """Sound entries in the order of their slugs; what is wrong with the others in `problems`."""

    site: FilePath
    profiles: tuple[Profile, ...]
    tombstones: tuple[Tombstone, ...]
    problems: tuple[Problem, ...]
    vocabularies: Vocabularies

    def line(self, path: str, place: Path) -> int:
        """Where a value stands; read again, because only a problem needs to know."""
        return strict_yaml.lines((self.site / path).read_bytes()).get(place, 1)


def load(site: FilePath) -> Directory:
    """Reads every profile. Bad data ends up in `problems`, never in an exception."""
    site = FilePath(site)
    vocabularies = load_vocabularies()
    profiles: list[Profile] = []
    tombstones: list[Tombstone] = []
    problems: list[Problem] = list(vocabularies.problems)
    for file in sorted((site / FOLDER).glob("*.yaml")):
        path = f"{FOLDER}/{file.name}"
        source = file.read_bytes()
        try:
            data = strict_yaml.read(source)
        except strict_yaml.YamlError as error:
            problems += [Problem(path, line, "", message) for line, message in error.faults]
            continue
        if faults := schema.profile_faults()(data):
            problems += _problems(path, source, faults)
        elif "removed" in data:
            tombstones.append(make_tombstone(file.stem, path, data))
        else:
            profiles.append(make_profile(file.stem, path, data))
    return Directory(site, tuple(profiles), tuple(tombstones), tuple(problems), vocabularies)


def _problems(path: str, source: bytes, faults: list[schema.Fault]) -> list[Problem]:
    lines = strict_yaml.lines(source)
    return [
        Problem(path, lines.get(f.path) or lines.get(f.path[:-1], 1), field_name(f.path),
                f"{f.keyword}: {f.value!r}")
        for f in faults
    ]
