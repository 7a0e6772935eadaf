"""Keys of a file in the one form that editors keep: what has another, is dropped when they save."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from msgspec import Struct

from sitegen.editors.quoting import dumped, holds_misread
from sitegen.keys.definition import Field, Reading, Value
from sitegen.keys.field import parse_fields
from sitegen.keys.frontmatter import split
from sitegen.keys.told import by_key_of, field_of
from sitegen.keys.values import parse_count, parse_date, parse_datetime, parse_rupiah, parse_yes_no
from sitegen.keys.yamltext import Mapping, Node, Scalar, Sequence, YamlMistakeError, parse_yaml
from sitegen.model import Problem

_FENCE = "---"


class Unkept(Struct, frozen=True, kw_only=True):
    """A key that editors would drop and that has no other form: its line and its name."""

    line: int
    key: str


class FullForm(Struct, frozen=True, kw_only=True):
    """A text with its keys in full, how many were not, and those that editors drop all the same.

    `unquoted` are those whose text an editor takes for a number, with their lines.
    """

    text: str
    changed: int = 0
    unquoted: tuple[Unkept, ...] = ()
    unkept: tuple[Unkept, ...] = ()


class _UnkeptError(Exception):
    """A value has a shape that no form of an editor has."""


def in_full(text: str, fields: tuple[Field, ...], reading: Reading) -> FullForm:
    """Return a file with each key in full: lists as lists, groups as groups, keys by their first name.

    It says the same to sitegen before and after; a key of which it would not is left as it is, and told.
    """
    mapping, last = _keys(text, reading.path)
    if mapping is None:
        return FullForm(text=text)
    lines = text.split("\n")
    by_key = by_key_of(fields)
    ends = [key.line - 1 for key, _ in mapping.entries[1:]] + [last]
    told: list[Unkept] = []
    unquoted: list[Unkept] = []
    changed = 0
    for (key, node), end in reversed(list(zip(mapping.entries, ends, strict=True))):
        item = field_of(key, by_key)
        start = key.line - 1
        while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
            end -= 1  # noqa: PLW2901 - remarks stay with the key below them
        misread = holds_misread("\n".join(lines[start:end]))
        if misread:
            unquoted.append(Unkept(line=key.line, key=key.text))
        elif item is None:
            continue
        try:
            value = _full(node, item, reading) if item else _plain(node)
        except _UnkeptError:
            told.append(Unkept(line=key.line, key=key.text))
            continue
        name = item.key if item else key.text
        short = key.text != name or not _same(_plain(node), value)
        if not short and not misread:
            continue
        new = [*lines[:start], *dumped({name: value}), *lines[end:]]
        if end <= start or not _says_the_same("\n".join(lines), "\n".join(new), fields, reading):
            told.append(Unkept(line=key.line, key=key.text))
            continue
        lines, changed = new, changed + short
    return FullForm(
        text="\n".join(lines),
        changed=changed,
        unquoted=tuple(reversed(unquoted)),
        unkept=tuple(reversed(told)),
    )


def _keys(text: str, path: str) -> tuple[Mapping | None, int]:
    """The keys of a file, None if they cannot be read without guessing, and how many lines end them."""
    if path.endswith(".md"):
        document = split(text, path)
        if isinstance(document, Problem) or document.mistakes or document.body_line < 3:
            return None, 0
        return document.mapping, document.body_line - 2
    try:
        node = parse_yaml(text)
    except YamlMistakeError:
        return None, 0
    return (node, text.rstrip("\n").count("\n") + 1) if isinstance(node, Mapping) else (None, 0)


def _says_the_same(before: str, after: str, fields: tuple[Field, ...], reading: Reading) -> bool:
    found = [_keys(text, reading.path)[0] for text in (before, after)]
    if found[0] is None or found[1] is None:
        return False
    said = [parse_fields(mapping, fields, reading) for mapping in found if mapping]
    codes = [sorted(problem.code for problem in problems) for _, problems in said]
    return _bare(said[0][0]) == _bare(said[1][0]) and codes[0] == codes[1]


def _bare(value: Any) -> Any:
    """Values without the places where they stand."""
    if isinstance(value, Value):
        return _bare(value.value)
    if isinstance(value, dict):
        return {name: _bare(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return [_bare(each[0] if _placed(each) else each) for each in value]
    return value.text if isinstance(value, Scalar) else value


def _placed(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], dict)


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_plain(each) for each in node.items]
    return {key.text: _plain(value) for key, value in node.entries}


def _same(found: Any, value: Any) -> bool:
    if isinstance(value, dict):
        return (
            isinstance(found, dict)
            and list(found) == list(value)
            and all(_same(found[key], each) for key, each in value.items())
        )
    if isinstance(value, list):
        same_size = isinstance(found, list) and len(found) == len(value)
        return same_size and all(map(_same, found, value))
    return isinstance(found, str) and found == str(value)


def _full(node: Node, item: Field, reading: Reading) -> Any:
    """The value of a key in the shape that an editor keeps; raises _UnkeptError if it has none."""
    match item.type:
        case "mappings":
            nodes = node.items if isinstance(node, Sequence) else (node,)
            return [_group(each, item, reading) for each in nodes]
        case "mapping":
            return _group(node, item, reading)
        case "participants":
            if isinstance(node, Scalar):
                return {"jumlah": _number(node, parse_count)}
            return _group(node, item, reading)
        case "names":
            return [node.text] if isinstance(node, Scalar) else _texts(node)
        case "texts" | "labelled":
            return _texts(node)
        case "choices":
            return [_word(text, item, reading) for text in _texts(node)]
        case "pairs" | "accounts" | "filter":
            if not isinstance(node, Mapping):
                raise _UnkeptError
            return {key.text: _text(value) for key, value in node.entries}
    return _line(node, item, reading)


def _line(node: Node, item: Field, reading: Reading) -> Any:
    match item.type:
        case "choice":
            return _word(_text(node), item, reading)
        case "count":
            return _number(node, parse_count)
        case "rupiah":
            return _number(node, parse_rupiah)
        case "yes-no":
            answer = parse_yes_no(_text(node))
            return _text(node) if answer is None else ("ya" if answer else "tidak")
        case "date" | "moment":
            return _day(_text(node), reading)
    return _text(node)


def _group(node: Node, item: Field, reading: Reading) -> dict[str, Any]:
    if isinstance(node, Scalar):
        return {item.fields[0].key: _full(node, item.fields[0], reading)}
    if not isinstance(node, Mapping):
        raise _UnkeptError
    by_key = by_key_of(item.fields)
    made = {}
    for key, value in node.entries:
        inner = field_of(key, by_key)
        made[inner.key if inner else key.text] = (
            _full(value, inner, reading) if inner else _plain(value)
        )
    return made


def _texts(node: Node) -> list[str]:
    if isinstance(node, Sequence):
        return [_text(each) for each in node.items]
    return [part.strip() for part in _text(node).split(",") if part.strip()]


def _text(node: Node) -> str:
    if not isinstance(node, Scalar):
        raise _UnkeptError
    return node.text


def _number(node: Node, parse: Callable[[str], int | None]) -> int | str:
    number = parse(_text(node))
    return _text(node) if number is None else number


def _word(text: str, item: Field, reading: Reading) -> str:
    allowed = item.choices or reading.choices.get(item.key, ())
    word = "-".join(text.casefold().split())
    return word if word in allowed else dict(item.taken).get(word) or text


def _day(text: str, reading: Reading) -> str:
    if day := parse_date(text):
        return day.isoformat()
    moment = parse_datetime(text, reading.zone)
    if isinstance(moment, datetime):
        raise _UnkeptError  # its time has no place in a form that asks for a day
    return text if moment is None else moment.isoformat()
