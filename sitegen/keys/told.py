"""Problems with keys and their values, each with the finished line where it can be told."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from sitegen.keys.definition import Field, Mistake, Reading
from sitegen.keys.likeness import nearest
from sitegen.keys.mending import (
    area_code_meant,
    below_group,
    date_meant,
    group_lines,
    joined,
    number_meant,
)
from sitegen.keys.yamltext import Mapping, Node, Scalar, quoted, without_unseen_edges
from sitegen.model import Problem

_known: dict[int, tuple[tuple[Field, ...], dict[str, Field]]] = {}


def by_key_of(fields: tuple[Field, ...]) -> dict[str, Field]:
    """The fields by key and alias, found once for each definition.

    They are constants of the program: comparing them by their values would take longer than this.
    """
    known = _known.get(id(fields))
    if known is None or known[0] is not fields:
        by_key = {word: item for item in fields for word in (item.key, *item.aliases)}
        known = _known[id(fields)] = (fields, by_key)
    return known[1]


def unknown_key(
    key: Scalar, fields: tuple[Field, ...], reading: Reading, taken: Collection[str] = ()
) -> Problem:
    """Return the problem for a key that no field has: an error if it resembles a known key.

    A number as a key comes from a decimal comma, as in `{minimal: 1,2}`. `taken` are the keys that
    the mapping has under any of their names.
    """
    if key.text.strip().isdecimal():
        return reading.problem("F032", key, key.text)
    by_key = by_key_of(fields)
    near = nearest(key.text, by_key)
    if near:
        fix = reading.mended(key, key.text, near)
        problem = reading.problem("F006", key, key.text, nearest=near, **fix)
        return spared(problem, by_key[near], reading)
    within = _within(key.text, by_key, taken)
    if within:
        fix = reading.mended(key, key.text, within)
        problem = reading.problem("F006", key, key.text, nearest=within, **fix)
        # Other words say something of their own: no slip of a key, unless it hides a page.
        spares = reading.spares and by_key[within].type != "yes-no"
        return replace(problem, left_out=True) if spares else problem
    known = ", ".join(item.key for item in fields)
    return reading.problem("F007", key, key.text, known=known)


def _within(words: str, by_key: dict[str, Field], taken: Collection[str]) -> str:
    """The one key that is among the words, such as `peserta` of `jumlah peserta`, "" if none is.

    A key that the mapping has already, under any of its names, is none.
    """
    parts = frozenset(re.split(r"[\W_]+", words.casefold()))
    found = {item.key for word, item in by_key.items() if word in parts}.difference(taken)
    return found.pop() if len(found) == 1 and len(parts) > 1 else ""


def spared(problem: Problem, item: Field, reading: Reading) -> Problem:
    """Return a problem with the value of a key as one of that key alone, if the reading allows it."""
    return replace(problem, left_out=True) if reading.spares and not item.decides else problem


def as_value(text: str) -> str:
    """A text as a value, in quotes if YAML could read it in another way."""
    return text if text.replace(" ", "").isalnum() and text.casefold() != "null" else quoted(text)


def _mistaken(mistake: Mistake, key: Scalar, node: Node, item: Field, reading: Reading) -> Problem:
    """The problem of a value, with the finished line where it can be told."""
    at = mistake.node or node
    params = dict(mistake.params)
    if mistake.code == "F023" and at is node:
        names = [each.key for each in item.fields]
        params |= group_lines(reading.line(key.line), key, node, names, item.example)
    elif isinstance(at, Scalar) and (
        right := _meant_by(mistake) or _named_day(mistake, item, reading)
    ):
        params |= reading.mended(at, at.text, right)
    return reading.problem(mistake.code, at, key.text, **params)


def all_mistaken(
    mistake: Mistake, key: Scalar, node: Node, item: Field, reading: Reading
) -> tuple[Problem, ...]:
    """Return the problems of a value; those on one line have one finished line for all of them."""
    found = [_mistaken(each, key, node, item, reading) for each in (mistake, *mistake.also)]
    lines = {dict(p.params).get("line") for p in found} - {None}
    if len(lines) < 2:
        return tuple(found)
    line = reading.line(node.line)
    # From the right, so that the columns of what stands before are still those of the file.
    for each in sorted(found, key=lambda p: p.where.column, reverse=True):
        words = dict(each.params)
        if "line" in words and each.where.line == node.line:
            at = line.find(words["found"], each.where.column - 1)
            line = line[:at] + words["nearest"] + line[at + len(words["found"]) :]
    return tuple(
        replace(p, params=tuple((k, line if k == "line" else v) for k, v in p.params))
        for p in found
    )


def seen(text: str) -> str:
    """Return the text of a key or value without blanks and marks that nobody sees at its ends."""
    return without_unseen_edges(text).strip()


def _meant_by(mistake: Mistake) -> str:
    """What a value that was not understood can only mean, "" if that cannot be told."""
    found = mistake.params.get("found", "")
    if mistake.code == "F008":
        day = date_meant(found)
        return day.isoformat() if day else ""
    if mistake.code in {"F010", "F049"}:
        return number_meant(found)
    if mistake.code == "F040":
        return area_code_meant(found)
    return mistake.params.get("nearest", "") if mistake.code == "F022" else ""


def _named_day(mistake: Mistake, item: Field, reading: Reading) -> str:
    """The day in the file's name for a `tanggal` that is no date, "" for anything else.

    It is the day of the text without the key.
    """
    dated = mistake.code in {"F008", "F037"} and item.type == "moment"
    return reading.day.isoformat() if dated and reading.day else ""


def with_remark(node: Scalar, reading: Reading) -> dict[str, str]:
    """The line with the whole value in quotes, also what was taken for a remark."""
    line = reading.line(node.line)
    whole = line[node.column - 1 :].rstrip()
    return {"line": line[: node.column - 1] + quoted(whole)} if whole.startswith(node.text) else {}


def field_of(key: Scalar, by_key: dict[str, Field]) -> Field | None:
    """Return the field of a key, whatever its capitals, or None."""
    name = seen(key.text)
    return by_key.get(name) or by_key.get(name.casefold())


def _cut(mapping: Mapping, at: int, by_key: dict[str, Field]) -> bool:
    """Whether an entry is the rest of the value before it, cut at a comma within braces."""
    key, node = mapping.entries[at]
    lone = isinstance(node, Scalar) and not node.text and node.line == key.line
    beside = at > 0 and mapping.entries[at - 1][0].line == key.line
    return lone and beside and field_of(key, by_key) is None


def continues(mapping: Mapping, at: int, by_key: dict[str, Field]) -> bool:
    """Whether an entry is a further piece of a value of which one was told already."""
    return at > 1 and _cut(mapping, at, by_key) and _cut(mapping, at - 1, by_key)


class KnownKeys(Struct, frozen=True):
    """What a mapping has that its fields know: the last such entry above another, and all keys."""

    above: tuple[Scalar, Node] | None
    keys: Collection[str]


def unknown(
    mapping: Mapping, at: int, fields: tuple[Field, ...], reading: Reading, known: KnownKeys
) -> Problem:
    """The problem of an entry that no field has, with its finished line where that can be told.

    `known` is told, not looked for: a mapping may have thousands of unknown keys.
    """
    by_key = by_key_of(fields)
    key, _ = mapping.entries[at]
    line = reading.line(key.line)
    if _cut(mapping, at, by_key):
        more = range(at, len(mapping.entries))
        pieces = list(takewhile(lambda each: _cut(mapping, each, by_key), more))
        cut = [mapping.entries[each][0] for each in pieces]
        fix = joined(line, mapping.entries[at - 1][1], cut)
        return reading.problem("F032", key, key.text, **fix)
    above = known.above
    group = field_of(above[0], by_key) if above else None
    if above and group and field_of(key, by_key_of(group.fields)):
        fix = below_group(line, above[0], above[1], tuple(by_key))
        keys = ", ".join(item.key for item in fields)
        return reading.problem("F007", key, key.text, known=keys, **fix)
    return unknown_key(key, fields, reading, known.keys)


def words_of(fields: tuple[Field, ...]) -> frozenset[str]:
    """Return the names of these keys."""
    return frozenset(by_key_of(fields))


def surely(problems: tuple[Problem, ...], *, whole: bool) -> tuple[Problem, ...]:
    """Return the problems of keys without those that may come from a line that was left out."""
    return problems if whole else tuple(p for p in problems if p.code not in {"F004", "F005"})
