"""What a browser would send from a page, without a browser."""

from __future__ import annotations

from html.parser import HTMLParser

Sent = dict[str, list[str]]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sent: Sent = {}
        self.inside, self.text = "", ""
        self.select, self.chosen = "", ""

    def add(self, name: str, value: str) -> None:
        self.sent.setdefault(name, []).append(value)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "input" and (given["type"] not in ("checkbox", "radio") or "checked" in given):
            self.add(given["name"], given.get("value", ""))
        elif tag == "textarea":
            self.inside, self.text = given["name"], ""
        elif tag == "select":
            self.select, self.chosen = given["name"], ""
        elif tag == "option" and self.select and "selected" in given:
            self.chosen = given["value"]

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.add(self.inside, self.text.removeprefix("\n"))
        elif tag == "select":
            self.add(self.select, self.chosen)
            self.select = ""


def sent_from(page: str) -> Sent:
    """All fields of its one posted form, empty ones too."""
    reader = _Reader()
    start = page.index('<form method="post"')
    reader.feed(page[start : page.index("</form>", start)])
    return reader.sent
