"""From data that meet the schema to texts, helplines, figures, rules of law and resources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from content.model import (
    Change,
    Claim,
    Confidentiality,
    Confirmed,
    Helpline,
    NewsItem,
    Page,
    Resource,
    SourcePage,
    Statistic,
    UrgentLanguage,
    Version,
)
from records.front_matter import Body

DAYS = ("date", "updated", "read_on", "checked_on", "expires", "in_force", "reread_by", "on")


def make_news(path: str, slug: str, body: Body, data: Mapping[str, Any]) -> NewsItem:
    lists = {name: tuple(data.get(name, ())) for name in ("topics", "countries", "experts")}
    return NewsItem(**{"path": path, "slug": slug, "body": body, **_dated(data), **lists})


def make_page(path: str, slug: str, body: Body, data: Mapping[str, Any]) -> Page:
    sensitive = data.get("sensitive") == "yes"
    return Page(**{"path": path, "slug": slug, "body": body, **_dated(data), "sensitive": sensitive})


def make_helpline(data: Mapping[str, Any], line: int) -> Helpline:
    made = {
        "for_": data["for"],
        "line": line,
        "nations": tuple(data.get("nations", ())),
        "source": _source(data["source"]),
        "also_read": tuple(map(_source, data.get("also_read", ()))),
        "confidentiality": _confidentiality(data["confidentiality"]),
        "confirmed": Confirmed(**{key: _day(day) for key, day in data["confirmed"].items()}),
    }
    return Helpline(**{**{key: value for key, value in data.items() if key != "for"}, **made})


def _confidentiality(data: Mapping[str, Any] | None) -> Confidentiality | None:
    return Confidentiality(data["rule"], _source(data["source"])) if data else None


def make_statistic(data: Mapping[str, Any]) -> Statistic:
    return Statistic(**_dated(data))


def make_claim(data: Mapping[str, Any]) -> Claim:
    made = {
        "jurisdictions": tuple(data["jurisdictions"]),
        "version": Version(**_dated(data["version"])),
        "source": _source(data["source"]),
        "also_read": tuple(map(_source, data.get("also_read", ()))),
        "changes": tuple(Change(**_dated(change)) for change in data.get("changes", ())),
    }
    return Claim(**{**_dated(data), **made})


def make_resource(data: Mapping[str, Any]) -> Resource:
    lists = {name: tuple(data.get(name, ())) for name in ("topics", "countries")}
    return Resource(**{**_dated(data), **lists})


def make_urgent_language(language: str, data: Mapping[str, Any]) -> UrgentLanguage:
    lists = [name.name for name in fields(UrgentLanguage) if name.name != "language"]
    return UrgentLanguage(language=language, **{name: tuple(data.get(name, ())) for name in lists})


def _source(data: Mapping[str, Any]) -> SourcePage:
    return SourcePage(**{**_dated(data), "about": tuple(data.get("about", ()))})


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _dated(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: date.fromisoformat(value) if key in DAYS and value else value for key, value in data.items()}
