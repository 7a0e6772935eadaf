"""What is put together: the columns of a schema, and the tables of units that follow it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, json

from sitegen.city.schemas import Schema
from sitegen.datasets.dataset import schema_columns
from sitegen.datasets.shared_table import time_column
from sitegen.model import Column, SharedTable, UnitEntry
from sitegen.pages.city import City, PublishedFiles
from sitegen.urls import shared_table_url

# Of fewer units nothing is put together.
LEAST = 2
Value = str | int | float | None


class SharedPart(Struct, frozen=True, kw_only=True):
    """A published table with the unit that publishes it."""

    entry: UnitEntry
    table: SharedTable


class CityTable(Struct, frozen=True, kw_only=True):
    """A table of the city: the schema's words, columns and key, and its parts in the register's order.

    `held` are units of which no version can be published. `expected` are those that should have a table: the
    open ones of the `kinds` that the schema names, or without these all that say that they follow it.
    """

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    kinds: tuple[str, ...]
    parts: tuple[SharedPart, ...]
    held: tuple[UnitEntry, ...]
    expected: tuple[UnitEntry, ...]

    @property
    def url(self) -> str:
        """The address of its page."""
        return shared_table_url(self.name)

    @property
    def units(self) -> tuple[UnitEntry, ...]:
        """The units with a part, each once."""
        return tuple(dict.fromkeys(part.entry for part in self.parts))

    @property
    def rows(self) -> int:
        """The number of rows of all parts."""
        return sum(part.table.rows for part in self.parts)

    @property
    def area(self) -> str:
        """The column with codes of areas, "" if no part has one."""
        return next((part.table.area for part in self.parts if part.table.area), "")

    @property
    def time(self) -> Column | None:
        """The column that tells of when a row is."""
        return time_column(self.columns)

    @property
    def periods(self) -> tuple[str, ...]:
        """All periods of the parts, oldest first."""
        return tuple(sorted({period for part in self.parts for period, _ in part.table.periods}))

    def comparable(self, part: SharedPart) -> frozenset[str]:
        """The columns of a part whose cells stand beside those of other units."""
        left = {*part.table.lacking, *(each.name for each in part.table.deviant)}
        return frozenset(column.name for column in self.columns if column.name not in left)


def merged_tables(city: City) -> tuple[CityTable, ...]:
    """Return the tables that several units publish with one schema, by title."""
    of_units = city.read("tables")
    found = (_merged(city, schema, of_units) for schema in city.read("schemas") if schema.columns)
    return tuple(
        sorted(
            (each for each in found if len(each.units) >= LEAST),
            key=lambda each: (each.title.casefold(), each.name),
        )
    )


def _merged(
    city: City, schema: Schema, of_units: tuple[tuple[UnitEntry, tuple[SharedTable, ...]], ...]
) -> CityTable:
    own = [
        (entry, table)
        for entry, tables in of_units
        for table in tables
        if table.schema == schema.name
    ]
    telling = tuple(dict.fromkeys(entry for entry, _ in own))
    named = tuple(each for each in city.entries if each.active and each.kind in schema.kinds)
    return CityTable(
        name=schema.name,
        title=schema.title or schema.name,
        description=schema.description,
        columns=schema_columns(schema),
        key=schema.key,
        kinds=schema.kinds,
        parts=tuple(SharedPart(entry=entry, table=table) for entry, table in own if table.url),
        held=tuple(dict.fromkeys(entry for entry, table in own if not table.url)),
        expected=named if schema.kinds else telling,
    )


def rows_of(
    merged: CityTable, files: PublishedFiles
) -> Iterator[tuple[SharedPart, tuple[Value, ...]]]:
    """Yield the rows of all parts with the cells of the schema's columns; a part is opened when it comes.

    Cells that cannot stand beside those of other units are None. Raises NotAtHand.
    """
    for part in merged.parts:
        known = merged.comparable(part)
        columns = [(each.name, each.typed, each.name in known) for each in merged.columns]
        records = json.decode(
            files.read(part.table.records, part.table.digest), type=list[dict[str, Value]]
        )
        for record in records:
            yield (
                part,
                tuple(
                    _cell(record.get(name), typed=typed) if there else None
                    for name, typed, there in columns
                ),
            )


def _cell(value: Value, *, typed: bool) -> Value:
    """A value as it is; where the schema states no type, as text."""
    return value if typed or value is None else str(value)
