"""A table of the city as files: CSV, a workbook, records, and what its columns mean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import json
from msgspec.structs import replace

from sitegen.datasets.csvw import csvw_json
from sitegen.datasets.table_schema import schema_json
from sitegen.datasets.workbook import MOST_CELLS, MOST_ROWS
from sitegen.exports.lists import Cell, list_csv, long_workbook
from sitegen.exports.shared_tables.merged import CityTable, Value, rows_of
from sitegen.i18n import N_
from sitegen.legible import encoded
from sitegen.model import Column, Constraints, DatasetMeta, Output
from sitegen.pages import wording
from sitegen.pages.city import PublishedFiles
from sitegen.pages.product import Planned, planned
from sitegen.pages.site import SiteContext, unit_name
from sitegen.urls import output_path

COVERAGE = "cakupan.csv"


def files_of(site: SiteContext, merged: CityTable, files: PublishedFiles) -> Iterator[Planned]:
    """Yield the downloads of a table of the city."""
    yield planned(site, file_url(merged, ".csv"), _csv, merged, files)
    yield planned(site, file_url(merged, ".json"), _records, merged, files)
    yield planned(site, file_url(merged, ".schema.json"), _schema, merged)
    yield planned(site, file_url(merged, ".csv-metadata.json"), _csvw, merged)
    if has_workbook(merged):
        yield planned(site, file_url(merged, ".xlsx"), _workbook, merged, files)


def file_url(merged: CityTable, ending: str) -> str:
    """Return the address of a download."""
    return f"{merged.url}{merged.name}{ending}"


def has_workbook(merged: CityTable) -> bool:
    """Return whether a sheet of a workbook holds all rows."""
    cells = merged.rows * (len(merged.columns) + 2)
    return merged.rows + 8 <= MOST_ROWS and cells <= MOST_CELLS


def told_of(site: SiteContext, merged: CityTable) -> str:
    """Return what a table of the city is put together from, as a sentence."""
    said = site.t.gettext(N_("{rows} rows of {units} units that keep this table in the same form."))
    return said.format(
        rows=wording.whole(merged.rows, site.lang),
        units=wording.whole(len(merged.units), site.lang),
    )


def all_columns(site: SiteContext, merged: CityTable) -> tuple[Column, ...]:
    """Return the columns of the files: the unit, then those of the schema."""
    t, taken = site.t.gettext, {column.name for column in merged.columns}
    own = (
        (
            "kode_unit",
            N_("Unit code"),
            N_("The unit in the register of units, as in its addresses"),
        ),
        ("nama_unit", N_("Unit"), N_("The unit that publishes the row")),
    )
    return (
        *(
            Column(
                name=f"{name}_gabungan" if name in taken else name,
                title=t(title),
                kind="kode" if name == "kode_unit" else "teks",
                description=t(told),
            )
            for name, title, told in own
        ),
        *merged.columns,
    )


def _rows(
    site: SiteContext, merged: CityTable, files: PublishedFiles
) -> Iterator[tuple[Value, ...]]:
    names = {entry.key: unit_name(site, entry) for entry in merged.units}
    for part, cells in rows_of(merged, files):
        yield (part.entry.key, names[part.entry.key], *cells)


def _csv(site: SiteContext, merged: CityTable, files: PublishedFiles) -> Output:
    names = [column.name for column in all_columns(site, merged)]
    body = list_csv(names, _rows(site, merged, files))
    return Output(path=output_path(file_url(merged, ".csv")), body=body)


def _records(site: SiteContext, merged: CityTable, files: PublishedFiles) -> Output:
    names = [column.name for column in all_columns(site, merged)]
    body = bytearray(b"[")
    for number, row in enumerate(_rows(site, merged, files)):
        body += b",\n" if number else b"\n"
        body += json.encode(dict(zip(names, row, strict=True)))
    body += b"\n]\n"
    return Output(path=output_path(file_url(merged, ".json")), body=bytes(body))


def _workbook(site: SiteContext, merged: CityTable, files: PublishedFiles) -> Output:
    columns = all_columns(site, merged)
    days = [column.kind == "tanggal" for column in columns]
    rows = (
        tuple(_day(cell) if is_day else cell for cell, is_day in zip(row, days, strict=True))
        for row in _rows(site, merged, files)
    )
    body = long_workbook(
        merged.title,
        [column.title for column in columns],
        rows,
        (site.address.absolute(merged.url),),
        cells=merged.rows * len(columns),
    )
    return Output(path=output_path(file_url(merged, ".xlsx")), body=body)


def _day(cell: Value) -> Cell:
    return date.fromisoformat(cell) if isinstance(cell, str) else cell


def described(site: SiteContext, merged: CityTable) -> DatasetMeta:
    """Return the table of the city as a dataset describes itself.

    Without the key and the rules of the schema: units may state the same, and what one lacks is empty.
    """
    return DatasetMeta(
        name=merged.name,
        path="",
        title=merged.title,
        described=True,
        description=merged.description,
        columns=tuple(
            replace(column, constraints=Constraints()) for column in all_columns(site, merged)
        ),
    )


def _schema(site: SiteContext, merged: CityTable) -> Output:
    body = encoded(schema_json(described(site, merged)))
    return Output(path=output_path(file_url(merged, ".schema.json")), body=body)


def _csvw(site: SiteContext, merged: CityTable) -> Output:
    body = encoded(csvw_json(described(site, merged), site.lang))
    return Output(path=output_path(file_url(merged, ".csv-metadata.json")), body=body)
