"""Changes values in a YAML file at their place; every other byte stays.

`edit(source, data, order)` gives the file that reads as `data` and differs least from `source`: comments,
order, quotes, brackets, indentation, blank lines, line ends and the end of the file stay as they are.

- A changed value keeps its quotes or its block (`|`) if the new text allows it, and the comment after it.
  A folded text (`>`) that changes becomes a block.
- A new field comes after the nearest one that `order` puts before it, in the style of
  records/yaml_writer.py; inside brackets, it is written in brackets.
- A field that is missing in `data` is removed with the comments that it owns (records/yaml_layout.py).
- Entries of a list are matched by equality, then by the number of equal fields: only entries that changed or
  moved are touched, and a moved one takes its comments along. A changed single value in a list is a new one.
- The result is read back. If that is not exactly `data`, in value and type, ValueError is raised and nothing
  is returned. A source that the reader refuses raises its YamlError.

`order` comes from a JSON schema: `key_order(schema)`. For profiles, `experts.edit(source, data)` supplies it.
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

    The others are for a file that ends in a block without a line end: the block's text ends in a line end
    only if something follows it.
    """
    ending = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    if text.endswith("\n"):
        yield document(Source(text, ending), parse(text, text), data, order)
        return
    terminated = Source(text + ending, ending)
    for read in (text, terminated.text):
        result = document(terminated, parse(read, terminated.text), data, order)
        yield result.removesuffix("\n").removesuffix("\r")
        yield result
