"""Kinds of column: what each stage, from cell to chart, needs to know about them.

A new kind is a name in `sitegen.model.ColumnKind` and an entry in `KINDS`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from sitegen.i18n import N_, Lang
from sitegen.keys.values import parse_date
from sitegen.model import AxisKind, ColumnKind
from sitegen.tables.columns.fitting import (
    Filled,
    Fit,
    fit_decimal_numbers,
    fit_declared_dates,
    fit_periods,
    fit_texts,
    fit_whole_numbers,
    fit_years,
)
from sitegen.tables.periods import (
    Grain,
    PeriodParser,
    parse_any_year,
    parse_compact_month,
    parse_named_year,
    parse_numbered_month,
    parse_plain_month,
    parse_plain_quarter,
    parse_quarter,
    parse_roman_month,
    parse_semester,
    parse_short_month,
    parse_span,
    parse_week,
)

if TYPE_CHECKING:
    import pandas as pd

Shown = Callable[[str | float, Lang], str]


class Time(Struct, frozen=True, kw_only=True):
    """Properties of a kind whose cells are moments or periods.

    `grain` is that of its periods, None for days. `nesting` is its rank among the kinds of time,
    longest first; `foremost` its rank as the axis of an automatic chart, most informative first. An
    undeclared column is of this kind if its name contains one of the words of `promised` and one of
    `parsers` reads all its cells; `plain` reads cells whatever the name.
    """

    grain: Grain | None
    nesting: int
    foremost: int
    promised: frozenset[str]
    parsers: tuple[PeriodParser, ...]
    plain: PeriodParser | None


class Kind(Struct, frozen=True, kw_only=True):
    """One kind of column; no field has a default, so that none is forgotten.

    `label` is the message id of its name, `dtype` that of its values in a frame. `fit` turns the
    cells of a declared column into such values; `published` converts them for the CSV and JSON
    files, where their type in Table Schema is `schema_type`; `shown` writes such a value for a page
    in a language, None if it is shown unchanged.

    `bound` reads the text of a bound or choice as a value of the kind, raising ValueError; None if
    the kind has no order. `figures` means that values count or measure, whole or with decimals:
    they are added up, compared with their neighbours, and drawn. `names` means that values are
    texts that name things, with a length and perhaps a pattern: words that people read, codes, or
    areas of the register. `splits` means that a table may list each area once per value.

    `axis` is the axis of charts along the column, None if the labels decide. `time` is None for
    kinds that are not time.
    """

    label: str
    dtype: Literal["str", "Int64", "float64", "datetime64[s]"]
    fit: Callable[[Filled, ColumnKind], Fit]
    published: Callable[[pd.Series], pd.Series]
    schema_type: Literal["string", "integer", "number", "year", "date"]
    shown: Shown | None
    bound: Callable[[str], int | float | date] | None
    figures: Literal["whole", "decimal"] | None
    names: Literal["words", "codes", "areas"] | None
    splits: bool
    axis: AxisKind | None
    time: Time | None

    @property
    def numbers(self) -> bool:
        """Whether values are numbers in a frame, figures or years."""
        return self.dtype in ("Int64", "float64")

    @property
    def nesting(self) -> int:
        """The rank among the kinds of time, 0 for others."""
        return self.time.nesting if self.time else 0


def _as_it_is(series: pd.Series) -> pd.Series:
    return series


def _iso_days(series: pd.Series) -> pd.Series:
    days: pd.Series = series.dt.strftime("%Y-%m-%d")
    return days


@lru_cache(maxsize=4096)
def _as_whole_number(value: str | float, lang: Lang) -> str:
    from babel.numbers import format_decimal

    return str(format_decimal(value, format="#,##0", locale=lang))


@lru_cache(maxsize=4096)
def _as_decimal_number(value: str | float, lang: Lang) -> str:
    """At most four decimals, of small figures as many as give four digits: `12,5`, `0,00031`."""
    from babel.numbers import format_decimal

    size = abs(float(value))
    digits = max(4, 3 - math.floor(math.log10(size))) if size else 4
    return str(format_decimal(value, format=f"#,##0.{'#' * digits}", locale=lang))


def _decimal(text: str) -> float:
    return float(text.replace(",", "."))


def _day(text: str) -> date:
    day = parse_date(text)
    if day is None:
        raise ValueError(text)
    return day


_YEAR_PARSERS = (parse_any_year,)
_SPAN_PARSERS = (parse_span,)
_WEEK_PARSERS = (parse_week,)
_SEMESTER_PARSERS = (partial(parse_semester, bare=True),)
_QUARTER_PARSERS = (partial(parse_quarter, bare=True),)
_MONTH_PARSERS = (
    parse_numbered_month,
    parse_roman_month,
    parse_compact_month,
    parse_short_month,
    parse_plain_month,
)

_KINDS: dict[ColumnKind, Kind] = {
    "teks": Kind(
        label=N_("text"),
        dtype="str",
        fit=fit_texts,
        published=_as_it_is,
        schema_type="string",
        shown=None,
        bound=None,
        figures=None,
        names="words",
        splits=True,
        axis=None,
        time=None,
    ),
    "bulat": Kind(
        label=N_("whole number"),
        dtype="Int64",
        fit=fit_whole_numbers,
        published=_as_it_is,
        schema_type="integer",
        shown=_as_whole_number,
        bound=int,
        figures="whole",
        names=None,
        splits=True,
        axis="angka",
        time=None,
    ),
    "desimal": Kind(
        label=N_("decimal number"),
        dtype="float64",
        fit=fit_decimal_numbers,
        published=_as_it_is,
        schema_type="number",
        shown=_as_decimal_number,
        bound=_decimal,
        figures="decimal",
        names=None,
        splits=False,
        axis="angka",
        time=None,
    ),
    "tanggal": Kind(
        label=N_("date"),
        dtype="datetime64[s]",
        fit=fit_declared_dates,
        published=_iso_days,
        schema_type="date",
        shown=None,
        bound=_day,
        figures=None,
        names=None,
        splits=False,
        axis="tanggal",
        time=Time(
            grain=None,
            nesting=6,
            foremost=0,
            promised=frozenset(),
            parsers=(),
            plain=None,
        ),
    ),
    "tahun": Kind(
        label=N_("year"),
        dtype="Int64",
        fit=fit_years,
        published=_as_it_is,
        schema_type="year",
        shown=None,
        bound=int,
        figures=None,
        names=None,
        splits=False,
        axis="tahun",
        time=Time(
            grain="year",
            nesting=0,
            foremost=2,
            promised=frozenset({"tahun", "year", "thn", "thang", "th"}),
            parsers=_YEAR_PARSERS,
            plain=parse_named_year,
        ),
    ),
    "rentang": Kind(
        label=N_("span of years"),
        dtype="str",
        fit=partial(fit_periods, parsers=_SPAN_PARSERS),
        published=_as_it_is,
        schema_type="string",
        shown=None,
        bound=None,
        figures=None,
        names=None,
        splits=False,
        axis="rentang",
        time=Time(
            grain="span",
            nesting=1,
            foremost=2,
            promised=frozenset(),
            parsers=_SPAN_PARSERS,
            plain=parse_span,
        ),
    ),
    "semester": Kind(
        label=N_("semester"),
        dtype="str",
        fit=partial(fit_periods, parsers=_SEMESTER_PARSERS),
        published=_as_it_is,
        schema_type="string",
        shown=None,
        bound=None,
        figures=None,
        names=None,
        splits=False,
        axis="semester",
        time=Time(
            grain="semester",
            nesting=2,
            foremost=3,
            promised=frozenset({"semester", "smt", "smstr"}),
            parsers=_SEMESTER_PARSERS,
            plain=parse_semester,
        ),
    ),
    "triwulan": Kind(
        label=N_("quarter"),
        dtype="str",
        fit=partial(fit_periods, parsers=_QUARTER_PARSERS),
        published=_as_it_is,
        schema_type="string",
        shown=None,
        bound=None,
        figures=None,
        names=None,
        splits=False,
        axis="triwulan",
        time=Time(
            grain="quarter",
            nesting=3,
            foremost=3,
            promised=frozenset({"triwulan", "kuartal", "quarter", "tw"}),
            parsers=_QUARTER_PARSERS,
            plain=parse_plain_quarter,
        ),
    ),
    "bulan": Kind(
        label=N_("month"),
        dtype="str",
        fit=partial(fit_periods, parsers=_MONTH_PARSERS),
        published=_as_it_is,
        schema_type="string",
        shown=None,
        bound=None,
        figures=None,
        names=None,
        splits=False,
        axis="bulan",
        time=Time(
            grain="month",
            nesting=4,
            foremost=1,
            promised=frozenset({"bulan", "month", "bln"}),
            parsers=_MONTH_PARSERS,
            plain=parse_plain_month,
        ),
    ),
    "minggu": Kind(
        label=N_("week"),
        dtype="str",
        fit=partial(fit_periods, parsers=_WEEK_PARSERS),
        published=_as_it_is,
        schema_type="string",
        shown=None,
        bound=None,
        figures=None,
        names=None,
        splits=False,
        axis="minggu",
        time=Time(
            grain="week",
            nesting=5,
            foremost=1,
            promised=frozenset(),
            parsers=_WEEK_PARSERS,
            plain=parse_week,
        ),
    ),
    "kode": Kind(
        label=N_("code"),
        dtype="str",
        fit=fit_texts,
        published=_as_it_is,
        schema_type="string",
        shown=None,
        bound=None,
        figures=None,
        names="codes",
        splits=True,
        axis="kategori",
        time=None,
    ),
    "wilayah": Kind(
        label=N_("area"),
        dtype="str",
        fit=fit_texts,
        published=_as_it_is,
        schema_type="string",
        shown=None,
        bound=None,
        figures=None,
        names="areas",
        splits=False,
        axis="kategori",
        time=None,
    ),
}
KINDS: Mapping[ColumnKind, Kind] = MappingProxyType(_KINDS)
