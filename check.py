"""`python -m check [SITE]`: everything that is wrong with whatever an editor may touch, in one list.

A build stops on the errors of the same list, which `examine` makes for both.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sized
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path

import content
import courses
import courses.web_addresses
import experts
import experts.web_addresses
from content import Content, hidden_links, link_decisions
from courses import Courses
from courses.loader import addresses, overviews, picture_folders, pictures_of, words
from experts import Directory
from experts.checks import PHOTOS
from experts.directory import Evaluate, evaluate_each
from records import job_summary, markdown_text, pictures, source_file, terminal, workflow_commands
from records.dates import date_layout
from records.diagnostic import Diagnostic, in_order
from records.files import list_files
from records.markdown_text import Link
from records.references import ENTRIES, References

USAGE = "python -m check [SITE]"


@dataclass(frozen=True, slots=True)
class Site:
    """All that editors wrote, and everything that is wrong with it."""

    directory: Directory
    courses: Courses
    content: Content
    references: References
    diagnostics: tuple[Diagnostic, ...]

    @property
    def errors(self) -> list[Diagnostic]:
        return [one for one in self.diagnostics if one.severity == "error"]


def examine(root: Path, today: date | None = None, evaluate: Evaluate = evaluate_each) -> Site:
    """Without a day neither the calendar nor git is looked at: as a build needs it."""
    directory = experts.load(root, evaluate)
    texts = content.load(root, directory.vocabularies)
    references = refer(root, texts)
    lessons = courses.load(root, directory.vocabularies, lambda: references)
    diagnostics = [
        *directory.diagnostics,
        *experts.check(directory, today),
        *lessons.diagnostics,
        *texts.diagnostics,
        *content.check_texts(texts, references),
        *chain.from_iterable(pictures.check(root, folder) for folder in (PHOTOS, *picture_folders(root))),
    ]
    if today:
        diagnostics += [*courses.check(lessons, today), *content.check(texts, today)]
    site = Site(directory, lessons, texts, references, tuple(diagnostics))
    if today:
        diagnostics += _idle_decisions(site)
    return replace(site, diagnostics=tuple(in_order(dict.fromkeys(diagnostics))))


def _idle_decisions(site: Site) -> list[Diagnostic]:
    """Decisions on links that are nowhere."""
    if not (decisions := site.content.data.link_decisions):
        return []
    known = {url for one in site.directory.profiles for _, url in experts.web_addresses.addresses(one)}
    known.update(hidden_links.addresses(site.content.data), courses.web_addresses.addresses(site.courses))
    known.update(link.address for _, link in outer_links(site))
    file = source_file.read_yaml(site.content.site, link_decisions.FILE)
    return [file.diagnostic(*one) for one in link_decisions.idle(decisions, known)]


def refer(root: Path, texts: Content) -> References:
    """What a text of this site may refer to, as far as the files tell."""
    return References(
        words(root),
        texts.figures,
        texts.claims,
        frozenset(name.removesuffix(".yaml") for name in list_files(root, ENTRIES, (".yaml",)).names),
        {**texts.addresses, **addresses(root)},
        {**texts.pictures, **dict.fromkeys(pictures_of(root), "")},
        overviews(root) | texts.redirected | {"/"},
        lambda path: source_file.anchors(root, path),
        texts.hosts.fault,
    )


def links(site: Site) -> Iterator[tuple[str, Link]]:
    """The links of all texts, each with the file of its text, to addresses of the site."""
    return ((path, link) for path, link in _links(site) if link.address.startswith("/"))


def outer_links(site: Site) -> Iterator[tuple[str, Link]]:
    """Those to other sites."""
    return ((path, link) for path, link in _links(site) if link.address.startswith(("http://", "https://")))


def _links(site: Site) -> Iterator[tuple[str, Link]]:
    lessons = (lesson.path for course in site.courses.courses for lesson in course.lessons)
    for path in sorted([*site.content.texts, *lessons]):
        first, lines = source_file.read_text(site.content.site, path).body
        plain = markdown_text.without_code_spans(markdown_text.without_code(lines, first))
        for link in markdown_text.links(plain, first):
            if not link.picture:
                yield path, link


def main(arguments: list[str]) -> int:
    """1 where there is an error, 2 where nothing could be checked."""
    asked = site_and_day(arguments, USAGE)
    if asked is None:
        return 2
    root, today = asked
    site = examine(root, today)
    report(site, "" if root == Path() else f"{root.as_posix()}/")
    return int(bool(site.errors))


def site_and_day(arguments: list[str], usage: str) -> tuple[Path, date] | None:
    """What a command line names; None, and why on the standard error, where nothing can be read."""
    if len(arguments) > 1 or any(one.startswith("-") for one in arguments):
        print(usage, file=sys.stderr)
        return None
    root = Path(*arguments)
    if not root.is_dir():
        print(f"{root}: there is no such folder", file=sys.stderr)
        return None
    try:
        return root, day()
    except ValueError:
        print(f"AS_OF: {date_layout(os.environ['AS_OF'])}", file=sys.stderr)
        return None


def day() -> date:
    """Today, because a check is made by a person and no build; AS_OF stands in for it."""
    given = os.environ.get("AS_OF")
    return date.fromisoformat(given) if given else date.today()  # noqa: TID251 - see above


def report(site: Site, folder: str = "") -> None:
    """Errors, warnings, and one line that sums up; on GitHub also beside the files and in the summary.

    Each is printed once: what GitHub shows beside a file is a line of the log as well.
    """
    listed = sorted(site.diagnostics, key=lambda one: one.severity == "warning")
    summary = summed_up(site)
    beside = workflow_commands.chosen(listed) if os.environ.get("GITHUB_ACTIONS") == "true" else frozenset()
    lines = (workflow_commands.command(one, folder) if one in beside else shown(one) for one in listed)
    terminal.show([*lines, summary])
    if file := os.environ.get("GITHUB_STEP_SUMMARY"):
        with open(file, "a", encoding="utf-8") as opened:
            opened.write(job_summary.table(listed, summary))


def shown(one: Diagnostic) -> str:
    return f"{one} (warning)" if one.severity == "warning" else str(one)


def summed_up(site: Site) -> str:
    errors = site.errors
    sound = [
        count(site.directory.profiles, "sound profile"),
        count(site.courses.courses, "sound course"),
        count(site.content.texts, "sound text"),
    ]
    warnings = len(site.diagnostics) - len(errors)
    return f"{', '.join(sound)}; {count(errors, 'error')}, {count(range(warnings), 'warning')}"


def count(things: Sized, noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
