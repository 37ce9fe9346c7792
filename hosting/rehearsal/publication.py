"""What the deployment workflow does on a merge: main is fetched, built for the public, and sent."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from hosting.rehearsal.emulator import Emulator
from hosting.rehearsal.errors import RehearsalError

ROOT = Path(__file__).parents[2]
DATA = ("content", "courses", "experts/profiles", "experts/photos")
GIT = {f"GIT_{role}_{part}": "editor@directory.example" for role in ("AUTHOR", "COMMITTER")
       for part in ("NAME", "EMAIL")}  # fmt: skip
# Invented entries and unconfirmed numbers are shown, marked: it is a rehearsal.
PUBLIC = {"FORMS": "deployed", "SAMPLES": "mark", "UNCONFIRMED_NUMBERS": "mark", "PYTHONUTF8": "1"}


def start_repository(site: Path, bare: Path) -> None:
    """A repository with the site's data as it is now, committed or not, as its first commit."""
    work = bare.with_name(f"{bare.stem}-start")
    for part in DATA:
        if (site / part).is_dir():
            shutil.copytree(site / part, work / part, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    (work / "README.md").write_text("The data of a rehearsal\n", "utf-8")
    git(work, "init", "-q", "-b", "main")
    git(work, "add", ".")
    git(work, "commit", "-q", "-m", "Start of the rehearsal")
    git(work, "clone", "-q", "--bare", str(work), str(bare))
    shutil.rmtree(work)


def start_empty(bare: Path) -> None:
    bare.mkdir()
    git(bare, "init", "-q", "--bare", "-b", "main")
    empty = git(bare, "mktree")
    git(bare, "update-ref", "refs/heads/main", git(bare, "commit-tree", empty, "-m", "Start"))


class Publication:
    """One after the other: its output and cache are those of the last one, so that a build is incremental."""

    def __init__(
        self, aws: Emulator, bare: Path, origin: str, outputs: Mapping[str, str], **settings: str
    ) -> None:
        self.site, self.output = bare.with_name("site"), bare.with_name("output")
        git(bare.parent, "clone", "-q", str(bare), str(self.site))
        self.child: subprocess.Popen[str] | None = None
        self.environment = {
            **aws.environment(), **PUBLIC, "ORIGIN": origin,
            "SITE": str(self.site), "OUTPUT": str(self.output),
            "CACHE": str(bare.with_name("cache")), "SITE_BUCKET": outputs["SiteBucket"],
            "FUNCTION_BUCKET": outputs["FunctionBucket"], "DISTRIBUTION": outputs["Distribution"], **settings,
        }  # fmt: skip

    def publish(self) -> str:
        """Builds and sends main as it is now; what the deployment said."""
        git(self.site, "pull", "-q", "--ff-only")
        content = str(self.site / "content")
        self.run("pelican", content, "-s", "publishconf.py", "--fatal", "warnings", "-o", str(self.output))
        return self.run("publishing", "deploy")

    def roll_back(self, release: str = "") -> str:
        """Without a release, what there is to go back to."""
        return self.run("publishing", "rollback", *([release] if release else []))

    def run(self, module: str, *arguments: str) -> str:
        with subprocess.Popen(
            [sys.executable, "-m", module, *arguments], cwd=ROOT, env=self.environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
        ) as child:  # fmt: skip
            self.child = child
            told = child.communicate()[0]
        if child.returncode:
            raise RehearsalError(f"{module} {' '.join(arguments)} failed:\n{told}")
        return told

    def stop(self) -> None:
        """From another thread: what runs now ends."""
        if self.child and self.child.poll() is None:
            self.child.kill()


def git(folder: Path, *command: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *command],  # noqa: S607 that of the path
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", **GIT},
        check=False, capture_output=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    if done.returncode:
        raise RehearsalError(f"git {' '.join(command)}: {done.stderr.decode('utf-8', 'replace').strip()}")
    return done.stdout.decode("utf-8", "replace").strip()
