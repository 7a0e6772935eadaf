"""Years, spans of years, semesters, quarters, months, weeks: one value from table cell to chart axis.

All spellings are read here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Literal

from msgspec import Struct

from sitegen.keys.values import MONTH_NAMES, month_number

Grain = Literal["year", "span", "semester", "quarter", "month", "week"]
# How many of each there are in a year; weeks are those of a month, of which there are up to five.
PARTS: dict[Grain, int] = {
    "year": 1,
    "span": 1,
    "semester": 2,
    "quarter": 4,
    "month": 12,
    "week": 60,
}
# The grains whose periods follow one another without a gap and have one length.
EVEN: frozenset[Grain] = frozenset({"year", "semester", "quarter", "month"})
_WEEKS = 5
_LETTERS: dict[Grain, str] = {"semester": "S", "quarter": "Q"}

_YEAR = re.compile(r"((?:19|20)\d{2})(?:\.0+)?", re.ASCII)
# BPS marks preliminary figures.
_NOTED_YEAR = re.compile(r"((?:19|20)\d{2}) ?\*{1,3}\)?", re.ASCII)
# `Tahun 2021`, `Th. 2021`, `TA 2021`.
_YEAR_WORD = r"(?:tahun(?: (?:ajaran|pelajaran|anggaran|akademik))?|thn\.?|th\.?|t\.?a\.?|t\.?p\.?)"
_NAMED_YEAR = re.compile(rf"{_YEAR_WORD}\s*((?:19|20)\d{{2}})", re.IGNORECASE | re.ASCII)
_SPAN = re.compile(
    rf"(?:{_YEAR_WORD}\s*)?((?:19|20)\d{{2}})\s*(/|-|\u2013|s\.?/?d\.?)\s*((?:19|20)?\d{{2}})",
    re.IGNORECASE,
)
_ISO_MONTH = re.compile(r"((?:19|20)\d{2})(?:[-/]|[- ]?M)(0?[1-9]|1[0-2])", re.ASCII)
_COMPACT_MONTH = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])", re.ASCII)
_SHORT_MONTH = re.compile(r"(\d{2})[-/ ]([A-Za-z]{3,9})\.?", re.ASCII)
_WHOLE_YEAR = re.compile(r"(?:tahunan|setahun|satu tahun|annual|yearly)", re.IGNORECASE)
_UNTIL = re.compile(r"(?:s\.? ?/?d\.?|sampai(?: dengan)?|hingga|until)\s+(?=\w)", re.IGNORECASE)
_MONTHS = re.compile(
    r"([a-z]+)\.?(?:\s+((?:19|20)\d{2}))?\s*(?:-|\u2013|s\.?/?d\.?|sampai(?: dengan)?|hingga)\s*"
    r"([a-z]+)\.?(?:\s+((?:19|20)\d{2}))?",
    re.IGNORECASE | re.ASCII,
)
_WEEK_NAME = r"(?:minggu|pekan|week)\s*(?:ke)?[\s-]*(?P<week>iv|v|i{1,3}|[1-5])"
_MONTH_NAME = r"(?:bulan\s+)?(?P<month>[a-z]+)\.?"
_OF_YEAR = r"(?:[\s,]+(?:tahun\s+)?(?P<year>(?:19|20)\d{2}))?"
_WEEK = (
    re.compile(rf"{_WEEK_NAME}[\s,.-]+{_MONTH_NAME}{_OF_YEAR}", re.IGNORECASE | re.ASCII),
    re.compile(rf"{_MONTH_NAME}{_OF_YEAR}[\s,.-]+{_WEEK_NAME}", re.IGNORECASE | re.ASCII),
    re.compile(r"(?P<year>(?:19|20)\d{2})-(?P<number>\d{2})-M(?P<week>[1-5])", re.ASCII),
)
_MONTH_ISO = re.compile(r"(0?[1-9]|1[0-2])[-/]((?:19|20)\d{2})", re.ASCII)
_NAMED_MONTH = re.compile(r"([A-Za-z .]+?)\.?[-\s,']*((?:19|20)\d{2}|(?<=[-'])\d{2})", re.ASCII)
_OWN_YEAR = re.compile(r"\b(?:19|20)\d{2}\b", re.ASCII)
_SPACED = re.compile(r"(?:[A-Za-z] )+[A-Za-z]", re.ASCII)
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5}
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_BARE = re.compile(r"(iv|i{1,3}|[1-4])(?:\.0)?", re.IGNORECASE)
# A year of two digits, as spreadsheets set to Indonesian read it.
_CENTURY = 50
_LONGEST = 60


class Period(Struct, frozen=True, kw_only=True):
    """A year, or a part of one: `part` counts from 1, 0 for the whole; `year` is 0 if not given.

    A span of years begins in `year`, and `part` is the number of years after that. A week belongs to a
    month, each of which has room for five.
    """

    grain: Grain
    year: int
    part: int = 0

    @property
    def ordinal(self) -> int:
        """Its position in time; neighbours are 1 apart."""
        if self.grain == "span":
            return self.year
        return self.year * PARTS[self.grain] + self.part

    @property
    def written(self) -> str:
        """The form used in tables: `2024`, `2024/2025`, `2010-2014`, `2024-S1`, `2024-08`.

        Without a year `1`, `Agustus`; weeks are `2024-08-M1` or `Minggu 1 Agustus`.
        """
        if self.grain == "year":
            return str(self.year)
        if self.grain == "span":
            return f"{self.year}{'/' if self.part == 1 else '-'}{self.year + self.part}"
        if self.grain == "week":
            month, week = self.week
            name = f"Minggu {week} {MONTH_NAMES[month - 1]}"
            return f"{self.year}-{month:02}-M{week}" if self.year else name
        if self.grain == "month":
            name = MONTH_NAMES[self.part - 1]
            return f"{self.year}-{self.part:02}" if self.year else name
        return f"{self.year}-{_LETTERS[self.grain]}{self.part}" if self.year else str(self.part)

    @property
    def week(self) -> tuple[int, int]:
        """Its month and its number in that month, for a week."""
        month, number = divmod(self.part - 1, _WEEKS)
        return month + 1, number + 1


PeriodParser = Callable[[str], Period | None]


def period_at(grain: Grain, ordinal: int) -> Period:
    """Return the period at a position in time, as in `Period.ordinal`."""
    if grain in ("year", "span"):
        return Period(grain=grain, year=ordinal, part=int(grain == "span"))
    year, part = divmod(ordinal - 1, PARTS[grain])
    return Period(grain=grain, year=year, part=part + 1)


def parse_period(text: str, grain: Grain, *, bare: bool = True) -> Period | None:
    """Return the period of this grain in a text; with `bare`, it may be just a number."""
    plain = _WHATEVER.get(grain)
    if plain:
        return plain(text)
    return (parse_semester if grain == "semester" else parse_quarter)(text, bare=bare)


def parse_year(text: str) -> Period | None:
    """Return the year in `2025` or `2025.0`."""
    found = _YEAR.fullmatch(text)
    return Period(grain="year", year=int(found[1])) if found else None


def parse_noted_year(text: str) -> Period | None:
    """Return the year in `2025`, or in `2025*)` as BPS marks preliminary figures."""
    found = _NOTED_YEAR.fullmatch(text)
    return Period(grain="year", year=int(found[1])) if found else parse_year(text)


def parse_named_year(text: str) -> Period | None:
    """Return the year in `Tahun 2025`, `Th. 2025` or `TA 2025`, whatever its column is called."""
    found = _NAMED_YEAR.fullmatch(text)
    return Period(grain="year", year=int(found[1])) if found else None


def parse_any_year(text: str) -> Period | None:
    """Return the year in `2025`, `2025*)` or `Tahun 2025`."""
    return parse_noted_year(text) or parse_named_year(text)


def parse_span(text: str) -> Period | None:
    """Return the years in `2021/2022`, `2021/22`, `TA 2021/2022` or `2010-2014`."""
    found = _SPAN.fullmatch(text)
    if found is None:
        return None
    first, short = int(found[1]), len(found[3]) == 2
    last = int(found[3])
    if short:
        last = first + 1 if last == (first + 1) % 100 else 0
    # A slash stands between neighbours; `2010-12` is a month.
    wrong = last != first + 1 if found[2] == "/" else short
    return None if wrong or last <= first else Period(grain="span", year=first, part=last - first)


def parse_week(text: str) -> Period | None:
    """Return the week of a month in `Minggu I Januari 2024`, `Pekan ke-2 Mei`, `2024-01-M1`."""
    if len(text) > _LONGEST:
        return None
    found = next((match for pattern in _WEEK if (match := pattern.fullmatch(text))), None)
    if found is None:
        return None
    given = found.groupdict()
    month = int(given.get("number") or 0) or _month_word(given.get("month") or "")
    if not 1 <= month <= PARTS["month"]:
        return None
    part = (month - 1) * _WEEKS + _NUMBERS[found["week"].casefold()]
    return Period(grain="week", year=int(given.get("year") or 0), part=part)


def parse_compact_month(text: str) -> Period | None:
    """Return the month in `202401`, which may also be a figure."""
    found = _COMPACT_MONTH.fullmatch(text)
    return Period(grain="month", year=int(found[1]), part=int(found[2])) if found else None


def parse_short_month(text: str) -> Period | None:
    """Return the month in `24-Jan`, which may also be a day of January."""
    found = _SHORT_MONTH.fullmatch(text)
    number = _month_word(found[2]) if found else 0
    if found is None or not number:
        return None
    return Period(grain="month", year=full_year(found[1]), part=number)


def parse_until(text: str) -> Period | None:
    """Return the last month in `s.d. Maret 2024`, `Januari-Mei`: of figures since the year began."""
    if begun := _UNTIL.match(text):
        return parse_month(text[begun.end() :])
    months = parse_months(text)
    return months[1] if months and months[0].part == 1 else None


def has_several_grains(labels: Iterable[str]) -> bool:
    """Return whether labels are periods of which some hold others: quarters beside the whole year."""
    grains = {_grain_of(label.strip()) for label in labels}
    return "" not in grains and len(grains) > 1


def _grain_of(text: str) -> Grain | Literal[""]:
    parsers = (parse_month, parse_quarter, parse_semester, parse_any_year)
    found = next((period for parser in parsers if (period := parser(text))), None)
    if found:
        return found.grain
    return "year" if _WHOLE_YEAR.fullmatch(text) else ""


def runs_until(text: str) -> bool:
    """Return whether a period is told by its end alone, as in `s.d. Triwulan II`."""
    return bool(_UNTIL.match(text)) or parse_until(text) is not None


def begins_later(text: str) -> bool:
    """Return whether months such as `April-Juni` do not begin with the year: figures of a part alone."""
    months = parse_months(text)
    return months is not None and months[0].part > 1


def parse_plain_month(text: str) -> Period | None:
    """Return the month, or that until which figures run, whatever its column is called."""
    return parse_month(text) or parse_until(text)


def parse_months(text: str) -> tuple[Period, Period] | None:
    """Return the first and last month in `Januari-Maret`, `Januari s.d. Juni 2024`."""
    found = _MONTHS.fullmatch(text) if len(text) <= _LONGEST else None
    numbers = (_month_word(found[1]), _month_word(found[3])) if found else (0, 0)
    if found is None or not all(numbers):
        return None
    last = int(found[4] or 0)
    years = (int(found[2] or last), last)
    first, end = (
        Period(grain="month", year=year, part=part)
        for year, part in zip(years, numbers, strict=True)
    )
    return (first, end) if first.ordinal < end.ordinal else None


def parse_month(text: str) -> Period | None:
    """Return the month in `Agt`, `M e i / M a y`, `Agu 2024`, `Nov-18`, `2024-08`, `2024M08`."""
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


def names_period(name: str) -> bool:
    """Return whether a column's name is one period, as `TW I` or `Jumlah tahun 2021`.

    Its cells are figures of that period then, and no periods themselves.
    """
    words = " ".join(name.replace("_", " ").split())
    if _OWN_YEAR.search(words) or parse_quarter(words) or parse_semester(words):
        return True
    return any(map(month_number, words.split()))


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
    if begun := _UNTIL.match(text):
        text = text[begun.end() :]
    if months := parse_months(text):
        return _part_of_months(months, grain)
    if bare and (found := _BARE.fullmatch(text)):
        number, year = _NUMBERS[found[1].casefold()], "0"
    else:
        match = next((m for pattern in patterns if (m := pattern.fullmatch(text))), None)
        if match is None:
            return None
        number, year = _NUMBERS[match["part"].casefold()], match.groupdict().get("year") or "0"
    return Period(grain=grain, year=int(year), part=number) if number <= PARTS[grain] else None


def _part_of_months(months: tuple[Period, Period], grain: Grain) -> Period | None:
    """The quarter of `Januari-Maret`, the semester of `Juli-Desember`."""
    first, last = months
    length = PARTS["month"] // PARTS[grain]
    if first.year != last.year or last.part % length or last.part - first.part != length - 1:
        return None
    return Period(grain=grain, year=last.year, part=last.part // length)


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
# How a period of each grain is read whose text is not a bare number.
_WHATEVER: dict[Grain, PeriodParser] = {
    "year": parse_year,
    "span": parse_span,
    "month": parse_month,
    "week": parse_week,
}
