"""How a build ends on bad data: with all that is wrong, in words for editors, and without a traceback."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

from records.diagnostic import Diagnostic


def stop_build(diagnostics: Iterable[Diagnostic | str]) -> NoReturn:
    lines = [str(diagnostic) for diagnostic in diagnostics]
    count = f"{len(lines)} error{'' if len(lines) == 1 else 's'}"
    raise SystemExit("\n".join([*lines, f"The build stopped: {count}, see above."]))
