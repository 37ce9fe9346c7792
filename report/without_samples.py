"""`python -m report.without_samples [--dry-run] [SITE]` takes the invented entries and courses out of a site.

With them go their photos and their names under `experts` of news, and the limit falls to what is left. What
only a person can decide, such as a sentence that links to one, is listed with its line.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import check
from content.model import NewsItem
from experts import Profile, Tombstone, limits
from experts.checks import PHOTOS
from records import terminal

USAGE = "python -m report.without_samples [--dry-run] [SITE]"
BY_HAND = "These name an invented entry. Mend them by hand:"
_FIELD = re.compile(r" {0,3}[A-Za-z0-9_-]+:|---|\s*\Z")
_NAMED = re.compile(r"(?i) {0,3}experts:")
_LINK = re.compile(r"/experts/([a-z0-9-]+)/")


def main(arguments: list[str]) -> int:
    """1 where something is left for a person, 2 where nothing was touched."""
    dry = arguments[:1] == ["--dry-run"]
    asked = check.site_and_day(arguments[dry:], USAGE)
    if asked is None:
        return 2
    root, today = asked
    site = check.examine(root, today)
    gone, texts = to_delete(site), without_names(site)
    if refused := refusal(site, [*gone, *texts, limits.PATH]):
        print(refused, file=sys.stderr)
        return 2
    terminal.show(told(site, gone, texts, dry))
    if not dry:
        remove(root, gone)
        for path, text in {**texts, limits.PATH: limit(site)}.items():
            (root / path).write_text(text, "utf-8")
    left = [*by_hand(site, texts)]
    if left:
        terminal.show(["", BY_HAND, *(f"  {line}" for line in left)])
    return int(bool(left))


def to_delete(site: check.Site) -> list[str]:
    """Files and folders, relative to the site."""
    kept = {one.photo.file for one in site.directory.profiles if not one.sample and one.photo}
    photos = {one.photo.file for one in site.directory.profiles if one.sample and one.photo} - kept
    courses = [course.path.rpartition("/")[0] for course in site.courses.courses if course.sample]
    return sorted([*(one.path for one in _samples(site)), *(f"{PHOTOS}/{file}" for file in photos), *courses])


def without_names(site: check.Site) -> dict[str, str]:
    """The news that names an invented entry, by file, as it reads without."""
    slugs = {one.slug for one in _samples(site)}
    written = {
        path: _without_names(site.content.site, path, [slug for slug in experts if slug not in slugs])
        for path, experts in _naming(site, slugs).items()
    }
    return {path: text for path, text in written.items() if text}


def limit(site: check.Site) -> str:
    """The file with the number of entries that stay; what an editor wrote beside it stays."""
    count = sum(not one.sample for one in site.directory.profiles)
    file = site.directory.site / limits.PATH
    before = file.read_text("utf-8") if file.is_file() else f"{limits.FIELD}: 0\n"
    return re.sub(rf"(?m)^({limits.FIELD}:\s*)\d+", rf"\g<1>{count}", before)


def refusal(site: check.Site, paths: Iterable[str]) -> str:
    """Why nothing is touched: a mistake hides samples, and what git does not hold would be lost."""
    if site.errors:
        return f"The check finds {check.count(site.errors, 'error')}; mend them first: make check lists them."
    if not [*_samples(site)] and not any(course.sample for course in site.courses.courses):
        return "There is no invented entry and no invented course here."
    root = site.directory.site
    command = ["git", "-C", str(root), "status", "--porcelain", "--ignored", "--", *paths]
    asked = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if asked.returncode:
        return f"{root} is not in git, so nothing could be brought back. Run git init, and commit it."
    if asked.stdout:
        return f"These are not committed, and would be lost. Commit them first:\n{asked.stdout.rstrip()}"
    return ""


def told(site: check.Site, gone: list[str], texts: Iterable[str], dry: bool) -> Iterator[str]:
    verb = "would be" if dry else "is"
    yield from (f"{path} {verb} deleted" for path in gone)
    yield from (f"{path} {verb} freed of their names" for path in texts)
    count = sum(not one.sample for one in site.directory.profiles)
    yield f"{limits.PATH} {verb} set to {limits.FIELD}: {count}"


def remove(root: Path, gone: Iterable[str]) -> None:
    for path in gone:
        if (root / path).is_dir():
            shutil.rmtree(root / path)
        else:
            (root / path).unlink()


def by_hand(site: check.Site, texts: Iterable[str]) -> Iterator[str]:
    """What still names an invented entry or its page, with its line."""
    slugs = {one.slug for one in _samples(site)}
    for path in sorted(_naming(site, slugs).keys() - {*texts}):
        yield f"{path}:1: names some under 'experts'"
    for path, link in check.links(site):
        match = _LINK.match(link.address)
        if match and match[1] in slugs:
            yield f"{path}:{link.line}: links to {link.address}"
    for one in site.directory.profiles:
        for index, each in enumerate(one.affiliations):
            if not one.sample and each.profile in slugs:
                line = site.directory.line(one.path, ("affiliations", index, "profile"))
                yield f"{one.path}:{line}: affiliations.{index + 1}.profile: is '{each.profile}'"
    for stone in site.directory.tombstones:
        if not stone.sample and stone.removed.moved_to in slugs:
            line = site.directory.line(stone.path, ("removed", "moved_to"))
            yield f"{stone.path}:{line}: removed.moved_to: is '{stone.removed.moved_to}'"


def _samples(site: check.Site) -> Iterator[Profile | Tombstone]:
    entries: list[Profile | Tombstone] = [*site.directory.profiles, *site.directory.tombstones]
    yield from (one for one in entries if one.sample)


def _naming(site: check.Site, slugs: set[str]) -> dict[str, tuple[str, ...]]:
    """The news that names one of them: all that each names, by file."""
    news = {path: one for path, one in sorted(site.content.texts.items()) if isinstance(one, NewsItem)}
    return {path: tuple(one.experts) for path, one in news.items() if slugs & {*one.experts}}


def _without_names(root: Path, path: str, kept: list[str]) -> str:
    """The field in one line, or gone with the last name; nothing where it has no line of its own."""
    lines = (root / path).read_text("utf-8").split("\n")
    start = next((number for number, line in enumerate(lines) if _NAMED.match(line)), None)
    if start is None:
        return ""
    end = next(number for number in range(start + 1, len(lines)) if _FIELD.match(lines[number]))
    names = ", ".join(kept)
    key = lines[start].partition(":")[0]
    again = [f"{key}: {names}" if not lines[0].startswith("---") else f"{key}: [{names}]"] if kept else []
    return "\n".join([*lines[:start], *again, *lines[end:]])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
