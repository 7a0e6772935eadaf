"""The files that a dataset offers for download: one entry each, with a rule for when it applies."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.datasets.csvw import csvw_json
from sitegen.datasets.dataset import Dataset
from sitegen.datasets.original import without_people
from sitegen.datasets.table_schema import schema_json
from sitegen.datasets.workbook import Notes, fits, workbook
from sitegen.i18n import N_, Lang
from sitegen.legible import encoded
from sitegen.model import Column, Table
from sitegen.tables.kinds import KINDS

if TYPE_CHECKING:
    import pandas as pd

# Media types of the files that agencies supply (IANA).
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Their everyday names, with those of the files that are made.
FORMAT_NAMES = {
    "text/csv": "CSV",
    "application/json": "JSON",
    "application/pdf": "PDF",
    "application/vnd.ms-excel": "XLS",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
}
# A sign before mere digits is not a formula.
_SIGNED = re.compile(r"[+-]\d[\d.,]*")
# Spreadsheets of East Asia take the full-width signs for the same.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", *map(chr, (0xFF1D, 0xFF0B, 0xFF0D, 0xFF20)))


class Source(Struct, frozen=True, kw_only=True):
    """What downloads are written from: the dataset, and the agency's file as read.

    `notes` is what a workbook in the language `lang` tells beside the figures.
    """

    dataset: Dataset
    original: bytes
    notes: Notes
    lang: Lang

    @property
    def ending(self) -> str:
        """The extension of the agency's file, in lower case with its dot."""
        return PurePosixPath(self.dataset.meta.path).suffix.lower()


def always(source: Source) -> bool:  # noqa: ARG001 - one of the rules
    """Return True: for a download that every dataset has."""
    return True


class DownloadFormat(Struct, frozen=True, kw_only=True):
    """A format in which datasets are offered.

    Its file is named after the dataset plus `suffix`, in which `{ending}` is that of the agency's
    file. `label` is a message, `media_type` "" if it is that of the agency's file. Only datasets
    for which `when` is true have it: this keeps back what may not be published.
    """

    suffix: str
    label: str
    media_type: str
    write: Callable[[Source], bytes]
    when: Callable[[Source], bool] = always


class DataFile(Struct, frozen=True, kw_only=True):
    """A download of one dataset: its file's name and bytes; `label` is a message."""

    name: str
    label: str
    media_type: str
    body: bytes

    @property
    def format(self) -> str:
        """The format's everyday name, such as CSV."""
        return PurePosixPath(self.name).suffix[1:].upper()


def data_files(dataset: Dataset, original: bytes, notes: Notes, lang: Lang) -> tuple[DataFile, ...]:
    """Return the files that this dataset offers, in page order.

    `original` is the bytes of the agency's file, `notes` what a workbook tells in the language.
    """
    source = Source(dataset=dataset, original=original, notes=notes, lang=lang)
    return tuple(
        DataFile(
            name=dataset.meta.name + download.suffix.format(ending=source.ending),
            label=download.label,
            media_type=download.media_type
            or MEDIA_TYPES.get(source.ending, "application/octet-stream"),
            body=download.write(source),
        )
        for download in DOWNLOADS
        if download.when(source)
    )


def normalised_csv(table: Table) -> str:
    """Return the table as CSV: comma, LF, dot decimals, ISO dates, empty for missing.

    Cells that a spreadsheet would run as a formula get a leading apostrophe; numbers do not
    (OWASP, CSV injection).
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([neutral(column.name) for column in table.columns])
    writer.writerows(zip(*map(_csv_cells, table.columns, _columns(table)), strict=True))
    return stream.getvalue()


def records_json(table: Table) -> str:
    """Return the table as a JSON list of records."""
    if not len(table.frame):
        return "[]\n"
    names = [json.dumps(column.name, ensure_ascii=False) for column in table.columns]
    record = "{" + ",".join(name.replace("%", "%%") + ":%s" for name in names) + "}"
    rows = zip(*map(_json_cells, _columns(table)), strict=True)
    return "[" + ",".join([record % row for row in rows]) + "]\n"


def plain_rows(table: Table) -> Iterator[tuple[str | int | float | None, ...]]:
    """Yield the rows with None for missing cells and ISO text for dates."""
    yield from zip(*(column.tolist() for column in _columns(table)), strict=True)


def _columns(table: Table) -> Iterator[pd.Series]:
    """Yield the columns as Python values: None for missing cells, ISO text for dates."""
    for column in table.columns:
        series = KINDS[column.kind].published(table.frame[column.name])
        yield series.astype(object).where(series.notna(), None)


def _csv_cells(column: Column, series: pd.Series) -> Sequence[str | int | float]:
    if KINDS[column.kind].numbers:
        return ["" if cell is None else cell for cell in series.tolist()]
    return _each(series, lambda cell: "" if cell is None else neutral(str(cell)))


def _json_cells(series: pd.Series) -> list[str]:
    return _each(series, lambda cell: json.dumps(cell, ensure_ascii=False))


def _each(series: pd.Series, change: Callable[[object], str]) -> list[str]:
    """Change each distinct cell once: most columns repeat a few texts in many rows."""
    import numpy as np
    import pandas as pd

    codes, cells = pd.factorize(series.to_numpy(), use_na_sentinel=False)
    changed = [
        change(None if missing else cell)
        for cell, missing in zip(cells, pd.isna(cells), strict=True)
    ]
    cells_of_rows: list[str] = np.array([*changed, ""], dtype=object)[codes].tolist()
    return cells_of_rows


def neutral(text: str) -> str:
    """Return a text as a cell of a CSV file: one that a spreadsheet would run gets an apostrophe."""
    risky = text.startswith(_FORMULA) and not _SIGNED.fullmatch(text)
    return f"'{text}" if risky else text


def _shows_all(source: Source) -> bool:
    """Whether the agency's file is known to have nothing that is not shown, such as hidden sheets."""
    return source.dataset.file.original


def _fits(source: Source) -> bool:
    """Whether a sheet of a workbook holds the table."""
    return fits(source.dataset.file.table)


DOWNLOADS: tuple[DownloadFormat, ...] = (
    DownloadFormat(
        suffix=".xlsx",
        label=N_("Download for Excel"),
        media_type=MEDIA_TYPES[".xlsx"],
        write=lambda source: workbook(source.dataset.file.table, source.notes, source.lang),
        when=_fits,
    ),
    DownloadFormat(
        suffix=".csv",
        label=N_("CSV (for programs)"),
        media_type="text/csv",
        write=lambda source: encoded(normalised_csv(source.dataset.file.table)),
    ),
    DownloadFormat(
        suffix=".json",
        label=N_("Records for programs"),
        media_type="application/json",
        write=lambda source: encoded(records_json(source.dataset.file.table)),
    ),
    DownloadFormat(
        suffix=".schema.json",
        label=N_("Table schema"),
        media_type="application/json",
        write=lambda source: encoded(schema_json(source.dataset.meta)),
    ),
    DownloadFormat(
        suffix=".csv-metadata.json",
        label=N_("Columns of the CSV file (CSVW)"),
        media_type="application/csvm+json",
        write=lambda source: encoded(csvw_json(source.dataset.meta, source.lang)),
    ),
    DownloadFormat(
        suffix=".asli{ending}",
        label=N_("Original file as saved by the agency"),
        media_type="",
        write=lambda source: without_people(source.original),
        when=_shows_all,
    ),
)
