"""A list of the city or of a unit as files: CSV for programs, a workbook for people."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from sitegen.datasets.downloads import neutral
from sitegen.datasets.workbook import MADE
from sitegen.legible import encoded, legible

Cell = str | int | float | date | None
_NARROWEST, _WIDEST = 8, 60
# Up to here all of a long list stands in memory.
_IN_MEMORY = 200_000


def list_csv(names: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return the list as CSV: comma, LF, days in ISO form, empty for None.

    Texts that a spreadsheet would run as a formula get an apostrophe before them.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return encoded(stream.getvalue())


def list_workbook(
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    notes: Sequence[str] = (),
    *,
    numbered: bool = False,
) -> bytes:
    """Return the list as an `.xlsx` file to print: its title and notes, the headings, the rows.

    Figures and days are typed; texts stay texts whatever they begin with. Headings stay in view, stand
    on each printed page and carry filters; if `numbered`, the number of each column is under its heading.
    The same list gives the same bytes.
    """
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(stream, options) as book:
        book.set_properties({"created": MADE, "title": legible(title)})
        large = book.add_format({"bold": True, "font_size": 14})
        bold = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#e8efee"}
        )
        box = {"text_wrap": True, "valign": "top", "border": 1}
        boxed = book.add_format(box)
        day = book.add_format({**box, "num_format": 14})
        sheet = book.add_worksheet("Data")
        for at, (text, form) in enumerate([(title, large), *((note, None) for note in notes)]):
            sheet.write_string(at, 0, legible(text), form)
        head = len(notes) + 2
        for at, heading in enumerate(headings):
            sheet.set_column(at, at, _width(heading, [row[at] for row in rows]))
            sheet.write_string(head, at, legible(heading), bold)
            if numbered:
                sheet.write_string(head + 1, at, f"({at + 1})", boxed)
        last = head + 1 if numbered else head
        for number, row in enumerate(rows, start=last + 1):
            for at, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, at, cell, day)
                elif isinstance(cell, (int, float)):
                    sheet.write_number(number, at, cell, boxed)
                elif cell:
                    sheet.write_string(number, at, legible(cell), boxed)
                else:
                    sheet.write_blank(number, at, None, boxed)
        sheet.freeze_panes(last + 1, 0)
        sheet.autofilter(last, 0, last + len(rows), len(headings) - 1)
        sheet.repeat_rows(head, last)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
    return stream.getvalue()


def long_workbook(
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    notes: Sequence[str],
    cells: int,
) -> bytes:
    """Return a list of any length as an `.xlsx` file, its rows taken one by one: headings that stay in view, typed
    figures and days, and its title and notes on a second sheet.

    `cells` is their number: beyond some, rows go to a temporary file as they are written.
    """
    from xlsxwriter import Workbook

    stream, large = io.BytesIO(), cells > _IN_MEMORY
    options = {
        "in_memory": not large,
        "constant_memory": large,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with Workbook(stream, options) as book:
        book.set_properties({"created": MADE, "title": legible(title)})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        day = book.add_format({"num_format": 14})
        sheet = book.add_worksheet("Data")
        sheet.freeze_panes(1, 0)
        count = 0
        for at, heading in enumerate(headings):
            sheet.set_column(at, at, _width(heading, ()) + _NARROWEST)
            sheet.write_string(0, at, legible(heading), bold)
        for count, row in enumerate(rows, start=1):
            for at, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(count, at, cell, day)
                elif isinstance(cell, (int, float)):
                    sheet.write_number(count, at, cell)
                elif cell:
                    sheet.write_string(count, at, legible(cell))
        sheet.autofilter(0, 0, count, len(headings) - 1)
        about = book.add_worksheet("Info")
        about.set_column(0, 0, _WIDEST)
        for at, text in enumerate((title, *notes)):
            about.write_string(at, 0, legible(text), bold if not at else None)
    return stream.getvalue()


def _plain(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    return neutral(cell) if isinstance(cell, str) else str(cell) if isinstance(cell, date) else cell


def _width(heading: str, cells: Sequence[Cell]) -> int:
    """The width of a column in characters; longer texts wrap."""
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    words = max(map(len, heading.split()), default=0)
    return min(max(longest, words, _NARROWEST), _WIDEST) + 2
