"""A table's columns as numbers for their distinct values, which coverage and series count by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.model import Column, Table
from sitegen.tables.kinds import KINDS
from sitegen.tables.periods import Grain, Period, parse_period
from sitegen.tables.shape.cells import shown

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.intp]

# A column with more distinct values than this is not a dimension of a table.
MOST_VALUES = 200
_CROSSED = 0.9
_ALONE = 1.05


class Facet(Struct, frozen=True):
    """A column: `distinct[codes[n]]` is the value in row n of the frame; code -1 means none."""

    column: Column
    codes: Codes
    distinct: Sequence[object]

    @property
    def grain(self) -> Grain | None:
        """The grain of the values, if they are periods."""
        time = KINDS[self.column.kind].time
        return time.grain if time else None

    @property
    def ranks(self) -> Codes:
        """The codes in order of time: periods by the calendar, everything else by value.

        Months are recognized in any column, so that a column of text sorts them correctly.
        """
        import numpy as np

        keys = [
            (*_place(value, self.grain or "month"), value) if isinstance(value, str) else (value,)
            for value in self.distinct
        ]
        order = sorted(range(len(keys)), key=lambda at: keys[at])
        rank = np.empty(len(order) + 1, dtype=np.intp)
        rank[order] = np.arange(len(order))
        rank[-1] = -1
        return rank[self.codes]

    @property
    def years(self) -> Codes | None:
        """A number for the year of each row, -1 without one; None if some value has no year."""
        import numpy as np

        years = [_year(value, self.grain) for value in self.distinct]
        if not all(years):
            return None
        found: Codes = np.append(np.unique(years, return_inverse=True)[1], -1)[self.codes]
        return found


def _place(text: str, grain: Grain) -> tuple[int, int]:
    period = parse_period(text, grain)
    return (period.year, period.part) if period else (0, 0)


def _year(value: object, grain: Grain | None) -> int:
    """The year of a moment or period, 0 if there is none."""
    if grain is None:
        return getattr(value, "year", 0)
    period: Period | None = parse_period(str(value), grain)
    return period.year if period else 0


def facets(table: Table) -> tuple[Facet, ...]:
    """Return the columns of a table with each value stored once."""
    import pandas as pd

    found = []
    for column in table.columns:
        codes, distinct = pd.factorize(table.frame[column.name])
        found.append(Facet(column, codes, distinct.tolist()))
    return tuple(found)


def times(columns: Iterable[Facet]) -> tuple[Facet, ...]:
    """Return the columns of time, years first."""
    found = [(time.nesting, facet) for facet in columns if (time := KINDS[facet.column.kind].time)]
    return tuple(facet for _, facet in sorted(found, key=lambda pair: pair[0]))


def row_years(columns: Iterable[Facet], rows: int, year: int = 0) -> Codes:
    """Return the year of each row by the first column of time that has years, else `year`."""
    import numpy as np

    for facet in times(columns):
        years = [_year(value, facet.grain) for value in facet.distinct]
        if any(years):
            return np.array([*years, year], dtype=np.intp)[facet.codes]
    return np.full(rows, year, dtype=np.intp)


def joint(parts: Sequence[Codes], rows: int) -> Codes:
    """Return a number for each row's combination of codes, from 0 in no particular order."""
    import numpy as np

    whole = np.zeros(rows, dtype=np.intp)
    for codes in parts:
        whole = whole * (int(codes.max(initial=-1)) + 2) + codes + 1
        whole = np.unique(whole, return_inverse=True)[1]
    return whole


def count(codes: Codes) -> int:
    """Return how many distinct numbers there are."""
    import numpy as np

    return len(np.unique(codes))


def dimensions(things: Codes, base: Sequence[Facet], others: Iterable[Facet]) -> list[Facet]:
    """Return `base` and the columns that, with it, distinguish the rows of one thing.

    Such a column has all or nearly all of its values for each thing: men and women in each
    kelurahan, every age in each kecamatan.
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
    """Return a row's values in these columns as text: `tahun 2017, semester 1`."""
    return ", ".join(
        f"{facet.column.title[:1].lower()}{facet.column.title[1:]} {shown(facet.distinct[facet.codes[row]])}"
        for facet in facets
    )
