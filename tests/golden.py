"""`python -m tests.golden` rewrites the golden pages from what the build makes now."""

import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.host_headers import HOST_FILES
from tests.built_site import Built
from tests.site_builder import ROOT, build_mini

GOLDEN = ROOT / "tests" / "golden"
PAGES = [
    "/",
    "/404.html",
    "/_headers",
    "/_redirects",
    "/atom.xml",
    "/robots.txt",
    "/sitemap.xml",
    "/courses/",
    "/courses/atom.xml",
    "/courses/first-steps/",
    "/courses/first-steps/facilitator/",
    "/courses/first-steps/listen/",
    "/courses/first-steps/print/",
    "/courses/first-steps/record/",
    "/courses/glossary/",
    "/courses/khutwa/amal/",
    "/directory/",
    "/directory/a-z/",
    "/directory/a-z/arabic/",
    "/directory/country/",
    "/directory/regulated/regulated-expert/",
    "/directory/role/medical/",
    "/directory/role/medical/country/vn/",
    "/directory/topic/",
    "/experts/asha-example/",
    "/experts/bare-minimum/",
    "/experts/gone-example/",
    "/experts/harbour-example/",
    "/experts/hidden-example/",
    "/experts/hostile-text/",
    "/experts/laila-mithal/",
    "/experts/moved-example/",
    "/get-help/",
    "/law/",
    "/law/atom.xml",
    "/main/signup/",
    "/musaada/",
    "/news/",
    "/news/2025/",
    "/news/2025/first-item/",
    "/resources/",
    "/search/",
]


def golden_name(url: str) -> str:
    """One flat folder: a reviewer sees all of it in one listing."""
    name = url.strip("/").replace("/", "~") or "home"
    return name if "." in name or name in HOST_FILES else f"{name}.html"


def normalised(site: Built, url: str) -> str:
    """The text without what would change all golden pages at once.

    That is the fingerprint of the theme, and, but for the home page, what is the same as there.
    """
    text = _without_fingerprint(site, url)
    for part in _frame(site) if url != "/" else []:
        text = text.replace(part, "<!-- as on the home page -->\n")
    return text


def _without_fingerprint(site: Built, url: str) -> str:
    return re.sub(r"/theme-[0-9a-f]+", "/theme-HASH", site.read(url))


def _frame(site: Built) -> list[str]:
    """The bar at the top, and all that follows the content."""
    bar, _, rest = _without_fingerprint(site, "/").partition("<body>\n")[2].partition('<div class="masthead"')
    return [bar, rest.partition("</main>\n")[2]]


def bless() -> None:
    with TemporaryDirectory() as folder:
        build_mini(Path(folder))
        site = Built("mini", Path(folder))
        texts = {golden_name(url): normalised(site, url) for url in PAGES}
    shutil.rmtree(GOLDEN, ignore_errors=True)
    GOLDEN.mkdir()
    for name, text in texts.items():
        (GOLDEN / name).write_text(text, "utf-8")


if __name__ == "__main__":
    bless()
    print(f"{len(PAGES)} golden pages written to {GOLDEN.relative_to(ROOT)}")
