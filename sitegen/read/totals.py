"""Rows that sum up the others: left out of figures and charts, and checked against the sum."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING

from sitegen.read.cells import MISSING, text_of
from sitegen.read.numbers import form, read_numbers, shapes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from sitegen.read.cells import Cell, Cells, Grid

_TOTAL = re.compile(
    r"(?:sub ?|grand ?)?(?:jumlah|total|jml)(?: (?:total|keseluruhan|seluruhnya|semua))?"
    r"(?: ?[/|] ?(?:jumlah|total))?(?: (?:kota|kab|kabupaten|kec|kecamatan|provinsi)\b.*)?\.?:?",
    re.IGNORECASE,
)
_AREA = re.compile(
    r"(kota|kab\.|kabupaten|provinsi|prov\.|kecamatan|kec\.|kelurahan|kel\.) ?(?:adm\w*\.? )?\w",
    re.IGNORECASE,
)
# Figures that nobody adds up: rates, shares, means, densities.
_RATE = re.compile(
    r"%|persen|rata|rasio|indeks|kepadatan|laju|suhu|kelembab|tingkat|proporsi|harga|per km|/",
    re.IGNORECASE,
)
# A sum reached by chance is likely in short tables and small figures.
_ROWS_FOR_SUM = 5
_SURE_SUM = 1000.0
_LABELS = 4
_CODE = re.compile(r"[\d.]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A column of figures at the place `column`: its values by row (NaN: none), and how it is read."""

    name: str
    column: int
    values: NDArray[np.float64]
    adds_up: bool
    leaning: str
    whole: bool

    def figure(self, cell: Cell) -> float:
        """Return one more cell of the column as a figure, NaN when it is none."""
        import numpy as np

        if not isinstance(cell, str):
            return float(cell)
        read = read_numbers([cell], np.ones(1, np.intp), leaning=self.leaning, whole=self.whole)
        return float(read.figures[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongTotal:
    """A total that is not the sum of its column: what it says and what the rows add up to."""

    column: str
    found: str
    expected: float


def labelled_totals(grid: Grid) -> tuple[int, ...]:
    """Return the places of the first and last rows whose label is `Jumlah`, `Total` or the whole area.

    The area counts when no other row has one of its kind.
    """
    rows = len(grid.rows)
    first = list(takewhile(partial(_is_total, grid), range(rows)))
    last = list(takewhile(partial(_is_total, grid), range(rows - 1, len(first) - 1, -1)))
    found = (*first, *reversed(last))
    return found if len(found) * 2 < rows else ()


def _is_total(grid: Grid, place: int) -> bool:
    """Whether the first text of a row, after numbers and codes, says that it sums up others."""
    for column in grid.columns[:_LABELS]:
        label = str(column.at(place))
        if label in MISSING or form(shapes([label])[0]) or _CODE.fullmatch(label):
            continue
        return bool(_TOTAL.fullmatch(label)) or _whole_area(column, place, label)
    return False


def _whole_area(column: Cells, place: int, label: str) -> bool:
    kind = _AREA.match(label)
    if kind is None or len(column.codes) < _LABELS:
        return False
    start = kind[1].casefold()
    same = [at for at, text in enumerate(column.distinct) if str(text).casefold().startswith(start)]
    return column.where(same) == (place,)


def sums_up(figures: Sequence[Figures]) -> tuple[int, ...]:
    """Return the first or the last row when each of its figures is the sum of all the others."""
    import numpy as np

    added = [each.values for each in figures if each.adds_up]
    if not added or len(added[0]) < _ROWS_FOR_SUM:
        return ()
    for place in (len(added[0]) - 1, 0):
        rest = [np.nansum(np.delete(values, place)) for values in added]
        own = [values[place] for values in added]
        sure = sum(abs(total) > 0 for total in rest) > 1 or max(map(abs, rest)) >= _SURE_SUM
        if sure and all(bool(np.isclose(a, b, rtol=1e-9)) for a, b in zip(own, rest, strict=True)):
            return (place,)
    return ()


def adds_up(label: str) -> bool:
    """Return whether figures of this name and unit can be added: rates and densities cannot."""
    return not _RATE.search(label)


def wrong_totals(figures: Sequence[Figures], cells: Sequence[Cell]) -> Iterator[WrongTotal]:
    """Yield the figures of a total row, `cells`, that are not the sum of their column.

    Decimals may be off by their rounding.
    """
    import numpy as np

    for column in figures:
        cell = cells[column.column]
        own = column.figure(cell)
        if np.isnan(own) or not column.adds_up:
            continue
        expected = float(np.nansum(column.values))
        if abs(own - expected) > _rounding(text_of(cell), len(column.values), expected):
            yield WrongTotal(column=column.name, found=text_of(cell), expected=expected)


def _rounding(text: str, rows: int, total: float) -> float:
    decimals = re.search(r"[.,](\d+)\D*$", text)
    exact = 1e-9 * abs(total)
    return exact if decimals is None else exact + 0.5 * (rows + 1) * 10.0 ** -len(decimals[1])
