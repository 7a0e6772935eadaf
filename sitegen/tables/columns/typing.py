"""The type and the conventions of a column, decided on all of its cells together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from sitegen.model import NUMERIC_KINDS, Column, ColumnKind, Convention
from sitegen.tables.columns.numbers import form, forms, read_numbers, shapes
from sitegen.tables.columns.times import (
    like_date,
    month,
    noted_year,
    numbered_month,
    quarter,
    read_dates,
    roman_month,
    semester,
)
from sitegen.tables.shape.cells import MISSING, Cells, text_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pandas.api.extensions import ExtensionArray

# From this share of its cells on, a column of figures with a few odd cells is told as one; in a short
# column one cell may be odd beside so many that are not.
NEARLY = 0.9
_ENOUGH = 2
_SENTENCE = 4
_SAMPLE = 200
_LEADING_ZERO = re.compile(r"^0\d", re.MULTILINE)
_MOST_DIGITS = 18
_EXACT = 2**53
_AREA = re.compile(r"\d{2}\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?")
_DOTTED = re.compile(r"[\d.]+")
_WORDS = re.compile(r"[^a-z0-9]+")
_CODE_WORDS = frozenset({"id", "kd", "kode", "code", "nik", "nip", "npwp", "fips"})
_CODE_STARTS = ("kode", "iddesa", "idkel", "idkec", "idkab", "idprov")
_YEARS = frozenset({"tahun", "year", "thn", "thang", "th"})
_MONTHS = frozenset({"bulan", "month", "bln"})
_SEMESTERS = frozenset({"semester", "smt", "smstr"})
_QUARTERS = frozenset({"triwulan", "kuartal", "quarter", "tw"})
# What a formula leaves that failed. (`#N/A` is the result of many that found nothing.)
_ERRORS = frozenset({"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"})
_HOURS = frozenset({"jam", "pukul", "waktu"})
_CLOCK = re.compile(r"([01]?\d|2[0-3])[.:][0-5]\d")
_PERCENT = re.compile(r"%|persen", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A column after reading: its type, its values by row, and the cells that did not fit.

    All cells are told by their place in the column. `bad` are no value of the type, `double` those of
    them with one sign for thousands and decimals, `errors` hold an error of a spreadsheet.
    `nearly` is the type that nearly all cells of a text column have. `doubtful` could be read in two
    ways (-1: none); `order` wants the day first and the month first, or twice either; `dated` looks like
    a date, as do the others of its text column (-1: they do not).
    """

    kind: ColumnKind
    unit: str
    array: ExtensionArray
    convention: Convention
    bad: tuple[int, ...] = ()
    double: tuple[int, ...] = ()
    errors: tuple[int, ...] = ()
    nearly: ColumnKind | None = None
    doubtful: int = -1
    order: tuple[int, int] | None = None
    dated: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filled:
    """The filled values of a column as texts, with the cells that each fills and its place."""

    name: str
    cells: Cells
    texts: list[str]
    counts: NDArray[np.intp]
    places: NDArray[np.intp]
    leaning: str
    percent: bool

    @property
    def words(self) -> frozenset[str]:
        return frozenset(_WORDS.split(self.name.casefold()))

    def rows(self, positions: Sequence[int]) -> tuple[int, ...]:
        """Return the cells of these positions of `texts`."""
        return self.cells.where(int(self.places[at]) for at in positions) if positions else ()

    def told(self, position: int) -> tuple[str, int]:
        """Return the text at a position and how many cells hold it."""
        return self.texts[position], int(self.counts[position])

    def row(self, position: int) -> int:
        """Return the first cell of this position of `texts`, -1 for -1."""
        return self.rows((position,))[0] if position >= 0 else -1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """Filled values as values of one type; the positions are those of the texts."""

    kind: ColumnKind
    array: ExtensionArray
    bad: tuple[int, ...] = ()
    double: tuple[int, ...] = ()
    doubtful: int = -1
    order: tuple[int, int] | None = None
    unit: str = ""
    dated: bool = False
    convention: Convention = field(default_factory=Convention)


def read_column(cells: Cells, column: Column, leaning: str) -> Read:
    """Return the column's values as those of its type: the declared one, else what its cells are.

    `leaning` is the decimal sign of the program that wrote the file, "" if unknown.
    """
    import numpy as np

    counts = cells.counts()
    used = counts > 0
    missing = MISSING if column.missing is None else frozenset({"", *column.missing})
    words = (missing | _ERRORS).intersection(cells.distinct)
    unusual = [at for at, value in enumerate(cells.distinct) if value in words] if words else []
    empty = [at for at in unusual if cells.distinct[at] in missing]
    failed = [at for at in unusual if cells.distinct[at] in _ERRORS]
    used[unusual] = False
    places = np.flatnonzero(used)
    values = cells.distinct if len(places) == len(counts) else [cells.distinct[at] for at in places]
    filled = _Filled(
        name=column.name,
        cells=cells,
        texts=[text_of(value) for value in values] if cells.native else list(map(str, values)),
        counts=counts[places],
        places=places,
        leaning=leaning,
        percent=bool(_PERCENT.search(column.unit)),
    )
    fit = _as_kind(filled, column.kind) if column.typed else _inferred(filled)
    bad, nearly = filled.rows(fit.bad), None
    if fit.bad and not fit.double and not column.typed:
        nearly, fit = fit.kind, _texts(filled, "teks")
    place = np.full(len(counts), -1)
    place[places] = np.arange(len(places))
    told = tuple((str(cells.distinct[at]), int(counts[at])) for at in empty if counts[at])
    return Read(
        kind=fit.kind,
        unit=fit.unit,
        array=fit.array.take(place[cells.codes], allow_fill=True),
        convention=replace(fit.convention, missing=told),
        bad=bad,
        double=filled.rows(fit.double),
        errors=cells.where(failed) if failed else (),
        nearly=nearly,
        doubtful=filled.row(fit.doubtful),
        order=(filled.row(fit.order[0]), filled.row(fit.order[1])) if fit.order else None,
        dated=filled.row(0) if fit.dated else -1,
    )


def decimal_sign(convention: Convention, leaning: str) -> str:
    """Return the decimal sign for one more cell of a column, "" if unknown."""
    grouped = {".": ",", ",": "."}.get(convention.grouping, "")
    return convention.decimal or grouped or leaning


def _inferred(filled: _Filled) -> _Fit:
    """The type that all cells have, or nearly all; text where there is none."""
    words, texts = filled.words, filled.texts
    if not texts:
        return _texts(filled, "teks")
    if words & _YEARS and all(map(noted_year, texts)):
        return _years(filled)
    if _is_code(filled):
        return _texts(filled, "kode")
    if _are_hours(filled):
        return _texts(filled, "teks")
    if named := _named_period(filled):
        return named
    sample = texts[:_SAMPLE]
    if _mostly(form(shape) for shape in shapes(sample)):
        return _close(filled, _numbers(filled, None))
    for kind, reader in _PERIODS.items():
        if _mostly(map(reader, sample)):
            return _close(filled, _periods(filled, kind, reader))
    if _mostly(read_dates(sample).days):
        return _close(filled, _dates(filled))
    return replace(_texts(filled, "teks"), dated=_mostly(like_date(t) or None for t in sample))


def _named_period(filled: _Filled) -> _Fit | None:
    """The type that the column's name promises and all of its cells keep."""
    promised: tuple[tuple[frozenset[str], ColumnKind, Callable[[str], str | None]], ...] = (
        (_SEMESTERS, "semester", _NAMED_PERIODS["semester"]),
        (_QUARTERS, "triwulan", _NAMED_PERIODS["triwulan"]),
        (_MONTHS, "bulan", numbered_month),
        (_MONTHS, "bulan", roman_month),
    )
    for words, kind, reader in promised:
        if filled.words & words and all(map(reader, filled.texts)):
            return _periods(filled, kind, reader)
    return None


def _mostly(read: Iterable[object]) -> bool:
    found = [value is not None for value in read]
    return _nearly(found.count(False), len(found))


def _nearly(bad: int, whole: int) -> bool:
    """Whether so few of all cells are bad that these are mistakes."""
    return not bad or (bad <= max(1, (1 - NEARLY) * whole) and whole - bad >= _ENOUGH)


def _close(filled: _Filled, fit: _Fit) -> _Fit:
    """The type if all cells fit, or all but so few that these are mistakes; else text.

    In a short column a sentence among figures is no mistake.
    """
    bad = int(filled.counts[list(fit.bad)].sum())
    whole = int(filled.counts.sum())
    slips = all(len(filled.texts[at].split()) < _SENTENCE for at in fit.bad)
    few = _nearly(bad, whole) and (slips or bad <= (1 - NEARLY) * whole)
    return fit if few or len(fit.double) == len(fit.bad) else _texts(filled, "teks")


def _is_code(filled: _Filled) -> bool:
    """Whether the cells name something: digits that count nothing."""
    texts = filled.texts
    named = filled.words & _CODE_WORDS or filled.name.casefold().startswith(_CODE_STARTS)
    if "".join(texts).isdecimal():
        longest = max(map(len, texts))
        return bool(named) or longest > _MOST_DIGITS or bool(_LEADING_ZERO.search("\n".join(texts)))
    areas = all(map(_AREA.fullmatch, texts[:_SAMPLE])) and all(map(_AREA.fullmatch, texts))
    if areas and any(text.count(".") > 1 for text in texts):
        return True
    return bool(named) and all(map(_DOTTED.fullmatch, texts))


def _are_hours(filled: _Filled) -> bool:
    """Whether the cells are times such as `08.30`, which would be figures by their signs."""
    if not all(map(_CLOCK.fullmatch, filled.texts)):
        return False
    two_digits = {len(text) for text in filled.texts} == {len("08.30")}
    early = two_digits and any(text.startswith("0") for text in filled.texts)
    return early or bool(filled.words & _HOURS)


def _as_kind(filled: _Filled, kind: ColumnKind) -> _Fit:
    """The declared type, whatever the cells are."""
    if kind in NUMERIC_KINDS:
        return _numbers(filled, kind == "bulat")
    if kind == "tanggal":
        fit = _dates(filled)  # declared as Indonesian law and habit write it: the day first
        return replace(fit, order=None) if fit.order and len(set(fit.order)) == 1 else fit
    if kind == "tahun":
        return _years(filled)
    reader = _NAMED_PERIODS.get(kind)
    if kind == "bulan" and all(map(roman_month, filled.texts)):
        reader = roman_month
    return _periods(filled, kind, reader) if reader else _texts(filled, kind)


def _texts(filled: _Filled, kind: ColumnKind) -> _Fit:
    import numpy as np
    import pandas as pd

    values = pd.array(np.array(filled.texts, dtype=object), dtype="str")
    return _Fit(kind=kind, array=values)


def _years(filled: _Filled) -> _Fit:
    import pandas as pd

    years = [noted_year(text) for text in filled.texts]
    noted = [at for at, text in enumerate(filled.texts) if years[at] and "*" in text]
    return _Fit(
        kind="tahun",
        array=pd.array(years, dtype="Int64"),
        bad=_lacking(years),
        convention=Convention(
            forms=forms(filled.texts, filled.counts),
            stands=tuple((*filled.told(at), str(years[at])) for at in noted),
        ),
    )


_PERIODS: dict[ColumnKind, Callable[[str], str | None]] = {
    "bulan": month,
    "semester": semester,
    "triwulan": quarter,
}
_NAMED_PERIODS: dict[ColumnKind, Callable[[str], str | None]] = {
    "bulan": numbered_month,
    "semester": partial(semester, bare=True),
    "triwulan": partial(quarter, bare=True),
}


def _periods(filled: _Filled, kind: ColumnKind, reader: Callable[[str], str | None]) -> _Fit:
    import pandas as pd

    periods = list(map(reader, filled.texts))
    return _Fit(
        kind=kind,
        array=pd.array(periods, dtype="str"),
        bad=_lacking(periods),
        convention=Convention(forms=forms(filled.texts, filled.counts)),
    )


def _dates(filled: _Filled) -> _Fit:
    import numpy as np
    import pandas as pd

    read = read_dates(filled.texts)
    days = pd.array(np.array(read.days, dtype="datetime64[s]"))
    order = None
    if read.day_first >= 0 and read.month_first >= 0:
        order = (read.day_first, read.month_first)
    elif read.undecided >= 0:
        order = (read.undecided, read.undecided)
    return _Fit(
        kind="tanggal",
        array=days,
        bad=() if order else read.bad,  # where the order is open, no single cell is to blame
        order=order,
        convention=Convention(order=read.order, forms=forms(filled.texts, filled.counts)),
    )


def _numbers(filled: _Filled, whole: bool | None) -> _Fit:
    """Figures; `whole` is what the metadata say of them, None if nothing."""
    import numpy as np
    import pandas as pd

    written = np.ones(len(filled.texts), dtype=bool)
    if filled.cells.native:
        written[:] = [isinstance(filled.cells.distinct[at], str) for at in filled.places]
    texts = np.flatnonzero(written)
    read = read_numbers(
        filled.texts if written.all() else [filled.texts[at] for at in texts],
        filled.counts[texts],
        leaning=filled.leaning,
        whole=whole,
        percent=filled.percent,
    )
    exact = np.zeros(len(written), dtype=np.int64)
    values = np.zeros(len(written))
    values[texts] = read.figures
    bad = np.zeros(len(written), dtype=bool)
    bad[texts[list(read.bad)]] = True
    integral = read.exact is not None
    if read.exact is not None:
        exact[texts] = read.exact
    for at in np.flatnonzero(~written):  # numbers of a workbook have no convention
        number = filled.cells.distinct[filled.places[at]]
        values[at] = number
        integral = integral and isinstance(number, int)
        exact[at] = number if isinstance(number, int) else 0
    if whole and not integral:
        broken = ~bad & ((np.mod(values, 1) != 0) | (np.abs(values) >= _EXACT))
        bad |= broken
        exact = np.where(bad, 0, values).astype(np.int64)
    as_whole = whole is not False and (integral or bool(whole))
    decimals = np.where(bad, np.nan, values)
    return _Fit(
        kind="bulat" if as_whole else "desimal",
        array=pd.arrays.IntegerArray(exact, bad)
        if as_whole
        else pd.array(decimals, dtype="float64"),
        bad=tuple(np.flatnonzero(bad).tolist()),
        double=tuple(int(texts[at]) for at in read.double),
        doubtful=int(texts[read.doubtful]) if read.doubtful >= 0 else -1,
        unit="%" if read.percent else "rupiah" if read.money else "",
        convention=Convention(
            decimal=read.decimal,
            grouping=read.grouping,
            forms=read.forms,
            stands=tuple((*filled.told(int(texts[at])), "0") for at in read.noughts),
        ),
    )


def _lacking(values: Sequence[object]) -> tuple[int, ...]:
    return tuple(at for at, value in enumerate(values) if value is None)
