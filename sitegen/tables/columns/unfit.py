"""Problems of cells that do not fit their column, each with its row and column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.model import Column, Params, Problem, Where
from sitegen.tables.kinds import KINDS
from sitegen.tables.shape.cells import Cells, text_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sitegen.tables.columns.typing import Read

# How many cells of a column are reported one by one; all are counted.
NAMED = 100
_SHOWN = 40


class Places(Struct, frozen=True):
    """The file of a table and the row numbers of its rows."""

    path: str
    rows: NDArray[np.intp]

    def where(self, row: int, column: Column) -> Where:
        """Return the place of a cell."""
        return Where(path=self.path, row=int(self.rows[row]), field=column.name)


def cell_problems(read: Read, column: Column, cells: Cells, places: Places) -> Iterator[Problem]:
    """Yield what is wrong with the cells of one column, in row order."""
    for row in read.errors[:NAMED]:
        where = places.where(row, column)
        yield Problem.of("D030", where, cells=column.name)
    code = "D023" if read.nearly else "D009"
    double = frozenset(read.double)
    for row in read.bad[:NAMED]:
        where = places.where(row, column)
        yield Problem.of(
            "D019" if row in double else code,
            where,
            column=column.name,
            found=text_of(cells.at(row))[:_SHOWN],
            kind=read.nearly or read.kind,
            reason=KINDS[read.nearly or read.kind].label,
            count=str(len(read.bad)),
        )
    if read.doubtful >= 0:
        yield _doubtful(text_of(cells.at(read.doubtful)), places.where(read.doubtful, column))
    code, examples = read.told
    if code:
        found = [text_of(cells.at(row))[:_SHOWN] for row in examples]
        where = places.where(examples[0], column)
        params = dict(zip(("found", "other"), found, strict=False))
        yield Problem.of(code, where, column=column.name, **params)
    if read.order:
        yield _order(read.order, column, cells, places)


def _doubtful(found: str, where: Where) -> Problem:
    grouped, decimal = (".", ",") if "." in found else (",", ".")
    return Problem.of(
        "D017",
        where,
        column=where.field,
        found=found,
        whole=found.replace(grouped, ""),
        decimal=found.replace(grouped, decimal) if decimal == "," else found,
    )


def _order(order: tuple[int, int], column: Column, cells: Cells, places: Places) -> Problem:
    first, second = order
    params: Params = (("column", column.name), ("found", text_of(cells.at(first))))
    if first == second:
        return Problem(code="D021", where=places.where(first, column), params=params)
    params += (("other", text_of(cells.at(second))), ("row", str(int(places.rows[second]))))
    return Problem(code="D020", where=places.where(first, column), params=params)
