"""The progress of activities from a table of the schema `rfk`: cumulative plan and realisation by month.

The form is that of the monthly report on physical and financial realisation (RFK) that agencies hand in:
both columns count from January, and the plan of December is 100 per cent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from sitegen.model import DatasetMeta, Progress, ProgressMonth, Table
from sitegen.programmes.plain_rows import PlainRow, rows_of

SCHEMA = "rfk"
NEEDED = ("kode", "nama", "tahun", "bulan", "rencana_fisik")
MONTHS = (
    *("januari", "februari", "maret", "april", "mei", "juni"),
    *("juli", "agustus", "september", "oktober", "november", "desember"),
)
_OTHER_NAMES = {"nopember": 11, "pebruari": 2}
WHOLE = 100.0
# Of the regional programs that we know, each calls more than ten points behind the plan critical.
CRITICAL = -10.0

State = Literal["planned", "unreported", "on-plan", "behind", "critical", "done"]


class ProgressRow(PlainRow, frozen=True, kw_only=True):
    """A row of the table, with its month; 0 if it says none, and `said` is what it says."""

    code: str
    year: int
    month: int
    said: str

    def percentage(self, name: str) -> float | None:
        """Return a share of the whole work, None where there is none or one that cannot be right (D080)."""
        value = self.number(name)
        return value if value is not None and 0 <= value <= WHOLE else None


def is_progress(table: Table, meta: DatasetMeta) -> bool:
    """Return whether a table tells the progress of activities."""
    names = {column.name for column in table.columns}
    return meta.schema == SCHEMA and names.issuperset(NEEDED)


def progress_rows(table: Table) -> Iterator[ProgressRow]:
    """Yield the rows that name an activity and a year, in the order of the file."""
    for row in rows_of(table):
        code, year = row.text("kode"), row.number("tahun")
        if code and year is not None:
            said = row.text("bulan")
            yield ProgressRow(
                row=row.row,
                values=row.values,
                code=code,
                year=int(year),
                month=month_of(said),
                said=said,
            )


def month_of(text: str) -> int:
    """Return the month that a number or a name says, 1 to 12; 0 if it says none."""
    word = text.strip().casefold()
    if word.isascii() and word.isdigit() and 1 <= int(word) <= len(MONTHS):
        return int(word)
    if word in _OTHER_NAMES:
        return _OTHER_NAMES[word]
    found = [n for n, name in enumerate(MONTHS, 1) if len(word) >= 3 and name.startswith(word)]
    return found[0] if len(found) == 1 else 0


def progress_of(table: Table, meta: DatasetMeta) -> tuple[Progress, ...]:
    """Return the activities of the newest year, each in the newest month that the table has of it."""
    if not is_progress(table, meta):
        return ()
    rows = [row for row in progress_rows(table) if row.month]
    newest = max((row.year for row in rows), default=0)
    by_code: dict[str, dict[int, ProgressRow]] = {}
    for row in rows:
        if row.year == newest:
            by_code.setdefault(row.code, {})[row.month] = row
    return tuple(_progress(by_month) for by_month in by_code.values())


def of_newest_year(items: Iterable[Progress]) -> tuple[Progress, ...]:
    """Return the activities of the newest year among them; tables of several years stand beside each other."""
    every = tuple(items)
    newest = max((item.year for item in every), default=0)
    return tuple(item for item in every if item.year == newest)


def behind(item: Progress) -> float:
    """Return how far an activity is from its plan, in points; 0 where that is not said."""
    if item.done is None or item.planned is None:
        return 0.0
    return item.done - item.planned


def state_of(item: Progress) -> State:
    """Return how an activity stands against its plan."""
    if item.done is None:
        return "planned" if not item.planned else "unreported"
    if item.done >= WHOLE:
        return "done"
    if not item.done and not item.planned:
        return "planned"
    points = item.done - (item.planned or 0.0)
    # Percentages have two decimals at most; what a sum of such is off by is no delay.
    if points >= -1e-9:
        return "on-plan"
    return "critical" if points < CRITICAL - 1e-9 else "behind"


def _progress(by_month: dict[int, ProgressRow]) -> Progress:
    row = by_month[max(by_month)]
    return Progress(
        code=row.code,
        name=row.text("nama"),
        unit=row.text("unit"),
        year=row.year,
        month=row.month,
        planned=row.percentage("rencana_fisik"),
        done=row.percentage("realisasi_fisik"),
        ceiling=row.rupiah("pagu"),
        planned_money=row.rupiah("rencana_keuangan"),
        spent=row.rupiah("realisasi_keuangan"),
        obstacle=row.text("kendala"),
        follow_up=row.text("tindak_lanjut"),
        area=row.text("lokasi"),
        months=tuple(
            ProgressMonth(
                month=month,
                planned=each.percentage("rencana_fisik"),
                done=each.percentage("realisasi_fisik"),
                planned_money=each.rupiah("rencana_keuangan"),
                spent=each.rupiah("realisasi_keuangan"),
            )
            for month, each in sorted(by_month.items())
        ),
    )
