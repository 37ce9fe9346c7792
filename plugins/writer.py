"""How Pelican writes: everything, also news and pages, goes through `Output` with a small context.

A plugin that makes pages connects to `pages` and yields them. The streams are written in the
order of PLUGINS, so that the sitemap, which comes late, finds all that stands before it.
"""

from __future__ import annotations

import gc
from typing import Any

from blinker import signal
from jinja2 import Template
from pelican import Pelican, signals
from pelican.generators import Generator, StaticGenerator
from pelican.writers import Writer

from engine import build_record
from engine.addresses import url_of
from engine.cache import Cache
from engine.output import Page, page
from engine.templates import SiteEnvironment, Templates

pages = signal("directory-pages")


class SiteWriter(Writer):  # type: ignore[misc]  # Pelican has no types
    """Writes articles and pages, which carry what is shown of them, and the lists of articles."""

    def write_file(
        self, name: str, template: Template, context: dict[str, Any], *_: Any, **data: Any
    ) -> None:
        if not name:
            return
        content = data.get("article") or data.get("page")
        if content:
            shown = {"article" if "article" in data else "page": content.view}
            written = page(str(template.name), content.meta, **shown)
        else:
            dates = [article.item for article in data["dates"]]
            changed = max((item["updated"] for item in dates), default=None)
            shown = {"period": context.get("period"), "dates": dates}
            written = Page(url_of(name), str(template.name), shown, changed)
        self.settings["LOADED"].output.write(written)


class PagesGenerator(Generator):  # type: ignore[misc]
    """Writes what the other plugins yield."""

    def generate_output(self, writer: Writer) -> None:
        site = self.settings["LOADED"]
        with site.stages("plan the pages"):
            for _, stream in pages.send(site):
                for written in stream:
                    site.output.write(written)


def writer(pelican: Pelican) -> type[Writer]:
    return SiteWriter


def generator(pelican: Pelican) -> type[Generator]:
    return PagesGenerator


def share_templates(generator: Generator) -> None:
    """One environment for all generators, so that each template is compiled once."""
    site = generator.settings["LOADED"]
    if site.environment is None:
        own, options = generator.env, generator.settings["JINJA_ENVIRONMENT"]
        cache = Cache(site.remembered("templates"), site.base)
        site.environment = SiteEnvironment(own.loader, cache, **options)
        site.environment.filters.update(own.filters)
        site.environment.globals.update(generator.settings["JINJA_GLOBALS"])
        site.output.templates = Templates(site.environment, site.base, cache)
    generator.env = site.environment


def reserve_static_files(generator: StaticGenerator) -> None:
    for file in sorted(file.save_as for file in generator.staticfiles):
        generator.settings["LOADED"].output.folder.reserve(file)


def finish(pelican: Pelican) -> None:
    site = pelican.settings["LOADED"]
    site.output.finish()
    build_record.write(site.output.folder.root, record(site, pelican.settings))
    site.stages.report(len(site.output.pages), site.output.rendered)
    gc.freeze()  # else Python looks for cycles among all of it once more before it ends


def record(site: Any, settings: dict[str, Any]) -> build_record.BuildRecord:
    public, samples = bool(settings.get("PUBLIC")), bool(site.about["samples"])
    return build_record.BuildRecord(site.origin, public, samples, len(site.output.folder.files))


def register() -> None:
    signals.get_writer.connect(writer)
    signals.get_generators.connect(generator)
    signals.generator_init.connect(share_templates)
    signals.static_generator_finalized.connect(reserve_static_files)
    signals.finalized.connect(finish)
