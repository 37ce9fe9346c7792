"""A field and a way to get in touch are declared once: shown on a copy of the code with new ones in it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from forms import forms
from forms.entry import HINTS
from forms.fields import limit
from tests.site_builder import ROOT

PARTS = ("records", "experts", "courses", "content", "forms", "engine", "plugins", "theme")
FIELDS = {
    "pronouns": {
        "title": "Pronouns",
        "description": "How to speak of them.",
        "type": "string",
        "maxLength": 40,
    },
    "outreach": {"title": "Outreach", "description": "Whether they visit people.", "type": "boolean"},
    "trains": {
        "title": "Trains",
        "description": "Whom they train.",
        "type": "array",
        "items": {"$ref": "#/definitions/audience"},
        "uniqueItems": True,
        "maxItems": 4,
    },
    "since": {"title": "Since", "description": "First day.", "type": "string", "format": "date"},
}
SHOWN = '<p class="new">{{ p.pronouns }} {{ p.outreach }} {{ p.trains|join("; ") }} {{ p.since|date }}</p>\n'
ASKED = """        ask("pronouns"), ask("outreach"), ask("trains", hint="{Limit}."), ask("since"),
"""
KINDS = """
  signal:
    label: Signal
    description: A number on Signal.
    value: dial
    link: "https://signal.me/#p/{value}"
    form: {title: Signal, label: Number on Signal}
  fax:
    label: Fax
    description: A fax machine.
    value: dial
  desk:
    label: Front desk
    description: Ask at the front desk.
"""
WAYS = [
    {"kind": "signal", "dial": "+44 7700 900123"},
    {"kind": "fax", "dial": "+44 20 7946 0999"},
    {"kind": "desk"},
]
ENTRY = {
    "name": "Asha Example",
    "sort_name": "Example, Asha",
    "kind": "person",
    "sample": True,
    "roles": ["legal"],
    "headline": "What they do, in one line",
    "contact": [*WAYS, {"kind": "relay"}],
    "verification": {"level": "self-declared", "on": "2026-07-01"},
    "consent": {"public_listing": "2026-07-01"},
    "pronouns": "she & her",
    "outreach": True,
    "trains": ["police", "lawyers"],
    "since": "2020-02-29",
}
SCRIPT = """
import json, sys
from datetime import date
from pathlib import Path
import jinja2
from experts import dump, examine
from forms import answers, forms
from plugins.directory.display_names import DisplayNames
from plugins.directory.facet_index import FacetIndex
from plugins.directory.views import Views
from plugins.text import obfuscate
from records.packed_vocabularies import vocabularies

known, entry = vocabularies(), json.loads(sys.argv[1])
profile, found = examine("experts/profiles/asha-example.yaml", dump(entry).encode(), known)
bad = {**entry, "contact": [{"kind": "fax"}, {"kind": "desk", "dial": "116 123"}]}
_, faults = examine("experts/profiles/asha-example.yaml", dump(bad).encode(), known)
views = Views(FacetIndex((), DisplayNames("en", known), known), date(2026, 8, 1), "editors@example.org", ())
html = jinja2.Environment(loader=jinja2.FileSystemLoader("theme/templates"), autoescape=True,
    undefined=jinja2.StrictUndefined, extensions=["jinja2.ext.i18n"], trim_blocks=True)
html.install_null_translations()
html.filters.update(obfuscate=obfuscate, date=date.isoformat)
page = html.from_string('{% import "macros.html" as ui %}{% include "profile-body.html" %}')
form, old = forms()["change"], json.loads(json.dumps(entry))
given = answers.read(form, old)
wanted = {**given, "pronouns": ("they",), "outreach": ("no",), "trains": ("police",),
          "since": ("2021-01-01",), "signal": ("+44 7700 900124",)}
new, clashes = answers.apply(old, answers.edits(form, wanted, old))
print(json.dumps({
    "found": [str(one) for one in [*found, *faults]],
    "stored": [profile.pronouns, profile.outreach, profile.trains, profile.since.isoformat()],
    "page": page.render(profile={**views.profile(profile, "fresh")}, related=[]),
    "asked": {field.name: [field.kind, field.label, field.hint, field.input, field.longest]
              for field in form.fields() if field.name in wanted},
    "given": {name: given[name] for name in (*"pronouns outreach trains since signal".split(),)},
    "proposed": new,
}))
"""


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code without any entry, course or page."""
    folder = tmp_path_factory.mktemp("tree")
    left_out = shutil.ignore_patterns("__pycache__", "profiles", "photos", "*.md", "*.png", "*.jpg", "static")
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part, ignore=left_out)
    shutil.copy(ROOT / "check.py", folder)
    (folder / "experts" / "profiles").mkdir()
    (folder / "docs").mkdir()
    return folder


def insert(file: Path, before: str, text: str) -> None:
    whole = file.read_text("utf-8")
    assert whole.count(before) == 1, f"{before} in {file.name}"
    file.write_text(whole.replace(before, text + before), "utf-8")


@pytest.fixture(scope="module")
def changed(tree: Path) -> Path:
    """With new fields in the schema, the template and the form, and new kinds in the vocabulary."""
    schema = tree / "experts" / "schema.json"
    data = json.loads(schema.read_text("utf-8"))
    data["properties"] |= FIELDS
    schema.write_text(json.dumps(data), "utf-8")
    insert(tree / "theme" / "templates" / "profile-body.html", '<p class="jump">', SHOWN)
    insert(tree / "forms" / "entry.py", '        ask("headline"', ASKED)
    kinds = tree / "experts" / "vocabularies" / "contact-kinds.yaml"
    kinds.write_text(kinds.read_text("utf-8").rstrip() + KINDS, "utf-8")
    return tree


@pytest.fixture(scope="module")
def result(changed: Path) -> Any:
    unblessed = python(changed, "-m", "check")
    for name in ("profile.py", "factory.py"):  # as after a merge that went wrong
        (changed / "experts" / name).write_text("<<<<<<< ours\n", "utf-8")
    blessed = python(changed, "-m", "experts", "bless")
    assert (blessed.returncode, blessed.stderr) == (0, "")
    done = python(changed, "-c", SCRIPT, json.dumps(ENTRY))
    assert done.returncode == 0, done.stderr
    return {**json.loads(done.stdout), "unblessed": unblessed.stdout}


def test_a_schema_that_was_not_blessed_says_so_in_place_of_a_trace(result):
    assert (
        "experts/schema.json:1: profile.py and factory.py beside it would be written otherwise now; "
        "run `make bless`"
    ) in result["unblessed"].splitlines()


def test_a_field_is_stored_by_the_schema_alone(result):
    assert result["stored"] == ["she & her", True, ["police", "lawyers"], "2020-02-29"]


def test_a_field_is_shown_by_a_line_of_the_template(result):
    line = "she &amp; her True Police and prosecutors; Lawyers and courts 2020-02-29"
    assert f'<p class="new">{line}</p>' in result["page"]


def test_a_field_is_asked_by_a_line_of_the_form(result):
    assert result["asked"] == {
        "pronouns": ["line", "Pronouns", "How to speak of them.", "text", 40],
        "outreach": ["choice", "Outreach", "Whether they visit people.", "text", 200],
        "trains": ["choices", "Trains", "At most four.", "text", 200],
        "since": ["line", "Since", "First day.", "date", 200],
        "signal": ["line", "Number on Signal", DIAL_HINT, "tel", 24],
        "relay": ["choices", "Through the editors", "", "text", 200],
        **{name: result["asked"][name] for name in result["asked"].keys() - NEW},
    }


NEW = {"pronouns", "outreach", "trains", "since", "signal", "relay"}
DIAL_HINT = HINTS["dial"]


def test_what_was_asked_is_proposed_and_nothing_else(result):
    assert result["given"] == {
        "pronouns": ["she & her"],
        "outreach": ["yes"],
        "trains": ["police", "lawyers"],
        "since": ["2020-02-29"],
        "signal": ["+44 7700 900123"],
    }
    ways = [{"kind": "signal", "dial": "+44 7700 900124"}, *ENTRY["contact"][1:]]
    new = {
        "pronouns": "they",
        "outreach": False,
        "trains": ["police"],
        "since": "2021-01-01",
        "contact": ways,
    }
    assert result["proposed"] == {**ENTRY, **new}


def test_a_new_kind_of_contact_is_checked_by_what_it_declares(result):
    assert [line.partition(": ")[2] for line in result["found"]] == [
        "contact.1.dial: is missing; an entry of the kind 'fax' needs it",
        "contact.2.dial: does not belong to an entry of the kind 'desk', which takes kind, label and for",
    ]


@pytest.mark.parametrize(
    "html",
    [
        '<h3><bdi>Signal</bdi></h3>\n<p class="number"><a class="dial" href="https://signal.me/#p/+447700900123">'
        '<bdi translate="no" dir="ltr">+44 7700 900123</bdi></a> <span class="small">Signal</span></p>',
        '<h3><bdi>Fax</bdi></h3>\n<p class="number"><bdi translate="no" dir="ltr">+44 20 7946 0999</bdi> '
        '<span class="small">Fax</span></p>',
        "<h3><bdi>Front desk</bdi></h3>\n<p>Ask at the front desk.</p>",
    ],
)
def test_a_new_kind_of_contact_is_shown_with_a_link_only_where_it_has_one(result, html):
    assert html in result["page"]
    assert "None" not in result["page"]


@pytest.mark.parametrize(
    ("part", "required", "words"),
    [
        ({"type": "string", "maxLength": 2000}, False, "at most 2,000 characters"),
        ({"type": "array", "minItems": 1, "maxItems": 3}, True, "one to three"),
        ({"type": "array", "minItems": 1, "maxItems": 3}, False, "at most three"),
        ({"type": "array", "maxItems": 12}, False, "at most 12"),
        ({"type": "array", "minItems": 2, "maxItems": 2}, True, "at most two"),
    ],
)
def test_a_limit_is_told_in_words(part, required, words):
    assert limit(part, required) == words


def test_no_form_types_a_limit_again():
    """`{limit}` in a hint takes its number from the schema."""
    hints = [field.hint for form in forms().values() for field in form.fields()]
    assert not [hint for hint in hints if "{" in hint]
    assert not re.search(r"(?i)at most \d|one to ", (ROOT / "forms" / "profile.py").read_text("utf-8"))
