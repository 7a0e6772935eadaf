"""Keys that stand twice in one group: whether taking one of the two could show something wrong."""

from __future__ import annotations

from collections.abc import Hashable

from sitegen.keys.definition import Field, Reading
from sitegen.keys.told import seen, spared
from sitegen.keys.yamltext import Mapping, Node, Scalar, Sequence
from sitegen.legible import without_unseen
from sitegen.model import Problem

Entry = tuple[Scalar, Node]
# The code of an entry that adds nothing to another one.
NEEDLESS = "F046"


def is_empty(node: Node, item: Field | None = None) -> bool:
    """Return whether there is nothing to see in a value; a switch or colour without one may be a mistake of its own."""
    if not isinstance(node, Scalar) or (item and item.type in {"yes-no", "colour"}):
        return False
    return not without_unseen(seen(node.text)).strip()


def told_twice(first: Entry, again: Entry, item: Field, reading: Reading) -> Problem:
    """Return the problem of a key that stands in two entries, also under another of its names.

    One that is empty, or says the same, is needless where the reading spares it; else nobody can tell
    which value was meant.
    """
    (key, node), (second, other) = first, again
    if reading.spares and is_empty(node, item):
        return reading.problem(NEEDLESS, key, key.text, other=second.text, at=str(second.line))
    if reading.spares and (is_empty(other, item) or _said(node) == _said(other)):
        return reading.problem(NEEDLESS, second, second.text, other=key.text, at=str(key.line))
    if key.text == second.text:
        found = reading.problem("F003", second, second.text, first=str(key.line))
    else:
        found = reading.problem("F009", second, second.text, other=key.text)
    return spared(found, item, reading)


def own_entries(
    mapping: Mapping, item: Field, reading: Reading, problems: list[Problem]
) -> tuple[Entry, ...]:
    """Return the entries of a group whose keys its author chose, each key once.

    One that stands with two values is left out, and its problem appended.
    """
    found: dict[str, Entry] = {}
    torn: set[str] = set()
    for key, node in mapping.entries:
        first = found.get(key.text)
        if first is None:
            found[key.text] = (key, node)
            continue
        twice = told_twice(first, (key, node), item, reading)
        problems.append(twice)
        if twice.code != NEEDLESS:
            torn.add(key.text)
        elif is_empty(first[1]):
            found[key.text] = (key, node)
    return tuple(entry for name, entry in found.items() if name not in torn)


def _said(node: Node) -> Hashable:
    """What a value says, wherever it stands."""
    if isinstance(node, Scalar):
        return without_unseen(seen(node.text)).strip()
    if isinstance(node, Sequence):
        return tuple(map(_said, node.items))
    return tuple((key.text, _said(value)) for key, value in node.entries)
