"""python -m functions.bundle FOLDER [PACKAGES]: the folder that is deployed, without any profile.

PACKAGES is where `pip install --target` has put what AWS does not bring; boto3 it does.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("functions", "forms", "experts", "theme/templates")
LEFT_OUT = shutil.ignore_patterns(
    "__pycache__", "profiles", "photos", "*.dist-info", "bin", "tests", "local.py", "disk.py", "git.py",
    "bundle.py", "__main__.py"
)  # fmt: skip
# What the function imports of what is installed, and no more.
PACKAGES = ("_yaml", "jinja2", "markupsafe", "pyrage", "yaml")


def bundle(target: Path, packages: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    for part in PARTS:
        shutil.copytree(ROOT / part, target / part, ignore=LEFT_OUT)
    for name in PACKAGES:
        if (packages / name).is_dir():
            shutil.copytree(packages / name, target / name, ignore=LEFT_OUT)


if __name__ == "__main__":
    bundle(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "build/packages"))
