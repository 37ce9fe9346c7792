"""Answers become a profile, and a profile becomes the answers that a form is filled in with."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import experts
from experts.packed import vocabularies
from forms import Form, profile_sections
from forms.fields import Answers, Field, dictionary, label, meant, plain

Data = dict[str, Any]

# Where the answer to each simple question stands in a profile.
PLACES = {
    "name": "name", "alternate_names": "alternate_names", "roles": "roles", "headline": "headline",
    "summary": "summary", "topics": "topics", "exploitation": "exploitation", "audience": "audience",
    "based": "countries.based", "expertise": "countries.expertise", "serves": "countries.serves",
    "referrals": "accepting.referrals", "reports": "accepting.reports", "wait_weeks": "accepting.wait_weeks",
    "forums": "witness.forums", "declarations": "witness.declarations",
    "oral_evidence": "witness.oral_evidence",
}  # fmt: skip
NUMBERS = ("wait_weeks", "turnaround_weeks")
FEES = ("legal_aid", "pro_bono", "private")
SERVICES = ("services", "mode", "turnaround_weeks", *FEES)
# The question for each way to get in touch, with its kind and the key of its value.
CONTACTS = {
    "phone": ("phone", "dial"), "text": ("text", "dial"), "email": ("email", "address"), "web": ("web",
    "url"),
    "post": ("post", "lines"), "relay": ("relay", ""),
}  # fmt: skip
ORDER = ["name", "alternate_names", "sort_name", "kind", "sample", "roles", "headline", "summary", "photo",
"alert",
         "topics", "exploitation", "countries", "languages", "audience", "affiliations", "accepting",
         "services",
         "witness", "contact", "identifiers", "verification", "consent", "publications", "links"]  # fmt: skip


def profile_fields(kind: str = "") -> dict[str, Field]:
    return {field.name: field for section in profile_sections(kind) for field in section.fields}


def new_profile(kind: str, answers: Answers, today: str) -> Data:
    """Nothing in it has been checked, and it says so."""
    unchecked = {"level": "self-declared", "on": today, "method": "as sent by form"}
    data = {"kind": kind, "verification": unchecked, "consent": {"public_listing": today}}
    return apply(data, answers, profile_fields())


def changed(form: Form, answers: Answers, standing: Data) -> list[str]:
    """The questions whose answers differ from what the standing profile would have put there."""
    before = read(standing)
    asked = profile_fields()
    mine = {field.name for field in form.fields()} & asked.keys()
    return sorted(name for name in mine if value(asked[name], answers) != value(asked[name], before))


def apply(data: Data, answers: Answers, names: Iterable[str]) -> Data:
    """The profile with the answers to these questions; everything else in it stays as it is."""
    new, asked = copy.deepcopy(data), profile_fields()
    given = {name: value(asked[name], answers) for name in names}
    for name, path in PLACES.items():
        if name in given:
            put(new, path.split("."), given[name])
    every = {name: value(asked[name], answers) for name in asked}
    for part, write in PARTS.items():
        if touched := [name for name in given if belongs(name, part)]:
            rows = write(new.get(part, []), every, touched)
            put(new, [part], rows)
    return {key: new[key] for key in sorted(new, key=ORDER.index)}


def belongs(name: str, part: str) -> bool:
    stem = name.rpartition("_")[0]
    return {
        "languages": stem in ("language", "level"), "services": name in SERVICES,
        "contact": name in (*CONTACTS, "hours"), "identifiers": stem in ("scheme", "number"),
        "links": name == "website",
    }[part]  # fmt: skip


def put(data: Data, path: list[str], new: Any) -> None:
    """Sets a value; an empty one is taken out, and so is a part that is empty then."""
    if len(path) > 1:
        inner = data.setdefault(path[0], {})
        put(inner, path[1:], new)
        new = inner
    if new in ("", [], None, {}):
        data.pop(path[0], None)
    else:
        data[path[0]] = new


def value(field: Field, answers: Answers) -> Any:
    """An answer in the form in which a profile holds it; a wrong one stays as it was typed."""
    given = [text for text in answers.get(field.name, ()) if text]
    text = given[0] if given else ""
    if field.name in NUMBERS:
        return int(text) if text.isascii() and text.isdigit() else text
    if field.name == "oral_evidence":
        return {"yes": True, "no": False}.get(text)
    if field.kind == "choices":
        return given
    if field.kind == "words":
        ids = meant(field, text)[0]
        return ids if field.most > 1 else ids[0] if ids else ""
    if field.kind == "text" and field.name != "summary":
        return [line.strip() for line in text.split("\n") if line.strip()]
    clean = CLEAN.get(field.name)
    return clean(text) if clean else text


def number(text: str) -> str:
    """A telephone number as people write it, without the signs that no one dials."""
    spaced = re.sub(r"\(0\)|[()./\u2010-\u2015-]+", " ", text).strip()
    return re.sub(r"^00(?=[1-9])", "+", re.sub(r" +", " ", spaced))


def address(text: str) -> str:
    return f"https://{text}" if re.match(r"[\w-]+(\.[\w-]+)+(/|\Z)", text) else text


CLEAN: Mapping[str, Callable[[str], str]] = {
    "phone": number, "text": number, "web": address, "website": address,
}  # fmt: skip


def rows(old: list[Data], given: Data, keys: Mapping[str, str]) -> list[Data]:
    """Numbered questions as entries; what an entry holds beyond them stays with its first key."""
    first, made = next(iter(keys)), []
    known = {entry[first]: entry for entry in old}
    counted = [name for name in given if name.startswith(keys[first] + "_")]
    for row in range(1, len(counted) + 1):
        entry = {key: given[f"{stem}_{row}"] for key, stem in keys.items()}
        if any(entry.values()):
            kept = known.get(entry[first], {})
            same = all(kept.get(key) == text for key, text in entry.items())
            made.append(kept if same else {key: text for key, text in entry.items() if text})
    return made + old[len(counted) :]


def languages(old: list[Data], given: Data, _: list[str]) -> list[Data]:
    return rows(old, given, {"tag": "language", "level": "level"})


def identifiers(old: list[Data], given: Data, _: list[str]) -> list[Data]:
    return rows(old, given, {"scheme": "scheme", "value": "number"})


def services(old: list[Data], given: Data, touched: list[str]) -> list[Data]:
    """One answer counts for all services; where it was not changed, each keeps its own."""
    known, made = {entry["type"]: entry for entry in old}, []
    for kind in given["services"]:
        entry = copy.deepcopy(known.get(kind, {"type": kind}))
        for name in touched if kind in known else SERVICES:
            if name != "services":
                put(entry, ["fees", name] if name in FEES else [name], given[name])
        made.append(entry)
    return made


def contact(old: list[Data], given: Data, touched: list[str]) -> list[Data]:
    """Each question is about the first entry of its kind; other entries stay."""
    made = copy.deepcopy(old)
    for name, (kind, key) in CONTACTS.items():
        if name not in touched and not (name == "phone" and "hours" in touched):
            continue
        place = next((n for n, entry in enumerate(made) if entry["kind"] == kind), len(made))
        entry = made[place] if place < len(made) else {"kind": kind}
        new = {**entry, key: given[name]} if key else entry
        if name == "phone":
            put(new, ["hours"], given["hours"])
        made[place : place + 1] = [new] if given[name] else []
    return made


def links(old: list[Data], given: Data, _: list[str]) -> list[Data]:
    place = next((n for n, entry in enumerate(old) if entry["rel"] == "website"), len(old))
    kept = old[place] if place < len(old) else {"rel": "website"}
    new = [{**kept, "url": given["website"]}] if given["website"] else []
    return [*old[:place], *new, *old[place + 1 :]]


PARTS: Mapping[str, Callable[[list[Data], Data, list[str]], list[Data]]] = {
    "languages": languages, "services": services, "contact": contact, "identifiers": identifiers,
    "links": links,
}  # fmt: skip


def read(data: Mapping[str, Any]) -> Answers:
    """The answers that a standing profile gives to the questions of its form."""
    asked = profile_fields()
    found: dict[str, Any] = {name: pick(data, path) for name, path in PLACES.items()}
    for row, entry in enumerate(data.get("languages", [])[:4], 1):
        found |= {f"language_{row}": entry["tag"], f"level_{row}": entry["level"]}
    for row, entry in enumerate(data.get("identifiers", [])[:2], 1):
        found |= {f"scheme_{row}": entry["scheme"], f"number_{row}": entry["value"]}
    found |= read_services(data.get("services", []))
    for name, (kind, key) in CONTACTS.items():
        first: Data = next((entry for entry in data.get("contact", []) if entry["kind"] == kind), {})
        found[name] = first.get(key) if key else ["yes"] if first else []
        if name == "phone":
            found["hours"] = first.get("hours")
    found["website"] = next((link["url"] for link in data.get("links", []) if link["rel"] == "website"), None)
    return {name: written(asked[name], held) for name, held in found.items() if held not in (None, "", [])}


def read_services(entries: list[Data]) -> dict[str, Any]:
    """Only what all services have in common can be shown as one answer."""
    every: dict[str, list[Any]] = {"mode": [entry.get("mode") for entry in entries]}
    every["turnaround_weeks"] = [entry.get("turnaround_weeks") for entry in entries]
    every |= {fee: [entry.get("fees", {}).get(fee) for entry in entries] for fee in FEES}
    alike = {name: held[0] for name, held in every.items() if held and all(one == held[0] for one in held)}
    return {"services": [entry["type"] for entry in entries], **alike}


def pick(data: Mapping[str, Any], path: str) -> Any:
    here: Any = data
    for key in path.split("."):
        here = here.get(key) if isinstance(here, Mapping) else None
    return here


def written(field: Field, held: Any) -> tuple[str, ...]:
    """A value as the person would type it."""
    if isinstance(held, bool):
        return ("yes" if held else "no",)
    many = held if isinstance(held, (list, tuple)) else [held]
    if field.options:
        return tuple(many)
    if field.kind == "words":
        return (", ".join(typed(field, each) for each in many),)
    return ("\n".join(map(str, many)).strip(),)


def typed(field: Field, each: str) -> str:
    """The label, where it leads back to the same term; names with a comma in them do not in a list."""
    name = label(field.known, each)
    back = dictionary(field.known).get(plain(name)) == each and not re.search(r"[,;\n]", name)
    return name if back else each


NO_CONTACT = "Give at least one way to reach you, or choose this one"


def problems(data: Data, slug: str) -> dict[str, str]:
    """What the directory's own checks say about a profile, by question."""
    try:
        source = experts.dump(data).encode()
    except ValueError:
        return {"name": "A character in this entry cannot be written"}
    _, found = experts.examine(f"experts/profiles/{slug}.yaml", source, vocabularies())
    said: dict[str, str] = {}
    for fault in found:
        if fault.severity == "error":
            words = NO_CONTACT if fault.field == "contact" else fault.message[:1].upper() + fault.message[1:]
            said.setdefault(question(data, fault.field), words)
    return said


def question(data: Data, place: str) -> str:
    """The question that asks for a part of a profile: contact.2.dial may be `text`."""
    head, *rest = place.split(".")
    row = int(rest[0]) if rest and rest[0].isdigit() else 1
    if head == "contact":
        entries = data.get("contact", [])
        kind = entries[row - 1]["kind"] if row <= len(entries) else "relay"
        return "hours" if rest[-1:] == ["hours"] else kind
    stems = {"languages": ("language", "level"), "identifiers": ("scheme", "number")}
    if head in stems:
        return f"{stems[head][rest[-1:] in (['level'], ['value'])]}_{row}"
    if head in ("services", "links"):
        last = next((part for part in reversed(rest) if not part.isdigit()), "")
        return "website" if head == "links" else last if last in SERVICES else "services"
    near = [name for name, path in PLACES.items() if place == path or place.startswith(path + ".")]
    return near[0] if near else "name"
