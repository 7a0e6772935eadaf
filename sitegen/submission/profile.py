"""A profile that a form made of the one that is there: what it changes is written into that one.

The form knows the values of a profile, and nothing else of its file. Remarks, keys that sitegen does not know,
the order and the way in which things are written stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeAlias

from msgspec import Struct

from sitegen.keys.definition import Field
from sitegen.keys.editing import opened, with_changes, word_of
from sitegen.keys.own import fields_of
from sitegen.keys.rewriting import NotRewritable, Said, Way
from sitegen.keys.rules import Rules
from sitegen.pages.profile_file import profile_values
from sitegen.problems import is_error
from sitegen.reports.parse import parse_profile

Changes: TypeAlias = "dict[Way, Said | None]"
Values: TypeAlias = "Mapping[str, Any]"
# What is one in the one list and one in the other, by their numbers; -1 for what has no other.
_Pairs: TypeAlias = "list[tuple[int, int]]"
# Each change is read again as it is made: a key with more of them is written anew.
_MOST_CHANGES = 200
# How many pairs of items are compared to find out which of them were changed.
_MOST_PAIRS = 100_000
# What two services with the same name have in common besides, two that are the same, and any two.
_NAMED, _SAME, _ANY = 40, 1_000, 1


class WrittenProfile(Struct, frozen=True, kw_only=True):
    """A profile with what was sent in it; `anew` are the keys that had to be written as a whole."""

    data: bytes
    anew: tuple[str, ...] = ()


def says_the_same(now: bytes, sent: bytes, path: str, rules: Rules) -> bool:
    """Return whether a profile says already what was sent."""
    before, after = _values(now, path, rules), _values(sent, path, rules)
    return before is not None and before == after


def written_into(now: bytes, sent: bytes, path: str, rules: Rules) -> WrittenProfile | None:
    """Return the profile that is there with what was sent in it; None where it cannot be written so.

    What was sent and is not right comes back as it is: the check says what is wrong with it.
    """
    before, after = _values(now, path, rules), _values(sent, path, rules)
    if after is None:
        return WrittenProfile(data=sent)
    fields = fields_of("profil", rules.own)
    try:
        if before is None or not _known_alone(opened(sent, path).said, fields):
            return None
        data, anew = now, []
        for item in fields:
            if before.get(item.key) != after.get(item.key):
                data, finely = _changed(data, path, item, (before, after), fields)
                anew += [] if finely else [item.key]
    except NotRewritable:
        return None
    made = _values(data, path, rules)
    return WrittenProfile(data=data, anew=tuple(anew)) if made == after else None


def _values(data: bytes, path: str, rules: Rules) -> Values | None:
    """What a profile says by the keys of its file, None if it is not right."""
    profile, problems = parse_profile(data, path, rules)
    return None if any(map(is_error, problems)) else profile_values(profile, rules.own)


def _known_alone(said: Said, fields: tuple[Field, ...]) -> bool:
    """Whether all of these keys are known; a form writes no others."""
    if isinstance(said, tuple):
        return all(_known_alone(each, fields) for each in said)
    if isinstance(said, str):
        return True
    by_word = {word.casefold(): item for item in fields for word in (item.key, *item.aliases)}
    known = [by_word.get(key.strip().casefold()) for key in said]
    return all(
        item is not None and (not item.fields or _known_alone(value, item.fields))
        for item, value in zip(known, said.values(), strict=True)
    )


def _changed(
    data: bytes, path: str, item: Field, values: tuple[Values, Values], fields: tuple[Field, ...]
) -> tuple[bytes, bool]:
    """A profile with another value of one key, and whether all else under that key stays."""
    file = opened(data, path)
    said = file.said if isinstance(file.said, dict) else {}
    word = word_of(said, item)
    old, before, after = said.get(word), values[0].get(item.key), values[1].get(item.key)
    order = [field.key for field in fields]
    whole: Changes = {(word,): None if after is None else _as_said(after)}
    try:
        changes: Changes = {
            (word, *way): value for way, value in _few(_differing(item, old, before, after))
        }
        return with_changes(file, path, changes, order), True
    except NotRewritable:
        return with_changes(file, path, whole, order), False


def _few(changes: Iterator[tuple[Way, Said | None]]) -> list[tuple[Way, Said | None]]:
    found = list(islice(changes, _MOST_CHANGES + 1))
    if len(found) > _MOST_CHANGES:
        raise NotRewritable
    return found


def _differing(
    item: Field, old: Said | None, before: Any, after: Any
) -> Iterator[tuple[Way, Said | None]]:
    """How one value becomes another where the file has it as `old`; raises NotRewritable."""
    if isinstance(old, dict) and item.fields:
        yield from _of_group(item.fields, old, before or {}, after or {})
    elif isinstance(old, tuple) and item.type == "mappings":
        yield from _of_groups(item.fields, old, before or [], after or [])
    elif isinstance(old, dict) and isinstance(after, dict):
        for key in {**(before or {}), **after}:
            if (before or {}).get(key) != after.get(key):
                yield (_spelt(key, old),), after.get(key)
    elif isinstance(old, tuple) and after:
        yield from _of_texts(old, _in_list(after))
    else:
        yield (), None if after is None else _as_said(after)


def _of_group(
    fields: tuple[Field, ...], old: Mapping[str, Said], before: Values, after: Values
) -> Iterator[tuple[Way, Said | None]]:
    for item in fields:
        was, now = before.get(item.key), after.get(item.key)
        if was != now:
            word = word_of(old, item)
            for way, value in _differing(item, old.get(word), was, now):
                yield (word, *way), value


def _of_groups(
    fields: tuple[Field, ...],
    old: Sequence[Said],
    before: Sequence[Values],
    after: Sequence[Values],
) -> Iterator[tuple[Way, Said | None]]:
    places = _places(fields[0], old, before)
    for at, to in _paired(before, after, _alike):
        if to < 0:
            yield (places[at],), None
        elif at < 0:
            yield (len(old) + to,), _as_said(after[to])
        elif before[at] != after[to]:
            own = old[places[at]]
            if not isinstance(own, dict):
                raise NotRewritable
            for way, value in _of_group(fields, own, before[at], after[to]):
                yield (places[at], *way), value


def _places(item: Field, old: Sequence[Said], read: Sequence[Values]) -> list[int]:
    """The number in the file of each group that was read: one that lacks its name was not."""
    found: list[int] = []
    for at, each in enumerate(old):
        name = each.get(word_of(each, item)) if isinstance(each, dict) else each
        if len(found) < len(read) and isinstance(name, str):
            wanted = read[len(found)].get(item.key)
            found += [at] if " ".join(name.split()) == wanted else []
    if len(found) < len(read):
        raise NotRewritable
    return found


def _of_texts(old: Sequence[Said], after: Sequence[str]) -> Iterator[tuple[Way, Said | None]]:
    before = [" ".join(each.split()) for each in old if isinstance(each, str)]
    if len(before) < len(old):
        raise NotRewritable
    for at, to in _paired(before, after, lambda one, other: _SAME if one == other else _ANY):
        if to < 0:
            yield (at,), None
        elif at < 0:
            yield (len(old) + to,), after[to]
        elif before[at] != after[to]:
            yield (at,), after[to]


def _alike(one: Values, other: Values) -> int:
    if one == other:
        return _SAME
    named = _NAMED if one.get("nama") == other.get("nama") else _ANY
    return named + len([key for key, value in one.items() if other.get(key) == value])


def _paired(
    before: Sequence[Any], after: Sequence[Any], alike: Callable[[Any, Any], int]
) -> _Pairs:
    """Which item of a list became which of another, in their order, so that most of them stays.

    New ones come last, as nothing else can be written; raises NotRewritable where they do not.
    """
    if len(before) * len(after) > _MOST_PAIRS:
        raise NotRewritable
    best = [[0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for at in reversed(range(len(before))):
        for to in reversed(range(len(after))):
            both = best[at + 1][to + 1] + alike(before[at], after[to])
            best[at][to] = max(both, best[at + 1][to], best[at][to + 1])
    pairs: _Pairs = []
    at = to = 0
    while at < len(before) and to < len(after):
        if best[at][to] == best[at + 1][to + 1] + alike(before[at], after[to]):
            pairs.append((at, to))
            at, to = at + 1, to + 1
        elif best[at][to] == best[at + 1][to]:
            pairs.append((at, -1))
            at += 1
        else:
            raise NotRewritable
    return [
        *pairs,
        *((rest, -1) for rest in range(at, len(before))),
        *((-1, rest) for rest in range(to, len(after))),
    ]


def _spelt(key: str, old: Mapping[str, Said]) -> str:
    """A key as the file has it; what was read has it without the blanks around."""
    return next((each for each in old if each.strip() == key.strip()), key)


def _in_list(value: Any) -> list[str]:
    """A value as a list: what to bring is read as one text, with semicolons between."""
    return value.split("; ") if isinstance(value, str) else list(value)


def _as_said(value: Any) -> Said:
    if isinstance(value, dict):
        return {key: _as_said(each) for key, each in value.items()}
    return tuple(map(_as_said, value)) if isinstance(value, list | tuple) else str(value)
