"""What the city knows of a unit's tables that follow a shared schema."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812 - fields of values are called `date`
from typing import Literal

from sitegen.model.stored import Stored

# Why the cells of a column cannot stand beside those of other units: another type, another unit of
# measurement, running totals in one and not in the other.
Deviation = Literal["kind", "unit", "cumulative"]


class DeviantColumn(Stored, frozen=True, kw_only=True):
    """A column that a table has otherwise than the schema: `own` is its type or unit of measurement, `shared` the schema's."""

    name: str
    reason: Deviation
    own: str
    shared: str


class SharedTable(Stored, frozen=True, kw_only=True):
    """A table of a unit that says that it follows a shared schema.

    `url` is the address of its page, "" if no version of it can be published; `held` says that a newer
    version waits to be mended. `records` is the address of its file with all rows as JSON, `size` and `digest` are those of
    this file. `lacking` are
    the schema's columns that it does not have, `deviant` those that it has otherwise, `extra` its columns
    that the schema does not name. `periods` has the number of rows of each period, in the order of time.
    `area` is the column with the codes of areas or "", `levels` are the levels of these areas. `nested`
    says that rows contain others, `doubtful` are columns with figures in doubt.
    """

    schema: str
    url: str = ""
    title: str = ""
    held: bool = False
    updated: Date | None = None
    rows: int = 0
    records: str = ""
    size: int = 0
    digest: str = ""
    lacking: tuple[str, ...] = ()
    deviant: tuple[DeviantColumn, ...] = ()
    extra: tuple[str, ...] = ()
    periods: tuple[tuple[str, int], ...] = ()
    area: str = ""
    levels: tuple[str, ...] = ()
    nested: bool = False
    doubtful: tuple[str, ...] = ()
