"""The bytes of a table file to its cells, once, for both the checks and the typing of a table."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import Problem, Where
from sitegen.tables.files.csvfile import delimiter_of, split, without_spaces
from sitegen.tables.files.encoding import decode_table, garbled, joined
from sitegen.tables.files.sheet import Sheet
from sitegen.tables.files.signature import other_kind
from sitegen.tables.files.workbook import is_workbook, parse_workbook

# GitHub rejects files above 100 MB; a workbook of 20 MB holds about a million rows.
MAX_BYTES = 100 * 1024 * 1024
MAX_WORKBOOK = 20 * 1024 * 1024
# Each column costs a table's page, its checks and its description; a year has 366 days.
MAX_COLUMNS = 500


class RawTable(Struct, frozen=True, kw_only=True):
    """All cells of a table file, and everything else in it.

    A text file has one sheet, an `encoding` and a `delimiter`, both "" for a workbook; `problems`
    are warnings about its characters. `beside` is what a workbook holds besides the cells of its
    sheets: the message ids of places, each with its texts, one per line. `comments` means that it
    contains somebody's remarks, `named` that its properties name people or folders.
    """

    sheets: tuple[Sheet, ...]
    encoding: str = ""
    bom: bool = False
    delimiter: str = ""
    beside: tuple[tuple[str, str], ...] = ()
    comments: bool = False
    foreign: tuple[str, ...] = ()
    named: bool = False
    problems: tuple[Problem, ...] = ()


def parse_raw(data: bytes, path: str) -> RawTable | Problem:
    """Return the cells in `data`, or the problem that makes them unreadable.

    The extension of `path` decides between text and workbook. Raises nothing, whatever the bytes.
    """
    workbook = is_workbook(path)
    limit = MAX_WORKBOOK if workbook else MAX_BYTES
    if len(data) > limit:
        return Problem.of("D001", path, size=str(-(-len(data) >> 20)), limit=str(limit >> 20))
    other = other_kind(data, workbook=workbook)
    if other:
        return Problem.of("D059", path, reason=other)
    return _from_workbook(data, path) if workbook else _from_text(data, path)


def _from_text(data: bytes, path: str) -> RawTable | Problem:
    decoded = decode_table(data, path)
    if isinstance(decoded, Problem):
        return decoded
    text = without_spaces(joined(decoded.text))
    delimiter = delimiter_of(text)
    found = split(text, delimiter, path)
    if isinstance(found, Problem):
        return found
    sheet = _without_blank_end(found)
    if wide := _too_wide(sheet, path):
        return wide
    if not sheet.rows:
        return Problem.of("D003", path)
    return RawTable(
        sheets=(sheet,),
        encoding=decoded.encoding,
        bom=decoded.bom,
        delimiter=delimiter,
        problems=garbled(text, path),
    )


def _from_workbook(data: bytes, path: str) -> RawTable | Problem:
    book = parse_workbook(data, path)
    if isinstance(book, Problem):
        return book
    sheets = tuple(map(_without_blank_end, book.sheets))
    for sheet in sheets:
        if wide := _too_wide(sheet, path):
            return wide
    return RawTable(
        sheets=sheets,
        beside=book.beside,
        comments=book.comments,
        foreign=book.foreign,
        named=book.named,
    )


def _without_blank_end(sheet: Sheet) -> Sheet:
    """The sheet without the columns at its right in which no cell is filled."""
    if sheet.rest is not None:
        return sheet
    width = 0
    for _, cells in sheet.rows:
        end = len(cells)
        while end > width and cells[end - 1] == "":
            end -= 1
        width = max(width, end)
    if all(len(cells) <= width for _, cells in sheet.rows):
        return sheet
    return replace(sheet, rows=tuple((number, cells[:width]) for number, cells in sheet.rows))


def _too_wide(sheet: Sheet, path: str) -> Problem | None:
    """The problem of the first row with too many columns, without the empty ones at its end.

    The rows of `rest` are as long as its first, which is not too long.
    """
    for number, cells in sheet.rows:
        if len(cells) > MAX_COLUMNS and any(cell != "" for cell in cells[MAX_COLUMNS:]):
            filled = 1 + max(at for at, cell in enumerate(cells) if cell != "")
            where = Where(path=path, row=number)
            return Problem.of("D061", where, count=str(filled), limit=str(MAX_COLUMNS))
    return None
