"""Settings of the real site: pelicanconf.py, but no invented entry gets out and the address is told."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # noqa: F403

if not os.environ.get("ORIGIN"):
    raise SystemExit(
        "ORIGIN is not set: say where the site will stand, e.g. ORIGIN=https://directory.example.org"
    )

SAMPLES = os.environ.get("SAMPLES") or "refuse"
