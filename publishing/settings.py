"""What a deployment must know, from the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from publishing.errors import PublishingError

BUCKET = r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"
NEEDED = {
    "ORIGIN": ("the public address of the site, such as https://directory.example.org", r"https?://[a-z0-9.-]+(?::[0-9]+)?"),
    "SITE_BUCKET": ("the bucket with the pages", BUCKET),
    "FUNCTION_BUCKET": ("the bucket of the function, `Bucket` in the outputs of its stack", BUCKET),
    "DISTRIBUTION": ("the id of the CloudFront distribution, such as E1EXAMPLE23456", r"[A-Z0-9]{5,30}"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    origin: str
    bucket: str
    function_bucket: str
    distribution: str
    site: Path
    output: Path
    samples: bool


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """All that is wrong with them at once."""
    values = {name: environment.get(name, "").strip() for name in NEEDED}
    values["ORIGIN"] = values["ORIGIN"].rstrip("/")
    wrong = [
        f"  {name}= {about}" + (f"; {values[name]!r} is none" if values[name] else "")
        for name, (about, form) in NEEDED.items()
        if not re.fullmatch(form, values[name])
    ]
    if wrong:
        raise PublishingError("\n".join(["These settings are missing or wrong:", *wrong]))
    if values["SITE_BUCKET"] == values["FUNCTION_BUCKET"]:
        raise PublishingError(
            "SITE_BUCKET and FUNCTION_BUCKET are one bucket: what visitors send would lie beside the pages."
        )
    return Settings(
        values["ORIGIN"],
        values["SITE_BUCKET"],
        values["FUNCTION_BUCKET"],
        values["DISTRIBUTION"],
        Path(environment.get("SITE") or ".").resolve(),
        Path(environment.get("OUTPUT") or "output").resolve(),
        environment.get("SAMPLES") == "mark",
    )
