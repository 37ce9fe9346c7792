"""The parts of an invented profile, in the order of the schema."""

from random import Random
from typing import Any

from bench.fiction import identifier, phone
from bench.invent import Data, Generator, day, is_organisation, is_removed

# How many days ago the last check was, and how often: fresh, due, overdue, hidden.
CHECKED = {(0, 330): 70, (370, 540): 14, (555, 725): 10, (745, 1200): 6}
FEES = ("free", "legal_aid", "pro_bono", "private")


def profile(generator: Generator, i: int) -> Data:
    rng = generator.rng("profile", i)
    name = generator.name(i)
    if is_removed(i):
        moved = {"moved_to": generator.slug(i - 1)} if rng.random() < 0.3 else {}
        return {"name": name.shown, "sample": True, "removed": {"on": day(rng.randint(1, 900)), **moved}}
    ago = rng.randint(*rng.choices(list(CHECKED), list(CHECKED.values()))[0]) if i else 0
    data: Data = {"name": name.shown}
    if name.latin != name.shown and rng.random() < 0.8:
        data |= {"alternate_names": [name.latin], "sort_name": name.sort}
    data |= {"kind": "organisation" if is_organisation(i) else "person", "sample": True}
    data |= {"roles": _roles(generator, rng, i), "headline": generator.prose.phrase(rng, 5, 11)}
    for chance, part in PARTS:
        if rng.random() < chance:
            data |= part(generator, rng, i)
    data["verification"] = {
        "level": generator.one(rng, "verification-levels", i),
        "on": day(ago),
        "method": "Invented",
    }
    data["consent"] = {"public_listing": day(ago + rng.randint(0, 40))}
    return data


def _roles(generator: Generator, rng: Random, i: int) -> list[str]:
    if is_organisation(i):
        return ["organisation"]
    return [role for role in generator.some(rng, "roles", 2, 3, i) if role != "organisation"]


def _summary(generator: Generator, rng: Random, i: int) -> Data:
    return {"summary": generator.prose.markdown(rng, rng.randint(1, 3))[:1990].rstrip()}


def _alert(generator: Generator, rng: Random, i: int) -> Data:
    return {"alert": {"text": generator.prose.phrase(rng, 6, 14) + ".", "until": day(rng.randint(-90, 30))}}


def _work(generator: Generator, rng: Random, i: int) -> Data:
    countries: Data = {"based": generator.one(rng, "countries", i)}
    countries |= {"expertise": generator.some(rng, "countries", 1, 4, i)} if rng.random() < 0.7 else {}
    countries |= {"serves": generator.some(rng, "areas", 1, 3, i)} if rng.random() < 0.7 else {}
    level = generator.terms["language-levels"]
    return {
        "topics": generator.some(rng, "topics", 1, 5, i),
        "exploitation": generator.some(rng, "exploitation", 1, 4, i),
        "countries": countries,
        "languages": [{"tag": t, "level": level.one(rng)} for t in generator.some(rng, "languages", 1, 4, i)],
        "audience": generator.some(rng, "audiences", 1, 3, i),
    }


def _affiliation(generator: Generator, rng: Random, i: int) -> Data:
    """With an organisation that stands before it in the list, so that nothing hangs on its length."""
    if i <= 3:
        return {}
    home = rng.randrange(3, i, 8)
    entry = {"organisation": generator.name(home).shown, "title": generator.prose.phrase(rng, 1, 2)}
    return {"affiliations": [entry if is_removed(home) else entry | {"profile": generator.slug(home)}]}


def _accepting(generator: Generator, rng: Random, i: int) -> Data:
    states: Data = {
        what: generator.one(rng, "availability", i) for what in ("referrals", "reports")[: rng.randint(1, 2)]
    }
    return {
        "accepting": states | ({"wait_weeks": rng.randint(1, 30)} if "waitlist" in states.values() else {})
    }


def _services(generator: Generator, rng: Random, i: int) -> Data:
    return {
        "services": [_service(generator, rng, i, kind) for kind in generator.some(rng, "services", 1, 3, i)]
    }


def _service(generator: Generator, rng: Random, i: int, kind: str) -> Data:
    optional: Data = {
        "turnaround_weeks": rng.randint(1, 20),
        "fees": {fee: generator.terms["fees"].one(rng) for fee in rng.sample(FEES, rng.randint(1, 4))},
        "note": generator.prose.phrase(rng, 4, 9),
    }
    chosen = {key: value for key, value in optional.items() if rng.random() < 0.6}
    return {"type": kind, "mode": generator.some(rng, "modes", 1, 3, i)} | chosen


def _witness(generator: Generator, rng: Random, i: int) -> Data:
    if is_organisation(i):
        return {}
    work: Data = {name: generator.some(rng, name, 1, 3, i) for name in ("forums", "declarations")}
    work["oral_evidence"] = rng.random() < 0.7
    training = [{"name": "Training in writing reports", "year": rng.randint(2005, 2026)}]
    return {"witness": work | ({"training": training} if rng.random() < 0.4 else {})}


def _contact(generator: Generator, rng: Random, i: int) -> Data:
    slug, dial = generator.slug(i), phone(i)
    ways: list[dict[str, Any]] = [{"kind": "relay"}, {"kind": "web", "url": f"https://{slug}.example.org/"}]
    if i % 4 == 0:
        audience = generator.some(rng, "audiences", 1, 2, i)
        ways.append({"kind": "email", "address": f"{slug}@example.org", "for": audience})
    if dial:
        hours = rng.choice(("Mo-Fr 09:00-17:00", "Mo-Th 10:00-16:00; Fr 10:00-13:00", "24/7"))
        ways.append({"kind": "phone", "dial": dial, "hours": hours, "time_zone": "Europe/London"})
    if dial and i % 20 == 0:
        ways.append({"kind": "text", "label": "Text messages", "dial": dial})
    if i % 16 == 3:
        ways.append({"kind": "post", "lines": [generator.name(i).shown, f"PO Box {i}", "Exampleton"]})
    rng.shuffle(ways)
    return {"contact": ways[rng.randrange(2) :]}


def _register(generator: Generator, rng: Random, i: int) -> Data:
    scheme = generator.one(rng, "identifiers", i)
    return {"identifiers": [{"scheme": scheme, "value": identifier(scheme, i)}]}


def _elsewhere(generator: Generator, rng: Random, i: int) -> Data:
    work = {"title": generator.prose.phrase(rng, 4, 10), "year": rng.randint(1990, 2026)}
    relations = generator.some(rng, "link-relations", 1, 2, i)
    links = [{"rel": rel, "url": f"https://example.org/{rel}/{i}"} for rel in relations]
    return {"publications": [work | {"url": f"https://example.org/works/{i}"}], "links": links}


PARTS = (
    (0.85, _summary),
    (0.05, _alert),
    (1.0, _work),
    (0.4, _affiliation),
    (0.8, _accepting),
    (0.8, _services),
    (0.5, _witness),
    (1.0, _contact),
    (0.4, _register),
    (0.3, _elsewhere),
)
