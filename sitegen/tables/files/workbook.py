"""Excel files to cells, through calamine, with everything else that their XML holds.

A workbook can hold things its author does not see: hidden sheets or rows, comments, macros.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from sitegen.i18n import N_
from sitegen.model import Problem, Where
from sitegen.tables.files.compound import CompoundError
from sitegen.tables.files.formats import as_seen, telling_formats
from sitegen.tables.files.oldbook import OldMarks, old_marks
from sitegen.tables.files.parts import foreign_parts, foreign_relation, foreign_type
from sitegen.tables.files.sheet import Sheet
from sitegen.tables.files.sheets import OTHER_KIND, SheetsError, sheets_in_child
from sitegen.tables.files.sheetxml import SheetMarks, sheet_marks
from sitegen.tables.files.xmlparts import (
    ASIDE,
    XmlError,
    events,
    local,
    loose_lines,
    text_lines,
)

ENDINGS = frozenset({".xlsx", ".xls"})
# Limits on what all parts of the file unpack to, and on the cells between the first and the last
# filled one of a sheet, for which the library allocates memory at once.
MAX_UNPACKED = 400 * 1024 * 1024
# The library keeps all texts in memory, each several times larger than in the file. Real workbooks
# become ten to thirty times larger, those that only repeat one thing a thousand times.
MAX_TEXTS = 100 * 1024 * 1024
MAX_TIMES = 100
_SMALL = 32 * 1024 * 1024
_TEXTS = "xl/sharedstrings.xml"
MAX_CELLS = 20_000_000
_DAMAGED = N_("it is damaged or incomplete")
_PASSWORD = N_("it has a password")
# The part of a compound file that holds an `.xlsx` with a password.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# The storages of an `.xls` for programs and for other files within it.
_PROGRAMS = "_VBA_PROJECT".encode("utf-16-le")
_WITHIN = "MBD0".encode("utf-16-le")
_ZIP = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0"
_PACKAGE = "_rels/.rels"
_IS_BOOK = "/officeDocument"
_XML = (".xml", ".rels", ".vml")
# Cells are checked by column; formats and colours contain no words.
_NO_WORDS = (_TEXTS, "xl/styles.xml", "xl/theme/", "xl/calcchain.xml")
_NAMES = N_("the name of a sheet or of cells")
_PROPERTIES = N_("the properties of the file")
_MARGINS = N_("a header or footer, or a rule of a sheet")
_REMARKS = N_("a comment")
_LEFT = N_("a text that no cell shows any more")
_FORMATS = N_("the format of a number")
_OTHER = N_("a text box, a chart or a pivot table")
# Where nothing is offered from: a workbook with remarks is held, properties are left out.
LEFT_OUT = frozenset({_PROPERTIES, _REMARKS})
_PLACES = (
    ("docprops/", _PROPERTIES),
    ("xl/workbook", _NAMES),
    ("xl/worksheets/", _MARGINS),
    ("comment", _REMARKS),
)
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    RuntimeError,
    NotImplementedError,
    EOFError,
    ValueError,
    struct.error,
)


class Workbook(Struct, frozen=True, kw_only=True):
    """The sheets of a file in order, and everything else: see `RawTable`."""

    sheets: tuple[Sheet, ...]
    beside: tuple[tuple[str, str], ...]
    comments: bool
    foreign: tuple[str, ...] = ()
    closed: bool = False


class _Parts(Struct, frozen=True, kw_only=True):
    """What the XML of an `.xlsx` holds: `marks` of each sheet by name, and texts besides cells.

    `texts` are those with digits that cells refer to, or did once; `foreign` names parts that are
    more than a table.
    """

    marks: dict[str, SheetMarks]
    beside: tuple[tuple[str, str], ...]
    comments: bool
    programs: bool
    texts: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


class WorkbookError(Exception):
    """The file cannot be read; the text is the reason, a message id.

    `passing` is as in `SheetsError`.
    """

    def __init__(self, reason: str, *, passing: bool = False) -> None:
        super().__init__(reason)
        self.passing = passing


class WorkbookTooLargeError(WorkbookError):
    """The file unpacks to more than is read: the text is the size, in MB like the limit."""

    def __init__(self, size: str, *, limit: str = "") -> None:
        super().__init__(size)
        self.limit = limit


def is_workbook(path: str) -> bool:
    """Whether a file name has the extension of an Excel file."""
    return PurePosixPath(path).suffix.lower() in ENDINGS


def parse_workbook(data: bytes, path: str) -> Workbook | Problem:
    """Return everything in an Excel file, or the problem that makes it unreadable.

    Raises nothing, whatever the bytes.
    """
    where = Where(path=path)
    try:
        parts = _parts(data)
        if parts and parts.programs:
            return Problem.of("D025", where)
        if parts and max((each.reach for each in parts.marks.values()), default=0) > MAX_CELLS:
            return Problem.of("D028", where, limit=f"{MAX_CELLS:,}")
        sheets = tuple(_sheets(data, parts))
    except WorkbookTooLargeError as error:
        return Problem.of("D062", where, size=str(error), limit=error.limit)
    except WorkbookError as error:
        return Problem.of("S045" if error.passing else "D026", where, reason=str(error))
    names = (_NAMES, "\n".join(each.name for each in sheets))
    if parts is None:
        if _PROGRAMS in data:
            return Problem.of("D025", where)
        foreign = ("MBD",) if _WITHIN in data else ()
        return Workbook(
            sheets=sheets, beside=(names,), comments=False, foreign=foreign, closed=True
        )
    cells = (c for sheet in sheets for _, row in sheet.rows for c in row if isinstance(c, str))
    shown = set(cells)
    left = (_LEFT, "\n".join(text for text in parts.texts if text.strip() not in shown))
    return Workbook(
        sheets=sheets,
        beside=(names, left, *parts.beside),
        comments=parts.comments,
        foreign=parts.foreign,
    )


def _parts(data: bytes) -> _Parts | None:
    """What the XML of an `.xlsx` holds; None for an `.xls`. Raises WorkbookError."""
    if not data.startswith(_ZIP):
        # The library tries each format in turn, and finds an `.xlsx` after other bytes too.
        if data.startswith(_OLD) and not zipfile.is_zipfile(io.BytesIO(data)):
            return None
        raise WorkbookError(OTHER_KIND if data else _DAMAGED)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read_parts(archive)
    except (*_BROKEN_ZIP, XmlError) as error:
        raise WorkbookError(_DAMAGED) from error


def _read_parts(archive: zipfile.ZipFile) -> _Parts:
    infos = archive.infolist()
    whole = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    named = {_plain(info.filename): info for info in infos}
    texts = max((info.file_size for name, info in named.items() if _TEXTS in name), default=0)
    most = min(MAX_UNPACKED, max(_SMALL, packed * MAX_TIMES))
    if whole > most or texts > MAX_TEXTS:
        size, limit = (whole, most) if whole > most else (texts, MAX_TEXTS)
        raise WorkbookTooLargeError(str(-(-size >> 20)), limit=str(limit >> 20))
    if len(named) < len(infos):
        raise WorkbookError(_DAMAGED)
    if _PACKAGE not in named:
        raise WorkbookError(OTHER_KIND)
    paths = _sheet_paths(archive, named)
    formats = telling_formats(_elements(archive, named.get("xl/styles.xml")))
    marks: dict[str, SheetMarks] = {}
    beside: list[tuple[str, str]] = [(_PROPERTIES, archive.comment.decode("utf-8", "replace"))]
    beside.append((_FORMATS, _formats(archive, named.get("xl/styles.xml"))))
    for name, info in named.items():
        if name in paths:
            with archive.open(info) as part:
                marks[paths[name]] = sheet_marks(part, formats)
            beside.append((_MARGINS, marks[paths[name]].texts))
        elif name.endswith(_XML) and not name.startswith(_NO_WORDS):
            beside.append((_place_of(name), _lines(archive, info)))
    return _Parts(
        marks=marks,
        beside=tuple(beside),
        comments=any("comments" in name for name in named),
        programs=any(name.endswith("vbaproject.bin") for name in named),
        texts=tuple(_lines(archive, named[_TEXTS]).split("\n")) if _TEXTS in named else (),
        foreign=_foreign(archive, named, paths),
    )


def _foreign(
    archive: zipfile.ZipFile, named: dict[str, zipfile.ZipInfo], sheets: dict[str, str]
) -> tuple[str, ...]:
    """What makes a workbook more than a table: names of parts, content types, relationships."""
    types = _elements(archive, named.get("[content_types].xml"))
    found = [given.get("ContentType", "") for name, given in types if name != "Types"]
    relations = (
        (name, given)
        for name, info in named.items()
        if name.endswith(".rels")
        for _, given in _elements(archive, info)
    )
    return (
        *foreign_parts(named, sheets),
        *filter(foreign_type, found),
        *(name for name, given in relations if foreign_relation(given)),
    )


def _formats(archive: zipfile.ZipFile, info: zipfile.ZipInfo | None) -> str:
    """The formats of numbers, which may have words in them, one per line."""
    found = _elements(archive, info, "numFmt")
    return "\n".join(given.get("formatCode", "") for _, given in found)


def _plain(name: str) -> str:
    """The name of a part as the library looks it up: ignoring case and the kind of slash."""
    return name.replace("\\", "/").lstrip("/").lower()


def _place_of(name: str) -> str:
    return next((place for part, place in _PLACES if part in name), _OTHER)


def _lines(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    try:
        with archive.open(info) as part:
            return text_lines(events(part))
    except XmlError:  # such as the drawings of older programs
        return loose_lines(archive.read(info))


def _sheet_paths(archive: zipfile.ZipFile, named: dict[str, zipfile.ZipInfo]) -> dict[str, str]:
    """The names of the sheets by the names of their parts. Raises XmlError and WorkbookError."""
    books = [
        given.get("Target", "")
        for _, given in _elements(archive, named.get(_PACKAGE), "Relationship")
        if given.get("Type", "").endswith(_IS_BOOK)
    ]
    if len(books) != 1:
        raise WorkbookError(_DAMAGED if books else OTHER_KIND)
    book = _part_path(books[0], "/", named)
    folder, _, name = book.rpartition("/")
    relations = named.get(f"{folder}/_rels/{name}.rels".lstrip("/"))
    targets = {
        given.get("Id", ""): given.get("Target", "")
        for _, given in _elements(archive, relations, "Relationship")
    }
    found: dict[str, str] = {}
    names: set[str] = set()
    for _, given in _elements(archive, named[book], "sheet"):
        path = _part_path(targets.get(_relation(given), ""), f"/{folder}", named)
        sheet = given.get("name", "")
        if sheet.casefold() in names or path in found:
            raise WorkbookError(_DAMAGED)
        names.add(sheet.casefold())
        found[path] = sheet
    return found


def _elements(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo | None, name: str = ""
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each element of a part, or each with this name, with its attributes."""
    if info is not None:
        with archive.open(info) as part:
            for found, given in events(part):
                if isinstance(given, dict) and found != ASIDE and name in {"", found}:
                    yield found, given


def _relation(given: dict[str, str]) -> str:
    """The relationship of a sheet: the attribute `id` with any prefix."""
    found = [value for name, value in given.items() if name != "id" and local(name) == "id"]
    if len(found) != 1:
        raise WorkbookError(_DAMAGED)
    return found[0]


def _part_path(target: str, folder: str, named: dict[str, zipfile.ZipInfo]) -> str:
    """The name of the part that a relationship targets, from its folder or from the root."""
    plain = unquote(target).replace("\\", "/")
    paths = {_plain(posixpath.normpath(posixpath.join(folder, plain))), _plain(plain)}
    found = [path for path in paths if path in named]
    if len(found) != 1:
        raise WorkbookError(_DAMAGED)
    return found[0]


def _marks_of_old(data: bytes, count: int) -> tuple[OldMarks, ...]:
    """What each sheet of an `.xls` holds beyond its cells. Raises WorkbookError."""
    try:
        marks = old_marks(data)
    except CompoundError as error:
        raise WorkbookError(_DAMAGED) from error
    if len(marks) != count:
        raise WorkbookError(_DAMAGED)
    return marks


def _sheets(data: bytes, parts: _Parts | None) -> Iterator[Sheet]:
    if _ENCRYPTED in data:
        raise WorkbookError(_PASSWORD)
    try:
        found = sheets_in_child(data)
    except SheetsError as error:
        raise WorkbookError(str(error), passing=error.passing) from None
    old = _marks_of_old(data, len(found)) if parts is None else ()
    for at, (name, hidden, rows, merged, spread) in enumerate(found):
        sheet = Sheet(name=name, hidden=hidden, rows=rows, merged=merged, spread=spread)
        if parts is None:
            seen = tuple(as_seen(rows, old[at].formatted)) if old[at].formatted else rows
            yield replace(sheet, rows=seen, unseen=old[at].unseen)
            continue
        marks = parts.marks.get(name)
        if marks is None:
            # There would be no way to find out what is hidden in it.
            raise WorkbookError(_DAMAGED)
        seen = tuple(as_seen(rows, marks.formatted)) if marks.formatted else rows
        yield replace(sheet, rows=seen, unseen=marks.unseen, failed=marks.failed)
