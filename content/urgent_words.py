"""Words that sound as if help were needed before experts: content/urgent-words.yaml.

Who types one of them into the search is shown the helplines first.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from content.data_file import DAY, MAYBE_DAY, TEXT, WEB, DataFile, read_list, record
from records import suggestions
from records.diagnostic import Diagnostic
from records.search_text import words
from records.vocabulary import Vocabularies

PATH = "content/urgent-words.yaml"
SOURCE = record({"url": WEB, "read_on": DAY})
ENTRY = record(
    {"language": TEXT, "words": {"type": "array", "items": TEXT}, "reviewed_on": MAYBE_DAY},
    {"sources": {"type": "array", "items": SOURCE}, "note": TEXT},
)


def load(root: Path, vocabularies: Vocabularies) -> tuple[list[str], list[Diagnostic]]:
    """The words of all languages, folded as the search folds what is typed, by the alphabet."""
    file = read_list(root, PATH, ENTRY)
    found = {" ".join(words(text)) for entry in file.value for text in entry["words"]}
    return sorted(found - {""}), [*file.diagnostics, *_check(file, vocabularies)]


def _check(file: DataFile, vocabularies: Vocabularies) -> Iterator[Diagnostic]:
    languages = [entry["language"] for entry in file.value]
    for place, entry in enumerate(file.value):
        language = entry["language"]
        if language not in vocabularies["languages"].terms:
            yield file.diagnostic(
                (place, "language"), suggestions.explain(language, vocabularies["languages"])
            )
        elif language in languages[:place]:
            yield file.diagnostic((place, "language"), f"'{language}' stands here twice")
        seen: set[tuple[str, ...]] = set()
        for at, text in enumerate(entry["words"]):
            found = tuple(words(text))
            if not found:
                yield file.diagnostic((place, "words", at), f"'{text}' has no letter")
            elif found in seen:
                yield file.diagnostic(
                    (place, "words", at), f"'{text}' stands here twice, but for case and accents"
                )
            seen.add(found)
