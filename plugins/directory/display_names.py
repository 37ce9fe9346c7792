"""Names of countries and languages, and dates, in a visitor's language: from the Unicode CLDR."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from records.vocabulary import Vocabularies


class DisplayNames:
    """Names in one language. What a vocabulary names itself is called so; CLDR knows the rest."""

    def __init__(self, language: str, vocabularies: Vocabularies) -> None:
        self.locale = Locale.parse(language, sep="-")
        self.vocabularies = vocabularies

    @cache  # noqa: B019  (one object a build)
    def of(self, vocabulary: str, term: str) -> str:
        own = self.vocabularies[vocabulary].terms.get(term)
        if own:
            return own.label
        if vocabulary == "languages":
            return language_name(term, self.locale) or term
        return str(self.locale.territories.get(term, term))

    def date(self, day: date) -> str:
        return _long_date(day, str(self.locale))


def language_name(tag: str, locale: Locale) -> str | None:
    """'Vietnamese', 'Brazilian Portuguese'; None for a language that CLDR does not name."""
    name: str | None = locale.languages.get(tag.replace("-", "_"))
    if name:
        return name
    base, _, rest = tag.partition("-")
    name = locale.languages.get(base)
    detail = locale.territories.get(rest) or locale.scripts.get(rest)
    return f"{name} ({detail})" if name and detail else name


@cache
def direction(tag: str) -> str:
    """'rtl' or 'ltr'."""
    try:
        return Locale.parse(tag, sep="-").text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"


@lru_cache(maxsize=4096)
def _long_date(day: date, locale: str) -> str:
    return format_date(day, "d MMMM y", locale=locale)
