"""A plain-text letter to one address."""

from __future__ import annotations

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

# What a mail server takes without extensions; a header can hold nothing that ends it.
PLAIN = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,189}\Z")


def mailable(address: str) -> str | None:
    """The address with its domain in ASCII, or None if no letter could be sent there."""
    local, _, domain = address.rpartition("@")
    try:
        plain = f"{local}@{domain.encode('idna').decode()}"
        return plain if PLAIN.match(plain) and Address(addr_spec=plain) else None
    except (UnicodeError, ValueError, IndexError):
        return None


def letter(sender: str, to: str, subject: str, text: str) -> EmailMessage:
    plain = mailable(to)
    if plain is None:
        raise ValueError("no letter can be sent to this address")
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, plain, subject
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message
