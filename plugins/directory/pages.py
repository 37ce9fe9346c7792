"""All pages of the directory, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.fingerprints import Lazy, LazyList, fingerprint
from engine.host_headers import GONE, moved
from engine.output import Page, View, page
from experts import Profile, Tombstone
from plugins import writer
from plugins.build_error import stop_build
from plugins.directory import list_pages, overview_pages
from plugins.directory.facets import FACETS
from plugins.directory.list_pages import HOME
from plugins.directory.photos import PhotoError, Rendition, all_renditions
from plugins.directory.structured import modified, profile_data
from plugins.directory.views import url_of
from records.diagnostic import Diagnostic

if TYPE_CHECKING:
    from plugins.site import Site


def directory(site: Site) -> Iterator[Page]:
    photos = read_photos(site)
    for profile in site.catalogue.listed:
        yield entry(site, profile, photos.get(profile.slug))
    for profile in site.catalogue.hidden:
        yield stale(site, profile)
    for tombstone in site.catalogue.tombstones:
        yield removed(site, tombstone)
    by_initial = overview_pages.letters_of(site.catalogue.listed)
    letters = overview_pages.letter_terms(by_initial)
    yield from overview_pages.home(site, letters)
    yield from overview_pages.a_to_z(site, by_initial, letters)
    for facet in FACETS:
        yield from overview_pages.values(site, facet)
        for value in site.catalogue.index.entries[facet.id]:
            yield from list_pages.pages_of(site, list_pages.of_value(site, facet.id, value))
            yield from overview_pages.partners(site, facet, value)
    for key, profiles in site.catalogue.index.useful_pairs():
        yield from list_pages.pages_of(site, list_pages.of_pair(site, key, profiles))


def entry(site: Site, profile: Profile, photo: list[Rendition] | None) -> Page:
    catalogue = site.catalogue
    group = catalogue.index.term("role", profile.roles[0])
    crumbs = (HOME, (group["label"], group["url"]))
    meta = site.meta(url_of(profile.slug), profile.name, profile.headline, crumbs, modified=modified(profile))
    picture = _picture(profile, photo) if photo else None
    source = picture["src"] if picture else None

    def view() -> View:
        return {
            **catalogue.views.profile(profile, catalogue.state(profile)),
            "photo": picture,
            "jsonld": profile_data(profile, site.origin, meta["crumbs"], site.names, source),
        }

    shown = Lazy(lambda: fingerprint(catalogue.fingerprint(profile), picture), view)
    related = LazyList(catalogue.card(other, site.output) for other in catalogue.related(profile.slug))
    return page("profile.html", meta, profile=shown, related=related)


def stale(site: Site, profile: Profile) -> Page:
    """Nobody has confirmed it for two years: the page stays, its details do not."""
    description = "This entry was not confirmed for two years, so its details are not shown."
    meta = site.meta(url_of(profile.slug), profile.name, description, (HOME,), noindex=True)
    data = {"name": profile.name, "on": profile.verification.on, "sample": profile.sample}
    return page("stale.html", meta, stale=data)


def removed(site: Site, tombstone: Tombstone) -> Page:
    meta = site.meta(
        url_of(tombstone.slug), tombstone.name, "This entry is no longer listed.", (HOME,), noindex=True
    )
    on, slug = tombstone.removed.on, tombstone.removed.moved_to
    name = site.catalogue.named.get(slug or "")
    moved_to = {"label": name, "url": url_of(str(slug))} if name else None
    data = {"name": tombstone.name, "on": on, "moved_to": moved_to, "sample": tombstone.sample}
    answer = moved(moved_to["url"]) if moved_to else GONE
    return replace(page("tombstone.html", meta, tombstone=data), answer=answer)


def read_photos(site: Site) -> dict[str, list[Rendition]]:
    """The pictures of all listed entries, written; every one that is unfit is told."""
    folder = site.root / "experts/photos"
    files = {p.slug: folder / p.photo.file for p in site.catalogue.listed if p.photo}
    renditions = all_renditions(files.values(), site.cached("photos", "plugins/directory"))
    photos: dict[str, list[Rendition]] = {}
    diagnostics: list[Diagnostic] = []
    for slug, file in files.items():
        sizes = renditions[file]
        if isinstance(sizes, PhotoError):
            path = site.catalogue.profiles[slug].path
            line = site.directory.line(path, ("photo", "file"))
            diagnostics.append(Diagnostic(path, line, "photo.file", str(sizes)))
        else:
            photos[slug] = sizes
    if diagnostics:
        stop_build(diagnostics)
    for path, content in {
        rendition.path: rendition.content for sizes in photos.values() for rendition in sizes
    }.items():
        site.output.write_file(path, content)
    return photos


def _picture(profile: Profile, sizes: list[Rendition]) -> dict[str, Any]:
    small = sizes[0]
    return {
        "src": f"/{small.path}",
        "srcset": ", ".join(f"/{size.path} {size.width // small.width}x" for size in sizes),
        "width": small.width,
        "height": small.width,
        "alt": f"{'Photo' if profile.kind == 'person' else 'Logo'} of {profile.name}",
        "credit": profile.photo.credit if profile.photo else None,
    }


def register() -> None:
    writer.pages.connect(directory)
