"""What a workbook says of its table in a sheet of its own: labels in one column, texts beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from sitegen.keys.told import as_value
from sitegen.keys.vocabulary import FREQUENCIES, keys
from sitegen.model import DatasetMeta, Problem
from sitegen.tables.table import TableFile, Unread

# The labels of these sheets in portals and statistics offices, by attribute of the metadata.
_LABELS = {
    "title": ("judul", "judul data", "judul tabel", "nama data", "nama dataset", "nama tabel"),
    "description": ("deskripsi", "definisi", "konsep", "konsep dan definisi", "abstrak"),
    "source": ("sumber", "sumber data", "produsen data", "penghasil data", "instansi"),
    "unit": ("satuan", "satuan data"),
    "frequency": ("frekuensi", "frekuensi rilis", "frekuensi pembaruan", "periode pembaruan"),
    "coverage": ("cakupan", "cakupan wilayah", "cakupan data"),
    "licence": ("lisensi",),
}
_NAMES = {label: name for name, labels in _LABELS.items() for label in labels}
# Further labels of such sheets, of which nothing is taken: numbers of a register, people.
_OTHERS = frozenset(
    {
        "dimensi",
        "email",
        "format",
        "id",
        "interpretasi",
        "kata kunci",
        "keterangan",
        "klasifikasi",
        "kode",
        "kode data",
        "kontak",
        "kegiatan",
        "klasifikasi penyajian",
        "level penyajian",
        "metode",
        "metode pengumpulan",
        "penanggung jawab",
        "periode",
        "rumus",
        "tahun",
        "tahun data",
        "topik",
        "ukuran",
        "variabel",
        "walidata",
    }
)
_SHOWN = 100
# What spreadsheets call sheets.
_NO_NAME = re.compile(r"(?:sheet|lembar|worksheet)?\s*\d{0,2}", re.IGNORECASE)


def described_by_sheets(
    meta: DatasetMeta, file: TableFile, path: str
) -> tuple[DatasetMeta, tuple[Problem, ...]]:
    """Return the metadata completed from a sheet that describes the table.

    What the author's own description says stays. A problem (D064) of the workbook at `path` names
    the further visible sheets that are neither published nor metadata, unless the description
    chooses the sheet. A title that nobody wrote then says which sheet the figures are from.
    """
    found: dict[str, str] = {}
    left: list[Unread] = []
    for sheet in file.unread:
        if sheet.hidden:
            continue
        told = _description(sheet)
        if told is None:
            left.append(sheet)
        else:
            found = {**told, **found}
    shown = ", ".join(sheet.sheet for sheet in left)[:_SHOWN]
    tables = [sheet.sheet for sheet in (*filter(_is_table, left), *left)]
    own, other = as_value(file.reading.sheet), as_value(tables[0]) if tables else ""
    more = (
        Problem.of("D064", path, sheet=file.reading.sheet, sheets=shown, own=own, other=other)
        if left
        else None
    )
    taken = {
        name: text for name, text in found.items() if name != "title" and not getattr(meta, name)
    }
    if "title" in found and not meta.described:
        taken["title"] = found["title"]
    elif left and not meta.described and not _NO_NAME.fullmatch(file.reading.sheet):
        taken["title"] = f"{meta.title}: {file.reading.sheet}"
    completed = replace(meta, **taken) if taken else meta
    return completed, (more,) if more and not meta.sheets else ()


def _is_table(sheet: Unread) -> bool:
    """Whether a sheet has rows of several cells, unlike a cover."""
    return sum(len(row.cells) > 1 for row in sheet.rows) > 1


def _description(sheet: Unread) -> dict[str, str] | None:
    """The metadata in a sheet; None if it is no list of labels with a text for each."""
    pairs = [pair for row in sheet.rows if (pair := _pair(row.cells))]
    known = [(label, text) for label, text in pairs if label in _NAMES or label in _OTHERS]
    if len(known) < 2 or 2 * len(known) < len(sheet.rows) - 1:
        return None
    return dict(_values(known))


def _pair(cells: Sequence[str]) -> tuple[str, str] | None:
    """The label and the text of a row such as `Satuan | : Jiwa`; there may be a number before."""
    filled = [text for cell in cells if (text := " ".join(cell.split()).strip(": "))]
    if len(filled) == 3 and filled[0].strip(".").isdecimal():
        del filled[0]
    if len(filled) == 1 and ":" in filled[0]:
        filled = [part.strip() for part in filled[0].split(":", 1)]
    return (filled[0].casefold(), filled[1]) if len(filled) == 2 else None


def _values(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield attributes with their texts; a frequency only if it is one of ours."""
    for label, text in reversed(pairs):  # of two labels for one attribute, the first counts
        name = _NAMES.get(label)
        if name == "frequency":
            word = "-".join(text.casefold().split())
            if word in keys(FREQUENCIES):
                yield name, word
        elif name:
            yield name, text
