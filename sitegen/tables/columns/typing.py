"""The type and the conventions of a column, decided from all its cells together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import Column, ColumnKind, Convention
from sitegen.tables.columns.fitting import (
    Filled,
    Fit,
    fit_dates,
    fit_numbers,
    fit_periods,
    fit_texts,
    fit_years,
)
from sitegen.tables.columns.numbers import form, shapes
from sitegen.tables.columns.spoilt import lost_zeros, serials, shortened, without_apostrophes
from sitegen.tables.columns.times import like_date, typed_dates
from sitegen.tables.kinds import KINDS
from sitegen.tables.measures import measure_of
from sitegen.tables.periods import names_period, parse_compact_month, parse_short_month
from sitegen.tables.shape.cells import MISSING, Cell, Cells, text_of

if TYPE_CHECKING:
    from pandas.api.extensions import ExtensionArray

# From this share of good cells on, a column with a few odd cells is reported as one of figures; a
# short column may have one odd cell beside at least `_ENOUGH` good ones.
NEARLY = 0.9
_ENOUGH = 2
_SENTENCE = 4
_FOLLOWED = re.compile(r"\d[\d.,]*(?: ?-| (?!WI(?:B|TA?)\b)(?P<word>[^\W\d_]{2,}))")
_SAMPLE = 200
_LEADING_ZERO = re.compile(r"^0\d", re.MULTILINE)
_MOST_DIGITS = 18
_AREA = re.compile(r"\d{2}\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?")
_DOTTED = re.compile(r"[\d.]+")
_CODE_WORDS = frozenset({"id", "kd", "kode", "code", "nik", "nip", "npwp", "fips"})
_CODE_STARTS = ("kode", "iddesa", "idkel", "idkec", "idkab", "idprov")
# What a failed formula leaves. (`#N/A` is often the result of a search that found nothing.)
_ERRORS = frozenset({"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"})
# What BPS writes for a figure that it may not show; among words these are words.
_WITHHELD = frozenset({"x", "X", "xx", "XX"})
_DAYS = frozenset({"tanggal", "tgl", "date", "waktu", "hari"})
# Columns in which digits and words stand for the same thing: house numbers, districts, classes.
_NOT_COUNTED = (
    frozenset(
        {
            "no",
            "nomor",
            "nama",
            "alamat",
            "rt",
            "rw",
            "blok",
            "kelas",
            "tipe",
            "nilai_huruf",
            "telepon",
        }
    )
    | _CODE_WORDS
)
# Money in thousands or more has decimals; rupiah have none.
_SCALED = re.compile(r"\b(?:ribu|juta|jt|miliar|milyar|triliun|trilyun)", re.IGNORECASE)
_MONTHS = frozenset({"periode", "period", "bulan", "month", "bln", "masa", "waktu"})
_PERIODS = _MONTHS | {"tahun"}
# So many months that follow one another, or so many that merely look like months, are no accident.
_SOME, _MANY = 3, 6
_SPOILT = frozenset({"D070", "D072", "D073"})
_HOURS = frozenset({"jam", "pukul", "waktu"})
_CLOCK = re.compile(r"([01]?\d|2[0-3])[.:][0-5]\d")
_PERCENT = re.compile(r"%|persen", re.IGNORECASE)


class Read(Struct, frozen=True, kw_only=True):
    """A column after reading: its type, its values by row, and the cells that did not fit.

    Cells are given by their index in the column. `bad` ones are not values of the type, `double`
    those among them with one sign for thousands and decimals; `errors` hold a spreadsheet error.
    `nearly` is the type of nearly all cells of a text column. `doubtful` could be read in two ways
    (-1: none); `order` is a cell that needs the day first and one that needs the month first, or
    twice a cell that fits either. `told` is the code of what is doubtful about a column that is
    published as text, with cells as examples ("": nothing). `until` says that its periods are given
    by their end, so that the figures beside it run from the start of the year.
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
    told: tuple[str, tuple[int, ...]] = ("", ())
    until: bool = False

    @property
    def spoilt(self) -> bool:
        """Whether its cells are not what they once were: figures, identifiers or days."""
        return self.told[0] in _SPOILT


def typed_column(cells: Cells, column: Column, leaning: str) -> Read:
    """Return the column's values in its declared type, else in the type that its cells have.

    `leaning` is the decimal sign of the program that wrote the file, "" if unknown.
    """
    import numpy as np

    counts = cells.counts()
    used = counts > 0
    missing = MISSING if column.missing is None else frozenset({"", *column.missing})
    if column.missing is None and _withheld(cells.distinct):
        missing |= _WITHHELD
    words = (missing | _ERRORS).intersection(cells.distinct)
    unusual = [at for at, value in enumerate(cells.distinct) if value in words] if words else []
    empty = [at for at in unusual if cells.distinct[at] in missing]
    failed = [at for at in unusual if cells.distinct[at] in _ERRORS]
    used[unusual] = False
    places = np.flatnonzero(used)
    values = cells.distinct if len(places) == len(counts) else [cells.distinct[at] for at in places]
    texts = [text_of(value) for value in values] if cells.native else list(map(str, values))
    filled = Filled(
        name=column.name,
        measured=column.unit,
        cells=cells,
        texts=without_apostrophes(texts),
        counts=counts[places],
        places=places,
        leaning=leaning,
        percent=bool(_PERCENT.search(column.unit)),
    )
    fit = KINDS[column.kind].fit(filled, column.kind) if column.typed else _inferred(filled)
    bad, nearly = filled.rows(fit.bad), None
    if fit.bad and not fit.double and not column.typed:
        nearly, fit = fit.kind, fit_texts(filled, "teks")
    place = np.full(len(counts), -1)
    place[places] = np.arange(len(places))
    empty_cells = tuple((str(cells.distinct[at]), int(counts[at])) for at in empty if counts[at])
    return Read(
        kind=fit.kind,
        unit=fit.unit,
        array=fit.array.take(place[cells.codes], allow_fill=True),
        convention=replace(fit.convention, missing=empty_cells),
        bad=bad,
        double=filled.rows(fit.double),
        errors=cells.where(failed) if failed else (),
        nearly=nearly,
        doubtful=filled.row(fit.doubtful),
        order=(filled.row(fit.order[0]), filled.row(fit.order[1])) if fit.order else None,
        told=(fit.told[0], tuple(map(filled.row, fit.told[1]))),
        until=fit.until,
    )


def decimal_sign(convention: Convention, leaning: str) -> str:
    """Return the decimal sign for another cell of a column, "" if unknown."""
    grouped = {".": ",", ",": "."}.get(convention.grouping, "")
    return convention.decimal or grouped or leaning


def _inferred(filled: Filled) -> Fit:
    """The type that all or nearly all cells have; text if there is none."""
    words, texts = filled.words, filled.texts
    if not texts:
        return fit_texts(filled, "teks")
    years = KINDS["tahun"].time
    promised = frozenset() if names_period(filled.name) else words
    if years and promised & years.promised and all(map(years.parsers[0], texts)):
        return fit_years(filled, "tahun")
    named = _named_period(filled)
    if named and not words & _CODE_WORDS:  # `01` is January where the column is called after months
        return named
    if _is_code(filled):
        return fit_texts(filled, "kode")
    if _are_hours(filled):
        return fit_texts(filled, "teks")
    if named:
        return named
    if together := _periods_together(filled):
        return together
    sample = texts[:_SAMPLE]
    if _mostly(form(shape) for shape in shapes(sample)):
        return _figures(filled)
    for kind, parts in KINDS.items():
        parser = parts.time and parts.time.plain
        if parser and _mostly(map(parser, sample)):
            text = parts.dtype == "str"
            fit = fit_periods(filled, kind, (parser,)) if text else parts.fit(filled, kind)
            return _close(filled, fit)
    if _mostly(typed_dates(sample).days):
        return _close(filled, fit_dates(filled, "tanggal"))
    dated = _mostly(like_date(text) or None for text in sample)
    return _text(filled, ("D060", (0,)) if dated else _half_figures(filled))


def _text(filled: Filled, told: tuple[str, tuple[int, ...]]) -> Fit:
    return replace(fit_texts(filled, "teks"), told=told)


def _figures(filled: Filled) -> Fit:
    """The cells as figures, unless a program spoilt them: then as the texts that they are."""
    short = shortened(filled.texts)
    if short >= 0:
        return _text(filled, ("D072", (short,)))
    if filled.words & (_DAYS | _MONTHS) and serials(filled.texts):
        return _text(filled, ("D073", (0,)))
    fit = _close(filled, fit_numbers(filled, "bulat", "desimal"))
    if fit.kind == "desimal" and not fit.bad and not fit.unit:
        kind = measure_of(filled.name, filled.measured, whole=True)
        scaled = _SCALED.search(f"{filled.name} {filled.measured}".replace("_", " "))
        whole = kind == "count" or (kind == "money" and not scaled)
        lost = lost_zeros(filled.texts, filled.counts, counted=whole)
        if lost and kind not in ("percent", "rate"):
            return _text(filled, ("D070", lost))
    return fit if fit.kind != "teks" else _text(filled, _half_figures(filled))


def _half_figures(filled: Filled) -> tuple[str, tuple[int, ...]]:
    """What is doubtful about a column of text if at least half of its cells are figures.

    A figure with a sign or always the same word behind it, as in `85 orang`, is one as well.
    """
    if filled.words & _NOT_COUNTED or _few_figures(filled.texts[:_SAMPLE]):
        return "", ()
    odd = [at for at, shape in enumerate(shapes(filled.texts)) if form(shape) is None]
    followed = _followed([filled.texts[at] for at in odd])
    other = [at for at in odd if filled.texts[at] not in followed]
    bad = int(filled.counts[other].sum())
    whole = int(filled.counts.sum())
    wordy = any(len(filled.texts[at].split()) >= _SENTENCE for at in odd)
    if not odd or wordy or whole - bad < _ENOUGH or bad * 2 > whole:
        return "", ()
    return "D071", (odd[0],)


def _few_figures(sample: Sequence[str]) -> bool:
    odd = [text for text, shape in zip(sample, shapes(sample), strict=True) if form(shape) is None]
    followed = _followed(odd)
    return 2 * sum(text not in followed for text in odd) > len(sample)


def _followed(texts: Iterable[str]) -> frozenset[str]:
    """The texts that are a figure with something behind it, none if they have several words."""
    found = [match for match in map(_FOLLOWED.fullmatch, texts) if match]
    words = {(match["word"] or "").casefold() for match in found}
    return frozenset(match[0] for match in found) if len(words) == 1 else frozenset()


def _withheld(distinct: Sequence[Cell]) -> bool:
    """Whether a column has signs for figures that are not shown, among figures alone."""
    if _WITHHELD.isdisjoint(distinct):
        return False
    others = [text_of(v) for v in distinct if v not in _WITHHELD and v not in MISSING][:_SAMPLE]
    return len(others) >= _ENOUGH and _mostly(form(shape) for shape in shapes(others))


def _named_period(filled: Filled) -> Fit | None:
    """The type that the column's name promises, if all its cells have it."""
    for kind, parts in KINDS.items():
        time = parts.time
        if time is None or not filled.words & time.promised or names_period(filled.name):
            continue
        if any(all(map(parser, filled.texts)) for parser in time.parsers):
            return parts.fit(filled, kind)
    return None


def _periods_together(filled: Filled) -> Fit | None:
    """Months such as `202401` or `24-Jan`, which only the whole column or its name can tell."""
    named = bool(filled.words & _PERIODS)
    for parser in (parse_compact_month, parse_short_month):
        if not all(map(parser, filled.texts[:_SAMPLE])):
            continue
        months = [period.ordinal for text in filled.texts if (period := parser(text))]
        follow = all(after - before == 1 for before, after in pairwise(months))
        enough = len(months) >= (_SOME if follow else _MANY)
        if len(months) == len(filled.texts) and (named or enough):
            if parser is parse_short_month and not (named or follow):
                continue
            return fit_periods(filled, "bulan", (parser,))
    return None


def _mostly(read: Iterable[object]) -> bool:
    found = [value is not None for value in read]
    return _nearly(found.count(False), len(found))


def _nearly(bad: int, whole: int) -> bool:
    """Whether so few cells are bad that they must be mistakes."""
    return not bad or (bad <= max(1, (1 - NEARLY) * whole) and whole - bad >= _ENOUGH)


def _close(filled: Filled, fit: Fit) -> Fit:
    """The type if all cells fit, or all but so few that they must be mistakes; else text.

    In a short column a sentence among figures is not a mistake.
    """
    bad = int(filled.counts[list(fit.bad)].sum())
    whole = int(filled.counts.sum())
    slips = all(len(filled.texts[at].split()) < _SENTENCE for at in fit.bad)
    few = _nearly(bad, whole) and (slips or bad <= (1 - NEARLY) * whole)
    return fit if few or len(fit.double) == len(fit.bad) else fit_texts(filled, "teks")


def _is_code(filled: Filled) -> bool:
    """Whether the cells are identifiers: digits that count nothing."""
    texts = filled.texts
    named = filled.words & _CODE_WORDS or filled.name.casefold().startswith(_CODE_STARTS)
    if "".join(texts).isdecimal():
        longest = max(map(len, texts))
        return bool(named) or longest > _MOST_DIGITS or bool(_LEADING_ZERO.search("\n".join(texts)))
    areas = all(map(_AREA.fullmatch, texts[:_SAMPLE])) and all(map(_AREA.fullmatch, texts))
    if areas and any(text.count(".") > 1 for text in texts):
        return True
    return bool(named) and all(map(_DOTTED.fullmatch, texts))


def _are_hours(filled: Filled) -> bool:
    """Whether the cells are times such as `08.30`, which look like figures."""
    if not all(map(_CLOCK.fullmatch, filled.texts)):
        return False
    two_digits = {len(text) for text in filled.texts} == {len("08.30")}
    early = two_digits and any(text.startswith("0") for text in filled.texts)
    return early or bool(filled.words & _HOURS)
