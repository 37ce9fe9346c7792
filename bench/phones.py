"""Telephone numbers of North America, in any of the layouts that people use."""

import re

from bench.cells import NOTHING, Findings

KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
BESIDE = (  # what stands beside a number, and what to call it
    (r"\s*(?:ext\.?|x)\s*(\d+)$", "Extension "),
    (r"^([A-Z][a-z]+):\s*", ""),
    (r"\s*\((?!\d{3}\))([^)]*)\)", ""),
    (r"(?<=\d)\s+([A-Za-z ]+)$", ""),
)


def phones(raw: str, findings: Findings) -> list[tuple[str, str]]:
    """(dial, label) of each number in a cell."""
    parts = re.split(r"\s*;\s*|\s+or\s+", raw.strip())
    if len(parts) > 1:
        findings.add("phone: two numbers in one cell, parted", raw)
    return list(dict(number for part in parts if (number := _phone(part, findings))).items())


def _phone(raw: str, findings: Findings) -> tuple[str, str] | None:
    if not raw or raw.casefold() in NOTHING:
        if raw:
            findings.add("phone: words instead of a number, left out", raw)
        return None
    number, labels = _labels(raw, findings)
    if re.search("[A-Z]", number):
        findings.add("phone: letters of the keypad, turned into digits", raw)
    digits = re.sub(r"\D", "", number.upper().translate(KEYPAD)).removeprefix("1")
    if len(digits) != 10:
        findings.add("phone: not a number, left out", raw)
        return None
    layout = re.sub("[A-Z]", "A", re.sub(r"\d", "9", number))
    findings.add(f"phone: no country code, layout {layout}", raw)
    notes = [words for words in labels if re.sub(r"\D", "", words.upper().translate(KEYPAD)) not in digits]
    return f"+1 {digits[:3]} {digits[3:6]} {digits[6:]}", ", ".join(
        word[0].upper() + word[1:] for word in notes
    )


def _labels(raw: str, findings: Findings) -> tuple[str, list[str]]:
    number, labels = raw, []
    for pattern, kind in BESIDE:
        if match := re.search(pattern, number):
            labels.append(kind + match[1])
            number = (number[: match.start()] + number[match.end() :]).strip()
            what = "an extension behind" if kind else "words beside"
            findings.add(f"phone: {what} the number, made a label", raw)
    return number, labels
