"""What a form asks. Titles, hints, limits and choices come from the profile's schema and vocabularies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any, Literal

from experts.schema import profile_schema
from records import json_schema, suggestions
from records.json_schema import Node, at
from records.packed_vocabularies import vocabularies
from records.vocabulary import Term, Vocabulary

Answers = dict[str, tuple[str, ...]]
Kind = Literal["line", "text", "choice", "choices", "terms", "agree", "hidden"]


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    hint: str = ""
    group: str = ""  # what many options are shown under


@dataclass(frozen=True, slots=True)
class Field:
    """`terms` is typed text that must name terms of the `vocabulary`, `most` of them.

    `path` is where the answer stands in a profile. In a group `row` counts from one; all rows are posted
    under one name, and what is ticked in the second row or a later one has its number in front. `missing`
    is the message if it is required and empty, in the words of the question; `brief` names the answer
    where the question is too long. A `listed` choice is a list to open, to keep a page short.
    An `open` answer need not name a term: nobody who asks for help is held up by a list.
    """

    name: str
    kind: Kind
    label: str
    hint: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    vocabulary: str = ""
    most: int = 1
    longest: int = 200
    input: str = "text"
    autocomplete: str = "off"
    path: str = ""
    row: int = 0
    missing: str = ""
    shortest: int = 0
    brief: str = ""
    listed: bool = False
    open: bool = False

    @property
    def id(self) -> str:
        return self.name if self.row < 2 else f"{self.name}_{self.row}"

    def at(self, row: int) -> Field:
        mark = f"{row}." if row > 1 and self.kind == "choices" else ""
        options = tuple(replace(option, value=mark + option.value) for option in self.options)
        return replace(self, row=row, options=options, required=self.required and row == 1)

    def values(self, answers: Answers) -> tuple[str, ...]:
        all_values = answers.get(self.name, ())
        if self.row and self.kind == "choices":
            return tuple(value for value in all_values if row_of(value) == self.row)
        return all_values[self.row - 1 : self.row] if self.row else all_values


YES_NO = {"yes": "Yes", "no": "No"}


def row_of(value: str) -> int:
    match = re.match(r"(\d{1,2})\.", value)
    return int(match[1]) if match else 1


@cache
def node(path: str) -> Node:
    """The part of the schema at a path such as contact.dial; lists are stepped into."""
    here: Any = profile_schema()
    for part in path.split("."):
        here = at(profile_schema(), here)
        here = at(profile_schema(), here.get("items", here))["properties"][part]
    return at(profile_schema(), here)


def at_path(field: Field, keyword: str) -> str:
    """What the schema says about the part of the profile that a field asks for; empty if nothing."""
    return str(node(field.path).get(keyword, "")) if field.path else ""


def options(vocabulary: str) -> tuple[Option, ...]:
    terms = vocabularies()[vocabulary].terms
    grouped = len(terms) > MANY and any(term.broader for term in terms.values())
    return tuple(
        Option(term.id, term.label, term.description or "", topmost(terms, term).label if grouped else "")
        for term in terms.values()
    )


MANY = 20  # so many options are too many for one look


def topmost(terms: Mapping[str, Term], term: Term) -> Term:
    while term.broader and term.broader in terms:
        term = terms[term.broader]
    return term


def vocabulary_of(part: Node) -> str:
    return json_schema.vocabulary_of(at(profile_schema(), part.get("items", part))) or ""


def ask(name: str, path: str = "", **more: Any) -> Field:
    """A field for a part of the profile: one line, a text, a choice or several, as the schema has it.

    In a hint {limit} stands for how much may be given, in words; {Limit} begins a sentence.
    """
    part, required = node(path or name), name in profile_schema()["else"]["required"]
    vocabulary, many = vocabulary_of(part), part["type"] == "array"
    offered = options(vocabulary) if vocabulary else listed(YES_NO) if part["type"] == "boolean" else ()
    kind: Kind = ("choices" if many else "choice") if offered else "text" if many else "line"
    field = Field(
        name, kind, part["title"], part.get("description", ""), required, offered,
        longest=200 if offered else longest(part), most=part.get("maxItems", 60) if many else 1,
        input=typed_as(part), path=path or name, shortest=0 if many or offered else part.get("minLength", 0),
        brief=part["title"],
    )  # fmt: skip
    field = replace(field, **more)
    return replace(field, hint=re.sub(r"\{[Ll]imit\}", partial(_limit, part, required), field.hint))


def typed_as(part: Node) -> str:
    """The kind of box, which decides what a telephone's keyboard offers."""
    boxes = {"phone": "tel", "email": "email", "url": "url"}
    return "date" if part.get("format") == "date" else boxes.get(part.get("x-form", ""), "text")


def longest(part: Node) -> int:
    """In characters; of a list with a value on each line."""
    if part["type"] == "array":
        item = at(profile_schema(), part["items"])
        return int(part.get("maxItems", 60) * (longest(item) + len("\r\n")))
    if part["type"] == "integer":
        return len(str(part["maximum"]))
    return int(part.get("maxLength", 200))


def _limit(part: Node, required: bool, mark: re.Match[str]) -> str:
    text = limit(part, required)
    return text[:1].upper() + text[1:] if mark[0] == "{Limit}" else text


def limit(part: Node, required: bool) -> str:
    """How much may be given, in words. Only here do hints take a limit from the schema."""
    if part["type"] != "array":
        return characters(part["maxLength"])
    least, most = part.get("minItems", 0), part["maxItems"]
    if required and least < most:
        return f"{_counted(least)} to {_counted(most)}"
    return f"at most {_counted(most)}"


def characters(most: int) -> str:
    return f"at most {most:,} characters"


def _counted(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


_NUMBERS = "none one two three four five six seven eight nine ten".split()


def terms(name: str, path: str, **more: Any) -> Field:
    """Typed names instead of a list of 250 to scroll through; the browser may suggest."""
    part = node(path)
    most = part.get("maxItems", 1)
    return ask(
        name, path, kind="terms", options=(), vocabulary=vocabulary_of(part), most=most, longest=2000, **more
    )


def choice(name: str, label: str, labels: Mapping[str, str], kind: Kind = "choice", **more: Any) -> Field:
    options = listed(labels)
    return replace(Field(name, kind, label, options=options, most=len(options)), **more)


def listed(labels: Mapping[str, str]) -> tuple[Option, ...]:
    return tuple(Option(value, text) for value, text in labels.items())


def label(vocabulary: str, value: str) -> str:
    term = vocabularies()[vocabulary].terms.get(value)
    return term.label if term else value


def split(text: str, between: str = r"[,;\n]") -> list[str]:
    return [part.strip() for part in re.split(between, text) if part.strip()]


AND = r"(?i)[,;\n/]|\s(?:and|&|\+)\s"


def parse_terms(field: Field, text: str) -> tuple[list[str], list[str]]:
    """The ids that a typed text names, and what is wrong with the rest of it."""
    vocabulary, ids, wrong = vocabularies()[field.vocabulary], [], []
    for part in _parts(text, vocabulary):
        terms = resolve(part, vocabulary)
        if len(terms) == 1:
            ids.append(terms[0].id)
        else:
            wrong.append(_unclear(part[:80], terms, vocabulary))
    return list(dict.fromkeys(ids)), wrong


def _parts(text: str, vocabulary: Vocabulary) -> list[str]:
    """What stands between commas; also between "and", unless that belongs to a name."""
    parts: list[str] = []
    for part in [text] if len(suggestions.resolve(text, vocabulary)) == 1 else split(text):
        joined = split(part, AND)
        whole = resolve(part, vocabulary) or not all(resolve(one, vocabulary) for one in joined)
        parts += [part] if whole else joined
    return parts


# "Anywhere in England" and "UK-wide" name the country and nothing else.
_ALL_OF = r"(?:any|every)where in|all (?:of|over)|(?:the )?whole of|across|throughout|all|in"
ALL_OF = re.compile(rf"(?i)^(?:{_ALL_OF})\s+(?:the\s+)?|[\s-]wide$")


def resolve(part: str, vocabulary: Vocabulary) -> tuple[Term, ...]:
    return suggestions.resolve(part, vocabulary) or suggestions.resolve(ALL_OF.sub("", part), vocabulary)


def _unclear(part: str, terms: Sequence[Term], vocabulary: Vocabulary) -> str:
    if terms:
        return f"“{part}” may be {' or '.join(f'“{term.label}”' for term in terms)}; write the one you mean"
    if suggestion := suggestions.nearest_term(part, vocabulary) or _within(part, vocabulary):
        return f"“{part}” is not in our list; did you mean “{suggestion.label}”?"
    example = EXAMPLES.get(vocabulary.name)
    return f"“{part}” is not in our list" + (f". Write {example}" if example else "")


EXAMPLES = {
    "countries": "the name of a country, such as Spain",
    "areas": "the names of countries, or England, Scotland, Wales or Northern Ireland",
    "languages": "only the name of a language, such as English",
}


def _within(part: str, vocabulary: Vocabulary) -> Term | None:
    """The one term that is named in the midst of other words: English in "english a bit"."""
    words = [word for word in re.findall(r"\w+", part) if len(word) > 3 or word.isupper()]
    named = {terms[0].id: terms[0] for word in words if len(terms := resolve(word, vocabulary)) == 1}
    return next(iter(named.values())) if len(named) == 1 else None


def problem(field: Field, values: Iterable[str]) -> str:
    """What is wrong with the answers to one question, as a message for the person who gave them."""
    answers = [value for value in values if value]
    if not answers:
        return field.missing or f"Answer “{field.label}”" if field.required else ""
    if field.options:
        return _problem_with_choice(field, answers)
    longest = max(map(len, answers))
    if longest > field.longest:
        return f"{_this(field)} may have at most {field.longest:,} characters; you wrote {longest:,}"
    if field.kind == "line" and "\n" in answers[0]:
        return f"Write “{field.label}” on one line"
    if longest < field.shortest:
        return f"{_this(field)} needs at least {field.shortest} characters"
    if field.kind == "terms":
        ids, wrong = parse_terms(field, answers[0])
        return "" if field.open else "; ".join(wrong[:3]) or _too_many(field, len(ids))
    return _problem_with_form(field, answers[0])


def _too_many(field: Field, named: int) -> str:
    if named <= field.most:
        return ""
    return f"Write only one at {_this(field)}" if field.most == 1 else f"Name at most {field.most}"


def _this(field: Field) -> str:
    return f"“{field.label}”"


def _problem_with_choice(field: Field, answers: list[str]) -> str:
    if field.kind != "agree" and {*answers} - {option.value for option in field.options}:
        return f"Choose from the list at {_this(field)}"
    return f"Choose at most {field.most} at {_this(field)}" if len(answers) > field.most else ""


def _problem_with_form(field: Field, text: str) -> str:
    if field.input == "email":
        from records import web  # not needed by most pages

        return web.not_an_email(text)
    if field.path and node(field.path)["type"] == "integer" and not (text.isascii() and text.isdigit()):
        return f"Write a number at {_this(field)}, such as 6"
    return ""


def shown(field: Field, answers: Iterable[str]) -> list[str]:
    """The values of an answer as people read them."""
    names = {option.value: option.label for option in field.options}
    answers = [text for text in answers if text]
    return [names.get(text, text) for text in answers] if field.options else answers
