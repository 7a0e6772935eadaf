"""Excel files to cells, through calamine: the visible sheet with the table, and what is not shown.

A workbook can hold what its author does not see: hidden sheets, rows and columns, comments, programs.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import PurePosixPath

from sitegen.i18n import N_
from sitegen.model import Problem, Where
from sitegen.tables.files.sheets import SheetsError, read_sheets
from sitegen.tables.shape.cells import Row

ENDINGS = frozenset({".xlsx", ".xls"})
# What all parts of the file may unpack to, and the cells between the first and the last filled one
# of a sheet, which the library reserves at once.
MAX_UNPACKED = 400 * 1024 * 1024
MAX_CELLS = 20_000_000
_DAMAGED = N_("it is damaged or incomplete")
_PASSWORD = N_("it has a password")
# The part of a compound file that holds an `.xlsx` with a password.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"
_SHEETS = re.compile(r'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]*)"')
_TARGETS = re.compile(r"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r'\b(Id|Target)="([^"]*)"')
_PLACE = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_HIDDEN_ROW = re.compile(rb'<row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d+)"')
_HIDDEN_COLUMN = re.compile(rb'<col\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\bmin="(\d+)"')
# A formula that failed, or one whose result no program has saved: the library reads both as empty.
_FAILED = re.compile(
    rb'<c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3}\d{1,7})"'
    rb'|<c\b[^>]*?\br="([A-Z]{1,3}\d{1,7})"[^>]*><f\b[^>]*>[^<]*</f>(?:<v ?/>|<v></v>)?</c>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet with its rows that are not blank.

    `unseen` names its hidden rows and columns, `failed` its cells whose formula gave no result; both
    are known of `.xlsx` alone.
    """

    name: str
    hidden: bool
    rows: tuple[Row, ...]
    unseen: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """The sheets of a file in their order; `comments` says that somebody's remarks are in it."""

    sheets: tuple[Sheet, ...]
    comments: bool


def is_workbook(path: str) -> bool:
    """Whether the ending of a file's name says that it is an Excel file."""
    return PurePosixPath(path).suffix.lower() in ENDINGS


class WorkbookError(Exception):
    """The file cannot be read; the text is the reason, a message id."""


def read_workbook(data: bytes, path: str) -> Workbook | Problem:
    """Return all sheets of an Excel file, or the problem that keeps it from being read.

    Raises nothing, whatever the bytes.
    """
    where = Where(path=path)
    try:
        parts = _parts(data)
        if any(name.lower().endswith("vbaproject.bin") for name in parts):
            return Problem(code="D025", where=where)
        if max(map(_reserved, parts.values()), default=0) > MAX_CELLS:
            return Problem(code="D028", where=where, params=(("limit", f"{MAX_CELLS:,}"),))
        return Workbook(
            sheets=tuple(_sheets(data, _by_sheet(parts))),
            comments=any("comments" in name.lower() for name in parts),
        )
    except WorkbookError as error:
        return Problem(code="D026", where=where, params=(("reason", str(error)),))


def _parts(data: bytes) -> dict[str, bytes]:
    """The parts of an `.xlsx` that say more than the library does; none of an `.xls`."""
    if not data.startswith(_ZIP):
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if sum(info.file_size for info in infos) > MAX_UNPACKED:
                raise WorkbookError(N_("it unpacks to more than a table can need"))
            return {
                info.filename: archive.read(info) if _told(info.filename) else b"" for info in infos
            }
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError) as error:
        raise WorkbookError(_DAMAGED) from error
    except (EOFError, ValueError, struct.error) as error:
        raise WorkbookError(_DAMAGED) from error


def _told(name: str) -> bool:
    return name.startswith(("xl/worksheets/", "xl/workbook.xml", "xl/_rels/workbook.xml"))


def _reserved(part: bytes) -> int:
    """The cells of the rectangle from the first cell of a sheet to its last."""
    places = [(_column(letters), int(row)) for letters, row in _PLACE.findall(part)]
    return max((c for c, _ in places), default=0) * max((r for _, r in places), default=0)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _by_sheet(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The XML of each sheet by its name."""
    relations = parts.get("xl/_rels/workbook.xml.rels", b"").decode("utf-8", "ignore")
    targets: dict[str, str] = {}
    for element in _TARGETS.findall(relations):
        found = dict(_ATTRIBUTE.findall(element))
        targets[found.get("Id", "")] = found.get("Target", "").removeprefix("/xl/")
    book = parts.get("xl/workbook.xml", b"").decode("utf-8", "ignore")
    return {
        unescape(name): parts.get(f"xl/{targets.get(relation, '')}", b"")
        for name, relation in _SHEETS.findall(book)
    }


def _sheets(data: bytes, parts: dict[str, bytes]) -> Iterator[Sheet]:
    if _ENCRYPTED in data:
        raise WorkbookError(_PASSWORD)
    try:
        found = read_sheets(data)
    except SheetsError as error:
        raise WorkbookError(str(error)) from None
    for name, hidden, rows in found:
        part = parts.get(name, b"")
        columns = [f"{_letters(int(n))}" for n in _HIDDEN_COLUMN.findall(part)]
        unseen = [n.decode() for n in _HIDDEN_ROW.findall(part)]
        failed = [(one or other).decode() for one, other in _FAILED.findall(part)]
        yield Sheet(
            name=name,
            hidden=hidden,
            rows=rows,
            unseen=(*columns, *unseen),
            failed=tuple(failed),
        )


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
