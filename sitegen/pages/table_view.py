"""How a page lays out a table: which rows it has, which column names them, what the caption says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sitegen.charts.data import TIME_KINDS
from sitegen.charts.order import moment
from sitegen.i18n import Lang
from sitegen.model import Column, Table
from sitegen.tables.kinds import KINDS

if TYPE_CHECKING:
    import pandas as pd

# A table of 300 rows and 10 columns is some 15 KB on the way to a telephone.
_MOST_ROWS = 300
_MOST_CELLS = 3000
_FEWEST_ROWS = 20
_TWO = 2
# Beside 0,00031 all other figures would end in zeros that nobody measured.
_MOST_DECIMALS = 4
_FIGURE = {
    "id": re.compile(r"(\D*[\d.]*\d)(?:,(\d+))?(\D*)"),
    "en": re.compile(r"(\D*[\d,]*\d)(?:\.(\d+))?(\D*)"),
}


class ColumnLayout(Struct, frozen=True, kw_only=True):
    """The columns of a table as a page shows them.

    `order` begins with the column that names the rows; codes stand last. `constant` are the columns
    with one value in all rows, which the caption tells instead.
    """

    order: tuple[Column, ...]
    constant: tuple[Column, ...]


def layout(table: Table) -> ColumnLayout:
    """Return the columns of a table, those that name its rows first."""
    counts = {column.name: _distinct(table.frame[column.name]) for column in table.columns}
    constant = tuple(
        column
        for column in table.columns
        if len(table.frame) > 1 and counts[column.name] == 1 and not KINDS[column.kind].figures
    )
    rest = [column for column in table.columns if column not in constant]
    if not rest:
        return ColumnLayout(order=table.columns, constant=())
    codes = [column for column in rest if _are_codes(table.frame[column.name], column)]
    name = _naming(rest, codes, counts)
    last = [column for column in codes if column is not name]
    between = [column for column in rest if column is not name and column not in last]
    return ColumnLayout(order=(name, *between, *last), constant=constant)


def rows_shown(table: Table) -> tuple[pd.DataFrame, bool]:
    """Return the rows that a page has room for, and whether they are the newest first.

    All rows stay in the order of the file. Of more than fit, the newest come first if the table has
    moments.
    """
    most = max(_FEWEST_ROWS, min(_MOST_ROWS, _MOST_CELLS // max(len(table.columns), 1)))
    if len(table.frame) <= most:
        return table.frame, False
    times = [column for column in table.columns if KINDS[column.kind].time]
    times.sort(key=lambda column: KINDS[column.kind].nesting)
    if not times:
        return table.frame.head(most), False
    keys = list(zip(*(_moments(table.frame[c.name], c) for c in times), strict=True))
    newest = sorted(range(len(keys)), key=lambda row: keys[row], reverse=True)
    return table.frame.iloc[newest[:most]], True


def aligned(texts: Iterable[str], lang: Lang) -> tuple[str, ...]:
    """Return the figures of a column with as many decimals each, so that their commas line up.

    Texts that are no figures stay; so does all where one has more decimals than are comfortable.
    """
    texts = tuple(texts)
    parts = [_FIGURE[lang].fullmatch(text) for text in texts]
    most = max((len(part[2] or "") for part in parts if part), default=0)
    if not 0 < most <= _MOST_DECIMALS:
        return texts
    sign = "," if lang == "id" else "."
    return tuple(
        f"{part[1]}{sign}{(part[2] or '').ljust(most, '0')}{part[3]}" if part else text
        for part, text in zip(parts, texts, strict=True)
    )


def with_columns(table: Table, frame: pd.DataFrame, columns: tuple[Column, ...]) -> Table:
    """Return the table with these rows and columns alone."""
    return replace(table, frame=frame[[column.name for column in columns]], columns=columns)


def _naming(columns: list[Column], codes: list[Column], counts: dict[str, int]) -> Column:
    """The column of words with most values before the first figures, else of time, else the first.

    Two words, such as those for the sexes, do not tell many rows apart; moments do.
    """
    ahead: list[Column] = []
    for column in columns:
        if KINDS[column.kind].figures:
            break
        ahead.append(column)

    def rank(column: Column) -> tuple[bool, int, bool]:
        words, count = KINDS[column.kind].names is not None, counts[column.name]
        return words and count > _TWO, count, words

    named = [c for c in ahead if KINDS[c.kind].names or KINDS[c.kind].time]
    return max((c for c in named if c not in codes), key=rank, default=columns[0])


def _are_codes(cells: pd.Series, column: Column) -> bool:
    """Whether people read no names in a column; areas are written as names or as codes."""
    names = KINDS[column.kind].names
    written = any(map(str.isalpha, "".join(map(str, cells.dropna().head(_FEWEST_ROWS)))))
    return names == "codes" or (names == "areas" and not written)


def _distinct(cells: pd.Series) -> int:
    return int(cells.nunique(dropna=False))


def _moments(cells: pd.Series, column: Column) -> list[float]:
    kind = KINDS[column.kind]
    if kind.axis not in TIME_KINDS:
        return [0.0] * len(cells)
    known = KINDS[column.kind].published(cells)
    return [
        moment(str(cell), kind.axis)[0] if there else float("-inf")
        for cell, there in zip(known.tolist(), cells.notna().tolist(), strict=True)
    ]
