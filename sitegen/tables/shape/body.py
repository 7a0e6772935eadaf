"""The body of a table by column: rows with as many cells as the header, and the notes below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sitegen.model import Problem, Where
from sitegen.tables.shape.cells import Cell, Cells, Grid, Row, grid
from sitegen.tables.shape.foot import find_foot, second_table
from sitegen.tables.shape.layout import FOOT_ROWS, Layout


def body(
    rows: Sequence[Row], layout: Layout, path: str, joint: str = ","
) -> Grid | tuple[Problem, ...]:
    """Return rows of text below the header by column, or those with too many or too few cells.

    Empty cells beyond the header are dropped. What stands below the table may be of any length; a note
    that was split by a separator inside it is rejoined with `joint`.
    """
    width = len(layout.names)
    notes = find_foot(rows[-FOOT_ROWS:], width)
    table = rows[: len(rows) - notes]
    problems = _ragged(table, width, path)
    fitted = [(number, _fitted(cells, width, joint)) for number, cells in rows]
    if not problems:
        return grid([*table, *fitted[len(table) :]], width)
    # A second table below may be of another width, since it is left out.
    whole = grid(fitted, width)
    second = second_table(whole, layout.lines)
    if second is None:
        return problems
    first = rows[: second[0]]
    first = first[: len(first) - find_foot(first[-FOOT_ROWS:], width)]
    return _ragged(first, width, path) or whole


def long_body(rows: Sequence[Row], rest: Grid, width: int) -> Grid | None:
    """Return `rows` followed by `rest`, by column; None if any row has more or fewer cells."""
    import numpy as np

    if len(rest.columns) < width or _ragged(rows, width, ""):
        return None
    if any(value != "" for column in rest.columns[width:] for value in column.distinct):
        return None
    first = grid(rows, width)
    return Grid(
        np.concatenate((first.rows, rest.rows)),
        tuple(map(_joined, first.columns, rest.columns[:width])),
    )


def _joined(first: Cells, rest: Cells) -> Cells:
    """One column from its first and remaining cells."""
    import numpy as np

    if not len(first.codes):
        return rest
    wanted = set(first.distinct)
    known = {value: at for at, value in enumerate(rest.distinct) if value in wanted}
    added = [value for value in first.distinct if value not in known]
    known |= {value: at for at, value in enumerate(added, start=len(rest.distinct))}
    codes = np.array([known[value] for value in first.distinct])[first.codes]
    return Cells(np.concatenate((codes, rest.codes)), [*rest.distinct, *added])


def _fitted(cells: Sequence[Cell], width: int, joint: str) -> list[Cell]:
    """The cells of a note: text split by a separator inside it is kept, in the last cell."""
    rest = joint.join(map(str, cells[width - 1 :])).rstrip(joint)
    return [*cells[: width - 1], rest, *[""] * (width - len(cells))][:width]


def _ragged(rows: Sequence[Row], width: int, path: str) -> tuple[Problem, ...]:
    """The rows with too many or too few cells; if that is most of them, the header is at fault."""
    wrong = [
        (number, len(cells))
        for number, cells in rows
        if len(cells) < width or any(cell != "" for cell in cells[width:])
    ]
    if len(wrong) > max(2, len(rows) // 2):
        usual = Counter(len(cells) for _, cells in rows).most_common(1)[0][0]
        return (
            Problem.of(
                "D018",
                Where(path=path, row=rows[0][0] - 1),
                found=str(width),
                expected=str(usual),
                count=str(len(wrong)),
            ),
        )
    return tuple(
        Problem.of("D008", Where(path=path, row=number), found=str(found), expected=str(width))
        for number, found in wrong
    )
