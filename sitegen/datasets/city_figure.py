"""The figure that a city chose to show of a table: its newest, those before, and what can be compared."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.datasets.area_figures import number_of
from sitegen.datasets.preliminary import preliminary
from sitegen.datasets.row_periods import cell_text, part_of, row_periods
from sitegen.keys.likeness import nearest
from sitegen.model import CityFigure, Column, DatasetMeta, Params, Table, WantedFigure
from sitegen.tables.measures import measure

if TYPE_CHECKING:
    import pandas as pd

# As many periods as a small line can show.
PAST = 24
# So many values of a column are named where one of them is to be chosen.
NAMED = 6
# Rows are told apart by so many columns at most.
MOST_TOLD = 3


class Unfit(Struct, frozen=True, kw_only=True):
    """Why a table has no such figure: the code of the problem and its texts."""

    code: str
    params: Params


def city_figure(
    wanted: WantedFigure, table: Table, meta: DatasetMeta, url: str
) -> CityFigure | Unfit:
    """Return the figure of the table with its page at `url`, or why there is none."""
    column = _column(table, wanted)
    if isinstance(column, Unfit):
        return column
    rows = _chosen(table, wanted)
    if isinstance(rows, Unfit):
        return rows
    cells = table.frame.loc[rows, column.name]
    doubtful = set(dict(table.noughts).get(column.name, ()))
    numbers = {
        row: number
        for row, cell in zip(cells.index.tolist(), cells, strict=True)
        if row not in doubtful and (number := number_of(cell)) is not None
    }
    periods = row_periods(table)
    of_row = dict(zip(periods.index.tolist(), periods, strict=True))
    if not numbers:
        return _unfit("S087", column=column.name, known=", ".join(_figures(table)))
    newest = max(str(of_row[row]) for row in numbers)
    rows_of: dict[str, list[int]] = {}
    for row in cells.index.tolist():
        rows_of.setdefault(str(of_row[row]), []).append(row)
    if len(rows_of[newest]) > 1:
        return _several(
            table, column, wanted, sorted(rows_of[newest], key=lambda row: row not in numbers)
        )
    single = [
        (period, own[0])
        for period, own in sorted(rows_of.items())
        if len(own) == 1 and own[0] in numbers and (period or not newest)
    ]
    series = _since_break(column, single)[-PAST:]
    values = tuple((period, numbers[row]) for period, row in series)
    kind = measure(column, meta.unit)
    return CityFigure(
        number=wanted.number,
        label=wanted.label or column.title,
        url=url,
        dataset=meta.title,
        unit=column.unit or meta.unit,
        whole=column.kind == "bulat",
        past=values if newest else ((meta.period_end or meta.period_start, values[-1][1]),),
        before=_before(values),
        rows=", ".join(value for _, value in wanted.rows),
        better=wanted.better,
        home=wanted.home,
        inhabitants=wanted.inhabitants,
        percent=kind == "percent",
        shares=kind in ("count", "money", "amount", "rate") and all(v > 0 for _, v in values),
        provisional=values[-1][1] in preliminary(table, column),
        source=meta.source,
    )


def _column(table: Table, wanted: WantedFigure) -> Column | Unfit:
    names = _figures(table)
    name = wanted.column.casefold()
    for column in table.columns:
        if name in (column.name.casefold(), column.title.casefold()):
            if column.name in names:
                return column
            return _unfit("S087", column=column.name, known=", ".join(names) or "-")
    near = nearest(wanted.column, names) or (names[0] if names else "-")
    return _unfit("S086", column=wanted.column, nearest=near, known=", ".join(names) or "-")


def _figures(table: Table) -> list[str]:
    return [c.name for c in table.columns if c.kind in {"bulat", "desimal"} and not c.spoilt]


def _chosen(table: Table, wanted: WantedFigure) -> pd.Series | Unfit:
    """Which rows have the wanted values; of a table with levels, only those of the outermost."""
    rows = table.frame.index.to_series().map(lambda _: True)
    for name, value in wanted.rows:
        column = _named(table, name)
        if column is None:
            names = [each.name for each in table.columns]
            near = nearest(name, names) or names[0]
            return _unfit("S089", column=name, value=value, known=", ".join(names), right=near)
        texts = table.frame[column.name].map(cell_text)
        fits = texts.str.casefold() == value.casefold()
        if not (rows & fits).any():
            seen = list(dict.fromkeys(texts[rows]))
            near = nearest(value, seen) or seen[0]
            known = ", ".join(seen[:NAMED]) + (", ..." if len(seen) > NAMED else "")
            right = f"{column.name}: {near}"
            return _unfit("S089", column=column.name, value=value, known=known, right=right)
        rows &= fits
    return rows


def _named(table: Table, name: str) -> Column | None:
    wanted = name.casefold()
    return next(
        (c for c in table.columns if wanted in (c.name.casefold(), c.title.casefold())), None
    )


def _several(table: Table, column: Column, wanted: WantedFigure, rows: list[int]) -> Unfit:
    """That several rows of a period are meant, with a filter that leaves the first of them."""
    frame = table.frame.loc[rows]
    texts = {c.name: frame[c.name].map(cell_text) for c in table.columns}
    telling = [
        c.name
        for c in table.columns
        if c.name != column.name and c.kind != "desimal" and len(set(texts[c.name])) > 1
    ]
    telling.sort(key=lambda name: len(set(texts[name])))
    first = rows[0]
    for count in range(1, min(len(telling), MOST_TOLD) + 1):
        for names in combinations(telling, count):
            alike = texts[names[0]] == texts[names[0]][first]
            for name in names[1:]:
                alike &= texts[name] == texts[name][first]
            if alike.sum() == 1:
                chosen = {**dict(wanted.rows), **{name: texts[name][first] for name in names}}
                right = ", ".join(f"{name}: {_quoted(value)}" for name, value in chosen.items())
                return _unfit(
                    "S088", count=str(len(rows)), column=column.name, right=f"{{{right}}}"
                )
    return _unfit("S090", count=str(len(rows)), column=wanted.column)


def _quoted(value: str) -> str:
    plain = value.replace(" ", "").replace("-", "").replace(".", "")
    return value if plain.isalnum() and not value.startswith("-") else f'"{value}"'


def _since_break(column: Column, series: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """The part of a series within which figures can be compared: since the last break."""
    last = max(column.breaks, default="")
    return [pair for pair in series if pair[0] >= last] or series[-1:]


def _before(values: tuple[tuple[str, float], ...]) -> str:
    """The latest period before the newest that is the same part of its year."""
    *earlier, (newest, _) = values
    part = part_of(newest)
    return next(
        (period for period, _ in reversed(earlier) if part is not None and part_of(period) == part),
        "",
    )


def _unfit(code: str, **params: str) -> Unfit:
    return Unfit(code=code, params=tuple(params.items()))
