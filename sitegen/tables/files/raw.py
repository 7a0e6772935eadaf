"""The bytes of a table file to its cells, once, for both the checks and the typing of a table."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.model import Problem
from sitegen.tables.files.csvfile import delimiter_of, split, without_spaces
from sitegen.tables.files.encoding import decode_table, garbled
from sitegen.tables.files.sheet import Sheet
from sitegen.tables.files.signature import other_kind
from sitegen.tables.files.workbook import is_workbook, parse_workbook

# GitHub rejects files above 100 MB; a workbook of 20 MB holds about a million rows.
MAX_BYTES = 100 * 1024 * 1024
MAX_WORKBOOK = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """All cells of a table file, and everything else in it.

    A text file has one sheet, an `encoding` and a `delimiter`, both "" for a workbook; `problems`
    are warnings about its characters. `beside` is what a workbook holds besides the cells of its
    sheets: the message ids of places, each with its texts, one per line. `comments` means that it
    contains somebody's remarks.
    """

    sheets: tuple[Sheet, ...]
    encoding: str = ""
    bom: bool = False
    delimiter: str = ""
    beside: tuple[tuple[str, str], ...] = ()
    comments: bool = False
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
    text = without_spaces(decoded.text)
    delimiter = delimiter_of(text)
    sheet = split(text, delimiter, path)
    if isinstance(sheet, Problem):
        return sheet
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
    return RawTable(sheets=book.sheets, beside=book.beside, comments=book.comments)
