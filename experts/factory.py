"""From data that meets the schema to a profile.

Written by `make bless` from experts/schema.json: change that, not this file.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from experts.profile import (
    Accepting,
    Affiliation,
    Alert,
    Changed,
    Confirmed,
    Consent,
    Contact,
    Countries,
    Fees,
    Identifier,
    Language,
    Link,
    Photo,
    Profile,
    Publication,
    Removed,
    Service,
    Tombstone,
    Training,
    Verification,
    Witness,
)


def _photo(data: Mapping[str, Any]) -> Photo:
    return Photo(
        data["file"],
        data.get("credit"),
    )


def _alert(data: Mapping[str, Any]) -> Alert:
    return Alert(
        data["text"],
        date.fromisoformat(data["until"]),
    )


def _countries(data: Mapping[str, Any]) -> Countries:
    return Countries(
        data.get("based"),
        tuple(data.get("expertise", ())),
        tuple(data.get("serves", ())),
    )


def _language(data: Mapping[str, Any]) -> Language:
    return Language(
        data["tag"],
        data["level"],
    )


def _affiliation(data: Mapping[str, Any]) -> Affiliation:
    return Affiliation(
        data["organisation"],
        data.get("title"),
        data.get("profile"),
    )


def _accepting(data: Mapping[str, Any]) -> Accepting:
    return Accepting(
        data.get("referrals"),
        data.get("reports"),
        data.get("wait_weeks"),
        date.fromisoformat(data["as_of"]) if "as_of" in data else None,
    )


def _fees(data: Mapping[str, Any]) -> Fees:
    return Fees(
        data.get("free"),
        data.get("legal_aid"),
        data.get("pro_bono"),
        data.get("private"),
    )


def _service(data: Mapping[str, Any]) -> Service:
    return Service(
        data["type"],
        tuple(data.get("mode", ())),
        data.get("turnaround_weeks"),
        _fees(data["fees"]) if "fees" in data else None,
        data.get("note"),
    )


def _training(data: Mapping[str, Any]) -> Training:
    return Training(
        data["name"],
        data.get("year"),
    )


def _witness(data: Mapping[str, Any]) -> Witness:
    return Witness(
        tuple(data.get("forums", ())),
        tuple(data.get("declarations", ())),
        data.get("oral_evidence"),
        tuple(map(_training, data.get("training", ()))),
    )


def _contact(data: Mapping[str, Any]) -> Contact:
    return Contact(
        data["kind"],
        data.get("label"),
        tuple(data.get("for", ())),
        data.get("dial"),
        data.get("hours"),
        data.get("time_zone"),
        data.get("address"),
        data.get("url"),
        tuple(data.get("lines", ())),
    )


def _identifier(data: Mapping[str, Any]) -> Identifier:
    return Identifier(
        data["scheme"],
        data["value"],
        date.fromisoformat(data["checked_on"]) if "checked_on" in data else None,
    )


def _verification(data: Mapping[str, Any]) -> Verification:
    return Verification(
        data["level"],
        date.fromisoformat(data["on"]),
        data.get("method"),
    )


def _confirmed(data: Mapping[str, Any]) -> Confirmed:
    return Confirmed(
        date.fromisoformat(data["on"]),
    )


def _changed(data: Mapping[str, Any]) -> Changed:
    return Changed(
        date.fromisoformat(data["on"]),
    )


def _consent(data: Mapping[str, Any]) -> Consent:
    return Consent(
        date.fromisoformat(data["public_listing"]),
        data.get("address_mark"),
        date.fromisoformat(data["no_letters"]) if "no_letters" in data else None,
        date.fromisoformat(data["photo"]) if "photo" in data else None,
    )


def _publication(data: Mapping[str, Any]) -> Publication:
    return Publication(
        data["title"],
        data["year"],
        data.get("url"),
    )


def _link(data: Mapping[str, Any]) -> Link:
    return Link(
        data["rel"],
        data["url"],
        data.get("title"),
    )


def make_profile(
    slug: str,
    path: str,
    data: Mapping[str, Any],
) -> Profile:
    return Profile(
        slug,
        path,
        data["name"],
        data["kind"],
        tuple(data["roles"]),
        data["headline"],
        tuple(map(_contact, data["contact"])),
        _verification(data["verification"]),
        _consent(data["consent"]),
        tuple(data.get("alternate_names", ())),
        data.get("sort_name"),
        data.get("sample", False),
        data.get("summary"),
        _photo(data["photo"]) if "photo" in data else None,
        _alert(data["alert"]) if "alert" in data else None,
        tuple(data.get("topics", ())),
        tuple(data.get("exploitation", ())),
        _countries(data["countries"]) if "countries" in data else Countries(),
        tuple(map(_language, data.get("languages", ()))),
        tuple(data.get("audience", ())),
        tuple(map(_affiliation, data.get("affiliations", ()))),
        _accepting(data["accepting"]) if "accepting" in data else None,
        tuple(map(_service, data.get("services", ()))),
        _witness(data["witness"]) if "witness" in data else None,
        tuple(map(_identifier, data.get("identifiers", ()))),
        _confirmed(data["confirmed"]) if "confirmed" in data else None,
        _changed(data["changed"]) if "changed" in data else None,
        tuple(map(_publication, data.get("publications", ()))),
        tuple(map(_link, data.get("links", ()))),
    )


def _removed(data: Mapping[str, Any]) -> Removed:
    return Removed(
        date.fromisoformat(data["on"]),
        data.get("moved_to"),
    )


def make_tombstone(
    slug: str,
    path: str,
    data: Mapping[str, Any],
) -> Tombstone:
    return Tombstone(
        slug,
        path,
        data["name"],
        _removed(data["removed"]),
        data.get("sample", False),
    )
