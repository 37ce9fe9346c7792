"""The schema of courses."""

from __future__ import annotations

from pathlib import Path

from records.schema_file import SchemaFile

FILE = Path(__file__).with_name("schema.json")
EXAMPLES = {
    "course": "title: First contact",
    "lesson": "title: First contact",
    "glossary": "nrm: {term: ..., definition: ...}",
    "word": "term: National Referral Mechanism",
}

SCHEMA = SchemaFile(FILE, EXAMPLES)
part = SCHEMA.part
check_of = SCHEMA.check_of
diagnostics = SCHEMA.diagnostics
