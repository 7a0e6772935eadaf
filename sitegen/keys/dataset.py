"""Keys of a dataset's metadata (`data/*.yml`)."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.keys.chart import CHART_FIELDS
from sitegen.keys.column import COLUMN_FIELDS, KEY_FIELD, MISSING_FIELD
from sitegen.keys.common import CLASS, DRAFT, DUTIES_FIELD, REVIEW_FIELD, TOPICS_FIELD
from sitegen.keys.data_register import STANDARD_FIELDS
from sitegen.keys.field import Field
from sitegen.keys.vocabulary import FREQUENCIES, keys

SOURCE_FIELDS: tuple[Field, ...] = (
    Field(
        key="nama",
        name="name",
        type="text",
        doc=N_("Who made the figures."),
        example="Dinas Kependudukan dan Pencatatan Sipil",
    ),
    Field(
        key="tautan",
        aliases=("url",),
        name="url",
        type="text",
        doc=N_("Where they were taken from."),
        example="https://data.kota.example",
    ),
    Field(
        key="diambil",
        name="date",
        type="text",
        doc=N_("When they were taken."),
        example="2026-10",
    ),
)

RETIRED_FIELDS: tuple[Field, ...] = (
    Field(
        key="tanggal",
        aliases=("date",),
        name="day",
        type="date",
        doc=N_("Since when there are no new figures."),
        example="2026-11-30",
    ),
    Field(
        key="alasan",
        aliases=("reason",),
        name="reason",
        type="text",
        doc=N_("Why."),
        example="Digabung dengan data puskesmas",
    ),
    Field(
        key="pengganti",
        aliases=("successor",),
        name="successor",
        type="text",
        doc=N_("Address of the page that takes its place."),
        example="/skpd/dinkes/data/puskesmas/",
    ),
)

VERSION_FIELDS: tuple[Field, ...] = (
    Field(
        key="tanggal",
        aliases=("date",),
        name="day",
        type="date",
        required=True,
        doc=N_("The day on which it was published."),
        example="2026-11-01",
    ),
    Field(
        key="catatan",
        aliases=("notes",),
        name="note",
        type="text",
        required=True,
        doc=N_("What is new in it, in a sentence."),
        example="Dihitung ulang dengan batas kelurahan 2026",
    ),
    Field(
        key="nomor",
        aliases=("number",),
        name="number",
        type="text",
        doc=N_("Its name or number, if it has one; else catalogues have the day."),
        example='"2.0"',
    ),
)

DATASET_FIELDS: tuple[Field, ...] = (
    Field(
        key="judul",
        aliases=("title",),
        name="title",
        type="text",
        required=True,
        decides=True,
        doc=N_("What the dataset measures."),
        example="Kunjungan posyandu per bulan",
    ),
    Field(
        key="deskripsi",
        aliases=("description",),
        name="description",
        type="paragraphs",
        doc=N_("What it is, how it was counted, its limits."),
        example="Jumlah balita yang ditimbang ...",
    ),
    Field(
        key="sumber",
        aliases=("source",),
        name="source",
        type="mappings",
        fields=SOURCE_FIELDS,
        doc=N_("Source: a name, or `nama`, `tautan` and `diambil`."),
        example="{nama: Puskesmas Mekarsari}",
    ),
    Field(
        key="lisensi",
        aliases=("license",),
        name="licence",
        type="text",
        doc=N_("Licence, as an SPDX name where there is one."),
        example="CC-BY-4.0",
    ),
    Field(
        key="frekuensi",
        aliases=("frequency",),
        name="frequency",
        type="choice",
        choices=keys(FREQUENCIES),
        doc=N_("How often it is brought up to date."),
        example="bulanan",
    ),
    Field(
        key="periode",
        aliases=("period",),
        name="period",
        type="mapping",
        doc=N_("First and last period covered."),
        example='{awal: "2024", akhir: "2026"}',
        fields=(
            Field(
                key="awal",
                name="start",
                type="text",
                doc=N_("First period."),
                example="2024",
            ),
            Field(
                key="akhir",
                name="end",
                type="text",
                doc=N_("Last period."),
                example="2026",
            ),
        ),
    ),
    Field(
        key="cakupan",
        aliases=("coverage",),
        name="coverage",
        type="text",
        doc=N_("Area covered."),
        example="Kelurahan Mekarsari",
    ),
    Field(
        key="kontak",
        aliases=("contact",),
        name="contact",
        type="text",
        doc=N_("Who answers questions about it."),
        example="data@kota.example",
    ),
    CLASS,
    DUTIES_FIELD,
    TOPICS_FIELD,
    Field(
        key="satuan",
        aliases=("unit",),
        name="unit",
        type="text",
        doc=N_("Unit of the main figures."),
        example="anak",
    ),
    *STANDARD_FIELDS,
    Field(
        key="lembar",
        aliases=("sheet",),
        name="sheets",
        type="names",
        decides=True,
        doc=N_(
            "Sheet of the workbook that holds the table; else the first with figures. A list of sheets makes "
            "a dataset of each."
        ),
        example="Rekap",
    ),
    Field(
        key="diperbarui",
        aliases=("updated", "tanggal"),
        name="updated",
        type="date",
        doc=N_("Date of the last update."),
        example="2026-11-01",
    ),
    Field(
        key="dihentikan",
        aliases=("discontinued",),
        name="retired",
        type="mapping",
        fields=RETIRED_FIELDS,
        doc=N_("Says that the figures are continued no more: `tanggal`, `alasan`, `pengganti`."),
        example="{tanggal: 2026-11-30, alasan: Digabung dengan data puskesmas}",
    ),
    Field(
        key="versi",
        aliases=("versions",),
        name="versions",
        type="mappings",
        fields=VERSION_FIELDS,
        doc=N_("Versions that readers should know of: `tanggal`, `catatan`, `nomor`."),
        example="- {tanggal: 2026-11-01, catatan: Dihitung ulang dengan batas kelurahan 2026}",
    ),
    REVIEW_FIELD,
    Field(
        key="skema",
        aliases=("schema",),
        name="schema",
        type="text",
        doc=N_("Shared schema of the city that the table must follow: a file of `data/skema`."),
        example="penduduk-kelurahan",
    ),
    KEY_FIELD,
    MISSING_FIELD,
    Field(
        key="kolom",
        aliases=("columns",),
        name="columns",
        type="mappings",
        fields=COLUMN_FIELDS,
        doc=N_("Description of each column."),
        example="- {nama: bulan, tipe: bulan}",
    ),
    Field(
        key="grafik",
        aliases=("charts",),
        name="charts",
        type="mappings",
        fields=CHART_FIELDS,
        whole=True,
        doc=N_("Charts of the dataset's page."),
        example="- {jenis: garis, x: bulan, y: jumlah}",
    ),
    DRAFT,
)
