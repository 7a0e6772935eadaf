"""A column's cells as written in the file: its distinct values, and which cell holds which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A cell of a workbook may hold a number; a CSV file has only texts.
Cell = str | int | float
# A row's number and its cells.
Row = tuple[int, "Sequence[Cell]"]
Key = TypeVar("Key", bound="Hashable")
_LONGEST = 40
_NO_VALUE = (
    "null",
    "n/a",
    "#n/a",
    "na",
    "n.a",
    "n.a.",
    "nihil",
    "none",
    "nan",
    "tidak ada data",
    "tad",
)
# Texts for "no value" in tables from agencies, from BPS and from programs.
MISSING = frozenset(
    {"", "-", "--", "–", "—", "…", "...", *_NO_VALUE}
    | {word.upper() for word in _NO_VALUE}
    | {word.capitalize() for word in _NO_VALUE}
    | {word.title() for word in _NO_VALUE}
    | {"NaN"}
) - {"Nan", "Na"}  # people and places are called so


class Cells(Struct, frozen=True):
    """`distinct[codes[n]]` is the content of cell n of the column, without spaces around it.

    If most cells differ, finding the distinct ones costs more time than it saves: then `distinct`
    may repeat, and `codes` counts up. `native` means that some values are numbers of a workbook.
    """

    codes: NDArray[np.integer]
    distinct: list[Cell]
    native: bool = False

    def counts(self) -> NDArray[np.intp]:
        """Return how many cells hold each value."""
        import numpy as np

        return np.bincount(self.codes, minlength=len(self.distinct))

    def at(self, cell: int) -> Cell:
        """Return the content of a cell."""
        return self.distinct[int(self.codes[cell])]

    def where(self, positions: Iterable[int]) -> tuple[int, ...]:
        """Return the cells, in order, whose value is at one of these positions of `distinct`."""
        import numpy as np

        wanted = np.fromiter(positions, np.intp)
        found: list[int] = np.flatnonzero(np.isin(self.codes, wanted)).tolist()
        return tuple(found)

    def filled(self) -> tuple[int, ...]:
        """Return the cells, in order, in which something stands."""
        return self.where(at for at, value in enumerate(self.distinct) if value != "")


class Grid(Struct, frozen=True):
    """The cells of a table by column; `rows` are the row numbers as a spreadsheet counts them."""

    rows: NDArray[np.intp]
    columns: tuple[Cells, ...]

    def row(self, at: int) -> Row:
        """Return a row by its index."""
        return int(self.rows[at]), [column.at(at) for column in self.columns]

    def without(self, places: Sequence[int] | NDArray[np.intp]) -> Grid:
        """Return the table without the rows at these indices."""
        import numpy as np

        if not len(places):
            return self
        kept = np.delete(np.arange(len(self.rows)), places)
        columns = (Cells(each.codes[kept], each.distinct, each.native) for each in self.columns)
        return Grid(self.rows[kept], tuple(columns))

    def without_blank(self) -> Grid:
        """Return the table without the rows in which no cell is filled."""
        import numpy as np

        blank = np.ones(len(self.rows), dtype=bool)
        for column in self.columns:
            empty = np.array([value == "" for value in column.distinct], dtype=bool)
            blank &= np.take(empty, column.codes)
        return self.without(np.flatnonzero(blank))


def grid(rows: Sequence[Row], width: int, *, native: bool = False) -> Grid:
    """Return rows of at least `width` cells each as `width` columns."""
    import numpy as np

    columns = zip(*(cells[:width] for _, cells in rows), strict=True) if rows else ((),) * width
    numbers = np.array([number for number, _ in rows], dtype=np.intp)
    return Grid(numbers, tuple(coded(cells, native=native) for cells in columns))


def coded(cells: Iterable[Cell], *, native: bool = False) -> Cells:
    """Return the cells of a column with each value stored once."""
    import numpy as np

    known: dict[Cell, int] = {}
    codes = [known.setdefault(cell, len(known)) for cell in cells]
    return Cells(np.array(codes, dtype=np.intp), list(known), native)


def tally(keys: Sequence[Key], counts: NDArray[np.intp]) -> Counter[Key]:
    """Return how many cells have each key, given the number of cells at each position."""
    if len(counts) and int(counts.max()) == 1:
        return Counter(keys)
    total: Counter[Key] = Counter()
    for key, count in zip(keys, counts.tolist(), strict=True):
        total[key] += count
    return total


def text_of(cell: Cell) -> str:
    """Return a cell as text; numbers of a workbook as programs write them."""
    return cell if isinstance(cell, str) else repr(cell)


def shown(value: object) -> str:
    """Return a value of a table as shown in messages: days without a time, long texts cut."""
    date = getattr(value, "date", None)
    return str(date() if date else value)[:_LONGEST]
