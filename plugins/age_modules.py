"""age for browsers as its makers published it: modules that find each other by their paths.

Nothing is bundled. In a published file only the addresses of its imports are changed, as a browser knows no
`@noble/hashes/sha2.js`; so whoever audits it compares it with npm's, line by line.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from plugins.build_error import stop_build
from plugins.npm_packages import MISSING, MODULES

FIRST = "age-encryption"
FOLDER = "js/age"
MISSING_AGE = MISSING.format(package=FIRST, purpose="with which editors open what was sealed")
# At the start of a line, so that no example in a comment is taken for one.
_IMPORT = re.compile(r"""^((?:import|export)\b[^'";]*?\bfrom\s*)(["'])([^"'\n]+)\2""", re.MULTILINE)


def is_installed(modules: Path = MODULES) -> bool:
    return (modules / FIRST / "package.json").is_file()


def files(modules: Path = MODULES) -> dict[str, bytes]:
    """By the name in the theme; all that age-encryption needs, and nothing else."""
    made: dict[str, bytes] = {}
    waiting = [entry(modules)]
    while waiting:
        path = waiting.pop()
        name = path.relative_to(modules).as_posix()
        if f"{FOLDER}/{name}" not in made:
            text = read(path)
            waiting += imported(text, path, modules)
            made[f"{FOLDER}/{name}"] = _with_paths(text, path, modules).encode()
    return made


def entry(modules: Path = MODULES) -> Path:
    """The module to import."""
    return resolve(FIRST, modules, modules)


def read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError:
        stop_build([MISSING_AGE])


def imported(text: str, path: Path, modules: Path) -> Iterator[Path]:
    return (resolve(match[3], path.parent, modules) for match in _IMPORT.finditer(text))


def _with_paths(text: str, path: Path, modules: Path) -> str:
    def address(match: re.Match[str]) -> str:
        target = resolve(match[3], path.parent, modules)
        relative = posixpath.relpath(target.as_posix(), path.parent.as_posix())
        dotted = relative if relative.startswith(".") else f"./{relative}"
        return f"{match[1]}{match[2]}{dotted}{match[2]}"

    return _IMPORT.sub(address, text)


def resolve(name: str, folder: Path, modules: Path) -> Path:
    """The file that an import names: beside the module, or what a package says that it exports."""
    if name.startswith("."):
        return Path(posixpath.normpath((folder / name).as_posix()))
    parts = name.split("/")
    length = 2 if name.startswith("@") else 1
    package, inner = modules.joinpath(*parts[:length]), "/".join(parts[length:])
    about = json.loads(read(package / "package.json"))
    return Path(posixpath.normpath((package / _exported(about, inner)).as_posix()))


def _exported(about: dict[str, object], inner: str) -> str:
    """Conditions are those of a browser; a package without exports has one file, `main`."""
    wanted = f"./{inner}" if inner else "."
    exports = about.get("exports") or {".": about["main"]}
    target = exports.get(wanted) if isinstance(exports, dict) else exports
    while isinstance(target, dict):
        target = target.get("browser") or target.get("import") or target.get("default")
    if not isinstance(target, str):
        stop_build([f"{about.get('name')} has no {wanted} for browsers: another version of it is needed"])
    return target
