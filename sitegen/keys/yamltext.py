"""YAML as text with positions: every scalar stays the string that the author typed.

Only the part of YAML that people write by hand is accepted: no anchors, aliases, tags or merge
keys. A repeated key stays, for whoever reads its values. `yaml.safe_load` would read `rt: 010` as 8 and the key `no` as False.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml
from msgspec import Struct

from sitegen.i18n import N_

MAX_DEPTH = 6
MAX_BYTES = 16 * 1024
_PLAIN_TAGS = frozenset({None, "!"})
# libyaml's messages for the most common mistakes, and the codes that explain them.
_COMMON = {
    "mapping values are not allowed in this context": "F017",
    "found character that cannot start any token": "F018",
    "could not find expected ':'": "F019",
    "did not find expected key": "F019",
    "found a tab character that violates indentation": "F018",
    "did not find expected alphabetic or numeric character": "F013",
}
_UNCLOSED = N_("a quotation mark is not closed")
_ESCAPED = N_("in double quotes a backslash begins a special sign, and this one does not exist")
_MISPLACED = N_("a sign with a special meaning stands in a place where it cannot")
# Its messages for mistakes without a code of their own, reworded for authors.
_PLAIN_WORDS = {
    "did not find expected ',' or ']'": N_("a list that begins with `[` has no `]` at its end"),
    "did not find expected ',' or '}'": N_("a group in braces has no brace at its end"),
    "found unexpected end of stream": _UNCLOSED,
    "found unexpected document indicator": _UNCLOSED,
    "did not find expected '-' indicator": N_("the line begins further to the left than its list"),
    "block sequence entries are not allowed in this context": N_(
        "a value begins with a hyphen and a space"
    ),
    "did not find expected node content": N_("a value is missing, or a bracket is not closed"),
    "found unknown escape character": _ESCAPED,
    "found invalid Unicode character escape code": _ESCAPED,
    "did not find expected hexdecimal number": _ESCAPED,
    "did not find expected comment or line break": N_(
        "something stands behind `|` or `>`, which begin a text of several lines"
    ),
}
# libyaml notices these only later; its context is where they start.
_NOTICED_LATE = frozenset(
    {
        "could not find expected ':'",
        "did not find expected ',' or ']'",
        "did not find expected ',' or '}'",
        "found unexpected end of stream",
        "found unexpected document indicator",
    }
)
_SLIPPED = N_("the line begins further to the right than the one above it")
_ASKEW = N_("the line begins neither where its group begins nor where the key of the group does")
_KEY_AND_TEXT = re.compile(r"( *(?:- +)*[^\s:'\"\[{][^:]*:) +([^\s\[{].*)")

# No page may hold these; written as they are, libyaml rejects them itself.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_INVISIBLE = N_("a sign that nobody can see is in a text, such as `\\0` in quotes")
# Line ends of YAML that no editor counts as such.
_OTHER_LINE_ENDS = str.maketrans(dict.fromkeys("\x85\u2028\u2029", " "))
# Blanks that look like a space, and marks that nobody sees: they come with pasted text.
_BLANKS = "\u00a0\u2007\u202f\u3000"
_UNSEEN = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_PASTED = re.compile(f"[\x85\u2028\u2029{_BLANKS}{_UNSEEN}]")
_LINE_START = re.compile(f"^[ {_BLANKS}{_UNSEEN}]+", re.MULTILINE)
_BEFORE_VALUE = re.compile(
    rf"^( *(?:-[ {_BLANKS}]+)*[^\W\d][\w-]*:)([ {_BLANKS}{_UNSEEN}]+)", re.MULTILINE
)
_EDGES = re.compile(f"^[{_BLANKS}{_UNSEEN}]+|[{_BLANKS}{_UNSEEN}]+$")
NULLS = frozenset({"~", "null", "Null", "NULL"})


class Scalar(Struct, frozen=True):
    """A text value; `line` and `column` count from 1 in the whole file.

    `remark` means that the line was cut off at a ` #`.
    """

    text: str
    line: int
    column: int
    remark: bool = False


class Sequence(Struct, frozen=True):
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


class Mapping(Struct, frozen=True):
    """Keys with their values, in the author's order; one that stands twice is there twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int

    def get(self, key: str) -> Node | None:
        """Return the first value of `key`, or None."""
        return next((value for name, value in self.entries if name.text == key), None)


Node = Scalar | Sequence | Mapping


class YamlMistakeError(ValueError):
    """The text is not YAML as accepted here; carries a problem code, its place and params."""

    def __init__(
        self,
        message: str = "",
        *,
        code: str = "F001",
        line: int = 0,
        column: int = 0,
        params: tuple[tuple[str, str], ...] = (),
    ) -> None:
        super().__init__(message)
        self.code = code
        self.line = line
        self.column = column
        self.params = params


def parse_yaml(text: str, *, first_line: int = 1, max_bytes: int = MAX_BYTES) -> Node | None:
    """Return the document in `text` with positions, or None if it is empty.

    `first_line` is the line of the file on which `text` starts. Raises only YamlMistakeError,
    whatever the input.
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > max_bytes:
        raise YamlMistakeError(
            code="F014",
            line=first_line,
            column=1,
            params=(("size", str(-(-size // 1024))), ("limit", str(max_bytes // 1024))),
        )
    try:
        text = _as_typed(text)
        events = yaml.parse(text, Loader=yaml.CSafeLoader)
        return _Builder(events, first_line, text).document()
    except yaml.MarkedYAMLError as error:
        raise _explained(error, text, first_line) from None
    except (yaml.YAMLError, UnicodeError, ValueError) as error:
        if isinstance(error, YamlMistakeError):
            raise
        # Control characters are the only ones that libyaml rejects without a position.
        sign = getattr(error, "character", None)
        before = text.partition(chr(sign))[0] if isinstance(sign, int) and sign >= 0 else ""
        raise YamlMistakeError(
            code="F001",
            line=first_line + before.count("\n"),
            column=len(before) - (before.rfind("\n") + 1) + 1,
            params=(("reason", _INVISIBLE),),
        ) from None


def without_unseen_edges(text: str) -> str:
    """Return the text without marks that nobody sees, and odd blanks, at its ends."""
    return text if text.isascii() else _EDGES.sub("", text)


def _as_typed(text: str) -> str:
    """The text without signs that come with pasted words and that its author cannot see.

    Blanks that look like a space are one at the start of a line and before a value; all else keeps
    its column.
    """
    if not _PASTED.search(text):
        return text
    text = _LINE_START.sub(_as_spaces, text.translate(_OTHER_LINE_ENDS))
    return _BEFORE_VALUE.sub(lambda m: _as_spaces(m) if m[2].strip(" ") else m[0], text)


def _as_spaces(match: re.Match[str]) -> str:
    """The blanks of a match as spaces; what nobody sees is left out at the start of a line."""
    found = match[0]
    if ":" in found:
        key, _, rest = found.partition(":")
        return f"{re.sub(f'[{_BLANKS}]', ' ', key)}:{' ' * len(rest)}"
    return "".join(" " for sign in found if sign == " " or sign in _BLANKS)


def _explained(error: yaml.MarkedYAMLError, text: str, first_line: int) -> YamlMistakeError:
    problem = error.problem or error.context or "?"
    code = _COMMON.get(problem, "F001")
    params: tuple[tuple[str, str], ...]
    mark = error.problem_mark or error.context_mark
    if problem in _NOTICED_LATE or code == "F013":
        mark = error.context_mark or mark
    if mark is None:
        params = (("reason", _PLAIN_WORDS.get(problem, _MISPLACED)),)
        return YamlMistakeError(code=code, line=first_line, column=1, params=params)
    lines = text.split("\n")
    row, column = mark.line, mark.column
    line = (*lines[row : row + 1], "")[0]
    params = (("reason", _PLAIN_WORDS.get(problem, _MISPLACED)),)
    if code == "F013":
        params = (("found", line[column:].partition(" ")[0] or "?"),)
    elif code == "F017" and ":" not in line[:column]:
        # The line continues the one above: it is indented, or that one is not a key.
        column = len(line) - len(line.lstrip())
        code, row = ("F001", row) if column else ("F019", max(row - 1, 0))
        params = (("reason", _SLIPPED),)
    elif problem == "did not find expected key" and line[:column].isspace():
        code, params = "F001", (("reason", _ASKEW),)
    elif problem == "did not find expected key" and line[:column].count('"') % 2:
        code, params = "F001", (("reason", _UNCLOSED),)
    elif code == "F017" or (problem == "did not find expected key" and in_quotes(line)):
        code, params = "F017", ()
    return YamlMistakeError(code=code, line=row + first_line, column=column + 1, params=params)


def in_quotes(line: str) -> str:
    """Return a key's line with its whole text in quotes, "" if it is not a key with a text.

    Quotes around a text that has the same sign within are taken for those that were meant.
    """
    found = _KEY_AND_TEXT.fullmatch(line.rstrip())
    if found is None:
        return ""
    key, text = found.groups()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    return f"{key} {quoted(text)}"


def quoted(text: str) -> str:
    """Return a text in the quotes in which it stays as it is."""
    if set(text) & {'"', "\\"}:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


class _Builder:
    """Turns parser events into nodes; one instance per document."""

    def __init__(self, events: Iterator[yaml.Event], first_line: int, text: str) -> None:
        self._events = events
        self._offset = first_line
        self._lines = text.split("\n") if "#" in text else []

    def document(self) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._mistake("F016", event)
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, 1)
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self._refuse_cleverness(event)
        line, column = self._place(event)
        if isinstance(event, yaml.ScalarEvent):
            text = event.value
            if event.implicit[0] and text in NULLS:
                text = ""
            if _CONTROL.search(text):
                raise self._mistake("F001", event, reason=_INVISIBLE)
            return Scalar(text, line, column, bool(self._lines) and self._remark(event))
        if depth > MAX_DEPTH:
            raise self._mistake("F015", event, limit=str(MAX_DEPTH))
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._items(depth)), line, column)
        return Mapping(tuple(self._entries(depth)), line, column)

    def _remark(self, event: yaml.ScalarEvent) -> bool:
        end = event.end_mark
        if event.style or end is None or end.line >= len(self._lines):
            return False
        rest = self._lines[end.line][end.column :]
        return rest[:1].isspace() and rest.lstrip().startswith("#")

    def _items(self, depth: int) -> Iterator[Node]:
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event, depth + 1)

    def _entries(self, depth: int) -> Iterator[tuple[Scalar, Node]]:
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                return
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise self._mistake("F012", event, key="?")
            if key.text == "<<":
                raise self._mistake("F013", event, found="<<")
            yield key, self._node(next(self._events), depth + 1)

    def _refuse_cleverness(self, event: yaml.Event) -> None:
        anchor = getattr(event, "anchor", None)
        if anchor:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            raise self._mistake("F013", event, found=f"{sign}{anchor}")
        tag = getattr(event, "tag", None)
        if tag not in _PLAIN_TAGS:
            raise self._mistake("F013", event, found=str(tag))

    def _place(self, event: yaml.Event) -> tuple[int, int]:
        mark = event.start_mark
        if mark is None:
            return self._offset, 1
        return mark.line + self._offset, mark.column + 1

    def _mistake(self, code: str, event: yaml.Event, **params: str) -> YamlMistakeError:
        line, column = self._place(event)
        return YamlMistakeError(code=code, line=line, column=column, params=tuple(params.items()))
