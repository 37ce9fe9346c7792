"""A directory of one's own: the invented entries go, and everything still holds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import check
from records.diagnostic import Severity
from report.without_samples import main
from tests.site_builder import ROOT
from tests.test_architecture import tracked
from tests.test_content_bad_files import NEWS, TODAY, site_of
from tests.test_experts_checks import entry

AGREED = "{public_listing: 2026-07-28, photo: 2026-07-28}"
INVENTED = entry(name="Dora", sample="true", photo="{file: dora.png}", consent=AGREED)
REAL = entry(name="Carl")
GONE = "name: Fay\nsample: true\nremoved: {on: 2026-11-01}\n"
BARE = "Title: A\nDate: 2026-07-30\nSummary: B.\nExperts: {}\n\nA text.\n"
FENCED = "---\ntitle: A\ndate: 2026-07-30\nsummary: B.\nexperts: {}\ntopics: [nrm]\n---\n\nA text.\n"
LONGER = "---\ntitle: A\nexperts:\n  - dora\n  - carl  # too\ndate: 2026-07-30\nsummary: B.\n---\nA text.\n"


def site(folder: Path, files: dict[str, str], commit: bool = True) -> Path:
    profiles = {"experts/profiles/asha-example.yaml": None, "experts/profiles/dora.yaml": INVENTED}
    more: dict[str, str] = {"experts/profiles/carl.yaml": REAL, "experts/profiles/fay.yaml": GONE}
    limits = {"experts/limits.yaml": "# Ours.\nminimum_profiles: 2  # of all\n"}
    root = site_of({"files": {**profiles, **more, **limits, **files}}, folder / "site")
    (root / "experts/photos").mkdir()
    (root / "experts/photos/dora.png").write_bytes(picture())
    git(root, "init", "-q")
    if commit:
        git(root, "add", "-A")
        git(root, "commit", "-q", "-m", "All of it")
    return root


def picture() -> bytes:
    import io

    from PIL import Image

    held = io.BytesIO()
    Image.new("RGB", (400, 400), "white").save(held, "PNG")
    return held.getvalue()


def git(root: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AS_OF", TODAY.isoformat())
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)


TEXTS = {
    "one line": (BARE.format("dora, carl"), BARE.format("carl")),
    "the only one": (BARE.format("dora"), BARE.replace("Experts: {}\n", "")),
    "between lines": (FENCED.format("[carl, dora]"), FENCED.format("[carl]")),
    "the only one between lines": (FENCED.format("[dora]"), FENCED.replace("experts: {}\n", "")),
    "a list": (LONGER, LONGER.replace("experts:\n  - dora\n  - carl  # too\n", "experts: [carl]\n")),
    "a name within another": (BARE.format("carl"), BARE.format("carl")),
}


@pytest.mark.parametrize("case", TEXTS)
def test_samples_go_with_their_photos_and_their_names(tmp_path: Path, case: str) -> None:
    before, after = TEXTS[case]
    root = site(tmp_path, {NEWS: before})
    assert main([str(root)]) == 0
    assert [path.name for path in sorted((root / "experts/profiles").iterdir())] == ["carl.yaml"]
    assert [*(root / "experts/photos").iterdir()] == []
    assert (root / NEWS).read_text("utf-8") == after
    assert (root / "experts/limits.yaml").read_text("utf-8") == "# Ours.\nminimum_profiles: 1  # of all\n"
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "No samples")
    assert errors(root) == []


def errors(root: Path) -> list[Any]:
    bad: Severity = "error"
    return [one for one in check.examine(root, TODAY).diagnostics if one.severity == bad]


def test_the_dry_run_only_says_it(tmp_path: Path, capsys: Any) -> None:
    root = site(tmp_path, {NEWS: BARE.format("dora")})
    assert main(["--dry-run", str(root)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "experts/photos/dora.png would be deleted",
        "experts/profiles/dora.yaml would be deleted",
        "experts/profiles/fay.yaml would be deleted",
        f"{NEWS} would be freed of their names",
        "experts/limits.yaml would be set to minimum_profiles: 1",
    ]
    assert (root / "experts/profiles/dora.yaml").read_text("utf-8") == INVENTED


def test_what_only_a_person_can_decide_is_listed(tmp_path: Path, capsys: Any) -> None:
    about = "Title: About\nSummary: S.\n\n## Figures\n\nAsk [Dora](/experts/dora/).\n"
    carl = entry(name="Carl", affiliations="[{organisation: Dora's, profile: dora}]")
    moved = "name: Eva\nremoved: {on: 2026-11-01, moved_to: dora}\n"
    entries = {"experts/profiles/carl.yaml": carl, "experts/profiles/eva.yaml": moved}
    odd = '---\ntitle: A\n"experts": [dora]\ndate: 2026-07-30\nsummary: B.\n---\nText.\n'
    root = site(tmp_path, {NEWS: odd, "content/pages/about.md": about, **entries})
    assert main([str(root)]) == 1
    told = capsys.readouterr().out.partition("Mend them by hand:\n")[2].split("\n")
    assert [line.strip().partition(": ")[0].rpartition(":")[0] for line in told if line] == [
        NEWS, "content/pages/about.md", "experts/profiles/carl.yaml", "experts/profiles/eva.yaml",
    ]  # fmt: skip


ALL_REAL = {f"experts/profiles/{name.lower()}.yaml": entry(name=name) for name in ("Dora", "Fay")}


@pytest.mark.parametrize(
    ("files", "commit", "message"),
    [
        ({"experts/profiles/carl.yaml": "name: Carl\n"}, True, "The check finds"),
        ({}, False, "These are not committed, and would be lost. Commit them first:\n"),
        (ALL_REAL, True, "There is no invented entry and no invented course here."),
    ],
)  # fmt: skip
def test_nothing_is_touched(
    tmp_path: Path, capsys: Any, files: dict[str, str], commit: bool, message: str
) -> None:
    root = site(tmp_path, files, commit)
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    assert main([str(root)]) == 2
    assert message in capsys.readouterr().err
    assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before


# What is fast, and reads the texts, courses and settings of the repository or builds its site.
OWN = ["tests/test_site_links.py", "tests/test_site_pages.py",
       "tests/test_content_schema.py", "tests/test_architecture.py", "tests/test_report.py"]  # fmt: skip
CHOSEN = "own or site0 or guide"


@pytest.mark.long
def test_a_copy_of_this_repository_holds_without_them(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    for file in tracked():
        target = copy / file.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    (copy / "node_modules").symlink_to(ROOT / "node_modules")
    git(copy, "init", "-q")
    git(copy, "add", "-A")
    git(copy, "commit", "-q", "-m", "All of it")
    taken = in_copy(copy, "report.without_samples")
    assert taken.returncode == 0 or "There is no invented entry" in taken.stderr, taken.stderr
    git(copy, "add", "-A")
    git(copy, "commit", "-q", "--allow-empty", "-m", "No invented entries")
    for arguments in (["check"], ["pytest", "-n", "0", "-q", "-p", "no:cacheprovider", *OWN, "-k", CHOSEN]):
        done = in_copy(copy, *arguments)
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def in_copy(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """As of the day on which the repository was written last, which its days are not after."""
    asked = ["git", "log", "-1", "--format=%cs"]
    day = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    given = {key: text for key, text in os.environ.items() if not key.startswith(("GITHUB_", "PYTEST_"))}
    command, env = [sys.executable, "-m", *arguments], {**given, "AS_OF": day, "PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=copy, env=env, capture_output=True, text=True, check=False)


def test_outside_of_git_nothing_is_touched(tmp_path: Path, capsys: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    root = site(tmp_path, {})
    git_folder = root / ".git"
    git_folder.rename(tmp_path / "elsewhere")
    assert main([str(root)]) == 2
    assert "is not in git, so nothing could be brought back" in capsys.readouterr().err
