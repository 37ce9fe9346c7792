"""The templates: compiled once, with what is the same on every page worked out beforehand.

A template's fingerprint changes with its source, with that of all it extends, includes and imports, and with
the globals that any of these read.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache, partial
from typing import Any

from jinja2 import BaseLoader, Environment, Template, TemplateError, TemplateSyntaxError, meta, nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer

from engine.cache import Cache
from engine.fingerprints import fingerprint

SHARED = "ui"  # what every template calls macros.html, whose macros see no page
GETTEXT = ("gettext", "_")
PLAIN = (str, bool, type(None))


class SiteTemplate(Template):
    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """Jinja looks each time whether the page brings globals of its own; ours never do."""
        return self._module or super()._get_default_module(ctx)


class SiteEnvironment(Environment):
    """Texts without variables are translated, and macros of plain arguments called, once a build."""

    template_class = SiteTemplate

    def __init__(self, loader: BaseLoader, cache: Cache, **options: Any) -> None:
        super().__init__(loader=loader, bytecode_cache=CachedBytecode(cache), **options)
        # Not newstyle, which runs every text without a variable through a format.
        self.install_gettext_callables(untranslated, untranslated_plural, newstyle=False)  # type: ignore[attr-defined]
        self._results: dict[tuple[Any, ...], Any] = {}

    def once(self, macro: Any, *arguments: Any, **named: Any) -> Any:
        """What a macro makes of plain values; those of the shared ones see no page, so it stays the same."""
        for value in (*arguments, *named.values()):
            if type(value) not in PLAIN:
                return macro(*arguments, **named)
        call = (macro.name, arguments, *named.items())
        if call not in self._results:
            self._results[call] = macro(*arguments, **named)
        return self._results[call]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A page's data are dictionaries, in which Jinja would look for an attribute first."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree: nodes.Template = ConstantFolding().visit(super()._parse(source, name, filename))
        return tree


class CachedBytecode(BytecodeCache):
    """Compiling takes longer than writing a few pages."""

    def __init__(self, cache: Cache) -> None:
        self.cache = cache

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self.cache.get(self._key(bucket)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.cache.put(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> bytes:
        return fingerprint(bucket.key, bucket.checksum)


class ConstantFolding(NodeTransformer):
    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802  (the name says which nodes)
        self.generic_visit(node)
        called, place = node.node, {"lineno": node.lineno}
        if node.dyn_args or node.dyn_kwargs:
            return node
        if isinstance(called, nodes.Name) and called.name in GETTEXT and _one_constant(node):
            return nodes.Const(untranslated(node.args[0].value), **place)  # type: ignore[attr-defined]
        if isinstance(called, nodes.Getattr) and _is_name(called.node, SHARED):
            node.args.insert(0, called)
            node.node = nodes.EnvironmentAttribute("once", **place)
        return node


def _one_constant(call: nodes.Call) -> bool:
    return len(call.args) == 1 and isinstance(call.args[0], nodes.Const) and not call.kwargs


def _is_name(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.Name) and node.name == name


def untranslated(text: str, **variables: Any) -> str:
    return text % variables if variables else text


def untranslated_plural(one: str, many: str, count: int, **variables: Any) -> str:
    return untranslated(one if count == 1 else many, **variables)


class Templates:
    """`base` is the fingerprint of what every page depends on besides: the code and the settings."""

    def __init__(self, environment: Environment, base: bytes, cache: Cache) -> None:
        self.environment = environment
        self.base = base
        self.cache = cache

    def render(self, name: str, data: Mapping[str, Any], url: str) -> str:
        try:
            return self._template(name).render(data)
        except TemplateError as error:
            raise SystemExit(f"{_place(error, name)}: for {url}: {error}") from error
        except Exception as error:
            error.add_note(f"{_place(error, name)}: for {url}")
            raise

    @cache  # noqa: B019  (one object a build)
    def fingerprint(self, name: str) -> bytes:
        """Call it only when all globals are set, which they are while pages are written."""
        try:
            family = sorted(self._family(name))
        except TemplateError:  # rendering says for which page
            return b""
        variables: Mapping[str, Any] = self.environment.globals
        read = sorted({use for member in family for use in _globals(self._about(member)[2], variables)})
        values = [variables[name][part] if part else variables[name] for name, part in read]
        return fingerprint(self.base, [self._about(member)[0] for member in family], read, values)

    def compile(self, names: Iterable[str]) -> None:
        """With all that they name: before the work is shared, so that not everybody does it."""
        with suppress(TemplateError):  # rendering says for which page
            for name in {member for family in map(self._family, names) for member in family}:
                self._template(name)

    @cache  # noqa: B019
    def _template(self, name: str) -> Template:
        return self.environment.get_template(name)

    def _family(self, name: str) -> set[str]:
        family: set[str] = set()
        waiting = [name]
        while waiting:
            member = waiting.pop()
            if member not in family:
                family.add(member)
                waiting += self._about(member)[1]
        return family

    @cache  # noqa: B019
    def _about(self, name: str) -> tuple[str, list[str], set[tuple[str, str]]]:
        """A template's source, the templates that it names, and what it reads."""
        assert self.environment.loader
        source = self.environment.loader.get_source(self.environment, name)[0]
        parsed = self.cache.of({fingerprint(name, source): partial(self._parsed, name, source)})
        return source, *next(parsed)

    def _parsed(self, name: str, source: str) -> tuple[list[str], set[tuple[str, str]]]:
        tree = self.environment.parse(source, name)
        others = list(meta.find_referenced_templates(tree))
        assert None not in others, f"{name}: names a template that only the page knows"
        return [other for other in others if other], set(_reads(tree))


def _reads(tree: nodes.Template) -> Iterator[tuple[str, str]]:
    """The names that a template reads, and which part of each; '' is all of it."""
    gets = [get for get in tree.find_all(nodes.Getattr) if isinstance(get.node, nodes.Name)]
    parts = {id(get.node): get.attr for get in gets}
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load":
            yield name.name, parts.get(id(name), "")


def _globals(reads: Iterable[tuple[str, str]], variables: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Those that every page is given; a part only of a mapping that has it."""
    for name, part in reads:
        value = variables.get(name)
        if name in variables and not callable(value):
            yield name, part if isinstance(value, Mapping) and part in value else ""


def _place(error: Exception, template: str) -> str:
    """Where in the templates it went wrong: Jinja puts its own lines into the traceback."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or template}:{error.lineno}"
    frames = [f for f in traceback.extract_tb(error.__traceback__) if not f.filename.endswith(".py")]
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else template
