"""What holds the project together: the locks, the make targets, the first start, the layers."""

import ast
import json
import os
import re
import shutil
import stat
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from tests.site_builder import PATIENCE, ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCKS = ["requirements.txt", "requirements-dev.txt"]
# A letter in brackets, so that this file does not hold what it looks for.
REGISTRIES = re.compile("registry[.]npmj[s]|pypi[.]or[g]|pythonhoste[d]|yarnpk[g]")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = MAKEFILE.partition(".PHONY: ")[2].partition("\n")[0].split()


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout: nothing says which files are ours")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def pins(lock: str) -> dict[str, tuple[str, int]]:
    """Package name to its version and how many hashes it has."""
    blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text("utf-8"))
    matches = (re.match(r"([a-z0-9-]+)==([^ ;]+)", block) for block in blocks)
    return {
        match[1]: (match[2], len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", match.string)))
        for match in matches
        if match
    }


def wanted(lock: str) -> list[Requirement]:
    dev = PROJECT["optional-dependencies"]["dev"] if lock == "requirements-dev.txt" else []
    return [Requirement(text) for text in [*PROJECT["dependencies"], *dev]]


def test_no_file_names_a_package_registry() -> None:
    """Whichever index the machine is set up for answers; the hashes decide."""
    texts = {path: path.read_bytes().decode("utf-8", "replace") for path in tracked()}
    assert [str(path.relative_to(ROOT)) for path, text in texts.items() if REGISTRIES.search(text)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes(lock: str) -> None:
    locked = pins(lock)
    # A package may stand there twice, for older and for newer Pythons.
    named = set(re.findall(r"^[^# =]+", (ROOT / lock).read_text("utf-8"), re.MULTILINE))
    assert len(locked) == len(named) > 20
    assert [name for name, (_, hashes) in locked.items() if not hashes] == []
    assert not re.search(r"^-", (ROOT / lock).read_text("utf-8"), re.MULTILINE), "an option, such as an index"


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_fits_what_pyproject_asks_for(lock: str) -> None:
    """After a change of the dependencies: make lock."""
    locked = pins(lock)
    missing = [str(each) for each in wanted(lock) if each.name.lower() not in locked]
    assert missing == []
    unfit = [str(each) for each in wanted(lock) if locked[each.name.lower()][0] not in each.specifier]
    assert unfit == []


def test_the_tests_lock_holds_the_build_s_lock() -> None:
    build, dev = (pins(lock) for lock in LOCKS)
    assert {name: dev.get(name) for name in build} == build


def test_the_locks_are_for_the_oldest_python_that_is_welcome() -> None:
    assert PROJECT["requires-python"] == ">=3.11"
    assert "3.11" in SpecifierSet(PROJECT["requires-python"])
    assert "(3, 11)" in (ROOT / "bootstrap.sh").read_text("utf-8")


def test_npm_packages_are_exact_and_have_hashes_and_no_address() -> None:
    asked = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert packages.pop("")["devDependencies"] == asked
    assert {name: packages[f"node_modules/{name}"]["version"] for name in asked} == asked
    assert [name for name, each in packages.items() if "resolved" in each or "integrity" not in each] == []


def test_make_alone_lists_every_target() -> None:
    make = ["make", "--no-print-directory"]
    shown = subprocess.run(make, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [line.split()[1] for line in shown.splitlines()] == TARGETS


def test_hacking_tells_of_every_target_and_every_setting() -> None:
    told = (ROOT / "HACKING.md").read_text("utf-8")
    settings = "".join((ROOT / name).read_text("utf-8") for name in ("pelicanconf.py", "publishconf.py"))
    names = set(re.findall(r'(?:environ\.get|_path)\("(\w+)"', settings))
    assert sorted(name for name in names if f"`{name}`" not in told) == []
    assert [target for target in TARGETS if f"make {target}" not in told and target != "help"] == []


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_is_a_line_or_two(target: str) -> None:
    match = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    assert match
    assert match[1].count("\n") <= 2


# What each part may know of the others:
# plugins -> engine, check, experts, courses, content, forms -> records <- functions <- publishing -> engine
LAYERS: dict[str, set[str]] = {
    "records": set(),
    "experts": {"records"},
    "courses": {"records"},
    "content": {"records"},
    "forms": {"experts", "records"},
    "check": {"experts", "courses", "content", "records"},
    "report": {"check", "experts", "courses", "content", "records", "pelicanconf"},
    "engine": set(),
    "plugins": {"engine", "check", "experts", "courses", "content", "forms", "records"},
    "functions": {"experts", "forms", "records"},
    "gate": {"experts", "records"},
    "watch": {"check", "content", "courses", "experts", "gate", "pelicanconf", "records"},
    "publishing": {"engine", "functions", "records"},
    "hosting": {"engine", "experts", "forms", "functions", "gate", "publishing", "records"},
}
PARTS = {*LAYERS, "bench", "live", "pelicanconf", "publishconf", "serve", "tests"}
# Libraries with a home: a profile is read without Babel, a page is made without AWS.
AT_HOME = {
    "babel": {"plugins"},
    "boto3": {"functions", "hosting", "publishing"},
    "botocore": {"functions", "hosting", "publishing"},
    "pelican": {"plugins"},
    "protego": {"watch"},
}
# `make bless` is run by a programmer, who has Babel; a build that waits is started with the build's settings.
EXCEPTIONS = {
    ("experts/bless.py", "babel"),
    ("experts/iso_names.py", "babel"),
    ("plugins/standby.py", "pelicanconf"),
}


def imported(path: Path) -> set[str]:
    """The top names of all that a module imports, wherever in it."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named = {
        node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level
    }
    return {name.partition(".")[0] for name in plain | named}


@pytest.mark.parametrize("part", LAYERS)
def test_imports_run_one_way(part: str) -> None:
    unwelcome = (PARTS - LAYERS[part] - {part}) | {
        name for name, homes in AT_HOME.items() if part not in homes
    }
    modules = sorted((ROOT / part).rglob("*.py")) or [ROOT / f"{part}.py"]
    assert modules
    broken = {
        (path.relative_to(ROOT).as_posix(), name) for path in modules for name in imported(path) & unwelcome
    }
    assert broken - EXCEPTIONS == set()


GUIDES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
# A path is known by its first folder; one with a placeholder, such as <slug>, is none.
PATH = re.compile(
    rf"(?<![\w/.-])((?:{'|'.join(map(re.escape, [*LAYERS, 'theme', 'tests', 'docs', 'bench']))})/"
    r"(?:[\w.-]+/)*(?:[\w-]+\.\w+\b)?)(?![\w<*-])"
)
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
LINK = re.compile(r"\]\((?![a-z]+:|#)([^)#\s]+)")
# Files that a guide takes for an example, and that nobody has.
EXAMPLES = {
    "experts/asha-example/index.html",
    "courses/first-steps/01-first-contact.md",
    "experts/profiles/asha-example.yaml",
    "experts/profiles/robin-example.yaml",
}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_every_path_in_a_guide_is_there(guide: Path) -> None:
    text = guide.read_text("utf-8")
    missing = {path for path in PATH.findall(text) if not (ROOT / path).exists()}
    links = LINK.findall(CODE.sub("", text))
    missing |= {path for path in links if not (guide.parent / path).exists()}
    assert missing - EXAMPLES == set()


def test_each_question_has_one_path() -> None:
    section = (ROOT / "HACKING.md").read_text("utf-8").partition("## How a change finds its place\n")[2]
    rows = re.findall(r"^\| (.*\?.*) \| (.*) \|$", section.partition("\n## ")[0], re.MULTILINE)
    assert len(rows) >= 12
    assert [answer for _, answer in rows if not (ROOT / answer.strip("`")).exists()] == []


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A folder with the bootstrap and an empty lock, so that an install needs no network."""
    shutil.copy(ROOT / "bootstrap.sh", tmp_path)
    (tmp_path / "requirements.txt").write_text("# nothing\n")
    return tmp_path


def bootstrap(folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "bootstrap.sh", "requirements.txt"],
        cwd=folder,
        env=os.environ | {"PYTHON": "", "PIP_NO_INDEX": "1"} | env,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def fake_python(path: Path, version: str, venv: bool) -> Path:
    """A Python that only knows its version, whether that will do, and whether it can make environments."""
    lines = [
        "#!/bin/sh",
        'case "$2" in',
        f"  *ensurepip*) exit {0 if venv else 1} ;;",
        f"  *print*) echo {version} ;;",
        f"  *'< (3, 11)'*) exit {int(int(version.split('.')[1]) < 11)} ;;",
        "esac",
    ]
    path.write_text("\n".join(lines) + "\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.mark.parametrize(
    ("version", "venv", "said"),
    [
        ("3.9", True, "Python 3.11 or newer is needed, and was not found. What is here:"),
        ("3.12", False, "Python 3.12 is here, but without its venv module"),
    ],
)
def test_a_python_that_will_not_do_is_told_with_what_to_install(
    fresh: Path, version: str, venv: bool, said: str
) -> None:
    python = fake_python(fresh / "old python", version, venv)
    done = bootstrap(fresh, PYTHON=str(python))
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert "sudo apt install python3." in done.stderr
    assert "make serve PYTHON=" in done.stderr
    assert not (fresh / ".venv").exists()


def test_no_python_at_all_is_told_too(fresh: Path) -> None:
    done = bootstrap(fresh, PYTHON=str(fresh / "nothing"))
    assert done.returncode == 1
    assert "Python 3.11 or newer is needed, and was not found.\n" in done.stderr


def test_a_failed_install_is_shown_whole_and_mended_by_the_next_run(fresh: Path) -> None:
    lock, ready = fresh / "requirements.txt", fresh / ".venv" / ".ready"
    lock.write_text(f"no-such-package==1 --hash=sha256:{'0' * 64}\n")
    failed = bootstrap(fresh)
    assert failed.returncode == 1
    assert "No matching distribution found for no-such-package==1" in failed.stderr
    assert "The installation failed" in failed.stderr
    assert not ready.exists()

    (fresh / ".venv" / "left-over").touch()
    lock.write_text("# nothing\n")
    mended = bootstrap(fresh)
    assert (mended.returncode, mended.stderr) == (0, "")
    assert mended.stdout.endswith("Ready.\n")
    assert ready.exists()
    assert not (fresh / ".venv" / "left-over").exists()


def test_the_larger_installation_is_not_undone_by_the_smaller(fresh: Path) -> None:
    bootstrap(fresh)
    larger = fresh / ".venv" / ".ready-dev"
    larger.touch()
    assert bootstrap(fresh).stdout == ""
    assert larger.exists()

    os.utime(larger, (0, 0))  # the lock has changed since
    assert "Downloading and installing" in bootstrap(fresh).stdout
    assert not larger.exists()
