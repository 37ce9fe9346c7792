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
    "resources": "- title: A guide",
    "redirects": "/main/signup: /join/",
    "redirect": "/join/",
    "urgent_words": "- language: en",
}
# Names that Pelican gives to fields which have another name here.
ALIASES = {"modified": "updated"}
_TEXT_HOMES = {
    "author": "if it must be known who wrote the text, say so in it",
    "authors": "if it must be known who wrote the text, say so in it",
    "save_as": "the address is made from the file's name, or from 'slug'",
    "url": "the address is made from the file's name, or from 'slug'",
}
HOMES = {
    "news": {
        **_TEXT_HOMES,
        "category": "write under 'topics' what it is about",
        "tags": "write under 'topics' what it is about",
        "template": "every news item looks the same; delete this",
    },
    "page": {
        **_TEXT_HOMES,
        "category": "a page has none; say under 'menu' where it stands",
        "tags": "a page has none; say under 'menu' where it stands",
        "date": "a page has no day of its own; write under 'updated' when it was last changed",
    },
}


def _dialled(value: str) -> str:
    return f"'{value}' is not a number as it is dialled, such as '08000 121 700' or '116 123'"


def _name(value: str) -> str:
    return f"'{value}' is not a name in small letters, digits and hyphens, such as 'anti-slavery-day'"


def _country(value: str) -> str:
    return f"'{value}' is not a country's two capital letters, such as 'GB'"


def _address(value: str) -> str:
    return f"'{value}' is not an address of this site, such as /join/"


PATTERNS = {"": _address, "country": _country, "dial": _dialled, "text": _dialled, "id": _name, "slug": _name}
SCHEMA = SchemaFile(FILE, EXAMPLES, HOMES, PATTERNS)
