"""What stops a rehearsal, in words for the person who started it."""

from __future__ import annotations


class RehearsalError(Exception):
    """The text says what happened, and what to do."""
