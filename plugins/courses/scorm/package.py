"""The files of a package, and the package itself: the same bytes for the same course."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins.courses.pages import Shown, one_page
from plugins.courses.views import GLOSSARY, glossary_view

if TYPE_CHECKING:
    from plugins.site import Site

PAGE, MANIFEST = "index.html", "imsmanifest.xml"
OWN = Path(__file__).parent
SCRIPT = re.compile(r'from "\./([\w-]+\.js)"')
_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip file knows
_ADDRESS = re.compile(r'(<(?:a|img)\b[^>]*?\s)(href|src)="([^"]*)"([^>]*)')


def files(site: Site, one: Shown) -> dict[str, bytes]:
    """Everything in the package, by its path."""
    lessons = list(one_page(site, one))
    words = used_words(site, lessons)
    page = packed(site.origin, rendered(site, "course/scorm.html", one, lessons=lessons, words=words))
    pictures = {path: data for path, data in site.courses.texts.pictures.files.items() if f'"{path}"' in page}
    style = {"css/site.css": site.assets.files["css/site.css"]}
    contents = {PAGE: page.encode(), **style, **scripts(site.assets.files), **pictures}
    manifest = rendered(site, "course/imsmanifest.xml", one, files=sorted(contents))
    return {MANIFEST: manifest.encode(), **contents}


def rendered(site: Site, template: str, one: Shown, **data: Any) -> str:
    return site.output.templates.render(template, {"course": one.view, **data}, one.view["url"])


def scripts(theme_files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The player with all that it imports; what keeps its answers here is the learning system."""
    needed: dict[str, bytes] = {}
    waiting = ["course.js", "scorm.js"]
    while waiting:
        name = waiting.pop()
        own = OWN / name
        needed[f"js/{name}"] = own.read_bytes() if own.is_file() else theme_files[f"js/{name}"]
        text = needed[f"js/{name}"].decode()
        waiting += [other for other in SCRIPT.findall(text) if f"js/{other}" not in needed]
    return needed


def packed(origin: str, page: str) -> str:
    """Words of the glossary stand on the page; what leads away opens beside it, so that the course stays."""

    def leads(match: re.Match[str]) -> str:
        before, key, value, after = match.groups()
        if key == "src":
            return f'{before}src="{value.removeprefix("/")}"{after}'
        if value.startswith(f"{GLOSSARY}#"):
            return f'{before}href="#glossary-{value.partition("#")[2]}"{after}'
        if value.startswith("#"):
            return match[0]
        address = f"{origin}{value}" if value.startswith("/") else value
        attributes = f'{before}href="{address}"{after}'
        given = {name for name in ("rel", "target") if f"{name}=" in attributes}
        more = {"rel": "noopener noreferrer", "target": "_blank"}.items()
        return attributes + "".join(f' {name}="{value}"' for name, value in more if name not in given)

    return _ADDRESS.sub(leads, page)


def used_words(site: Site, lessons: list[dict[str, Any]]) -> list[dict[str, Any]]:
    html = "".join(lesson["html"] for lesson in lessons)
    return [word for word in glossary_view(site) if f'href="{GLOSSARY}#{word["id"]}"' in html]


def zipped(contents: Mapping[str, bytes]) -> bytes:
    """The manifest first, as the standard has it at the root."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(contents.items(), key=lambda item: (item[0] != MANIFEST, item[0])):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()
