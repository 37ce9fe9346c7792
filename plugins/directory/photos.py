"""Pictures of experts: square, small, and without the data that a camera hides in them."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PIL import Image, ImageOps

from engine.cache import Cache
from engine.fingerprints import fingerprint
from engine.parallel import parallel_map
from records import pictures

SIZES = (96, 192)  # one for common screens, one for fine ones


class PhotoError(Exception):
    """Says in plain words why a picture cannot be used."""


@dataclass(frozen=True, slots=True)
class Rendition:
    width: int
    path: str  # in the output; its name holds the fingerprint of its bytes
    content: bytes


RenditionResult = list[Rendition] | PhotoError


def all_renditions(files: Iterable[Path], cache: Cache) -> dict[Path, RenditionResult]:
    """Of each picture, or why it cannot be used."""
    names = {file: fingerprint(file.name, file.read_bytes() if file.is_file() else None) for file in files}
    factories = {key: partial(_attempt, file) for file, key in names.items()}
    results = dict(zip(factories, cache.of(factories, parallel_map), strict=True))
    cache.write()
    return {file: results[key] for file, key in names.items()}


def _attempt(file: Path) -> RenditionResult:
    try:
        return renditions(file)
    except PhotoError as error:
        return error


def renditions(file: Path) -> list[Rendition]:
    picture = read(file)
    return [_rendition(file.stem, picture, size) for size in SIZES]


def read(file: Path) -> Image.Image:
    """Upright, as the camera's orientation says, and in plain colours."""
    if not file.is_file():
        raise PhotoError(f"there is no picture {file.name} in experts/photos/")
    try:
        with pictures.opened(file) as picture:
            pictures.pixels(picture, file.name)
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except pictures.PictureError as error:
        raise PhotoError(str(error)) from None
    return Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright).convert("RGB")


def _rendition(name: str, picture: Image.Image, size: int) -> Rendition:
    small = ImageOps.fit(picture, (size, size), Image.Resampling.LANCZOS, centering=(0.5, 0.4))
    buffer = io.BytesIO()
    Image.frombytes("RGB", small.size, small.tobytes()).save(buffer, "WEBP", quality=80, method=4)
    content = buffer.getvalue()
    fingerprint = hashlib.sha256(content).hexdigest()[:10]
    return Rendition(size, f"photos/{name}-{size}-{fingerprint}.webp", content)
