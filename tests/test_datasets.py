"""A dataset is a table with its description; what is missing is said, what is wrong held back."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.datasets.dataset import (
    Dataset,
    dataset_name,
    parse_chart,
    parse_dataset,
    parse_metadata,
    sheets_of,
)
from sitegen.keys.rules import Rules
from sitegen.model import ChartSpec, Column, DatasetMeta, Where
from sitegen.problems import is_error
from sitegen.tables.files.raw import parse_raw
from tests.conftest import told

RULES = Rules(zone="Asia/Jakarta", choices={"topik": ("kesehatan", "keluarga")})
PATH = "content/kelurahan/dago/data/kunjungan.csv"
META = "content/kelurahan/dago/data/kunjungan.yml"
TABLE = b"tahun,jumlah\n2025,84\n2026,90\n"
RAW = parse_raw(TABLE, PATH)
FULL = """\
judul: Kunjungan posyandu
deskripsi: |
  Balita yang ditimbang.

  Dihitung tiap bulan.
sumber: {nama: Puskesmas Dago, tautan: https://a.example, diambil: 2026-10}
lisensi: CC-BY-4.0
frekuensi: bulanan
periode: {awal: 2025, akhir: 2026}
cakupan: Kelurahan Dago
kontak: data@a.example
klasifikasi: berkala
topik: kesehatan
satuan: anak
diperbarui: 2026-11-01
kolom:
  - {nama: tahun, judul: Tahun}
  - {nama: jumlah, tipe: desimal, satuan: anak, deskripsi: Balita}
grafik:
  - jenis: garis
    x: tahun
    y: jumlah
    saring: {tahun: [2025, 2026]}
    teratas: 10
"""


def problems(metadata: str | None, table: bytes = TABLE) -> list[str]:
    data = None if metadata is None else (META, metadata.encode())
    return [
        told(problem) for problem in parse_dataset(parse_raw(table, PATH), PATH, data, RULES)[1]
    ]


def test_every_key_of_the_metadata_arrives() -> None:
    dataset, found = parse_dataset(RAW, PATH, (META, FULL.encode()), RULES)
    assert found == ()
    assert dataset is not None
    assert dataset.meta == DatasetMeta(
        name="kunjungan",
        path=PATH,
        title="Kunjungan posyandu",
        described=True,
        description="Balita yang ditimbang.\n\nDihitung tiap bulan.",
        source="Puskesmas Dago",
        source_url="https://a.example",
        source_date="2026-10",
        licence="CC-BY-4.0",
        frequency="bulanan",
        period_start="2025",
        period_end="2026",
        coverage="Kelurahan Dago",
        contact="data@a.example",
        classification="berkala",
        unit="anak",
        topics=("kesehatan",),
        updated=date(2026, 11, 1),
        columns=(
            Column(name="tahun", title="Tahun", kind="tahun"),
            Column(
                name="jumlah", title="Jumlah", kind="desimal", unit="anak", description="Balita"
            ),
        ),
        charts=(
            ChartSpec(
                kind="garis",
                x="tahun",
                y="jumlah",
                filter=(("tahun", ("2025", "2026")),),
                top=10,
                where=Where(path=META, line=20, column=1),
            ),
        ),
    )
    assert dataset.meta.charts[0].where == Where(path=META, line=20, column=1)
    assert dataset.file.table.columns == dataset.meta.columns


def test_a_source_may_be_a_name_alone() -> None:
    meta, _ = parse_metadata(b"judul: K\nsumber: Puskesmas Dago\n", META, RULES)
    assert meta is not None
    assert (meta.source, meta.source_url) == ("Puskesmas Dago", "")


def test_a_table_without_description_is_published_and_the_lack_is_told() -> None:
    dataset, found = parse_dataset(RAW, PATH, None, RULES)
    assert dataset is not None
    assert dataset.meta == DatasetMeta(
        name="kunjungan",
        path=PATH,
        title="Kunjungan",
        described=False,
        columns=(
            Column(name="tahun", title="Tahun", kind="tahun"),
            Column(name="jumlah", title="Jumlah", kind="bulat"),
        ),
    )
    assert [told(problem) for problem in found] == [
        (
            f"{PATH}: [D010] the dataset has no description: `kunjungan.yml` is missing, with judul, deskripsi, sumber, lisensi, frekuensi, periode, cakupan, kontak, satuan = "
            "run `sitegen new data kelurahan/dago kunjungan.csv` in the city's folder, "
            "then fill in what it asks for"
        )
    ]


UNDESCRIBED = (
    f"{META}: [D012] these columns are not described: tahun, jumlah = "
    "add them under `kolom` with `judul`, `tipe`, `satuan` and `deskripsi`"
)
LACKING = (
    f"{META}: [D013] the description lacks: deskripsi, sumber, lisensi, frekuensi, periode, "
    "cakupan, kontak, satuan = add these keys; each takes one line"
)


def test_what_a_description_lacks_is_told_and_it_is_published() -> None:
    dataset, found = parse_dataset(RAW, PATH, (META, b"judul: K\n"), RULES)
    assert dataset is not None
    assert [told(problem) for problem in found] == [UNDESCRIBED, LACKING]


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        pytest.param(
            "judul: K\nkolom:\n  - jumlh\n",
            [
                (
                    f"{META}: [D011] `kolom` describes `jumlh`, which the file does not have; it has "
                    "tahun, jumlah = did you mean `jumlah`?"
                ),
                UNDESCRIBED,
                LACKING,
            ],
            id="column that is not there",
        ),
        pytest.param(
            "judul: K\nkolom:\n  - {nama: tahun, tipe: tahunn}\n",
            [
                (
                    f"{META}:3:25: [F022] `tipe: tahunn` is not in the list: teks, bulat, desimal, "
                    "tanggal, tahun, rentang, semester, triwulan, bulan, minggu, kode, wilayah; until it is mended, it is left out = write this in place of the line: `  - {nama: tahun, tipe: tahun}`"
                ),
                UNDESCRIBED.replace("tahun, ", ""),
                LACKING,
            ],
            id="type",
        ),
        pytest.param(
            "judul: K\nperiode: 2024\n",
            [
                (
                    f"{META}:2:10: [F023] `periode` needs further keys on indented lines; until it is mended, it is left out = "
                    "write these lines in its place:\nperiode:\n  awal: 2024\n  akhir: 2024"
                ),
                UNDESCRIBED,
                LACKING,
            ],
            id="period",
        ),
        pytest.param(
            "judul: K\ngrafik:\n  - {jenis: garis, x: tahun}\n",
            [
                (
                    f"{META}:3:5: [F004] the key `y` is missing; until it is mended, it is left out = "
                    "add a line such as `y: jumlah`"
                ),
                UNDESCRIBED,
                LACKING,
            ],
            id="chart",
        ),
        pytest.param(
            "judul: K\nperiode: {awal: 2026-01, akhir: 2025}\n",
            [
                (
                    f"{META}:2:10: [F045] the period ends (2025) before it begins (2026-01), and is "
                    "left out = correct `awal` or `akhir`"
                ),
                UNDESCRIBED,
                LACKING,
            ],
            id="period that ends too early",
        ),
        pytest.param(
            "judul: K\ndiperbarui: 2099-01-01\n",
            [
                (
                    f"{META}:2:13: [F037] the year of `diperbarui: 2099-01-01` is not between 1945 and "
                    "2049; until it is mended, it is left out = correct the year, such as "
                    "`diperbarui: 2026-11-03`"
                ),
                UNDESCRIBED,
                LACKING,
            ],
            id="date in another century",
        ),
    ],
)
def test_a_dataset_is_published_without_the_part_of_its_description_that_is_wrong(
    metadata: str, expected: list[str]
) -> None:
    dataset, found = parse_dataset(RAW, PATH, (META, metadata.encode()), RULES)
    assert dataset is not None
    assert (dataset.meta.charts, dataset.meta.period_start, dataset.meta.updated) == ((), "", None)
    assert [told(problem) for problem in found] == expected


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        pytest.param(
            "",
            [
                (
                    f"{META}:1:1: [F004] the key `judul` is missing = "
                    "add the line `judul: Kunjungan`; correct its words if they do not fit"
                )
            ],
            id="empty",
        ),
        pytest.param(
            "judul: Kunjungan: posyandu\n",
            [
                (
                    f"{META}:1:17: [F017] a colon or a quotation mark stands inside a value that has no quotes around it = "
                    'put the whole value in quotes: `judul: "Kunjungan: posyandu"`'
                )
            ],
            id="colon",
        ),
    ],
)
def test_a_wrong_description_holds_the_dataset_back(metadata: str, expected: list[str]) -> None:
    assert parse_dataset(RAW, PATH, (META, metadata.encode()), RULES)[0] is None
    assert problems(metadata) == expected


def test_mistakes_of_both_files_are_told_together() -> None:
    assert problems("judul: [\n", b"") == [
        (
            f"{META}:1:1: [F001] the keys cannot be read here: a value is missing, or a bracket is "
            "not closed = write this in place of the line: `judul: []`"
        ),
        (
            f"{META}:1:8: [F012] `judul` holds a list or further keys where a text was expected = "
            "write one text after `judul:`"
        ),
        f"{PATH}: [D003] the file is empty or no text = save the sheet as CSV UTF-8 again",
    ]


def test_a_description_in_another_encoding_names_the_place() -> None:
    meta, found = parse_metadata(b"judul: Caf\xe9\n", META, RULES)
    assert meta is None
    assert [told(problem) for problem in found] == [
        (
            f"{META}:1:11: [F002] the file is not UTF-8 text = save it again with the encoding UTF-8 "
            "(in Notepad: Save As, Encoding UTF-8)"
        )
    ]


def test_the_name_of_a_dataset_is_its_files_name_without_the_ending() -> None:
    assert dataset_name(PATH) == "kunjungan"


def test_a_chart_block_is_read_with_its_place() -> None:
    text = "jenis: batang\nx: bulan\ny: jumlah\nurut: turun\nsusunan: tumpuk\nagregat: Rata Rata"
    chart, found = parse_chart(text, "a.md", 10, RULES)
    assert found == ()
    assert chart == ChartSpec(
        kind="batang",
        x="bulan",
        y="jumlah",
        sort="turun",
        arrangement="tumpuk",
        aggregate="rata-rata",
    )
    assert chart.where == Where(path="a.md", line=10, column=1)


@pytest.mark.parametrize(
    ("text", "expected", "excerpt"),
    [
        pytest.param(
            "jenis: pai\nx: a\ny: b",
            "a.md:10:8: [F022] `jenis: pai` is not in the list: batang, batang-mendatar, garis, "
            "area, sebar, peta-panas, target, perubahan, peta; until it is mended, it is left out = write one of them",
            "jenis: pai",
            id="kind",
        ),
        pytest.param(
            "jenis: garis\nx: a\ny: b\nteratas: banyak",
            "a.md:13:10: [F010] `teratas: banyak` is no whole number; until it is mended, it is left out = "
            "write digits only, such as `teratas: 84`",
            "teratas: banyak",
            id="number",
        ),
        pytest.param(
            "jenis: garis\nx: a: b\ny: c",
            "a.md:11:5: [F017] a colon or a quotation mark stands inside a value that has no quotes around it; until it is mended, it is left out = "
            'put the whole value in quotes: `x: "a: b"`',
            "x: a: b",
            id="colon",
        ),
    ],
)
def test_a_broken_chart_block_names_the_line_of_the_report(
    text: str, expected: str, excerpt: str
) -> None:
    chart, (problem,) = parse_chart(text, "a.md", 10, RULES)
    assert chart is None
    assert (told(problem), problem.excerpt) == (expected, excerpt)


_metadata = st.lists(
    st.builds(
        "{}: {}".format,
        st.sampled_from(["judul", "sumber", "kolom", "grafik", "periode", "tahun", "topik"]),
        st.one_of(st.text(max_size=8), st.sampled_from(["[a]", "[[a]]", "{nama: a}", "{a: b}"])),
    ),
    max_size=4,
).map(lambda lines: "\n".join(["judul: K", *lines]).encode())


@settings(deadline=None)
@given(st.sampled_from([TABLE, b"", b"a\n1"]), st.one_of(st.binary(), _metadata))
def test_any_metadata_give_a_dataset_or_problems(table: bytes, metadata: bytes) -> None:
    dataset, found = parse_dataset(parse_raw(table, PATH), PATH, (META, metadata), RULES)
    assert (dataset is None) == any(is_error(problem) for problem in found)
    assert all(told(problem) for problem in found)


@settings(deadline=None)
@given(st.text())
def test_any_chart_block_is_a_chart_or_problems(text: str) -> None:
    chart, found = parse_chart(text, "a.md", 3, RULES)
    assert (chart is None) == any(problem.left_out for problem in found)
    assert all(problem.where.line >= 3 for problem in found)


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made["Sheet"])
    for name, cells in sheets:
        sheet = made.create_sheet(name)
        for row in cells:
            sheet.append(row)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


FIGURES: list[list[object]] = [["Kecamatan", 2022, 2023], ["Dago", 10, 12], ["Coblong", 7, 9]]
LABELS: list[list[object]] = [
    ["Kode", ": DISDUKCAPIL/022"],
    ["Judul", ": Jumlah Penduduk"],
    ["Definisi", ": Banyaknya penduduk menurut kecamatan"],
    ["Satuan", ": Jiwa"],
    ["Produsen data", ": Dinas Kependudukan"],
    ["Frekuensi", ": Tahunan"],
]
BOOK = "content/kelurahan/dago/data/penduduk.xlsx"


def parsed(data: bytes, metadata: str | None = None) -> tuple[Dataset, list[str]]:
    described = None if metadata is None else (META, metadata.encode())
    dataset, found = parse_dataset(parse_raw(data, BOOK), BOOK, described, RULES)
    assert dataset is not None, [told(problem) for problem in found]
    return dataset, [told(problem) for problem in found]


def test_a_sheet_that_describes_the_table_is_its_metadata() -> None:
    dataset, found = parsed(workbook(("Metadata", LABELS), ("Data", FIGURES)))
    meta = dataset.meta
    assert (meta.title, meta.unit, meta.source) == ("Jumlah Penduduk", "Jiwa", "Dinas Kependudukan")
    assert (meta.description, meta.frequency) == (
        "Banyaknya penduduk menurut kecamatan",
        "tahunan",
    )
    assert dataset.file.reading.sheet == "Data"
    assert len(found) == 1
    assert "with judul, lisensi, periode, cakupan, kontak = run" in found[0]


def test_what_the_author_says_goes_before_what_a_sheet_says() -> None:
    dataset, _ = parsed(
        workbook(("Metadata", LABELS), ("Data", FIGURES)), "judul: Penduduk kota\nsatuan: orang\n"
    )
    meta = dataset.meta
    assert (meta.title, meta.unit, meta.source) == ("Penduduk kota", "orang", "Dinas Kependudukan")


def test_sheets_that_are_not_published_are_told_with_the_key_that_chooses_them() -> None:
    data = workbook(("Metadata", LABELS), ("2023", FIGURES), ("2024", FIGURES), ("Grafik", FIGURES))
    _, found = parsed(data)
    assert found[0] == (
        f"{BOOK}: [D064] only sheet `2023` is published; the workbook also has 2024, Grafik = write "
        "`lembar: 2024` in the description to publish that sheet instead, or a list such as `lembar: [2023, "
        "2024]` to publish each as a dataset"
    )
    assert not any("D064" in each for each in parsed(data, "judul: A\nlembar: 2024\n")[1])
    both = b"judul: A\nlembar: [2023, 2024]\n"
    assert sheets_of(both, META, RULES) == ("2023", "2024")


def test_the_sheet_that_is_proposed_is_no_cover() -> None:
    data = workbook(("Sampul", [["BUKU DATA"], ["2024"]]), ("Jan", FIGURES), ("Feb", FIGURES))
    _, found = parsed(data)
    assert "also has Sampul, Feb = write `lembar: Feb` in" in found[0]


def test_a_list_of_texts_is_no_description() -> None:
    texts: list[list[object]] = [["Kelurahan", "Lurah"], ["Dago", "Kosong"], ["Lebak", "Kosong"]]
    _, found = parsed(workbook(("Lurah", texts), ("Data", FIGURES)))
    assert "the workbook also has Lurah" in found[0]
