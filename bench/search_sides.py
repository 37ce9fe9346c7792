"""Makes what the two searches serve: `python -m bench.search_sides ours|pages|whole SITE OUT`."""

import gc
import html
import json
import os
import sys
import time
from pathlib import Path

from pelican.settings import read_settings

from bench.invent import AS_OF
from bench.site import ROOT
from plugins import assets
from plugins.search import files, index
from plugins.search.document import START, Document
from plugins.search.site_documents import NARROWING, documents
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


def pages(site: Site, out: Path) -> dict[str, object]:
    """The same texts as small pages, with the same facets, for Pagefind to read.

    What has its address elsewhere gets a page that tells it.
    """
    shown = [one.build() for one in documents(site) if one.since != START]
    for place, one in enumerate(shown):
        path = one.url if one.url.startswith("/") else f"/elsewhere/{place}/"
        write(out / path.strip("/") / "index.html", page(one, path).encode())
    return {"documents": len(shown)}


def page(one: Document, path: str) -> str:
    texts = {name: html.escape(text) for name, text in one.texts.items()}
    facets = "".join(
        f'<span data-pagefind-filter="{facet}">{html.escape(value)}</span>'
        for facet in ("kind", *NARROWING)
        for value in one.facets.get(facet, ())
    )
    heading = texts.pop("name", "") or texts["title"]
    body = "".join(f"<p>{text}</p>" for text in texts.values())
    address = "" if one.url == path else f' data-pagefind-meta="address:{html.escape(one.url)}"'
    return (
        f'<!doctype html><html lang="en"><head><title>{heading}</title></head>'
        f"<body><main data-pagefind-body{address}>"
        f"<h1>{heading}</h1>{body}<p>{facets}</p></main></body></html>"
    )


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


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
