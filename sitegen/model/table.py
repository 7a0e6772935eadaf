"""A table, its columns and how they were read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from msgspec import field

from sitegen.model.stored import Stored

if TYPE_CHECKING:
    import pandas as pd

ColumnKind = Literal[
    "teks",
    "bulat",
    "desimal",
    "tanggal",
    "tahun",
    "rentang",
    "semester",
    "triwulan",
    "bulan",
    "minggu",
    "kode",
    "wilayah",
]


# What each stage does with a kind is in `sitegen.tables.kinds`.
COLUMN_KINDS: tuple[ColumnKind, ...] = get_args(ColumnKind)


class Constraints(Stored, frozen=True, kw_only=True):
    """What the cells of a column must be (Data Package, Table Schema version 2, "constraints").

    Bounds are texts as written by the author, "" for none; `above` and `below` exclude the bound.
    Lengths are in characters; `choices` is empty if any value is allowed.
    """

    required: bool = False
    unique: bool = False
    minimum: str = ""
    maximum: str = ""
    above: str = ""
    below: str = ""
    min_length: int | None = None
    max_length: int | None = None
    pattern: str = ""
    choices: tuple[str, ...] = ()


class Column(Stored, frozen=True, kw_only=True):
    """A column of a dataset: `name` as in the file, `title` as people read it.

    `typed` is False if the author gave no type and none has been inferred yet. `form` is the form
    of texts for a type of Table Schema without a kind of its own, such as `boolean` or `email`.
    `missing` are the texts that mean "no value", None for the usual ones; figures in a `cumulative`
    column are running totals over the year. A `spoilt` one has figures, identifiers or days that a
    program damaged, so that no chart is drawn along it unasked. `breaks` are the periods, as cells have them, with which
    figures begin that cannot be compared with those before.
    `summable` says that the figures of several units may be added up, as the shared schema states.
    `concept`, `alias` and `reference_time` are for the metadata of the variable (MS-Var).
    """

    name: str
    title: str
    kind: ColumnKind
    unit: str = ""
    description: str = ""
    typed: bool = True
    form: str = ""
    missing: tuple[str, ...] | None = None
    cumulative: bool = False
    spoilt: bool = False
    breaks: tuple[str, ...] = ()
    concept: str = ""
    alias: str = ""
    reference_time: str = ""
    summable: bool = False
    constraints: Constraints = field(default_factory=Constraints)


class Convention(Stored, frozen=True, kw_only=True):
    """How the cells of a column were read, with the evidence for it.

    `decimal` is the sign before decimals, `grouping` the one between thousands, `order` that of day
    and month in dates in figures (`dmy`, `mdy`); "" if no cell has any. `forms` are the ways in
    which filled cells are written, as (form, count, example), most frequent first; `missing` the
    texts for "no value", with their counts; `stands` those that stand for another value, such as
    `Rp-` for 0, with their counts and that value. `filled` counts the empty cells that stand for
    the one above (merged cells).
    """

    decimal: str = ""
    grouping: str = ""
    order: str = ""
    forms: tuple[tuple[str, int, str], ...] = ()
    missing: tuple[tuple[str, int], ...] = ()
    stands: tuple[tuple[str, int, str], ...] = ()
    filled: int = 0


class RowText(Stored, frozen=True, kw_only=True):
    """What a row outside the table's body says: a title, a note, a source, a total."""

    row: int
    cells: tuple[str, ...]


class Levels(Stored, frozen=True, kw_only=True):
    """Which rows contain others: the level of each row, 0 outermost, and the column of their names.

    Without `rows` some rows contain others, but it cannot be told which.
    """

    column: str
    rows: tuple[int, ...]


class Table(Stored, frozen=True):
    """A table read from a file: `frame` has the columns of `columns`, in the same order.

    The index of `frame` has the row numbers of the file, as a spreadsheet counts them, for
    messages. Each column has the dtype of its kind: days are datetime64 (midnight, no zone), texts
    str with missing values as NA; months are written `November` or `2026-11`, semesters and
    quarters `1` or `2026-S1` and `2026-Q1`, spans of years `2025/2026` or `2020-2024`, weeks
    `Minggu 1 November` or `2026-11-M1`. `conventions` go with `columns`. Rows with totals are
    in `totals`, not in `frame`; `notes` are the texts above and below the table. `levels` is None if
    no row contains others: only rows of one level may be added or drawn together. `noughts` are, by
    column, the row numbers of cells that say 0 where there most likely was no figure. `title` is that of
    the table's dataset.
    """

    columns: tuple[Column, ...]
    frame: pd.DataFrame
    conventions: tuple[Convention, ...] = ()
    totals: tuple[RowText, ...] = ()
    notes: tuple[RowText, ...] = ()
    levels: Levels | None = None
    noughts: tuple[tuple[str, tuple[int, ...]], ...] = ()
    title: str = ""
