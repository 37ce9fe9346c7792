"""Pictures as they come from a camera: whether they can be shown, and their pixels."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from records.diagnostic import Diagnostic
from records.files import list_tree, read_file

if TYPE_CHECKING:
    from PIL import Image

ENDINGS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
MOST_PIXELS = 40_000_000
MOST_BYTES = 10 * 1024 * 1024
_NAME = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.(?:jpe?g|png|webp)\Z")


class PictureError(Exception):
    """Says in plain words why a picture cannot be shown."""


def check(site: Path, folder: str) -> Iterator[Diagnostic]:
    """Everything that is wrong with the pictures in a folder of the site, and in folders in it."""
    names, others, diagnostics = list_tree(site, folder, tuple(f".{ending}" for ending in ENDINGS))
    yield from diagnostics
    yield from _alike([*names, *others])
    reported = {diagnostic.path for diagnostic in diagnostics}
    for path in [*names, *others]:
        message = None if path in reported else odd_name(path.rpartition("/")[2])
        if message or (message := _trouble(site, path)):
            yield Diagnostic(path, 1, "", message)


def odd_name(name: str) -> str | None:
    if name.rpartition(".")[2].lower() not in ENDINGS:
        return f"only pictures belong here, and their names end in {', '.join(f'.{one}' for one in ENDINGS)}"
    if not _NAME.match(name):
        return "a picture's file name can hold letters a-z, digits and single hyphens, as in 'first-day.jpg'"
    return None


def _alike(paths: Iterable[str]) -> Iterator[Diagnostic]:
    first: dict[str, str] = {}
    for path in paths:
        earlier = first.setdefault(path.lower(), path)
        if earlier != path:
            yield Diagnostic(
                path, 1, "", f"differs from {earlier} by case only, which many machines take for one"
            )


def _trouble(site: Path, path: str) -> str | None:
    source = read_file(site, path, MOST_BYTES)
    if isinstance(source, Diagnostic):
        return source.message
    try:
        with opened(site / path) as picture:
            pixels(picture, path)
            if picture.format != ENDINGS.get(path.rpartition(".")[2].lower()):
                return f"this is a picture in the format {picture.format}; rename it to match"
    except PictureError as error:
        return str(error)
    return None


def pixels(picture: Image.Image, name: str) -> None:
    """Decodes the picture. Raises PictureError."""
    try:
        picture.load()
    except (OSError, ValueError, SyntaxError):
        raise PictureError(f"{name.rpartition('/')[2]} is not a sound JPEG, PNG or WebP picture") from None


def opened(file: Path) -> Image.Image:
    """A picture that is not too large. Raises PictureError.

    Only the head is read so far, so that a picture meant to fill our memory is found in time.
    """
    from PIL import Image  # takes long to load, and most checks see no picture

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(file, formats=tuple(sorted(set(ENDINGS.values()))))
        if picture.width * picture.height > MOST_PIXELS:
            picture.close()
            raise Image.DecompressionBombError
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError(f"{file.name} has too many pixels; at most {MOST_PIXELS:,} are allowed") from None
    except (OSError, ValueError, SyntaxError):
        raise PictureError(f"{file.name} is not a sound JPEG, PNG or WebP picture") from None
    return picture
