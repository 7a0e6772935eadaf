"""Datasets that are published no more, `data/dataset-lama.csv`: where each was, since when it is gone, and why.

The list is the memory of the city: a build without the last one's state shows the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from sitegen.city.csv_rows import CityFile, CityRow
from sitegen.city.register import Register, no_unit
from sitegen.i18n import N_
from sitegen.keys.values import parse_date
from sitegen.model import Problem, Where
from sitegen.urls import Address

PATH = "data/dataset-lama.csv"
NEEDS, MAY = ("alamat", "judul", "tanggal", "alasan"), ("pengganti",)
FILE = CityFile(path=PATH, needs=NEEDS, may=MAY)
# So long a catalogue still tells that a dataset is gone; its page stays as long as its row does.
TOLD = timedelta(days=365)
_PLACE = re.compile(r"/([a-z0-9-]+/[a-z0-9-]+)/data/([a-z0-9-]+)/")

NO_PLACE = N_("it is not of the form /jenis/unit/data/nama/")
NO_DAY = N_("it is no day such as 2026-11-30")
EMPTY = N_("it is empty")
TWICE = N_("another row has it already")
NO_SUCCESSOR = N_("it is neither a path from `/` on nor an address with https://")
MISSING = N_("the site has no such page")


class RemovedDataset(Struct, frozen=True, kw_only=True):
    """A dataset that is gone since `day`: the key of its unit, its name in addresses, its title, why it is
    gone, and the page that takes its place, a path of the site or a whole address, "" if none does.

    `told` says that catalogues still tell of it. `row` is its row in the list.
    """

    unit: str
    name: str
    title: str
    day: date
    reason: str
    successor: str
    row: int
    told: bool = True

    @property
    def url(self) -> str:
        """The address of the page that it had."""
        return f"/{self.unit}/data/{self.name}/"


Removed = tuple[RemovedDataset, ...]


def read_removed_datasets(
    root: Path, register: Register, address: Address, today: date
) -> tuple[Removed, tuple[Problem, ...]]:
    """Return the datasets of the list by address, none without it, and what is wrong with other rows."""
    rows, problems = FILE.read(root)
    told = list(problems)
    found: dict[str, RemovedDataset] = {}
    for row in rows:
        own = _read_row(row, register, address, told)
        if own and own.url in found:
            told.append(_unfit(row, "alamat", TWICE))
        elif own:
            found[own.url] = replace(own, told=today - own.day <= TOLD)
    return tuple(found[url] for url in sorted(found)), tuple(told)


def _read_row(
    row: CityRow, register: Register, address: Address, told: list[Problem]
) -> RemovedDataset | None:
    cells = row.cells
    place = _PLACE.fullmatch(f"{_inside(cells['alamat'], address).rstrip('/')}/")
    successor = _inside(cells["pengganti"], address)
    day = parse_date(cells["tanggal"])
    wrong = tuple(_wrong(row, place, successor, day))
    told += wrong
    if wrong or place is None or day is None:
        return None
    unknown = tuple(_no_unit(register, place[1], row))
    told += unknown
    if unknown:
        return None
    return RemovedDataset(
        unit=place[1],
        name=place[2],
        title=cells["judul"],
        day=day,
        reason=cells["alasan"],
        successor=successor,
        row=row.where.row,
    )


def _wrong(
    row: CityRow, place: re.Match[str] | None, successor: str, day: date | None
) -> Iterator[Problem]:
    if place is None:
        yield _unfit(row, "alamat", NO_PLACE)
    if day is None:
        yield _unfit(row, "tanggal", NO_DAY)
    for name in ("judul", "alasan"):
        if not row.cells[name]:
            yield _unfit(row, name, EMPTY)
    if successor and not _is_address(successor):
        yield _unfit(row, "pengganti", NO_SUCCESSOR)


def _no_unit(register: Register, key: str, row: CityRow) -> Iterator[Problem]:
    """A problem unless the register has the unit, or had it."""
    if register.get(key) is None and key not in register.lineage:
        yield from no_unit(register, key, replace(row.where, field="alamat"))


def _inside(typed: str, address: Address) -> str:
    """A path of the site, if an address is one of its own; else the address as it is."""
    if typed.startswith(("http://", "https://")):
        return address.own(typed) or typed
    return typed


def _is_address(text: str) -> bool:
    if re.search(r"[\s\x00-\x1f\\]", text):
        return False
    if text.startswith("/"):
        return not text.startswith("//")
    return text.startswith(("http://", "https://")) and bool(urlsplit(text).netloc)


def _unfit(row: CityRow, field: str, reason: str) -> Problem:
    where = replace(row.where, field=field)
    return Problem.of("S094", where, found=row.cells[field], column=field, reason=reason)


def still_there(own: RemovedDataset) -> Problem:
    """Return the problem of a dataset in the list that its unit still publishes."""
    return Problem.of("S095", Where(path=PATH, row=own.row, field="alamat"), found=own.url)


def dead_successor(own: RemovedDataset) -> Problem:
    """Return the problem of a page that is said to take the place of a dataset, and is not there."""
    where = Where(path=PATH, row=own.row, field="pengganti")
    return Problem.of("S096", where, found=own.successor, reason=MISSING)
