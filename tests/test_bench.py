"""The invented site root is sound and repeatable; the converters mend what they can."""

import csv
from pathlib import Path
from typing import Any

import pytest
import yaml

import experts
from bench import convert_corpus
from bench.cells import Findings, address, items, shorten, text, web
from bench.convert_legal_aid import Converter
from bench.generate import generate
from bench.hours import hours
from bench.invent import AS_OF, Generator, is_removed
from bench.legal_aid import Tables
from bench.phones import phones
from bench.profile import profile

HEADS = {
    "organizations": "Organization ID,Title,Alternate name,Body,Mailing address,Phone number,Website address",
    "services": "Services-ID,Title,Is this service open?,Service type,Phone number,Level of service,"
    "Is this service a hotline?,Service availability,Hours of operation,Dates and hours,Holiday schedule,"
    "Income eligibility and fees,Flat fee description,Sliding scale fees description,Amenities offered,"
    "Printing costs,An individual must be one of these to qualify,Featured content,Application form link,"
    "Process for applying by phone,Process for applying online,Process for walk-ins,Service is delivered,"
    "Website address,Organization ID,Location ID",
    "locations": "Location_id,Field 2,Phone number,Toll-free phone number,TTY phone number,"
    "Cities,Counties,Organization ID",
}
WEEK = "Sunday: Closed Monday: 9:00-17:00  Tuesday: 9:00-17:00  Wednesday: 8:30-12:00 , 13:00-17:00"
HOURS = {
    WEEK: "Mo,Tu 09:00-17:00; We 08:30-12:00, 13:00-17:00",
    "Sunday: 10:00-12:00  Monday: 10:00-12:00  Tuesday: 10:00-12:00": "Mo,Tu 10:00-12:00; Su 10:00-12:00",
    "Monday: 9:00-5:00  Tuesday: 9:00-17:00": "",
    "Monday: 9:00-12:00, 1:00-5:00": "",
    "Every third Tuesday": "",
    "Monday: 9:00-17:00 except in August": "",
    "": "",
}
PHONES = {
    "(312) 555-0106": [("+1 312 555 0106", "")],
    "312.555.0106": [("+1 312 555 0106", "")],
    "1-800-555-0106": [("+1 800 555 0106", "")],
    "312-555-0106 x 715": [("+1 312 555 0106", "Extension 715")],
    "(312) 555-0106 ext. 715": [("+1 312 555 0106", "Extension 715")],
    "1.866.HELP4DV": [("+1 866 435 7438", "")],
    "844-RIGHTS-9 (844-744-4879)": [("+1 844 744 4879", "")],
    "312-555-0106; Spanish: 312-555-0107": [("+1 312 555 0106", ""), ("+1 312 555 0107", "Spanish")],
    "(312) 555-0106 or (877) 555-0107": [("+1 312 555 0106", ""), ("+1 877 555 0107", "")],
    "1-800-555-0106 (24 hour crisis line)": [("+1 800 555 0106", "24 hour crisis line")],
    "no phone": [],
    "555-0106": [],
    "": [],
}
WEB = {
    "https://example.org/A": "https://example.org/A",
    "www.example.org": "https://www.example.org",
    "HTTP://WWW.EXAMPLE.ORG/HELP": "http://www.example.org/HELP",
    "see our page": "",
    "mail@example.org": "",
    "n/a": "",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("bench") / "site"
    generate(out, 60, news=5)
    return out


def faults(site: Path) -> list[str]:
    directory = experts.load(site)
    diagnostics = (*directory.diagnostics, *experts.check(directory, AS_OF))
    return [str(problem) for problem in diagnostics if problem.severity == "error"]


def test_invented_profiles_are_sound(site: Path) -> None:
    """There are only the old checks and the past notices that any directory has."""
    directory = experts.load(site)
    assert len(directory.profiles) + len(directory.tombstones) == 60
    filed = [one for one in directory.diagnostics if one.field == "name"]  # under the first name
    assert list(directory.diagnostics) == filed
    assert {p.field for p in experts.check(directory, AS_OF)} <= {"verification.on", "alert.until"}


def test_the_same_seed_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    generate(tmp_path / "again", 60, news=5)
    files = sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file())
    assert files == sorted(
        p.relative_to(tmp_path / "again") for p in (tmp_path / "again").rglob("*") if p.is_file()
    )
    assert [
        name for name in files if (site / name).read_bytes() != (tmp_path / "again" / name).read_bytes()
    ] == []


def test_a_profile_does_not_depend_on_how_many_there_are(site: Path, tmp_path: Path) -> None:
    generate(tmp_path / "few", 7)
    for path in sorted((tmp_path / "few/experts/profiles").iterdir()):
        assert path.read_bytes() == (site / "experts/profiles" / path.name).read_bytes()


def test_another_seed_gives_other_people() -> None:
    assert Generator(1).name(1) != Generator(2).name(1)


def test_every_term_of_every_vocabulary_is_used() -> None:
    made = Generator()
    most = max(len(zipf.items) for zipf in made.terms.values())
    used = {value for i in range(3 * most) for value in leaves(profile(made, i))}
    assert [term for zipf in made.terms.values() for term in zipf.items if term not in used] == []


def test_every_state_of_freshness_is_there() -> None:
    made = Generator()
    sound = (profile(made, i) for i in range(200) if not is_removed(i))
    checked = [yaml.safe_load(data["verification"]["on"]) for data in sound]
    assert {experts.freshness(on, AS_OF) for on in checked} == {"fresh", "due", "overdue", "hidden"}
    assert max(checked) == AS_OF


def test_nobody_shares_a_number() -> None:
    made = Generator()
    contacts = [profile(made, i).get("contact", []) for i in range(2000)]
    numbers = [dial for ways in contacts for dial in {way["dial"] for way in ways if "dial" in way}]
    assert len(numbers) == len(set(numbers)) > 300


def test_a_folder_with_files_in_it_is_left_alone(site: Path) -> None:
    with pytest.raises(SystemExit, match="not empty"):
        generate(site, 1)


@pytest.mark.parametrize(("raw", "wanted"), PHONES.items(), ids=PHONES)
def test_phones(raw: str, wanted: list[tuple[str, str]]) -> None:
    assert phones(raw, Findings()) == wanted


@pytest.mark.parametrize(("raw", "wanted"), HOURS.items(), ids=HOURS)
def test_hours(raw: str, wanted: str) -> None:
    assert hours(raw, Findings()) == wanted


@pytest.mark.parametrize(("raw", "wanted"), WEB.items(), ids=WEB)
def test_web_addresses(raw: str, wanted: str) -> None:
    assert web(raw, Findings()) == wanted


def test_text_loses_what_is_not_text() -> None:
    findings = Findings()
    assert text("<p>Fish &amp; chips</p>\u200b", findings) == "Fish & chips"
    assert text("nnnn", findings) == ""
    assert items("Advice\n\n    Mediation\n\n    Advice", findings) == ["Advice", "Mediation"]
    assert shorten("Advice on housing and debt", 20, findings) == "Advice on housing…"
    assert address("67 East Madison StreetSuite 2000LaSalle, IL 60603", findings) == [
        "67 East Madison Street",
        "Suite 2000",
        "LaSalle, IL 60603",
    ]
    assert sum(findings.counts.values()) == 6
    assert "Fish" in str(findings)


def leaves(value: Any) -> list[Any]:
    if isinstance(value, dict | list):
        return [
            leaf for part in (value.values() if isinstance(value, dict) else value) for leaf in leaves(part)
        ]
    return [value]


def table(folder: Path, name: str, *rows: dict[str, str]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADS[name].split(","), restval="")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def legal_aid(tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    folder.mkdir()
    address = {
        "Mailing address": "1 Example StreetChicago, IL 60600",
        "Body": "We help <b>everyone</b>. " * 100,
    }
    home = {
        "Organization ID": "1",
        "Title": "Example Aid",
        "Phone number": "(312) 555-9906",
        "Website address": "WWW.EXAMPLE.ORG",
    }
    table(folder, "organizations", {**home, **address, "Alternate name": "EA"})
    clinic = {
        "Title": "Legal clinic",
        "Organization ID": "1",
        "Phone number": "312.555.9906",
        "Location ID": "5",
    }
    other = {"Organization ID": "3", "Phone number": "no phone; 312 555 9907"}
    prose = {"Hours of operation": "Every third Tuesday", "Service type": "Direct representation"}
    table(
        folder,
        "services",
        {
            **clinic,
            "Services-ID": "10",
            **prose,
            "Featured content": "Evicting a tenant\n\n    Getting a divorce",
        },
        {**clinic, "Services-ID": "11", "Title": "Legal Clinic", "Is this service open?": "No"},
        {"Organization ID": "2", "Location ID": "6"},
        {**other, "Services-ID": "12", "Title": "Advice"},
        {**other, "Services-ID": "13", "Title": "Mediation"},
    )
    table(folder, "locations", {"Location_id": "6", "Field 2": "Main Office", "Organization ID": "2"})
    return folder


def test_legal_aid_is_mended_into_sound_profiles(legal_aid: Path, tmp_path: Path) -> None:
    converter = Converter(Tables(legal_aid), raw=False, on=AS_OF.isoformat())
    converter.write(tmp_path / "site")
    assert faults(tmp_path / "site") == []
    by_slug = {entry.slug: entry for entry in experts.load(tmp_path / "site").profiles}
    assert sorted(by_slug) == [
        "advice",
        "example-aid",
        "legal-clinic-example-aid",
        "legal-clinic-example-aid-number-11",
        "mediation",
        "service-of-organisation-2",
    ]
    clinic = by_slug["legal-clinic-example-aid"]
    assert clinic.contact[0].dial == "+1 312 555 9906"
    assert clinic.contact[0].hours is None
    assert "Every third Tuesday" in clinic.summary
    assert clinic.affiliations[0].profile == "example-aid"
    assert by_slug["service-of-organisation-2"].contact[0].kind == "relay"
    assert converter.findings.counts["row: no id and no title, only an organisation and a location"] == 1


def test_raw_legal_aid_is_refused_line_by_line(legal_aid: Path, tmp_path: Path) -> None:
    Converter(Tables(legal_aid), raw=True, on=AS_OF.isoformat()).write(tmp_path / "site")
    directory = experts.load(tmp_path / "site")
    fields = {problem.field for problem in directory.diagnostics}
    assert not directory.profiles
    assert {"contact.1.dial", "contact.1.hours", "contact.2.url", "name", "summary"} <= fields


CORPUS = """\
name: "Dr Ngozi Müller"
kind: {kind}
headline: "Persecution research xxx"
roles: ["expert-witness", "psychologist"]
countries: ["NO", "VN"]
expertise: ["forced-marriage", "psychology"]
languages: ["en", "ti"]
updated: 2019-03-01
contact:
  email: {slug}@example.org
  website: https://{slug}.example.org/
  phone: "+44 20 7946 0001"
bio: |
  The **evidence** of persecution, and reports on it.
"""


def test_a_neutral_corpus_becomes_sound_profiles(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    for folder in ("experts", "content/news", "courses/evidence"):
        (corpus / folder).mkdir(parents=True)
    for slug, kind in (("ngozi-muller", "individual"), ("institute", "organisation")):
        (corpus / f"experts/{slug}.yaml").write_text(CORPUS.format(slug=slug, kind=kind), encoding="utf-8")
    news = "Title: New\nDate: 2026-01-02 09:00\nTags: torture, fgm\nSlug: new\nSummary: It is.\n\nText.\n"
    (corpus / "content/news/2026-01-02-new.md").write_text(news, encoding="utf-8")
    lesson = "Title: One\nCourse: evidence\nOrder: 1\nSlug: 01-one\n\nText.\n"
    (corpus / "courses/evidence/01-one.md").write_text(lesson, encoding="utf-8")
    converter = convert_corpus.Converter(corpus, listed=True)
    converter.write(tmp_path / "site")
    assert faults(tmp_path / "site") == []
    institute, person = experts.load(tmp_path / "site").profiles
    assert (institute.kind, person.roles) == ("organisation", ("academic", "medical"))
    assert person.countries.expertise == ("NO", "VN")
    assert (person.topics, person.exploitation) == (("women", "mental-health"), ("forced-marriage",))
    assert converter.dropped == 1
    item = (tmp_path / "site/content/news/2026-01-02-new.md").read_text()
    assert "Topics: medico-legal-reports, health-care\n" in item
    assert "Date: 2026-01-02\n" in item
    assert (tmp_path / "site/content/pages/evidence-01-one.md").is_file()
