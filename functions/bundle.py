"""python -m functions.bundle FOLDER [PACKAGES]: the folder that is deployed, without any profile.

PACKAGES is where `pip install --target` has put what AWS does not bring; boto3 it does. The folder cannot
be written to there, so what a start would have to work out each time is worked out here.
"""

from __future__ import annotations

import ast
import compileall
import shutil
import sys
from pathlib import Path
from py_compile import PycInvalidationMode
from zipfile import ZipFile, ZipInfo

from records import packed_vocabularies
from records.vocabulary_reader import load_vocabularies

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("functions", "forms", "experts", "records", "theme/templates")
LEFT_OUT = shutil.ignore_patterns(
    "__pycache__", "profiles", "photos", "*.dist-info", "bin", "tests", "local_server.py",
    "local_adapters.py", "local_letters.py", "git.py", "bundle.py", "__main__.py", "intake.py", "erasure.py",
    "phonenumbers_zip.py", "reply.py", "opened.py", "vocabularies", "*.c", "*.pyi"
)  # fmt: skip
# What the function imports of what is installed, and no more.
PACKAGES = ("_yaml", "jinja2", "markupsafe", "pyrage", "yaml")
# What it never imports or shows; a name that is not there any more stops the bundle.
NOT_IMPORTED = {
    "experts": "bless check_context checks date_checks field_reference history_checks iso_names "
               "places record_files",
    "jinja2": "meta nativetypes sandbox",
    "records": "contact_terms fences fields front_matter job_summary markdown_checks markdown_text pictures "
               "record_source references schema_file search_terms search_text source_file stated_law "
               "word_characters workflow_commands",
}  # fmt: skip
UNUSED = (
    *(f"{folder}/{name}.py" for folder, names in NOT_IMPORTED.items() for name in names.split()),
    "experts/other_names.json", "functions/packages.sh", "theme/templates/course",
    *(f"theme/templates/{name}.html" for name in ("home", "open", "patterns", "patterns-search", "search")),
)  # fmt: skip
WORDS = "xkcdpass/__init__.py", "xkcdpass/static/eff-long"  # not its lists in other languages
PLANS = "phonenumbers"
# Numbering plans only: not who runs a number, nor where it is, nor in which time zone.
NO_PLANS = ("carrier.py", "geocoder.py", "prefix.py", "timezone.py")
RUNTIME = (3, 13)  # as in template.yaml; another Python's compiled files are of no use there, and do no harm


def bundle(target: Path, packages: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    for part in PARTS:
        shutil.copytree(ROOT / part, target / part, ignore=LEFT_OUT)
    for name in PACKAGES:
        if (packages / name).is_dir():
            shutil.copytree(packages / name, target / name, ignore=LEFT_OUT)
            for file in (target / name).rglob("*.py"):
                file.write_text(without_docstrings(file.read_text("utf-8")), "utf-8")
    for part in WORDS:
        (target / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(packages / part, target / part)
    for name in UNUSED:
        path = target / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    pack_plans(packages / PLANS, target)
    (target / "records" / packed_vocabularies.FILE.name).write_bytes(
        packed_vocabularies.pack(load_vocabularies())
    )
    # Without times in them: the same files give the same folder, and no file is looked up to be compared.
    compileall.compile_dir(
        target, quiet=1, stripdir=str(target), invalidation_mode=PycInvalidationMode.UNCHECKED_HASH
    )


def pack_plans(library: Path, target: Path) -> None:
    """One archive that is not compressed: what is deployed is, and packs 500 like files better as one.

    Nothing in it is compiled, to keep it small; who sends a telephone number to a new instance waits for it.
    """
    shutil.copy(ROOT / "functions" / "phonenumbers_zip.py", target / f"{PLANS}.py")
    with ZipFile(target / f"{PLANS}.zip", "w") as archive:
        for file in sorted(library.rglob("*.py")):
            if file.name not in NO_PLANS:
                text = without_docstrings(file.read_text("utf-8"))
                archive.writestr(ZipInfo(f"{PLANS}/{file.relative_to(library)}"), text)


def without_docstrings(source: str) -> str:
    """The same program without its documentation, which is a third of what a library takes up."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(
            node, clean=False
        ):
            node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree)


if __name__ == "__main__":
    bundle(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "build/packages"))
    if sys.version_info[:2] != RUNTIME:
        print(f"For the quickest start, make this with Python {RUNTIME[0]}.{RUNTIME[1]}, which runs it.")
