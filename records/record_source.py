"""The Python source of typed records, and of the functions that make them, written from a schema.

Each object of the schema that becomes a record names its class: `"x-record": "Alert"`. What may be
absent from a file is None; a list is (), a record whose parts may all be absent is empty, and `default`
says what else a value is then.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from keyword import iskeyword
from pathlib import Path
from typing import Any

from records.diagnostic import Diagnostic
from records.json_schema import Node, at, resolved

_TYPES = {"string": "str", "integer": "int", "boolean": "bool"}
# A field of such a name would hide the type from the fields below it.
_TAKEN = frozenset(("date", "tuple", *_TYPES.values()))
_CLASS = re.compile(r"[A-Z][A-Za-z]*\Z")


class RecordError(ValueError):
    """The schema cannot be written as records; the message says where, and what to write."""


@dataclass(frozen=True, slots=True)
class Root:
    """What a whole file becomes. `parameters` are fields that are not in it: names, each with its type."""

    node: Node
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    type: str
    default: str | None
    value: str
    """Makes the field from `data`."""


@dataclass(frozen=True, slots=True)
class _Record:
    name: str
    description: str
    fields: tuple[_Field, ...]
    parameters: Mapping[str, str] = field(default_factory=dict)
    root: bool = False

    @property
    def maker(self) -> str:
        snake = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", self.name).lower()
        return f"make_{snake}" if self.root else f"_{snake}"


def model_source(
    header: str, imports: str, schema: Node, roots: list[Root], bases: Mapping[str, str] | None = None
) -> str:
    """The classes. `imports` are further lines, for `bases` (by class) and for the types of `parameters`."""
    body = "\n\n\n".join(_class(record, (bases or {}).get(record.name)) for record in _records(schema, roots))
    return _module(header, imports + "from records.record import record\n", body)


def factory_source(header: str, model: str, imports: str, schema: Node, roots: list[Root]) -> str:
    """The functions; `model` is the module of the classes."""
    records = _records(schema, roots)
    names = "".join(f"    {name},\n" for name in sorted(record.name for record in records))
    body = "\n\n\n".join(map(_function, records))
    typed = "from collections.abc import Mapping\n"
    own = "".join(sorted((imports, f"from {model} import (\n{names})\n")))
    return _module(header, own, body, typed, "from typing import Any\n")


def stale(path: str, sources: Callable[[], Mapping[Path, str]]) -> Iterator[Diagnostic]:
    """Diagnostics if a schema changed after its files were written: a new field would be ignored."""
    try:
        old = [file.name for file, text in sources().items() if file.read_text(encoding="utf-8") != text]
    except RecordError as error:
        yield Diagnostic(path, 1, "", str(error))
        return
    if old:
        names = " and ".join(old)
        yield Diagnostic(path, 1, "", f"{names} beside it would be written otherwise now; run `make bless`")


def _module(header: str, own: str, body: str, before: str = "", after: str = "") -> str:
    day = "from datetime import date\n" if re.search(r"\bdate\b", body) else ""
    standard = f"{before}{day}{after}"
    imports = f"{standard}\n{own}" if standard else own
    return f'"""{header}"""\n\nfrom __future__ import annotations\n\n{imports}\n\n{body}\n'


def _records(schema: Node, roots: list[Root]) -> list[_Record]:
    """The parts of a record before the record itself, as its defaults need them."""
    records: dict[str, tuple[Node, _Record]] = {}
    for root in roots:
        for node, record in _walk(schema, root):
            previous, _ = records.setdefault(record.name, (node, record))
            if previous != node:
                raise RecordError(f"two parts of the schema have the x-record '{record.name}'; rename one")
    return [record for _, record in records.values()]


def _walk(schema: Node, root: Root) -> Iterator[tuple[Node, _Record]]:
    node = root.node
    yield from _parts(schema, node)
    fields = tuple(_fields(schema, node))
    yield node, _Record(_class_name(node), node["description"], fields, root.parameters, root=True)


def _parts(schema: Node, node: Node) -> Iterator[tuple[Node, _Record]]:
    for part in node.get("properties", {}).values():
        part = at(schema, part)
        part = at(schema, part.get("items", part))
        if part.get("type") == "object":
            yield from _parts(schema, part)
            fields = tuple(_fields(schema, part))
            yield part, _Record(_class_name(part), part["description"], fields)


def _class_name(node: Node) -> str:
    name = str(node.get("x-record", ""))
    if not _CLASS.match(name):
        raise RecordError(
            f"'{node['title']}' holds fields; name the class of its record in the schema, "
            'such as "x-record": "Alert"'
        )
    return name


def _fields(schema: Node, node: Node) -> Iterator[_Field]:
    """The required fields first, because those with a default must follow."""
    needed = node.get("required", ())
    for key in sorted(node["properties"], key=lambda key: key not in needed):
        part = resolved(schema, node["properties"][key])
        if missing := [word for word in ("title", "description", "type") if word not in part]:
            raise RecordError(
                f"'{key}' has no {missing[0]}; every field has a title, a description and a type"
            )
        name = f"{key}_" if iskeyword(key) or key in _TAKEN else key
        if not name.isidentifier():
            raise RecordError(f"'{key}' cannot be the name of a field: use small letters, digits and '_'")
        type_ = _type(schema, part)
        if key in needed:
            yield _Field(name, type_, None, _expression(schema, part, f'data["{key}"]'))
            continue
        default = _default(part, type_)
        annotation = f"{type_} | None" if default == "None" else type_
        yield _Field(name, annotation, default, _optional(schema, part, key, default))


def _type(schema: Node, node: Node) -> str:
    if node["type"] == "array":
        return f"tuple[{_type(schema, at(schema, node['items']))}, ...]"
    if node["type"] == "object":
        return _class_name(node)
    if node["type"] not in _TYPES:
        allowed = ", ".join((*_TYPES, "array", "object"))
        raise RecordError(f"'{node['title']}' has the type '{node['type']}'; allowed: {allowed}")
    return "date" if node.get("format") == "date" else _TYPES[node["type"]]


def _default(node: Node, type_: str) -> str:
    if "default" in node:
        return _literal(node["default"])
    if node.get("const") is True:
        return "False"
    if node["type"] == "array":
        return "()"
    empty = node["type"] == "object" and not node.get("required") and not node.get("minProperties")
    return f"{type_}()" if empty else "None"


def _literal(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _expression(schema: Node, node: Node, value: str) -> str:
    """The expression that turns a value of the file into that of the record."""
    if node["type"] == "array":
        each = _expression(schema, at(schema, node["items"]), "")
        return f"tuple(map({each.removesuffix('()')}, {value}))" if each else f"tuple({value})"
    if node["type"] == "object":
        return f"{_Record(_class_name(node), '', ()).maker}({value})"
    return f"date.fromisoformat({value})" if node.get("format") == "date" else value


def _optional(schema: Node, node: Node, key: str, default: str) -> str:
    if node["type"] == "array":
        return _expression(schema, node, f'data.get("{key}", ())')
    expression = _expression(schema, node, f'data["{key}"]')
    if expression == f'data["{key}"]':
        return f'data.get("{key}"{"" if default == "None" else f", {default}"})'
    return f'{expression} if "{key}" in data else {default}'


def _class(record: _Record, base: str | None) -> str:
    lines = ["@record", f"class {record.name}{f'({base})' if base else ''}:"]
    lines += [f'    """{_sentence(record.description)}"""', ""]
    lines += [f"    {name}: {type_}" for name, type_ in record.parameters.items()]
    for part in record.fields:
        lines.append(f"    {part.name}: {part.type}" + (f" = {part.default}" if part.default else ""))
    return "\n".join(lines)


def _sentence(description: str) -> str:
    """The first sentence, escaped for a docstring."""
    first, full_stop, _ = description.partition(". ")
    return (first + full_stop.strip()).replace("\\", "\\\\").replace('"', "'")


def _function(record: _Record) -> str:
    parameters = [f"{name}: {type_}" for name, type_ in record.parameters.items()]
    names = "".join(f"\n    {name}," for name in [*parameters, "data: Mapping[str, Any]"]) + "\n"
    start = f"def {record.maker}({names if parameters else 'data: Mapping[str, Any]'}) -> {record.name}:"
    lines = [start, f"    return {record.name}("]
    values = [*record.parameters, *(part.value for part in record.fields)]
    lines += [f"        {value}," for value in values]
    return "\n".join([*lines, "    )"])
