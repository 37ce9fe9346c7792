"""Web and e-mail addresses: how they are written, and which are kept for examples."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

# Anybody can have an address there: it proves nothing of an organisation.
FREE_MAIL = frozenset(
    "aol.com btinternet.com gmail.com gmx.com gmx.net googlemail.com hotmail.co.uk hotmail.com icloud.com"
    " live.com mail.com outlook.com proton.me protonmail.com yahoo.co.uk yahoo.com".split()
)
_SHORTEST = 9  # of a shorter host too many others differ by a letter
_WRITTEN_OUT = re.compile(
    r"(?i)(\S+)\s*[\[(]?\s*(?:@|\bat\b)\s*[\])]?\s*(\S+?)\s*[\[(]?\bdot\b[\])]?\s*(\w+)"
)
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+(?=[^\d])[^\W_](?:[\w-]{{0,61}}[^\W_])\.?\Z")
_MAIL_NAME = re.compile(r"[^\s@,;:<>()\[\]\"\\.]+(?:\.[^\s@,;:<>()\[\]\"\\.]+)*")
_FICTION = re.compile(r"(?:.+\.)?(?:example\.(?:org|com|net)|example|test|invalid)\Z")
_MISTYPED_ENDS = {"con": "com", "cmo": "com", "comm": "com", "ogr": "org", "orgg": "org", "couk": "co.uk"}


def url_layout(url: str, mail_home: str | None = None) -> str:
    """What is wrong with a web address that is not written as it should be.

    `mail_home` says where an e-mail address belongs.
    """
    text = url.strip()
    if len(re.findall(r"https?://|www\.", text.replace("://www.", "://"))) > 1:
        return "holds several addresses; make an entry of its own for each"
    if re.match(r"[^@\s/:]+@[^@\s/]+\.[a-z]+\Z", text.removeprefix("mailto:")):
        return f"'{text}' is an e-mail address; {mail_home or 'give the address of a page'}"
    if re.search(r"\s", url) and "." in url:
        return f"'{url}' has a space in it; copy the address from the browser once more"
    if re.match(r"(?i)https?://[^/?#]*@", text):
        return f"'{url}' has a name before '@'; write the address without it"
    if match := re.match(r"(?i)(https?)(:/?/?|;//|//)(?=[\w-]+\.)", text):
        scheme = f"{match[1].lower()}://"
        return f"'{url}' does not begin with '{scheme}'; write '{scheme}{text[match.end() :]}'"
    if re.match(r"[\w-]+(\.[\w-]+)+(?:[/?#]|\Z)", text):
        return f"'{url}' does not begin with https://; write 'https://{text}'"
    if match := re.match(r"(?!(?i:https?):)([a-zA-Z][a-zA-Z0-9+.-]*):", text):
        return f"'{match[1]}:' is not the beginning of a web address; give one that begins with https://"
    return f"'{url}' is not a full web address such as 'https://www.example.org/contact'"


def email_layout(address: str, hidden: str | None = None) -> str:
    """`hidden` says what to do where an address should not be public."""
    text = address.strip().removeprefix("mailto:")
    addresses = re.findall(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+", text)
    if len(addresses) > 1:
        return "holds several addresses; make an entry of its own for each"
    if addresses:
        return f"write the address alone: '{addresses[0]}'"
    if plain := _WRITTEN_OUT.fullmatch(text):
        full = f"{plain[1]}@{plain[2]}.{plain[3]}"
        return f"write it in full: '{full}'" + (f"; {hidden}" if hidden else "")
    if "@" not in text:
        return f"'{address}' has no '@', so it is not an e-mail address"
    return f"'{address}' is not an e-mail address such as 'name@example.org'"


def not_an_email(text: str) -> str:
    """For the person who typed it: why it cannot be an e-mail address; an empty text if it can."""
    name, at, host = text.rpartition("@")
    if not at:
        return f"“{text[:60]}” has no @. Write an e-mail address such as name@example.org"
    if not _MAIL_NAME.fullmatch(name) or len(text) > 254 or not _HOST.match(host):
        return f"“{text[:60]}” cannot be an e-mail address. Write it such as name@example.org"
    end = host.rpartition(".")[2].casefold()
    if end in _MISTYPED_ENDS:
        return f"No address ends in “.{end}”; did you mean “.{_MISTYPED_ENDS[end]}”?"
    return ""


def not_a_page(url: str) -> str:
    """For the person who typed it: why it cannot be the address of a web page; an empty text if it can."""
    text = url.removeprefix("https://")[:60]
    if "@" in url.partition("//")[2].partition("/")[0] or not not_an_email(text):
        return f"“{text}” is not a web address. Write the address of a page, such as www.example.org"
    if len([part for part in re.split(r"[\s,;]+", url) if "." in part]) > 1:
        return "Write one web address here"
    if re.search(r"\s", url) or not re.match("https?://", url) or odd_host(host_of(url)):
        return f"“{text}” cannot be a web address. Write it such as www.example.org"
    return ""


def host_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:  # a bracket that belongs to an address of IPv6, and the like
        return ""


def odd_host(host: str) -> str | None:
    """What is wrong with a host name that cannot be one."""
    if not _HOST.match(host):
        return f"'{host}' is not the name of a site on the internet"
    name, _, end = host.rpartition(".")
    if end in _MISTYPED_ENDS:
        return f"no site ends in '.{end}'; did you mean '{name}.{_MISTYPED_ENDS[end]}'?"
    return None


@lru_cache(4096)
def mistyped_mail_host(host: str) -> str | None:
    """The well-known mail provider that was probably meant."""
    if host in FREE_MAIL:
        return None
    from difflib import get_close_matches  # takes a while, and a message with an address does not need it

    likely = get_close_matches(host, sorted(name for name in FREE_MAIL if len(name) >= _SHORTEST), 1, 0.85)
    return likely[0] if likely and likely[0][0] == host[0] else None


def is_fiction(host: str) -> bool:
    """Kept for examples by RFC 2606 and RFC 6761."""
    return bool(_FICTION.match(host))
