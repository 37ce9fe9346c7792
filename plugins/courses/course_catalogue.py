"""The courses of a build, and what every page may want to know of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from courses import Courses
from plugins.courses.prose import Texts
from plugins.courses.views import by_topic, course_view

if TYPE_CHECKING:
    from plugins.site import Site


class CourseCatalogue:
    """`samples` False leaves out the invented courses. Nothing is read or made before it is asked for."""

    def __init__(self, site: Site, loaded: Courses, samples: bool) -> None:
        self.site = site
        self.loaded = loaded
        self.courses = [course for course in loaded.courses if samples or not course.sample]
        self.glossary = loaded.glossary

    @cached_property
    def views(self) -> list[Mapping[str, Any]]:
        return [course_view(self.site, course) for course in self.courses]

    @cached_property
    def texts(self) -> Texts:
        return Texts(self.site)

    @cached_property
    def _on(self) -> dict[str, list[Mapping[str, Any]]]:
        return by_topic(self.site, self.views)

    def on(self, facet: str | None, value: str | None) -> list[Mapping[str, Any]]:
        """The courses on a topic; none for any other facet."""
        return self._on.get(value, []) if facet == "topic" and value and self.courses else []
