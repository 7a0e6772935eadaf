"""Files that are not tables whatever their name, recognized by their first bytes."""

from __future__ import annotations

import re

from sitegen.i18n import N_

_START = 2000
_MARK = b"\xef\xbb\xbf"
# A bare `<META>` is no part of a web page: some portals put it around what they say of a table.
_PAGE = re.compile(
    rb"<(?:(?:!doctype html|!--|html|head|body|table|style|div)\b|meta\s+[a-z])", re.IGNORECASE
)
_XML = re.compile(rb"<\?xml\b", re.IGNORECASE)
_JSON = re.compile(rb'[\[{]\s*(?:[\[{]\s*)*(?:"[^"\n]*"\s*[:,\]]|[\[{}\]])')
_PDF = b"%PDF-"
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def other_kind(data: bytes, *, workbook: bool) -> str:
    """Return what a file is (a message id) if it cannot be a table as its name says, else "".

    `workbook` means that its name is that of an Excel file.
    """
    start = data[:_START].removeprefix(_MARK).lstrip()
    if _PAGE.match(start):
        return N_("a web page (HTML)")
    if _XML.match(start):
        return N_("an XML document")
    if start.startswith(_PDF):
        return N_("a PDF document")
    if workbook:
        return ""
    if _JSON.match(start):
        return N_("a JSON document")
    if start.startswith((_ZIP, _OLD_OFFICE)):
        return N_("a workbook, an Office document or an archive (ZIP)")
    return ""
