"""Parts of templates that say the same on many pages, found in the template itself.

What looks only at the city or at a unit (`site`, `unit`), and at what the template imports, says the same
as long as these are the same values. Whatever may look elsewhere is no such part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinja2 import nodes

# Names of values that many pages share.
SHARED = frozenset({"site", "unit"})
_FUNCTIONS = frozenset({"asset", "_"})
_FILTERS = frozenset({"length", "lower", "upper", "e", "escape"})
_PLAIN = (
    nodes.TemplateData,
    nodes.Const,
    nodes.Getattr,
    nodes.Compare,
    nodes.Operand,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.CondExpr,
    nodes.Concat,
    nodes.Keyword,
    nodes.Output,
    nodes.If,
)
# A part must spare more than it costs to look it up: so many values.
_FEWEST = 2
# Jinja2 allows no kinds of nodes besides its own: a part is a condition that always holds, and says of what.
_MARK = "shared_by"


def with_shared_parts(template: nodes.Template) -> nodes.Template:
    """Return the template with each part that many pages share marked by `names_of`; the same tree."""
    imported = {
        name if isinstance(name, str) else name[1]
        for each in template.body
        if isinstance(each, nodes.FromImport) and not each.with_context
        for name in each.names
    }
    free = SHARED | _FUNCTIONS | imported
    for block in template.find_all(nodes.Block):
        block.body = _joined(_marked(block.body, free))
    if template.find(nodes.Extends) is None:
        template.body = _joined(_marked(template.body, free))
    return template


def names_of(node: nodes.If) -> tuple[str, ...]:
    """Return the names that a part which is shared depends on; none for any other node."""
    found: tuple[str, ...] = getattr(node, _MARK, ())
    return found


def _marked(body: Iterable[nodes.Node], free: frozenset[str]) -> Iterator[nodes.Node]:
    """The pieces of a body, those that are shared put together."""
    run: list[nodes.Node] = []
    for piece in _pieces(body):
        if _is_shared(piece, free):
            run.append(piece)
            continue
        yield from _together(run)
        run = []
        yield piece
    yield from _together(run)


def _pieces(body: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    for node in body:
        if isinstance(node, nodes.Output):
            yield from (nodes.Output([each], lineno=node.lineno) for each in node.nodes)
        else:
            yield node


def _joined(body: Iterable[nodes.Node]) -> list[nodes.Node]:
    """The body with pieces of output that stand side by side in one, which is quicker to fill."""
    found: list[nodes.Node] = []
    for node in body:
        last = found[-1] if found else None
        if isinstance(node, nodes.Output) and isinstance(last, nodes.Output):
            found[-1] = nodes.Output([*last.nodes, *node.nodes], lineno=last.lineno)
        else:
            found.append(node)
    return found


def _together(run: list[nodes.Node]) -> Iterator[nodes.Node]:
    whole = nodes.Scope(_joined(run))
    names = [(each.name, each.ctx) for each in whole.find_all(nodes.Name)]
    loaded = {name for name, use in names if use == "load"}
    if len(names) < _FEWEST or not loaded & SHARED:
        yield from run
        return
    part = nodes.If(nodes.Const(True), whole.body, [], [], lineno=run[0].lineno)
    bound = {name for name, use in names if use == "store"} | {"loop"}
    setattr(part, _MARK, tuple(sorted(loaded - bound)))
    yield part


def _is_shared(node: nodes.Node, free: frozenset[str]) -> bool:
    """Whether a piece looks at nothing but these names and what it binds itself."""
    if isinstance(node, nodes.Name):
        return node.name in free
    if isinstance(node, nodes.Call):
        # A method may be that of anything.
        plain = isinstance(node.node, nodes.Name) and node.node.name not in SHARED
        if not plain or node.dyn_args or node.dyn_kwargs:
            return False
    elif isinstance(node, nodes.Filter):
        if node.name not in _FILTERS:
            return False
    elif isinstance(node, nodes.For):
        return _is_shared_loop(node, free)
    elif not isinstance(node, _PLAIN):
        return False
    return all(_is_shared(child, free) for child in node.iter_child_nodes())


def _is_shared_loop(node: nodes.For, free: frozenset[str]) -> bool:
    if node.recursive or not isinstance(node.target, nodes.Name):
        return False
    bound = node.target.name
    if bound in free:
        return False
    inner = free | {bound, "loop"}
    parts = (*node.body, *node.else_, *((node.test,) if node.test else ()))
    return _is_shared(node.iter, free) and all(_is_shared(each, inner) for each in parts)
