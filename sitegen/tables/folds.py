"""Wide tables as long ones: columns of months, quarters, years or groups become rows of one column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import Column, ColumnKind, Levels, Table
from sitegen.tables.kinds import KINDS
from sitegen.tables.periods import (
    Grain,
    Period,
    PeriodParser,
    parse_month,
    parse_named_year,
    parse_noted_year,
    parse_quarter,
    parse_semester,
    parse_span,
)
from sitegen.tables.subject import subject_of

if TYPE_CHECKING:
    import pandas as pd

VALUE = "nilai"
GROUP = "kolom"
_SPARE = "periode"
_TOTAL = re.compile(r"(?:jumlah|total|jml)\b.*", re.IGNORECASE)
_SPACES = re.compile(r"[\s_]+")
_BRACKETS = str.maketrans("", "", "()")
# `Realisasi s.d. Triwulan II`: what was reached since the year began.
_RUNNING = re.compile(
    r"(?:^|\s)(?:s\.? ?/?d\.?|sampai(?: dengan)?|hingga|until)(?=\s|$)|kumulatif|akumulasi",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?:^|\s)(?:s\.?/?d\.?|sampai(?: dengan)?|hingga|until)$", re.IGNORECASE)
# Above columns of periods these words say nothing of the figures: `Bulan Jan`.
_KINDS_OF_PERIODS = frozenset(
    {"bulan", "month", "triwulan", "quarter", "semester", "tahun", "year"}
)
_LEAST = 2
_FEW = 3
# Finest first: `Januari 2024` is a month, though it also ends in a year.
_PARSERS: tuple[tuple[Grain, ColumnKind, tuple[PeriodParser, ...]], ...] = (
    ("month", "bulan", (parse_month,)),
    ("quarter", "triwulan", (parse_quarter,)),
    ("semester", "semester", (parse_semester,)),
    ("span", "rentang", (parse_span,)),
    ("year", "tahun", (parse_noted_year, parse_named_year)),
)


class Fold(Struct, frozen=True, kw_only=True):
    """Columns that say the same of different periods or groups.

    `name` is the column that these become, of type `kind`, and `labels` its values. `figures` are the
    names of the columns of figures, each with the columns of the wide table that it takes, in the
    order of the labels. `total` is the column that adds them up, "" if there is none.
    """

    name: str
    kind: ColumnKind
    labels: tuple[str, ...]
    figures: tuple[tuple[str, tuple[str, ...]], ...]
    total: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the wide table."""
        return tuple(name for _, names in self.figures for name in names)

    @property
    def names(self) -> frozenset[str]:
        """The columns of the long table that the wide one does not have."""
        return frozenset({self.name, *(name for name, _ in self.figures)})


def folds(table: Table) -> tuple[Fold, ...]:
    """Return what can be folded because the names of columns are periods, the finest first.

    Where rows have a year of their own, a year in a column's name is something else: a base year.
    Columns of which one holds words are not folded: its figures would be missing.
    """
    figures = [column for column in table.columns if KINDS[column.kind].figures]
    known = {column.kind for column in table.columns if KINDS[column.kind].time}
    dated = any(map(_has_years, (table.frame[c.name] for c in table.columns if c.kind in known)))
    found: dict[tuple[Grain, ColumnKind], dict[str, dict[Period, str]]] = {}
    for column in figures:
        named = _period_of(column.name)
        if named and named[1] not in known and not (dated and named[2].year):
            grain, kind, period, stem = named
            columns = found.setdefault((grain, kind), {}).setdefault(stem, {})
            columns.setdefault(period, column.name)
    for column in table.columns:
        named = None if KINDS[column.kind].figures else _period_of(column.name)
        if named and table.frame[column.name].notna().any():
            found.get(named[:2], {}).pop(named[3], None)
    return tuple(
        fold
        for grain, kind, _ in _PARSERS
        for fold in _of_grain(table, kind, found.get((grain, kind), {}))
    )


def _has_years(cells: pd.Series) -> bool:
    """Whether the periods of a column have years."""
    return any(str(cell)[:4].isdecimal() for cell in cells.dropna().unique())


def _of_grain(
    table: Table, kind: ColumnKind, stems: dict[str, dict[Period, str]]
) -> Iterator[Fold]:
    groups: dict[tuple[Period, ...], list[str]] = {}
    for stem, columns in stems.items():
        if len(columns) >= _LEAST and len({period.year > 0 for period in columns}) == 1:
            groups.setdefault(tuple(sorted(columns, key=lambda each: each.ordinal)), []).append(
                stem
            )
    for periods, names in groups.items():
        used = tuple((stem, tuple(stems[stem][each] for each in periods)) for stem in names)
        labels = tuple(each.written for each in periods)
        yield _named_fold(table, kind, kind, labels, used)


def fold_of(table: Table, names: Sequence[str]) -> Fold:
    """Return the fold of these columns: along time if their names are periods, else as groups."""
    for fold in folds(table):
        if set(fold.columns) == set(names):
            return fold
    titles = {column.name: column.title for column in table.columns}
    read = [_period_of(name) for name in names]
    kinds = {each[1] for each in read if each}
    if all(read) and len(kinds) == 1 and len({each[2] for each in read if each}) == len(names):
        labels = tuple(each[2].written for each in read if each)
        kind = kinds.pop()
        return _named_fold(table, kind, kind, labels, (("", tuple(names)),))
    shown = tuple(titles[name] or name for name in names)
    return _named_fold(table, GROUP, "teks", shown, (("", tuple(names)),))


def _named_fold(
    table: Table,
    name: str,
    kind: ColumnKind,
    labels: tuple[str, ...],
    values: Sequence[tuple[str, tuple[str, ...]]],
) -> Fold:
    """A fold whose new columns have names that the table does not have."""
    columns = {each for _, names in values for each in names}
    kept = {column.name for column in table.columns if column.name not in columns}
    total = next((each for each in kept if _TOTAL.fullmatch(each)), "") if len(values) == 1 else ""
    return Fold(
        name=name if name not in kept else _SPARE,
        kind=kind,
        labels=labels,
        figures=tuple(
            (VALUE if not stem or stem in kept else stem, names) for stem, names in values
        ),
        total=total if total and KINDS[_column(table, total).kind].figures else "",
    )


def folded(table: Table, fold: Fold) -> Table:
    """Return the table with a row for each row and label of the fold; its total is left out."""
    import numpy as np
    import pandas as pd

    gone = {*fold.columns, fold.total}
    kept = [column for column in table.columns if column.name not in gone]
    texts = [column for column in kept if not KINDS[column.kind].figures]
    figures = [column for column in kept if KINDS[column.kind].figures]
    times = len(fold.labels)
    rows = np.repeat(np.arange(len(table.frame)), times)
    frame = table.frame.iloc[rows]
    labels = pd.Series(list(fold.labels) * len(table.frame), index=frame.index)
    long: dict[str, pd.Series] = {column.name: frame[column.name] for column in texts}
    long[fold.name] = labels.astype("Int64") if fold.kind == "tahun" else labels.astype("str")
    for name, columns in fold.figures:
        long[name] = _interleaved(table.frame, columns, frame.index)
    long |= {column.name: frame[column.name] for column in figures}
    made = Column(name=fold.name, title=fold.name.capitalize(), kind=fold.kind)
    values = [_value_column(table, name, columns) for name, columns in fold.figures]
    levels = table.levels
    if levels and levels.rows:
        levels = Levels(column=levels.column, rows=tuple(levels.rows[row] for row in rows.tolist()))
    return replace(
        table,
        columns=(*texts, made, *values, *figures),
        frame=pd.DataFrame(long, index=frame.index),
        conventions=(),
        levels=levels,
    )


def _interleaved(frame: pd.DataFrame, columns: Sequence[str], index: pd.Index) -> pd.Series:
    """The cells of several columns row by row."""
    import numpy as np
    import pandas as pd

    parts = [frame[name] for name in columns]
    whole = all(str(part.dtype) == "Int64" for part in parts)
    stacked = pd.concat(parts, ignore_index=True).astype("Int64" if whole else "float64")
    order = np.arange(len(stacked)).reshape(len(parts), len(frame)).T.ravel()
    found: pd.Series = stacked.iloc[order]
    found.index = index
    return found


def _value_column(table: Table, name: str, columns: Sequence[str]) -> Column:
    """The column of figures: of the kind and unit that all columns share, titled after them."""
    own = [_column(table, each) for each in columns]
    kind: ColumnKind = "bulat" if all(each.kind == "bulat" for each in own) else "desimal"
    units = {each.unit for each in own}
    title = ", ".join(each.title for each in own)
    if name != VALUE or len(own) > _FEW or _period_of(own[0].name):
        title = (name == VALUE and subject_of(table)) or name[:1].upper() + name[1:]
    return Column(
        name=name,
        title=title,
        kind=kind,
        unit=units.pop() if len(units) == 1 else "",
        cumulative=all(each.cumulative or is_running(each) for each in own),
    )


def is_running(column: Column) -> bool:
    """Return whether a column's name says that its figures are running totals."""
    return _RUNNING.search(f"{column.name} {column.title}".replace("_", " ")) is not None


def _column(table: Table, name: str) -> Column:
    return next(column for column in table.columns if column.name == name)


def _period_of(name: str) -> tuple[Grain, ColumnKind, Period, str] | None:
    """The period at the end or the start of a column's name, and the rest of the name.

    Between other words it must have its year: `Penduduk 2022 L`.
    """
    words = [word for word in _SPACES.split(name) if word.strip("()")]
    parts = [(words[at:], words[:at]) for at in range(len(words))]
    parts += [(words[:at], words[at:]) for at in range(len(words) - 1, 0, -1)]
    ends = len(parts)
    parts += [
        (words[at : at + length], words[:at] + words[at + length :])
        for length in (2, 1)
        for at in range(1, len(words) - length)
    ]
    for place, (text, rest) in enumerate(parts):
        for grain, kind, parsers in _PARSERS:
            period = next(
                (p for parser in parsers if (p := parser(" ".join(text).translate(_BRACKETS)))),
                None,
            )
            if period and (place < ends or period.year):
                return grain, kind, period, _stem(rest)
    return None


def _stem(words: Sequence[str]) -> str:
    """What the rest of a name says of the figures, with brackets that are closed."""
    said = (word for word in words if word.translate(_BRACKETS).casefold() not in _KINDS_OF_PERIODS)
    stem = " ".join(said)
    stem = stem if stem.count("(") == stem.count(")") else stem.translate(_BRACKETS)
    return _UNTIL.sub("", stem)
