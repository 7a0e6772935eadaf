"""The column that a chart of a table without a description draws: what a person would call its figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isclose

from sitegen.charts.rows import figures_of
from sitegen.model import Column, Table
from sitegen.tables.kinds import KINDS
from sitegen.tables.measures import has_units_by_row, measure, stated_unit

_WORDS = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(.*?)[ ._]*((?:19|20)\d{2})[*)r]*", re.IGNORECASE)


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Numbers that stand for something else, whatever stands beside these words.
_NUMBERING = _listed("""id no nomor nomer kode code nik kodepos lat lon lng lintang bujur latitude longitude
    ranking rank peringkat urut halaman hal page npsn nss nip nop nib nisn npwp objectid fid
    gid oid uuid""")
# The same where they stand first: `tahun berdiri`, but not `lama sekolah (tahun)`.
_FIRST = _listed("""tahun thn year bulan month tanggal tgl date hari jam waktu semester triwulan kuartal
    caturwulan minggu tahap rt rw pos seri urutan""")
# The same where nothing else stands beside them: `level`, but not `level muka air`.
_ALONE = _listed(
    """level lvl tingkat tingkatan jenjang usia umur index idx kelas golongan kategori urusan"""
)
_COUNTING = _listed("jumlah jml jmlh jlh banyak banyaknya total count")
_TOTALS = _listed("jumlah jml jmlh jlh total semua keseluruhan")
_SEXES = _listed("l p lk pr laki pria perempuan wanita male female")
# Levels that are measured, though they never add up.
_MEASURED = _listed("""nilai rata rerata rasio indeks ipm ikm skm gini laju inflasi suhu temperatur tingkat angka
    harapan usia lama skor kepadatan kelembaban kelembapan tpt tpak cakupan capaian harga
    tarif pertumbuhan target realisasi prevalensi proporsi kemiskinan pengangguran debit
    tinggi pengeluaran kapita konsumsi kecepatan jarak""")
_MIN_ROWS = 3
_LONG_NUMBER = 100_000
_YEARS = range(1900, 2101)
_PARTS = 2
_MOST_PARTS = 60


def measures_of(table: Table) -> tuple[Column, ...]:
    """Return the columns whose figures count or measure something, in the file's order.

    Never codes, levels, pages, indexes, years, dates or serial numbers.
    """
    return tuple(column for column in table.columns if _measures(column, table))


def drawn_measure(table: Table) -> Column | None:
    """Return the measure that stands for the table, None if none surely does.

    The last of several years and the total of several parts come before the others, and what is
    known to be measured before what only has figures. One of several figures without such a name
    says too little, and so does one sex of two. Where rows have different units, only what states one
    of its own is compared.
    """
    columns = measures_of(table)
    if has_units_by_row(table):
        columns = tuple(c for c in columns if c.unit or stated_unit(c.title))
    if len(columns) <= 1:
        return columns[0] if columns else None
    years = [found for c in columns if (found := _YEAR.fullmatch(c.name.strip()))]
    if len(years) == len(columns) and len({found[1].casefold() for found in years}) == 1:
        return max(columns, key=lambda c: _year(c.name))
    if total := next((c for c in columns if _is_total(c, columns, table)), None):
        return total
    known = [c for c in columns if _is_known(c)]
    if not known or (_is_one_sex(known[0]) and sum(map(_is_one_sex, columns)) > 1):
        return None
    return known[0]


def _year(name: str) -> int:
    found = _YEAR.fullmatch(name.strip())
    return int(found[2]) if found else 0


def _measures(column: Column, table: Table) -> bool:
    if KINDS[column.kind].figures is None:
        return False
    words = _words(column)
    counting = not _COUNTING.isdisjoint(words)
    if not counting and _numbers(words):
        return False
    figures = [value for value in figures_of(table, column.name) if value is not None]
    if not figures:
        return False
    return counting or bool(column.unit) or _is_known(column) or not _is_numbering(figures)


def _numbers(words: Sequence[str]) -> bool:
    """Whether a name says that its figures only number or date the rows."""
    first = words[:1]
    return bool(first) and (
        not _NUMBERING.isdisjoint(words) or first[0] in _FIRST or _ALONE.issuperset(words)
    )


def _is_numbering(figures: Sequence[float]) -> bool:
    """Whether figures of an unknown name are serial numbers, years or identifiers."""
    if len(figures) < _MIN_ROWS or not all(figure.is_integer() for figure in figures):
        return False
    if [*figures] == [figures[0] + at for at in range(len(figures))]:
        return True
    if all(figure in _YEARS for figure in figures):
        return True
    digits = {len(f"{abs(figure):.0f}") for figure in figures}
    distinct = len(set(figures)) == len(figures)
    return distinct and len(digits) == 1 and min(map(abs, figures)) >= _LONG_NUMBER


def _is_known(column: Column) -> bool:
    """Whether a name or unit says that something is counted or measured."""
    if column.unit or measure(column) != "level":
        return True
    return not _MEASURED.isdisjoint(_words(column))


def _is_one_sex(column: Column) -> bool:
    words = _words(column)
    return bool(words) and set(words) - _COUNTING <= _SEXES and not set(words) <= _COUNTING


def _is_total(column: Column, columns: Sequence[Column], table: Table) -> bool:
    """Whether a column called a total is the sum of two or more columns beside it, in each row."""
    if _TOTALS.isdisjoint(_words(column)):
        return False
    at = columns.index(column)
    sums = figures_of(table, column.name)
    return any(
        _adds_to(sums, [figures_of(table, c.name) for c in beside[:_MOST_PARTS]])
        for beside in (columns[:at][::-1], columns[at + 1 :])
    )


def _adds_to(sums: Sequence[float | None], columns: Sequence[Sequence[float | None]]) -> bool:
    """Whether the first two or more of these columns add up to the sums in every row."""
    running: list[float] = [0.0] * len(sums)
    for count, column in enumerate(columns, start=1):
        running = [total + (figure or 0.0) for total, figure in zip(running, column, strict=True)]
        pairs = zip(running, sums, strict=True)
        known = [(total, stated) for total, stated in pairs if stated is not None]
        if count >= _PARTS and known and all(isclose(a, b, abs_tol=0.05) for a, b in known):
            return True
    return False


def _words(column: Column) -> tuple[str, ...]:
    return tuple(_WORDS.findall(f"{column.name}".replace("_", " ").casefold()))
