"""Figures that contradict those beside them: a decimal point lost, a running total that falls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import Column, Params, Problem, Table, Where
from sitegen.tables.columns.numbers import in_full
from sitegen.tables.columns.unfit import NAMED
from sitegen.tables.doubts.facets import MOST_VALUES, Facet, count, facets, joint, times
from sitegen.tables.folds import is_running
from sitegen.tables.kinds import KINDS

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    Codes = NDArray[np.intp]
    Figures = NDArray[np.float64]
    Marks = NDArray[np.bool_]

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# Growth and inflation are small, of both signs, and jump: nothing about them is unlikely.
_GROWTH = re.compile(
    r"inflasi|deflasi|pertumbuhan|laju|growth|perubahan|selisih|kenaikan|penurunan|m-?to-?m|y-?on-?y"
    r"|\b(?:mom|yoy|mtm|ytd|qtq|ctc)\b",
    re.IGNORECASE,
)
# Ten, a hundred or a thousand times both neighbours, which are alike, in a series that does not jump
# otherwise.
_TENS = (10.0, 100.0, 1000.0)
_FAR = 5.0
_NEAR = 1.5
_ALIKE = 2.5
_JUMP = 3.0
_FEWEST = 4
_NOUGHT = "D075"
# Two figures far from nought that agree, of which at least half of a series consists.
_PAIR = 2
_HIGH = 20
# Counts below this jump by chance.
_SMALL = 20


class Series(Struct, frozen=True):
    """The rows of a table ordered by series and time; `starts` marks the first of each series."""

    order: Codes
    starts: Marks

    @property
    def numbers(self) -> Codes:
        """The number of each row's series, from 0."""
        import numpy as np

        return np.cumsum(self.starts) - 1

    def values(self, column: pd.Series) -> Figures:
        """Return the figures in this order."""
        import numpy as np

        return column.to_numpy(dtype=np.float64, na_value=np.nan)[self.order]

    def before(self, values: Figures) -> Figures:
        """Return the figure before each, NaN at the start of a series."""
        import numpy as np

        return np.where(self.starts, np.nan, np.roll(values, 1))

    def after(self, values: Figures) -> Figures:
        """Return the figure after each, NaN at the end of a series."""
        import numpy as np

        return np.where(np.roll(self.starts, -1), np.nan, np.roll(values, -1))


def figures_in_series(
    table: Table, columns: Sequence[Facet]
) -> tuple[Series, Sequence[Facet], tuple[Column, ...]] | None:
    """Return the series of a table, the columns that tell them apart, and its columns of figures.

    None if the table has no periods.
    """
    periods = times(columns)
    parts = series_parts(columns, periods)
    series = series_by([facet.codes for facet in parts], periods)
    if series is None:
        return None
    keys = {facet.column.name for facet in parts}
    figures = (c for c in table.columns if KINDS[c.kind].figures and c.name not in keys)
    return series, parts, tuple(figures)


def series_problems(table: Table, columns: Sequence[Facet], path: str) -> Iterator[Problem]:
    """Yield figures that are ten times or a tenth of their neighbours, and totals that fall."""
    for yearly_columns in _yearly_columns(table):
        yield from _across(table, yearly_columns, path)
    measured = figures_in_series(table, columns)
    if measured is None:
        return
    series, parts, of_figures = measured
    periods = times(columns)
    for column in of_figures:
        figures = table.frame[column.name]
        values = series.values(figures)
        if not _grows(column, values):
            counted = KINDS[column.kind].figures == "whole"
            found = _ten_times(series, values, counted=counted)
            yield from _problems("D051", column, series, figures, found, path)
        yield from _noughts(column, series, figures, path)
        if column.cumulative or is_running(column):
            years = [*(facet.codes for facet in parts), *_years(periods)]
            yearly = series_by(years, periods)
            if yearly is not None:
                values = yearly.values(figures)
                falls = values < yearly.before(values)
                yield from _problems("D052", column, yearly, figures, falls, path)


def _yearly_columns(table: Table) -> Iterator[list[Column]]:
    """The columns of figures whose names differ only in a year, in the order of the years."""
    groups: dict[str, list[tuple[str, Column]]] = {}
    for column in table.columns:
        years = _YEAR.findall(column.name)
        if KINDS[column.kind].figures and len(years) == 1:
            groups.setdefault(_YEAR.sub("", column.name), []).append((years[0], column))
    for group in groups.values():
        if len({year for year, _ in group}) == len(group) >= _FEWEST:
            yield [column for _, column in sorted(group, key=lambda pair: pair[0])]


def _across(table: Table, columns: Sequence[Column], path: str) -> Iterator[Problem]:
    """Problems in rows whose periods are columns: each row is a series."""
    import numpy as np

    figures = [
        table.frame[column.name].to_numpy(dtype=np.float64, na_value=np.nan) for column in columns
    ]
    values = np.column_stack(figures).ravel()
    if _grows(columns[0], values):
        return
    series = Series(np.arange(len(values)), np.arange(len(values)) % len(columns) == 0)
    counted = all(KINDS[column.kind].figures == "whole" for column in columns)
    places = np.flatnonzero(_ten_times(series, values, counted=counted))
    for at in places[:NAMED].tolist():
        row, place = divmod(at, len(columns))
        params = (
            ("column", columns[place].name),
            *_with_neighbours(values[at - 1 : at + 2].tolist()),
            ("count", str(len(places))),
        )
        where = Where(path=path, row=int(table.frame.index[row]), field=columns[place].name)
        yield Problem(code="D051", where=where, params=params)


def _grows(column: Column, values: Figures) -> bool:
    """Whether figures are changes or rates of change, by their name or as some are below zero."""
    return bool(_GROWTH.search(f"{column.name} {column.title}")) or bool((values < 0).any())


def _noughts(column: Column, series: Series, figures: pd.Series, path: str) -> Iterator[Problem]:
    """The noughts in series whose other figures are far from nought, and alike."""
    import numpy as np

    values = series.values(figures)
    places = np.flatnonzero(_in_place_of_figures(series, values))
    for at in places[:NAMED].tolist():
        own = values[(series.numbers == series.numbers[at]) & (values > 0)]
        params = (
            ("column", column.name),
            ("low", in_full(own.min())),
            ("high", in_full(own.max())),
            ("count", str(len(places))),
        )
        where = Where(path=path, row=int(figures.index[series.order[at]]), field=column.name)
        yield Problem(code=_NOUGHT, where=where, params=params)


def with_noughts(table: Table, remarks: Sequence[Problem]) -> Table:
    """Return the table that knows the cells whose noughts its remarks doubt, of which they name a few."""
    import numpy as np

    doubted = {problem.where.field for problem in remarks if problem.code == _NOUGHT}
    measured = figures_in_series(table, facets(table)) if doubted else None
    if measured is None:
        return table
    series, _, _ = measured
    found = []
    for name in sorted(doubted):
        figures = table.frame[name]
        places = np.flatnonzero(_in_place_of_figures(series, series.values(figures)))
        found.append((name, tuple(figures.index[np.sort(series.order[places])].tolist())))
    return replace(table, noughts=tuple(found))


def _in_place_of_figures(series: Series, values: Figures) -> Marks:
    """The noughts in series whose other figures are far from nought, and alike."""
    import numpy as np

    numbers = series.numbers
    nought: Marks = values == 0
    if not nought.any():
        return nought
    counts = np.bincount(numbers)
    high, low = np.full(len(counts), -np.inf), np.full(len(counts), np.inf)
    others = ~nought & ~np.isnan(values)
    np.maximum.at(high, numbers[others], values[others])
    np.minimum.at(low, numbers[others], values[others])
    known = np.bincount(numbers, others, minlength=len(counts))
    missed = np.bincount(numbers, nought, minlength=len(counts))
    calm = (known >= _PAIR) & (missed <= known) & (low > _HIGH) & (high <= _NEAR * low)
    found: Marks = nought & calm[numbers]
    return found


def series_parts(columns: Sequence[Facet], periods: Sequence[Facet]) -> tuple[Facet, ...]:
    """Return the columns that distinguish the series: names and codes, ages and classes.

    A column of figures is one of them only if the rows of a period cannot be distinguished without.
    """
    rows = len(columns[0].codes)
    parts = [
        facet
        for facet in columns
        if KINDS[facet.column.kind].names and len(facet.distinct) < rows and facet not in periods
    ]
    figures = [facet for facet in columns if KINDS[facet.column.kind].figures == "whole"]
    for facet in figures[:-1]:
        codes = [each.codes for each in (*parts, *periods)]
        if count(joint(codes, rows)) == rows:
            break
        if 1 < len(facet.distinct) <= MOST_VALUES:
            parts.append(facet)
    return tuple(parts)


def series_by(parts: Sequence[Codes], periods: Sequence[Facet]) -> Series | None:
    """Return the rows by series and time; None without time or if a series repeats a period."""
    import numpy as np

    if not periods:
        return None
    rows = len(periods[0].codes)
    things = joint(parts, rows)
    if rows < _FEWEST or count(joint([things, *(each.codes for each in periods)], rows)) < rows:
        return None
    order = np.lexsort([*(facet.ranks for facet in reversed(periods)), things])
    starts = np.append(True, np.diff(things[order]) != 0)
    return Series(order, starts)


def _years(periods: Sequence[Facet]) -> Iterator[Codes]:
    """The year of each row, for running totals that restart; none if periods are whole years."""
    if [facet.grain for facet in periods] == ["year"]:
        return
    for facet in periods:
        years = facet.years
        if years is not None:
            yield years


def _ten_times(series: Series, values: Figures, *, counted: bool) -> Marks:
    import numpy as np

    with np.errstate(invalid="ignore", divide="ignore"):
        before, after = series.before(values), series.after(values)
        low, high = np.minimum(before, after), np.maximum(before, after)
        known = (low > (_SMALL if counted else 0)) & (high <= _ALIKE * low)
        up = (values >= _FAR * high) & _any_within(values, low, high, [1 / ten for ten in _TENS])
        down = (values <= low / _FAR) & _any_within(values, low, high, _TENS)
        found = known & (up | (down & (values > (_SMALL if counted else 0))))
        found &= ~np.roll(found, 1) & ~np.roll(found, -1)  # a zigzag has no neighbours to trust
        if not found.any():
            return found
        step = np.maximum(values / before, before / values)
        jumps = np.bincount(series.numbers, step > _JUMP)
    # Two of the jumps are due to the figure itself: one up, one down.
    calm = jumps <= 2 * np.bincount(series.numbers, found)
    return found & calm[series.numbers] & (np.bincount(series.numbers) >= _FEWEST)[series.numbers]


def _any_within(values: Figures, low: Figures, high: Figures, times: Sequence[float]) -> Marks:
    import numpy as np

    found: Marks = np.any([_within(values * each, low, high) for each in times], axis=0)
    return found


def _within(values: Figures, low: Figures, high: Figures) -> Marks:
    return (values >= low / _NEAR) & (values <= high * _NEAR)


def _problems(
    code: str, column: Column, series: Series, figures: pd.Series, found: Marks, path: str
) -> Iterator[Problem]:
    import numpy as np

    values = series.values(figures)
    before, after = series.before(values), series.after(values)
    places = np.flatnonzero(found)
    places = places[np.argsort(series.order[places])]
    for at in places[:NAMED].tolist():
        params = (
            ("column", column.name),
            *_with_neighbours((before[at], values[at], after[at])),
            ("count", str(len(places))),
        )
        row = int(figures.index[series.order[at]])
        yield Problem(code=code, where=Where(path=path, row=row, field=column.name), params=params)


def _with_neighbours(three: Sequence[float]) -> Params:
    before, found, after = map(in_full, three)
    return (("found", found), ("before", before), ("after", after))
