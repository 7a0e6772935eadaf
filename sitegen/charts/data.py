"""What a chart shows, as plain values: marks, axes, orders and titles; no drawing."""

from __future__ import annotations

from msgspec import Struct

from sitegen.model import Aggregate, Arrangement, AxisKind, ChartKind, Sort
from sitegen.tables.kinds import KINDS
from sitegen.tables.measures import Measure

TIME_KINDS: frozenset[AxisKind] = frozenset(
    kind.axis for kind in KINDS.values() if kind.time and kind.axis
)


class Mark(Struct, frozen=True, kw_only=True):
    """One figure. `x` and `series` are labels ("" for an empty cell or no series).

    `at` is the position of `x` on a numeric axis: the period, the day, the figure of a scatter
    plot's `x`, else the index in the order. `target` is only for charts of that kind.
    """

    x: str
    y: float
    at: float
    series: str = ""
    target: float | None = None


class Kept(Struct, frozen=True, kw_only=True):
    """What all rows of a chart have in common: values that `saring` kept, or the only period."""

    title: str
    kind: AxisKind
    values: tuple[str, ...]


class MapShape(Struct, frozen=True, kw_only=True):
    """An area of a map by its name: the place of its tile, or its border as the path of an SVG.

    `spot` is the place in it with most room for its name, and how wide it is there.
    """

    name: str
    row: int = 0
    column: int = 0
    path: str = ""
    spot: tuple[int, int, int] = (0, 0, 0)


class AreaMap(Struct, frozen=True, kw_only=True):
    """The areas of a map, with or without a figure; its size, 0 of one that is made of tiles."""

    areas: tuple[MapShape, ...]
    width: int = 0
    height: int = 0


class ChartData(Struct, frozen=True, kw_only=True):
    """A chart ready to be drawn or put into words; equal values give equal bytes.

    `xs` and `series` are the labels in drawing order (`positions` go with `xs`), periods in their
    written form; a pair of them without a mark is a gap. A heat map has its rows in `series`; a
    scatter plot has its points' names in `x`, and `xs` is empty. `missing` counts empty cells left
    out by an aggregate, `total_xs` the categories before `teratas` cut them, `rest` the marks of
    those that it cut, in their order; a category that stands out is shown although it is cut, as the
    last of `xs` (`added`). `sort` says that figures, not labels, decide the order.
    `kept` is which part of the table is shown. `measure` says what the figures measure, so what may
    be told of them; those of a `cumulative` column are running totals over the year. With each of
    `breaks`, periods along x, figures begin that cannot be compared with those before. Labels that are
    `apart`, along x, contain the others and are drawn only to be compared with them. Of a map, `xs` are names of areas of `map`.
    """

    kind: ChartKind
    x_kind: AxisKind
    xs: tuple[str, ...]
    positions: tuple[float, ...]
    series: tuple[str, ...]
    marks: tuple[Mark, ...]
    x_title: str
    y_title: str
    series_title: str = ""
    series_kind: AxisKind = "kategori"
    target_title: str = ""
    arrangement: Arrangement = ""
    aggregate: Aggregate = ""
    highlight: str = ""
    title: str = ""
    unit: str = ""
    note: str = ""
    missing: int = 0
    total_xs: int = 0
    added: bool = False
    sort: Sort = ""
    rest: tuple[Mark, ...] = ()
    kept: tuple[Kept, ...] = ()
    measure: Measure = "level"
    cumulative: bool = False
    breaks: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    map: AreaMap | None = None

    @property
    def by_figure(self) -> bool:
        """Whether figures decide the order."""
        return bool(self.sort)

    @property
    def is_time(self) -> bool:
        """Whether the x axis is years, months or dates, in their order."""
        return self.x_kind in TIME_KINDS and not self.by_figure

    @property
    def stacked(self) -> bool:
        """Whether the series are stacked on one another."""
        return self.arrangement == "tumpuk" and len(self.series) > 1

    def cells(self) -> dict[tuple[str, str], float]:
        """Return the figures by (x, series)."""
        return {(mark.x, mark.series): mark.y for mark in self.marks}
