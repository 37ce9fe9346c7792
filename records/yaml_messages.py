"""Says in plain words what is wrong with the writing of a YAML file."""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml

from records.invisible import LOST
from records.text import lost

EMPTY = "the file is empty"
TOO_DEEP = "lists and fields stand inside each other too deeply"
NOT_UTF8 = "the file is not saved as UTF-8; save it again with that encoding"
TAG = "a value cannot begin with '!'; put it in quotes"
DIRECTIVE = "a line cannot begin with '%' here; delete it"
CHAT_FENCE = "'```' marks code in a chat or a note and does not belong into the file; delete the line"
DOCUMENTS = (
    "a second document begins here ('---'); one file holds one entry; delete the line, or move what follows"
)

_BULLET = re.compile(r"\s*([•◦▪‣·–—])\s*(.*)")
_FIELD = re.compile(r"\s*(?:- +)*[\w-]+:(?= |$)")


def character(char: str, before: str = "") -> str:
    """`before` is what the line holds in front of it."""
    if char == "\t":
        return "there is a tab; use spaces instead"
    if char == "\ufeff":
        return "there is an invisible mark (a 'BOM'); save the file as UTF-8 without it"
    if char == LOST:
        return lost(before)
    return f"there is an invisible control character (U+{ord(char):04X}); delete it"


def bullet(line: str) -> str | None:
    """What to write for an entry of a list that begins as a word processor begins it."""
    found = _BULLET.match(line)
    if not found:
        return None
    first = found[2].split(found[1])[0].strip()
    return f"an entry of a list begins with '- ', not with '{found[1]}': - {first}"


def marked(sign: str) -> str:
    return f"a value that begins with '{sign}' has a special meaning in YAML; put it in quotes"


def odd_space(char: str, inside: bool) -> str:
    where = "the dash or colon" if inside else "the beginning of the line"
    name = "a no-break space" if char in "\u00a0\u202f" else "another sign than a space"
    return f"at {where} there is {name} (U+{ord(char):04X}), which looks the same; type the spaces again"


def cut_off(value: str, lost: str, uncut: str) -> str:
    """`lost` follows a value as a comment; `uncut` is what was probably meant, empty if that is unsure."""
    if value[:1] in ("'", '"'):
        advice = "move it into the quotes"
    elif "\n" in uncut or not uncut:
        advice = "put the whole value in quotes"
    else:
        quote = "'" if '"' in uncut else '"'
        advice = f"put the whole value in quotes: {quote}{uncut}{quote}"
    why = f"'{lost}' is cut off, as '#' after a space begins a comment"
    return f"{why}; {advice} (a real comment begins with '# ')"


def key(name: object) -> str:
    if name == "<<":
        return "'<<' (merging of fields) is not allowed; write the fields out"
    if isinstance(name, str):
        return f"'{name}' stands here twice; keep one"
    if isinstance(name, list | dict):
        return "the name of a field cannot begin with a bracket; put text that does in quotes"
    return f"the name of a field must be a word, not '{'' if name is None else name}'"


def explain(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    """The line of a fault of grammar, and what to do about it."""
    lines = text.split("\n")
    problem = str(error.problem)
    row = error.problem_mark.line if error.problem_mark else 0
    start = error.context_mark.line if error.context_mark else row
    for part, explanation in _PROBLEMS:
        if part in problem:
            return explanation(lines, min(row, len(lines) - 1), start, error)
    return row + 1, "this line cannot be read; look at its quotes, colons and spaces"


Words = Callable[[list[str], int, int, yaml.MarkedYAMLError], tuple[int, str]]


def _colon(lines: list[str], row: int, _start: int, _error: yaml.MarkedYAMLError) -> tuple[int, str]:
    line = lines[row]
    field = _FIELD.match(line)
    if field and re.search(r":(?: |$)", line[field.end() :]):
        value = line[field.end() :].strip()
        quote = "'" if '"' in value else '"'
        return (
            row + 1,
            f"a value with a colon in it must stand in quotes: {field[0].strip()} {quote}{value}{quote}",
        )
    above = max((n for n in range(row) if lines[n].strip()), default=row)
    if missing := re.match(r"\s*(?:- +)*([\w-]+):(\S.*)", lines[above]):
        return above + 1, f"a space is missing after the colon; write '{missing[1]}: {missing[2]}'"
    if message := bullet(lines[above]):
        return above + 1, message
    if not _FIELD.match(lines[above]):
        return above + 1, f"'{lines[above].strip()}' has no colon after the name of its field"
    return row + 1, "this line begins too far to the right; line it up with the fields above"


def _unclosed(lines: list[str], _row: int, start: int, _error: yaml.MarkedYAMLError) -> tuple[int, str]:
    return start + 1, "a quotation mark opens here and is never closed"


def _first(lines: list[str], row: int, _start: int, error: yaml.MarkedYAMLError) -> tuple[int, str]:
    char = lines[row][error.problem_mark.column] if error.problem_mark else "this"
    return row + 1, f"a value cannot begin with '{char}'; put it in quotes"


def _backslash(_lines: list[str], row: int, _start: int, _error: yaml.MarkedYAMLError) -> tuple[int, str]:
    return row + 1, "in double quotes a backslash has a special meaning; use single quotes around this value"


def _bracket(lines: list[str], _row: int, start: int, _error: yaml.MarkedYAMLError) -> tuple[int, str]:
    sign = "{" if "{" in lines[start] and "[" not in lines[start].partition("{")[0] else "["
    closing = {"{": "}", "[": "]"}[sign]
    missing = f"after '{sign}' a comma or the closing '{closing}' is missing"
    return start + 1, f"{missing}; put text that begins with a bracket in quotes"


def _dash(_lines: list[str], row: int, _start: int, _error: yaml.MarkedYAMLError) -> tuple[int, str]:
    return row + 1, "a list begins on a line of its own; put text that begins with a dash in quotes"


def _mark(lines: list[str], row: int, _start: int, error: yaml.MarkedYAMLError) -> tuple[int, str]:
    return row + 1, marked("*" if "alias" in str(error.context) else "&")


def _no_colon(lines: list[str], _row: int, start: int, _error: yaml.MarkedYAMLError) -> tuple[int, str]:
    return start + 1, bullet(
        lines[start]
    ) or f"'{lines[start].strip()}' has no colon after the name of its field"


def _further_left(_lines: list[str], row: int, _start: int, _error: yaml.MarkedYAMLError) -> tuple[int, str]:
    return row + 1, "this line begins further to the left than the first one; line them up"


def _place(lines: list[str], row: int, _start: int, _error: yaml.MarkedYAMLError) -> tuple[int, str]:
    """A line that does not go with those above it, or a quotation mark that went astray there."""
    for n in range(row, -1, -1):
        value = lines[n][match.end() :].strip() if (match := _FIELD.match(lines[n])) else ""
        if value[:1] in ("'", '"'):
            sign = value[0]
            if value.count(sign) % 2:
                return n + 1, "a quotation mark opens here and is never closed"
            if n == row and not value.endswith(sign):
                return n + 1, "text follows a closing quotation mark; put the whole value in quotes"
    if lines[row].lstrip().startswith(":"):
        return row + 1, "the name of the field is missing in front of the colon"
    return row + 1, "this line does not line up with the lines above it; look at the spaces at its beginning"


# By a piece of the words of libyaml and of PyYAML's own parser, which differ a little.
_PROBLEMS: list[tuple[str, Words]] = [
    ("mapping values", _colon),
    ("end of stream", _unclosed),
    ("cannot start any token", _first),
    ("unknown escape", _backslash),
    ("',' or", _bracket),
    ("sequence entries", _dash),
    ("alphabetic or numeric", _mark),
    ("could not find expected ':'", _no_colon),
    ("document start", _further_left),
    ("expected", _place),
]
