"""Checks of what git remembers of a site; all of them in CHECKS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from experts import history
from experts.check_context import CheckContext
from experts.profile import Profile
from records.diagnostic import Diagnostic
from records.text import fold


def vanished(context: CheckContext) -> Iterator[Diagnostic]:
    """An address that was once public must always answer; an invented entry never was."""
    site = context.directory.site
    gone = [path for path in history.added(site) if path.endswith(".yaml") and not (site / path).exists()]
    for path in sorted({*gone} - _invented(site, {*gone})):
        yield Diagnostic(
            path, 1, "",
            "this file is gone; put it back with only 'name' and 'removed' (with 'on', "
            "and 'moved_to' if it was renamed), so that its address answers",
        )  # fmt: skip


def taken_over(context: CheckContext) -> Iterator[Diagnostic]:
    """Links to a removed entry must not lead to somebody else."""
    site = context.directory.site
    profiles = {profile.path: profile for profile in context.directory.profiles}
    changes = [(commit, path) for commit, path in history.commits(site, "-G^removed:") if path in profiles]
    for (_, path), fields in zip(changes, history.versions(site, changes), strict=False):
        profile, name = profiles.get(path), str(fields.get("name"))
        if profile and "removed" in fields and fold(name) not in _names(profile):
            del profiles[path]
            yield context.diagnostic(
                profile, ("name",),
                f"this address was that of '{name}', who was removed; give '{profile.name}' another file, "
                "or write the old name under 'alternate_names' if it is the same entry",
            )  # fmt: skip


CHECKS: list[Callable[[CheckContext], Iterable[Diagnostic]]] = [vanished, taken_over]


def _invented(site: Path, gone: set[str]) -> set[str]:
    """Those that were marked as a sample in each of their versions."""
    changes = [change for change in history.commits(site, "--diff-filter=AM") if change[1] in gone]
    versions = [*history.versions(site, changes)]
    if len(versions) != len(changes):
        return set()
    each = zip(changes, versions, strict=True)
    return gone - {path for (_, path), fields in each if fields.get("sample") is not True}


def _names(profile: Profile) -> set[str]:
    return {fold(name) for name in (profile.name, *profile.alternate_names)}
