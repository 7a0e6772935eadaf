"""The figures of a table by area: what it says of each kecamatan or kelurahan, by area code."""

from __future__ import annotations

import re
from math import isfinite
from typing import TYPE_CHECKING

from sitegen.model import AreaFigures, Column, DatasetMeta, Table
from sitegen.tables.kinds import KINDS

if TYPE_CHECKING:
    import pandas as pd

_CODE = re.compile(r"\d\d\.\d\d\.\d\d(\.\d{4})?")
_SORTABLE = re.compile(r"\d{4}(?:\D.*)?")
LEVELS = {8: "kecamatan", 13: "kelurahan"}
# Of fewer areas nothing is compared.
_LEAST = 3
# What is most asked of an area comes first: its people, its families, its size.
_FIRST = ("jiwa", "orang", "penduduk", "keluarga", "kk", "km2", "km²", "ha", "hektare")


def rank_of_unit(unit: str) -> int:
    """Return the place of figures among those of an area by their unit; 0 is what comes first."""
    folded = unit.casefold()
    return _FIRST.index(folded) if folded in _FIRST else len(_FIRST)


def area_figures(table: Table, meta: DatasetMeta) -> AreaFigures | None:
    """Return the figures of a table by area, None if it is no table with one row for each area.

    Those of several periods are taken from the newest. The column is that of the first chart, else the
    first with figures; figures that are doubtful, running totals or of several levels are left out.
    """
    found = (full_codes(area_codes(table, column)) for column in table.columns)
    areas = next((codes for codes in found if codes is not None), None)
    if areas is None or table.levels is not None:
        return None
    times = [c for c in table.columns if KINDS[c.kind].time]
    column = _measure(table, meta)
    if column is None or len(times) > 1:
        return None
    rows, period = _newest(table, times)
    cells = table.frame.loc[rows, column.name]
    doubtful = set(dict(table.noughts).get(column.name, ()))
    values = {
        str(code): number
        for row, code, value in zip(cells.index, areas.loc[rows], cells, strict=True)
        if row not in doubtful and (number := number_of(value)) is not None
    }
    levels = {LEVELS[len(code)] for code in values}
    if len(levels) != 1 or len(values) < _LEAST or not areas.loc[rows].is_unique:
        return None
    return AreaFigures(
        column=column.title,
        unit=column.unit or meta.unit,
        level=levels.pop(),
        whole=column.kind == "bulat",
        values=tuple(sorted(values.items())),
        period=period,
    )


def area_codes(table: Table, column: Column) -> pd.Series | None:
    """Return the cells of a column of nothing but area codes, None for any other; some may be empty."""
    if column.kind not in {"kode", "wilayah", "teks"} or table.frame.empty:
        return None
    cells = table.frame[column.name].astype("string")
    filled = cells.dropna()
    whole = len(filled) and filled.map(lambda cell: bool(_CODE.fullmatch(cell))).all()
    return cells if whole else None


def area_level(code: str) -> str:
    """Return the level of the area with a code of the Kemendagri."""
    return LEVELS[len(code)]


def full_codes(cells: pd.Series | None) -> pd.Series | None:
    """Return area codes of which none is missing, else None."""
    return None if cells is None or cells.isna().any() else cells


def _measure(table: Table, meta: DatasetMeta) -> Column | None:
    charted = [spec.y for spec in meta.charts]
    figures = [
        c
        for c in table.columns
        if c.kind in {"bulat", "desimal"} and not c.cumulative and not c.spoilt
    ]
    drawn = [c for name in charted for c in figures if c.name == name]
    return next(iter((*drawn, *figures)), None)


def _newest(table: Table, times: list[Column]) -> tuple[pd.Series, str]:
    """Which rows are of the newest period, and that period; all of them without periods."""
    if not times:
        whole = table.frame.iloc[:, 0].map(lambda _: True)
        return whole, ""
    texts = table.frame[times[0].name].map(text_of)
    known = [text for text in texts if is_period(text)]
    last = max(known, default="")
    return texts == last, last


def is_period(text: str) -> bool:
    """Return whether a text begins with a year, so that later ones sort after it."""
    return bool(_SORTABLE.fullmatch(text))


def number_of(cell: object) -> float | None:
    """Return the figure in a cell, None if it has none."""
    try:
        number = float(str(cell))
    except ValueError:
        return None
    return number if isfinite(number) else None


def text_of(cell: object) -> str:
    """Return a period, a day or a text as its cell has it."""
    text = str(cell)
    return text[:10] if re.match(r"\d{4}-\d\d-\d\d", text) else text.removesuffix(".0")
