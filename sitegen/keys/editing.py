"""A file taken apart so that its keys can be changed, and put together again: all else stays byte for byte."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from sitegen.keys.definition import Field
from sitegen.keys.frontmatter import Document, decode, split
from sitegen.keys.rewriting import LONGEST, NotRewritable, Said, Way, rewritten, said
from sitegen.keys.yamltext import YamlMistakeError, parse_yaml
from sitegen.model.roles import role

_TEXTS = frozenset({"report", "page"})


class OpenedFile(Struct, frozen=True, kw_only=True):
    """A file as it can be edited: the lines before its keys, the keys, those up to its text, the text.

    `said` is what its keys say. Line ends are the file's own.
    """

    before: str = ""
    keys: str = ""
    between: str = ""
    body: str = ""
    said: Said = {}

    @property
    def end(self) -> str:
        """The line end of the file."""
        return "\r\n" if "\r\n" in f"{self.before}{self.keys}{self.body}" else "\n"


def opened(data: bytes, path: str) -> OpenedFile:
    """Return a text, or a file of keys, taken apart; raises NotRewritable if it cannot be edited."""
    text = decode(data, path)
    if not isinstance(text, str):
        raise NotRewritable
    whole = data.decode("utf-8")
    if role(path) not in _TEXTS:
        mark = "\ufeff" if whole.startswith("\ufeff") else ""
        keys = whole.removeprefix(mark)
        return OpenedFile(before=mark, keys=keys, said=_said(keys))
    document = split(text, path)
    if not isinstance(document, Document) or document.mistakes:
        raise NotRewritable
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", whole)
    if document.body_line == 1:
        return OpenedFile(body=whole)
    at = document.body_line - 1
    keys = "".join(lines[1 : at - 1])
    return OpenedFile(
        before=lines[0],
        keys=keys,
        between=lines[at - 1],
        body="".join(lines[at:]),
        said=_said(keys),
    )


def _said(keys: str) -> Said:
    plain = keys.replace("\r\n", "\n").replace("\r", "\n")
    try:
        return said(parse_yaml(plain, max_bytes=LONGEST))
    except YamlMistakeError:
        raise NotRewritable from None


def with_changes(
    file: OpenedFile,
    path: str,
    changes: Mapping[Way, Said | None],
    order: Sequence[str],
    body: str | None = None,
) -> bytes:
    """Return a file with other values of its keys, None for those that go, and with `body` as its text.

    A new key goes where `order` has it. Raises NotRewritable.
    """
    try:
        keys = rewritten(file.keys, changes, order) if changes else file.keys
    except (IndexError, TypeError, AttributeError):
        raise NotRewritable from None
    text = file.body
    if body is not None:
        lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        text = file.end.join(lines)
        if text and not text.endswith(file.end):
            text += file.end
    before, between = file.before, file.between
    if keys and not before and role(path) in _TEXTS:
        before = between = f"---{file.end}"
    return f"{before}{keys}{between}{text}".encode()


def word_of(said: Mapping[str, Said], item: Field) -> str:
    """Return the word under which a file has a key, its first name if it has none."""
    words = {word.casefold() for word in (item.key, *item.aliases)}
    return next((key for key in said if key.strip().casefold() in words), item.key)
