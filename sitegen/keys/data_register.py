"""Keys for Satu Data Indonesia: those of a dataset's metadata, and the columns of the register of data.

A register (Daftar Data Daerah) has a column for each thing that the walidata asks; `SOURCES` are what
a column can be filled from without a key of the city's own.
"""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.keys.definition import Field

# Perpres 39/2019; Peraturan BPS 5/2020 (statistical metadata) and 4/2020 (data standards).
STANDARD_FIELDS: tuple[Field, ...] = (
    Field(
        key="konsep",
        aliases=("concept",),
        name="concept",
        type="text",
        doc=N_("The idea behind the figures, as the data standard has it."),
        example="Penduduk",
    ),
    Field(
        key="metode",
        aliases=("method", "metode_pengumpulan"),
        name="method",
        type="text",
        doc=N_("How the figures are collected or computed; the formula if there is one."),
        example="Dijumlahkan dari buku register posyandu tiap bulan",
    ),
    Field(
        key="penanggung_jawab",
        aliases=("responsible",),
        name="responsible",
        type="text",
        doc=N_("The office that answers for the figures: a position, no name of a person."),
        example="Kepala Seksi Pemberdayaan Masyarakat",
    ),
    Field(
        key="penyajian",
        aliases=("klasifikasi_penyajian", "presentation"),
        name="presentation",
        type="text",
        doc=N_("By what the figures are broken down (classification of presentation)."),
        example="Kelurahan, jenis kelamin",
    ),
    Field(
        key="interpretasi",
        aliases=("interpretation",),
        name="interpretation",
        type="text",
        doc=N_(
            "How an indicator is read: what a higher or a lower figure means. Makes it an indicator."
        ),
        example="Makin tinggi, makin banyak balita yang ditimbang",
    ),
    Field(
        key="kode_standar",
        aliases=("kode_standar_data",),
        name="standard_code",
        type="text",
        doc=N_("Number of its data standard, as the walidata gave it."),
        example="SD-0123",
    ),
    Field(
        key="kode_metadata",
        name="metadata_code",
        type="text",
        doc=N_("Number of its statistical metadata, as the walidata gave it."),
        example="MS-Ind-0123",
    ),
    Field(
        key="id_ddp",
        name="central_code",
        type="text",
        doc=N_(
            'Its number in the central register of priority data (DDP); `"-"` if it was looked for and is not there.'
        ),
        example='"-"',
    ),
)

# What a column of the register can be filled from: keys of a dataset, and what follows from what is published.
KEYS = (
    *("judul", "deskripsi", "konsep", "metode", "penanggung_jawab", "penyajian", "interpretasi"),
    *("kode_standar", "kode_metadata", "id_ddp", "satuan", "frekuensi", "periode", "cakupan"),
    *("sumber", "lisensi", "kontak"),
)
DERIVED = (
    *("produsen", "keterbukaan", "jenis_data", "nama_indikator", "indikator_variabel"),
    *("tautan", "unsur"),
)
SOURCES = (*KEYS, *DERIVED)

REGISTER_FIELDS: tuple[Field, ...] = (
    Field(
        key="judul",
        aliases=("title",),
        name="title",
        type="text",
        required=True,
        doc=N_("Heading of the column."),
        example="Nama Data",
    ),
    Field(
        key="isi",
        aliases=("source",),
        name="source",
        type="text",
        doc=N_(
            "What it is filled from: a key of datasets, built in or the city's own, or what follows from "
            "what is published. Without it the column stays empty."
        ),
        example="judul",
    ),
)
