"""Personal data in the city's own files: the register, shared schemas, and `site.yml`.

There are no permits for these: the people who write them are those who grant permits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.model import Problem, Where
from sitegen.privacy.finding import CODES, WARNED, FindingKind, masked_value
from sitegen.privacy.text import find

# The city's own contacts, and its account for donations, belong on its pages.
_OF_THE_CITY: frozenset[FindingKind] = WARNED | {"rekening"}


def in_text(text: str, path: str) -> Iterator[Problem]:
    """Yield the personal data in a settings file, each with its line and column."""
    for each in find(text):
        if each.kind not in _OF_THE_CITY:
            line = text.count("\n", 0, each.start) + 1
            column = each.start - text.rfind("\n", 0, each.start)
            where = Where(path=path, line=line, column=column)
            yield _problem(each.kind, each.value, where)


def in_row(row: Mapping[str, str | None], where: Where) -> Iterator[Problem]:
    """Yield the personal data in a row of the register, by column name."""
    for column, cell in row.items():
        for each in find(str(cell or "")):
            if each.kind not in WARNED:
                place = Where(path=where.path, row=where.row, field=str(column or ""))
                yield _problem(each.kind, each.value, place)


def _problem(kind: FindingKind, value: str, where: Where) -> Problem:
    return Problem.of(CODES[kind], where, found=masked_value(value), count="1", seal="-")
