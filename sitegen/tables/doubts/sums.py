"""Columns that are the sum of those beside them, and the rows in which they are not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sitegen.model import Column, Problem, Table, Where
from sitegen.tables.columns.numbers import in_full
from sitegen.tables.columns.unfit import NAMED
from sitegen.tables.kinds import KINDS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Figures = NDArray[np.float64]

_SUM = re.compile(r"(?:jumlah|total|jml)\b|.*\b(?:jumlah|total)\Z", re.IGNORECASE)
_RATE = re.compile(
    r"%|\b(?:persen\w*|rasio|tingkat|rata-rata|indeks|laju|kepadatan|tpak|tpt|ikm|angka harapan)\b",
    re.IGNORECASE,
)
# So many rows must agree, and so large a share of those with figures.
_LEAST = 4
_MOSTLY = 0.8
_NAMES = 4
# Figures with decimals may differ by their rounding.
_ROUNDING = 0.06


def sum_problems(table: Table, path: str) -> Iterator[Problem]:
    """Yield each row in which a column called a total differs from the columns that it adds up."""
    figures = [column for column in table.columns if KINDS[column.kind].figures]
    for at, column in enumerate(figures):
        if not _SUM.match(column.name.replace("_", " ")):
            continue
        for parts in _candidates(figures, at):
            found = _wrong(table, column, parts)
            if found is not None:
                yield from _problems(table, column, parts, found, path)
                break


def _candidates(figures: Sequence[Column], at: int) -> Iterator[Sequence[Column]]:
    """The columns before a total, all of them or the last few, and those after it, at least two."""
    before, after = figures[:at], figures[at + 1 :]
    for size in range(len(before), 1, -1):
        yield before[-size:]
    for size in range(len(after), 1, -1):
        yield after[:size]


def _wrong(table: Table, column: Column, parts: Sequence[Column]) -> Figures | None:
    """Which rows differ from the sum of the parts; None if these are not the column's parts."""
    import numpy as np

    own = _values(table, column)
    columns = np.column_stack([_values(table, part) for part in parts])
    known = ~np.isnan(own) & ~np.isnan(columns).all(axis=1)
    sums = np.nansum(columns, axis=1)
    decimal = any(KINDS[each.kind].figures == "decimal" for each in (column, *parts))
    near = _ROUNDING * (len(parts) + 1) * decimal
    right = known & (np.abs(own - sums) <= near + 1e-9 * np.abs(sums))
    # Two parts of which one is nought prove nothing.
    telling = right & ((columns > 0).sum(axis=1) > 1)
    if telling.sum() < _LEAST or right.sum() < _MOSTLY * known.sum():
        return None
    found: Figures = known & ~right & ~_of_rates(table)
    return found


def _of_rates(table: Table) -> NDArray[np.bool_]:
    """Which rows are called rates, such as `TPAK (%)`: those of two parts are not added up."""
    import numpy as np

    rates = np.zeros(len(table.frame), dtype=bool)
    for column in table.columns:
        if KINDS[column.kind].names == "words":
            labels = table.frame[column.name].astype(object)
            rates |= np.array([bool(_RATE.search(str(text))) for text in labels], dtype=bool)
    return rates


def _values(table: Table, column: Column) -> Figures:
    import numpy as np

    found: Figures = table.frame[column.name].to_numpy(dtype=np.float64, na_value=np.nan)
    return found


def _problems(
    table: Table, column: Column, parts: Sequence[Column], wrong: Figures, path: str
) -> Iterator[Problem]:
    import numpy as np

    names = [f"`{part.name}`" for part in parts]
    listed = ", ".join(names if len(names) <= _NAMES else [*names[:_NAMES], "..."])
    own = _values(table, column)
    sums = np.nansum(np.column_stack([_values(table, part) for part in parts]), axis=1)
    places = np.flatnonzero(wrong)
    for at in places[:NAMED].tolist():
        where = Where(path=path, row=int(table.frame.index[at]), field=column.name)
        yield Problem.of(
            "D074",
            where,
            column=column.name,
            found=in_full(float(own[at])),
            parts=listed,
            sum=in_full(float(sums[at])),
            count=str(len(places)),
        )
