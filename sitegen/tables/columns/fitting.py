"""The cells of a column as values of one type, and those that do not fit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from sitegen.model import ColumnKind, Convention
from sitegen.tables.columns.numbers import forms, typed_numbers, unmarked
from sitegen.tables.columns.spoilt import day_of, lost_zeros, padded, serials
from sitegen.tables.columns.times import typed_dates
from sitegen.tables.periods import PeriodParser, begins_later, parse_any_year, runs_until
from sitegen.tables.shape.cells import Cells

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pandas.api.extensions import ExtensionArray

_WORDS = re.compile(r"[^a-z0-9]+")
_EXACT = 2**53


class Filled(Struct, frozen=True, kw_only=True):
    """The filled values of a column as texts, with each one's number of cells and place.

    `measured` is the unit that the metadata give. `numbers` says that numbers of a workbook are taken
    as such, without a look at their texts.
    """

    name: str
    measured: str
    cells: Cells
    texts: list[str]
    counts: NDArray[np.intp]
    places: NDArray[np.intp]
    leaning: str
    percent: bool
    numbers: bool = True

    @property
    def words(self) -> frozenset[str]:
        """The words of the column's name."""
        return frozenset(_WORDS.split(self.name.casefold()))

    def rows(self, positions: Sequence[int]) -> tuple[int, ...]:
        """Return the cells with the texts at these positions of `texts`."""
        return self.cells.where(int(self.places[at]) for at in positions) if positions else ()

    def counted(self, position: int) -> tuple[str, int]:
        """Return the text at a position and its number of cells."""
        return self.texts[position], int(self.counts[position])

    def row(self, position: int) -> int:
        """Return the first cell with the text at this position of `texts`, -1 for -1."""
        return self.rows((position,))[0] if position >= 0 else -1


class Fit(Struct, frozen=True, kw_only=True):
    """Filled values as values of one type; positions are those in the texts.

    `told` is the code of what is doubtful about the whole column ("" for nothing), with examples.
    `until` says that the cells are periods such as `s.d. Maret`.
    """

    kind: ColumnKind
    array: ExtensionArray
    bad: tuple[int, ...] = ()
    double: tuple[int, ...] = ()
    doubtful: int = -1
    order: tuple[int, int] | None = None
    unit: str = ""
    told: tuple[str, tuple[int, ...]] = ("", ())
    until: bool = False
    convention: Convention = field(default_factory=Convention)


def fit_texts(filled: Filled, kind: ColumnKind) -> Fit:
    """Return the cells unchanged."""
    import numpy as np
    import pandas as pd

    values = pd.array(np.array(filled.texts, dtype=object), dtype="str")
    return Fit(kind=kind, array=values)


def fit_years(filled: Filled, kind: ColumnKind) -> Fit:
    """Return the cells as years; those with a mark of BPS are listed with the year they mean."""
    import pandas as pd

    periods = list(map(parse_any_year, filled.texts))
    years = [period.year if period else None for period in periods]
    noted = [at for at, text in enumerate(filled.texts) if years[at] and "*" in text]
    return Fit(
        kind=kind,
        array=pd.array(years, dtype="Int64"),
        bad=_lacking(years),
        convention=Convention(
            forms=forms(filled.texts, filled.counts),
            stands=tuple((*filled.counted(at), str(years[at])) for at in noted),
        ),
    )


def fit_periods(filled: Filled, kind: ColumnKind, parsers: Sequence[PeriodParser]) -> Fit:
    """Return the cells as written periods, all read by the first parser that accepts every one.

    If no parser accepts all, the first one decides which cells are bad.
    """
    import pandas as pd

    whole = (parser for parser in parsers if all(map(parser, filled.texts)))
    parser = next(whole, parsers[0])
    periods = list(map(parser, filled.texts))
    return Fit(
        kind=kind,
        array=pd.array([each.written if each else None for each in periods], dtype="str"),
        bad=_lacking(periods),
        until=any(map(runs_until, filled.texts)) and not any(map(begins_later, filled.texts)),
        convention=Convention(forms=forms(filled.texts, filled.counts)),
    )


def fit_declared_dates(filled: Filled, kind: ColumnKind) -> Fit:
    """Return the cells as dates, day first as in Indonesian law and custom.

    Where all are numbers of days, these are the dates that a spreadsheet means.
    """
    if filled.texts and serials(filled.texts):
        days = [day_of(text).isoformat() for text in filled.texts]
        fit = fit_dates(replace(filled, texts=days), kind)
        stands = tuple((*filled.counted(at), day) for at, day in enumerate(days))
        return replace(fit, convention=replace(fit.convention, stands=stands))
    fit = fit_dates(filled, kind)
    return replace(fit, order=None) if fit.order and len(set(fit.order)) == 1 else fit


def fit_dates(filled: Filled, kind: ColumnKind) -> Fit:
    """Return the cells as dates; if their order is open, no cell is reported as bad."""
    import numpy as np
    import pandas as pd

    read = typed_dates(filled.texts)
    days = pd.array(np.array(read.days, dtype="datetime64[s]"))
    order = None
    if read.day_first >= 0 and read.month_first >= 0:
        order = (read.day_first, read.month_first)
    # Programs set to Indonesian, which separate cells by semicolons, write the day first.
    elif read.undecided >= 0 and filled.leaning != ",":
        order = (read.undecided, read.undecided)
    return Fit(
        kind=kind,
        array=days,
        bad=() if order else read.bad,  # if the order is open, no single cell is to blame
        order=order,
        convention=Convention(order=read.order, forms=forms(filled.texts, filled.counts)),
    )


def fit_whole_numbers(filled: Filled, kind: ColumnKind) -> Fit:
    """Return the cells as whole numbers, with the zeros at their end that a program took away."""
    if not lost_zeros(filled.texts, filled.counts):
        return fit_numbers(filled, kind, kind, whole=True)
    whole = padded(filled.texts)
    fit = fit_numbers(replace(filled, texts=whole, numbers=False), kind, kind, whole=True)
    changed = (at for at, text in enumerate(whole) if text != filled.texts[at])
    stands = (*fit.convention.stands, *((*filled.counted(at), whole[at]) for at in changed))
    return replace(fit, convention=replace(fit.convention, stands=stands))


def fit_decimal_numbers(filled: Filled, kind: ColumnKind) -> Fit:
    """Return the cells as numbers with decimals."""
    return fit_numbers(filled, kind, kind, whole=False)


def fit_numbers(
    filled: Filled, if_whole: ColumnKind, else_kind: ColumnKind, *, whole: bool | None = None
) -> Fit:
    """Return the cells as figures of kind `if_whole` if all are whole, else of `else_kind`.

    `whole` is what the metadata say about them, None if nothing.
    """
    import numpy as np
    import pandas as pd

    written = np.ones(len(filled.texts), dtype=bool)
    if filled.cells.native and filled.numbers:
        written[:] = [isinstance(filled.cells.distinct[at], str) for at in filled.places]
    texts = np.flatnonzero(written)
    read = typed_numbers(
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
    for at in np.flatnonzero(~written):  # numbers of a workbook follow no convention
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
    return Fit(
        kind=if_whole if as_whole else else_kind,
        array=pd.arrays.IntegerArray(exact, bad)
        if as_whole
        else pd.array(decimals, dtype="float64"),
        bad=tuple(np.flatnonzero(bad).tolist()),
        double=tuple(int(texts[at]) for at in read.double),
        doubtful=int(texts[read.doubtful]) if read.doubtful >= 0 else -1,
        unit=read.percent or ("rupiah" if read.money else ""),
        convention=Convention(
            decimal=read.decimal,
            grouping=read.grouping,
            forms=read.forms,
            stands=(
                *((*filled.counted(int(texts[at])), "0") for at in read.noughts),
                *(_marked(*filled.counted(int(texts[at]))) for at in read.marked),
            ),
        ),
    )


def _marked(text: str, count: int) -> tuple[str, int, str]:
    return text, count, unmarked(text)


def _lacking(values: Sequence[object]) -> tuple[int, ...]:
    return tuple(at for at, value in enumerate(values) if value is None)
