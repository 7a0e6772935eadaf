"""What the XML of a sheet says beyond its cells: hidden rows, failed formulas, how far it reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.tables.files.xmlparts import ASIDE, Event, XmlError, local, text_lines

# The largest sheet has 16,384 columns (XFD) and 1,048,576 rows.
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
# Codes in headers and footers: the part of the line, fonts, sizes, colours (ECMA-376, 18.3.1.46).
_PART = re.compile(r"&[LCR]")
_CODE = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-F]{2}(?:[0-9A-F]{4}|[+-]\d{3})|[A-Z]|\d{1,3}(?!\d))")
_DATA = "sheetData"
_VALUES = frozenset({"v", "t"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMarks:
    """`unseen` names hidden columns and rows, `failed` the cells whose formula gave no result.

    `reach` are the cells of the rectangle from the first cell of the sheet to its last; `texts` is
    what stands beside the cells, a line each.
    """

    unseen: tuple[str, ...]
    failed: tuple[str, ...]
    reach: int
    texts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cells:
    rows: tuple[str, ...]
    failed: tuple[str, ...]
    reach: int


def sheet_marks(found: Iterator[Event]) -> SheetMarks:
    """Return what the events of a sheet say; raises XmlError."""
    beside: list[Event] = []
    columns: list[str] = []
    cells: _Cells | None = None
    for event in found:
        name, given = event
        if name == _DATA and isinstance(given, dict):
            if cells is not None:
                # Programs differ in which one they read.
                raise XmlError("two lists of rows")
            cells = _cells(found)
            continue
        beside.append(event)
        if name == "col" and isinstance(given, dict) and _is_hidden(given, "width"):
            columns.append(letters(_number(given.get("min", "1"))))
    rows, failed, reach = (cells.rows, cells.failed, cells.reach) if cells else ((), (), 0)
    text = _CODE.sub("", _PART.sub("\n", text_lines(iter(beside))))
    return SheetMarks(
        unseen=(*columns, *rows),
        failed=failed,
        reach=reach,
        # Lists of allowed values have commas and no spaces.
        texts=text.replace(",", ", "),
    )


def _cells(found: Iterator[Event]) -> _Cells:
    """Take the events up to the end of the rows.

    A formula that failed, or one whose result no program has saved: the library reads both as empty.
    """
    rows: list[str] = []
    failed: list[str] = []
    row = column = last_row = last_column = 0
    formula, broken, filled, value = False, False, False, False
    for name, given in found:
        if isinstance(given, str):
            filled = filled or (value and bool(given.strip()))
        elif given is None:
            if name == "c" and (broken or (formula and not filled)):
                failed.append(f"{letters(column)}{row}")
            elif name == _DATA:
                break
            value = False
        elif name == "c":
            column, row = _place(given.get("r"), column + 1, row)
            last_row, last_column = max(row, last_row), max(column, last_column)
            formula, broken, filled = False, given.get("t", "").strip() == "e", False
        elif name == "row":
            row, column = _number(given["r"]) if "r" in given else row + 1, 0
            if _is_hidden(given, "ht"):
                rows.append(str(row))
        elif name != ASIDE:
            formula = formula or name == "f"
            value = name in _VALUES
    return _Cells(rows=tuple(rows), failed=tuple(failed), reach=last_row * last_column)


def _is_hidden(given: dict[str, str], size: str) -> bool:
    """Whether attributes hide a row or a column; one of no `size` is not seen either."""
    if any(
        local(name) == "hidden" and value.strip() not in {"0", "false"}
        for name, value in given.items()
    ):
        return True
    try:
        return size in given and float(given[size]) == 0
    except ValueError:
        return False


def _place(place: str | None, column: int, row: int) -> tuple[int, int]:
    """The column and the row of a cell; one without a place follows the cell before it."""
    if place is None:
        return column, row
    match = _PLACE.fullmatch(place.strip())
    if match is None:
        raise XmlError(place)
    number = 0
    for letter in match[1].upper():
        number = number * 26 + ord(letter) - 64
    return number, int(match[2])


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise XmlError(text) from None


def letters(number: int) -> str:
    """Return the name of a column by its number, from 1."""
    name = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
