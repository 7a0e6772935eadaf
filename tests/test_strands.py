"""What a unit tells the city: each strand with the values of its files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from msgspec.structs import replace

from sitegen.engine.units import open_strand
from sitegen.keys.vocabulary import DUTIES, keys
from sitegen.model import (
    STRANDS,
    Activity,
    Duty,
    FileSummary,
    Information,
    InformationItem,
    Office,
    PageSummary,
    ProgrammeItem,
    SearchTexts,
    UnitSummary,
)
from sitegen.store.state import read_strand, state_path
from tests.conftest import CityFolder

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DAGO = "/kelurahan/dago"
DATA = f"{DAGO}/data/timbang"
UNIT = """\
-- content/kelurahan/dago/unit.yml --
alamat: Jalan Dago 1
telepon: (022) 555-0104
ppid: {pejabat: Sekretaris Kelurahan, alamat: Lantai 2}
layanan:
  - {nama: Surat domisili, biaya: gratis}
-- content/kelurahan/dago/laporan/2026-11-03-posyandu.md --
---
judul: Posyandu
jenis: layanan
klasifikasi: berkala
kontak: (022) 555-0199
program: Sehat
kode_rekening: 5.1.02
anggaran: 1500000
sumber_anggaran: APBD
hasil: 63 anak ditimbang
status: selesai
---
Isi.
-- content/kelurahan/dago/laporan/2026-11-01-senam.md --
---
judul: Senam
---
Isi.
-- content/kelurahan/dago/halaman/profil.md --
---
judul: Profil
klasifikasi: setiap-saat
diperbarui: 2026-10-01
---
Tentang kami.
-- content/kelurahan/dago/data/timbang.csv --
bulan,ditimbang
Januari,63
Februari,61
-- content/kelurahan/dago/data/timbang.yml --
judul: Penimbangan
deskripsi: Anak yang ditimbang.
sumber: Puskesmas
lisensi: CC-BY-4.0
frekuensi: bulanan
kontak: data@dago.example
klasifikasi: berkala
periode: {awal: 2026-01, akhir: 2026-02}
cakupan: Dago
satuan: anak
diperbarui: 2026-03-01
topik: [kesehatan]
"""


def summary_of(made: CityFolder, key: str) -> UnitSummary:
    """A unit's summary as the state keeps it, strand by strand."""
    path = state_path(made.root, made.output)
    found: dict[str, Any] = {
        name: open_strand(name, read_strand(path, name)[key]) for name in STRANDS
    }
    return UnitSummary(key=key, **found)


@pytest.fixture
def dago(city: Callable[[str], CityFolder]) -> tuple[UnitSummary, dict[str, bytes]]:
    """The summary of Dago, and the files of the site."""
    made = city(UNIT)
    result = made.build()
    assert result.held_back == ()
    summary = summary_of(made, "kelurahan/dago")
    return summary, made.files()


def test_activity_has_days_kinds_and_classes_alone(
    dago: tuple[UnitSummary, dict[str, bytes]],
) -> None:
    assert dago[0].activity == (
        Activity(date=date(2026, 11, 3), kind="layanan", classification="berkala"),
        Activity(date=date(2026, 11, 1), kind=""),
    )


def test_pages_and_services_are_those_of_the_unit(
    dago: tuple[UnitSummary, dict[str, bytes]],
) -> None:
    assert dago[0].pages == (
        PageSummary(
            url=f"{DAGO}/halaman/profil/",
            title="Profil",
            summary="Tentang kami.",
            classification="setiap-saat",
            updated=date(2026, 10, 1),
            first=None,
            last=None,
        ),
    )
    assert [(each.name, each.fee) for each in dago[0].services] == [("Surat domisili", "gratis")]


def test_programmes_are_the_reports_that_name_a_programme_or_a_budget(
    dago: tuple[UnitSummary, dict[str, bytes]],
) -> None:
    assert dago[0].programmes == (
        ProgrammeItem(
            url=f"{DAGO}/laporan/2026/11/posyandu/",
            title="Posyandu",
            date=date(2026, 11, 3),
            status="selesai",
            programme="Sehat",
            account_code="5.1.02",
            budget=1500000,
            source="APBD",
            result="63 anak ditimbang",
        ),
    )


def test_information_has_what_the_register_of_public_information_lists(
    dago: tuple[UnitSummary, dict[str, bytes]],
) -> None:
    assert dago[0].information == Information(
        contact=(
            ("pejabat", "Sekretaris Kelurahan"),
            ("alamat", "Lantai 2"),
            ("telepon", "(022) 555-0104"),
        ),
        items=(
            InformationItem(
                url=f"{DAGO}/laporan/2026/",
                title="",
                classification="berkala",
                date=date(2026, 11, 3),
                form="report",
                first=date(2026, 11, 1),
                count=2,
            ),
            InformationItem(
                url=f"{DAGO}/halaman/profil/",
                title="Profil",
                classification="setiap-saat",
                date=date(2026, 10, 1),
                form="page",
            ),
            InformationItem(
                url=f"{DATA}/",
                title="Penimbangan",
                classification="berkala",
                date=date(2026, 3, 1),
                form="dataset",
                contact="data@dago.example",
                media_types=(WORKBOOK, "text/csv", "application/json", "application/csvm+json"),
            ),
        ),
    )


def test_a_dataset_has_what_a_catalogue_says_of_it(
    dago: tuple[UnitSummary, dict[str, bytes]],
) -> None:
    summary, files = dago
    (dataset,) = summary.datasets
    assert (dataset.title, dataset.description, dataset.source, dataset.licence) == (
        "Penimbangan",
        "Anak yang ditimbang.",
        "Puskesmas",
        "CC-BY-4.0",
    )
    assert (dataset.frequency, dataset.contact, dataset.classification, dataset.unit) == (
        "bulanan",
        "data@dago.example",
        "berkala",
        "anak",
    )
    assert (dataset.period_start, dataset.period_end, dataset.coverage) == (
        "2026-01",
        "2026-02",
        "Dago",
    )
    assert (dataset.topics, dataset.columns, dataset.rows) == (("kesehatan",), 2, 2)
    assert (dataset.updated, dataset.first, dataset.last) == (date(2026, 3, 1), None, None)
    named = (
        ("timbang.xlsx", WORKBOOK),
        ("timbang.csv", "text/csv"),
        ("timbang.json", "application/json"),
        ("timbang.schema.json", "application/json"),
        ("timbang.csv-metadata.json", "application/csvm+json"),
        ("timbang.asli.csv", "text/csv"),
    )
    assert dataset.files == tuple(
        FileSummary(
            url=f"{DATA}/{name}",
            media_type=media_type,
            size=len(files[f"{DATA}/{name}"[1:]]),
            digest=sha256(files[f"{DATA}/{name}"[1:]]).hexdigest(),
        )
        for name, media_type in named
    )


def test_a_unit_without_files_tells_only_that_it_is_there(
    city: Callable[[str], CityFolder],
) -> None:
    made = city("")
    made.build()
    told = summary_of(made, "skpd/dinkes")
    (part,) = told.search.parts
    # Of the search's groups that of standing units, and a number for the first word of its name.
    assert part.groups == (("s3--------.44", 1),)
    assert replace(told, search=SearchTexts()) == UnitSummary(
        key="skpd/dinkes",
        sitemaps=("/skpd/dinkes/sitemap.xml",),
        information=Information(),
        office=Office(),
        duties=tuple(Duty(name=name) for name in keys(DUTIES)),
    )
