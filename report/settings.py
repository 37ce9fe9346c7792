"""What whoever runs the site must still set: it belongs to no entry and no text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from records import web
from records.unconfirmed import Unconfirmed

SETTINGS = "pelicanconf.py"
CODE, CONTENT = "LICENSE", "LICENSE-CONTENT"
_SPELLINGS = {CODE: ("LICENSE", "LICENCE", "COPYING"), CONTENT: ("LICENSE-CONTENT", "LICENCE-CONTENT")}
_ENDINGS = ("", ".md", ".txt")
_SHORTEST = 200  # characters: even the shortest licence has more
_BLANKS = re.compile(r"(?i)<(?:year|copyright holders?|name of author)>|\[(?:year|fullname)\]")


def editors_address(address: str) -> Iterator[Unconfirmed]:
    if not address or web.is_fiction(address.rpartition("@")[2]):
        yield _setting("EDITORS_EMAIL", f"is '{address}', which nobody reads")


def exit_address(address: str, origin: str) -> Iterator[Unconfirmed]:
    """Where the exit button leads: another site, over a line that nobody listens to."""
    host = urlsplit(address).hostname or ""
    if not address:
        yield _setting("EXIT_URL", "is empty, so the exit button leads nowhere; name a harmless site")
    elif not address.startswith("https://") or web.odd_host(host):
        yield _setting("EXIT_URL", f"is '{address}', which is no address; write it as https://www.name.org/")
    elif web.is_fiction(host):
        yield _setting("EXIT_URL", f"is '{address}', a site that is only there in examples")
    elif host == urlsplit(origin).hostname:
        yield _setting("EXIT_URL", f"is '{address}', which is this site: the exit must lead away from it")


def licences(code: Path, site: Path) -> Iterator[Unconfirmed]:
    """`code` is the folder of the program, `site` that of the content; often they are one."""
    yield from _licence(code, CODE, "the code")
    yield from _licence(site, CONTENT, "texts, entries and data")


def _licence(folder: Path, name: str, what: str) -> Iterator[Unconfirmed]:
    names = [f"{spelling}{ending}" for spelling in _SPELLINGS[name] for ending in _ENDINGS]
    file = next((folder / each for each in names if (folder / each).is_file()), None)
    if file is None:
        message = f"there is no such file, so nobody knows what they may do with {what}"
        yield Unconfirmed("licence", name, 1, "", message)
        return
    text = file.read_text("utf-8", "replace")
    if len(text.strip()) < _SHORTEST:
        message = f"is too short to be the licence of {what}; put its whole text here"
        yield Unconfirmed("licence", file.name, 1, "", message)
    elif blank := _BLANKS.search(text):
        line = text.count("\n", 0, blank.start()) + 1
        yield Unconfirmed("licence", file.name, line, "", f"'{blank[0]}' is still to be filled in")


def _setting(name: str, message: str) -> Unconfirmed:
    lines = (Path(__file__).parents[1] / SETTINGS).read_text("utf-8").splitlines()
    line = next((number for number, text in enumerate(lines, 1) if text.startswith(f"{name} =")), 1)
    return Unconfirmed("placeholder", SETTINGS, line, name, message)
