"""A Markdown file as people save it, split into its front matter and its text."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sitegen.keys.plainyaml import parse_plain
from sitegen.keys.yamltext import Mapping, YamlMistakeError, parse_yaml
from sitegen.model import Problem, Where

MAX_BYTES = 256 * 1024
# How many characters of a line a message shows.
MAX_EXCERPT = 160
_CONFLICT = ("<<<<<<< ", ">>>>>>> ")


class Document(Struct, frozen=True, kw_only=True):
    """A Markdown file: `lines` are all its lines; the text `body` starts on line `body_line`."""

    path: str
    mapping: Mapping
    body: str
    body_line: int
    lines: tuple[str, ...]


def decode(data: bytes, path: str, *, max_bytes: int = MAX_BYTES) -> str | Problem:
    """Return the text of a UTF-8 file with LF line endings, or the problem with it."""
    if len(data) > max_bytes:
        return oversized(path, len(data), max_bytes)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        return Problem.of("F002", Where(path=path, line=line, column=column))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    conflict = any(sign in text for sign in _CONFLICT)
    for number, line_text in enumerate(text.split("\n") if conflict else (), start=1):
        if line_text.startswith(_CONFLICT):
            where = Where(path=path, line=number, column=1)
            return Problem.of("F024", where, excerpt=line_text[:80], found=line_text[:40])
    return text


def oversized(path: str, size: int, limit: int) -> Problem:
    """Return the problem for a text of `size` bytes that exceeds `limit`."""
    return Problem.of("M001", path, size=str(-(-size // 1024)), limit=str(limit // 1024))


def excerpt(lines: Sequence[str], line: int) -> str:
    """Return line number `line` as shown in messages, "" if there is none.

    YAML counts U+2028 and the like as line ends, so its line numbers may exceed the last one.
    """
    return lines[line - 1][:MAX_EXCERPT] if 0 < line <= len(lines) else ""


def mistake_problem(mistake: YamlMistakeError, path: str, lines: Sequence[str]) -> Problem:
    """Return the problem for a text that is not YAML, with the line where it shows."""
    return Problem(
        code=mistake.code,
        where=Where(path=path, line=mistake.line, column=mistake.column),
        params=mistake.params,
        excerpt=excerpt(lines, mistake.line),
    )


def split(text: str, path: str) -> Document | Problem:
    """Return the document in `text`, or the problem with its front matter.

    A file without front matter is a document with no keys: what it lacks is reported later, key by
    key.
    """
    lines = tuple(text.split("\n"))
    if not lines or lines[0].rstrip() != "---":
        return Document(path=path, mapping=Mapping((), 1, 1), body=text, body_line=1, lines=lines)
    end = next(
        (n for n, line in enumerate(lines[1:], start=1) if line.rstrip() in {"---", "..."}),
        None,
    )
    if end is None:
        return Problem.of("F025", Where(path=path, line=1, column=1), excerpt=lines[0])
    try:
        keys = "\n".join(lines[1:end])
        node = parse_plain(keys, 2) or parse_yaml(keys + "\n", first_line=2)
    except YamlMistakeError as mistake:
        return mistake_problem(mistake, path, lines)
    if node is None:
        node = Mapping((), 1, 1)
    if not isinstance(node, Mapping):
        where = Where(path=path, line=node.line, column=node.column)
        return Problem.of("F026", where, excerpt=excerpt(lines, node.line))
    return Document(
        path=path,
        mapping=node,
        body="\n".join(lines[end + 1 :]),
        body_line=end + 2,
        lines=lines,
    )
