"""The properties of a workbook that name people or folders, and the workbook without them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from sitegen.tables.files.compound import CompoundError
from sitegen.tables.files.oldbook import old_marks, without_old_names

_ZIP = b"PK\x03\x04"
# By the part that has them: who made the file and who saved it last, their firm and superior, and
# what a firm has its programs add.
_ELEMENTS = {
    "docprops/core.xml": rb"creator|lastModifiedBy",
    "docprops/app.xml": rb"Company|Manager|HyperlinkBase",
    "docprops/custom.xml": rb"lpwstr|lpstr|bstr",
}
# The folder that a workbook lay in, who reserved it, and who refreshed a pivot table.
_ATTRIBUTE = re.compile(
    rb"(?P<before><(?:[\w.-]+:)?(?:absPath\b[^>]*?\burl|fileSharing\b[^>]*?\buserName"
    rb"|pivotCacheDefinition\b[^>]*?\brefreshedBy)\s*=\s*)(?P<sign>[\"'])(?P<text>[^\"']*)(?P=sign)"
)
# Programs write their own name for that of a person.
_PROGRAMS = frozenset({b"openpyxl", b"xlsxwriter", b"apache poi"})
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def names_people(data: bytes) -> bool:
    """Return whether the properties of a workbook that can be read name people or folders."""
    if not data.startswith(_ZIP):
        try:
            return bool(old_marks(data).names)
        except CompoundError:
            return False
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(True for _ in _changed(archive))


def without_names(data: bytes) -> bytes:
    """Return a workbook that can be read without names of people and folders in its properties."""
    if not data.startswith(_ZIP):
        return without_old_names(data)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(stream, "w") as new:
        changed = dict(_changed(archive))
        for info in archive.infolist():
            body = changed.get(info.filename) or archive.read(info)
            new.writestr(info, body, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _changed(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield the parts that name people, without the names."""
    for info in archive.infolist():
        name = info.filename.replace("\\", "/").lstrip("/").lower()
        if name in _ELEMENTS or name.endswith("workbook.xml") or "pivotcachedefinition" in name:
            part = archive.read(info)
            if part.startswith(_WIDE):
                part = part.decode("utf-16", "replace").replace("UTF-16", "UTF-8", 1).encode()
            blank = _blanked(part, _ELEMENTS.get(name, b""))
            if blank != part:
                yield info.filename, blank


def _blanked(part: bytes, elements: bytes) -> bytes:
    """A part without the texts of these elements and of all attributes that are names."""

    def blank(match: re.Match[bytes]) -> bytes:
        text, sign = match["text"].strip(), match.groupdict().get("sign", b"")
        own = not text or text.lower() in _PROGRAMS
        return match[0] if own else match["before"] + sign + sign

    new = _ATTRIBUTE.sub(blank, part)
    if not elements:
        return new
    name = rb"(?P<name>(?:[\w.-]+:)?(?:" + elements + rb"))"
    return re.sub(
        rb"(?P<before><" + name + rb"\b[^>]*>)(?P<text>[^<]*)(?=</(?P=name)\s*>)", blank, new
    )
