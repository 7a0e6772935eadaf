"""CSV bytes to a typed Table, with the conventions that were applied and every problem.

Number conventions are decided per column, never per cell, and the evidence is kept in the
notes that the dataset's page shows.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sitegen.model import Column, ColumnKind, Params, Problem, Table, Where
from sitegen.read.columns import EMPTY, Convention, convert, infer

if TYPE_CHECKING:
    import pandas as pd

MAX_BYTES = 50 * 1024 * 1024
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a file was read: its delimiter, the decimal sign of its figures, rows in all.

    `decimal_columns` and `grouped_columns` name the columns with a decimal comma and with
    dots between thousands.
    """

    delimiter: str
    bom: bool
    rows: int
    decimal_columns: tuple[str, ...] = ()
    grouped_columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table and how it was read."""

    table: Table
    reading: Reading


def parse_table(
    data: bytes, path: str, declared: tuple[Column, ...] = ()
) -> tuple[TableFile | None, tuple[Problem, ...]]:
    """Return the table in `data` and all problems; None when one of them is an error.

    `declared` are the columns that the metadata describe; the others get an inferred type.
    Raises nothing, whatever the bytes.
    """
    text = _decode(data, path)
    if isinstance(text, Problem):
        return None, (text,)
    delimiter = _delimiter(text)
    rows = _rows(text, delimiter, path)
    if isinstance(rows, Problem):
        return None, (rows,)
    if not rows:
        return None, (Problem(code="D003", where=Where(path=path)),)
    header = [cell.strip() for cell in rows[0][1]]
    while header and not header[-1]:
        header.pop()
    problems = _header_problems(header, path)
    body, ragged = _body(rows[1:], len(header), path)
    problems += ragged
    if not body and not problems:
        problems.append(Problem(code="D004", where=Where(path=path, row=1)))
    if problems:
        return None, tuple(problems)
    return _typed(header, body, declared, (path, delimiter, data.startswith(b"\xef\xbb\xbf")))


def _decode(data: bytes, path: str) -> str | Problem:
    if len(data) > MAX_BYTES:
        params = (("size", str(-(-len(data) >> 20))), ("limit", str(MAX_BYTES >> 20)))
        return Problem(code="D001", where=Where(path=path), params=params)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        return Problem(code="D002", where=Where(path=path, row=row))
    if not text.strip() or "\x00" in text:
        return Problem(code="D003", where=Where(path=path))
    return text


def _delimiter(text: str) -> str:
    """The sign that splits most of the first lines, outside of quotes; the first line decides ties.

    Several lines are looked at because the first one may be a title.
    """
    lines = _QUOTED.sub("", text.lstrip("\r\n")[:20_000]).splitlines()[:20] or [""]
    return max(
        DELIMITERS,
        key=lambda sign: (sum(sign in line for line in lines), lines[0].count(sign)),
    )


def _rows(text: str, delimiter: str, path: str) -> list[tuple[int, list[str]]] | Problem:
    """Return (row number as a spreadsheet counts, cells) of each row that is not wholly empty."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    row = 0
    try:
        for row, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                rows.append((row, cells))
    except csv.Error as error:
        where = Where(path=path, row=row + 1)
        return Problem(code="D005", where=where, params=(("reason", str(error)),))
    return rows


def _header_problems(header: list[str], path: str) -> list[Problem]:
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for number, name in enumerate(header, start=1):
        where = Where(path=path, row=1, column=number)
        if not name:
            problems.append(Problem(code="D006", where=where, params=(("number", str(number)),)))
        elif name.casefold() in seen:
            params = (
                ("column", name),
                ("first", str(seen[name.casefold()])),
                ("second", str(number)),
            )
            problems.append(Problem(code="D007", where=where, params=params))
        seen.setdefault(name.casefold(), number)
    return problems


def _body(
    rows: list[tuple[int, list[str]]], width: int, path: str
) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """Cut trailing empty cells; a row with too many or too few is a problem.

    When most rows differ from the first one, the first one is the mistake: one problem says so.
    """
    body: list[tuple[int, list[str]]] = []
    problems: list[Problem] = []
    for line, cells in rows:
        extra = cells[width:]
        if any(cell.strip() for cell in extra) or len(cells) < width:
            params: Params = (("found", str(len(cells))), ("expected", str(width)))
            problems.append(Problem(code="D008", where=Where(path=path, row=line), params=params))
        body.append((line, [cell.strip() for cell in cells[:width]]))
    if len(problems) > max(2, len(rows) // 2):
        usual = Counter(len(cells) for _, cells in rows).most_common(1)[0][0]
        params = (("found", str(width)), ("expected", str(usual)), ("count", str(len(problems))))
        problems = [Problem(code="D018", where=Where(path=path, row=1), params=params)]
    return body, problems


def _typed(
    header: list[str],
    body: list[tuple[int, list[str]]],
    declared: tuple[Column, ...],
    file: tuple[str, str, bool],
) -> tuple[TableFile | None, tuple[Problem, ...]]:
    path, delimiter, bom = file
    known = {column.name: column for column in declared}
    columns: list[Column] = []
    data: dict[str, pd.Series] = {}
    problems: list[Problem] = []
    conventions: dict[str, Convention] = {}
    for index, name in enumerate(header):
        cells = [row[index] for _, row in body]
        given = known.get(name)
        convention = infer(name, cells, delimiter, given.kind if given and given.typed else None)
        series, bad = convert(cells, convention)
        if convention.doubtful:
            row = body[cells.index(convention.doubtful)][0]
            problems.append(_doubtful(path, row, name, convention.doubtful))
        problems += [
            _bad_cell(path, body[at][0], name, cells[at], convention.kind, bad) for at in bad[:100]
        ]
        conventions[name] = convention
        plain = Column(name=name, title=readable(name), kind=convention.kind)
        columns.append(replace(given, kind=convention.kind, typed=True) if given else plain)
        data[name] = series
    if problems:
        return None, tuple(problems)
    import pandas as pd

    table = Table(tuple(columns), pd.DataFrame(data))
    reading = Reading(
        delimiter=delimiter,
        bom=bom,
        rows=len(body),
        decimal_columns=tuple(n for n, c in conventions.items() if c.decimal == ","),
        grouped_columns=tuple(n for n, c in conventions.items() if c.grouped),
    )
    return TableFile(table, reading), ()


def _bad_cell(
    path: str, row: int, column: str, found: str, kind: ColumnKind, bad: list[int]
) -> Problem:
    params = (
        ("column", column),
        ("found", found[:40]),
        ("kind", kind),
        ("count", str(len(bad))),
    )
    return Problem(code="D009", where=Where(path=path, row=row, field=column), params=params)


def _doubtful(path: str, row: int, column: str, found: str) -> Problem:
    params = (
        ("column", column),
        ("found", found),
        ("whole", found.replace(".", "")),
        ("decimal", found.replace(".", ",")),
    )
    return Problem(code="D017", where=Where(path=path, row=row, field=column), params=params)


def readable(name: str) -> str:
    """Return a column or file name as a title: `jumlah_penduduk` becomes `Jumlah penduduk`."""
    words = re.sub(r"[_\-\s]+", " ", name).strip()
    return words[:1].upper() + words[1:] if words else name


def missing(cell: str) -> bool:
    """Return whether a cell says that there is no value."""
    return cell.casefold() in EMPTY
