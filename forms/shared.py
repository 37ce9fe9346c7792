"""Questions that more than one form asks."""

from __future__ import annotations

from forms.fields import Field, choice

REPLY = Field(
    "reply_to", "line", "Your e-mail address, for our questions",
    "Only the editors read it. It is not published.", True, longest=254, input="email", autocomplete="email",
    missing="Enter your e-mail address", brief="Your e-mail address",
)  # fmt: skip
MESSAGE = Field(
    "message", "text", "Anything the editors should know",
    "For instance links that show your work. Not published. Nothing about a client, please.", longest=2000,
)  # fmt: skip


def agree(name: str, label: str, missing: str, brief: str) -> Field:
    return choice(name, label, {"yes": label}, "agree", required=True, missing=missing, brief=brief)
