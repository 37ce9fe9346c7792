"""Named checks over the whole set of profiles: one function each.

Those in CHECKS need nothing but the files; those of git and of the calendar stand in modules of their own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from experts import date_checks, history_checks
from experts.check_context import CheckContext
from experts.directory import FOLDER, Directory
from experts.profile import Profile
from records import phone, yaml_reader
from records.diagnostic import Diagnostic, Severity, in_order
from records.files import list_files, read_file
from records.text import fold

LIMITS = "experts/limits.yaml"
PHOTOS = "experts/photos"
PICTURES = (".jpg", ".jpeg", ".png", ".webp")


def check(directory: Directory, today: date | None = None, floor: int | None = None) -> list[Diagnostic]:
    """What is wrong with the set as a whole; `directory.diagnostics` has what is wrong with a file.

    Without a day only the files are looked at, neither the calendar nor git: as a build needs it.
    """
    whole = CheckContext(directory, floor)
    found = [diagnostic for named in CHECKS for diagnostic in named(whole)]
    if today:
        found += (diagnostic for named in history_checks.CHECKS for diagnostic in named(whole))
        found += (diagnostic for named in date_checks.CHECKS for diagnostic in named(whole, today))
    return in_order(found)


def names_alike(whole: CheckContext) -> Iterator[Diagnostic]:
    """Two entries in one country whose names differ by case and accents at most."""
    first: dict[tuple[str, str | None], Profile] = {}
    for profile in whole.directory.profiles:
        other = first.setdefault((fold(profile.name), profile.countries.based), profile)
        if other is not profile:
            words = f"'{other.name}' has an entry already, {other.slug}.yaml; is it the same?"
            yield whole.diagnostic(profile, ("name",), words, "warning")


def files_alike(whole: CheckContext) -> Iterator[Diagnostic]:
    """Two file names that are one on some machines, and to every reader."""
    first: dict[str, str] = {}
    for name in sorted(whole.names):
        other = first.setdefault(fold(name), name)
        if other != name:
            yield Diagnostic(
                f"{FOLDER}/{name}.yaml", 1, "", f"differs from {other}.yaml by case or accents only"
            )


def moved(whole: CheckContext) -> Iterator[Diagnostic]:
    targets = {stone.slug: stone.removed.moved_to for stone in whole.directory.tombstones}
    for stone in whole.directory.tombstones:
        seen, target = [stone.slug], stone.removed.moved_to
        while target in targets and target not in seen:
            seen.append(target)
            target = targets[target]
        if stone.removed.moved_to is None:
            continue
        if target in seen:
            words = f"leads in a circle: {', '.join(seen)} and back to {target}"
        elif target is None:
            words = f"'{seen[-1]}' was removed as well; delete this line, or name an entry that stands"
        elif target not in whole.names:
            words = f"there is no entry '{target}'"
        else:
            continue
        yield whole.diagnostic(stone, ("removed", "moved_to"), words)


def too_few(whole: CheckContext) -> Iterator[Diagnostic]:
    floor, found = whole.floor, len(whole.directory.profiles)
    if floor is None:
        floor, diagnostics = _limit(whole)
        yield from diagnostics
    if found < floor:
        yield Diagnostic(
            LIMITS,
            1,
            "minimum_profiles",
            f"only {found} sound profiles were found; at least {floor} are expected",
        )


def same_contact(whole: CheckContext) -> Iterator[Diagnostic]:
    """Two organisations may share a desk; two people, or a person and an organisation, must say so."""
    first: dict[str, Profile] = {}
    for profile in whole.directory.profiles:
        based = profile.countries.based
        for place, way in enumerate(profile.contact):
            value = phone.line(way.dial, based) if way.dial else (way.address or "").casefold()
            other = first.setdefault(value, profile) if value else profile
            if other is not profile and not _share_a_desk(profile, other):
                key = "dial" if way.dial else "address"
                words = f"'{way.dial or way.address}' stands in {other.slug}.yaml as well"
                advice = "if they belong together, say so under 'affiliations'"
                severity: Severity = "warning" if _are_organisations(profile, other) else "error"
                yield whole.diagnostic(profile, ("contact", place, key), f"{words}; {advice}", severity)


def _are_organisations(*profiles: Profile) -> bool:
    return all(profile.kind == "organisation" for profile in profiles)


def same_identifier(whole: CheckContext) -> Iterator[Diagnostic]:
    first: dict[tuple[str, str], Profile] = {}
    for profile in whole.directory.profiles:
        for place, entry in enumerate(profile.identifiers):
            other = first.setdefault((entry.scheme, entry.value), profile)
            if other is not profile and not _belong_together(profile, other):
                words = f"'{entry.value}' stands in {other.slug}.yaml as well; is one of them mistyped?"
                yield whole.diagnostic(profile, ("identifiers", place, "value"), words)


def affiliated(whole: CheckContext) -> Iterator[Diagnostic]:
    for profile in whole.directory.profiles:
        for place, entry in enumerate(profile.affiliations):
            if entry.profile == profile.slug:
                yield whole.diagnostic(
                    profile, ("affiliations", place, "profile"), "this is the entry itself"
                )
            elif entry.profile and entry.profile not in whole.names:
                yield whole.diagnostic(
                    profile, ("affiliations", place, "profile"), f"there is no entry '{entry.profile}'"
                )


def photos(whole: CheckContext) -> Iterator[Diagnostic]:
    site = whole.directory.site
    names, others, diagnostics = (
        list_files(site, PHOTOS, PICTURES) if (site / PHOTOS).exists() else ([], [], [])
    )
    yield from diagnostics
    told = {diagnostic.path.rpartition("/")[2] for diagnostic in diagnostics}
    files = {*names, *others, *told}
    for profile in whole.directory.profiles:
        if profile.photo and profile.photo.file not in files:
            yield whole.diagnostic(
                profile, ("photo", "file"), f"there is no picture '{profile.photo.file}' in {PHOTOS}/"
            )


CHECKS: list[Callable[[CheckContext], Iterable[Diagnostic]]] = [
    names_alike, files_alike, moved, too_few, same_contact, same_identifier, affiliated, photos,
]  # fmt: skip


def _belong_together(one: Profile, other: Profile) -> bool:
    return any(entry.profile == other.slug for entry in one.affiliations) or any(
        entry.profile == one.slug for entry in other.affiliations
    )


def _share_a_desk(one: Profile, other: Profile) -> bool:
    """People and services of one organisation are reached through one number."""
    homes = [{entry.profile or fold(entry.organisation) for entry in p.affiliations} for p in (one, other)]
    return _belong_together(one, other) or not homes[0].isdisjoint(homes[1])


def _limit(whole: CheckContext) -> tuple[int, list[Diagnostic]]:
    if not os.path.lexists(whole.directory.site / LIMITS):
        return 0, []
    source = read_file(whole.directory.site, LIMITS)
    if isinstance(source, Diagnostic):
        return 0, [source]
    try:
        data = yaml_reader.read(source)
    except yaml_reader.YamlError as error:
        return 0, [Diagnostic(LIMITS, line, "", message) for line, message in error.messages]
    floor = data.get("minimum_profiles") if isinstance(data, dict) and len(data) == 1 else None
    if type(floor) is int and floor >= 0:
        return floor, []
    return 0, [Diagnostic(LIMITS, 1, "", "only 'minimum_profiles: N' can stand here, with a whole number")]
