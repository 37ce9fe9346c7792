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

if os.environ.get("FORMS") != "deployed":
    raise SystemExit(
        "FORMS is not 'deployed': a form that leads nowhere loses somebody's call for help.\n"
        "Deploy functions/ (make zip, template.yaml), see that the editors can answer as the pages promise,\n"
        "then set FORMS=deployed"
    )

SAMPLES = os.environ.get("SAMPLES") or "refuse"
UNCONFIRMED_NUMBERS = os.environ.get("UNCONFIRMED_NUMBERS") or "refuse"
PUBLIC = True  # `make deploy` sends nothing else
