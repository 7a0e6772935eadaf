"""A Markdown file as people save it, split into its front matter and its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from sitegen.keys.plainyaml import parse_plain
from sitegen.keys.yamlslips import YamlReading, read_yaml
from sitegen.keys.yamltext import Mapping, YamlMistakeError, without_unseen_edges
from sitegen.model import Problem, Where

MAX_BYTES = 256 * 1024
# How many characters of a line a message shows.
MAX_EXCERPT = 160
_CONFLICT = ("<<<<<<< ", ">>>>>>> ")
_FENCE = "---"
# What stands where `---` should: more or fewer hyphens, and the dashes into which Word makes them.
_LIKE_FENCE = re.compile("-{2,}|[\u2010-\u2015\u2212\u2500\u2e3a\u2e3b\ufe58\ufe63\uff0d_=-]+")
_KEY_LINE = re.compile(r"[A-Za-z][\w-]{0,39}\s*:(?:\s|$)")
_OF_KEYS = re.compile(r"[A-Za-z][\w-]{0,39}\s*:(?:\s|$)|\s+\S|-\s|#")


class Document(Struct, frozen=True, kw_only=True):
    """A Markdown file: `lines` are all its lines; the text `body` starts on line `body_line`.

    `mistakes` are slips in how its keys are written; then `mapping` has the keys as they were
    probably meant, some of which may be missing if it is not `whole`.
    """

    path: str
    mapping: Mapping
    body: str
    body_line: int
    lines: tuple[str, ...]
    mistakes: tuple[Problem, ...] = ()
    whole: bool = True

    def problem(
        self, code: str, line: int, column: int, key: str = "", /, **params: str
    ) -> Problem:
        """Return a problem at a place of the file, or with the value of a key there, with its line."""
        where = Where(path=self.path, line=line, column=column, field=key)
        return Problem.of(code, where, excerpt(self.lines, line), **params)


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


def split(text: str, path: str, known: frozenset[str] = frozenset()) -> Document | Problem:
    """Return the document in `text`, or the problem with its front matter.

    A file without front matter is a document with no keys: what it lacks is reported later, key by
    key. `known` are the keys that the file may have.
    """
    lines = tuple(text.split("\n"))
    opened = without_unseen_edges(lines[0]).strip()
    if opened != _FENCE and not (_LIKE_FENCE.fullmatch(opened) and _begins_keys(lines)):
        return Document(path=path, mapping=Mapping((), 1, 1), body=text, body_line=1, lines=lines)
    end, body_at, mistakes = _closed(lines, path)
    if opened != _FENCE:
        mistakes = (_odd_fence(lines, 1, path), *mistakes)
    keys = "\n".join(lines[1:end])
    plain = parse_plain(keys, 2)
    reading = (
        YamlReading(root=plain) if plain else read_yaml(keys + "\n", first_line=2, known=known)
    )
    mistakes += tuple(mistake_problem(slip, path, lines) for slip in reading.slips)
    node = reading.root
    if node is None:
        node = Mapping((), 1, 1)
    if not isinstance(node, Mapping):
        where = Where(path=path, line=node.line, column=node.column)
        return Problem.of("F026", where, excerpt=excerpt(lines, node.line))
    return Document(
        path=path,
        mapping=node,
        body="\n".join(lines[body_at:]),
        body_line=body_at + 1,
        lines=lines,
        mistakes=mistakes,
        whole=not reading.dropped,
    )


def _begins_keys(lines: Sequence[str]) -> bool:
    """Whether the first line with words, below line 1, is a key."""
    first = next((line for line in lines[1:] if line.strip()), "")
    return bool(_KEY_LINE.match(first))


def _closed(lines: Sequence[str], path: str) -> tuple[int, int, tuple[Problem, ...]]:
    """The index of the line behind the keys, that of the first of the text, and what is wrong."""
    for at, line in enumerate(lines[1:], start=1):
        if line.rstrip() in {_FENCE, "..."} or without_unseen_edges(line) == _FENCE:
            return at, at + 1, ()
    last = 0
    for at, line in enumerate(lines[1:], start=1):
        if _LIKE_FENCE.fullmatch(without_unseen_edges(line).rstrip()):
            return at, at + 1, (_odd_fence(lines, at + 1, path),)
        if line.strip() and not _OF_KEYS.match(line):
            break
        last = at if line.strip() else last
    where = Where(path=path, line=last + 1, column=1)
    found = Problem.of("F025", where, excerpt=excerpt(lines, last + 1), below=_FENCE)
    return last + 1, last + 1, (found,)


def _odd_fence(lines: Sequence[str], line: int, path: str) -> Problem:
    found = lines[line - 1].strip()
    where = Where(path=path, line=line, column=1)
    return Problem.of(
        "F033", where, excerpt=excerpt(lines, line), found=found[:MAX_EXCERPT], line=_FENCE
    )
