"""Keys of a chart block."""

from __future__ import annotations

from sitegen.i18n import N_
from sitegen.keys.field import Field
from sitegen.model import CHART_KINDS

_KINDS_TAKEN = (
    ("line", "garis"),
    ("linechart", "garis"),
    ("line-chart", "garis"),
    ("grafik-garis", "garis"),
    ("bar", "batang"),
    ("bar-chart", "batang"),
    ("column", "batang"),
    ("kolom", "batang"),
    ("batang-tegak", "batang"),
    ("grafik-batang", "batang"),
    ("batang-horizontal", "batang-mendatar"),
    ("horizontal-bar", "batang-mendatar"),
    ("mendatar", "batang-mendatar"),
    ("scatter", "sebar"),
    ("heatmap", "peta-panas"),
    ("heat-map", "peta-panas"),
    ("map", "peta"),
    ("choropleth", "peta"),
    ("peta-wilayah", "peta"),
)
_SORTS_TAKEN = (
    ("besar-ke-kecil", "turun"),
    ("terbesar", "turun"),
    ("terbesar-ke-terkecil", "turun"),
    ("tinggi-ke-rendah", "turun"),
    ("tertinggi", "turun"),
    ("terbanyak", "turun"),
    ("menurun", "turun"),
    ("desc", "turun"),
    ("descending", "turun"),
    ("kecil-ke-besar", "naik"),
    ("terkecil", "naik"),
    ("terkecil-ke-terbesar", "naik"),
    ("rendah-ke-tinggi", "naik"),
    ("terendah", "naik"),
    ("menaik", "naik"),
    ("asc", "naik"),
    ("ascending", "naik"),
)

CHART_FIELDS: tuple[Field, ...] = (
    Field(
        key="jenis",
        name="kind",
        type="choice",
        choices=CHART_KINDS,
        taken=_KINDS_TAKEN,
        required=True,
        doc=N_("Kind of chart."),
        example="garis",
    ),
    Field(
        key="data",
        name="data",
        type="text",
        doc=N_("Name of a dataset of the same unit (in a report; not needed in its own metadata)."),
        example="kunjungan-posyandu",
    ),
    Field(
        key="x",
        name="x",
        type="text",
        required=True,
        doc=N_("Column of the categories or of time; for `peta` of the area codes."),
        example="bulan",
    ),
    Field(
        key="y",
        name="y",
        type="names",
        required=True,
        doc=N_(
            "Column of the figures (for `peta-panas`: of the second category); a list of columns makes each "
            "a series."
        ),
        example="jumlah",
    ),
    Field(
        key="seri",
        name="series",
        type="text",
        doc=N_("Column whose values become series."),
        example="jenis_kelamin",
    ),
    Field(
        key="susunan",
        name="arrangement",
        type="choice",
        choices=("kelompok", "tumpuk", "panel"),
        taken=(("bertumpuk", "tumpuk"), ("stacked", "tumpuk"), ("stack", "tumpuk")),
        doc=N_("Series side by side, stacked, or one small chart each."),
        example="tumpuk",
    ),
    Field(
        key="target",
        name="target",
        type="text",
        doc=N_("Column of the target (kind `target`)."),
        example="target",
    ),
    Field(
        key="nilai",
        name="value",
        type="text",
        doc=N_("Column of the coloured figure (kind `peta-panas`)."),
        example="jumlah",
    ),
    Field(
        key="saring",
        aliases=("filter",),
        name="filter",
        type="filter",
        doc=N_("Only the rows with these values, by column."),
        example="{tahun: 2024}",
    ),
    Field(
        key="agregat",
        name="aggregate",
        type="choice",
        choices=("jumlah", "rata-rata"),
        taken=(
            ("sum", "jumlah"),
            ("total", "jumlah"),
            ("rerata", "rata-rata"),
            ("mean", "rata-rata"),
        ),
        doc=N_("How several rows on one mark are joined."),
        example="jumlah",
    ),
    Field(
        key="urut",
        aliases=("sort",),
        name="sort",
        type="choice",
        choices=("naik", "turun"),
        taken=_SORTS_TAKEN,
        doc=N_("Order by the figure; by default the natural order."),
        example="turun",
    ),
    Field(
        key="teratas",
        name="top",
        type="count",
        doc=N_("Only the first so many."),
        example="10",
    ),
    Field(
        key="lipat",
        name="fold",
        type="texts",
        doc=N_(
            "Columns of a wide table, such as its months, that become the rows of one column: `bulan`, `tahun` "
            "or `kolom`, with their figures in `nilai`."
        ),
        example="Jan..Des",
    ),
    Field(
        key="sorot",
        name="highlight",
        type="text",
        doc=N_("The series or category that stands out."),
        example="Dago",
    ),
    Field(
        key="judul",
        aliases=("title",),
        name="title",
        type="text",
        doc=N_("The sentence that the chart says."),
        example="Kunjungan naik sejak Juni",
    ),
    Field(
        key="satuan",
        name="unit",
        type="text",
        doc=N_("Unit of the figures."),
        example="anak",
    ),
    Field(
        key="catatan",
        aliases=("note",),
        name="note",
        type="text",
        doc=N_("A note under the chart."),
        example="Maret belum lengkap.",
    ),
)
