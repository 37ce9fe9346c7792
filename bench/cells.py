"""Reads the cells of a spreadsheet that people filled in by hand, and counts what had to be mended."""

import html
import re
from collections import Counter

NOTHING = {"no phone", "n/a", "na", "none", "nnnn", "test", "tbd", "xxx", "-", "unknown"}
INVISIBLE = re.compile("[\u200b-\u200f\ufeff\xad]")
# Where a new line was lost: Street|2nd Floor|Chicago, but not in LaSalle, McHenry or DePaul.
SEAM = re.compile(
    r"(?<=[a-z])(?=\d)|(?<=\d)(?=[A-Z][a-z])|(?<=[a-z])(?<!La)(?<!Mc)(?<!De)(?=[A-Z])"
    r"|(?<=[a-z]\.)(?=[A-Z\d])|(?<= [A-Z])(?=[A-Z][a-z])"
)


class Findings:
    """How often each kind of mend was needed, with the first raw value of each."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.examples: dict[str, str] = {}

    def add(self, kind: str, raw: object = "") -> None:
        self.counts[kind] += 1
        self.examples.setdefault(kind, str(raw))

    def __str__(self) -> str:
        rows = sorted(self.counts.items(), key=lambda row: (-row[1], row[0]))
        return "\n".join(f"{count:6}  {kind}: {self.examples[kind][:90]!r}" for kind, count in rows)


def text(raw: str, findings: Findings) -> str:
    """One line without mark-up, stray characters and filler."""
    clean = re.sub(r"<[A-Za-z/][^>]*>", " ", html.unescape(raw))
    if clean != raw:
        findings.add("text: HTML tags or entities, taken out", raw)
    if INVISIBLE.search(clean):
        findings.add("text: invisible characters, taken out", raw)
        clean = INVISIBLE.sub("", clean)
    if re.search(r"\S  +\S", clean):
        findings.add("text: two spaces in a row", raw)
    line = " ".join(clean.split())
    if line.casefold() in NOTHING:
        findings.add("text: a filler instead of a value, left out", raw)
        return ""
    return line


def items(raw: str, findings: Findings) -> list[str]:
    """The entries of a cell that holds several, one a line."""
    if "\n" in raw.strip():
        findings.add("text: several values in one cell, a line each", raw)
    lines = [text(line, findings) for line in raw.split("\n")]
    return list(dict.fromkeys(line for line in lines if line))


def shorten(line: str, longest: int, findings: Findings) -> str:
    if len(line) <= longest:
        return line
    findings.add(f"text: over {longest} characters, cut at a word", line)
    return line[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"


def web(raw: str, findings: Findings) -> str:
    address = raw.strip()
    if not address or address.casefold() in NOTHING:
        return ""
    if "//" not in address:
        findings.add("web: no https:// in front, put there", raw)
        address = f"https://{address}"
    scheme, _, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    if re.search(r"[\s@]", host + path) or "." not in host:
        findings.add("web: not an address, left out", raw)
        return ""
    if host != host.lower():
        findings.add("web: host in capital letters, made small", raw)
    return f"{scheme.lower()}://{host.lower()}{slash}{path}"


def address(raw: str, findings: Findings) -> list[str]:
    parts = [text(part, findings) for part in raw.split("\n")]
    lines = [line.strip() for part in parts for line in SEAM.split(part) if line.strip()]
    if len(lines) > len(parts):
        findings.add("address: lines run together, parted", raw)
    return [shorten(line, 80, findings) for line in lines]
