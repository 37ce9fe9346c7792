"""How Pelican writes: everything, also news and pages, goes through `Output` with a small context.

A plugin that makes pages connects to `pages` and yields them. The streams are written in the
order of PLUGINS, so that the sitemap, which comes late, finds all that stands before it.
"""

from __future__ import annotations

from typing import Any

from blinker import signal
from jinja2 import Template
from pelican import Pelican, signals
from pelican.generators import Generator, StaticGenerator
from pelican.writers import Writer

from plugins.output import Page, page, url_of

pages = signal("directory-pages")


class SiteWriter(Writer):
    """Writes articles and pages, which carry their `meta`, and the lists of articles."""

    def write_file(
        self, name: str, template: Template, context: dict[str, Any], *_: Any, **data: Any
    ) -> None:
        if not name:
            return
        content = data.get("article") or data.get("page")
        own = {key: data[key] for key in ("article", "page", "articles", "dates") if key in data}
        if content:
            made = page(str(template.name), content.meta, **own)
        else:
            changed = max((article.meta["modified"] for article in own["dates"]), default=None)
            made = Page(url_of(name), str(template.name), {"period": context.get("period"), **own}, changed)
        self.settings["LOADED"].output.write(made)


class PagesGenerator(Generator):
    """Writes what the other plugins yield."""

    def generate_output(self, writer: Writer) -> None:
        site = self.settings["LOADED"]
        for _, stream in pages.send(site):
            for made in stream:
                site.output.write(made)


def writer(pelican: Pelican) -> type[Writer]:
    return SiteWriter


def generator(pelican: Pelican) -> type[Generator]:
    return PagesGenerator


def share_templates(generator: Generator) -> None:
    """One environment for all generators, so that each template is compiled once."""
    output = generator.settings["LOADED"].output
    if output.env is None:
        output.env = generator.env
        # Not newstyle, which runs every text without a variable through a format.
        output.env.install_gettext_callables(untranslated, untranslated_plural, newstyle=False)
    generator.env = output.env


def untranslated(text: str, **variables: Any) -> str:
    return text % variables if variables else text


def untranslated_plural(one: str, many: str, count: int, **variables: Any) -> str:
    return untranslated(one if count == 1 else many, **variables)


def keep_static(generator: StaticGenerator) -> None:
    for file in sorted(file.save_as for file in generator.staticfiles):
        generator.settings["LOADED"].output.folder.keep(file)


def finish(pelican: Pelican) -> None:
    pelican.settings["LOADED"].output.folder.remove_others()


def register() -> None:
    signals.get_writer.connect(writer)
    signals.get_generators.connect(generator)
    signals.generator_init.connect(share_templates)
    signals.static_generator_finalized.connect(keep_static)
    signals.finalized.connect(finish)
