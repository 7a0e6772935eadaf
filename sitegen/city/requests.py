"""The register of requests for information as counts, `data/permohonan.csv`: no names, no contents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sitegen.city.csv_rows import CityFile, CityRow
from sitegen.city.register import Register, no_unit
from sitegen.model import Problem

_COUNTS = ("diterima", "dikabulkan", "sebagian", "ditolak")
_MORE = ("hari_rata", "keberatan", "sengketa")
FILE = CityFile(path="data/permohonan.csv", needs=("tahun", "unit", *_COUNTS), may=_MORE)


class RequestCounts(Struct, frozen=True, kw_only=True):
    """The requests for information that a unit had in a year.

    `days` is the mean of working days to the answer, None if not given; `partly` are those that were
    granted in part.
    """

    year: int
    unit: str
    received: int
    granted: int
    partly: int
    refused: int
    days: float | None = None
    objections: int = 0
    disputes: int = 0


Requests = tuple[RequestCounts, ...]


def read_requests(root: Path, register: Register) -> tuple[Requests, tuple[Problem, ...]]:
    """Return the counts in the order of the file, none without it, and what is wrong with other rows."""
    rows, problems = FILE.read(root)
    found: list[RequestCounts] = []
    told = list(problems)
    for row in rows:
        wrong = tuple(_wrong(row, register))
        told += wrong
        if not wrong:
            found.append(_counts(row, register))
    return tuple(found), tuple(told)


def _wrong(row: CityRow, register: Register) -> Iterator[Problem]:
    cells = row.cells
    yield from no_unit(register, cells["unit"], replace(row.where, field="unit"))
    for name in ("tahun", *_COUNTS, "keberatan", "sengketa"):
        if not cells[name].isdecimal() and (cells[name] or name in FILE.needs):
            yield Problem.of("S078", replace(row.where, field=name), found=cells[name], column=name)
            return
    if _number(cells["hari_rata"]) is None and cells["hari_rata"]:
        where = replace(row.where, field="hari_rata")
        yield Problem.of("S078", where, found=cells["hari_rata"], column="hari_rata")
    answered = sum(int(cells[name]) for name in _COUNTS[1:])
    if answered > int(cells["diterima"]):
        where = replace(row.where, field="diterima")
        yield Problem.of("S079", where, answered=str(answered), received=cells["diterima"])


def _counts(row: CityRow, register: Register) -> RequestCounts:
    cells = row.cells
    return RequestCounts(
        year=int(cells["tahun"]),
        unit=register.find(cells["unit"])[0].key,
        received=int(cells["diterima"]),
        granted=int(cells["dikabulkan"]),
        partly=int(cells["sebagian"]),
        refused=int(cells["ditolak"]),
        days=_number(cells["hari_rata"]),
        objections=int(cells["keberatan"] or 0),
        disputes=int(cells["sengketa"] or 0),
    )


def _number(text: str) -> float | None:
    """A figure with a decimal comma or point."""
    plain = text.replace(",", ".", 1)
    return float(plain) if plain.replace(".", "", 1).isdecimal() else None
