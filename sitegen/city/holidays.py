"""Holidays of the city, `data/libur.csv`: days on which nobody is expected to publish."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec.structs import replace

from sitegen.city.csv_rows import CityFile
from sitegen.model import Problem

FILE = CityFile(path="data/libur.csv", needs=("tanggal",), may=("keterangan",))
Holidays = tuple[date, ...]


def read_holidays(root: Path) -> tuple[Holidays, tuple[Problem, ...]]:
    """Return the days in order, none without the file, and what is wrong with rows that are left out."""
    rows, problems = FILE.read(root)
    days: set[date] = set()
    wrong: list[Problem] = []
    for row in rows:
        try:
            days.add(date.fromisoformat(row.cells["tanggal"]))
        except ValueError:
            where = replace(row.where, field="tanggal")
            wrong.append(Problem.of("S077", where, found=row.cells["tanggal"]))
    return tuple(sorted(days)), (*problems, *wrong)
