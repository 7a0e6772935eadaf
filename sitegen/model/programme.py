"""Rows of the tables that tell what a unit plans and builds."""

from __future__ import annotations

from sitegen.model.stored import Stored


class ProgressMonth(Stored, frozen=True, kw_only=True):
    """An activity in one month of the year: per cent of the work, and rupiah, since the year began."""

    month: int
    planned: float | None = None
    done: float | None = None
    planned_money: int | None = None
    spent: int | None = None


class ProjectRecord(Stored, frozen=True, kw_only=True):
    """A project as its table (schema `proyek`) says: `state` in its words, days as `2026-11-30` or "".

    `activity` is the code of the activity that pays for it, `packages` those of what was tendered for it, `row`
    the row of its table.
    """

    code: str
    name: str
    state: str
    by: str = ""
    activity: str = ""
    packages: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    ceiling: int | None = None
    funding: str = ""
    area: str = ""
    place: str = ""
    note: str = ""
    row: int = 0


class PackageRecord(Stored, frozen=True, kw_only=True):
    """A package of procurement as its table (schema `paket`) says; days as `2026-11-30` or "", money in rupiah."""

    code: str
    name: str
    year: int
    method: str
    ceiling: int
    by: str = ""
    kind: str = ""
    area: str = ""
    contract: int | None = None
    funding: str = ""
    number: str = ""
    start: str = ""
    end: str = ""
    supplier: str = ""
    note: str = ""
