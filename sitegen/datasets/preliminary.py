"""Figures that their source marks as preliminary, such as `1.200*`."""

from __future__ import annotations

from sitegen.datasets.area_figures import number_of
from sitegen.model import Column, Table
from sitegen.tables.columns.numbers import unmarked


def preliminary(table: Table, column: Column) -> frozenset[float]:
    """Return the figures of the column that stand in its table with a mark."""
    at = table.columns.index(column)
    if at >= len(table.conventions):
        return frozenset()
    how = table.conventions[at]
    found = set()
    for text, _, meant in how.stands:
        plain = meant.replace(how.grouping, "") if how.grouping else meant
        number = number_of(plain.replace(how.decimal, ".") if how.decimal else plain)
        if number is not None and unmarked(text) != text:
            found.add(number)
    return frozenset(found)
