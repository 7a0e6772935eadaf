"""Rows about what is published no more: where it was, since when it is gone, why, and what replaces it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from sitegen.address import Address
from sitegen.city.csv_rows import CityFile, CityRow
from sitegen.city.register import Register, no_unit
from sitegen.i18n import N_
from sitegen.keys.values import parse_date
from sitegen.model import Problem, Where

NEEDS, MAY = ("alamat", "judul", "tanggal", "alasan"), ("pengganti",)
# Of texts: other addresses that led to it, with spaces between them, and how many a row may have.
FORMER, MAX_FORMER = "alamat_lama", 20

NO_DAY = N_("it is no day such as 2026-11-30")
EMPTY = N_("it is empty")
TWICE = N_("another row has it already")
NO_SUCCESSOR = N_("it is neither a path from `/` on nor an address with https://")
MISSING = N_("the site has no such page")


class RemovedRow(Struct, frozen=True, kw_only=True):
    """What is gone: the key of its unit, its `place` below the unit's address, its title, the day since
    which it is gone, why, and the page that takes its place, "" if none does. `row` is its row in the list,
    `former` are old addresses that led to it.
    """

    unit: str
    place: str
    title: str
    day: date
    reason: str
    successor: str
    row: int
    former: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """The address of the page that it had."""
        return f"/{self.unit}/{self.place}/"


class RemovedList(Struct, frozen=True, kw_only=True):
    """A list of the city: its file, what an address in it looks like, what is said of others, a row."""

    file: CityFile
    address: re.Pattern[str]
    no_address: str
    example: str

    def read(
        self, root: Path, register: Register, address: Address
    ) -> tuple[tuple[RemovedRow, ...], tuple[Problem, ...]]:
        """Return the rows by address, none without the file, and what is wrong with others."""
        rows, problems = self.file.read(root)
        told = list(problems)
        found: dict[str, RemovedRow] = {}
        for row in rows:
            own = self._row(row, register, address, told)
            if own and own.url in found:
                told.append(self._unfit(row, "alamat", TWICE))
            elif own:
                found[own.url] = own
        return tuple(found[url] for url in sorted(found)), tuple(told)

    def _row(
        self, row: CityRow, register: Register, address: Address, told: list[Problem]
    ) -> RemovedRow | None:
        cells = row.cells
        place = self.address.fullmatch(f"{_inside(cells['alamat'], address).rstrip('/')}/")
        successor = _inside(cells["pengganti"], address)
        day = parse_date(cells["tanggal"])
        wrong = tuple(self._wrong(row, place, successor, day))
        told += wrong
        if wrong or place is None or day is None:
            return None
        unknown = tuple(_no_unit(register, place[1], row))
        told += unknown
        if unknown:
            return None
        return RemovedRow(
            unit=place[1],
            place=place[2],
            title=cells["judul"],
            day=day,
            reason=cells["alasan"],
            successor=successor,
            row=row.where.row,
            former=tuple(
                dict.fromkeys(_inside(each, address) for each in cells.get(FORMER, "").split())
            ),
        )

    def _wrong(
        self, row: CityRow, place: re.Match[str] | None, successor: str, day: date | None
    ) -> Iterator[Problem]:
        if place is None:
            yield self._unfit(row, "alamat", self.no_address)
        if day is None:
            yield self._unfit(row, "tanggal", NO_DAY)
        for name in ("judul", "alasan"):
            if not row.cells[name]:
                yield self._unfit(row, name, EMPTY)
        if successor and not _is_address(successor):
            yield self._unfit(row, "pengganti", NO_SUCCESSOR)

    def _unfit(self, row: CityRow, field: str, reason: str) -> Problem:
        where = replace(row.where, field=field)
        return Problem.of(
            "S094",
            where,
            found=row.cells[field],
            column=field,
            reason=reason,
            example=self.example,
        )

    def still_there(self, url: str, row: int) -> Problem:
        """Return the problem of a row about what its unit still publishes."""
        where = Where(path=self.file.path, row=row, field="alamat")
        return Problem.of("S095", where, found=url)

    def dead_successor(self, successor: str, row: int) -> Problem:
        """Return the problem of a page that is said to take the place of something, and is not there."""
        where = Where(path=self.file.path, row=row, field="pengganti")
        return Problem.of("S096", where, found=successor, reason=MISSING)


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
