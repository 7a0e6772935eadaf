"""The cells of an Excel file, read by calamine in a separate process.

A damaged file can abort the process that reads it (`memory allocation failed`), uncatchably.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sitegen.i18n import N_
from sitegen.legible import without_unseen
from sitegen.processes.limits import OVERRUN, WALL_SECONDS, limit_cpu
from sitegen.tables.shape.cells import Cell, Row

# Seconds of CPU time and bytes allowed for one file; 20 MB of cells took 9 s.
CPU_SECONDS = 60.0
MAX_MEMORY = 4 * 1024**3
# The library's own ends: the same file will always meet them.
_ITS_OWN = frozenset({signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGILL})
_EXACT = 2**53
_STOPPED = N_("the program that reads it stopped")
OTHER_KIND = N_("it is another kind of file with the name of a workbook")
_PACKAGES = str(Path(__file__).resolve().parents[3])

# The first and the last cell of a merged range, by row and column.
Range = tuple[tuple[int, int], tuple[int, int]]
Places = tuple[tuple[int, int], ...]
# A sheet's name, whether it is hidden, its non-blank rows, `Sheet.merged` and `Sheet.spread`.
NamedRows = tuple[str, bool, tuple["Row", ...], Places, Places]
# A year in one of the first columns is a label: it holds for all rows that it is merged over.
_YEARS = range(1900, 2101)
_LABELS = 3


class SheetsError(Exception):
    """The file cannot be read; the text is the reason, a message id.

    `passing` says that nothing is known to be wrong with the file: it may be read the next time.
    """

    def __init__(self, reason: str, *, passing: bool = False) -> None:
        super().__init__(reason)
        self.passing = passing


def sheets_in_child(data: bytes) -> tuple[NamedRows, ...]:
    """Return each sheet with its non-blank rows.

    Raises SheetsError for a file that the library rejects or that kills its process. A process
    that was ended from outside, or took too long, says little: another one tries once more.
    """
    try:
        found = _asked(data)
    except SheetsError as error:
        if not error.passing:
            raise
        found = _asked(data)
    if isinstance(found, str):
        raise SheetsError(_reason(found))
    return tuple(
        (
            name,
            hidden,
            tuple((n, tuple(cells)) for n, cells in rows),
            _places(merged),
            _places(spread),
        )
        for name, hidden, rows, merged, spread in found
    )


def _asked(data: bytes) -> Any:
    """What a new process says of the file; raises SheetsError when it says nothing."""
    paths = os.pathsep.join(filter(None, (_PACKAGES, os.environ.get("PYTHONPATH"))))
    program = [sys.executable, "-P", "-m", "sitegen.tables.files.sheets", str(CPU_SECONDS)]
    slow = SheetsError(N_("it takes longer than a minute to read"), passing=True)
    try:
        done = subprocess.run(  # noqa: S603 - this Python and our own module
            program,
            input=data,
            capture_output=True,
            timeout=WALL_SECONDS,
            check=False,
            env={**os.environ, "PYTHONPATH": paths},
        )
    except subprocess.TimeoutExpired:
        raise slow from None
    except OSError:
        raise SheetsError(_STOPPED, passing=True) from None
    if done.returncode == -OVERRUN:
        raise slow
    if done.returncode:
        raise SheetsError(_STOPPED, passing=-done.returncode not in _ITS_OWN)
    return json.loads(done.stdout)


def _reason(words: str) -> str:
    """The reason for the library's message."""
    if "password" in words.casefold():
        return N_("it has a password")
    if "detect file format" in words:
        return OTHER_KIND
    return N_("it is damaged or incomplete")


def _places(found: Sequence[Sequence[int]]) -> Places:
    return tuple((row, column) for row, column in found)


def _sheets(data: bytes) -> Iterator[tuple[str, bool, list[Row], Places, Places]]:
    import io

    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for meta in book.sheets_metadata:
        if meta.typ == SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_name(meta.name)
            rows = list(_rows(sheet.to_python(skip_empty_area=False)))
            merged, spread = _filled(dict(rows), sheet.merged_cell_ranges or ())
            hidden = meta.visible != SheetVisibleEnum.Visible
            yield meta.name, hidden, [*rows], merged, spread


def _filled(rows: dict[int, list[Cell]], ranges: Iterable[Range]) -> tuple[Places, Places]:
    """Write the label of cells that are merged downwards into those below.

    Returns where, and the figures that are merged downwards: such a one stands for all rows
    together, so it is not repeated.
    """
    merged: list[tuple[int, int]] = []
    spread: list[tuple[int, int]] = []
    last = max(rows, default=0)
    for (top, left), (bottom, _) in ranges:
        cells = rows.get(top + 1)
        value = cells[left] if cells and left < len(cells) else ""
        below = [n for n in range(top + 2, min(bottom + 1, last) + 1) if n in rows]
        empty = [n for n in below if rows[n][left] == ""]
        if value == "" or not empty:
            continue
        if isinstance(value, str) or (left < _LABELS and value in _YEARS):
            for number in empty:
                rows[number][left] = value
            merged += ((number, left) for number in empty)
        else:
            spread.append((top + 1, left))
    return tuple(merged), tuple(spread)


def _rows(cells: Sequence[Sequence[object]]) -> Iterator[tuple[int, list[Cell]]]:
    for number, row in enumerate(cells, start=1):
        plain = [_cell(value) for value in row]
        if any(cell != "" for cell in plain):
            yield number, plain


def _cell(value: object) -> Cell:
    """A cell as text, or as a number: whole ones as `int`, as spreadsheets show them."""
    if isinstance(value, str):
        return without_unseen(value).strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float | int):
        return int(value) if abs(value) < _EXACT and value == int(value) else float(value)
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    if isinstance(value, timedelta):
        return _hours(value)
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _hours(value: timedelta) -> str:
    """A length of time as spreadsheets show it, in hours and minutes: `26:05`."""
    seconds = round(value.total_seconds())
    minutes, rest = divmod(abs(seconds), 60)
    text = f"{'-' * (seconds < 0)}{minutes // 60}:{minutes % 60:02}"
    return f"{text}:{rest:02}" if rest else text


def _main() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    limit_cpu(float(sys.argv[1]))
    data = sys.stdin.buffer.read()
    found: Any
    try:
        found = list(_sheets(data))
    except BaseException as error:  # noqa: BLE001 - a panic in Rust is not an Exception
        found = str(error).splitlines()[0] if str(error) else type(error).__name__
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    _main()
