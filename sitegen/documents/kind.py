"""Files that are no documents although their name ends in .pdf, recognized by their bytes."""

from __future__ import annotations

import re

from sitegen.i18n import N_

_NEAR = 1024
_MARK = b"\xef\xbb\xbf"
_START, _END = b"%PDF-", b"%%EOF"
_PAGE = re.compile(rb"<(?:!doctype html|!--|html|head|body|meta|script|div)\b", re.IGNORECASE)
_XML = re.compile(rb"<(?:\?xml|svg)\b", re.IGNORECASE)
_KINDS = (
    (b"MZ", N_("a program")),
    (b"\x7fELF", N_("a program")),
    (b"#!", N_("a program")),
    (b"PK\x03\x04", N_("a workbook, an Office document or an archive (ZIP)")),
    (b"\xd0\xcf\x11\xe0", N_("a workbook, an Office document or an archive (ZIP)")),
    (b"{\\rtf", N_("a text of Word (RTF)")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"\x89PNG", N_("a picture")),
    (b"RIFF", N_("a picture")),
    (b"version https://git-lfs", N_("a pointer of Git LFS, without the file itself")),
)


def other_kind(data: bytes) -> str:
    """Return what a file is (a message id) if it is no whole PDF document, else "".

    Only blanks may come before its first mark, so that it is nothing else besides; its last one
    stands near the end.
    """
    start = data[:_NEAR].removeprefix(_MARK).lstrip()
    if start.startswith(_START):
        whole = _END in data[-_NEAR:]
        return "" if whole else N_("a PDF document that ends too early, as after a lost connection")
    if not data.strip(b"\0 \r\n\t"):
        return N_("an empty file")
    if _PAGE.match(start):
        return N_("a web page (HTML)")
    if _XML.match(start):
        return N_("an XML document or a drawing (SVG)")
    named = (words for sign, words in _KINDS if start.startswith(sign))
    return next(named, N_("another kind of file"))
