"""Projects and packages of procurement from tables of the schemas `proyek` and `paket`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.model import DatasetMeta, PackageRecord, Problem, ProjectRecord, Table, Where
from sitegen.programmes.plain_rows import PlainRow, rows_of

PROJECTS, PACKAGES = "proyek", "paket"
# What a row must say to be shown; the columns of each schema.
_NEEDED = {
    PROJECTS: ("kode", "nama", "keadaan"),
    PACKAGES: ("kode_rup", "nama", "tahun", "metode", "pagu"),
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def projects_of(table: Table, meta: DatasetMeta) -> tuple[ProjectRecord, ...]:
    """Return the projects of a table, () if it is none of projects."""
    return tuple(_project(row) for row in _rows(table, meta, PROJECTS))


def packages_of(table: Table, meta: DatasetMeta) -> tuple[PackageRecord, ...]:
    """Return the packages of the newest year of a table, () if it is none of packages."""
    every = [_package(row) for row in _rows(table, meta, PACKAGES)]
    newest = max((each.year for each in every), default=0)
    return tuple(each for each in every if each.year == newest)


def project_problems(table: Table, meta: DatasetMeta, path: str) -> Iterator[Problem]:
    """Yield work that ends before it begins, and contracts above their budget."""
    for name in (PROJECTS, PACKAGES):
        for row in _rows(table, meta, name):
            code = row.text("kode" if name == PROJECTS else "kode_rup")
            start, end = row.day("mulai"), row.day("selesai")
            if _DAY.fullmatch(start) and _DAY.fullmatch(end) and end < start:
                where = Where(path=path, row=row.row, field="selesai")
                yield Problem.of("D086", where, work=code, found=end, start=start)
            ceiling, contract = row.rupiah("pagu"), row.rupiah("kontrak")
            if ceiling is not None and contract is not None and contract > ceiling:
                where = Where(path=path, row=row.row, field="kontrak")
                yield Problem.of(
                    "D087", where, work=code, found=str(contract), ceiling=str(ceiling)
                )


def _rows(table: Table, meta: DatasetMeta, schema: str) -> Iterator[PlainRow]:
    if meta.schema != schema or any(name not in table.frame for name in _NEEDED[schema]):
        return
    for row in rows_of(table):
        if all(row.text(name) for name in _NEEDED[schema]):
            yield row


def _project(row: PlainRow) -> ProjectRecord:
    packages = (each.strip() for each in row.text("paket").split(";"))
    return ProjectRecord(
        code=row.text("kode"),
        name=row.text("nama"),
        state=row.text("keadaan"),
        by=row.text("unit"),
        activity=row.text("kegiatan"),
        packages=tuple(each for each in packages if each),
        start=row.day("mulai"),
        end=row.day("selesai"),
        ceiling=row.rupiah("pagu"),
        funding=row.text("sumber_dana"),
        area=row.text("lokasi"),
        place=row.text("tempat"),
        note=row.text("keterangan"),
        row=row.row,
    )


def _package(row: PlainRow) -> PackageRecord:
    by = dict.fromkeys(each for each in (row.text("instansi"), row.text("sub_unit")) if each)
    return PackageRecord(
        code=row.text("kode_rup"),
        name=row.text("nama"),
        year=round(row.number("tahun") or 0),
        method=row.text("metode"),
        ceiling=row.rupiah("pagu") or 0,
        by=", ".join(by),
        kind=row.text("jenis"),
        area=row.text("lokasi"),
        contract=row.rupiah("kontrak"),
        funding=row.text("sumber_dana"),
        number=row.text("nomor_kontrak"),
        start=row.day("mulai"),
        end=row.day("selesai"),
        supplier=row.text("penyedia"),
        note=row.text("keterangan"),
    )
