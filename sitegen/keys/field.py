"""One definition of each key for the validator, the scaffolds, the editor and the docs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import tzinfo
from typing import Any

from msgspec import Struct

from sitegen.keys.likeness import names_of
from sitegen.keys.values import (
    parse_count,
    parse_date,
    parse_datetime,
    parse_rupiah,
    parse_yes_no,
)
from sitegen.keys.yamltext import Mapping, Node, Scalar, Sequence
from sitegen.model import Participants, Problem, Where

MAX_TEXT = 4_000
# Texts in which a # may be part of the sentence.
_PROSE = frozenset({"text", "paragraphs"})


class Field(Struct, frozen=True, kw_only=True):
    """A key that authors write.

    `key` is shown in docs and scaffolds, `aliases` are also accepted, `name` is the value's
    attribute in the model. `type` names a converter below. `doc` is a message id. `fields` are the
    keys of a nested mapping (types `mapping` and `mappings`); `choices` are the allowed values
    (types `choice` and `choices`), taken from the city's vocabulary if empty here.
    """

    key: str
    name: str
    type: str
    doc: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    example: str = ""
    choices: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()


class Value(Struct, frozen=True, kw_only=True):
    """A converted value and the position of its text in the file."""

    value: Any
    line: int
    column: int


class Reading(Struct, frozen=True, kw_only=True):
    """The context of one file's fields: its path, lines, time zone and vocabularies."""

    path: str
    zone: tzinfo
    lines: tuple[str, ...] = ()
    choices: dict[str, tuple[str, ...]] = {}

    def problem(self, code: str, node: Node, key: str, **params: str) -> Problem:
        """Return a problem at `node`, with its source line."""
        excerpt = self.lines[node.line - 1] if 0 < node.line <= len(self.lines) else ""
        return Problem(
            code=code,
            where=Where(path=self.path, line=node.line, column=node.column, field=key),
            params=(("key", key), *params.items()),
            excerpt=excerpt[:160],
        )


class Mistake(Exception):  # noqa: N818 - becomes a Problem at once
    """Raised by a converter: the code and params of the problem, and the node it is at.

    `also` are further mistakes in the same value, such as other items of a list.
    """

    def __init__(self, code: str = "", node: Node | None = None, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.node = node
        self.params = params
        self.also: tuple[Mistake, ...] = ()


def parse_fields(
    mapping: Mapping, fields: tuple[Field, ...], reading: Reading
) -> tuple[dict[str, Value], tuple[Problem, ...]]:
    """Return the values by `Field.name` and all problems in the mapping.

    Near misses of a known key are errors (a misspelt `draf` would publish a draft), other unknown
    keys are warnings. Two names of the same key in one file are an error.
    """
    by_key = _by_key(fields)
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    used: dict[str, str] = {}
    for key, node in mapping.entries:
        item = by_key.get(key.text.strip()) or by_key.get(key.text.strip().casefold())
        if item is None:
            problems.append(unknown_key(key, fields, reading))
            continue
        if item.name in used:
            problems.append(reading.problem("F009", key, key.text, other=used[item.name]))
            continue
        used[item.name] = key.text
        if isinstance(node, Scalar) and not node.text.strip() and item.type != "yes-no":
            continue
        try:
            converted = CONVERTERS[item.type](node, item, reading, problems)
        except Mistake as mistake:
            problems += [
                reading.problem(each.code, each.node or node, key.text, **each.params)
                for each in (mistake, *mistake.also)
            ]
            continue
        values[item.name] = Value(value=converted, line=node.line, column=node.column)
        if item.type in _PROSE and isinstance(node, Scalar) and node.remark:
            problems.append(reading.problem("F030", node, key.text))
    misspelt = {dict(p.params).get("nearest") for p in problems if p.code == "F006"}
    for item in fields:
        if not item.required or item.name in values or misspelt & {item.key, *item.aliases}:
            continue
        if item.name not in used:
            problems.append(reading.problem("F004", mapping, item.key, example=item.example))
        else:
            empty = next(key for key, _ in mapping.entries if key.text == used[item.name])
            if not any(p.where.field == empty.text for p in problems):
                problems.append(reading.problem("F005", empty, empty.text, example=item.example))
    return values, tuple(problems)


_known: dict[int, tuple[tuple[Field, ...], dict[str, Field]]] = {}


def _by_key(fields: tuple[Field, ...]) -> dict[str, Field]:
    """The fields by key and alias, found once for each definition.

    They are constants of the program: comparing them by their values would take longer than this.
    """
    known = _known.get(id(fields))
    if known is None or known[0] is not fields:
        by_key = {word: item for item in fields for word in (item.key, *item.aliases)}
        known = _known[id(fields)] = (fields, by_key)
    return known[1]


def unknown_key(key: Scalar, fields: tuple[Field, ...], reading: Reading) -> Problem:
    """Return the problem for a key that no field has: an error if it resembles a known key.

    A number as a key comes from a decimal comma, as in `{minimal: 1,2}`.
    """
    if key.text.strip().isdecimal():
        return reading.problem("F032", key, key.text)
    near = nearest(key.text, (word for item in fields for word in (item.key, *item.aliases)))
    if near:
        return reading.problem("F006", key, key.text, nearest=near)
    known = ", ".join(item.key for item in fields)
    return reading.problem("F007", key, key.text, known=known)


def nearest(word: str, known: Iterable[str], cutoff: float = 0.74) -> str:
    """Return the known word most similar to `word`, ignoring case, or "" if none is close."""
    return names_of(tuple(known)).nearest(word, cutoff)


def _scalar(node: Node) -> str:
    if not isinstance(node, Scalar):
        raise Mistake("F012", node)
    return node.text.strip()


def _text(node: Node, item: Field, reading: Reading, problems: list[Problem]) -> str:
    text = _scalar(node)
    if len(text) > MAX_TEXT:
        raise Mistake("F020", node, length=str(len(text)), limit=str(MAX_TEXT))
    return " ".join(text.split())


def _paragraphs(node: Node, item: Field, reading: Reading, problems: list[Problem]) -> str:
    text = _scalar(node)
    if len(text) > MAX_TEXT:
        raise Mistake("F020", node, length=str(len(text)), limit=str(MAX_TEXT))
    return text


def _texts(node: Node, item: Field, reading: Reading, problems: list[Problem]) -> tuple[str, ...]:
    if isinstance(node, Scalar):
        return tuple(part for part in (p.strip() for p in node.text.split(",")) if part)
    if isinstance(node, Sequence):
        return tuple(text for text in (_scalar(each) for each in node.items) if text)
    raise Mistake("F012", node)


def _labelled(
    node: Node, item: Field, reading: Reading, problems: list[Problem]
) -> tuple[str, ...]:
    """Texts, each alone or as the `value` of a mapping with a label; "" is kept."""
    if not isinstance(node, Sequence):
        return _texts(node, item, reading, problems)
    values = []
    for each in node.items:
        inner = (
            {key.text: value for key, value in each.entries} if isinstance(each, Mapping) else {}
        )
        values.append(_scalar(inner.get("value", each)))
    return tuple(values)


def _date(node: Node, item: Field, reading: Reading, problems: list[Problem]) -> Any:
    text = _scalar(node)
    moment = parse_datetime(text, reading.zone)
    if moment is None:
        raise Mistake("F008", node, found=text)
    return moment


def _day(node: Node, item: Field, reading: Reading, problems: list[Problem]) -> Any:
    text = _scalar(node)
    day = parse_date(text)
    if day is None:
        moment = parse_datetime(text, reading.zone)
        if moment is None:
            raise Mistake("F008", node, found=text)
        return moment.date() if hasattr(moment, "date") else moment
    return day


def _yes_no(node: Node, item: Field, reading: Reading, problems: list[Problem]) -> bool:
    answer = parse_yes_no(_scalar(node))
    if answer is None:
        raise Mistake("F011", node, found=_scalar(node))
    return answer


def _count(node: Node, item: Field, reading: Reading, problems: list[Problem]) -> int:
    number = parse_count(_scalar(node))
    if number is None:
        raise Mistake("F010", node, found=_scalar(node))
    return number


def _rupiah(node: Node, item: Field, reading: Reading, problems: list[Problem]) -> int:
    amount = parse_rupiah(_scalar(node))
    if amount is None:
        raise Mistake("F021", node, found=_scalar(node))
    return amount


def _choice(node: Node, item: Field, reading: Reading, problems: list[Problem]) -> str:
    return _chosen(node, item, reading, _scalar(node))


def _choices(node: Node, item: Field, reading: Reading, problems: list[Problem]) -> tuple[str, ...]:
    nodes: tuple[Node, ...]
    if isinstance(node, Scalar):
        nodes = tuple(
            Scalar(part.strip(), node.line, node.column)
            for part in node.text.split(",")
            if part.strip()
        )
    elif isinstance(node, Sequence):
        nodes = node.items
    else:
        raise Mistake("F012", node)
    chosen: list[str] = []
    mistakes: list[Mistake] = []
    for each in nodes:
        try:
            word = _chosen(each, item, reading, _scalar(each))
        except Mistake as mistake:
            mistakes.append(mistake)
            continue
        if word not in chosen:
            chosen.append(word)
    if mistakes:
        first, *mistakes = mistakes
        first.also = tuple(mistakes)
        raise first
    return tuple(chosen)


def _chosen(node: Node, item: Field, reading: Reading, text: str) -> str:
    allowed = item.choices or reading.choices.get(item.key, ())
    word = "-".join(text.casefold().split())
    if word in allowed:
        return word
    near = nearest(word, allowed, cutoff=0.6) or (*allowed, "-")[0]
    raise Mistake("F022", node, found=text, allowed=", ".join(allowed), nearest=near)


def _participants(
    node: Node, item: Field, reading: Reading, problems: list[Problem]
) -> Participants:
    if isinstance(node, Scalar):
        return Participants(total=_count(node, item, reading, problems))
    if not isinstance(node, Mapping):
        raise Mistake("F012", node)
    values, found = parse_fields(node, item.fields, reading)
    problems.extend(found)
    men = values["men"].value if "men" in values else None
    women = values["women"].value if "women" in values else None
    total = values["total"].value if "total" in values else (men or 0) + (women or 0)
    return Participants(total=total, men=men, women=women)


def _mapping(
    node: Node, item: Field, reading: Reading, problems: list[Problem]
) -> dict[str, Value]:
    if not isinstance(node, Mapping):
        raise Mistake("F023", node)
    values, found = parse_fields(node, item.fields, reading)
    problems.extend(found)
    return values


def _mappings(
    node: Node, item: Field, reading: Reading, problems: list[Problem]
) -> tuple[tuple[dict[str, Value], int], ...]:
    """Return (values, line) for each mapping of a list; a lone text stands for its first key."""
    nodes = node.items if isinstance(node, Sequence) else (node,)
    found: list[tuple[dict[str, Value], int]] = []
    for given in nodes:
        each = given
        if isinstance(given, Scalar) and item.fields:
            key = Scalar(item.fields[0].key, given.line, given.column)
            each = Mapping(((key, given),), given.line, given.column)
        found.append((_mapping(each, item, reading, problems), each.line))
    return tuple(found)


def _pairs(
    node: Node, item: Field, reading: Reading, problems: list[Problem]
) -> tuple[tuple[str, str], ...]:
    if not isinstance(node, Mapping):
        raise Mistake("F023", node)
    return tuple((key.text, " ".join(_scalar(value).split())) for key, value in node.entries)


def _filter(
    node: Node, item: Field, reading: Reading, problems: list[Problem]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(node, Mapping):
        raise Mistake("F023", node)
    return tuple(
        (
            key.text,
            tuple(_scalar(each) for each in value.items)
            if isinstance(value, Sequence)
            else (_scalar(value),),
        )
        for key, value in node.entries
    )


CONVERTERS: dict[str, Callable[[Node, Field, Reading, list[Problem]], Any]] = {
    "text": _text,
    "paragraphs": _paragraphs,
    "texts": _texts,
    "labelled": _labelled,
    "moment": _date,
    "date": _day,
    "yes-no": _yes_no,
    "count": _count,
    "rupiah": _rupiah,
    "choice": _choice,
    "choices": _choices,
    "participants": _participants,
    "mapping": _mapping,
    "mappings": _mappings,
    "pairs": _pairs,
    "filter": _filter,
}
