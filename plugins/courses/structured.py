"""What search engines read about a course and a lesson: schema.org, with the terms of LRMI."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

JsonLd = dict[str, Any]


def course_data(course: Mapping[str, Any], site: Mapping[str, Any]) -> JsonLd:
    url = f"{site['origin']}{course['url']}"
    teaches = [one["text"] for lesson in course["lessons"] for one in lesson["objectives"]]
    return {
        "@context": "https://schema.org",
        "@type": "Course",
        "@id": url,
        "url": url,
        "name": course["title"],
        "description": course["summary"],
        "courseCode": course["id"],
        "version": course["version"],
        **_learning(course, teaches),
        "dateModified": course["modified"].isoformat(),
        "provider": _provider(site),
        "offers": {"@type": "Offer", "category": "Free", "price": "0", "priceCurrency": "GBP"},
        "hasCourseInstance": {
            "@type": "CourseInstance",
            "courseMode": "online",
            "courseWorkload": _duration(course["minutes"]),
        },
        "hasPart": [
            {"@type": "LearningResource", "name": lesson["title"], "url": f"{site['origin']}{lesson['url']}"}
            for lesson in course["lessons"]
        ],
    }


def lesson_data(course: Mapping[str, Any], lesson: Mapping[str, Any], site: Mapping[str, Any]) -> JsonLd:
    url = f"{site['origin']}{lesson['url']}"
    return {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "@id": url,
        "url": url,
        "name": lesson["title"],
        "learningResourceType": "lesson",
        "version": lesson["version"],
        "position": lesson["number"],
        **_learning({**lesson, "level": course["level"]}, [one["text"] for one in lesson["objectives"]]),
        "dateModified": lesson["reviewed"]["on"].isoformat(),
        "provider": _provider(site),
        "isPartOf": {"@type": "Course", "@id": f"{site['origin']}{course['url']}", "name": course["title"]},
        "citation": [
            {
                "@type": "CreativeWork",
                "name": one["title"],
                "publisher": one["publisher"],
                **({"url": one["url"]} if one["url"] else {}),
            }
            for one in lesson["sources"]
        ],
    }


def _learning(what: Mapping[str, Any], teaches: list[str]) -> JsonLd:
    """What a course and a lesson both have."""
    return {
        "inLanguage": what["lang"],
        "educationalLevel": what["level"],
        "timeRequired": _duration(what["minutes"]),
        "teaches": teaches,
        "about": [{"@type": "Thing", "name": topic["label"]} for topic in what["topics"]],
        "audience": [
            {"@type": "EducationalAudience", "educationalRole": label} for label in what["audience"]
        ],
        "isAccessibleForFree": True,
    }


def _provider(site: Mapping[str, Any]) -> JsonLd:
    return {"@type": "Organization", "name": site["name"], "url": f"{site['origin']}/"}


def _duration(minutes: int) -> str:
    return f"PT{minutes}M"
