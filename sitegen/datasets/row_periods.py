"""The period of each row of a table, from all of its columns of time together."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sitegen.model import Column, Table
from sitegen.tables.kinds import KINDS, Time
from sitegen.tables.periods import (
    PARTS,
    Period,
    parse_month,
    parse_period,
    parse_quarter,
    parse_semester,
    parse_year,
)

if TYPE_CHECKING:
    import pandas as pd

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?: 00:00:00)?")
_DATED = re.compile(r"\d{4}(?:\D.*)?")
# In a text with an earlier and a later one, the later sorts after the earlier.
UNDATED = ""


def row_periods(table: Table) -> pd.Series:
    """Return the period of each row: `2024`, `2024-S1`, `2024-08`, `2024-08-17`.

    It is that of the column with the shortest periods of a known year; a month, quarter or semester without one
    belongs to the year in another column. A column of texts that are all such periods comes first. `UNDATED` where no
    year is known.
    """
    frame = table.frame
    written = next((c.name for c in table.columns if c.kind == "teks" and _is_dated(table, c)), "")
    if written:
        return frame[written].map(cell_text)
    found = [(time, column.name) for column in table.columns if (time := KINDS[column.kind].time)]
    found.sort(key=lambda pair: pair[0].nesting, reverse=True)
    if not found:
        return frame.index.to_series().map(lambda _: UNDATED)
    rows = zip(*(frame[name].map(cell_text) for _, name in found), strict=True)
    texts = [_of_row(tuple(row), tuple(time for time, _ in found)) for row in rows]
    periods = frame.index.to_series()
    return periods.map(dict(zip(frame.index, texts, strict=True)))


def cell_text(cell: object) -> str:
    """Return what a cell has as text: a day as `2024-08-17`, a whole number without decimals."""
    text = str(cell)
    day = _DAY.fullmatch(text)
    return day[1] if day else text.removesuffix(".0")


def part_of(period: str) -> object:
    """Return which part of its year a period is, None where that is not known.

    Only periods with the same part are compared: a December is no January, a year no month.
    """
    if _DAY.fullmatch(period):
        day = date.fromisoformat(period)
        return ("day", day.month, day.day)
    found = parse_year(period) or parse_month(period)
    found = found or parse_quarter(period) or parse_semester(period)
    return (found.grain, found.part) if found and found.year else None


def _is_dated(table: Table, column: Column) -> bool:
    """Whether a column of texts has periods with their year alone, such as `2017-S1`."""
    cells = set(table.frame[column.name].map(cell_text))
    return bool(cells) and all(
        _DATED.fullmatch(cell)
        and (parse_month(cell) or parse_quarter(cell) or parse_semester(cell))
        for cell in cells
    )


def _of_row(texts: tuple[str, ...], times: tuple[Time, ...]) -> str:
    dated = next((text for text in texts if _DATED.fullmatch(text)), UNDATED)
    year = parse_year(dated)
    if year is None:
        return dated
    for text, time in zip(texts, times, strict=True):
        part = parse_period(text, time.grain) if time.grain and time.grain != "year" else None
        if part and part.part and part.year in (0, year.year):
            return _in_year(part, year.year)
    return dated


def _in_year(part: Period, year: int) -> str:
    return replace(part, year=year).written


def years_of(period: str) -> float | None:
    """Return where a period begins in time, in years, None where that is not known."""
    if _DAY.fullmatch(period):
        day = date.fromisoformat(period)
        return day.year + (day.timetuple().tm_yday - 1) / 366
    found = parse_year(period) or parse_month(period)
    found = found or parse_quarter(period) or parse_semester(period)
    if found is None or not found.year:
        return None
    parts = 1 if found.grain == "year" else PARTS[found.grain]
    return found.year + max(0, found.part - 1) / parts
