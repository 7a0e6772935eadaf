"""One definition of each key for the validator, the scaffolds, the editor and the docs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from msgspec.structs import replace

from sitegen.colour import parse_colour
from sitegen.i18n import N_
from sitegen.keys.contacts import account, chats, mails, telephones, web_address
from sitegen.keys.definition import Field, Mistake, Reading, Value
from sitegen.keys.likeness import nearest
from sitegen.keys.told import (
    KnownKeys,
    all_mistaken,
    as_value,
    by_key_of,
    continues,
    field_of,
    seen,
    spared,
    unknown,
    unknown_key,
    with_remark,
)
from sitegen.keys.twice import NEEDLESS, Entry, is_empty, own_entries, told_twice
from sitegen.keys.values import (
    parse_count,
    parse_date,
    parse_datetime,
    parse_number,
    parse_rupiah,
    parse_yes_no,
)
from sitegen.keys.vocabulary import meant
from sitegen.keys.withheld import draft_line, withheld
from sitegen.keys.yamltext import Mapping, Node, Scalar, Sequence
from sitegen.legible import without_unseen
from sitegen.model import Participants, Problem

__all__ = ["Field", "Reading", "Value", "nearest", "parse_fields", "unknown_key"]

Day = TypeVar("Day", bound=date)

MAX_TEXT = 4_000
# Kemendagri's codes of a province, a city, a kecamatan or a kelurahan.
_AREA_CODE = re.compile(r"\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?")
# Of dates: a year outside is a slip of the hand, such as 1026, 0001 or 2062. A last day may be as far
# off as one likes.
EARLIEST_YEAR, LATEST_YEAR = 1945, 2049
# Texts in which a # may be part of the sentence.
_PROSE = frozenset({"text", "paragraphs"})
# Keys whose value may also say that the file is not to be published: `konsep: ya` is a draft.
_STATES = frozenset({"status", "concept"})


def parse_fields(
    mapping: Mapping, fields: tuple[Field, ...], reading: Reading
) -> tuple[dict[str, Value], tuple[Problem, ...]]:
    """Return the values by `Field.name` and all problems in the mapping.

    Near misses of a known key are errors (a misspelt `draf` would publish a draft), other unknown
    keys are warnings. A key that stands twice with different values, also under two names, is an
    error. Where the reading spares it, only what decides is an error.
    """
    by_key = by_key_of(fields)
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    taken: dict[str, Entry] = {}
    torn: set[str] = set()
    inner = replace(reading, withheld="") if reading.withheld else reading
    items = [field_of(key, by_key) for key, _ in mapping.entries]
    keys = frozenset(item.key for item in items if item)
    above: Entry | None = None
    for at, ((key, node), item) in enumerate(zip(mapping.entries, items, strict=True)):
        if reading.withheld and (item is None or item.name in _STATES):
            found = withheld(seen(key.text), node)
            if found is not None:
                fix = draft_line(key, node) if reading.withheld == "F038" else {}
                told = reading.problem(reading.withheld, key, key.text, found=found, **fix)
                problems.append(told)
                continue
        if item is None:
            if not continues(mapping, at, by_key):
                problems.append(unknown(mapping, at, fields, reading, KnownKeys(above, keys)))
            continue
        above = (key, node)
        if first := taken.get(item.name):
            twice = told_twice(first, (key, node), item, reading)
            problems.append(twice)
            if twice.code != NEEDLESS:
                torn.add(item.name)
            if twice.code != NEEDLESS or not is_empty(first[1], item):
                continue
        taken[item.name] = (key, node)
        if is_empty(node, item):
            continue
        value = _converted(key, node, item, inner, problems)
        if value is not None:
            values[item.name] = Value(value=value, line=node.line, column=node.column)
        if item.type in _PROSE and isinstance(node, Scalar) and node.remark:
            code = "F034" if item.decides else "F030"
            problems.append(reading.problem(code, node, key.text, **with_remark(node, reading)))
    problems += _lacking(mapping, fields, reading, (values, taken, problems))
    return {name: value for name, value in values.items() if name not in torn}, tuple(problems)


def _converted(
    key: Scalar, node: Node, item: Field, reading: Reading, problems: list[Problem]
) -> Any:
    """The value of a key, or what can be used of it, None if nothing can."""
    try:
        return CONVERTERS[item.type](node, item, reading, problems)
    except Mistake as mistake:
        found = all_mistaken(mistake, key, node, item, reading)
        problems += [spared(each, item, reading) for each in found]
        return mistake.kept if reading.spares else None


def _lacking(
    mapping: Mapping,
    fields: tuple[Field, ...],
    reading: Reading,
    found: tuple[dict[str, Value], dict[str, Entry], list[Problem]],
) -> Iterator[Problem]:
    """Yield a problem for each key that is needed and not there, or without a value, if nothing is told of it."""
    values, taken, problems = found
    misspelt = {dict(p.params).get("nearest") for p in problems if p.code == "F006"}
    told = {problem.where.field for problem in problems}
    for item in fields:
        if not item.required or item.name in values or misspelt & {item.key, *item.aliases}:
            continue
        title = reading.title if item.name == "title" else ""
        example = title or item.example
        if item.name not in taken:
            added = {"added": f"{item.key}: {as_value(title)}"} if title else {}
            missing = reading.problem("F004", mapping, item.key, example=example, **added)
            yield spared(missing, item, reading)
        elif (empty := taken[item.name][0]).text not in told:
            line = {"line": f"{empty.text}: {as_value(title)}"} if title else {}
            lost = reading.problem("F005", empty, empty.text, example=example, **line)
            yield spared(lost, item, reading)


def _scalar(node: Node) -> str:
    if not isinstance(node, Scalar):
        raise Mistake("F012", node)
    return without_unseen(seen(node.text)).strip()


def _text(node: Node, item: Field, reading: Reading, problems: list[Problem]) -> str:
    text = _scalar(node)
    if len(text) > MAX_TEXT:
        raise Mistake("F020", node, length=str(len(text)), limit=str(MAX_TEXT))
    return " ".join(text.split())


def _colour(node: Node, item: Field, reading: Reading, problems: list[Problem]) -> str:
    """A colour; one without quotation marks is a remark for YAML, and its key has no value."""
    text = _scalar(node)
    remark = "" if text else reading.line(node.line).partition("#")[2].strip()
    colour = parse_colour(text or remark)
    if (text and not colour) or (remark and colour):
        reason = N_("it is no colour of six digits")
        if remark:
            reason = N_("a # without quotation marks begins a remark")
        near = colour or "#0c474b"
        raise Mistake("T004", node, found=text or f"#{remark}", reason=reason, nearest=near)
    return colour


def _paragraphs(node: Node, item: Field, reading: Reading, problems: list[Problem]) -> str:
    text = _scalar(node)
    if len(text) > MAX_TEXT:
        raise Mistake("F020", node, length=str(len(text)), limit=str(MAX_TEXT))
    return text


def _texts(node: Node, item: Field, reading: Reading, problems: list[Problem]) -> tuple[str, ...]:
    if isinstance(node, Scalar):
        return tuple(part for part in (seen(p) for p in node.text.split(",")) if part)
    if isinstance(node, Sequence):
        return tuple(text for text in (_scalar(each) for each in node.items) if text)
    raise Mistake("F012", node)


def _names(node: Node, item: Field, reading: Reading, problems: list[Problem]) -> tuple[str, ...]:
    """One text, whatever signs are in it, or a list of them."""
    if isinstance(node, Scalar):
        return (_text(node, item, reading, problems),)
    return _texts(node, item, reading, problems)


def _labelled(
    node: Node, item: Field, reading: Reading, problems: list[Problem]
) -> tuple[str, ...]:
    """Texts, each alone or as the `value` of a mapping with a label; "" is kept."""
    if not isinstance(node, Sequence):
        return _texts(node, item, reading, problems)
    values = []
    for each in node.items:
        entries = own_entries(each, item, reading, problems) if isinstance(each, Mapping) else ()
        inner = {key.text: value for key, value in entries}
        values.append(_scalar(inner.get("value", each)))
    return tuple(values)


def _date(node: Node, item: Field, reading: Reading, problems: list[Problem]) -> Any:
    text = _scalar(node)
    moment = parse_datetime(text, reading.zone)
    if moment is None:
        raise Mistake("F008", node, found=text)
    return _likely(moment, node, text)


def _day(node: Node, item: Field, reading: Reading, problems: list[Problem]) -> Any:
    text = _scalar(node)
    day = parse_date(text)
    if day is None:
        moment = parse_datetime(text, reading.zone)
        if moment is None:
            raise Mistake("F008", node, found=text)
        day = moment.date() if isinstance(moment, datetime) else moment
    return _likely(day, node, text, last=item.decides)


def _likely(day: Day, node: Node, text: str, *, last: bool = False) -> Day:
    """The day itself; `last` says that it may be far off."""
    if day.year < EARLIEST_YEAR or (day.year > LATEST_YEAR and not last):
        years = {"first": str(EARLIEST_YEAR), "last": str(LATEST_YEAR)}
        raise Mistake("F037", node, found=text, **years)
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


def _number(node: Node, item: Field, reading: Reading, problems: list[Problem]) -> Decimal:
    number = parse_number(_scalar(node))
    if number is None:
        raise Mistake("F049", node, found=_scalar(node))
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
        first.kept = tuple(chosen) or None
        raise first
    return tuple(chosen)


def _chosen(node: Node, item: Field, reading: Reading, text: str) -> str:
    allowed = item.choices or reading.choices.get(item.key, ())
    word = "-".join(text.casefold().split())
    if word in allowed:
        return word
    if sure := dict(item.taken).get(word):
        return sure
    near = meant(text, allowed) or nearest(word, allowed, cutoff=0.75)
    params = {"nearest": near} if near else {}
    raise Mistake("F022", node, found=text, allowed=", ".join(allowed) or "-", **params)


def _choice_by_name(
    node: Node, item: Field, reading: Reading, problems: list[Problem]
) -> tuple[tuple[Scalar, str], ...]:
    """One choice, with an empty name, or choices by names that the author chooses."""
    if isinstance(node, Scalar):
        return ((Scalar("", node.line, node.column), _choice(node, item, reading, problems)),)
    if not isinstance(node, Mapping):
        raise Mistake("F023", node)
    found = []
    for key, given in own_entries(node, item, reading, problems):
        try:
            found.append((key, _choice(given, item, reading, problems)))
        except Mistake as mistake:
            problems += all_mistaken(mistake, key, given, item, reading)
    return tuple(found)


def _participants(
    node: Node, item: Field, reading: Reading, problems: list[Problem]
) -> Participants:
    if isinstance(node, Scalar):
        return Participants(total=_count(node, item, reading, problems))
    if not isinstance(node, Mapping):
        raise Mistake("F012", node)
    values, found = parse_fields(node, item.fields, reading)
    problems.extend(found)
    men, women, total = (
        values[name].value if name in values else None for name in ("men", "women", "total")
    )
    counted = (men or 0) + (women or 0)
    unread = any(problem.code != NEEDLESS for problem in found)
    if total is None and (unread or (men is None and women is None)):
        # Something was counted that is not understood: the sum of the rest would be wrong.
        raise Mistake("F035", node)
    if total is not None and (counted > total or (None not in (men, women) and counted < total)):
        raise Mistake("F036", node, sum=str(counted), total=str(total))
    return Participants(total=counted if total is None else total, men=men, women=women)


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
        own: list[Problem] = []
        values = _mapping(each, item, reading, own)
        problems += own
        lacks = any(field.required and field.name not in values for field in item.fields)
        if not (reading.spares and (lacks or (item.whole and any(p.left_out for p in own)))):
            found.append((values, each.line))
    return tuple(found)


def _named(
    node: Node, item: Field, reading: Reading, problems: list[Problem]
) -> tuple[tuple[Scalar, dict[str, Value]], ...]:
    """Groups of keys by names that the author chooses; a lone text stands for its first key."""
    if not isinstance(node, Mapping):
        raise Mistake("F023", node)
    found = []
    for key, given in own_entries(node, item, reading, problems):
        each = given
        if isinstance(given, Scalar):
            first = Scalar(item.fields[0].key, given.line, given.column)
            each = Mapping(() if is_empty(given) else ((first, given),), given.line, given.column)
        found.append((key, _mapping(each, item, reading, problems)))
    return tuple(found)


def _pairs(
    node: Node, item: Field, reading: Reading, problems: list[Problem]
) -> tuple[tuple[str, str], ...]:
    if not isinstance(node, Mapping):
        raise Mistake("F023", node)
    entries = own_entries(node, item, reading, problems)
    return tuple((key.text, " ".join(_scalar(value).split())) for key, value in entries)


def _reachable(node: Node, item: Field, reading: Reading, problems: list[Problem]) -> str:
    """Numbers or addresses; what of them leads nowhere is shown, and told."""
    text = _text(node, item, reading, problems)
    parse, code = _CONTACTS[item.type]
    problems += [
        reading.problem(code, node, item.key, found=each.text)
        for each in parse(text)
        if not each.href
    ]
    return text


_CONTACTS = {
    "telephones": (telephones, "F041"),
    "chats": (chats, "F041"),
    "mails": (mails, "F042"),
}


def _web(node: Node, item: Field, reading: Reading, problems: list[Problem]) -> str:
    address = web_address(_scalar(node))
    if not address:
        raise Mistake("F043", node, found=_scalar(node))
    return address


def _accounts(
    node: Node, item: Field, reading: Reading, problems: list[Problem]
) -> tuple[tuple[str, str], ...]:
    """The accounts by network that lead somewhere."""
    if not isinstance(node, Mapping):
        raise Mistake("F023", node)
    found: list[tuple[str, str]] = []
    for key, value in own_entries(node, item, reading, problems):
        name = " ".join(_scalar(value).split())
        if account(key.text, name):
            found.append((key.text, name))
        else:
            told = reading.problem("F044", key, key.text, found=name)
            problems.append(spared(told, item, reading))
    return tuple(found)


def _area_code(node: Node, item: Field, reading: Reading, problems: list[Problem]) -> str:
    text = _scalar(node)
    if not _AREA_CODE.fullmatch(text):
        raise Mistake("F040", node, found=text)
    return text


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
        for key, value in own_entries(node, item, reading, problems)
    )


CONVERTERS: dict[str, Callable[[Node, Field, Reading, list[Problem]], Any]] = {
    "text": _text,
    "paragraphs": _paragraphs,
    "texts": _texts,
    "names": _names,
    "labelled": _labelled,
    "moment": _date,
    "date": _day,
    "yes-no": _yes_no,
    "colour": _colour,
    "count": _count,
    "number": _number,
    "rupiah": _rupiah,
    "choice": _choice,
    "choices": _choices,
    "choice-by-name": _choice_by_name,
    "participants": _participants,
    "mapping": _mapping,
    "mappings": _mappings,
    "named": _named,
    "pairs": _pairs,
    "filter": _filter,
    "telephones": _reachable,
    "chats": _reachable,
    "mails": _reachable,
    "web": _web,
    "accounts": _accounts,
    "area-code": _area_code,
}
