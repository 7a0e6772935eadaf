"""CSV text to cells: the dialect from its first lines, then all rows once.

The csv module reads the first rows, and all rows of an irregular file. The rest of a large regular
file goes through pandas' parser in a fifth of the time; both give the same cells.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from sitegen.i18n import N_
from sitegen.legible import without_unseen
from sitegen.model import Problem, Where
from sitegen.tables.files.sheet import Sheet
from sitegen.tables.shape.cells import Cells, Grid, Row
from sitegen.tables.shape.layout import HEAD_ROWS

if TYPE_CHECKING:
    import pandas as pd

DELIMITERS = (",", ";", "\t", "|")
# Below this size the csv module is done before pandas has started.
_FAST_BYTES = 100_000
_SAMPLE_BYTES = 200_000
# What programs and web pages leave in cells that were copied from them.
_UNSEEN = "\u200b\u200e\u200f\u2060\ufeff\xad"
_LONGEST_CELL = 131_072
# The csv module rejects overlong cells, so a longer row is not part of a table.
_LONGEST_ROW = 1_000_000
# Rows of more cells are read one by one: a table has fewer, and pandas is slow with its columns.
_WIDEST = 500
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
# A quotation mark inside a cell, which the two parsers take differently.
_STRAY = re.compile(rb'"(?<![,;|\t\r\n"]")(?![,;|\t\r\n"])')
# A closing quotation mark with the spaces before the separator or before the end of the text.
_SPACED = re.compile(r'" ++[,;|\t\r\n]|" ++\Z')
_QUOTED_SPACED = re.compile(r'("(?:[^"]|"")*+)("(?: ++(?=[,;|\t\r\n]|\Z))?|\Z)')
NEVER_ENDS = N_("a quotation mark opens a cell that never ends")
_REASONS = {
    "unexpected end of data": NEVER_ENDS,
    "expected after": N_("a text goes on after its closing quotation mark"),
    "field larger": N_("a cell is longer than 131,072 characters"),
}
_NO_REASON = N_("it holds signs that no table has")


def limit_cells() -> None:
    """Hold the csv module to cells of 131,072 characters.

    The limit is one for the whole process, and other libraries raise it: set it before reading.
    """
    csv.field_size_limit(_LONGEST_CELL)


def delimiter_of(text: str) -> str:
    """Return the character that splits most of the first lines alike, outside quotes.

    Commas within figures and titles split lines too, but not all into the same number of cells. The
    first line breaks ties. Several lines are considered because the first may be a title.
    """
    lines = _QUOTED.sub("", text.lstrip("\r\n")[:20_000]).splitlines()[:20] or [""]

    def order(sign: str) -> tuple[int, int, int]:
        counts = [count for line in lines if (count := line.count(sign))]
        alike = max((counts.count(count) for count in set(counts)), default=0)
        return alike, len(counts), lines[0].count(sign)

    return max(DELIMITERS, key=order)


def without_spaces(text: str) -> str:
    """Return the text without the spaces that some programs write after a quoted cell."""
    if not _SPACED.search(text):
        return text
    return _QUOTED_SPACED.sub(lambda found: found[1] + found[2].rstrip(" "), text)


def split(text: str, delimiter: str, path: str) -> Sheet | Problem:
    """Return all non-blank rows, without spaces around their cells, or why they cannot be read.

    Rows are numbered as a spreadsheet counts them: a cell of several lines is in one row.
    """
    if any(sign in text for sign in _UNSEEN):  # `1<U+200B>234` is a figure
        text = without_unseen(text)
    if len(text) >= _FAST_BYTES:
        fast = _split_regular(text, delimiter)
        if fast is not None:
            return fast
    rows: list[Row] = []
    # Most cells of a table repeat a few texts, which are stored once.
    known: dict[str, str] = {}
    number = 0
    try:
        for number, cells in enumerate(_reader(io.StringIO(text, newline=""), delimiter), start=1):
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                rows.append((number, tuple(map(known.setdefault, stripped, stripped))))
    except csv.Error as error:
        return _unreadable(path, number + 1, error)
    return Sheet(rows=tuple(rows))


def _split_regular(text: str, delimiter: str) -> Sheet | None:
    """The rows of a large text: the first ones as rows, the rest by column; None if irregular."""
    rows: list[Row] = []
    taken = number = 0

    def lines() -> Iterator[str]:
        nonlocal taken
        for line in _LINE.finditer(text):
            taken = line.end()
            yield line[0]

    try:
        for number, cells in enumerate(_reader(lines(), delimiter), start=1):
            if any(map(str.strip, cells)):
                rows.append((number, tuple(cell.strip() for cell in cells)))
            if len(rows) == HEAD_ROWS:
                break
    except csv.Error:
        return None
    rest = _regular(text[taken:], delimiter, number + 1)
    return None if rest is None else Sheet(rows=tuple(rows), rest=rest)


def _regular(text: str, delimiter: str, first: int) -> Grid | None:
    """The cells from pandas' parser, None if rows are not all alike or quotes are unusual."""
    body = text.rstrip("\r\n")
    if len(body) < _FAST_BYTES:
        return None
    data = body.encode()
    quoted = b'"' in data
    if quoted and (data.count(b'"') % 2 or _STRAY.search(data)):
        return None
    import pandas as pd

    try:
        first_row = next(_reader(io.StringIO(body[:_LONGEST_ROW], newline=""), delimiter))
    except csv.Error:
        return None
    if len(first_row) > _WIDEST:
        return None
    names = range(len(first_row))

    # Categories that are all numbers would become numbers and lose their leading zeros: a row of
    # words before the first prevents that.
    words = delimiter.join(["x"] * len(first_row)).encode() + b"\n"

    def parse(part: bytes, types: dict[int, str]) -> pd.DataFrame:
        return pd.read_csv(
            io.BytesIO(part),
            sep=delimiter,
            header=None,
            names=names,
            index_col=False,
            dtype=types,
            na_filter=False,
            skip_blank_lines=False,
        )

    try:
        sample = parse(data[: data.rfind(b"\n", 0, _SAMPLE_BYTES)], dict.fromkeys(names, "object"))
        distinct = {name: sample[name].nunique() for name in names}
        few = {n: "category" if 2 * distinct[n] < len(sample) else "object" for n in names}
        frame = parse(words + data, few).iloc[1:]
    except (pd.errors.ParserError, pd.errors.EmptyDataError):
        return None
    if any(frame[n].cat.categories.dtype != "str" for n in names if few[n] == "category"):
        return None  # this version of pandas made numbers of them anyway
    columns = tuple(_cells(frame[name], repeats=distinct[name] < len(sample)) for name in names)
    inside = sum(_signs(column, delimiter) for column in columns) if quoted else 0
    if data.count(delimiter.encode()) != len(frame) * (len(names) - 1) + inside:
        return None
    if any(max(map(len, cast("list[str]", column.distinct))) > _LONGEST_CELL for column in columns):
        return None
    return _without_blank(first, columns)


def _cells(series: pd.Series, *, repeats: bool) -> Cells:
    import numpy as np
    import pandas as pd

    if series.dtype == "category":
        codes, texts = series.cat.codes.to_numpy(), series.cat.categories.tolist()
    elif repeats:
        codes, different = pd.factorize(series.to_numpy())
        texts = different.tolist()
    else:
        codes, texts = np.arange(len(series)), series.tolist()
    return Cells(codes, list(map(str.strip, texts)))


def _signs(column: Cells, sign: str) -> int:
    """How often a character occurs in the cells of a column."""
    each = [str(value).count(sign) for value in column.distinct]
    return int((column.counts() * each).sum())


def _without_blank(first: int, columns: tuple[Cells, ...]) -> Grid:
    import numpy as np

    rows = np.arange(first, first + len(columns[0].codes))
    if any("" not in column.distinct for column in columns):
        return Grid(rows, columns)
    blank = np.ones(len(rows), dtype=bool)
    for column in columns:
        blank &= np.array([value == "" for value in column.distinct], dtype=bool)[column.codes]
    return Grid(rows, columns).without(np.flatnonzero(blank))


def _reader(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    limit_cells()
    return csv.reader(lines, delimiter=delimiter, strict=True)


def _unreadable(path: str, row: int, error: csv.Error) -> Problem:
    """The problem of a row."""
    return Problem.of("D005", Where(path=path, row=row), reason=unread_reason(error))


def unread_reason(error: csv.Error) -> str:
    """Return why a row cannot be read, as a message id that matches the csv module's message."""
    return next((own for words, own in _REASONS.items() if words in str(error)), _NO_REASON)
