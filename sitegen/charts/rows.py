"""Rows of a table as the labels and figures of a chart: filtered, one per mark."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

from sitegen.charts.checks import listing, most_alike, problem
from sitegen.model import ChartSpec, Column, Problem, Table, Where
from sitegen.tables.kinds import KINDS, Kind
from sitegen.tables.levels import one_level


def labels_of(table: Table, column: Column) -> tuple[str, ...]:
    """Return the column's cells as texts: ISO dates, years without a decimal point, "" if empty."""
    return tuple(_label(value) for value in table.frame[column.name].tolist())


def figures_of(table: Table, name: str) -> tuple[float | None, ...]:
    """Return the column's cells as floats, None if empty, not finite, or a nought that is doubted."""
    cells = table.frame[name]
    figures = tuple(_figure(value) for value in cells.tolist())
    doubted = frozenset(dict(table.noughts).get(name, ()))
    if not doubted:
        return figures
    rows = zip(cells.index.tolist(), figures, strict=True)
    return tuple(None if row in doubted else figure for row, figure in rows)


def _label(value: object) -> str:
    import pandas as pd

    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, float):
        if math.isnan(value):
            return ""
        return str(int(value)) if value.is_integer() else repr(value)
    return " ".join(str(value).split())


def _figure(value: object) -> float | None:
    import pandas as pd

    if value is None or value is pd.NA:
        return None
    number = float(value)  # type: ignore[arg-type]
    return number if math.isfinite(number) else None


class Row(Struct, frozen=True, kw_only=True):
    """One row of the table, or several aggregated into one; None is an empty cell."""

    x: str
    series: str = ""
    y: float | None = None
    target: float | None = None


def kept_rows(
    spec: ChartSpec, table: Table, where: Where
) -> tuple[tuple[int, ...], tuple[Problem, ...]]:
    """Return the indices of the rows that `saring` keeps, and problems.

    Case is ignored, and so is the spelling of a period in a column of periods. Of a row and those that
    it contains only one level is kept.
    """
    columns = {column.name: column for column in table.columns}
    kept = list(range(len(table.frame)))
    found: list[Problem] = []
    listed: list[str] = []
    for name, values in spec.filter:
        kind = KINDS[columns[name].kind]
        labels = labels_of(table, columns[name])
        cells = [label.casefold() for label in labels]
        known = sorted(set(labels) - {""})
        listed.append(f"{name}: {listing(known)}")
        wanted = {value: _cell(value, kind).casefold() for value in values}
        for value, cell in wanted.items():
            if cell not in cells:
                texts = {"values": listing(known) or "-", "nearest": most_alike(value, known)}
                found.append(
                    problem("C010", where, key="saring", column=name, value=value, **texts)
                )
        among = set(wanted.values())
        kept = [row for row in kept if cells[row] in among]
    kept = list(one_level(table, kept, "" if spec.aggregate else spec.highlight))
    if spec.filter and not found and not kept:
        chosen = "; ".join(f"{name}: {', '.join(values)}" for name, values in spec.filter)
        texts = {"filter": chosen, "values": "; ".join(listed)}
        found.append(problem("C003", where, key="saring", **texts))
    return tuple(kept), tuple(found)


def _cell(value: str, kind: Kind) -> str:
    """A value as cells of this kind of column have it, with periods in their written form."""
    text = " ".join(value.split())
    parsers = kind.time.parsers if kind.time else ()
    period = next((found for parser in parsers if (found := parser(text))), None)
    return period.written if period else text


def chart_rows(spec: ChartSpec, table: Table, kept: Sequence[int]) -> list[Row]:
    """Return the kept rows, with only the chart's cells; a heat map's y is `series`."""
    columns = {column.name: column for column in table.columns}
    heat = spec.kind == "peta-panas"
    group = spec.y if heat else spec.series
    xs = labels_of(table, columns[spec.x])
    series = labels_of(table, columns[group]) if group else ("",) * len(xs)
    figures = figures_of(table, spec.value if heat else spec.y)
    targets = figures_of(table, spec.target) if spec.target else (None,) * len(xs)
    return [Row(x=xs[i], series=series[i], y=figures[i], target=targets[i]) for i in kept]


def merged(
    spec: ChartSpec, rows: Sequence[Row], where: Where
) -> tuple[list[Row], int, tuple[Problem, ...]]:
    """Return one row per mark, the number of empty cells left out, and problems.

    An aggregate of only empty cells is empty too.
    """
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.x, row.series), []).append(row)
    if not spec.aggregate:
        double = [(key, group) for key, group in groups.items() if len(group) > 1]
        if double:
            key, group = double[0]
            example = " / ".join(label for label in key if label) or "-"
            return (
                [],
                0,
                (problem("C007", where, key="x", count=len(group), example=example),),
            )
        return list(rows), 0, ()
    result = []
    missing = 0
    for (x, series), group in groups.items():
        figures = [row.y for row in group if row.y is not None]
        targets = [row.target for row in group if row.target is not None]
        missing += len(group) - len(figures) if figures else 0
        y, target = (
            _aggregate(figures, spec.aggregate),
            _aggregate(targets, spec.aggregate),
        )
        result.append(Row(x=x, series=series, y=y, target=target))
    return result, missing, ()


def _aggregate(figures: Sequence[float], how: str) -> float | None:
    if not figures:
        return None
    total = math.fsum(figures)
    return total / len(figures) if how == "rata-rata" else total
