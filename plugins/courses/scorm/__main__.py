"""`python -m plugins.courses.scorm COURSE [OUTPUT]` writes OUTPUT/COURSE.zip, of the site that SITE names."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pelican.generators import Generator
from pelican.settings import read_settings

from plugins.build_error import stop_build
from plugins.courses.pages import read
from plugins.courses.scorm.package import files, zipped
from plugins.site import Site, load
from plugins.writer import share_templates
from records.suggestions import did_you_mean

ROOT = Path(__file__).resolve().parents[3]
OUTPUT = "build/scorm"
USE = "say which course: make scorm COURSE=its-folder"


def main(arguments: list[str]) -> int:
    name, output, *_ = [*arguments, "", ""]
    site = opened()
    names = [course.id for course in site.courses.courses]
    if name not in names:
        message = f"there is no course '{name}'{did_you_mean(name, names)}" if name else USE
        stop_build(
            [f"{message}; there are {', '.join(names)}" if names else "there is no course in this site"]
        )
    package = zipped(files(site, read(site, names.index(name))))
    file = Path(output or OUTPUT, f"{name}.zip")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(package)
    print(f"{file}: {len(package) / 1024:.0f} KB")
    return 0


def opened() -> Site:
    """The site as a build knows it, of which nothing is written: too little work for several processes."""
    os.environ["WORKERS"] = "1"
    settings = read_settings(str(ROOT / "pelicanconf.py"))
    site = load(settings)
    share_templates(Generator({}, settings, settings["PATH"], settings["THEME"], settings["OUTPUT_PATH"]))
    return site


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
