"""A withdrawal: a text or table goes with what belongs to it alone, and its address says since when and why."""

from __future__ import annotations

import csv
import io

import msgspec
from msgspec import Struct

from sitegen.city.removed_rows import FORMER, MAY, NEEDS, RemovedRow
from sitegen.submission.refused import RefusedPackage
from sitegen.urls import slugify

MAX_REASON = 300


class Withdrawal(Struct, frozen=True, kw_only=True):
    """A withdrawal: `path` is below the unit's folder, `base` the name that git gives to its bytes.

    `title` is what readers are told that stood there, `reason` why it is gone, `successor` the address
    of what takes its place, "" if nothing does. `tip` is the commit that was shown.
    """

    unit: str
    path: str
    base: str
    title: str
    reason: str
    successor: str = ""
    tip: str = ""


def written_withdrawal(withdrawal: Withdrawal) -> bytes:
    """Return a withdrawal as the body of an item."""
    return msgspec.json.encode(withdrawal)


def parse_withdrawal(data: bytes) -> Withdrawal:
    """Return the withdrawal in the body of an item; raises RefusedPackage."""
    try:
        return msgspec.json.decode(data, type=Withdrawal)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise RefusedPackage("K025") from None


def with_removed(before: bytes, row: RemovedRow) -> bytes:
    """Return a list of what is published no more with one row more, all else of it byte for byte."""
    cells = (row.url, row.title, row.day.isoformat(), row.reason, row.successor)
    if row.former:
        return with_row(before, (*NEEDS, *MAY, FORMER), (*cells, " ".join(row.former)))
    return with_row(before, (*NEEDS, *MAY), cells)


def with_row(before: bytes, head: tuple[str, ...], row: tuple[str, ...]) -> bytes:
    """Return a list of the city with one row more, all else of it byte for byte.

    A column that the list has not, and that the row needs, is added to its first line.
    """
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    end = "\r\n" if b"\r\n" in before else "\n"
    columns, sign = _columns(before.removeprefix(mark).decode("utf-8", "replace"), head)
    own = dict(zip(head, row, strict=True))
    given = before if before.strip() else _line(head, sign, end)
    if more := tuple(name for name in head if own[name] and name not in columns):
        first = given.partition(b"\n")[0].rstrip(b"\r")
        given = first + _line(("", *more), sign, "") + given[len(first) :]
        columns = (*columns, *more)
    if not given.endswith((b"\n", b"\r")):
        given += end.encode()
    return given + _line(tuple(own.get(name, "") for name in columns), sign, end)


def _columns(text: str, head: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """The columns of a list in its own order, and what stands between them."""
    first = text.split("\n", 1)[0].strip("\r")
    if not first.strip():
        return head, ","
    sign = max(",;\t", key=first.count)
    cells = next(csv.reader([first], delimiter=sign), [])
    return tuple(slugify(cell).replace("-", "_") for cell in cells), sign


def _line(cells: tuple[str, ...], sign: str, end: str) -> bytes:
    written = io.StringIO()
    csv.writer(written, delimiter=sign, lineterminator=end).writerow(cells)
    return written.getvalue().encode()
