"""Whether templates keep the theme contract: the names that they use, and the blocks that they fill."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from jinja2 import Environment, TemplateSyntaxError, nodes
from msgspec import Struct
from msgspec.structs import fields

from sitegen.keys.likeness import nearest
from sitegen.model import Problem, Where
from sitegen.pages import views

_VIEW = re.compile(r"\{#\s*View: (\w+)")
# Names that every template has besides its view's: those of Jinja2 and of its translations.
_GLOBAL = frozenset(
    {"_", "gettext", "ngettext", "range", "dict", "lipsum", "cycler", "joiner", "namespace"}
    | {"loop", "super", "self", "caller", "varargs", "kwargs", "asset", "true", "false", "none"}
)
_FRAME = "base.html"
# Filters that give one of a list's items, or the same list in another order.
_ONE, _SAME = frozenset({"first", "last"}), frozenset({"list", "reverse", "sort"})
Scope = Mapping[str, Any]


def view_of(name: str, built_in: Mapping[str, bytes]) -> tuple[str, dict[str, Any]] | None:
    """Return what the view of a template is called, and the types of its names.

    The built-in template of this name says it in its first comment. None for parts and for
    templates of the city's own, which get what the page that includes them has.
    """
    if name == _FRAME:
        return "Site, Meta", {"site": views.Site, "meta": views.Meta}
    found = _VIEW.search(built_in.get(name, b"").decode("utf-8", "replace"))
    kind = getattr(views, found[1], None) if found else None
    return (found[1], _types(kind)) if found and kind else None


def contract_problems(
    name: str, path: str, own: Mapping[str, bytes], built_in: Mapping[str, bytes]
) -> Iterator[Problem]:
    """Yield the problems of a city's template: names that its view lacks, blocks that nobody shows.

    `own` and `built_in` are the templates of both themes by their names; `path` is its file.
    """
    try:
        tree = _parsed(own[name].decode())
    except UnicodeDecodeError as error:
        yield Problem.of("T003", path, reason=str(error))
        return
    except TemplateSyntaxError as error:
        where = Where(path=path, line=error.lineno)
        yield Problem.of("T003", where, reason=str(error.message))
        return
    if view := view_of(name, built_in):
        walk = _ContractWalk(tree, view, path)
        walk.visit(tree, view[1])
        yield from walk.problems
    yield from _lost_blocks(tree, path, own, built_in)


class _ContractWalk:
    """A walk through a template with the types that its names have."""

    def __init__(self, tree: nodes.Template, view: tuple[str, dict[str, Any]], path: str) -> None:
        self.view, self.path = view, path
        self.problems: list[Problem] = []
        names = tree.find_all(nodes.Name)
        self.bound = {each.name for each in names if each.ctx != "load"} | _imported(tree)
        self.unsure = _asked(tree)

    def visit(self, node: nodes.Node, scope: Scope) -> None:
        """Look at a node and those below it; names of loops and sets are known below them."""
        if isinstance(node, nodes.For):
            self.visit(node.iter, scope)
            inner = {**scope, **_target(node.target, _item(self.type_of(node.iter, scope)))}
            for child in (*node.body, *([node.test] if node.test else [])):
                self.visit(child, inner)
            for child in node.else_:
                self.visit(child, scope)
            return
        if isinstance(node, nodes.Macro):
            arguments = {arg.name: Any for arg in node.args}
            scope = {**scope, **arguments}
        if isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in scope:
            self._unknown_name(node, scope)
        if isinstance(node, nodes.Getattr):
            self._look_at(node, scope)
        for child in node.iter_child_nodes():
            self.visit(child, scope)

    def type_of(self, node: nodes.Node, scope: Scope) -> Any:
        """Return the type of an expression, Any where it cannot be told."""
        if isinstance(node, nodes.Name):
            return scope.get(node.name, Any)
        if isinstance(node, nodes.Getattr):
            return _field(self.type_of(node.node, scope), node.attr)
        if isinstance(node, nodes.Getitem):
            kind = self.type_of(node.node, scope)
            return kind if isinstance(node.arg, nodes.Slice) else _item(kind)
        if isinstance(node, nodes.Filter) and node.node is not None:
            kind = self.type_of(node.node, scope)
            return _item(kind) if node.name in _ONE else kind if node.name in _SAME else Any
        return Any

    def _unknown_name(self, node: nodes.Name, scope: Scope) -> None:
        if node.name not in self.bound | _GLOBAL | self.unsure:
            self._tell(node, node.name, self.view[0], scope)

    def _look_at(self, node: nodes.Getattr, scope: Scope) -> None:
        kind = _plain(self.type_of(node.node, scope))
        if _is_view(kind) and node.attr not in _types(kind) and node.attr not in self.unsure:
            self._tell(node, node.attr, kind.__name__, _types(kind))

    def _tell(self, node: nodes.Node, name: str, view: str, known: Scope) -> None:
        near = nearest(name, known)
        where = Where(path=self.path, line=node.lineno)
        fix = {"instead": near} if near else {}
        self.problems.append(
            Problem.of("T012", where, name=name, view=view, known=", ".join(known), **fix)
        )


def _lost_blocks(
    tree: nodes.Template, path: str, own: Mapping[str, bytes], built_in: Mapping[str, bytes]
) -> Iterator[Problem]:
    """Yield a problem for each block of a template that none of those that it extends has."""
    parent = next(tree.find_all(nodes.Extends), None)
    if parent is None or not isinstance(parent.template, nodes.Const):
        return
    known = _blocks(str(parent.template.value), own, built_in)
    if known is None:
        return
    nested = {
        inner.name for outer in tree.find_all(nodes.Block) for inner in outer.find_all(nodes.Block)
    }
    for block in tree.find_all(nodes.Block):
        if block.name not in known and block.name not in nested:
            near = nearest(block.name, known)
            fix = {"instead": near} if near else {}
            words = {"name": block.name, "parent": str(parent.template.value)}
            where = Where(path=path, line=block.lineno)
            yield Problem.of("T014", where, **words, known=", ".join(sorted(known)), **fix)


def _blocks(
    name: str, own: Mapping[str, bytes], built_in: Mapping[str, bytes], seen: tuple[str, ...] = ()
) -> frozenset[str] | None:
    """The blocks of a template and of those that it extends; None where that cannot be told."""
    plain = name.removeprefix("bawaan/")
    data = built_in.get(plain) if plain != name else own.get(name, built_in.get(name))
    if data is None or name in seen:
        return None
    try:
        tree = _parsed(data.decode())
    except (UnicodeDecodeError, TemplateSyntaxError):
        return None
    found = frozenset(block.name for block in tree.find_all(nodes.Block))
    parent = next(tree.find_all(nodes.Extends), None)
    if parent is None:
        return found
    if not isinstance(parent.template, nodes.Const):
        return None
    above = _blocks(str(parent.template.value), own, built_in, (*seen, name))
    return None if above is None else found | above


def _parsed(text: str) -> nodes.Template:
    return _environment().parse(text)


@cache
def _environment() -> Environment:
    return Environment(autoescape=True, extensions=["jinja2.ext.i18n"])


def _imported(tree: nodes.Template) -> set[str]:
    """The names that a template imports, and those of its macros."""
    found = {each.name for each in tree.find_all(nodes.Macro)}
    found |= {each.target for each in tree.find_all(nodes.Import)}
    for each in tree.find_all(nodes.FromImport):
        found |= {name if isinstance(name, str) else name[1] for name in each.names}
    return found


def _asked(tree: nodes.Template) -> set[str]:
    """The names of which a template asks whether they are there, so that it can do without."""
    asked: list[nodes.Expr | None]
    asked = [each.node for each in tree.find_all(nodes.Test) if each.name in _TESTS]
    asked += [each.node for each in tree.find_all(nodes.Filter) if each.name in _DEFAULTS]
    found: set[str] = set()
    for node in asked:
        if isinstance(node, nodes.Name):
            found.add(node.name)
        elif isinstance(node, nodes.Getattr):
            found.add(node.attr)
    return found


_TESTS = frozenset({"defined", "undefined"})
_DEFAULTS = frozenset({"default", "d"})


def _target(target: nodes.Node, kind: Any) -> dict[str, Any]:
    if isinstance(target, nodes.Name):
        return {target.name: kind}
    return {each.name: Any for each in target.find_all(nodes.Name)}


@cache
def _types(kind: Any) -> dict[str, Any]:
    return {each.name: each.type for each in fields(kind)}


def _field(kind: Any, name: str) -> Any:
    kind = _plain(kind)
    if _is_view(kind):
        return _types(kind).get(name, Any)
    # A key of a dictionary can be written as an attribute.
    return _item(kind) if get_origin(kind) is dict else Any


def _plain(kind: Any) -> Any:
    """A type without None: templates ask first whether there is anything."""
    if get_origin(kind) in {Union, UnionType}:
        some = [each for each in get_args(kind) if each is not NoneType]
        return some[0] if len(some) == 1 else Any
    return kind


def _item(kind: Any) -> Any:
    """The type of what a list or dictionary has."""
    kind = _plain(kind)
    if get_origin(kind) is dict:
        return get_args(kind)[1]
    return get_args(kind)[0] if get_origin(kind) is tuple else Any


def _is_view(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Struct)
