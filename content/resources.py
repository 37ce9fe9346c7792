"""Guidance, law and standards that others publish: content/resources.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from content.data_file import DAY, MAYBE_DAY, TEXT, WEB, YEAR, read_list, record
from records import suggestions
from records.diagnostic import Diagnostic
from records.vocabulary import Vocabularies

PATH = "content/resources.yaml"
WORDS = {"type": "array", "items": TEXT}
RESOURCE = record(
    {
        "title": TEXT, "publisher": TEXT, "year": YEAR, "type": TEXT, "language": TEXT, "topics": WORDS,
        "url": WEB, "checked_on": MAYBE_DAY,
    },
    {"countries": WORDS, "confirmed_by": WEB, "read_on": DAY, "expires": DAY, "note": TEXT},
)  # fmt: skip
VOCABULARY_OF = {"topics": "topics", "countries": "areas", "language": "languages"}


def load(root: Path, vocabularies: Vocabularies) -> tuple[list[dict[str, Any]], list[Diagnostic]]:
    file = read_list(root, PATH, RESOURCE)
    diagnostics = list(file.diagnostics)
    for place, entry in enumerate(file.value):
        for key, vocabulary in VOCABULARY_OF.items():
            values = entry.get(key, [])
            for value in [values] if isinstance(values, str) else values:
                if value not in vocabularies[vocabulary].terms:
                    diagnostics.append(
                        file.diagnostic((place, key), suggestions.explain(value, vocabularies[vocabulary]))
                    )
    return file.value, diagnostics
