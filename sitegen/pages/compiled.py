"""Templates compiled to quicker Python than Jinja2's own, for pages that are made by the thousand.

The language is Jinja2's and so is the result: where the quick code fails in any way, the page is
filled again by Jinja2's own code, which has the last word (docs/decisions/027).
"""

from __future__ import annotations

from inspect import getmembers, isclass
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import Environment, Template
from jinja2.runtime import Context
from markupsafe import escape
from msgspec import Struct

from sitegen.pages import views
from sitegen.pages.shared_parts import SHARED, names_of, with_shared_parts

try:
    # Escapes a `str` and returns a `str`; making each a `Markup` that is joined at once to the
    # others took a third of the time of a page.
    from markupsafe._speedups import _escape_inner as escaped
except ImportError:  # another version of the library

    def escaped(text: str, /) -> str:
        """Return a text without signs of HTML."""
        return str(escape(text))


# Their fields are plain attributes, which need none of Jinja2's search for items.
_VIEWS = frozenset(kind for _, kind in getmembers(views, isclass) if issubclass(kind, Struct))


# Methods of texts that are asked for on every page.
_METHODS = frozenset({"startswith", "endswith"})
# Of each template: some for each date, and for each unit.
_MOST_KEPT = 4096


class QuickEnvironment(Environment):
    """An environment whose templates have the quick code."""

    def __init__(self, **options: Any) -> None:
        self._known: dict[str, Template] = {}
        super().__init__(**options)

    def make_globals(self, own: Any) -> Any:
        """Return the global names of a template in one dictionary, which each page copies.

        They are complete before the first template is loaded.
        """
        return {**self.globals, **(own or {})}

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> Template:  # noqa: A002 - Jinja2's name
        """Return a template, the same one each time: its source never changes."""
        if globals is not None or type(name) is not str:
            return super().get_template(name, parent, globals)
        known = self._known
        if name not in known:
            known[name] = super().get_template(name, parent)
        return known[name]

    def _generate(self, source: nodes.Template, *names: Any, **options: Any) -> str:
        code: str = super()._generate(with_shared_parts(source), *names, **options)
        # Names that no template has: those of templates get a prefix.
        return f"from {__name__} import _VIEWS, escaped, keep, shown\nkept = {{}}\n{code}"


class _QuickTemplate(Template):
    """A template whose parts are imported without comparing all global names on each page."""

    def _get_default_module(self, ctx: Context | None = None) -> Any:
        # All templates of a theme have the same ones, so each part has one module.
        del ctx
        return super()._get_default_module()


class _Writer(CodeGenerator):
    """Collects the pieces of a page in lists instead of handing each through all generators."""

    def enter_frame(self, frame: Frame) -> None:
        if _is_whole(frame) and frame.buffer is None:
            self.buffer(frame)
        super().enter_frame(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        if _is_whole(frame) and with_python_scope:
            self.writeline(f"yield concat({frame.buffer})")
        super().leave_frame(frame, with_python_scope)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if _is_plain(frame):
            self.write("(escaped(p_1) if type(p_1 := (")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if _is_plain(frame):
            self.write(")) is str else shown(p_1))")
        else:
            super()._output_child_post(node, frame, finalize)

    def visit_If(self, node: nodes.If, frame: Frame) -> None:  # noqa: N802 - Jinja2's name
        names = names_of(node)
        if not names or not _is_plain(frame):
            super().visit_If(node, frame)
            return
        inner = frame.soft()
        values = {name: frame.symbols.ref(name) for name in names}
        key, part = self.temporary_identifier(), self.temporary_identifier()
        self.writeline(f"{key} = ({key!r}, {', '.join(f'id({each})' for each in values.values())})")
        self.writeline(f"if ({part} := kept.get({key})) is None:")
        self.indent()
        self.buffer(inner)
        self.blockvisit(node.body, inner)
        own = "".join(f"{values[name]}, " for name in names if name in SHARED)
        others = "".join(f"{values[name]}, " for name in names if name not in SHARED)
        self.writeline(f"{part} = keep(kept, {key}, ({own}), ({others}), concat({inner.buffer}))")
        self.outdent()
        self.start_write(frame, node)
        self.write(f"{part}[0]")
        self.end_write(frame)

    def visit_Call(  # noqa: N802 - Jinja2's name
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        method = node.node
        if (
            not isinstance(method, nodes.Getattr)
            or method.attr not in _METHODS
            or (node.kwargs or node.dyn_args or node.dyn_kwargs or forward_caller)
        ):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        # Nothing that a template calls by this name wants to know who asks, if it is that of a text.
        self.write(f"(p_3.{method.attr}(")
        self._arguments(node, frame)
        self.write(") if type(p_3 := ")
        self.visit(method.node, frame)
        self.write(f") is str else context.call(environment.getattr(p_3, {method.attr!r}), ")
        self._arguments(node, frame)
        self.write("))")

    def _arguments(self, node: nodes.Call, frame: Frame) -> None:
        for each in node.args:
            self.visit(each, frame)
            self.write(", ")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja2's name
        self.write(f"(p_2.{node.attr} if type(p_2 := ")
        self.visit(node.node, frame)
        self.write(f") in _VIEWS else environment.getattr(p_2, {node.attr!r}))")


QuickEnvironment.code_generator_class = _Writer
QuickEnvironment.template_class = _QuickTemplate


def _is_whole(frame: Frame) -> bool:
    """Whether this is the frame of a whole template or block."""
    return frame.parent is None and (frame.rootlevel or frame.block_frame)


def _is_plain(frame: Frame) -> bool:
    return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile


Part = tuple[str, tuple[object, ...]]


def keep(
    kept: dict[tuple[object, ...], Part],
    key: tuple[object, ...],
    own: tuple[object, ...],
    others: tuple[object, ...],
    text: str,
) -> Part:
    """Return a part of a template with the values that it was made from, kept for other pages.

    `key` says which values these are; as long as they are kept, no other value is at their place.
    `own` are those of the page: if they are no views, which never change, nothing is kept.
    """
    part = text, (own, others)
    if all(type(each) in _VIEWS for each in own):
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[key] = part
    return part


def shown(value: object) -> str:
    """Return any value as HTML, escaped unless it is HTML already."""
    return str(escape(value))
