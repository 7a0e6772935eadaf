"""Dates as tables write them, read by column.

Only `1/2/2013` is ambiguous: the other cells of its column show whether day or month comes first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from sitegen.keys.values import month_number
from sitegen.tables.periods import full_year

_FIGURES = re.compile(
    r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|(?<=[-/])\d{2})(?:[ T]0{1,2}[:.]00(?:[:.]00)?)?", re.ASCII
)
_YEAR_FIRST = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[ T]0{1,2}[:.]00(?:[:.]00)?)?", re.ASCII
)
_DAY_NAME = r"(?:[A-Za-z'\u2019\u2018]+,? )?"
_NAMED = re.compile(_DAY_NAME + r"(\d{1,2})[- /]([A-Za-z]+)\.?[- /,]+(\d{4}|\d{2})", re.ASCII)
_MONTH_NAMED = re.compile(_DAY_NAME + r"([A-Za-z]+)\.? (\d{1,2}),? (\d{4})", re.ASCII)
# What an author means as a date, with or without a time, even if it has none of the forms above.
_LIKE_DATE = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})|\d{1,2}[-.]\d{1,2}[-.]\d{4}"
    r"|[^\d]*\d{1,2}[- ]([A-Za-z]{3,})[.,]?(?:[- ]\d{4})?)(?:[T ,;-]+\d{1,2}[.:]\d{2}\b.*)?",
    re.ASCII,
)


def like_date(text: str) -> bool:
    """Whether a text is meant as a date, alone or with a time after it."""
    found = _LIKE_DATE.fullmatch(text)
    return found is not None and (not found[1] or bool(month_number(found[1])))


class Dates(Struct, frozen=True, kw_only=True):
    """The dates of a column's distinct texts, None where `bad`.

    `order` is `dmy` or `mdy` if some dates are all figures. `day_first` and `month_first` are
    positions of a text that fits only that order, -1 if there is none: with both, the column
    contradicts itself; with neither, an order that is needed stays open (`undecided`, a position).
    """

    days: tuple[date | None, ...]
    order: str
    bad: tuple[int, ...]
    day_first: int = -1
    month_first: int = -1
    undecided: int = -1


def typed_dates(texts: Sequence[str]) -> Dates:
    """Return the dates of `texts`; those in figures are all read in the same order.

    A year of two digits is accepted if some row decides the order and the days vary more than the
    years: `21-02-03` on its own is not a date.
    """
    figures = {at: found for at, text in enumerate(texts) if (found := _FIGURES.fullmatch(text))}
    parts = {at: (int(f[1]), int(f[3]), full_year(f[4])) for at, f in figures.items()}
    day_first = next((at for at, (a, b, _) in parts.items() if a > 12 >= b), -1)
    month_first = next((at for at, (a, b, _) in parts.items() if b > 12 >= a), -1)
    order = "mdy" if month_first >= 0 > day_first else "dmy"
    short = {at for at, found in figures.items() if len(found[4]) == 2}
    if short and not _years_last([parts[at] for at in short], order, max(day_first, month_first)):
        parts = {at: each for at, each in parts.items() if at not in short}
        day_first, month_first = (-1 if at in short else at for at in (day_first, month_first))
    values: list[date | None] = []
    for at, text in enumerate(texts):
        if at not in parts:
            values.append(_plain_date(text))
            continue
        first, second, of = parts[at]
        read = (_date(of, first, second), _date(of, second, first))
        values.append(read[0] or read[1] if order == "mdy" else read[1] or read[0])
    decided = day_first >= 0 or month_first >= 0 or all(a == b for a, b, _ in parts.values())
    return Dates(
        days=tuple(values),
        order=order if parts else "",
        bad=tuple(at for at, value in enumerate(values) if value is None),
        day_first=day_first,
        month_first=month_first,
        undecided=-1 if decided else next(at for at, (a, b, _) in parts.items() if a != b),
    )


def _years_last(parts: Sequence[tuple[int, int, int]], order: str, decided: int) -> bool:
    days = {each[1 if order == "mdy" else 0] for each in parts}
    return decided >= 0 and len({of for _, _, of in parts}) <= len(days)


def _plain_date(text: str) -> date | None:
    """The date of a text whose order is clear: the year first, or the month by name."""
    if found := _YEAR_FIRST.fullmatch(text):
        return _date(int(found[1]), int(found[3]), int(found[4]))
    if found := _NAMED.fullmatch(" ".join(text.split())):
        number = month_number(found[2])
        return _date(full_year(found[3]), number, int(found[1])) if number else None
    if found := _MONTH_NAMED.fullmatch(" ".join(text.split())):
        number = month_number(found[1])
        return _date(int(found[3]), number, int(found[2])) if number else None
    return None


def _date(of: int, number: int, day: int) -> date | None:
    try:
        return date(of, number, day)
    except ValueError:
        return None
