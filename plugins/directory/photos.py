"""Pictures of experts: square, small, and without the data that a camera hides in them."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

SIZES = (96, 192)  # one for common screens, one for fine ones
LARGEST = 40_000_000  # pixels; more is a mistake, or meant to fill our memory


class PhotoError(Exception):
    """Says in plain words why a picture cannot be used."""


@dataclass(frozen=True, slots=True)
class Rendition:
    width: int
    path: str  # in the output; its name holds the fingerprint of its bytes
    content: bytes


def renditions(file: Path) -> list[Rendition]:
    picture = read(file)
    return [_rendition(file.stem, picture, size) for size in SIZES]


def read(file: Path) -> Image.Image:
    """Upright, as the camera's orientation says, and in plain colours."""
    if not file.is_file():
        raise PhotoError(f"there is no picture {file.name} in experts/photos/")
    try:
        with Image.open(file, formats=("JPEG", "PNG", "WEBP")) as opened:
            width, height = opened.size
            if width * height > LARGEST:
                raise PhotoError(
                    f"{file.name} has {width} x {height} pixels; make it smaller than 6,000 x 6,000"
                )
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PhotoError(f"{file.name} is not a sound JPEG, PNG or WebP picture") from error
    return Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright).convert("RGB")


def _rendition(name: str, picture: Image.Image, size: int) -> Rendition:
    small = ImageOps.fit(picture, (size, size), Image.Resampling.LANCZOS, centering=(0.5, 0.4))
    buffer = io.BytesIO()
    Image.frombytes("RGB", small.size, small.tobytes()).save(buffer, "WEBP", quality=80, method=4)
    content = buffer.getvalue()
    fingerprint = hashlib.sha256(content).hexdigest()[:10]
    return Rendition(size, f"photos/{name}-{size}-{fingerprint}.webp", content)
