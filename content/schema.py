"""The schema of content/, and what is particular in its messages."""

from __future__ import annotations

from pathlib import Path

from records.schema_file import SchemaFile

FILE = Path(__file__).with_name("schema.json")
EXAMPLES = {
    "news": "Title: A new law",
    "page": "Title: About us",
    "helplines": "- id: a-helpline",
    "statistics": "in-slavery: {figure: 49.6 million, ...}",
    "statistic": "figure: 49.6 million",
    "claims": "nrm-reasonable-grounds: {statement: ..., ...}",
    "claim": "statement: The first decision asks whether ...",
    "resources": "- title: A guide",
    "link_decisions": "- keep: https://www.example.org/",
    "redirects": "/main/signup: /join/",
    "redirect": "/join/",
    "source_hosts": "official: {gov.uk: the government of the United Kingdom}",
    "source_owner": "the government of the United Kingdom",
    "urgent_language": "words: [help]",
}
# Names that Pelican gives to fields which have another name here.
ALIASES = {"modified": "updated"}
SCHEMA = SchemaFile(FILE, EXAMPLES)
