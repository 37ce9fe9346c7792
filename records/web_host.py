"""The host that a browser would ask for a web address, and what in an address hides which one that is."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple
from urllib.parse import unquote

from records import text, web
from records.diagnostic import Severity

_WEB = re.compile(r"(?i)https?://")
_AUTHORITY = re.compile(r"(?i)https?://([^/?#\\]*)")
_PORT = re.compile(r":\d*\Z")
_DOTS = str.maketrans("\u3002\uff0e\uff61", "...")  # what a browser takes for a dot in a host
_IP = re.compile(r"(?i)\[.*\]?\Z|(?:.*\.)?(?:0x[0-9a-f]*|\d+)\Z")
_PUNYCODE = "xn--"
_COPIED = re.compile(r"(?i)https?(?:://|%3A%2F%2F)\S+")
_TRANSLATED = ".translate.goog"


class Fault(NamedTuple):
    """What is wrong with an address on another site."""

    message: str
    severity: Severity = "error"


def fault(address: str) -> Fault | None:
    """What can be said of an address without knowing whose host it is."""
    if message := hidden(address):
        return Fault(message)
    return unencrypted(address, "warning")


def unencrypted(address: str, severity: Severity) -> Fault | None:
    if not address.lower().startswith("http:"):
        return None
    return Fault(f"'{address}' is not encrypted; use https:// if the site answers there", severity)


def host(address: str) -> str:
    """In small letters, without name, port and the dot at its end; empty where there is none."""
    authority = _authority(address).rpartition("@")[2]
    plain = unicodedata.normalize("NFKC", unquote(authority).translate(_DOTS)).casefold()
    return _PORT.sub("", plain).rstrip(".")


def bare(host: str) -> str:
    """Without `www.`, as people say it."""
    return host.removeprefix("www.")


def is_within(host: str, other: str) -> bool:
    """Whether a host is another one or below it: `www.gov.uk` is within `gov.uk`, `evilgov.uk` is not."""
    return host == other or host.endswith(f".{other}")


def hidden(address: str) -> str | None:
    """What in an address hides its host, or makes it one that nobody can look up."""
    authority, plain = _authority(address), host(address)
    if message := text.invisible(address):
        return message
    if "\\" in address:
        return "there is a '\\' in the address, which browsers read as '/'; copy it from the browser again"
    if not _WEB.match(address) or not plain:
        return web.url_layout(address)
    if "@" in authority:
        return f"what is before '@' hides the host, which is '{plain}'; write the address without it"
    if "%" in authority:
        return f"the host is written with '%' signs, and is '{plain}'; write it in plain letters"
    if _IP.match(_PORT.sub("", authority).rstrip(".")) or _IP.match(plain):
        return f"'{plain}' is the number of a computer, which does not say whose it is; write its name"
    if port := _PORT.search(authority):
        return f"leave out '{port[0]}': a page for everybody needs no port; write '{plain}'"
    if authority.endswith("."):
        return f"there is a dot at the end of '{plain}.'; write '{plain}'"
    return _letters(authority, plain) or _leads_on(address)


def readable(host: str) -> str:
    """The letters that punycode stands for: `xn--gv-jmc.uk` is shown as `gоv.uk`, with a Cyrillic letter."""
    return ".".join(map(_decoded, host.split(".")))


def wrapped(address: str) -> str | None:
    """The address that is inside another: of a copy in an archive, of a translation, of a redirect."""
    if (name := host(address)).endswith(_TRANSLATED):
        own = name.removesuffix(_TRANSLATED).replace("--", "\0").replace("-", ".").replace("\0", "-")
        return (
            f"https://{own}{address[len(_authority(address)) + address.index('://') + 3 :].partition('?')[0]}"
        )
    inner = _COPIED.search(address, len("https://"))
    if not inner:
        return None
    if "=" in address[: inner.start()]:  # one of several values
        return unquote(inner[0].partition("&")[0])
    return inner[0]


def _authority(address: str) -> str:
    match = _AUTHORITY.match(address)
    return match[1] if match else ""


def _letters(authority: str, plain: str) -> str | None:
    shown = readable(plain)
    if not authority.isascii() and plain.isascii():
        return f"the host is written in odd letters, and is '{plain}'; write it so"
    if mixed := text.look_alike(shown):
        word, letter, script = mixed
        return f"the '{letter}' in '{word}' is a {script} letter, so the host is another one than it seems"
    return web.odd_host(shown)


def _leads_on(address: str) -> str | None:
    query = address.partition("#")[0].partition("?")[2]
    if not _COPIED.search(query):
        return None
    return f"the address leads on to another one; give the page itself: {wrapped(address)}"


def _decoded(label: str) -> str:
    if not label.startswith(_PUNYCODE):
        return label
    try:
        return label.removeprefix(_PUNYCODE).encode("ascii").decode("punycode")
    except UnicodeError:
        return label
