"""What the manifest says of words of need, for theme/static/js/search-need.js.

{"languages": [{"pleas": "help me|want ... die", ..., "ordinary": "held|hemp"}], "numbers": ["08000121700"]}:
phrases are folded as the page folds what is typed, with `|` between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from content import phrases
from content.model import Helpline, UrgentLanguage
from content.urgent_words import PHRASES, PLAIN
from records import phone

_ALL_OF_EUROPE = "EU"


def need(languages: Iterable[UrgentLanguage], helplines: Iterable[Helpline]) -> dict[str, Any]:
    dialled = [(line, dial) for line in helplines for dial in (line.dial, line.text) if dial]
    numbers = {digits for line, dial in dialled for digits in _ways(line, dial)}
    return {"languages": [_language(one) for one in languages], "numbers": sorted(numbers)}


def _language(language: UrgentLanguage) -> dict[str, str]:
    lists = {name: dict.fromkeys(map(phrases.folded, getattr(language, name))) for name in (*PHRASES, *PLAIN)}
    return {name: "|".join(folded) for name, folded in lists.items()}


def _ways(line: Helpline, dial: str) -> Iterator[str]:
    """A number as it is dialled in its country and from elsewhere, in digits alone."""
    number = phone.read(dial, None if line.country == _ALL_OF_EUROPE else line.country)
    yield phone.digits(dial).removeprefix("+")
    if number:
        yield str(number.national_number)
        abroad = phone.e164(number).removeprefix("+")
        yield from (abroad, f"00{abroad}")
