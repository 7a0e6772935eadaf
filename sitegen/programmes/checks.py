"""What cannot be right in a table of the schema `rfk`, told to those who keep it."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.model import DatasetMeta, Problem, Table, Where
from sitegen.programmes.progress import (
    MONTHS,
    NEEDED,
    SCHEMA,
    WHOLE,
    ProgressRow,
    is_progress,
    progress_rows,
)

_CUMULATIVE = ("rencana_fisik", "realisasi_fisik", "rencana_keuangan", "realisasi_keuangan")
_PERCENT = ("rencana_fisik", "realisasi_fisik")
_PLAN = "rencana_fisik"


def progress_problems(table: Table, meta: DatasetMeta, path: str) -> Iterator[Problem]:
    """Yield doubts about the table at `path`: no month, over 100 %, a plan that does not end at 100 % in December,
    and totals since January that fall.
    """
    if meta.schema != SCHEMA:
        return
    if not is_progress(table, meta):
        names = {column.name for column in table.columns}
        lacking = ", ".join(name for name in NEEDED if name not in names)
        yield Problem.of("D083", Where(path=path), columns=lacking)
        return
    rows = list(progress_rows(table))
    yield from _no_month(rows, path)
    yield from _too_much(rows, path)
    yield from _open_end(rows, path)
    yield from _falls(rows, path)


def _no_month(rows: list[ProgressRow], path: str) -> Iterator[Problem]:
    for row in rows:
        if not row.month:
            yield Problem.of(
                "D079", Where(path=path, row=row.row, field="bulan"), found=row.said or "–"
            )


def _too_much(rows: list[ProgressRow], path: str) -> Iterator[Problem]:
    for row in rows:
        for name in _PERCENT:
            value = row.number(name)
            if value is not None and row.percentage(name) is None:
                where = Where(path=path, row=row.row, field=name)
                yield Problem.of("D080", where, column=name, activity=row.code, found=_said(value))


def _open_end(rows: list[ProgressRow], path: str) -> Iterator[Problem]:
    for row in rows:
        value = row.number(_PLAN)
        if row.month == len(MONTHS) and value is not None and value < WHOLE:
            where = Where(path=path, row=row.row, field=_PLAN)
            yield Problem.of("D081", where, activity=row.code, found=_said(value))


def _falls(rows: list[ProgressRow], path: str) -> Iterator[Problem]:
    """Yield figures that are below those of an earlier month of the year."""
    order = sorted((row for row in rows if row.month), key=lambda row: (row.year, row.month))
    highest: dict[tuple[str, int, str], tuple[float, int]] = {}
    for row in order:
        for name in _CUMULATIVE:
            value, of = row.number(name), (row.code, row.year, name)
            if value is None:
                continue
            before, month = highest.get(of, (value, row.month))
            if value < before:
                yield Problem.of(
                    "D082",
                    Where(path=path, row=row.row, field=name),
                    column=name,
                    activity=row.code,
                    found=_said(value),
                    before=_said(before),
                    month=MONTHS[month - 1],
                )
            else:
                highest[of] = (value, row.month)


def _said(value: float) -> str:
    """A figure as a table has it, with a decimal comma."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
