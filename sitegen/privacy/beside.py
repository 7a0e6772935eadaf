"""What a workbook holds beside its cells: whoever downloads the file as it is gets that too.

Names of sheets, headers and footers, properties, defined names, remarks, text boxes, and the copies
of data that charts and pivot tables keep.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape

from sitegen.i18n import N_

_ZIP = b"PK\x03\x04"
_XML = (".xml", ".rels", ".vml")
# Cells are judged by their columns; formats and colours hold no words.
_CELLS = ("xl/sharedstrings.xml", "xl/styles.xml", "xl/theme/", "xl/calcchain.xml")
_SHEET_CELLS = re.compile(rb"<(?:\w+:)?sheetData\b.*</(?:\w+:)?sheetData>", re.DOTALL)
_NAMES = N_("the name of a sheet or of cells")
_PROPERTIES = N_("the properties of the file")
_MARGINS = N_("a header or footer, or a rule of a sheet")
_REMARKS = N_("a comment")
_OTHER = N_("a text box, a chart or a pivot table")
_PLACES = (
    ("docprops/", _PROPERTIES),
    ("xl/workbook", _NAMES),
    ("xl/worksheets/", _MARGINS),
    ("comment", _REMARKS),
)
# One text in several formats is split in runs.
_RUNS = re.compile(
    r"</(?:\w+:)?t>\s*</(?:\w+:)?r>\s*<(?:\w+:)?r\b[^>]*>\s*"
    r"(?:<(?:\w+:)?rPr\b[^>]*/>\s*|<(?:\w+:)?rPr\b.{0,2000}?</(?:\w+:)?rPr>\s*)?"
    r"<(?:\w+:)?t\b[^>]*>",
    re.DOTALL,
)
_VALUE = re.compile(r">([^<>]+)<|=\"([^\"<>]+)\"|='([^'<>]+)'")
# Codes in headers and footers: the part of the line, fonts, sizes, colours (ECMA-376, 18.3.1.46).
_PART = re.compile(r"&[LCR]")
_CODE = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-F]{2}(?:[0-9A-F]{4}|[+-]\d{3})|[A-Z]|\d{1,3}(?!\d))")


def beside_cells(data: bytes, sheets: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield (message id of the place, its texts a line each) of an Excel file that can be read.

    Of an `.xls` these are the names of its `sheets` alone.
    """
    yield _NAMES, "\n".join(sheets)
    if not data.startswith(_ZIP):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            name = info.filename.lower()
            if name.endswith(_XML) and not name.startswith(_CELLS):
                yield _place(name), _texts(archive.read(info), name)


def _place(name: str) -> str:
    return next((place for part, place in _PLACES if part in name), _OTHER)


def _texts(part: bytes, name: str) -> str:
    """The texts and values in a part of the file that have digits."""
    if name.startswith("xl/worksheets/"):
        part = _SHEET_CELLS.sub(b"", part, count=1)
    encoding = "utf-16" if part.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    values = (
        unescape(next(filter(None, match.groups())))
        for match in _VALUE.finditer(_RUNS.sub("", part.decode(encoding, "replace")))
    )
    text = "\n".join(value for value in values if any(map(str.isdigit, value)))
    if not name.startswith("xl/worksheets/"):
        return text
    # Lists of allowed values have commas and no spaces.
    return _CODE.sub("", _PART.sub("\n", text)).replace(",", ", ")
