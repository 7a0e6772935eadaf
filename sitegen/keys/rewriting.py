"""Keys of a file with other values: what is changed is written anew, all else stays byte for byte.

Each change is read again as a build would read it, and refused unless it says exactly what was meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

import yaml

from sitegen.keys.yamltext import Mapping as KeyGroup
from sitegen.keys.yamltext import Node, Scalar, YamlMistakeError, parse_yaml

# What keys say, without their places: a text, a list, or a group by its keys.
Said: TypeAlias = "str | tuple[Said, ...] | dict[str, Said]"
# The way to a value from the top: names of keys, and numbers of items.
Way: TypeAlias = "tuple[str | int, ...]"
# The groups and lists around a value, from the top, each with the step that leads on.
Above: TypeAlias = "list[tuple[yaml.CollectionNode, str | int]]"
# The keys of one file, in bytes: what a profile may have, and more.
LONGEST = 256 * 1024
# A list of words up to this length stands in one line.
_LINE = 90
_STEP = "  "


class NotRewritable(ValueError):  # noqa: N818 - it names the state
    """A change cannot be written into these keys without changing something else."""


def said(node: Node | None) -> Said:
    """Return what a node says; raises NotRewritable for a group that has a key twice."""
    if node is None:
        return {}
    if isinstance(node, Scalar):
        return node.text
    if not isinstance(node, KeyGroup):
        return tuple(said(each) for each in node.items)
    found = {key.text: said(value) for key, value in node.entries}
    if len(found) < len(node.entries):
        raise NotRewritable
    return found


def rewritten(text: str, changes: Mapping[Way, Said | None], order: Sequence[str] = ()) -> str:
    """Return keys with these values; None takes a key away, or an item of a list.

    `text` is YAML alone, with any line ends. A new key goes behind the one that comes before it in
    `order`. Items are taken away from the last one on, and new ones are added at the end. Raises NotRewritable.
    """
    # Items keep their numbers as long as those behind them are treated first.
    steps = sorted(changes.items(), key=lambda each: _rank(each[0], each[1]))
    for way, value in steps:
        text = _checked(text, way, value, order)
    return text


def _rank(way: Way, value: Said | None) -> tuple[int, tuple[int, ...]]:
    gone = value is None and any(isinstance(step, int) for step in way)
    return (int(gone), tuple(-step for step in way if isinstance(step, int)) if gone else ())


def _checked(text: str, way: Way, value: Said | None, order: Sequence[str]) -> str:
    wanted = _with(_read(text), way, value)
    changed = _KeyLines(text, order).changed(way, value)
    if _read(changed) != wanted:
        raise NotRewritable
    return changed


def _read(text: str) -> Said:
    try:
        plain = text.replace("\r\n", "\n").replace("\r", "\n")
        return said(parse_yaml(plain, max_bytes=LONGEST))
    except YamlMistakeError:
        raise NotRewritable from None


def _with(before: Said, way: Way, value: Said | None) -> Said:
    """What is said after a change; a group or list that it empties goes as well."""
    if not way:
        return {} if value is None else value
    step, rest = way[0], way[1:]
    if isinstance(step, int):
        items = list(before) if isinstance(before, tuple) else []
        own = _with(items[step], rest, value) if step < len(items) else _nested(rest, value)
        items[step : step + 1] = [own] if rest and own else [] if value is None else [own]
        return tuple(items)
    group = dict(before) if isinstance(before, dict) else {}
    if rest and value is None and step not in group:
        return before
    inner: Said | None = _with(group.get(step, {}), rest, value) if rest else value
    if inner is None or (rest and not inner):
        group.pop(step, None)
    else:
        group[step] = inner
    return group


def _nested(way: Way, value: Said | None) -> Said:
    found: Said = {} if value is None else value
    for step in reversed(way):
        found = (found,) if isinstance(step, int) else {step: found}
    return found


class _KeyLines:
    """Keys as lines, with the nodes that libyaml sees in them."""

    def __init__(self, text: str, order: Sequence[str]) -> None:
        self.end = "\r\n" if "\r\n" in text else "\n"
        self.lines = text.splitlines(keepends=True) if text.isascii() else _lines(text)
        self.order = order
        plain = "".join(line.rstrip("\r\n") + "\n" for line in self.lines)
        try:
            self.root = yaml.compose(plain, Loader=yaml.CSafeLoader)
        except yaml.YAMLError:
            raise NotRewritable from None

    def changed(self, way: Way, value: Said | None) -> str:
        if self.root is None:
            if value is not None:
                self.add(len(self.lines), block(str(way[0]), _nested(way[1:], value), ""))
            return "".join(self.lines)
        node: yaml.Node = self.root
        above: Above = []
        for at, step in enumerate(way):
            child = _child(node, step)
            if child is None:
                if value is not None:
                    self.insert(node, above, step, _nested(way[at + 1 :], value))
                return "".join(self.lines)
            if isinstance(node, yaml.CollectionNode):
                above.append((node, step))
            node = child
        if value is None:
            self.remove(above)
        else:
            self.replace(node, above, value)
        return "".join(self.lines)

    def replace(self, node: yaml.Node, above: Above, value: Said) -> None:
        flow = any(each.flow_style for each, _ in above)
        inner = _indent(above) + _STEP
        first = (node.start_mark.line, node.start_mark.column)
        if isinstance(value, str):
            style = node.style if isinstance(node, yaml.ScalarNode) else None
            written = scalar(value, style=style, flow=flow, indent="" if flow else inner)
        elif flow or (isinstance(node, yaml.CollectionNode) and node.flow_style):
            written = _flow(value)
        else:
            # From the sign behind the key on: a list below it has its own lines.
            key = _key(above)
            lines = block("x", value, _indent(above))
            head = lines[0].partition(":")[2]
            first = (key.end_mark.line, key.end_mark.column + 1) if key else first
            written = self.end.join((head, *lines[1:]))
            self.cut(first, _end(node), written)
            return
        if first == _end(node) and self.lines[first[0]][: first[1]].endswith(":"):
            written = f" {written}"
        last = _end(node)
        if (
            not last[1] and last[0] > first[0]
        ):  # a text of several lines ends with its last line end
            written += "\n"
        self.cut(first, last, written.replace("\n", self.end))

    def insert(
        self,
        parent: yaml.Node,
        above: Above,
        step: str | int,
        value: Said,
    ) -> None:
        flow = any(each.flow_style for each, _ in above) or (
            isinstance(parent, yaml.CollectionNode) and parent.flow_style
        )
        if not isinstance(parent, yaml.CollectionNode) or flow or not parent.value:
            self._around(parent, above, step, value)
            return
        if isinstance(step, int):
            indent = " " * parent.start_mark.column
            self.add(_last(parent) + 1, item(value, indent))
            return
        known = [key.value for key, _ in parent.value]
        before = self._before(known, step) if parent is self.root else known[-1]
        indent = " " * parent.value[0][0].start_mark.column
        line = (
            parent.value[0][0].start_mark.line if before is None else self._behind(parent, before)
        )
        self.add(line, block(step, value, indent))

    def _around(
        self,
        parent: yaml.Node,
        above: Above,
        step: str | int,
        value: Said,
    ) -> None:
        """Write a group or list in one line anew, with something more in it."""
        if isinstance(parent, yaml.ScalarNode) and parent.value.strip() not in {"", "~", "null"}:
            raise NotRewritable
        whole = _with(_plain(parent), (step,), value)
        self.replace(parent, above, whole)

    def _before(self, known: list[str], key: str) -> str | None:
        """The key behind which a new one goes: the last of those that the order has before it."""
        if key not in self.order:
            return known[-1]
        earlier = self.order[: self.order.index(key)]
        return next((each for each in reversed(known) if each in earlier), None)

    def _behind(self, parent: yaml.CollectionNode, key: str) -> int:
        own, found = next(pair for pair in parent.value if pair[0].value == key)
        line: int = own.start_mark.line
        return max(_last(found), line) + 1

    def remove(self, above: Above) -> None:
        parent, step = above[-1]
        if len(parent.value) == 1 and len(above) > 1:
            self.remove(above[:-1])
            return
        outer = next((i for i, (each, _) in enumerate(above) if each.flow_style), None)
        if outer is not None:
            rest = _with(_plain(above[outer][0]), tuple(s for _, s in above[outer:]), None)
            self.replace(above[outer][0], above[:outer], rest)
            return
        if isinstance(step, int):
            own = parent.value[step]
            start = own.start_mark.line
            while not self.lines[start][parent.start_mark.column :].startswith("-"):
                start -= 1
            del self.lines[start : _last(own) + 1]
            return
        at = next(i for i, (key, _) in enumerate(parent.value) if key.value == step)
        key, value = parent.value[at]
        column, line = key.start_mark.column, key.start_mark.line
        if self.lines[line][:column].strip():  # the first key of an item: its hyphen stays
            following = parent.value[at + 1][0].start_mark
            self.cut((line, column), (following.line, following.column), "")
            return
        del self.lines[line : max(_last(value), line) + 1]

    def cut(self, first: tuple[int, int], end: tuple[int, int], written: str) -> None:
        """Write something in place of what stands between two places."""
        (top, left), (bottom, right) = first, end
        behind = self.lines[bottom][right:] if bottom < len(self.lines) else ""
        if not behind.strip("\r\n") and written.endswith(self.end):
            behind = ""
        self.lines[top : bottom + 1] = [self.lines[top][:left] + written + behind]

    def add(self, at: int, lines: list[str]) -> None:
        if at and at <= len(self.lines) and not self.lines[at - 1].endswith(("\n", "\r")):
            self.lines[at - 1] += self.end
        self.lines[at:at] = [
            "".join(part + self.end for part in line.split("\n")) for line in lines
        ]


def _lines(text: str) -> list[str]:
    """The lines as editors count them: other signs that Python takes for ends are none."""
    found, start = [], 0
    while start < len(text):
        ends = [at for at in (text.find("\n", start), text.find("\r", start)) if at >= 0]
        at = min(ends, default=len(text) - 1)
        at += text[at : at + 2] == "\r\n"
        found.append(text[start : at + 1])
        start = at + 1
    return found


def _child(node: yaml.Node, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        found: yaml.Node | None = node.value[step] if step < len(node.value) else None
        return found
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    return None


def _key(above: Above) -> yaml.Node | None:
    parent, step = above[-1]
    if isinstance(parent, yaml.MappingNode):
        found: yaml.Node = next(key for key, _ in parent.value if key.value == step)
        return found
    return None


def _indent(above: Above) -> str:
    key = _key(above)
    return " " * (key.start_mark.column if key else above[-1][0].start_mark.column)


def _plain(node: yaml.Node) -> Said:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return tuple(map(_plain, node.value))
    return str(node.value)


def _end(node: yaml.Node) -> tuple[int, int]:
    """Where a value ends; a group or list of several lines ends with its last value."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return node.end_mark.line, node.end_mark.column


def _last(node: yaml.Node) -> int:
    """The last line of a value."""
    line, column = _end(node)
    folded = getattr(node, "style", None)
    leaf = node
    while isinstance(leaf, yaml.CollectionNode) and not leaf.flow_style and leaf.value:
        last = leaf.value[-1]
        leaf = last[1] if isinstance(last, tuple) else last
        folded = getattr(leaf, "style", None)
    return line - 1 if folded in {"|", ">"} and not column else line


def scalar(text: str, *, style: str | None = None, flow: bool = False, indent: str = "") -> str:
    """Return a text as a value that is read as this text: in its former quotes if it had some.

    With `indent`, a text of several lines stands below its key. Raises NotRewritable.
    """
    if "\n" in text and indent:
        lines = "\n".join(f"{indent}{line}" if line else "" for line in text.split("\n"))
        return _first((f"|-\n{lines}",), text, lambda written: f"x: {written}")
    single = "'" + text.replace("'", "''") + "'"
    double = '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    tried = [text, double, single] if '"' not in text else [text, single, double]
    if style in {'"', "'"}:
        tried = [double, single, text] if style == '"' else [single, double, text]
    form: Callable[[str], str] = (
        (lambda written: f"x: [{written}, {written}]")
        if flow
        else (lambda written: f"x: {written}")
    )
    return _first(tried, text, form)


def _first(tried: Sequence[str], text: str, form: Callable[[str], str]) -> str:
    """The first way of writing a text that reads as that text, and as nothing beside it."""
    for written in tried:
        try:
            node = parse_yaml(form(written))
        except YamlMistakeError:
            continue
        found = (
            node.entries[0][1] if isinstance(node, KeyGroup) and len(node.entries) == 1 else None
        )
        items = (found,) if isinstance(found, Scalar) else getattr(found, "items", ())
        if len(items) == 1 + form(written).startswith("x: [") and all(
            isinstance(each, Scalar) and each.text == text and not each.remark for each in items
        ):
            return written
    raise NotRewritable


def _flow(value: Said) -> str:
    if isinstance(value, str):
        return scalar(value, flow=True) if value else '""'
    if isinstance(value, tuple):
        return f"[{', '.join(map(_flow, value))}]"
    return f"{{{', '.join(f'{key}: {_flow(each)}' for key, each in value.items())}}}"


def block(key: str, value: Said, indent: str) -> list[str]:
    """Return the lines of a key with its value."""
    if isinstance(value, str):
        return [f"{indent}{key}: {scalar(value, indent=indent + _STEP)}"]
    if isinstance(value, dict):
        return [f"{indent}{key}:", *_group(value, indent + _STEP)]
    if all(isinstance(each, str) for each in value):
        line = f"{indent}{key}: {_flow(value)}"
        if len(line) <= _LINE and '"' not in line:
            return [line]
    return [f"{indent}{key}:", *(line for each in value for line in item(each, indent + _STEP))]


def item(value: Said, indent: str) -> list[str]:
    """Return the lines of an item of a list."""
    if isinstance(value, str):
        return [f"{indent}- {scalar(value)}"]
    if isinstance(value, tuple):
        return [f"{indent}- {_flow(value)}"]
    lines = list(_group(value, indent + _STEP))
    return (
        [f"{indent}- {lines[0][len(indent) + 2 :]}", *lines[1:]] if lines else [f"{indent}- {{}}"]
    )


def _group(value: Mapping[str, Said], indent: str) -> Iterator[str]:
    for key, each in value.items():
        yield from block(key, each, indent)
