"""The YAML that nearly all front matter is: a key and a text, a list or a group on each line.

libyaml and the events made of it take five times as long. What has any sign that YAML could read
in another way is none of this, and left to `yamltext`; tests hold the two to the same result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sitegen.keys.yamltext import MAX_BYTES, NULLS, Mapping, Node, Scalar, Sequence

# In UTF-8 no text of this length is larger than the limit.
_MAX_LENGTH = MAX_BYTES // 4
# Line ends and control signs besides `\n`, what YAML may take for one, and what nobody sees.
_STRANGE = re.compile(
    "[^\n -~\u00a1-\u2006\u2008-\u200a\u2010-\u2027\u2030-\u205f\u2070-\u2fff\u3001-\ud7ff]"
)
# No `:` and no `#` is in any text without quotes, and no comma in words of a list or a group. What
# is not excluded here is a letter, a digit or beyond ASCII, where YAML has no signs of its own.
_START = r"[^ !-/:-@\[-`{-~]"
_INNER = r"\"#:<>@\[-^`{-~"
_TEXT = f"{_START}(?:[^{_INNER}]*[^ {_INNER}])?"
_WORD = f"{_START}(?:[^,{_INNER}]*[^ ,{_INNER}])?"
_KEY = "[a-z][a-z_]{0,39}"


@cache
def _line() -> re.Pattern[str]:
    """What a line may be; compiled when the first report is read."""
    return re.compile(
        rf'(?P<key>{_KEY}): (?:(?P<text>{_TEXT})|"(?P<quoted>[^"\\]*)"'
        rf"|\[(?P<list>{_WORD}(?:, {_WORD})*)\]"
        rf"|\{{(?P<group>{_KEY}: {_WORD}(?:, {_KEY}: {_WORD})*)\}})"
    )


def parse_plain(text: str, first_line: int) -> Mapping | None:
    """Return what `parse_yaml` returns for lines of this kind, or None if any is of another.

    `text` has no line end at its end; `first_line` is the line of the file on which it starts.
    """
    if len(text) > _MAX_LENGTH or _STRANGE.search(text):
        return None
    line_of = _line()
    entries: list[tuple[Scalar, Node]] = []
    for number, line in enumerate(text.split("\n"), start=first_line):
        match = line_of.fullmatch(line)
        if match is None:
            return None
        value = _value(match, number)
        if value is None:
            return None
        entries.append((Scalar(_plain(match["key"]), number, 1), value))
    names = {key.text for key, _ in entries}
    if len(names) < len(entries):
        return None
    return Mapping(tuple(entries), first_line, 1)


def _value(match: re.Match[str], line: int) -> Node | None:
    column = match.end("key") + 3
    if (text := match["text"]) is not None:
        return Scalar(_plain(text), line, column)
    if (text := match["quoted"]) is not None:
        return Scalar(text, line, column)
    if (text := match["list"]) is not None:
        items = tuple(Scalar(_plain(word), line, at) for word, at in _parts(text, column + 1))
        return Sequence(items, line, column)
    pairs = []
    for pair, at in _parts(match["group"], column + 1):
        name, _, word = pair.partition(": ")
        value = Scalar(_plain(word), line, at + len(name) + 2)
        pairs.append((Scalar(_plain(name), line, at), value))
    if len({name.text for name, _ in pairs}) < len(pairs):
        return None
    return Mapping(tuple(pairs), line, column)


def _parts(text: str, column: int) -> Iterator[tuple[str, int]]:
    """Yield the parts between commas, and the column of each."""
    for part in text.split(", "):
        yield part, column
        column += len(part) + 2


def _plain(text: str) -> str:
    return "" if text in NULLS else text
