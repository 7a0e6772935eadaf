"""The bytes of a table file to text: the bytes decide the encoding, and errors are not ignored."""

from __future__ import annotations

import re

from msgspec import Struct

from sitegen.model import Problem, Where

# That of UTF-32 begins as that of UTF-16 does.
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
WINDOWS = "windows-1252"
MARK = "\ufeff"
_LINE_MARK = re.compile(f"([\r\n]){MARK}")
# How many bytes are looked at for the encoding of a text without a mark.
_START = 1000
# Enough for the detector, which reads Windows-1252 at some 1 MB/s.
_EVIDENCE = 64 * 1024
# UTF-8 that was once read as Windows-1252, and the replacement character for a lost letter.
_GARBLED = re.compile("\u00e2\u20ac[\u0080-\u2122]|\u00c3[\u0080-\u00bf]|\ufffd")


class Decoded(Struct, frozen=True, kw_only=True):
    """The text of a file, the name of its encoding, and whether a byte order mark gave it."""

    text: str
    encoding: str
    bom: bool = False


def decode_table(data: bytes, path: str) -> Decoded | Problem:
    """Return the text: UTF-8, UTF-16 with or without a mark, else Windows-1252 if the bytes fit."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, path, bom=True)
    if b"\x00" in data[:_START]:
        wide = _wide(data)
        return _strict(data, wide, path, bom=False) if wide else Problem.of("D003", path)
    try:
        return Decoded(text=data.decode(), encoding="utf-8")
    except UnicodeDecodeError:
        return _windows(data, path)


def joined(text: str) -> str:
    """Return a text without the byte order marks of files that were joined to the first.

    Where the file before had no line end, the header of the next one begins a line of its own.
    """
    if MARK not in text:
        return text
    plain = _LINE_MARK.sub(r"\1", text)
    first = next((line for line in plain.splitlines() if line.strip()), "")
    return plain.replace(f"{MARK}{first}", f"\n{first}") if first else plain


def garbled(text: str, path: str) -> tuple[Problem, ...]:
    """Return a warning that names the first letters garbled by an earlier program."""
    found = None if text.isascii() else _GARBLED.search(text)
    if found is None:
        return ()
    where = Where(path=path, row=text.count("\n", 0, found.start()) + 1)
    count = str(len(_GARBLED.findall(text)))
    return (Problem.of("D024", where, found=found[0], count=count),)


def _wide(data: bytes) -> str:
    """The form of UTF-16 in which a text without a mark is written, "" if it is none.

    Of each of its signs one byte is mostly 0: always the first, or always the second.
    """
    start = data[:_START]
    for encoding, high, low in (
        ("utf-16-le", start[1::2], start[::2]),
        ("utf-16-be", start[::2], start[1::2]),
    ):
        if high.count(0) * 10 >= len(high) * 9 and not low.count(0):
            return encoding
    return ""


def _strict(data: bytes, encoding: str, path: str, *, bom: bool) -> Decoded | Problem:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        return Problem.of("D002", Where(path=path, row=row))
    return Decoded(text=text, encoding=encoding.removesuffix("-le").removesuffix("-be"), bom=bom)


def _windows(data: bytes, path: str) -> Decoded | Problem:
    """Windows-1252, if the detector finds that the bytes make sense in it."""
    from charset_normalizer import from_bytes

    lines = [line for line in data.splitlines() if not line.isascii()]
    evidence = b"\n".join(lines)[:_EVIDENCE]
    best = from_bytes(evidence, cp_isolation=["cp1252"], threshold=0.5).best()
    if best is None or best.encoding != "cp1252":
        row = data[: data.index(lines[0])].count(b"\n") + 1
        return Problem.of("D002", Where(path=path, row=row))
    return _strict(data, WINDOWS, path, bom=False)
