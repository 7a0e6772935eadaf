"""Rows that sum up the others: kept out of figures and charts, and checked against the sum."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sitegen.tables.columns.numbers import form, in_full, shapes, typed_numbers
from sitegen.tables.shape.cells import MISSING, Cell, Cells, Grid, text_of
from sitegen.tables.shape.layout import is_row_number

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TOTAL = re.compile(
    r"(?:sub ?|grand ?)?(?:jumlah|total|jml)(?: (?:total|keseluruhan|seluruhnya|semua))?"
    r"(?: ?[/|] ?(?:jumlah|total))?(?: (?:kota|kab|kabupaten|kec|kecamatan|provinsi)\b.*)?"
    r"(?: (?:tahun )?(?:19|20)\d\d)?(?: ?\([\w ./]+\))?\.? ?:?",
    re.IGNORECASE,
)
# These may also name something that is counted: a total only if the figures agree.
_PERHAPS = re.compile(r"(?:jumlah|total|jml)\.? \S", re.IGNORECASE)
_PART = re.compile(r"sub ?-?(?:jumlah|total)\b", re.IGNORECASE)
_LETTERS = re.compile(r"(?:\w ){2,}\w")
# Rows found among totals: a mean, and the totals of earlier years below.
_MEAN = re.compile(
    r"(?:rata ?- ?rata|rerata|mean|average|persentase|persen)\b.*|%"
    r"|(?:nrr|(?:nilai |indeks )?(?:ikm|skm))\b.*|nilai (?:akhir|rata|tertimbang|konversi)\b.*"
    r"|indeks kepuasan masyarakat.*",
    re.IGNORECASE,
)
# These are means of the rows above even without a total; `Rata-rata lama sekolah` may be an indicator.
_ONLY_MEAN = re.compile(
    r"(?:rata ?- ?rata|rerata|mean|average|nrr)(?: (?:tertimbang|total|keseluruhan))?"
    r"(?: (?:kota|kab|kabupaten|kec|kecamatan|provinsi)\b.*)?\.? ?:?",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"(?:tahun|thn\.?) (?:19|20)\d\d\*{0,3}", re.IGNORECASE)
_AREA = re.compile(
    r"(kota|kab\.|kabupaten|provinsi|prov\.|kecamatan|kec\.|kelurahan|kel\.) ?(?:adm\w*\.? )?\w",
    re.IGNORECASE,
)
# Rows of offices: a kecamatan among them is one of them, not what holds them.
_OFFICE = re.compile(
    r"(?:dinas|badan|sekretariat|setda|setwan|inspektorat|bappeda|bapenda|satpol|satuan polisi|bagian"
    r"|rsud|kantor|bkpsdm|bpkad|dis(?!trik)[a-z]{3,})\b",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r".*\b(?:kota administrasi|kota|kab(?:upaten|\.)|prov(?:insi|\.)|pemerintah) ", re.IGNORECASE
)
# Figures that must not be added up: rates, shares, means, densities.
_RATE = re.compile(
    r"%|persen|rata|rasio|indeks|kepadatan|laju|suhu|kelembab|tingkat|proporsi|harga|per km|/",
    re.IGNORECASE,
)
# In short tables and with small figures a sum can easily come out right by chance.
_ROWS_FOR_SUM = 5
_SURE_SUM = 1000.0
_ROWS_FOR_LARGE = 4
# Sums are compared roughly first; adding so many decimals in binary loses less than this part.
_CLOSE, _INEXACT = 1e-9, 2.0**-50
_LABELS = 4
# No label is longer; looking for words at the end of a cell takes longer with each sign before them.
_LONGEST = 200
_CODE = re.compile(r"[\d.]+")
_GROUPED = re.compile(r"\d([., '\u00a0\u202f])\d{3}(?!\d)")


class Figures(Struct, frozen=True, kw_only=True):
    """The column of figures at index `column`: values by row (NaN: none), and how it is read."""

    name: str
    column: int
    values: NDArray[np.float64]
    adds_up: bool
    leaning: str
    whole: bool

    def figure(self, cell: Cell) -> float:
        """Return another cell of the column as a figure, NaN if it is not one."""
        import numpy as np

        if not isinstance(cell, str):
            return float(cell)
        read = typed_numbers([cell], np.ones(1, np.intp), leaning=self.leaning, whole=self.whole)
        return float(read.figures[0])


class WrongTotal(Struct, frozen=True, kw_only=True):
    """A total that is not the sum of its column: both figures, written in one way."""

    column: str
    found: str
    expected: str


class Totals(Struct, frozen=True):
    """The indices of rows that sum up the others; `sums` are those labelled as sums."""

    places: tuple[int, ...] = ()
    sums: tuple[int, ...] = ()


def labelled_totals(grid: Grid) -> Totals:
    """Return the first and last rows labelled `Jumlah`, `Total` or with the whole area.

    An area counts as the whole if no other row has one of its kind. Means beside a total go with
    it, and so do the totals of earlier years below it. What is repeated elsewhere is of a group. A
    row called just a mean needs no total.
    """
    rows = len(grid.rows)
    first = list(takewhile(partial(_is_total, grid), range(rows)))
    last = list(takewhile(partial(_is_summary, grid), range(rows - 1, len(first) - 1, -1)))[::-1]
    sums = [at for at in last if _is_total(grid, at)]
    # Alone, a total that is repeated is of the last group; beside the total of all, the one before it is.
    if len(sums) == 1 and _is_repeated(grid, sums[0], last):
        last, sums = [], []
    while sums[1:] and (_PART.match(_label(grid, sums[0])[1]) or _is_repeated(grid, sums[0], last)):
        sums = sums[1:]
        last = last[last.index(sums[0]) :]
    if first and _is_repeated(grid, first[0], first):
        first = []
    if not sums:
        last = list(dropwhile(lambda at: not _ONLY_MEAN.fullmatch(_label(grid, at)[1]), last))
    elif last[0] > 0 and _EARLIER.fullmatch(_label(grid, last[0] - 1)[1]):
        last, sums = [], []
    while last and _EARLIER.fullmatch(_label(grid, last[0])[1]):
        del last[0]
    found = (*first, *last)
    if (len(first) + len(sums)) >= rows - len(found):
        return Totals()
    return Totals(found, (*first, *sums))


def _is_repeated(grid: Grid, place: int, among: Sequence[int]) -> bool:
    """Whether a total's label stands elsewhere too, as `Total` does for each year."""
    column = grid.columns[_label(grid, place)[0]]
    same = column.where([int(column.codes[place])])
    return any(at not in among for at in same)


def _label(grid: Grid, place: int) -> tuple[int, str]:
    """The column and text of a row's first cell that is no number or code; "" if there is none."""
    for at, column in enumerate(grid.columns[:_LABELS]):
        label = " ".join(str(column.at(place))[:_LONGEST].split())
        if label in MISSING or form(shapes([label])[0]) or _CODE.fullmatch(label):
            continue
        return at, label.replace(" ", "") if _LETTERS.fullmatch(label) else label
    return 0, ""


def _is_total(grid: Grid, place: int) -> bool:
    at, label = _label(grid, place)
    return bool(_TOTAL.fullmatch(label)) or _whole_area(grid.columns[at], place, label)


def _is_summary(grid: Grid, place: int) -> bool:
    label = _label(grid, place)[1]
    return bool(_MEAN.fullmatch(label) or _EARLIER.fullmatch(label)) or _is_total(grid, place)


def _whole_area(column: Cells, place: int, label: str) -> bool:
    kind = _AREA.match(label)
    if kind is None or len(column.codes) < _LABELS:
        return False
    if any(_OFFICE.match(str(text)) for text in column.distinct):
        return False
    start = kind[1].casefold()
    same = [at for at, text in enumerate(column.distinct) if str(text).casefold().startswith(start)]
    return column.where(same) == (place,)


def sums_up(figures: Sequence[Figures], grid: Grid, city: str = "") -> tuple[int, ...]:
    """Return the last or the first row if each of its figures is the sum of all the others.

    In a short table, or one of small figures, its label must agree: `Jumlah Penduduk`, or the
    name of the `city`.
    """
    import numpy as np

    added = [each.values for each in figures if each.adds_up]
    rows = len(grid.rows)
    if not added or rows <= 2:
        return ()
    for place in (rows - 1, 0):
        others = [np.delete(values, place) for values in added]
        rest = [float(np.nansum(each)) for each in others]
        own = [float(values[place]) for values in added]
        told = perhaps_total(grid, place, city)
        pairs = [
            (a, b, parts)
            for a, b, parts in zip(own, rest, others, strict=True)
            if not (told and np.isnan(a))
        ]
        if (
            (told or _sure(rest, rows))
            and pairs
            and all(bool(np.isclose(a, b, rtol=_CLOSE)) for a, b, _ in pairs)
            and all(_is_sum(a, parts) for a, _, parts in pairs)
        ):
            return (place,)
    return ()


def _is_sum(figure: float, parts: NDArray[np.float64]) -> bool:
    """Whether a figure is the sum of these parts as they are written: one of billions misses none.

    One of more digits than people write has been added up in binary, which loses some.
    """
    import numpy as np

    known = parts[~np.isnan(parts)].tolist()
    lost = 0.0 if figure == float(_written(figure)) else _INEXACT * math.fsum(map(abs, known))
    return abs(_written(figure) - sum(map(_written, known))) <= lost


def _written(figure: float) -> Decimal:
    return Decimal(f"{figure:.15g}")


def _sure(rest: Sequence[float], rows: int) -> bool:
    """Whether these sums over `rows` rows are unlikely to match by chance."""
    large = sum(abs(total) >= _SURE_SUM for total in rest)
    several = sum(abs(total) > 0 for total in rest) > 1
    return (rows >= _ROWS_FOR_SUM and (several or large > 0)) or (
        rows >= _ROWS_FOR_LARGE and large > 1
    )


def perhaps_total(grid: Grid, place: int, city: str) -> bool:
    """Return whether a row alone has a label such as `Jumlah Penduduk`, or has the city's name."""
    at, label = _label(grid, place)
    if city and _plain_name(label) == _plain_name(city):
        return True
    if not _PERHAPS.match(label):
        return False
    return sum(bool(_PERHAPS.match(str(text))) for text in grid.columns[at].distinct) == 1


def _plain_name(text: str) -> str:
    return _PREFIX.sub("", text.casefold()).strip()


def may_total(name: str, label: str) -> bool:
    """Return whether a total row may hold the sum of figures of this name: not of rates or row numbers.

    Only for checking totals that are there: what may be added up is told by `measures.adds_up`.
    """
    return not is_row_number(name) and not _RATE.search(label)


def figures_of(figures: Sequence[Figures], rows: slice | NDArray[np.intp]) -> tuple[Figures, ...]:
    """Return the figures of these rows alone."""
    return tuple(replace(each, values=each.values[rows]) for each in figures)


def figures_without(figures: Sequence[Figures], places: Sequence[int]) -> Iterator[Figures]:
    """Yield the figures without the rows at these places."""
    import numpy as np

    for each in figures:
        yield replace(each, values=np.delete(each.values, places)) if len(places) else each


def wrong_totals(figures: Sequence[Figures], cells: Sequence[Cell]) -> Iterator[WrongTotal]:
    """Yield the figures of a total row, `cells`, that differ from the sum of their column.

    Decimals may differ by their rounding.
    """
    import numpy as np

    for column in figures:
        cell = cells[column.column]
        own = column.figure(cell)
        if np.isnan(own) or not column.adds_up:
            continue
        expected = float(np.nansum(column.values))
        if abs(own - expected) > _rounding(text_of(cell), len(column.values), expected):
            yield WrongTotal(
                column=column.name,
                found=cell if isinstance(cell, str) else in_full(own),
                expected=written_like(cell, expected, column.leaning)
                if isinstance(cell, str)
                else in_full(expected),
            )


def written_like(text: str, figure: float, decimal: str) -> str:
    """Return a figure in the form of another one of its column, `text`: thousands in groups or not.

    `decimal` is the decimal sign of the column, "" if unknown.
    """
    whole, _, part = f"{float(f'{figure:.10g}'):.10f}".rstrip("0").partition(".")
    grouping = _GROUPED.search(text)
    sign = grouping[1] if grouping and grouping[1] != decimal else ""
    grouped = f"{int(whole):,}".replace(",", sign) if sign else whole
    return f"{grouped}{decimal or (',' if sign == '.' else '.')}{part}" if part else grouped


def _rounding(text: str, rows: int, total: float) -> float:
    decimals = re.search(r"[.,](\d+)\D*$", text)
    exact = 1e-9 * abs(total)
    return exact if decimals is None else exact + 0.5 * (rows + 1) * 10.0 ** -len(decimals[1])
