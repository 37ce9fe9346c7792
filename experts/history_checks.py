"""Checks of what git remembers of a site; all of them in CHECKS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from experts.check_context import CheckContext
from experts.directory import FOLDER
from experts.profile import Profile
from records import yaml_reader
from records.diagnostic import Diagnostic
from records.text import fold


def vanished(context: CheckContext) -> Iterator[Diagnostic]:
    """An address that was once public must always answer."""
    site = context.directory.site
    log = _log(site, "--diff-filter=A", "--format=")
    for path in sorted(filter(None, log.split("\0"))):
        if path.endswith(".yaml") and not (site / path).exists():
            yield Diagnostic(
                path, 1, "",
                "this file is gone; put it back with only 'name' and 'removed' (with 'on', "
                "and 'moved_to' if it was renamed), so that its address answers",
            )  # fmt: skip


def taken_over(context: CheckContext) -> Iterator[Diagnostic]:
    """Links to a removed entry must not lead to somebody else."""
    profiles = {profile.path: profile for profile in context.directory.profiles}
    for commit, path in _removals(context.directory.site):
        profile = profiles.get(path)
        name = _removed_name(context.directory.site, commit, path) if profile else None
        if profile and name and fold(name) not in _names(profile):
            del profiles[path]
            yield context.diagnostic(
                profile, ("name",),
                f"this address was that of '{name}', who was removed; give '{profile.name}' another file, "
                "or write the old name under 'alternate_names' if it is the same entry",
            )  # fmt: skip


CHECKS: list[Callable[[CheckContext], Iterable[Diagnostic]]] = [vanished, taken_over]


def _removals(site: Path) -> Iterator[tuple[str, str]]:
    """The commits in which an entry became a removed one or ceased to be one, newest first."""
    commit = ""
    for word in _log(site, "-G^removed:", "--format=%x00commit %H").split("\0"):
        if word.startswith("commit "):
            commit = word.removeprefix("commit ")
        elif path := word.strip("\n"):
            yield commit, path


def _removed_name(site: Path, commit: str, path: str) -> str | None:
    try:
        data = yaml_reader.read(_git(site, "show", f"{commit}:./{path}").encode())
    except yaml_reader.YamlError:
        return None
    return str(data.get("name")) if isinstance(data, dict) and "removed" in data else None


def _names(profile: Profile) -> set[str]:
    return {fold(name) for name in (profile.name, *profile.alternate_names)}


def _log(site: Path, *arguments: str) -> str:
    """The files of commits; empty if there is no history to ask.

    A shallow clone remembers only its last commits, so it is not asked either.
    """
    if _git(site, "rev-parse", "--is-shallow-repository").strip() != "false":
        return ""
    return _git(
        site, "log", *arguments, "--no-renames", "--name-only", "-z", "--relative", "--", FOLDER
    )  # fmt: skip


def _git(site: Path, *arguments: str) -> str:
    import subprocess  # takes longer to load than fifty profiles

    try:
        command = ["git", "-C", str(site), *arguments]
        run = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    except OSError:
        return ""
    return run.stdout if run.returncode == 0 else ""
