"""A chart in our own keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sitegen.model.problem import Where

ChartKind = Literal[
    "batang",
    "batang-mendatar",
    "garis",
    "area",
    "sebar",
    "peta-panas",
    "target",
    "perubahan",
    "peta",
]


CHART_KINDS: tuple[ChartKind, ...] = (
    "batang",
    "batang-mendatar",
    "garis",
    "area",
    "sebar",
    "peta-panas",
    "target",
    "perubahan",
    "peta",
)


# How an axis orders its labels: by time, by figure, in an order of their own, or by appearance.
AxisKind = Literal[
    "kategori",
    "urutan",
    "tahun",
    "rentang",
    "semester",
    "triwulan",
    "bulan",
    "minggu",
    "tanggal",
    "angka",
]


Arrangement = Literal["", "kelompok", "tumpuk", "panel"]


Aggregate = Literal["", "jumlah", "rata-rata"]


Sort = Literal["", "naik", "turun"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSpec:
    """A chart in our own keys, not checked yet (`sitegen.charts.prepare` does that).

    `x` is the category or time axis, even for horizontal bars; `y` the figure (the realisation for
    kind `target`); `value` the coloured figure of a heat map, whose `x` and `y` are categories.
    Of a map `x` has the area codes. `filter` keeps rows whose column equals one of the texts. `columns` are several columns of figures
    given as `y`, each a series; those of `fold`, also as `Jan..Des`, become rows of one column first.
    """

    kind: ChartKind
    x: str
    y: str
    data: str = ""
    series: str = ""
    target: str = ""
    value: str = ""
    arrangement: Arrangement = ""
    filter: tuple[tuple[str, tuple[str, ...]], ...] = ()
    aggregate: Aggregate = ""
    sort: Sort = ""
    top: int = 0
    highlight: str = ""
    columns: tuple[str, ...] = ()
    fold: tuple[str, ...] = ()
    title: str = ""
    unit: str = ""
    note: str = ""
    where: Where = field(default_factory=lambda: Where(path=""), compare=False)
