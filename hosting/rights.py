"""Who may do what in AWS, and why: the table of hosting/rights.yaml. `python -m hosting.rights` prints it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from records import yaml_reader

FILE = Path(__file__).with_name("rights.yaml")


@dataclass(frozen=True)
class Right:
    """Of one role or service. A resource is named as in the template: `Inbox/help/*`, `parameter/form-key`.

    `only_if` is the condition in words of the template, `wide` the reason why it knows no narrower resource.
    """

    who: str
    may: tuple[str, ...]
    on: tuple[str, ...]
    why: str
    only_if: str = ""
    wide: str = ""
    effect: str = "Allow"


def table() -> tuple[Right, ...]:
    rows = yaml_reader.read(FILE.read_bytes())["rights"]
    return tuple(Right(**{**row, "may": tuple(row["may"]), "on": tuple(row["on"])}) for row in rows)


def as_markdown() -> str:
    lines = ["| who | may | on | why |", "| --- | --- | --- | --- |"]
    for row in table():
        verb = "" if row.effect == "Allow" else "never "
        only = f", only if {row.only_if}" if row.only_if else ""
        wide = f". {row.wide}" if row.wide else ""
        may, on = (", ".join(f"`{each}`" for each in part) for part in (row.may, row.on))
        lines.append(f"| {row.who} | {verb}{may} | {on}{only} | {row.why}{wide} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(as_markdown(), end="")
