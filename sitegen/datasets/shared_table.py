"""A table beside the shared schema that it follows: what of it can stand beside those of other units."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from sitegen.city.schemas import Schema
from sitegen.datasets.area_figures import area_codes, area_level
from sitegen.datasets.dataset import Dataset, schema_columns
from sitegen.model import Column, DeviantColumn, FileSummary, SharedTable, Table
from sitegen.tables.kinds import KINDS

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def shared_table(
    dataset: Dataset, url: str, files: Iterable[FileSummary], schema: Schema, *, held: bool
) -> SharedTable:
    """Return what the city knows of a table that follows this schema.

    `files` are its downloads, among them that with its rows; `held` says that a newer version waits.
    """
    meta, table = dataset.meta, dataset.file.table
    shared, own = schema_columns(schema), {column.name: column for column in table.columns}
    described = {column.name for column in shared}
    records = f"{url}{meta.name}.json"
    file = next(each for each in files if each.url == records)
    codes = {name: found for name in described & own.keys() if (found := _areas(table, own[name]))}
    area = next((column.name for column in shared if column.name in codes), "")
    return SharedTable(
        schema=schema.name,
        url=url,
        title=meta.title,
        held=held,
        updated=meta.updated,
        rows=len(table.frame),
        records=records,
        size=file.size,
        digest=file.digest,
        lacking=tuple(column.name for column in shared if column.name not in own),
        deviant=tuple(_deviant(shared, own)),
        extra=tuple(name for name in own if name not in described),
        periods=_periods(table, shared),
        area=area,
        levels=tuple(sorted({area_level(code) for code in codes.get(area, ())})),
        nested=table.levels is not None,
        doubtful=tuple(name for name in described & own.keys() if _doubtful(table, own[name])),
    )


def time_column(columns: Iterable[Column]) -> Column | None:
    """Return the column whose periods tell of when the rows of a schema are: the longest one."""
    times = [column for column in columns if KINDS[column.kind].time]
    return min(times, key=lambda column: KINDS[column.kind].nesting, default=None)


def _areas(table: Table, column: Column) -> frozenset[str]:
    """The codes of a column of nothing but areas; empty cells aside."""
    codes = area_codes(table, column)
    return frozenset() if codes is None else frozenset(codes.dropna())


def _deviant(shared: Iterable[Column], own: dict[str, Column]) -> Iterator[DeviantColumn]:
    for column in shared:
        found = own.get(column.name)
        if found is None or not column.typed:
            continue
        if (found.kind, found.form) != (column.kind, column.form):
            yield DeviantColumn(name=column.name, reason="kind", own=found.kind, shared=column.kind)
        elif found.unit.casefold() != column.unit.casefold() and column.unit:
            yield DeviantColumn(name=column.name, reason="unit", own=found.unit, shared=column.unit)
        elif found.cumulative != column.cumulative:
            yield DeviantColumn(name=column.name, reason="cumulative", own="", shared="")


def _periods(table: Table, shared: Iterable[Column]) -> tuple[tuple[str, int], ...]:
    column = time_column(shared)
    if column is None or column.name not in table.frame:
        return ()
    own = next(each for each in table.columns if each.name == column.name)
    cells = KINDS[own.kind].published(table.frame[column.name]).dropna()
    counts = Counter(period_of(cell) for cell in cells.tolist())
    return tuple(sorted(counts.items()))


def period_of(cell: object) -> str:
    """Return the period that a cell of time counts as in the coverage; a day counts as its month."""
    text = str(cell)
    return text[:7] if _DAY.fullmatch(text) else text


def _doubtful(table: Table, column: Column) -> bool:
    return column.spoilt or bool(dict(table.noughts).get(column.name))
