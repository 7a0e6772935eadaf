"""Charts as values, without a table, and both languages."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from sitegen.charts.data import ChartData, Mark
from sitegen.charts.prepare import prepare
from sitegen.i18n import translator
from sitegen.model import ChartKind, ChartSpec, Where
from sitegen.tables.table import parse_table
from tests.conftest import told

ID = translator("id")
EN = translator("en")
MINUS = "\N{MINUS SIGN}"


def chart(marks: list[tuple[Any, ...]], **given: Any) -> ChartData:
    """Make a chart of (x, y) or (x, y, series) with the axis in the order of the marks."""
    xs = tuple(dict.fromkeys(str(mark[0]) for mark in marks))
    made = tuple(
        Mark(x=str(m[0]), y=m[1], at=float(xs.index(str(m[0]))), series=m[2] if len(m) > 2 else "")
        for m in marks
    )
    series = tuple(dict.fromkeys(mark.series for mark in made if mark.series))
    values: dict[str, Any] = {
        "kind": "garis",
        "x_kind": "tahun",
        "xs": xs,
        "positions": tuple(float(i) for i in range(len(xs))),
        "series": series,
        "marks": made,
        "x_title": "Tahun",
        "y_title": "Jumlah penduduk",
    }
    return ChartData(**(values | given))


def prepared(text: str, kind: ChartKind, x: str, y: str, **keys: Any) -> ChartData:
    """Return the chart of a CSV file; `measured_in` is the unit of its figures."""
    file, problems = parse_table(text.encode(), "a.csv")
    assert file, [told(problem) for problem in problems]
    table = file.table
    if unit := keys.pop("measured_in", ""):
        columns = tuple(
            replace(each, unit=unit) if each.name == y else each for each in table.columns
        )
        table = replace(table, columns=columns)
    spec = ChartSpec(kind=kind, x=x, y=y, **keys)
    data, found = prepare(spec, table, Where(path="a.csv"))
    assert data, [told(problem) for problem in found]
    return data


def rows(header: str, *cells: tuple[object, ...]) -> str:
    """Return a CSV file."""
    return "\n".join([header, *(",".join(map(str, row)) for row in cells), ""])
