"""A build that leaves standing what has not changed gives the very files that a clean build gives."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.site_builder import AS_OF, MINI, build, command, copy_code, environment, places

RUNS = int(os.environ.get("SITE_EDIT_RUNS", "2"))


class Work(NamedTuple):
    """A checkout of one's own and a site beside it, to be edited."""

    code: Path
    site: Path
    output: Path
    chance: random.Random

    @property
    def profiles(self) -> list[Path]:
        """Entries that are no tombstones, and that no other file names."""
        paths = sorted((self.site / "experts/profiles").glob("*.yaml"))
        return [file for file in paths if "removed:" not in file.read_text("utf-8")]

    def any_of(self, folder: str, pattern: str) -> Path:
        return self.chance.choice(sorted((self.site / folder).glob(pattern)))

    def number(self) -> int:
        return self.chance.randrange(10**6)


Edit = Callable[[Work], None]


def replace(file: Path, pattern: str, new: str) -> None:
    before = file.read_text("utf-8")
    after = re.sub(pattern, lambda _: new, before, count=1, flags=re.MULTILINE)
    assert after != before, f"{file.name} has no {pattern}"
    file.write_text(after, "utf-8")


def change_entry(work: Work) -> None:
    replace(work.chance.choice(work.profiles), r"^headline: .*$", f"headline: Changed {work.number()}")


def change_the_name(work: Work) -> None:
    replace(work.chance.choice(work.profiles), r"^name: .*$", f"name: Änne Example {work.number()}")


def add_entry(work: Work) -> None:
    folder = work.site / "experts/profiles"
    lines = (folder / "bare-minimum.yaml").read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("identifiers")]
    number = work.number()
    new = "\n".join(kept).replace("Bare Minimum", f"New {number}")
    new = re.sub(r"020 7946 0\d\d\d", f"020 7946 0{number % 1000:03}", new)
    new = re.sub(r"[a-z.-]+@example\.org", f"new{number}@example.org", new)
    (folder / f"new-{number}.yaml").write_text(new, "utf-8")


def remove_entry(work: Work) -> None:
    file = work.chance.choice([file for file in work.profiles if file.stem.startswith(("new-", "long"))])
    file.write_text("name: Somebody who left\nsample: true\nremoved: {on: 2026-11-01}\n", "utf-8")


def rename_entry(work: Work) -> None:
    add_entry(work)
    file = next(file for file in work.profiles if file.stem.startswith("new-"))
    new = file.with_stem(f"renamed-{work.number()}")
    file.rename(new)
    file.write_text(f"name: New\nsample: true\nremoved: {{on: 2026-11-01, moved_to: {new.stem}}}\n", "utf-8")


def let_a_check_age(work: Work) -> None:
    month = work.chance.choice(["2026-10", "2025-10", "2025-03", "2023-01"])
    replace(work.chance.choice(work.profiles), r"\bon: \d{4}-\d\d-\d\d", f"on: {month}-01")


def change_text(work: Work) -> None:
    with work.any_of("content", "*/*.md").open("a", encoding="utf-8") as file:
        file.write(f"\nOne more line, {work.number()}.\n")


def add_news(work: Work) -> None:
    number = work.number()
    text = f"Title: News {number}\nDate: 2026-0{number % 9 + 1}-01\nSummary: New.\nTopics: nrm\n\nText.\n"
    (work.site / f"content/news/2026-0{number % 9 + 1}-01-news-{number}.md").write_text(text, "utf-8")


def remove_news(work: Work) -> None:
    for file in (work.site / "content/news").glob("*-news-*.md"):
        file.unlink()


def change_a_lesson(work: Work) -> None:
    file = work.any_of("courses", "*/*.md")
    place = work.chance.choice([r"^title: .*$", r"^## .*$"])
    replace(file, place, f"{'title:' if 'title' in place else '##'} Lesson {work.number()}")


def change_a_course(work: Work) -> None:
    replace(work.any_of("courses", "*/course.yaml"), r"^summary: .*$", f"summary: Changed {work.number()}.")


def change_the_glossary(work: Work) -> None:
    replace(
        work.site / "courses/glossary.yaml", r"^  definition: .*$", f"  definition: It is {work.number()}."
    )


def change_what_is_cited(work: Work) -> None:
    replace(work.site / "content/statistics.yaml", r"figure: .*$", f"figure: {work.number()} people")
    replace(
        work.site / "content/claims.yaml", r"  statement: .*$", f"  statement: It is rule {work.number()}."
    )
    replace(work.site / "content/claims.yaml", r"what: .*$", f"what: It changed {work.number()} times.}}")


def change_a_label(work: Work) -> None:
    file = work.code / "experts/vocabularies/topics.yaml"
    replace(file, r"^    label: .*$", f"    label: Label {work.number()}")


def change_a_template(work: Work) -> None:
    names = ["base.html", "profile-body.html", "list.html", "card.html", "macros.html", "news-items.html"]
    file = work.code / "theme/templates" / work.chance.choice(names)
    replace(
        file,
        r"<(ul|p|li|section|footer) ",
        f'<{work.chance.choice("ul p li".split())} data-x="{work.number()}" ',
    )


def change_the_style(work: Work) -> None:
    with (work.code / "theme/static/css/site.css").open("a", encoding="utf-8") as file:
        file.write(f"@layer print {{ .x{work.number()} {{ color: red }} }}\n")


def change_a_setting(work: Work) -> None:
    name = work.chance.choice(["SITENAME", "TAGLINE", "EDITORS_EMAIL"])
    replace(
        work.code / "pelicanconf.py", rf"^{name} = .*$", f'{name} = "changed-{work.number()}@example.org"'
    )


def change_the_code(work: Work) -> None:
    replace(
        work.code / "plugins/directory/views.py", r'"fresh": ".*?"', f'"fresh": "Checked {work.number()}"'
    )


def lose_a_page(work: Work) -> None:
    shutil.rmtree(work.chance.choice(sorted(work.output.glob("experts/*"))), ignore_errors=True)


def tamper_with_a_page(work: Work) -> None:
    for file in work.chance.sample(sorted(work.output.rglob("*.html")), 3):
        file.write_text(file.read_text("utf-8").upper(), "utf-8")


def leave_rubbish(work: Work) -> None:
    (work.output / "experts/rubbish").mkdir(parents=True, exist_ok=True)
    (work.output / "experts/rubbish/index.html").write_text("old")


def break_the_memory(work: Work) -> None:
    for file in sorted(Path(f"{work.output}.cache").glob("*")):
        content = bytearray(file.read_bytes())
        cut = work.chance.randrange(len(content))
        content[cut] ^= 0xFF
        file.write_bytes(work.chance.choice([content, content[:cut], b""]))


def lose_the_memory(work: Work) -> None:
    shutil.rmtree(f"{work.output}.cache")


def kill_a_build(work: Work) -> None:
    change_a_template(work)
    process = subprocess.Popen(
        command(work.site, work.output),
        cwd=work.code,
        env=environment(**places(work.site, work.output), AS_OF=AS_OF),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(work.chance.uniform(0.3, 1.5))
    process.kill()
    process.wait()


# What concerns every page, so that a build hides what the builds before have left out of date.
WIDE: list[Edit] = [
    change_a_label, change_a_template, change_the_style, change_a_setting, change_the_code,
    break_the_memory, lose_the_memory, kill_a_build,
]  # fmt: skip
LOCAL: list[Edit] = [
    change_entry, change_the_name, add_entry, remove_entry, rename_entry, let_a_check_age, change_text,
    add_news, remove_news, change_a_lesson, change_a_course, change_the_glossary, change_what_is_cited,
    lose_a_page, tamper_with_a_page, leave_rubbish,
]  # fmt: skip


def files(folder: Path) -> dict[str, bytes]:
    paths = (file for file in folder.rglob("*") if (file.is_file() and file.parent != folder) or file.suffix)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in paths if file.is_file()}


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@pytest.fixture
def work(tmp_path: Path, request: pytest.FixtureRequest) -> Work:
    code = tmp_path / "code"
    copy_code(code)
    site = Path(shutil.copytree(MINI, tmp_path / "site"))
    made = Work(code, site, tmp_path / "output", random.Random(request.node.name))
    add_entry(made)  # what is removed later
    add_news(made)
    return made


def batches(chance: random.Random, run: int) -> list[list[list[Edit]]]:
    """One wide edit with a build of its own, then two others with one; any two runs make all edits."""
    wide, local = WIDE[run % 2 :: 2], LOCAL[run % 2 :: 2]
    chance.shuffle(wide)
    chance.shuffle(local)
    return [[[edit], local[2 * at : 2 * at + 2]] for at, edit in enumerate(wide)]


def build_here(work: Work, output: Path, done: list[str]) -> None:
    told = build(work.site, output, code=work.code, AS_OF=AS_OF)
    assert told.returncode == 0, f"after {done}:\n{told.stdout}\n{told.stderr}"


@pytest.mark.long
@pytest.mark.parametrize("run", range(RUNS))
def test_after_any_edits_a_build_equals_a_clean_one(work: Work, tmp_path: Path, run: int) -> None:
    """A page that a build leaves out of date is so until the end of its batch, when a clean build is made."""
    done: list[str] = []
    build_here(work, work.output, done)
    for number, batch in enumerate(batches(work.chance, run)):
        for edits in batch:
            for edit in edits:
                edit(work)
                done.append(edit.__name__)
            build_here(work, work.output, done)
        clean = tmp_path / f"clean{number}"
        build_here(work, clean, done)
        assert not differences(files(work.output), files(clean)), f"after {done}"
        shutil.rmtree(clean)


def test_an_unchanged_site_is_left_as_it_is(tmp_path: Path) -> None:
    output = tmp_path / "output"
    build(MINI, output, AS_OF=AS_OF)
    before = {file: file.stat().st_mtime_ns for file in output.rglob("*") if file.is_file()}
    done = build(MINI, output, AS_OF=AS_OF)
    after = {file: file.stat().st_mtime_ns for file in output.rglob("*") if file.is_file()}
    changed = {file.name for file in before.keys() | after.keys() if before.get(file) != after.get(file)}
    assert changed <= {".directory-output", ".directory-build"}
    assert " 0 written" in done.stdout
