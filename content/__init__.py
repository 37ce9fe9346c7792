"""What pages and news say, and the data files that they use: their schema, model and checks."""

from content.checks import check
from content.loader import Content, check_texts, load

__all__ = ["Content", "check", "check_texts", "load"]
