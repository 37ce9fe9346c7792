"""Turns a neutral benchmark corpus into a site root: `python -m bench.convert_corpus CORPUS OUT`.

A corpus has experts/*.yaml, content/news/*.md and courses/<course>/*.md, and knows nothing of our
vocabularies. Its dates reach far back, so that most of its profiles would be hidden as too old: `--listed`
moves them into the year before the build, to compare with programmes that hide nothing. Lessons become pages.
"""

import argparse
import re
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from bench import site
from bench.invent import AS_OF

MEANING = yaml.load(Path(__file__).with_name("corpus.yaml").read_text(encoding="utf-8"), yaml.CBaseLoader)
Data = dict[str, Any]


class Converter:
    def __init__(self, corpus: Path, listed: bool) -> None:
        self.corpus, self.listed = corpus, listed
        self.phones: set[str] = set()
        self.dropped = 0

    def write(self, out: Path) -> None:
        site.start(out)
        slugs = site.Slugs()
        for path in sorted((self.corpus / "experts").glob("*.yaml")):
            raw = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)
            site.write_profile(out, slugs.new(path.stem), self.profile(raw))
        for path in sorted((self.corpus / "content/news").glob("*.md")):
            meta, body = read(path)
            topics = unique(MEANING["topics"].get(tag) for tag in meta.get("tags", "").split(", "))
            head = {
                "Title": meta["title"],
                "Date": meta["date"][:10],
                "Slug": meta["slug"],
                "Summary": written(meta.get("summary", "")),
                "Topics": topics,
            }
            site.write_markdown(out / "content/news" / path.name, head, body)
        for path in sorted((self.corpus / "courses").rglob("*.md")):
            meta, body = read(path)
            slug = f"{path.parent.name}-{path.stem}"[:80]
            head = {
                "Title": meta["title"],
                "Slug": slug,
                "Summary": f"A lesson of {meta['course']}.",
                "Menu": "none",
            }
            site.write_markdown(out / "content/pages" / f"{slug}.md", head, body)

    def profile(self, raw: Data) -> Data:
        organisation = raw["kind"] == "organisation"
        roles = (
            ["organisation"]
            if organisation
            else unique(MEANING["roles"].get(role) for role in raw["roles"]) or ["academic"]
        )
        on = self.checked(raw["updated"])
        data: Data = {
            "name": raw["name"],
            "kind": "organisation" if organisation else "person",
            "sample": True,
            "roles": roles,
        }
        data |= {
            "headline": f"{written(raw['headline']):.140}".strip().ljust(10, "."),
            "summary": f"{written(raw['bio']):.2000}".strip(),
        }
        optional = {
            "topics": unique(MEANING["topics"].get(word) for word in raw["expertise"]),
            "exploitation": unique(MEANING["exploitation"].get(word) for word in raw["expertise"]),
            "countries": {"expertise": unique(raw["countries"])} if raw["countries"] else {},
            "languages": [{"tag": tag, "level": "professional"} for tag in unique(raw["languages"])],
            "services": [
                {"type": kind} for kind in unique(MEANING["services"].get(role) for role in raw["roles"])
            ],
        }
        data |= {key: value for key, value in optional.items() if value}
        return data | {
            "contact": self.contact(raw["contact"]),
            "verification": {"level": "self-declared", "on": on},
            "consent": {"public_listing": on},
        }

    def checked(self, updated: str) -> str:
        if not self.listed:
            return updated
        return (AS_OF - timedelta(date.fromisoformat(updated).toordinal() % 330)).isoformat()

    def contact(self, raw: Data) -> list[Data]:
        """Without numbers of an earlier profile and those that may be somebody's: the checks refuse both."""
        ways: list[Data] = [{"kind": "email", "address": raw["email"]}] if raw.get("email") else []
        ways += [{"kind": "web", "url": raw["website"]}] if raw.get("website") else []
        if phone := raw.get("phone"):
            if phone in self.phones or not phone.startswith("+44 20 7946 0"):
                self.dropped += 1
            else:
                ways.append({"kind": "phone", "dial": phone})
            self.phones.add(phone)
        return ways or [{"kind": "relay"}]


def written(text: str) -> str:
    """Random words hold one that the checks take for a gap left by its author."""
    return re.sub(r"(?i)\bx{3,}\b", "word", text)


def unique(values: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def read(path: Path) -> tuple[dict[str, str], str]:
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    return {
        key.strip().casefold(): value.strip()
        for key, _, value in (line.partition(":") for line in head.split("\n"))
    }, body.strip()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.convert_corpus", description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--listed", action="store_true", help="move every date into the year before the build"
    )
    given = parser.parse_args()
    converter = Converter(given.corpus, given.listed)
    converter.write(given.out)
    print(f"Converted into {given.out}; left out {converter.dropped} telephone numbers.")


if __name__ == "__main__":
    main()
