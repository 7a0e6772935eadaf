"""A dataset as a workbook for people: figures and dates typed, with a sheet that tells what they are."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from sitegen.datasets.heading import headings
from sitegen.i18n import Lang
from sitegen.legible import legible
from sitegen.model import Column, Table
from sitegen.tables.kinds import KINDS
from sitegen.tables.measures import PERCENT, RUPIAH
from sitegen.tables.periods import parse_period

if TYPE_CHECKING:
    import pandas as pd
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# What a sheet holds (Excel specifications and limits, Microsoft), its header among them.
MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
# What an office computer opens within seconds, some 10 MB.
MOST_CELLS = 2_000_000
# Up to here all of it stands in memory; above, rows go to a temporary file as they are written.
_IN_MEMORY = 200_000
# From here on the figures of a sheet, which are binary64, leave out digits.
_EXACT = 10**15
_MOST_DECIMALS = 4
_LAST_YEAR = 9999
# Excel takes 1900 for a leap year: its days before March are read differently elsewhere.
_FIRST_DAY = date(1900, 3, 1)
# Stands in the file instead of the moment at which it is made, so that the same table is the same bytes.
MADE = datetime(1980, 1, 1, tzinfo=UTC)
_SAMPLE = 200
_NARROWEST, _WIDEST = 9, 48
_DATE = 14  # Excel's own format of dates, as the reader's computer writes them
_LANGUAGE = {"id": "[$-421]", "en": "[$-409]"}
Write = Callable[[int, int, Any], None]


class Notes(Struct, frozen=True, kw_only=True):
    """The sheet beside the figures, in the site's language: its name and what it tells.

    `facts` are (label, text); `columns` is a table whose first row are its headings; `remarks` are
    (heading, sentences).
    """

    sheet: str
    title: str
    facts: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, ...], ...]
    remarks: tuple[tuple[str, tuple[str, ...]], ...]


def fits(table: Table) -> bool:
    """Return whether a sheet holds the table whole."""
    rows, columns = table.frame.shape
    if rows + 1 > MOST_ROWS or rows * columns > MOST_CELLS:
        return False
    texts = (table.frame[c.name] for c in table.columns if KINDS[c.kind].dtype == "str")
    return not any((cells.dropna().str.len() > MOST_CHARACTERS // 2).any() for cells in texts)


def workbook(table: Table, notes: Notes, lang: Lang) -> bytes:
    """Return the table as an `.xlsx` file: its figures, and `notes` as a second sheet.

    Figures and days are typed, texts are texts whatever they begin with, codes keep their zeros.
    The same table gives the same bytes. For tables that `fits` accepts.
    """
    from xlsxwriter import Workbook

    rows, columns = table.frame.shape
    small = rows * columns <= _IN_MEMORY
    stream = io.BytesIO()
    options = {
        "in_memory": small,
        "constant_memory": not small,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(stream, options) as book:
        book.set_properties({"created": MADE, "title": legible(notes.title)})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        _figures(
            book.add_worksheet("Data"),
            table,
            bold,
            lambda column: _format(book.add_format, table.frame[column.name], column, lang),
        )
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        large = book.add_format({"bold": True, "font_size": 14})
        _about(book.add_worksheet(notes.sheet), notes, (large, bold, wrapped))
    return stream.getvalue()


def _figures(
    sheet: Worksheet, table: Table, head: Format, format_of: Callable[[Column], Format | None]
) -> None:
    sheet.freeze_panes(1, 0)
    rows, columns = table.frame.shape
    if columns:
        sheet.autofilter(0, 0, rows, columns - 1)
    for at, (column, text) in enumerate(zip(table.columns, headings(table.columns), strict=True)):
        sheet.set_column(at, at, _width(text, table.frame[column.name]))
        sheet.write_string(0, at, legible(text), head)
    writers = [_writer(sheet, column, format_of(column)) for column in table.columns]
    values = (_values(table.frame[column.name], column) for column in table.columns)
    for row, cells in enumerate(zip(*values, strict=True), start=1):
        for at, (write, cell) in enumerate(zip(writers, cells, strict=True)):
            if cell is not None:
                write(row, at, cell)


def _values(cells: pd.Series, column: Column) -> list[Any]:
    """The cells as Python values, None where there is none; days and months as days."""
    there = cells.notna()
    if column.kind == "tanggal":
        cells = cells.dt.date
    plain: list[Any] = cells.astype(object).where(there, None).tolist()
    return [_month(cell) for cell in plain] if column.kind == "bulan" else plain


def _month(cell: str | None) -> date | str | None:
    """The first day of a month that has its year; without one it stays a word."""
    period = parse_period(cell, "month") if cell else None
    if period is None or not period.year or not period.part:
        return cell
    return date(period.year, period.part, 1) if period.year <= _LAST_YEAR else cell


def _writer(sheet: Worksheet, column: Column, form: Format | None) -> Write:
    """What writes the cells of a column with their type."""

    def figure(row: int, at: int, cell: float) -> None:
        if abs(cell) < _EXACT and math.isfinite(cell):
            sheet.write_number(row, at, cell, form)
        else:
            sheet.write_string(row, at, str(cell))

    def day(row: int, at: int, cell: date | str) -> None:
        if isinstance(cell, str):
            sheet.write_string(row, at, legible(cell))
        elif cell < _FIRST_DAY:
            sheet.write_string(row, at, cell.isoformat())
        else:
            sheet.write_datetime(row, at, cell, form)

    def text(row: int, at: int, cell: str) -> None:
        sheet.write_string(row, at, legible(cell), form)

    if column.kind in ("tanggal", "bulan"):
        return day
    return figure if KINDS[column.kind].numbers else text


def _format(
    add: Callable[[dict[str, Any]], Format], cells: pd.Series, column: Column, lang: Lang
) -> Format | None:
    """The number format of a column: figures by their decimals and unit, days as days."""
    kind = KINDS[column.kind]
    if column.kind == "tanggal":
        return add({"num_format": _DATE})
    if column.kind == "bulan":
        return add({"num_format": f"{_LANGUAGE[lang]}mmmm yyyy", "align": "left"})
    if not kind.numbers:
        return add({"num_format": "@"}) if kind.names in ("codes", "areas") else None
    if kind.time:
        return add({"num_format": "0", "align": "left"})
    decimals = _decimals(cells) if kind.figures == "decimal" else 0
    form = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    unit = column.unit.strip().casefold()
    if unit in PERCENT:
        return add({"num_format": f'{form}"%"'})
    return add({"num_format": f'"Rp"{form}' if unit in RUPIAH else form})


def _decimals(cells: pd.Series) -> int:
    """The decimals that the figures of a column have, at most four."""
    known = cells.dropna()
    for digits in range(_MOST_DECIMALS):
        if (known.round(digits) == known).all():
            return digits
    return _MOST_DECIMALS


def _width(heading: str, cells: pd.Series) -> int:
    """The width of a column in characters, by its first cells; headings wrap."""
    words = max(map(len, heading.split()), default=0)
    texts = cells.dropna().head(_SAMPLE).map(lambda cell: len(_written(cell)))
    longest = int(texts.max()) if len(texts) else 0
    return min(max(longest, words, min(len(heading), 16), _NARROWEST), _WIDEST) + 2


def _written(cell: object) -> str:
    return cell.isoformat()[:10] if isinstance(cell, date) else str(cell)


def _about(sheet: Worksheet, notes: Notes, formats: tuple[Format, Format, Format]) -> None:
    large, bold, wrapped = formats
    for at, width in enumerate((28, 60, 18, 18, 60)):
        sheet.set_column(at, at, width)
    for row, (cells, form) in enumerate(_lines(notes, large, bold, wrapped)):
        for at, cell in enumerate(cells):
            sheet.write_string(row, at, legible(cell)[:MOST_CHARACTERS], form)


def _lines(
    notes: Notes, large: Format, bold: Format, wrapped: Format
) -> Iterator[tuple[tuple[str, ...], Format]]:
    yield (notes.title,), large
    for fact in notes.facts:
        yield fact, wrapped
    if notes.columns:
        yield (), wrapped
        yield notes.columns[0], bold
        for column in notes.columns[1:]:
            yield column, wrapped
    for heading, sentences in notes.remarks:
        yield (), wrapped
        yield (heading,), bold
        for sentence in sentences:
            yield ("", sentence), wrapped
