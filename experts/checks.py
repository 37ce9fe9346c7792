"""Named checks over the whole set of profiles: one function each.

Those in CHECKS need nothing but the files; those of git and of the calendar are in modules of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from experts import date_checks, history_checks, limits
from experts.check_context import CheckContext
from experts.directory import FOLDER, Directory
from experts.profile import Profile
from records import phone
from records.diagnostic import Diagnostic, Severity, in_order
from records.files import list_files
from records.text import fold

PHOTOS = "experts/photos"
PICTURES = (".jpg", ".jpeg", ".png", ".webp")


def check(directory: Directory, today: date | None = None, floor: int | None = None) -> list[Diagnostic]:
    """What is wrong with the set as a whole; `directory.diagnostics` has what is wrong with a file.

    Without a day only the files are looked at, neither the calendar nor git: as a build needs it.
    """
    context = CheckContext(directory, floor)
    diagnostics = [diagnostic for named in CHECKS for diagnostic in named(context)]
    if today:
        diagnostics += (diagnostic for named in history_checks.CHECKS for diagnostic in named(context))
        diagnostics += (diagnostic for named in date_checks.CHECKS for diagnostic in named(context, today))
    return in_order(diagnostics)


def names_alike(context: CheckContext) -> Iterator[Diagnostic]:
    """Two entries in one country whose names differ by case and accents at most."""
    first: dict[tuple[str, str | None], Profile] = {}
    for profile in context.directory.profiles:
        earlier = first.setdefault((fold(profile.name), profile.countries.based), profile)
        if earlier is not profile:
            message = f"'{earlier.name}' has an entry already, {earlier.slug}.yaml; is it the same?"
            yield context.diagnostic(profile, ("name",), message, "warning")


def files_alike(context: CheckContext) -> Iterator[Diagnostic]:
    """Two file names that differ by case or accents only, which some machines take for one."""
    first: dict[str, str] = {}
    for name in sorted(context.names):
        earlier = first.setdefault(fold(name), name)
        if earlier != name:
            yield Diagnostic(
                f"{FOLDER}/{name}.yaml", 1, "", f"differs from {earlier}.yaml by case or accents only"
            )


def moved(context: CheckContext) -> Iterator[Diagnostic]:
    targets = {stone.slug: stone.removed.moved_to for stone in context.directory.tombstones}
    for stone in context.directory.tombstones:
        seen, target = [stone.slug], stone.removed.moved_to
        while target in targets and target not in seen:
            seen.append(target)
            target = targets[target]
        if stone.removed.moved_to is None:
            continue
        if target in seen:
            message = f"leads in a circle: {', '.join(seen)} and back to {target}"
        elif target is None:
            message = f"'{seen[-1]}' was removed as well; delete this line, or name an entry that stands"
        elif target not in context.names:
            message = f"there is no entry '{target}'"
        else:
            continue
        yield context.diagnostic(stone, ("removed", "moved_to"), message)


def too_few(context: CheckContext) -> Iterator[Diagnostic]:
    yield from limits.too_few(context.directory.site, len(context.directory.profiles), context.floor)


def same_contact(context: CheckContext) -> Iterator[Diagnostic]:
    """Two organisations may share a desk; two people, or a person and an organisation, must say so."""
    first: dict[str, Profile] = {}
    for profile in context.directory.profiles:
        based = profile.countries.based
        for index, contact in enumerate(profile.contact):
            value = phone.line(contact.dial, based) if contact.dial else (contact.address or "").casefold()
            earlier = first.setdefault(value, profile) if value else profile
            if earlier is not profile and not _share_a_desk(profile, earlier):
                key = "dial" if contact.dial else "address"
                message = f"'{contact.dial or contact.address}' stands in {earlier.slug}.yaml as well"
                advice = "if they belong together, say so under 'affiliations'"
                severity: Severity = "warning" if _are_organisations(profile, earlier) else "error"
                yield context.diagnostic(profile, ("contact", index, key), f"{message}; {advice}", severity)


def _are_organisations(*profiles: Profile) -> bool:
    return all(profile.kind == "organisation" for profile in profiles)


def same_identifier(context: CheckContext) -> Iterator[Diagnostic]:
    first: dict[tuple[str, str], Profile] = {}
    for profile in context.directory.profiles:
        for index, entry in enumerate(profile.identifiers):
            earlier = first.setdefault((entry.scheme, entry.value), profile)
            if earlier is not profile and not _belong_together(profile, earlier):
                message = f"'{entry.value}' stands in {earlier.slug}.yaml as well; is one of them mistyped?"
                yield context.diagnostic(profile, ("identifiers", index, "value"), message)


def affiliated(context: CheckContext) -> Iterator[Diagnostic]:
    for profile in context.directory.profiles:
        for index, entry in enumerate(profile.affiliations):
            if entry.profile == profile.slug:
                yield context.diagnostic(
                    profile, ("affiliations", index, "profile"), "this is the entry itself"
                )
            elif entry.profile and entry.profile not in context.names:
                yield context.diagnostic(
                    profile, ("affiliations", index, "profile"), f"there is no entry '{entry.profile}'"
                )


def photos(context: CheckContext) -> Iterator[Diagnostic]:
    site = context.directory.site
    names, others, diagnostics = (
        list_files(site, PHOTOS, PICTURES) if (site / PHOTOS).exists() else ([], [], [])
    )
    yield from diagnostics
    reported = {diagnostic.path.rpartition("/")[2] for diagnostic in diagnostics}
    files = {*names, *others, *reported}
    for profile in context.directory.profiles:
        if profile.photo and profile.photo.file not in files:
            yield context.diagnostic(
                profile, ("photo", "file"), f"there is no picture '{profile.photo.file}' in {PHOTOS}/"
            )


CHECKS: list[Callable[[CheckContext], Iterable[Diagnostic]]] = [
    names_alike, files_alike, moved, too_few, same_contact, same_identifier, affiliated, photos,
]  # fmt: skip


def _belong_together(first: Profile, second: Profile) -> bool:
    return any(entry.profile == second.slug for entry in first.affiliations) or any(
        entry.profile == first.slug for entry in second.affiliations
    )


def _share_a_desk(first: Profile, second: Profile) -> bool:
    """People and services of one organisation are reached through one number."""
    homes = [{entry.profile or fold(entry.organisation) for entry in p.affiliations} for p in (first, second)]
    return _belong_together(first, second) or not homes[0].isdisjoint(homes[1])
