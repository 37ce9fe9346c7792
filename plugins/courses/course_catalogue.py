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

View = Mapping[str, Any]


class CourseCatalogue:
    """`samples` False leaves out the invented courses. Nothing is read or made before it is asked for."""

    def __init__(self, site: Site, found: Courses, samples: bool) -> None:
        self.site = site
        self.found = found
        self.courses = [course for course in found.courses if samples or not course.sample]
        self.glossary = found.glossary

    @cached_property
    def views(self) -> list[View]:
        return [course_view(self.site, course) for course in self.courses]

    @cached_property
    def texts(self) -> Texts:
        return Texts(self.site)

    @cached_property
    def _on(self) -> dict[str, list[View]]:
        return by_topic(self.site, self.views)

    def on(self, facet: str | None, value: str | None) -> list[View]:
        """The courses on a topic; none for any other facet."""
        return self._on.get(value, []) if facet == "topic" and value and self.courses else []
