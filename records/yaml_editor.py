"""Changes values in a YAML file at their place; every other byte stays.

`edit(source, data, order)` gives the file that reads as `data` and differs least from `source`: comments,
order, quotes, brackets, indentation, blank lines, line ends and the end of the file stay as they are.

- A changed value keeps its kind of quotes, its block (`|`) and the comment behind it where it can. A folded
  text (`>`) that changes becomes a block.
- A new field comes behind the nearest one that `order` puts before it, in the style of
  records/yaml_writer.py; in brackets, it is written in brackets.
- A field that is missing in `data` goes, with the comments that belong to it (records/yaml_layout.py).
- An entry of a list is known again by equality, else by the most equal fields: only entries that changed
  or moved are touched, and a moved one takes its comments along.
- The result is read back, and ValueError raised if it is not exactly `data`. A source that our reader refuses
  raises its YamlError.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from records import yaml_reader
from records.key_order import KeyOrder
from records.yaml_edit import document
from records.yaml_replace import Source
from records.yaml_tree import parse
from records.yaml_writer import must_read_back, same


def edit(source: bytes, data: Mapping[str, Any], order: KeyOrder) -> bytes:
    """The bytes of a file that reads as `data`. Raises ValueError if there is no such file."""
    if same(yaml_reader.read(source), data):
        return source
    refusal = ValueError()
    for result in _results(source.decode(), data, order):
        try:
            must_read_back(result.encode(), data)
        except ValueError as error:
            refusal = error
        else:
            return result.encode()
    raise refusal


def _results(text: str, data: Mapping[str, Any], order: KeyOrder) -> Iterator[str]:
    """The best result first.

    The others are for a file that ends in a block without a line end: whether the block's text ends in one
    depends on whether anything comes behind it.
    """
    ending = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    if text.endswith("\n"):
        yield document(Source(text, ending), parse(text, text), data, order)
        return
    whole = Source(text + ending, ending)
    for read in (text, whole.text):
        result = document(whole, parse(read, whole.text), data, order)
        yield result.removesuffix("\n").removesuffix("\r")
        yield result
