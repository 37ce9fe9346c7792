"""An entry as it would look, for the person who is about to send it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from experts.contact_kinds import NAME as KINDS
from experts.contact_kinds import contact_kinds
from forms.fields import label
from records import hours
from records.packed_vocabularies import vocabularies

Data = Mapping[str, Any]


def preview(data: Data) -> dict[str, Any]:
    """Plain texts. `first` is what a card or the top of the entry shows, `more` what follows there: pairs of
    a name and its values."""
    all_facts = [(name, values) for name, values in facts(data) if values]
    return {
        "name": data.get("name", ""), "other_names": data.get("alternate_names", []),
        "groups": labels("roles", data.get("roles", [])), "headline": data.get("headline", ""),
        "summary": [text for text in data.get("summary", "").split("\n\n") if text],
        "first": [fact for fact in all_facts if fact[0] in FIRST],
        "contact": [contact(each) for each in data.get("contact", [])],
        "more": [fact for fact in all_facts if fact[0] not in FIRST],
    }  # fmt: skip


FIRST = ("Taking cases", "Country expertise", "Takes cases from", "Based in", "Languages",
         "Registrations", "Links")  # fmt: skip


def labels(vocabulary: str, ids: Any) -> list[str]:
    return [label(vocabulary, each) for each in ids]


def facts(data: Data) -> Iterator[tuple[str, list[str]]]:
    accepting, countries = data.get("accepting", {}), data.get("countries", {})
    taken = (("referrals", "Referrals"), ("reports", "Expert reports"))
    yield (
        "Taking cases",
        [f"{name}: {label('availability', accepting[key])}" for key, name in taken if key in accepting],
    )
    yield "For whom", labels("audiences", data.get("audience", []))
    yield "Country expertise", labels("countries", countries.get("expertise", []))
    yield "Takes cases from", labels("areas", countries.get("serves", []))
    yield "Based in", labels("countries", [countries["based"]] if "based" in countries else [])
    yield "Languages", [language(each) for each in data.get("languages", [])]
    yield "Topics", labels("topics", data.get("topics", []))
    yield "Forms of exploitation", labels("exploitation", data.get("exploitation", []))
    yield (
        "Services",
        labels("services", [each["type"] for each in data.get("services", []) if "type" in each]),
    )
    yield "Courts and tribunals", labels("forums", data.get("witness", {}).get("forums", []))
    yield "Registrations", [register(each) for each in data.get("identifiers", [])]
    yield "Links", [str(each["url"]) for each in data.get("links", []) if "url" in each]


def language(each: Data) -> str:
    return f"{label('languages', each.get('tag', ''))} ({label('language-levels', each.get('level', ''))})"


def register(each: Data) -> str:
    return f"{label('identifiers', each.get('scheme', ''))} {each.get('value', '')}"


def contact(each: Data) -> tuple[str, list[str]]:
    kind = contact_kinds(vocabularies()[KINDS])[each["kind"]]
    value = each.get(kind.value or "", "")
    values = [*value] if isinstance(value, list) else [value] if value else [kind.description]
    return each.get("label", kind.label), values + [
        hours.in_words(each[name]) for name in ("hours",) if name in each
    ]
