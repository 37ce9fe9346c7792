"""Loads the site before Pelican reads anything, and stops the build, with all that is wrong, on bad data."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from pelican import Pelican, signals

import check
from content.helplines import unconfirmed_numbers
from content.model import Helpline, NewsItem
from content.texts import address
from engine import fingerprints
from engine.build_manifest import BuildManifest
from engine.cache import Cache
from engine.output import Output
from engine.output_folder import OutputFolder
from engine.parallel import ForkedTask, parallel_map
from engine.templates import SiteEnvironment
from engine.timing import Stages
from plugins import age_modules, assets, hidden_links, npm_packages
from plugins.build_error import stop_build
from plugins.content.law import Law
from plugins.courses.course_catalogue import CourseCatalogue
from plugins.directory.catalogue import Catalogue
from plugins.directory.display_names import DisplayNames, direction
from plugins.directory.facets import FACETS
from plugins.settings import Settings, as_of, check_settings, refused
from plugins.text import obfuscate
from records.diagnostic import in_order
from records.type_messages import listed
from records.vocabulary_reader import vocabulary_files

# Besides its file an entry may depend on this code, and on the vocabularies; a page on all of it.
ENTRY_CODE = ("experts", "records", "requirements.txt")
PAGE_CODE = (*ENTRY_CODE, "check.py", "content", "courses", "engine", "forms", "plugins")

# What says where things lie, and no more; the templates read the day, and a hidden link is not in the data.
PLACES = {
    "AS_OF", "BUILD_CACHE", "CACHE_PATH", "JINJA_GLOBALS", "OUTPUT_PATH", "PATH", "SITE", "THEME", "WATCH",
}  # fmt: skip


class Site:
    """Everything that is known when the first page is written."""

    def __init__(self, settings: Settings) -> None:
        self.stages = stages = Stages()
        self.root = Path(settings["SITE"])
        self.lang = settings["DEFAULT_LANG"]
        self.origin = settings["ORIGIN"].rstrip("/")
        self.cache = Path(settings["BUILD_CACHE"])
        self.base = fingerprints.fingerprint(
            fingerprints.of_code([*PAGE_CODE, *vocabulary_files()]),
            fingerprints.of_settings(settings, PLACES),
        )
        self.output = self._output(Path(settings["OUTPUT_PATH"]))
        with stages("read and check everything"):
            read = check.examine(
                self.root,
                evaluate=self.cached("entries", *ENTRY_CODE, *vocabulary_files()).evaluator(parallel_map),
            )
        self.as_of = as_of(settings["AS_OF"], self.root, read.directory)
        gone = hidden_links.hidden(settings["WATCH"], read, self.as_of)
        read, self.taken_away = hidden_links.without(read, gone)
        self.gone = hidden_links.as_written(gone)
        if gone:  # what is taken out of the data is in no file whose fingerprint a page has
            self.base = fingerprints.fingerprint(self.base, sorted(gone.items()))
        self.directory = read.directory
        self.vocabularies = self.directory.vocabularies
        self.names = DisplayNames(self.lang, self.vocabularies)
        self.errors = read.errors
        if settings["SAMPLES"] == "refuse":
            self.errors += refused(self.directory, read.courses)
        if settings["UNCONFIRMED_NUMBERS"] == "refuse":
            self.errors += unconfirmed_numbers(read.content.data.helplines)
        samples = settings["SAMPLES"] != "off"
        with stages("put them in order"):
            self.catalogue = Catalogue(
                self.directory,
                self.as_of,
                self.names,
                settings["EDITORS_EMAIL"],
                samples,
                self.base,
                self.taken_away.entries,
            )
        self._publish(read)
        self.law = Law(self.data.claims, self.names, self.as_of)
        self.courses = CourseCatalogue(self, read.courses, samples)
        self.assets = assets.fingerprinted(
            Path(settings["THEME"], "static"),
            {"js/lunr.min.js": npm_packages.LUNR.read_bytes(), **age_modules.files()},
        )
        self.about = self._about(settings)
        self.lunr_json: bool = settings["LUNR_JSON"]
        # plugins.content.news fills these, newest first.
        self.news: list[dict[str, Any]] = []
        self.news_on: dict[tuple[str, str], list[dict[str, Any]]] = {}
        self.articles: dict[str, Any] = {}
        self.environment: SiteEnvironment | None = None  # the first of Pelican's generators brings it

    def _output(self, root: Path) -> Output:
        folder = OutputFolder(root)
        return Output(
            folder, BuildManifest(self.remembered("pages", root), ForkedTask(folder.survey)), self.stages
        )

    def cached(self, what: str, *code: str) -> Cache:
        """What earlier builds worked out with this code."""
        return Cache(self.remembered(what), fingerprints.of_code(code))

    def remembered(self, what: str, *about: Path) -> Path:
        """A file in the cache: one for each site, so that two of them do not push each other out."""
        return self.cache / f"{what}-{fingerprints.fingerprint(str(self.root), *map(str, about)).hex()[:12]}"

    def _publish(self, read: check.Site) -> None:
        """What of content/ gets a page: no draft, and no news of a day that is still to come."""
        content = read.content
        self.data = content.data
        self.later = content.later(self.as_of)
        self.texts = {
            path: text
            for path, text in content.texts.items()
            if text.status != "draft" and path not in self.later
        }
        unpublished = dict.fromkeys(content.texts.keys() - self.texts.keys(), "")
        self.references = replace(read.references, pages={**read.references.pages, **unpublished})
        self.unpublished = {address(content.texts[path]) for path in unpublished}
        self.links = list(check.links(read))

    def paths(self) -> dict[str, list[str]]:
        """The files for Pelican to read, below content/: these and no others."""
        below = {path.removeprefix("content/"): text for path, text in sorted(self.texts.items())}
        return {
            "ARTICLE_PATHS": [path for path, text in below.items() if isinstance(text, NewsItem)],
            "PAGE_PATHS": [path for path, text in below.items() if not isinstance(text, NewsItem)],
            "STATIC_PATHS": sorted(
                path.removeprefix("content/") for path, url in self.references.pictures.items() if url
            ),
        }

    def _about(self, settings: Settings) -> dict[str, Any]:
        return {
            "name": settings["SITENAME"],
            "tagline": settings["TAGLINE"],
            "origin": self.origin,
            "lang": self.lang,
            "dir": direction(self.lang),
            "editors_email": settings["EDITORS_EMAIL"],
            "exit_url": settings["EXIT_URL"],
            "theme": f"/{self.assets.folder}",
            "samples": self.catalogue.samples or any(course.sample for course in self.courses.courses),
            "total": len(self.catalogue.listed),
            "as_of": self.as_of,
        }

    def meta(
        self,
        url: str,
        title: str,
        description: str,
        crumbs: Iterable[tuple[str, str]] = (),
        *,
        modified: date | None = None,
        lang: str | None = None,
        noindex: bool = False,
        sensitive: bool = False,
    ) -> dict[str, Any]:
        """What the head of every page says about it. The crumbs lead from the home page to its parent."""
        return {
            "url": url,
            "title": title,
            "description": description,
            "crumbs": [{"label": label, "url": up} for label, up in (("Home", "/"), *crumbs)],
            "modified": modified,
            "lang": lang or self.lang,
            "dir": direction(lang or self.lang),
            "noindex": noindex,
            "sensitive": sensitive,
        }

    def template_globals(self) -> dict[str, Any]:
        taken_away = self.taken_away.helplines
        helplines = [_helpline(entry, self.names, taken_away.get(entry.id)) for entry in self.data.helplines]
        return {
            "site": self.about,
            "helplines": helplines,
            "emergency": next((entry for entry in helplines if entry["emergency"]), None),
            "roles": self._roles(),
            "facets": self._facets(),
            # What a small site may lack, so that nothing links to it.
            "has_referrals": bool(self.catalogue.index.entries["accepting"].get("referrals")),
            "has_resources": bool(self.data.resources),
            "has_courses": bool(self.courses.courses),
            "has_law": bool(self.data.claims),
            "courses": self.courses.views,
            # plugins.content.news fills these.
            "latest_news": self.news,
            "news_years": [],
            "menus": {"header": [], "footer": []},
        }

    def _roles(self) -> list[dict[str, Any]]:
        index = self.catalogue.index
        return [
            {
                **index.term("role", role.id),
                "one": role.one or role.label,
                "description": role.description,
                "count": len(index.entries["role"].get(role.id, ())),
            }
            for role in self.vocabularies["roles"].terms.values()
        ]

    def _facets(self) -> list[dict[str, Any]]:
        entries = self.catalogue.index.entries
        return [
            {"id": facet.id, "label": facet.label, "url": facet.url, "count": len(entries[facet.id])}
            for facet in FACETS
            if entries[facet.id]
        ]


def _helpline(entry: Helpline, names: DisplayNames, taken_away: date | None) -> dict[str, Any]:
    """As the templates and the forms show it; `place` is where it is for, `taken_away` when its site was
    last looked at, if that is not shown."""
    shown = asdict(entry)
    del shown["line"]  # else a line more in the file would change all pages
    places = [names.of("areas", area) for area in entry.nations or (entry.country,)]
    return {**shown, "for": shown.pop("for_"), "place": listed(places), "taken_away": taken_away}


def load(settings: Settings) -> Site:
    """The site, known to the templates; or the end of the build, with all that is wrong."""
    check_settings(settings)
    site = Site(settings)
    if site.errors:
        stop_build(in_order(site.errors))
    for path, item in site.later.items():
        print(f"{path}: is dated {item.date}, after the day of this build ({site.as_of}): not published yet")
    settings.update(site.paths())
    settings["LOADED"] = site
    settings["JINJA_GLOBALS"].update(site.template_globals())
    settings["JINJA_FILTERS"].update(date=site.names.date, obfuscate=obfuscate)
    return site


def start(pelican: Pelican) -> None:
    gc.disable()  # a build makes next to no cycles, and is over soon: looking for them took a sixth of it
    load(pelican.settings).output.folder.claim()


def register() -> None:
    signals.initialized.connect(start)
