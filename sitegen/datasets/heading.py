"""The heading of a column as people read it: its title with its unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sitegen.charts.numbers import title_with_unit
from sitegen.model import Column


def heading(column: Column) -> str:
    """Return the title with the unit, unless one already says the other: `Indeks (2017 = 100)`."""
    return title_with_unit(column.title, column.unit)


def headings(columns: Sequence[Column]) -> tuple[str, ...]:
    """Return the headings of a table's columns; those of one text have their names besides."""
    texts = [heading(column) for column in columns]
    counts = Counter(texts)
    return tuple(
        text if counts[text] == 1 else f"{text} [{column.name}]"
        for text, column in zip(texts, columns, strict=True)
    )
