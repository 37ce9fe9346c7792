"""Data written in every layout that a person may choose: for tests of what edits files in place."""

from __future__ import annotations

from random import Random
from typing import Any

from records import yaml_scalar_writer

COMMENTS = [
    "# a comment",
    "#",
    "# name: none",
    "# - an item",
    "# headline: old one",
    "#: x, [y} \"'",
    "# ünï — 😀",
    "# ---",
    "#!bash",
    "# photo: {file: x.jpg}",
]
HEADER = "# yaml-language-server: $schema=../schema.json"


def write(data: dict[str, Any], random: Random) -> bytes:
    """The data as YAML with comments, blank lines, quotes and indentation by chance."""
    lines = _Layout(random).document(data)
    ending = random.choice(["\n", "\n", "\r\n"])
    text = ending.join(lines) + ending
    return text.removesuffix(ending).encode() if random.random() < 0.2 else text.encode()


class _Layout:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.often = random.choice([0, 0.1, 0.4])  # how often there is a comment
        self.blanks = random.choice([0, 0.1, 0.4])
        self.comments = 0
        self.step = random.choice([1, 2, 2, 2, 3, 4])

    def chance(self, of: float) -> bool:
        return self.random.random() < of

    def document(self, data: dict[str, Any]) -> list[str]:
        head = [HEADER] if self.chance(0.7) else []
        head += ["---"] if self.chance(0.1) else []
        tail = self.between("") + (["..."] if self.chance(0.05) else [])
        if self.chance(0.03):
            return [*head, self.brackets(data, ""), *tail]
        return [*head, *self.mapping(data, ""), *tail]

    def between(self, indent: str) -> list[str]:
        lines = [""] * self.random.randint(1, 2) if self.chance(self.blanks) else []
        if self.chance(self.often):
            further = " " * self.random.choice([0, 0, 0, 2, 5])
            lines += [indent + further + self.comment() for _ in range(self.random.randint(1, 2))]
        if self.chance(self.blanks / 2):
            lines.append("  " if self.chance(0.2) else "")
        return lines

    def note(self) -> str:
        return "  " + self.comment() if self.chance(self.often) else ""

    def comment(self) -> str:
        self.comments += 1
        return f"{self.random.choice(COMMENTS)} №{self.comments}."

    def mapping(self, data: dict[str, Any], indent: str) -> list[str]:
        lines = []
        for place, (key, value) in enumerate(data.items()):
            above = [] if place == 0 and indent else self.between(indent)
            first, *below = self.value(f"{indent}{self.key(key)}:", value, indent)
            lines += [*above, first, *below]
        return lines

    def key(self, key: str) -> str:
        return self.quoted(key) if self.chance(0.1) else yaml_scalar_writer.inline(key)

    def value(self, head: str, value: Any, indent: str) -> list[str]:
        """A value behind its key."""
        if not isinstance(value, dict | list) or not value or self.chance(0.4):
            return self.leaf(head, value, indent)
        inner = indent + " " * self.step
        if isinstance(value, dict):
            return [head + self.note(), *self.between(inner), *self.mapping(value, inner)]
        inner = indent if self.chance(0.3) else inner
        return [head + self.note(), *self.between(inner), *self.sequence(value, inner)]

    def sequence(self, items: list[Any], indent: str) -> list[str]:
        lines = []
        for place, item in enumerate(items):
            lines += self.between(indent) if place else []
            if isinstance(item, dict | list) and item and self.chance(0.5):
                gap = " " * self.random.choice([1, 1, 1, 3])
                inner = indent + "-" + gap
                blank = indent + " " * (1 + len(gap))
                below = self.mapping(item, blank) if isinstance(item, dict) else self.sequence(item, blank)
                if self.chance(0.8):
                    lines += [inner + below[0][len(inner) :], *below[1:]]
                else:
                    lines += [f"{indent}-{self.note()}", *below]
            else:
                lines += self.leaf(f"{indent}-", item, indent)
        return lines

    def leaf(self, head: str, value: Any, indent: str) -> list[str]:
        """What needs no further collections on lines of their own."""
        if isinstance(value, dict | list):
            return f"{head} {self.brackets(value, indent + '  ')}{self.note()}".split("\n")
        if isinstance(value, str) and self.chance(0.7) and (lines := self.block(head, value, indent)):
            return lines
        if value is None and self.chance(0.5):
            return [head + self.note()]
        text = self.scalar(value)
        if self.chance(0.05):
            return [head + self.note(), f"{indent}   {text}{self.note()}"]
        return [f"{head} {text}{self.note()}"]

    def block(self, head: str, value: str, indent: str) -> list[str]:
        body = value.rstrip("\n")
        ends = len(value) - len(body)
        if "\n" not in value or not yaml_scalar_writer.fits_block(body + "\n"):
            return []
        sign = "|" + ("-" if ends == 0 else "+" if ends > 1 or self.chance(0.2) else "")
        inner = indent + " " * self.random.choice([1, 2, 4])
        blank = inner if self.chance(0.2) else ""
        lines = [inner + line if line else blank for line in body.split("\n")]
        more = [""] * max(ends - 1, 0)
        return [f"{head} {sign}{self.note()}", *lines, *more]

    def scalar(self, value: Any, flow: bool = False) -> str:
        if isinstance(value, str):
            return self.quoted(value) if self.chance(0.3) else yaml_scalar_writer.inline(value, flow)
        return yaml_scalar_writer.inline(value, flow)

    def quoted(self, value: str) -> str:
        return yaml_scalar_writer.inline(value, quote=self.random.choice("'\""))

    def brackets(self, value: Any, indent: str) -> str:
        """A collection in brackets, on one line or on several."""
        if not isinstance(value, dict | list):
            return self.scalar(value, flow=True)
        opening, closing = "[]" if isinstance(value, list) else "{}"
        pad = self.random.choice(["", "", " "])
        if isinstance(value, list):
            parts = [self.brackets(each, indent + "  ") for each in value]
        else:
            parts = [
                f"{self.flow_key(key)}: {self.brackets(each, indent + '  ')}" for key, each in value.items()
            ]
        if not parts or self.chance(0.8):
            return f"{opening}{pad}{', '.join(parts)}{self.comma(parts)}{pad}{closing}"
        inner = indent + "  "
        lines = [
            f"{inner}{part}{',' if place < len(parts) - 1 else self.comma(parts)}{self.note()}"
            for place, part in enumerate(parts)
        ]
        return "\n".join([opening + self.note(), *lines, indent + closing])

    def flow_key(self, key: str) -> str:
        return self.quoted(key) if self.chance(0.1) else yaml_scalar_writer.inline(key, flow=True)

    def comma(self, parts: list[str]) -> str:
        return "," if parts and self.chance(0.1) else ""
