"""What the XML of a sheet holds beyond its cells: hidden rows, failed formulas, formats, its extent."""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence
from string import ascii_uppercase
from typing import IO
from xml.parsers import expat

from msgspec import Struct

from sitegen.tables.files.xmlparts import Event, XmlError, collector, feed, local, text_lines

_LETTERS = frozenset(ascii_uppercase)
# XFD, the last column of a sheet.
_LAST_COLUMN = 16_384
# Codes in headers and footers: the part of the line, fonts, sizes, colours (ECMA-376, 18.3.1.46).
_PART = re.compile(r"&[LCR]")
_CODE = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-F]{2}(?:[0-9A-F]{4}|[+-]\d{3})|[A-Z]|\d{1,3}(?!\d))")
_DATA = "sheetData"
_CONTENT = frozenset({"v", "f", "is", "t"})


class SheetMarks(Struct, frozen=True, kw_only=True):
    """`unseen` names hidden columns and rows, `failed` the cells whose formula has no result.

    `reach` is the number of cells in the rectangle from the sheet's first cell to its last; `texts`
    are the texts besides the cells, one per line. `formatted` has the rows of cells with a format
    that changes what is seen, by column (from 1) and format.
    """

    unseen: tuple[str, ...]
    failed: tuple[str, ...]
    reach: int
    texts: str
    formatted: Mapping[tuple[int, str], Sequence[int]]


def sheet_marks(stream: IO[bytes], formats: Mapping[str, str]) -> SheetMarks:
    """Return what the XML of a sheet holds; raises XmlError.

    `formats` are the formats to look for, by the style that cells name.
    """
    beside: list[Event] = []
    scan = _Scan(collector(beside), beside, formats)
    for _ in feed(scan.parser, stream):
        pass
    scan.end_cell()
    columns = (
        letters(_number(given.get("min", "1")))
        for name, given in beside
        if name == "col" and isinstance(given, dict) and _is_hidden(given, "width")
    )
    text = _CODE.sub("", _PART.sub("\n", text_lines(iter(beside))))
    return SheetMarks(
        unseen=(*columns, *scan.unseen),
        failed=tuple(scan.failed),
        reach=scan.last_row * max(scan.columns.values(), default=0),
        # Lists of allowed values are separated by commas without spaces.
        texts=text.replace(",", ", "),
        formatted=scan.formatted,
    )


class _Scan:
    """One pass over a sheet, called by expat for the start of each element.

    Of a million cells only their extent is kept, and only elements after a formula are looked at.
    Elements outside the rows are added to `beside`.
    """

    def __init__(
        self, parser: expat.XMLParserType, beside: list[Event], formats: Mapping[str, str]
    ) -> None:
        self.parser = parser
        self.formatted: dict[tuple[int, str], array[int]] = {}
        self._formats = formats
        self.unseen: list[str] = []
        self.failed: list[str] = []
        # The columns with a cell, by their letters.
        self.columns: dict[str, int] = {}
        self.last_row = self._row = self._column = 0
        self._number = self._place = ""
        self._formula = self._filled = self._inside = False
        self._names: dict[str, str] = {}
        self._data = ""
        self._ended: set[str] = set()
        self._beside = beside
        self._others = parser.EndElementHandler, parser.CharacterDataHandler
        parser.StartElementHandler = self._start

    def end_cell(self) -> None:
        """Record the previous cell if its formula has no result.

        The formula failed, or no program has saved its result: the library reads both as empty.
        """
        if self._formula:
            if not self._filled:
                self.failed.append(self._place)
            self._formula = self._filled = False
            self.parser.CharacterDataHandler = None

    def _start(self, name: str, given: dict[str, str]) -> None:
        kind = self._names.get(name) or self._names.setdefault(name, local(name))
        if self._inside:
            if kind == "c":
                self._cell(given)
                return
            if kind in _CONTENT:
                if self._formula:
                    self.parser.CharacterDataHandler = self._text if kind != "f" else None
                elif kind == "f":
                    self._formula = True
                return
            if kind == "row":
                self._next_row(given)
                return
            if self._data not in self._ended:
                return
            self.end_cell()
            self._inside = False
            self.parser.EndElementHandler, self.parser.CharacterDataHandler = self._others
        if kind != _DATA:
            self._beside.append((kind, given))
        elif self._data:
            # Programs differ in which of several lists of rows they read.
            raise XmlError(kind)
        else:
            self._data, self._inside = name, True
            self.parser.EndElementHandler, self.parser.CharacterDataHandler = self._ended.add, None

    def _cell(self, given: dict[str, str]) -> None:
        if self._formula:
            self.end_cell()
        place = given.get("r")
        if place is None:
            place = f"{letters(self._column + 1)}{self._number}"
        name = place.rstrip("0123456789")
        self._column = self.columns.get(name) or self.columns.setdefault(name, _column(name))
        number = place[len(name) :]
        if number != self._number:
            self._row, self._number = _number(number), number
            self.last_row = max(self.last_row, self._row)
        self._place = place
        if code := self._formats.get(given.get("s", "")):
            key = self._column, code
            self.formatted.setdefault(key, array("L")).append(self._row)
        if given.get("t", "").strip() == "e":
            self.failed.append(place)

    def _next_row(self, given: dict[str, str]) -> None:
        if self._formula:
            self.end_cell()
        self._row = _number(given["r"]) if "r" in given else self._row + 1
        self._number, self._column = str(self._row), 0
        self.last_row = max(self.last_row, self._row)
        if _is_hidden(given, "ht"):
            self.unseen.append(self._number)

    def _text(self, text: str) -> None:
        self._filled = self._filled or bool(text.strip())


def _is_hidden(given: dict[str, str], size: str) -> bool:
    """Whether attributes hide a row or a column; one with a `size` of 0 is invisible too."""
    if any(
        local(name) == "hidden" and value.strip() not in {"0", "false"}
        for name, value in given.items()
    ):
        return True
    try:
        return size in given and float(given[size]) == 0
    except ValueError:
        return False


def _column(name: str) -> int:
    """The number of a column, from 1, from its letters."""
    number = 0
    for letter in name.upper():
        if letter not in _LETTERS:
            raise XmlError(name)
        number = number * 26 + ord(letter) - 64
    if not 0 < number <= _LAST_COLUMN:
        raise XmlError(name)
    return number


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise XmlError(text) from None


def letters(number: int) -> str:
    """Return the letters of a column from its number, from 1."""
    name = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
