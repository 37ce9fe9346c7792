"""Makes what the two searches serve: `python -m bench.search_sides ours|pages|whole SITE OUT`."""

import gc
import json
import os
import sys
import time
from pathlib import Path

from pelican.settings import read_settings

from bench.invent import AS_OF
from bench.search_pages import pages, write
from bench.site import ROOT
from plugins import assets
from plugins.search import files, index
from plugins.site import Site


def load(root: Path, out: Path, **changes: str | None) -> Site:
    settings = read_settings(str(ROOT / "pelicanconf.py"))
    settings |= {
        "SITE": str(root),
        "PATH": str(root / "content"),
        "AS_OF": AS_OF.isoformat(),
        "SAMPLES": "mark",
        "BUILD_CACHE": str(root / "cache"),
    }
    return Site(settings | {"OUTPUT_PATH": str(out)} | changes)


def ours(site: Site) -> dict[str, object]:
    """Scripts and index, and how long the index took, from loaded entries to written files."""
    list(assets.write(site))
    gc.disable()  # as a build does
    start, cpu = time.perf_counter(), spent()
    index(site)
    site.output.finish()
    return {
        "theme": site.about["theme"],
        "seconds": time.perf_counter() - start,
        "cpu": spent() - cpu,
        "files": sum(path.startswith(("search/", "index/")) for path in site.output.folder.files),
    }


def spent() -> float:
    """Seconds of the processor, also of a copy of this process that has ended."""
    return sum(os.times()[:4])


def whole(site: Site, out: Path) -> dict[str, object]:
    """The index as one JSON, which a build leaves out: to compare the answers of ours with."""
    site.lunr_json = True
    standard = files(site)["search/lunr.json"]
    write(out / "search/lunr.json", standard)
    return {"bytes": len(standard)}


def main(side: str, root: str, out: str) -> None:
    site = load(Path(root), Path(out))
    makers = {"ours": lambda: ours(site), "pages": lambda: pages(site, Path(out))}
    print(json.dumps(makers.get(side, lambda: whole(site, Path(out)))()))


if __name__ == "__main__":
    main(*sys.argv[1:])
