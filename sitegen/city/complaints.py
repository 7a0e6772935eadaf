"""Complaints as counts by unit and month, `data/pengaduan.csv`: no names, no contents.

The deadlines of SP4N-LAPOR!, as those who run it told the press (ramadhan.republika.co.id/berita/pab1q5349): 3 days for
the first answer, 5 for a question, 14 for a complaint without a check on the spot, 60 with one; here working days.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sitegen.city.csv_rows import CityFile, CityRow
from sitegen.city.register import Register, no_unit
from sitegen.model import Problem, Where

DEADLINES = (3, 5, 14, 60)
WITHIN = ("dijawab_3_hari", "dijawab_5_hari", "dijawab_14_hari", "dijawab_60_hari")
_COUNTS = ("diterima", *WITHIN, "terbuka")
FILE = CityFile(path="data/pengaduan.csv", needs=("unit", "tahun", "bulan", *_COUNTS, "per"))
# Nobody receives more in a month, and numbers stay numbers.
_LONGEST = 7
_YEARS = range(2000, 2200)
_MONTHS = range(1, 13)


class ComplaintCounts(Struct, frozen=True, kw_only=True):
    """The complaints that a unit received in a month, as they stood on the day `counted`.

    `within` are those answered within 3, 5, 14 and 60 working days, each including the ones before;
    `open` those not answered.
    """

    unit: str
    month: date
    received: int
    within: tuple[int, ...]
    open: int
    counted: date

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        return (self.month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


Complaints = tuple[ComplaintCounts, ...]


def read_complaints(root: Path, register: Register) -> tuple[Complaints, tuple[Problem, ...]]:
    """Return the counts in the order of the file, none without it, and what is wrong with other rows."""
    rows, problems = FILE.read(root)
    found: dict[tuple[str, date], ComplaintCounts] = {}
    places: dict[tuple[str, date], int] = {}
    told = list(problems)
    for row in rows:
        wrong = next(_wrong(row, register), None)
        if wrong:
            told.append(wrong)
            continue
        counts = _counts(row, register)
        key = counts.unit, counts.month
        if key in found:
            where = replace(row.where, field="bulan")
            month = f"{counts.month:%Y-%m}"
            told.append(
                Problem.of("S082", where, unit=counts.unit, month=month, row=str(places[key]))
            )
            continue
        found[key], places[key] = counts, row.where.row
    return tuple(found.values()), tuple(told)


def passed(counts: ComplaintCounts, holidays: frozenset[date]) -> tuple[bool, ...]:
    """Return for each deadline whether it was over for all complaints of the month when they were counted."""
    return tuple(_after(counts.last_day, days, holidays) < counts.counted for days in DEADLINES)


def _after(day: date, days: int, holidays: frozenset[date]) -> date:
    """The day that is so many working days later."""
    while days:
        day += timedelta(days=1)
        days -= day.isoweekday() < 6 and day not in holidays
    return day


def _wrong(row: CityRow, register: Register) -> Iterator[Problem]:
    cells = row.cells
    yield from no_unit(register, cells["unit"], replace(row.where, field="unit"))
    for name in ("tahun", "bulan", *_COUNTS):
        if not _is_number(cells[name]):
            where = replace(row.where, field=name)
            yield Problem.of("S078", where, found=cells[name], column=name)
    if int(cells["tahun"]) not in _YEARS or int(cells["bulan"]) not in _MONTHS:
        found = f"{cells['tahun']}-{cells['bulan']}"
        yield Problem.of("S080", replace(row.where, field="bulan"), found=found)
    try:
        counted = date.fromisoformat(cells["per"])
    except ValueError:
        yield Problem.of("S077", replace(row.where, field="per"), found=cells["per"])
        return
    first = date(int(cells["tahun"]), int(cells["bulan"]), 1)
    if counted < first:
        month = f"{first:%Y-%m}"
        where = replace(row.where, field="per")
        yield Problem.of("S083", where, found=cells["per"], month=month)
    numbers = {name: int(cells[name]) for name in _COUNTS}
    for less, more in pairwise((*WITHIN, "diterima")):
        if numbers[less] > numbers[more]:
            where = replace(row.where, field=less)
            yield _more(where, (less, numbers[less]), (more, numbers[more]))
    left = numbers["diterima"] - numbers[WITHIN[-1]]
    if numbers["terbuka"] > left:
        where = replace(row.where, field="terbuka")
        whole = f"diterima - {WITHIN[-1]}"
        yield _more(where, ("terbuka", numbers["terbuka"]), (whole, left))


def _more(where: Where, less: tuple[str, int], more: tuple[str, int]) -> Problem:
    names = {"column": less[0], "found": str(less[1]), "other": more[0], "most": str(more[1])}
    return Problem.of("S081", where, **names)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST


def _counts(row: CityRow, register: Register) -> ComplaintCounts:
    cells = row.cells
    return ComplaintCounts(
        unit=register.find(cells["unit"])[0].key,
        month=date(int(cells["tahun"]), int(cells["bulan"]), 1),
        received=int(cells["diterima"]),
        within=tuple(int(cells[name]) for name in WITHIN),
        open=int(cells["terbuka"]),
        counted=date.fromisoformat(cells["per"]),
    )
