"""Pictures in lessons: small enough to send, and without the data that a camera hides in them."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from courses.loader import FOLDER, PICTURES
from plugins.build_error import stop_build
from plugins.directory.photos import PhotoError, read
from records.diagnostic import Diagnostic
from records.references import resolve

WIDEST = 1000  # pixels: more than the line is wide, on fine screens, too


class Pictures:
    """`files` holds what is to be written, by its path in the output."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[str, bytes] = {}
        self._known: dict[Path, Mapping[str, str]] = {}

    def named(self, lesson: str, target: str) -> Mapping[str, str] | None:
        """The attributes of a picture of a course that a lesson, given by its file, names; else None."""
        found = resolve(lesson, target)
        if found is None or f"/{PICTURES}/" not in found.file:
            return None
        file = self.root / found.file
        if file not in self._known:
            self._known[file] = self._made(found.file.split("/")[1], file)
        return self._known[file]

    def _made(self, course: str, file: Path) -> Mapping[str, str]:
        try:
            picture = read(file)
        except PhotoError as error:
            stop_build([Diagnostic(f"{FOLDER}/{course}/{PICTURES}/{file.name}", 1, "", str(error))])
        if picture.width > WIDEST:
            picture = picture.resize(
                (WIDEST, round(picture.height * WIDEST / picture.width)), Image.Resampling.LANCZOS
            )
        content = _webp(picture)
        path = f"{FOLDER}/{course}/{PICTURES}/{file.stem}-{hashlib.sha256(content).hexdigest()[:8]}.webp"
        self.files[path] = content
        size = {"width": str(picture.width), "height": str(picture.height)}
        return {"src": f"/{path}", **size, "loading": "lazy"}


def _webp(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=80, method=6)
    return out.getvalue()
