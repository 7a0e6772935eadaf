"""The bytes of a table file to text: the bytes decide the encoding, and errors are not ignored."""

from __future__ import annotations

import re

from msgspec import Struct

from sitegen.model import Problem, Where

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
WINDOWS = "windows-1252"
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
    """Return the text: UTF-8, UTF-16 as Excel writes it, else Windows-1252 if the bytes fit."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, path, bom=True)
    if b"\x00" in data[:1000]:
        return Problem.of("D003", path)
    try:
        return Decoded(text=data.decode(), encoding="utf-8")
    except UnicodeDecodeError:
        return _windows(data, path)


def garbled(text: str, path: str) -> tuple[Problem, ...]:
    """Return a warning that names the first letters garbled by an earlier program."""
    found = None if text.isascii() else _GARBLED.search(text)
    if found is None:
        return ()
    where = Where(path=path, row=text.count("\n", 0, found.start()) + 1)
    count = str(len(_GARBLED.findall(text)))
    return (Problem.of("D024", where, found=found[0], count=count),)


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
