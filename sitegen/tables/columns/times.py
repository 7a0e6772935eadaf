"""Dates, months, semesters and quarters as tables write them, read by column.

Only `1/2/2013` is open: the other cells of its column say whether the day or the month is first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sitegen.keys.values import MONTH_NAMES, month_number

_FIGURES = re.compile(
    r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|(?<=[-/])\d{2})(?:[ T]0{1,2}[:.]00(?:[:.]00)?)?", re.ASCII
)
_YEAR_FIRST = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[ T]0{1,2}[:.]00(?:[:.]00)?)?", re.ASCII
)
_DAY_NAME = r"(?:[A-Za-z'\u2019\u2018]+,? )?"
_NAMED = re.compile(_DAY_NAME + r"(\d{1,2})[- /]([A-Za-z]+)\.?[- /,]+(\d{4}|\d{2})", re.ASCII)
_MONTH_NAMED = re.compile(_DAY_NAME + r"([A-Za-z]+)\.? (\d{1,2}),? (\d{4})", re.ASCII)
# What an author means as a date, with or without a time, though it may be none of the forms above.
_LIKE_DATE = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})|\d{1,2}[-.]\d{1,2}[-.]\d{4}"
    r"|[^\d]*\d{1,2}[- ]([A-Za-z]{3,})[.,]?[- ]\d{4})(?:[T ,;-]+\d{1,2}[.:]\d{2}\b.*)?",
    re.ASCII,
)
_YEAR = re.compile(r"((?:19|20)\d{2})(?:\.0+)?", re.ASCII)
# BPS marks preliminary figures.
_NOTED_YEAR = re.compile(r"((?:19|20)\d{2}) ?\*{1,3}\)?", re.ASCII)
_ISO_MONTH = re.compile(r"((?:19|20)\d{2})[-/](0?[1-9]|1[0-2])", re.ASCII)
_MONTH_ISO = re.compile(r"(0?[1-9]|1[0-2])[-/]((?:19|20)\d{2})", re.ASCII)
_NAMED_MONTH = re.compile(r"([A-Za-z .]+?)\.?[-\s,']*((?:19|20)\d{2}|(?<=[-'])\d{2})", re.ASCII)
_SPACED = re.compile(r"(?:[A-Za-z] )+[A-Za-z]", re.ASCII)
_SEMESTER = r"(?:semester|smstr|smt|sem)"
_QUARTER = r"(?:triwulan|triwln|kuartal|quarter|tw)"
_PARTS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_BARE = re.compile(r"(iv|i{1,3}|[1-4])(?:\.0)?", re.IGNORECASE)
# A year of two digits, as spreadsheets set to Indonesian read it.
_CENTURY = 50


def year(text: str) -> int | None:
    """Return the year in `2025` or `2025.0`."""
    found = _YEAR.fullmatch(text)
    return int(found[1]) if found else None


def noted_year(text: str) -> int | None:
    """Return the year in `2025`, or in `2025*)` as BPS marks preliminary figures."""
    found = _NOTED_YEAR.fullmatch(text)
    return int(found[1]) if found else year(text)


def month(text: str) -> str | None:
    """Return `Agustus` for the month's name alone, `2024-08` where its year stands beside it.

    Reads `Agt`, `NOPEMBER`, `M e i / M a y`, `Agu 2024`, `Nov-18`, `2024-08`, `08/2024`.
    """
    text = " ".join(text.split())
    if found := _ISO_MONTH.fullmatch(text):
        return f"{found[1]}-{int(found[2]):02}"
    if found := _MONTH_ISO.fullmatch(text):
        return f"{found[2]}-{int(found[1]):02}"
    number = _month_word(text)
    if number:
        return MONTH_NAMES[number - 1]
    found = _NAMED_MONTH.fullmatch(text)
    number = _month_word(found[1]) if found else 0
    return f"{_full_year(found[2])}-{number:02}" if found and number else None


def numbered_month(text: str) -> str | None:
    """Return `Agustus` for `8`, `08` or its name: how columns called `bulan` are filled."""
    digits = text.removesuffix(".0")
    if digits.isdecimal() and 1 <= int(digits[:3]) <= len(MONTH_NAMES):
        return MONTH_NAMES[int(digits) - 1]
    return month(text)


def roman_month(text: str) -> str | None:
    """Return `Agustus` for `VIII`; a single `X` among names is rather a mistake."""
    word = text.casefold()
    return MONTH_NAMES[_ROMAN.index(word)] if word in _ROMAN else None


def semester(text: str, *, bare: bool = False) -> str | None:
    """Return `1` or `2024-S1` for a semester; `bare` ones are `1` or `II` without the word."""
    return _part(text, _SEMESTERS, "S", 2, bare=bare)


def quarter(text: str, *, bare: bool = False) -> str | None:
    """Return `3` or `2024-Q3` for a quarter (triwulan)."""
    return _part(text, _QUARTERS, "Q", 4, bare=bare)


def like_date(text: str) -> bool:
    """Whether a text is meant as a date, alone or with a time after it."""
    found = _LIKE_DATE.fullmatch(text)
    return found is not None and (not found[1] or bool(month_number(found[1])))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The dates of a column's distinct texts, None where `bad`.

    `order` is `dmy` or `mdy` where figures alone had to be read. `day_first` and `month_first` are the
    positions of a text that only fits that order, -1 without one: with both the column contradicts
    itself, and where `order` is needed and there is neither it is open (`undecided`, a position).
    """

    days: tuple[date | None, ...]
    order: str
    bad: tuple[int, ...]
    day_first: int = -1
    month_first: int = -1
    undecided: int = -1


def read_dates(texts: Sequence[str]) -> Dates:
    """Return the dates of `texts`; the ones in figures are all read in one order.

    A year of two digits counts where a row decides the order and the days vary more than the years:
    `21-02-03` is no date by itself.
    """
    figures = {at: found for at, text in enumerate(texts) if (found := _FIGURES.fullmatch(text))}
    parts = {at: (int(f[1]), int(f[3]), _full_year(f[4])) for at, f in figures.items()}
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
    """The date of a text whose order is plain: the year first, or the month by its name."""
    if found := _YEAR_FIRST.fullmatch(text):
        return _date(int(found[1]), int(found[3]), int(found[4]))
    if found := _NAMED.fullmatch(" ".join(text.split())):
        number = month_number(found[2])
        return _date(_full_year(found[3]), number, int(found[1])) if number else None
    if found := _MONTH_NAMED.fullmatch(" ".join(text.split())):
        number = month_number(found[1])
        return _date(int(found[3]), number, int(found[2])) if number else None
    return None


def _date(of: int, number: int, day: int) -> date | None:
    try:
        return date(of, number, day)
    except ValueError:
        return None


def _full_year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    return int(text) + (2000 if int(text) < _CENTURY else 1900)


def _month_word(text: str) -> int:
    """The number of a month by its name; `Mei / May` is one month in two languages."""
    words = [word.strip() for word in text.split("/")]
    numbers = {
        month_number(word.replace(" ", "") if _SPACED.fullmatch(word) else word) for word in words
    }
    return numbers.pop() if len(numbers) == 1 else 0


def _part(
    text: str, patterns: tuple[re.Pattern[str], ...], letter: str, most: int, *, bare: bool
) -> str | None:
    found = _BARE.fullmatch(text) if bare else None
    if found:
        number, of = _PARTS[found[1].casefold()], ""
    else:
        match = next((m for pattern in patterns if (m := pattern.fullmatch(text))), None)
        if match is None:
            return None
        number, of = _PARTS[match["part"].casefold()], match.groupdict().get("year") or ""
    if number > most:
        return None
    return f"{of}-{letter}{number}" if of else str(number)


def _patterns(word: str, letter: str) -> tuple[re.Pattern[str], ...]:
    """One letter tells a period beside its year alone: `S1` is also a degree."""
    part = r"[\s.-]*(?P<part>iv|i{1,3}|[1-4])"
    of = r"(?P<year>(?:19|20)\d{2})"
    return tuple(
        re.compile(pattern, re.IGNORECASE | re.ASCII)
        for pattern in (
            rf"{word}{part}",
            rf"(?:{word}|{letter}){part}[\s,/-]*(?:tahun\s+)?{of}",
            rf"(?:tahun\s+)?{of}[\s,/-]*(?:{word}|{letter}){part}",
        )
    )


_SEMESTERS = _patterns(_SEMESTER, "s")
_QUARTERS = _patterns(_QUARTER, "q")
