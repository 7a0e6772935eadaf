"""An agency's workbook as it is offered: without what its program notes of people by itself.

Authors, managers, the last one who saved it, folders that bear a name: no page shows them, and staff
do not know that they are there.
"""

from __future__ import annotations

import io
import re
import zipfile

_TIME = (1980, 1, 1, 0, 0, 0)
_ZIP = b"PK\x03\x04"
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
# Properties of which there are none; the parts stay, so that nothing refers to what is not there.
_EMPTY = {
    "docprops/core.xml": f'<cp:coreProperties xmlns:cp="{_CORE}"/>',
    "docprops/app.xml": f'<Properties xmlns="{_OFFICE}/extended-properties"/>',
    "docprops/custom.xml": f'<Properties xmlns="{_OFFICE}/custom-properties"/>',
}
_NOTING = ("xl/workbook.xml", "xl/pivotcache/")
# Who reserved the file or renewed a pivot table, and the folder in which it was saved.
_NOTES = re.compile(
    r"""(\s(?:userName|refreshedBy)=|<(?:\w+:)?absPath\b[^<>]*?\surl=)(?:"[^"]*"|'[^']*')"""
)


def without_people(data: bytes) -> bytes:
    """Return a workbook (OOXML) without its properties; any other file as it is.

    `data` has been read as a workbook before, so that its archive is whole.
    """
    if not data.startswith(_ZIP):
        return data
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            info = zipfile.ZipInfo(name, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(info, _offered(name, before.read(name)))
    return stream.getvalue()


def _offered(name: str, body: bytes) -> bytes:
    plain = name.replace("\\", "/").lstrip("/").lower()
    if plain in _EMPTY:
        return (_HEAD + _EMPTY[plain]).encode()
    if not plain.startswith(_NOTING):
        return body
    encoding = "utf-16" if body.startswith(_MARKS) else "utf-8"
    text = body.decode(encoding, "surrogateescape")
    return _NOTES.sub(r'\1""', text).encode(encoding, "surrogateescape")
