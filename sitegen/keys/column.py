"""Keys that describe columns: in a dataset's `kolom`, and in the shared schemas of `data/skema`.

The English aliases and types are those of Table Schema (Data Package, version 2), so that a schema
made for other programs can be used unchanged.
"""

from __future__ import annotations

from msgspec.structs import replace

from sitegen.i18n import N_
from sitegen.keys.field import Field
from sitegen.model import COLUMN_KINDS, ColumnKind

# Types of Table Schema, with their equivalents here: the kind, and the form of its texts.
SCHEMA_TYPES: dict[str, tuple[ColumnKind, str]] = {
    "string": ("teks", ""),
    "number": ("desimal", ""),
    "integer": ("bulat", ""),
    "date": ("tanggal", ""),
    "year": ("tahun", ""),
    "yearmonth": ("bulan", ""),
    "any": ("teks", ""),
    "list": ("teks", ""),
    "boolean": ("teks", "boolean"),
    "time": ("teks", "time"),
    "datetime": ("teks", "datetime"),
    "duration": ("teks", "duration"),
    "geopoint": ("teks", "geopoint"),
    "object": ("teks", "object"),
    "array": ("teks", "array"),
    "geojson": ("teks", "object"),
}

CONSTRAINT_FIELDS: tuple[Field, ...] = (
    Field(
        key="wajib",
        aliases=("required",),
        name="required",
        type="yes-no",
        doc=N_("No cell may be empty."),
        example="ya",
    ),
    Field(
        key="unik",
        aliases=("unique",),
        name="unique",
        type="yes-no",
        doc=N_("No value may stand in two rows."),
        example="ya",
    ),
    Field(
        key="minimal",
        aliases=("minimum",),
        name="minimum",
        type="text",
        doc=N_("Least value allowed; a figure, year or date as the type says."),
        example="0",
    ),
    Field(
        key="maksimal",
        aliases=("maximum",),
        name="maximum",
        type="text",
        doc=N_("Greatest value allowed."),
        example="100",
    ),
    Field(
        key="lebih_dari",
        aliases=("exclusiveMinimum",),
        name="above",
        type="text",
        doc=N_("Values must be greater than this one."),
        example="0",
    ),
    Field(
        key="kurang_dari",
        aliases=("exclusiveMaximum",),
        name="below",
        type="text",
        doc=N_("Values must be less than this one."),
        example="2027",
    ),
    Field(
        key="panjang_minimal",
        aliases=("minLength",),
        name="min_length",
        type="count",
        doc=N_("Least number of characters of a text."),
        example="3",
    ),
    Field(
        key="panjang_maksimal",
        aliases=("maxLength",),
        name="max_length",
        type="count",
        doc=N_("Greatest number of characters of a text."),
        example="40",
    ),
    Field(
        key="pola",
        aliases=("pattern",),
        name="pattern",
        type="text",
        doc=N_("Regular expression that the whole text must match."),
        example="RW \\d{2}",
    ),
    Field(
        key="pilihan",
        aliases=("enum",),
        name="choices",
        type="texts",
        doc=N_("The only values allowed."),
        example="[LAKI-LAKI, PEREMPUAN]",
    ),
)

MISSING_FIELD = Field(
    key="kosong",
    aliases=("missingValues",),
    name="missing",
    type="labelled",
    doc=N_("Texts that mean that there is no value, instead of the usual `-`, `NULL`, `n/a`, ..."),
    example="[-, tad]",
)

COLUMN_FIELDS: tuple[Field, ...] = (
    Field(
        key="nama",
        aliases=("name",),
        name="name",
        type="text",
        required=True,
        doc=N_("Name of the column as in the file's header."),
        example="jumlah",
    ),
    Field(
        key="judul",
        aliases=("title",),
        name="title",
        type="text",
        doc=N_("Readable title."),
        example="Jumlah penduduk",
    ),
    Field(
        key="tipe",
        name="kind",
        type="choice",
        choices=COLUMN_KINDS,
        doc=N_("Type of its values."),
        example="bulat",
    ),
    Field(
        key="satuan",
        aliases=("unit",),
        name="unit",
        type="text",
        doc=N_("Unit of its figures."),
        example="jiwa",
    ),
    Field(
        key="deskripsi",
        aliases=("description",),
        name="description",
        type="text",
        doc=N_("What it means."),
        example="Penduduk terdaftar pada akhir tahun",
    ),
    Field(
        key="konsep",
        aliases=("concept",),
        name="concept",
        type="text",
        doc=N_("The idea behind the variable, as the data standard has it."),
        example="Penduduk",
    ),
    Field(
        key="alias",
        name="alias",
        type="text",
        doc=N_("Its name in the questionnaire or the form that it comes from."),
        example="JML_PDDK",
    ),
    Field(
        key="waktu_rujukan",
        name="reference_time",
        type="text",
        doc=N_("The moment or the time that its figures are about."),
        example="Akhir tahun",
    ),
    Field(
        key="kumulatif",
        aliases=("cumulative",),
        name="cumulative",
        type="yes-no",
        doc=N_("Its figures add up from the start of each year, so that they never fall."),
        example="ya",
    ),
    replace(MISSING_FIELD, example="[tad]"),
    Field(
        key="syarat",
        aliases=("constraints",),
        name="constraints",
        type="mapping",
        fields=CONSTRAINT_FIELDS,
        doc=N_("What its cells must be; a table that breaks this is held back."),
        example="{wajib: ya, minimal: 0}",
    ),
)

KEY_FIELD = Field(
    key="kunci",
    aliases=("primaryKey",),
    name="key",
    type="texts",
    doc=N_("Columns that together name a row: none of them empty, no two rows alike."),
    example="[kode_wilayah, tahun]",
)

_SHARED_COLUMN_FIELDS: tuple[Field, ...] = (
    *(
        replace(field, aliases=("type",), choices=(*COLUMN_KINDS, *SCHEMA_TYPES))
        if field.key == "tipe"
        else field
        for field in COLUMN_FIELDS
    ),
    Field(
        key="bentuk",
        aliases=("format",),
        name="form",
        type="text",
        doc=N_("Form of a text: `email`, `uri` or `uuid`. That of dates is read from the file."),
        example="email",
    ),
    Field(
        key="dijumlahkan",
        aliases=("summable",),
        name="summable",
        type="yes-no",
        doc=N_("The figures of several units may be added up in the table of the whole city."),
        example="ya",
    ),
    Field(
        key="kategori",
        aliases=("categories",),
        name="categories",
        type="labelled",
        doc=N_("The only values allowed, each alone or with a label; as `pilihan` of `syarat`."),
        example="[{value: L, label: Laki-laki}, {value: P, label: Perempuan}]",
    ),
    Field(
        key="nilai_benar",
        aliases=("trueValues",),
        name="true_values",
        type="labelled",
        doc=N_("What stands for true in a column of type `boolean`."),
        example="[ya]",
    ),
    Field(
        key="nilai_salah",
        aliases=("falseValues",),
        name="false_values",
        type="labelled",
        doc=N_("What stands for false in a column of type `boolean`."),
        example="[tidak]",
    ),
)

SCHEMA_FIELDS: tuple[Field, ...] = (
    Field(
        key="judul",
        aliases=("title",),
        name="title",
        type="text",
        doc=N_("What the schema is for."),
        example="Penduduk per kelurahan",
    ),
    Field(
        key="deskripsi",
        aliases=("description",),
        name="description",
        type="paragraphs",
        doc=N_("Who decided it, and what it means."),
        example="Standar data Walidata, 2026",
    ),
    Field(
        key="kolom",
        aliases=("fields",),
        name="columns",
        type="mappings",
        fields=_SHARED_COLUMN_FIELDS,
        required=True,
        doc=N_("The columns that a table must have."),
        example="- {name: jumlah, type: integer}",
    ),
    KEY_FIELD,
    MISSING_FIELD,
    Field(
        key="jenis_unit",
        aliases=("unitKinds",),
        name="kinds",
        type="choices",
        doc=N_(
            "Kinds of unit that each publish a table with it; without, only those are counted that do."
        ),
        example="[kelurahan]",
    ),
    Field(
        key="$schema",
        name="profile",
        type="text",
        doc=N_("Address of the profile, as programs write it; not read."),
        example="https://datapackage.org/profiles/2.0/tableschema.json",
    ),
)
