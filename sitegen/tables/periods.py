"""Years, semesters, quarters and months: one value from table cell to chart axis.

All spellings are read here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from sitegen.keys.values import MONTH_NAMES, month_number

Grain = Literal["year", "semester", "quarter", "month"]
# How many of each there are in a year.
PARTS: dict[Grain, int] = {"year": 1, "semester": 2, "quarter": 4, "month": 12}
_LETTERS: dict[Grain, str] = {"semester": "S", "quarter": "Q"}

_YEAR = re.compile(r"((?:19|20)\d{2})(?:\.0+)?", re.ASCII)
# BPS marks preliminary figures.
_NOTED_YEAR = re.compile(r"((?:19|20)\d{2}) ?\*{1,3}\)?", re.ASCII)
_ISO_MONTH = re.compile(r"((?:19|20)\d{2})[-/](0?[1-9]|1[0-2])", re.ASCII)
_MONTH_ISO = re.compile(r"(0?[1-9]|1[0-2])[-/]((?:19|20)\d{2})", re.ASCII)
_NAMED_MONTH = re.compile(r"([A-Za-z .]+?)\.?[-\s,']*((?:19|20)\d{2}|(?<=[-'])\d{2})", re.ASCII)
_SPACED = re.compile(r"(?:[A-Za-z] )+[A-Za-z]", re.ASCII)
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_BARE = re.compile(r"(iv|i{1,3}|[1-4])(?:\.0)?", re.IGNORECASE)
# A year of two digits, as spreadsheets set to Indonesian read it.
_CENTURY = 50
_LONGEST = 60


class Period(Struct, frozen=True, kw_only=True):
    """A year, or a part of one: `part` counts from 1, 0 for the whole; `year` is 0 if not given."""

    grain: Grain
    year: int
    part: int = 0

    @property
    def ordinal(self) -> int:
        """Its position in time; neighbours are 1 apart."""
        return self.year * PARTS[self.grain] + self.part

    @property
    def written(self) -> str:
        """The form used in tables: `2024`, `2024-S1`, `2024-08`; without a year `1`, `Agustus`."""
        if self.grain == "year":
            return str(self.year)
        if self.grain == "month":
            name = MONTH_NAMES[self.part - 1]
            return f"{self.year}-{self.part:02}" if self.year else name
        return f"{self.year}-{_LETTERS[self.grain]}{self.part}" if self.year else str(self.part)


PeriodParser = Callable[[str], Period | None]


def period_at(grain: Grain, ordinal: int) -> Period:
    """Return the period at a position in time, as in `Period.ordinal`."""
    if grain == "year":
        return Period(grain=grain, year=ordinal)
    year, part = divmod(ordinal - 1, PARTS[grain])
    return Period(grain=grain, year=year, part=part + 1)


def parse_period(text: str, grain: Grain, *, bare: bool = True) -> Period | None:
    """Return the period of this grain in a text; with `bare`, it may be just a number."""
    if grain == "year":
        return parse_year(text)
    if grain == "month":
        return parse_month(text)
    return (parse_semester if grain == "semester" else parse_quarter)(text, bare=bare)


def parse_year(text: str) -> Period | None:
    """Return the year in `2025` or `2025.0`."""
    found = _YEAR.fullmatch(text)
    return Period(grain="year", year=int(found[1])) if found else None


def parse_noted_year(text: str) -> Period | None:
    """Return the year in `2025`, or in `2025*)` as BPS marks preliminary figures."""
    found = _NOTED_YEAR.fullmatch(text)
    return Period(grain="year", year=int(found[1])) if found else parse_year(text)


def parse_month(text: str) -> Period | None:
    """Return the month in `Agt`, `M e i / M a y`, `Agu 2024`, `Nov-18`, `2024-08`, `08/2024`."""
    text = " ".join(text.split())
    if found := _ISO_MONTH.fullmatch(text):
        return Period(grain="month", year=int(found[1]), part=int(found[2]))
    if found := _MONTH_ISO.fullmatch(text):
        return Period(grain="month", year=int(found[2]), part=int(found[1]))
    number = _month_word(text)
    if number:
        return Period(grain="month", year=0, part=number)
    found = _NAMED_MONTH.fullmatch(text) if len(text) <= _LONGEST else None
    number = _month_word(found[1]) if found else 0
    if found is None or not number:
        return None
    return Period(grain="month", year=full_year(found[2]), part=number)


def parse_numbered_month(text: str) -> Period | None:
    """Return the month in `8`, `08` or its name, as in columns called `bulan`."""
    digits = text.removesuffix(".0")
    if digits.isdecimal() and 1 <= int(digits[:3]) <= PARTS["month"]:
        return Period(grain="month", year=0, part=int(digits))
    return parse_month(text)


def parse_roman_month(text: str) -> Period | None:
    """Return the month in `VIII`; a single `X` among names is more likely a mistake."""
    word = text.casefold()
    return Period(grain="month", year=0, part=_ROMAN.index(word) + 1) if word in _ROMAN else None


def parse_semester(text: str, *, bare: bool = False) -> Period | None:
    """Return the semester in `Semester II`, `S1 2024`; with `bare`, also in `1` or `II` alone."""
    return _part(text, "semester", _SEMESTERS, bare=bare)


def parse_quarter(text: str, *, bare: bool = False) -> Period | None:
    """Return the quarter (triwulan) in `TW III`, `2024-Q3`, `2024-T3`; `bare` as for semesters."""
    return _part(text, "quarter", _QUARTERS, bare=bare)


def parse_plain_quarter(text: str) -> Period | None:
    """Return the quarter if the column's name gives no hint: `T1` may be a stage (tahap)."""
    return _part(text, "quarter", _PLAIN_QUARTERS, bare=False)


def full_year(text: str) -> int:
    """Return the year meant by two or four digits."""
    if len(text) == 4:
        return int(text)
    return int(text) + (2000 if int(text) < _CENTURY else 1900)


def _month_word(text: str) -> int:
    """The number of a month from its name; `Mei / May` is one month in two languages."""
    words = [word.strip() for word in text.split("/")]
    numbers = {
        month_number(word.replace(" ", "") if _SPACED.fullmatch(word) else word) for word in words
    }
    return numbers.pop() if len(numbers) == 1 else 0


def _part(
    text: str, grain: Grain, patterns: tuple[re.Pattern[str], ...], *, bare: bool
) -> Period | None:
    if bare and (found := _BARE.fullmatch(text)):
        number, year = _NUMBERS[found[1].casefold()], "0"
    else:
        match = next((m for pattern in patterns if (m := pattern.fullmatch(text))), None)
        if match is None:
            return None
        number, year = _NUMBERS[match["part"].casefold()], match.groupdict().get("year") or "0"
    return Period(grain=grain, year=int(year), part=number) if number <= PARTS[grain] else None


def _patterns(word: str, letter: str) -> tuple[re.Pattern[str], ...]:
    """A single letter names a period only beside its year: `S1` is also a degree."""
    part = r"[\s.-]*(?P<part>iv|i{1,3}|[1-4])"
    of = r"(?P<year>(?:19|20)\d{2})"
    return tuple(
        re.compile(pattern, re.IGNORECASE | re.ASCII)
        for pattern in (
            rf"{word}{part}",
            rf"(?:{word}|{letter}){part}[\s.,/-]*(?:tahun\s+)?{of}",
            rf"(?:tahun\s+)?{of}[\s.,/-]*(?:{word}|{letter}){part}",
        )
    )


_SEMESTERS = _patterns(r"(?:semester|smstr|smt|sem)", "s")
_QUARTER = r"(?:triwulan|triwln|kuartal|quarter|tw)"
_QUARTERS = _patterns(_QUARTER, "[qt]")
_PLAIN_QUARTERS = _patterns(_QUARTER, "q")
