"""A cell of a table as pages show it."""

from __future__ import annotations

from sitegen.charts.data import TIME_KINDS
from sitegen.charts.numbers import axis_label
from sitegen.i18n import Translator
from sitegen.model import Column
from sitegen.tables.kinds import KINDS

NO_FIGURE = "–"
MINUS = "\N{MINUS SIGN}"


def shown_cell(cell: str | float | None, column: Column, t: Translator) -> str:
    """Return a value of this column as readers of the language write it."""
    if cell is None:
        return NO_FIGURE
    kind = KINDS[column.kind]
    if kind.axis in TIME_KINDS:
        return axis_label(str(cell), kind.axis, t)
    text = kind.shown(cell, t.lang) if kind.shown else str(cell)
    return text.replace("-", MINUS, 1) if kind.figures and text.startswith("-") else text
