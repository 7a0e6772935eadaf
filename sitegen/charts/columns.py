"""The columns that a chart names, and the unit of its figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from sitegen.model import ChartSpec, Column, Table
from sitegen.tables.kinds import KINDS
from sitegen.tables.measures import measure, measure_of, stated_unit

_BETWEEN = re.compile(r"[\W_]+")


def with_columns(spec: ChartSpec, table: Table) -> ChartSpec:
    """Return the chart with the names that the table's columns have.

    Capitals, spaces and other signs between words do not matter where only one column can be meant;
    a title stands for its column. What is not found stays as it is written.
    """
    found = {name: _meant(name, table.columns) for name in _named(spec)}
    return replace(
        spec,
        x=found[spec.x],
        y=found[spec.y],
        series=found[spec.series],
        target=found[spec.target],
        value=found[spec.value],
        filter=tuple((found[name], values) for name, values in spec.filter),
    )


def _named(spec: ChartSpec) -> set[str]:
    chosen = {name for name, _ in spec.filter}
    return {spec.x, spec.y, spec.series, spec.target, spec.value} | chosen


def _meant(written: str, columns: Iterable[Column]) -> str:
    """The name of the one column that is meant, or the text as it is written."""
    columns = tuple(columns)
    if not written or any(column.name == written for column in columns):
        return written
    wanted = _folded(written)
    for spelled in ([c.name for c in columns], [c.title for c in columns]):
        pairs = zip(spelled, columns, strict=True)
        alike = [column.name for text, column in pairs if wanted and _folded(text) == wanted]
        if alike:
            return alike[0] if len(alike) == 1 else written
    return written


def _folded(text: str) -> str:
    return _BETWEEN.sub("", text.casefold())


def unit_of(spec: ChartSpec, table: Table, unit: str) -> str:
    """Return the unit of the chart's figures: the column's own, or the dataset's if that is theirs.

    The dataset's is not that of columns which say that they measure something else, nor of any where
    others have a unit of their own.
    """
    columns = {column.name: column for column in table.columns}
    figure = columns[spec.value if spec.kind == "peta-panas" else spec.y]
    own = figure.unit or stated_unit(figure.title)
    figures = [column for column in table.columns if KINDS[column.kind].figures]
    if own or not unit or len(figures) == 1:
        return own or unit
    if any(column.unit for column in figures):
        return ""
    alone, given = measure(figure), measure_of("", unit, whole=True)
    return unit if alone in ("level", given) else ""
