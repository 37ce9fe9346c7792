"""From files to typed profiles."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

import experts
from experts.profile import Changed, Confirmed, Removed
from records import yaml_reader
from records.diagnostic import Diagnostic
from records.vocabulary import Vocabularies
from records.vocabulary_reader import load_vocabularies
from tests.test_experts_bad_profiles import SOUND
from tests.test_experts_schema import FULL, GONE, damaged

ROOT = Path(__file__).parents[1]
VOCABULARIES = load_vocabularies()
MINIMAL = "\n".join(SOUND.values()) + "\n"


def write(site: Path, **files: str) -> Path:
    """A site with these profiles; `_` in a name stands for a hyphen."""
    folder = site / "experts/profiles"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name.replace('_', '-')}.yaml").write_text(text, encoding="utf-8")
    return site


def profile(text: str) -> experts.Profile:
    entry, diagnostics = experts.examine("experts/profiles/asha-example.yaml", text.encode(), VOCABULARIES)
    assert [diagnostic for diagnostic in diagnostics if diagnostic.severity == "error"] == []
    assert isinstance(entry, experts.Profile)
    return entry


def test_what_is_absent_is_empty():
    found = profile(MINIMAL)
    lists = {field.name for field in dataclasses.fields(found) if getattr(found, field.name) == ()}
    objects = {field.name for field in dataclasses.fields(found) if getattr(found, field.name) is None}
    assert lists == {
        "alternate_names", "topics", "exploitation", "languages", "audience", "affiliations", "services",
        "identifiers", "publications", "links",
    }  # fmt: skip
    assert objects == {"summary", "photo", "alert", "accepting", "witness", "confirmed", "changed"}
    assert found.countries == experts.Countries(None, (), ())
    assert found.sample is False


def test_every_field_of_the_schema_reaches_the_profile():
    found = profile(experts.dump(FULL))
    assert found == experts.Profile(
        slug="asha-example",
        path="experts/profiles/asha-example.yaml",
        name="Dr Asha Example",
        alternate_names=("Asha E.", "آشا"),
        sort_name="Example, Asha",
        kind="person",
        sample=True,
        roles=("medical", "country"),
        headline="Consultant psychiatrist, medico-legal reports",
        summary="Writes reports for courts and tribunals.\n",
        photo=experts.Photo("asha-example.jpg", "A friend"),
        alert=experts.Alert("Away until the new year", date(2026, 12, 31)),
        topics=("medico-legal-reports", "nrm"),
        exploitation=("forced-labour",),
        countries=experts.Countries("GB", ("VN", "NO"), ("GB-ENG", "IE")),
        languages=(experts.Language("vi", "native"), experts.Language("en", "fluent")),
        audience=("survivors",),
        affiliations=(experts.Affiliation("A clinic", "Director", "a-clinic"),),
        accepting=experts.Accepting("open", "waitlist", 6, date(2026, 7, 30)),
        services=(
            experts.Service(
                "medico-legal-report",
                ("in-person", "remote"),
                8,
                experts.Fees("no", "yes", "case-by-case", "on-request"),
                "Also at short notice.",
            ),
        ),
        witness=experts.Witness(
            ("ftt-iac",), ("cpr-35",), True, (experts.Training("Istanbul Protocol", 2024),)
        ),
        contact=(
            experts.Contact(
                "phone", dial="+44 20 7946 0123", hours="Mo-Fr 09:00-17:00", time_zone="Europe/London"
            ),
            experts.Contact("text", dial="+44 7700 900043", for_=("survivors",), label="Duty line"),
            experts.Contact("email", address="asha@example.org"),
            experts.Contact("web", url="https://asha.example.org/contact"),
            experts.Contact("post", lines=("1 Long Road", "London")),
            experts.Contact("relay"),
        ),
        identifiers=(experts.Identifier("gmc", "1234567", date(2026, 7, 30)),),
        verification=experts.Verification("documents-checked", date(2026, 7, 30), "register look-up"),
        confirmed=Confirmed(date(2026, 8, 1)),
        changed=Changed(date(2026, 8, 2)),
        consent=experts.Consent(
            date(2026, 7, 28), "0123456789abcdef" * 2, date(2026, 7, 29), date(2026, 7, 28)
        ),
        publications=(experts.Publication("On reports", 2020, "https://example.org/paper"),),
        links=(experts.Link("website", "https://asha.example.org", "Home page"),),
    )  # fmt: skip


def test_norway_is_a_country():
    """YAML 1.1 reads NO as false."""
    assert profile(MINIMAL + "countries: {based: NO, expertise: [NO]}\n").countries.based == "NO"


def test_yes_and_no_are_words_for_fees():
    fees = (
        profile(MINIMAL + "services: [{type: helpline, fees: {free: yes, private: no}}]\n").services[0].fees
    )
    assert fees == experts.Fees(free="yes", private="no")


def test_a_profile_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        profile(MINIMAL).name = "Other"  # type: ignore[misc]


def test_entries_come_by_slug_and_removed_ones_apart(tmp_path):
    """`-` sorts before `.`, so the order of file names is another one."""
    gone = experts.dump(GONE)
    found = experts.load(write(tmp_path, b_asha=MINIMAL, asha=MINIMAL, asha_b=MINIMAL, gone=gone))
    assert [entry.slug for entry in found.profiles] == ["asha", "asha-b", "b-asha"]
    path = "experts/profiles/gone.yaml"
    stone = experts.Tombstone("gone", path, "Gone Example", Removed(date(2026, 3, 1), "asha-example"), True)
    assert found.tombstones == (stone,)
    assert found.diagnostics == ()


def test_problems_of_all_files_come_at_once_by_file_and_line(tmp_path):
    bad = MINIMAL.replace("person", "robot").replace("[medical]", "[wizard]")
    found = experts.load(write(tmp_path, one=bad, two="name: [", three=MINIMAL))
    assert [(diagnostic.path[17:], diagnostic.line) for diagnostic in found.diagnostics] == [
        ("one.yaml", 2),
        ("one.yaml", 3),
        ("two.yaml", 1),
    ]
    assert [entry.slug for entry in found.profiles] == ["three"]


def test_a_warning_does_not_keep_an_entry_out(tmp_path):
    text = MINIMAL + "links: [{rel: website, url: 'http://charity.org'}]\n"
    found = experts.load(write(tmp_path, asha=text))
    assert [diagnostic.severity for diagnostic in found.diagnostics] == ["warning"]
    assert len(found.profiles) == 1


def test_a_site_without_profiles_says_so(tmp_path):
    assert list(map(str, experts.load(tmp_path).diagnostics)) == [
        "experts/profiles:1: there is no such folder"
    ]


@pytest.mark.parametrize(("floor", "wrong"), [(0, 0), (1, 1)])
def test_a_directory_without_entries_yet_says_so_itself(tmp_path, floor, wrong):
    """Git keeps no empty folder."""
    (tmp_path / "experts").mkdir()
    (tmp_path / "experts/limits.yaml").write_text(f"minimum_profiles: {floor}\n")
    loaded = experts.load(tmp_path)
    assert loaded.diagnostics == ()
    assert len(experts.check(loaded)) == wrong


def test_hidden_files_are_passed_over(tmp_path):
    (write(tmp_path, asha=MINIMAL) / "experts/profiles/.gitkeep").touch()
    assert experts.load(tmp_path).diagnostics == ()


def test_the_line_of_a_sound_value_can_be_asked_for(tmp_path):
    found = experts.load(write(tmp_path, asha=MINIMAL))
    assert found.line("experts/profiles/asha.yaml", ("verification", "on")) == 6


def test_bad_vocabularies_are_told_before_anything_else(tmp_path, monkeypatch):
    """Without them every profile would look wrong."""
    diagnostic = Diagnostic("experts/vocabularies/topics.yaml", 3, "terms", "is missing")
    broken = Vocabularies({}, (diagnostic,))
    monkeypatch.setattr("experts.directory.load_vocabularies", lambda: broken)
    found = experts.load(write(tmp_path, asha=MINIMAL))
    assert (found.diagnostics, found.profiles) == ((diagnostic,), ())


@settings(max_examples=150, deadline=None)
@given(damaged())
def test_damaged_data_never_raises_and_every_message_is_one_line(data):
    source = json.dumps(data, ensure_ascii=False).encode()
    entry, diagnostics = experts.examine("experts/profiles/asha-example.yaml", source, VOCABULARIES)
    assert (entry is None) == any(diagnostic.severity == "error" for diagnostic in diagnostics)
    assert all(str(diagnostic).isprintable() and diagnostic.line >= 1 for diagnostic in diagnostics)


FLOODS = {
    "entries": "contact: [" + ",".join(["{}"] * 20_000) + "]",
    "choices": "topics: [" + ",".join(f"aa{n}" for n in range(8000)) + "]",
    "aliases": "topics: [" + "*a," * 20_000 + "]",
    "an address": "contact: [{kind: email, address: " + "a" * 65_000 + "}]",
    "signs of code": "summary: '" + "`a``" * 16_000 + "'",
    "brackets": "summary: '" + "[" * 1990 + "'",
    "spaces": "contact: [{kind: phone, dial: '" + "1 " * 32_000 + "'}]",
    "blank lines": "\n" * 65_000 + "%",
}


EXAMINE = """
import sys, experts
from records.vocabulary_reader import load_vocabularies
entry, problems = experts.examine("a.yaml", sys.stdin.buffer.read(), load_vocabularies())
print(len(problems))
"""


@pytest.mark.parametrize("source", FLOODS.values(), ids=FLOODS)
def test_a_hostile_file_neither_floods_the_editor_nor_takes_for_ever(source):
    """Each of these would take minutes with a careless pattern or comparison."""
    command = [sys.executable, "-c", EXAMINE]
    run = subprocess.run(
        command, input=source.encode(), capture_output=True, cwd=ROOT, timeout=20, check=True
    )
    assert 1 <= int(run.stdout) <= 101


USE = """
import datetime, pathlib, sys, experts
directory = experts.load(pathlib.Path(sys.argv[1]))
assert len(directory.profiles) == 1
experts.check(directory, datetime.date(2026, 8, 1))
experts.dump({"name": "x"})
loaded = {name.partition(".")[0] for name in sys.modules}
print(loaded & {"babel", "jinja2", "jsonschema", "pelican", "plugins"})
"""


def test_the_model_needs_neither_pelican_nor_babel_nor_jsonschema(tmp_path):
    """The function carries it to where none of them is."""
    command = [sys.executable, "-c", USE, str(write(tmp_path, asha=MINIMAL))]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    assert run.stdout == "set()\n"


def test_the_shipped_profiles_read_back_equal_when_written():
    for file in sorted((ROOT / "experts/profiles").glob("*.yaml")):
        data = yaml_reader.read(file.read_bytes())
        assert yaml_reader.read(experts.dump(data).encode()) == data
