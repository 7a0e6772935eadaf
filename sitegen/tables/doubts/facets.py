"""A table's columns as numbers for their distinct values: what coverage and series are counted by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.keys.values import month_number
from sitegen.model import Column, Table
from sitegen.tables.shape.cells import shown

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.intp]

# In the order in which periods nest.
TIME_KINDS = ("tahun", "semester", "triwulan", "bulan", "tanggal")
# A column with more different values than this is no dimension of a table.
MOST_VALUES = 200
_CROSSED = 0.9
_ALONE = 1.05


@dataclass(frozen=True, slots=True)
class Facet:
    """A column: `distinct[codes[n]]` is the value in row n of the frame, -1 where there is none."""

    column: Column
    codes: Codes
    distinct: Sequence[object]

    @property
    def ranks(self) -> Codes:
        """The codes in the order of time: months by the calendar, all others by value."""
        import numpy as np

        keys = [
            (month_number(value), value) if isinstance(value, str) else (0, value)
            for value in self.distinct
        ]
        order = sorted(range(len(keys)), key=lambda at: keys[at])
        rank = np.empty(len(order) + 1, dtype=np.intp)
        rank[order] = np.arange(len(order))
        rank[-1] = -1
        return rank[self.codes]


def facets(table: Table) -> tuple[Facet, ...]:
    """Return the columns of a table, each value once."""
    import pandas as pd

    found = []
    for column in table.columns:
        codes, distinct = pd.factorize(table.frame[column.name])
        found.append(Facet(column, codes, distinct.tolist()))
    return tuple(found)


def times(columns: Iterable[Facet]) -> tuple[Facet, ...]:
    """Return the columns of time, years first."""
    found = [facet for facet in columns if facet.column.kind in TIME_KINDS]
    return tuple(sorted(found, key=lambda facet: TIME_KINDS.index(facet.column.kind)))


def joint(parts: Sequence[Codes], rows: int) -> Codes:
    """Return one number for each combination of codes, counted from 0 in no certain order."""
    import numpy as np

    whole = np.zeros(rows, dtype=np.intp)
    for codes in parts:
        whole = whole * (int(codes.max(initial=-1)) + 2) + codes + 1
        whole = np.unique(whole, return_inverse=True)[1]
    return whole


def count(codes: Codes) -> int:
    """Return how many different numbers there are."""
    import numpy as np

    return len(np.unique(codes))


def dimensions(things: Codes, base: Sequence[Facet], others: Iterable[Facet]) -> list[Facet]:
    """Return `base` and the columns that, with it, tell apart the rows of one thing.

    Such a column has all or nearly all of its values for each of the things: men and women in each
    kelurahan, each age in each kecamatan.
    """
    rows = len(things)
    chosen = list(base)
    for facet in others:
        codes = [facet.codes for facet in chosen]
        if rows <= _ALONE * count(joint([things, *codes], rows)):
            break
        values = len(facet.distinct)
        if 1 < values <= MOST_VALUES:
            pairs = count(joint([things, facet.codes], rows))
            if pairs >= _CROSSED * values * count(things):
                chosen.append(facet)
    return chosen


def label(facets: Iterable[Facet], row: int) -> str:
    """Return what a row says of these columns: `tahun 2017, semester 1`."""
    return ", ".join(
        f"{facet.column.title[:1].lower()}{facet.column.title[1:]} {shown(facet.distinct[facet.codes[row]])}"
        for facet in facets
    )
