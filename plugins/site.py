"""Loads the site before Pelican reads anything, and stops the build, with all that is wrong, on bad data."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pelican import Pelican, signals

import courses
import experts
from experts import Problem, in_order
from experts.memory import Memory
from plugins import assets, editorial, helplines, keys, lunr_js, redirects, resources, statistics, urgent
from plugins.choices import Settings, as_of, check_settings, refused
from plugins.courses.shelf import Shelf
from plugins.directory.catalogue import Catalogue
from plugins.directory.cldr import Names, direction
from plugins.directory.facets import FACETS
from plugins.editorial import Known
from plugins.folder import Folder
from plugins.output import Output
from plugins.problems import stop
from plugins.stages import Stages
from plugins.standing import Standing
from plugins.templates import SiteEnvironment
from plugins.text import obfuscate
from plugins.workers import Aside, shared

# What says where things lie, and no more; the day is among what the templates read.
PLACES = {
    "AS_OF", "BUILD_CACHE", "CACHE_PATH", "JINJA_GLOBALS", "OUTPUT_PATH", "PATH", "SITE", "THEME",
}  # fmt: skip


class Site:
    """Everything that is known when the first page is written."""

    def __init__(self, settings: Settings) -> None:
        self.stages = stages = Stages()
        self.root = Path(settings["SITE"])
        self.lang = settings["DEFAULT_LANG"]
        self.origin = settings["ORIGIN"].rstrip("/")
        self.cache = Path(settings["BUILD_CACHE"])
        self.base = keys.digest(keys.of_code(), keys.of_settings(settings, PLACES))
        self.output = self._output(Path(settings["OUTPUT_PATH"]))
        with stages("read the entries"):
            self.directory = experts.load(self.root, self.memory("entries", "experts"), shared)
        self.vocabularies = self.directory.vocabularies
        self.names = Names(self.lang, self.vocabularies)
        self.as_of = as_of(settings["AS_OF"], self.root, self.directory)
        found = courses.load(self.root, self.vocabularies)
        with stages("check the whole set"):
            self.problems = [*self.directory.problems, *experts.check(self.directory), *self._read_content()]
        self.problems += found.problems
        if settings["SAMPLES"] == "refuse":
            self.problems += refused(self.directory, found)
        samples = settings["SAMPLES"] != "off"
        with stages("put them in order"):
            self.catalogue = Catalogue(
                self.directory, self.as_of, self.names, settings["EDITORS_EMAIL"], samples, self.base
            )
        self.courses = Shelf(self, found, samples)
        self.assets = assets.fingerprinted(
            Path(settings["THEME"], "static"), {"js/lunr.min.js": lunr_js.FILE}
        )
        self.about = self._about(settings)
        # plugins.news fills these, newest first.
        self.news: list[dict[str, Any]] = []
        self.news_on: dict[tuple[str, str], list[dict[str, Any]]] = {}
        self.articles: dict[str, Any] = {}
        self.environment: SiteEnvironment | None = None  # the first of Pelican's generators brings it

    def _output(self, root: Path) -> Output:
        folder = Folder(root)
        return Output(folder, Standing(self.remembered("pages", root), Aside(folder.survey)), self.stages)

    def memory(self, what: str, code: str) -> Memory:
        """What earlier builds worked out with the code in this folder."""
        return Memory(self.remembered(what), keys.of_code([code]))

    def remembered(self, what: str, *about: Path) -> Path:
        """A file in the cache: one for each site, so that two of them do not push each other out."""
        return self.cache / f"{what}-{keys.digest(str(self.root), *map(str, about)).hex()[:12]}"

    def _read_content(self) -> Iterator[Problem]:
        """The small data files; and what is wrong with them, and with what editors wrote."""
        self.helplines, wrong = helplines.load(self.root)
        yield from wrong
        self.figures, wrong = statistics.load(self.root)
        yield from wrong
        self.resources, wrong = resources.load(self.root, self.vocabularies)
        yield from wrong
        self.urgent, wrong = urgent.load(self.root, self.vocabularies)
        yield from wrong
        self.redirects, wrong = redirects.load(self.root)
        yield from wrong
        entries = {file.stem for file in (self.root / "experts/profiles").glob("*.yaml")}
        yield from editorial.check(self.root, Known(self.vocabularies, self.figures, entries))

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
        return {
            "site": self.about,
            "helplines": self.helplines,
            "emergency": next((entry for entry in self.helplines if entry["emergency"]), None),
            "roles": self._roles(),
            "facets": self._facets(),
            # What a small site may lack, so that nothing links to it.
            "has_referrals": bool(self.catalogue.index.entries["accepting"].get("referrals")),
            "has_resources": bool(self.resources),
            "has_courses": bool(self.courses.courses),
            "courses": self.courses.views,
            # plugins.news fills these.
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


def load(settings: Settings) -> Site:
    """The site, known to the templates; or the end of the build, with all that is wrong."""
    check_settings(settings)
    site = Site(settings)
    if errors := [problem for problem in site.problems if problem.severity == "error"]:
        stop(in_order(errors))
    settings["LOADED"] = site
    settings["JINJA_GLOBALS"].update(site.template_globals())
    settings["JINJA_FILTERS"].update(date=site.names.date, obfuscate=obfuscate)
    return site


def start(pelican: Pelican) -> None:
    gc.disable()  # a build makes next to no cycles, and is over soon: looking for them took a sixth of it
    load(pelican.settings).output.folder.claim()


def register() -> None:
    signals.initialized.connect(start)
