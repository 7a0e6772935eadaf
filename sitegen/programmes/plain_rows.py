"""The cells of a table's rows as plain values, for schemas with columns that may be missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from sitegen.model import Table

if TYPE_CHECKING:
    import pandas as pd


class PlainRow(Struct, frozen=True, kw_only=True):
    """A row: its number in the file, and its values by column, None where there is none."""

    row: int
    values: dict[str, Any]

    def number(self, name: str) -> float | None:
        """Return a figure, None where the cell is empty or no number."""
        value = self.values.get(name)
        return float(value) if isinstance(value, (int, float)) else None

    def rupiah(self, name: str) -> int | None:
        """Return an amount in whole rupiah."""
        value = self.number(name)
        return None if value is None else round(value)

    def text(self, name: str) -> str:
        """Return a text, "" where the cell is empty."""
        value = self.values.get(name)
        return "" if value is None else str(value).strip()

    def day(self, name: str) -> str:
        """Return a day as `2026-11-30`, "" where there is none."""
        return self.text(name)[:10]


def rows_of(table: Table) -> Iterator[PlainRow]:
    """Yield the rows in the order of the file."""
    columns = {str(name): _plain(table.frame[name]) for name in table.frame.columns}
    for at, row in enumerate(table.frame.index.tolist()):
        yield PlainRow(row=int(row), values={name: cells[at] for name, cells in columns.items()})


def _plain(cells: pd.Series) -> list[Any]:
    """The values of a column, None where there is none."""
    return [
        None if missing else value
        for value, missing in zip(cells.tolist(), cells.isna().tolist(), strict=True)
    ]
