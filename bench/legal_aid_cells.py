"""How a cell becomes a part of a profile: mended, or raw."""

from typing import Any

from bench import cells
from bench.cells import Findings
from bench.hours import hours
from bench.legal_aid import Row
from bench.phones import phones

Data = dict[str, Any]


class Mended:
    def __init__(self, findings: Findings) -> None:
        self.findings = findings

    def line(self, raw: str) -> str:
        return cells.text(raw, self.findings)

    def several(self, raw: str) -> list[str]:
        return cells.items(raw, self.findings)

    def short(self, line: str, longest: int) -> str:
        return cells.shorten(line, longest, self.findings)

    def hours(self, row: Row) -> str:
        if row["Service availability"] == "Available 24/7/365":
            return "24/7"
        return hours(row["Hours of operation"] or row["Dates and hours"], self.findings)

    def dial(self, raw: str, label: str = "") -> list[Data]:
        numbers = [(dial, label or self.short(note, 60)) for dial, note in phones(raw, self.findings)]
        return [way("phone", called, dial=dial) for dial, called in numbers]

    def web(self, raw: str, label: str = "") -> list[Data]:
        url = cells.web(raw, self.findings)
        return [way("web", label, url=url)] if url else []

    def post(self, raw: str) -> list[Data]:
        lines = cells.address(raw, self.findings)
        return [way("post", "", lines=lines)] if lines else []


class Raw(Mended):
    """What the checks say about this is what an editor would read who pasted the cell."""

    def line(self, raw: str) -> str:
        return raw

    def several(self, raw: str) -> list[str]:
        return [raw] if raw else []

    def short(self, line: str, longest: int) -> str:
        return line

    def hours(self, row: Row) -> str:
        return row["Hours of operation"] or row["Dates and hours"]

    def dial(self, raw: str, label: str = "") -> list[Data]:
        return [way("phone", label, dial=raw)] if raw else []

    def web(self, raw: str, label: str = "") -> list[Data]:
        return [way("web", label, url=raw)] if raw else []

    def post(self, raw: str) -> list[Data]:
        return [way("post", "", lines=[raw])] if raw else []


def way(kind: str, label: str, **rest: object) -> Data:
    return {"kind": kind} | ({"label": label} if label else {}) | rest
