"""Turns tables of legal aid in the manner of HSDS into a site root.

`python -m bench.convert_legal_aid CSVFOLDER OUT` reads organizations.csv, services.csv and locations.csv,
mends what it can, and lists what it mended. With `--raw` it mends nothing but the shape, which shows what the
checks say about data as it comes. The entries are real organisations: keep the result out of the repository.
"""

import argparse
from pathlib import Path

from bench import site
from bench.cells import Findings
from bench.legal_aid import MEANING, Row, Tables, costs, fees, modes, services, topics
from bench.legal_aid_cells import Data, Mended, Raw
from records.text import fold

UNITED_STATES = {"countries": {"based": "US", "serves": ["US"]}}


class Converter:
    def __init__(self, tables: Tables, raw: bool, on: str) -> None:
        self.tables, self.raw, self.on, self.findings = tables, raw, on, Findings()
        self.read = (Raw if raw else Mended)(self.findings)
        self.slugs, self.taken = site.Slugs(), set[str]()
        self.homes = {row["Organization ID"]: self.slugs.new(row["Title"]) for row in tables.organisations}

    def write(self, out: Path) -> None:
        site.start(out)
        for row in self.tables.organisations:
            site.write_profile(out, self.homes[row["Organization ID"]], self.organisation(row))
        for row in self.tables.services:
            data = self.service(row)
            site.write_profile(out, self.slugs.new(data["name"]), data)

    def organisation(self, row: Row) -> Data:
        read = self.read
        body, name, alternate = (read.line(row[key]) for key in ("Body", "Title", "Alternate name"))
        data = self.entry(name, read.short(body.partition(". ")[0].rstrip(". "), 140))
        data |= {"alternate_names": [alternate]} if alternate not in ("", name) else {}
        data |= {"summary": read.short(body, 2000)} | UNITED_STATES
        ways = read.dial(row["Phone number"]) + read.web(row["Website address"])
        return data | self.end(ways + read.post(row["Mailing address"]))

    def service(self, row: Row) -> Data:
        cells = {**self.place(row), **row}
        times = self.read.hours(row)
        data = self.entry(self.name(row), self.headline(row))
        data |= {"summary": text} if (text := self.summary(cells, times)) else {}
        data |= ({"topics": found} if (found := topics(row)) else {}) | UNITED_STATES
        if "trafficking" in row["An individual must be one of these to qualify"]:
            data["audience"] = ["survivors"]
        data["affiliations"] = [self.affiliation(row["Organization ID"])]
        if is_open := row["Is this service open?"]:
            data["accepting"] = {"referrals": "open" if is_open == "Yes" else "closed"}
        data["services"] = [self.offer(row, kind) for kind in services(row)]
        return data | self.end(self.contact(row, cells, times))

    def place(self, row: Row) -> Row:
        if not row["Services-ID"]:
            self.findings.add(
                "row: no id and no title, only an organisation and a location", row["Organization ID"]
            )
        if row["Location ID"] not in self.tables.places:
            self.findings.add("row: its location is not in the table", row["Location ID"])
        return self.tables.places.get(row["Location ID"], {})

    def name(self, row: Row) -> str:
        if self.raw:
            return row["Title"]
        home = self.tables.called[row["Organization ID"]]
        title = self.read.line(row["Title"]) or f"Service of {home}"
        names = self.tables.names(title, row)
        if names[0] != title:
            self.findings.add("name: one title on several services, place or organisation added", title)
        name = next(name for name in names if fold(name) not in self.taken)
        self.taken.add(fold(name))
        return self.read.short(name, 120)

    def headline(self, row: Row) -> str:
        kind, cost = (self.read.line(row[key]) for key in ("Service type", "Income eligibility and fees"))
        levels = ", ".join(self.read.several(row["Level of service"])).lower()
        return (
            self.read.short("; ".join(filter(None, (kind, levels, cost.lower()))), 140)
            or "Legal aid in Illinois"
        )

    def summary(self, cells: Row, times: str) -> str:
        parts = [(head, self.read.several(cells.get(key, ""))) for head, key in MEANING["prose"].items()]
        if not times and (given := cells["Hours of operation"] or cells["Dates and hours"]):
            parts.append(("Hours, as they were given", [self.read.short(self.read.line(given), 400)]))
        text = "\n\n".join(f"**{head}:** {'; '.join(texts)}" for head, texts in parts if texts)
        return self.read.short(text, 2000)

    def offer(self, row: Row, kind: str) -> Data:
        note = self.read.short(self.read.line(costs(row)), 200)
        optional = {"mode": modes(row), "fees": fees(row), "note": note}
        return {"type": kind} | {key: value for key, value in optional.items() if value}

    def contact(self, row: Row, cells: Row, times: str) -> list[Data]:
        ways: list[Data] = []
        for label, key in MEANING["numbers"].items():
            numbers = [way["dial"] for way in ways]
            ways += [way for way in self.read.dial(cells.get(key, ""), label) if way["dial"] not in numbers]
        if times and ways:
            ways[0] |= {"hours": times, "time_zone": "America/Chicago"}
        form = self.read.web(row["Application form link"], "Apply online")
        return ways + self.read.web(row["Website address"]) + form

    def affiliation(self, home: str) -> Data:
        """Services of one organisation share its number; the affiliation says that this is meant."""
        if home in self.homes:
            return {"organisation": self.tables.called[home], "profile": self.homes[home]}
        self.findings.add("row: its organisation is not in the table, named after a location", home)
        return {"organisation": self.tables.called[home]}

    def entry(self, name: str, headline: str) -> Data:
        return {
            "name": name,
            "kind": "organisation",
            "roles": ["legal", "organisation"],
            "headline": headline,
        }

    def end(self, ways: list[Data]) -> Data:
        if not ways:
            self.findings.add("contact: none at all, 'relay' put in")
        self.findings.add("row: no day of a check and no consent, the day of the conversion put in")
        checked = {"level": "self-declared", "on": self.on, "method": "Converted from a published table"}
        return {
            "contact": ways or [{"kind": "relay"}],
            "verification": checked,
            "consent": {"public_listing": self.on},
        }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.convert_legal_aid", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--raw", action="store_true", help="mend nothing but the shape")
    parser.add_argument("--on", default="2026-10-01", help="the day that counts as the check of every entry")
    given = parser.parse_args()
    tables = Tables(given.folder)
    converter = Converter(tables, given.raw, given.on)
    converter.write(given.out)
    print(f"{len(tables.organisations)} organisations and {len(tables.services)} services in {given.out}")
    if not given.raw:
        print(f"Mended:\n{converter.findings}")


if __name__ == "__main__":
    main()
