"""A dataset's files: a tidy table, records, a schema, the original; and how it was read."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from string import Formatter

import openpyxl
import pytest
import xlwt  # type: ignore[import-untyped]
from msgspec.structs import replace
from openpyxl.packaging.custom import StringProperty

from sitegen.datasets import downloads
from sitegen.datasets.dataset import parse_dataset
from sitegen.datasets.downloads import DownloadFormat, normalised_csv, records_json
from sitegen.i18n import LANGS, Lang, translator
from sitegen.keys.rules import Rules
from sitegen.model import Problem, Where
from sitegen.pages.dataset import preview
from sitegen.pages.doubt_notes import remark_notes
from sitegen.pages.reading_notes import reading_notes
from sitegen.problems import PROBLEMS
from sitegen.tables import doubts
from sitegen.tables.files.raw import parse_raw
from sitegen.tables.table import TableFile, parse_table
from tests.conftest import CityFolder, told

RULES = Rules(zone="Asia/Jakarta")
PROPERTIES = ("docProps/app.xml", "docProps/core.xml", "docProps/custom.xml")
META = """\
judul: Penimbangan
"""


def table(data: str | bytes) -> TableFile:
    file, problems = parse_table(data.encode() if isinstance(data, str) else data, "k.csv")
    assert file is not None, [told(problem) for problem in problems]
    return file


@pytest.mark.parametrize(
    ("title", "unit", "heading"),
    [
        ("Jumlah penduduk", "jiwa", "Jumlah penduduk (jiwa)"),
        ("Jumlah keluarga", "keluarga", "Jumlah keluarga"),
        ("Indeks", "indeks (2017 = 100)", "Indeks (2017 = 100)"),
        ("Persen terlayani", "persen", "Persen terlayani"),
        ("Kelurahan", "", "Kelurahan"),
    ],
)
def test_a_heading_says_its_unit_once(title: str, unit: str, heading: str) -> None:
    read = table("n\n1\n2\n").table
    column = replace(read.columns[0], title=title, unit=unit)
    shown = preview(replace(read, columns=(column,)), "Tabel", translator("id"))
    assert [cell.text for cell in shown.head] == [heading]


def test_figures_of_a_column_have_the_decimals_of_each_other() -> None:
    read = table("nama;rasio\na;3,16\nb;3,3\nc;\nd;3,25\n").table
    shown = preview(read, "Tabel", translator("id"))
    assert [row[1].text for row in shown.rows] == ["3,16", "3,30", "–", "3,25"]


def notes(data: str | bytes) -> list[str]:
    return list(reading_notes(table(data), translator("en")))


def test_the_tidy_table_has_iso_dates_dot_decimals_and_no_totals() -> None:
    file = table(
        "wilayah;tanggal;n;ton;bulan\nDago;13/01/2026;1.250;12,5;Agt\nBraga;01/02/2026;-;-3,25;Nop\n"
        "Jumlah;;1.250;9,25;\n"
    )
    assert normalised_csv(file.table) == (
        "wilayah,tanggal,n,ton,bulan\nDago,2026-01-13,1250,12.5,Agustus\nBraga,2026-02-01,,-3.25,November\n"
    )
    assert json.loads(records_json(file.table)) == [
        {"wilayah": "Dago", "tanggal": "2026-01-13", "n": 1250, "ton": 12.5, "bulan": "Agustus"},
        {"wilayah": "Braga", "tanggal": "2026-02-01", "n": None, "ton": -3.25, "bulan": "November"},
    ]


def test_texts_that_a_spreadsheet_would_run_are_neutral_and_numbers_are_left_alone() -> None:
    cells = ["=1+1", "+62 x", "-a", "@b", "aman", "\uff1d1+1"]
    body = "".join(f'"{cell}",-{at}\n' for at, cell in enumerate(cells))
    rows = list(csv.reader(io.StringIO(normalised_csv(table(f"=nama,n\n{body}").table))))
    assert rows == [
        ["'=nama", "n"],
        ["'=1+1", "0"],
        ["'+62 x", "-1"],
        ["'-a", "-2"],
        ["'@b", "-3"],
        ["aman", "-4"],
        ["'\uff1d1+1", "-5"],
    ]


def test_signed_figures_among_texts_are_no_formula() -> None:
    file, _ = parse_table(b"a;p\nA;-120\nB;-7 *)\nC;+1.250,5\nD;-1-1\n", "k.csv")
    assert file is not None
    written = csv.reader(io.StringIO(normalised_csv(file.table)))
    assert [row[1] for row in written] == ["p", "-120", "'-7 *)", "+1.250,5", "'-1-1"]


def test_names_and_texts_of_any_signs_are_sound_json() -> None:
    file = table('"a ""%s"" %",b\n"x\ny ""z""",1.5\n')
    assert json.loads(records_json(file.table)) == [{'a "%s" %': 'x\ny "z"', "b": 1.5}]


def test_what_was_decided_in_reading_is_said() -> None:
    data = (
        "Tabel 1. Contoh;;;\nkec;n;ton;tgl\n1;2;3;4\nCoblong;1.250;12,5;13/01/2026\n;1.300.000;-;1/2/2026\n"
        "Regol;7;nihil;3/3/2026\nTotal;1.301.257;12,5;\nSumber: Dinas;;;\n"
    )
    assert notes(data.encode("utf-16")) == [
        "The cells of the original file are separated by semicolons.",
        "The letters of the original file were read as UTF-16.",
        "The original file begins with a byte order mark; it was removed.",
        "The names of the columns stand in row 2.",
        "Row 3 numbers the columns and was left out.",
        "Row 7 (“Total”) is a total: it was left out of the tidy table and of charts.",
        "Row 1 stands outside the table: “Tabel 1. Contoh”.",
        "Row 8 stands outside the table: “Sumber: Dinas”.",
        "Kec: 1 merged cell filled with the value above it.",
        "N: dots between thousands; as in “7” (1), “1.250” (1), “1.300.000” (1).",
        (
            "Ton: comma before decimals; no value where it says “-” (1); no value where it says “nihil” (1); "
            "as in “12,5” (1)."
        ),
        "Tgl: day before month; as in “13/01/2026” (3).",
    ]
    assert notes("tahun;a\n2020;Rp5\n2021*);Rp-\n")[1:] == [
        "Tahun: “2021*)” is read as 2021 (1); as in “2020” (1), “2021*)” (1).",
        "A: “Rp-” is read as 0 (1); as in “Rp-” (1), “Rp5” (1).",
    ]


def test_apostrophes_between_thousands_and_marked_figures_are_said() -> None:
    found = notes("kec;pagu;n\nA;1'234'567;1.200*\nB;2'000;900\n")
    assert found[1:] == [
        "Pagu: apostrophes between thousands; as in “2'000” (1), “1'234'567” (1).",
        "N: dots between thousands; “1.200*” is read as 1.200 (1); as in “900” (1), “1.200*” (1).",
    ]


def test_levels_of_rows_are_said() -> None:
    text = "kode;uraian;anggaran\n5;A;3.000\n5.1;B;1.000\n5.2;C;2.000\n"
    assert (
        "Some rows contain others, as “kode” tells: charts show one level of them, so that nothing counts "
        "twice."
    ) in notes(text)


@pytest.mark.parametrize("lang", LANGS)
def test_every_doubt_about_figures_has_its_words_for_citizens(lang: Lang) -> None:
    folder = Path(doubts.__file__).parent
    codes = {
        code for path in folder.glob("*.py") for code in re.findall(r'"(D\d{3})"', path.read_text())
    }
    assert len(codes) > 10
    for code in sorted(codes):
        names = {name for _, name, _, _ in Formatter().parse(PROBLEMS[code].message) if name}
        remark = Problem.of(
            code, Where(path="k.csv", row=7), **{name: f"<{name}>" for name in names}
        )
        extra = {"slice": "", "areas": "", "first": "1", "numbers": "1", "missing": "a"}
        params = dict(remark.params) | {k: v for k, v in extra.items() if k not in names}
        (text,) = remark_notes((replace(remark, params=tuple(params.items())),), translator(lang))
        assert "{" not in text


def read_by_readers(text: str) -> list[str]:
    """The notes on a page of a table that nobody described."""
    dataset, found = parse_dataset(parse_raw(text.encode(), "k.csv"), "k.csv", None, RULES)
    assert dataset is not None, [told(problem) for problem in found]
    return list(remark_notes(dataset.remarks, translator("en")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "kec;jumlah penduduk\nA;131.627\nB;50.36\nC;95.11\nD;98.206\n",
            (
                "jumlah penduduk is shown as it is written and not drawn: noughts at the end of its figures seem "
                "to be lost, as in “50.36” beside “131.627”."
            ),
        ),
        (
            "kec,selisih\nA,12\nB,9\nC,kira-kira 9\nD,lebih 8\n",
            (
                "selisih is shown as it is written and not drawn: cells such as “kira-kira 9” are no figures."
            ),
        ),
        (
            "npsn,sekolah\n2.02E+07,SDN 1\n2.02E+07,SDN 2\n",
            (
                "npsn: a spreadsheet shortened these numbers, as in “2.02E+07”; their last digits are lost."
            ),
        ),
        (
            "tanggal,kejadian\n45292,Banjir\n45323,Longsor\n",
            (
                "tanggal: numbers such as “45292” seem to be dates as spreadsheets count them, in days from 1900."
            ),
        ),
        (
            "kec,nilai\nA,12\nB,1o\nC,13\nD,9\nE,14\n",
            (
                "nilai is shown as it is written, since “1o” is not of the same kind as its other cells."
            ),
        ),
        (
            "kec,jumlah\nA,16\nB,3\nJumlah,10\n",
            "Row 4: the total of jumlah says 10, but the rows add up to 19.",
        ),
    ],
)
def test_readers_are_told_how_doubtful_figures_were_read(text: str, expected: str) -> None:
    assert read_by_readers(text) == [expected]


def test_the_notes_that_are_only_counted_are_those_of_all_columns() -> None:
    remarks = tuple(
        Problem.of(
            "D075",
            Where(path="k.csv", row=row, field=column),
            column=column,
            low="98",
            high="104",
            count="6",
        )
        for column in ("ihk", "indeks")
        for row in range(3, 9)
    )
    *_, last = remark_notes(remarks, translator("en"))
    assert last == "And 2 more notes of this kind."


def test_of_a_plain_file_only_its_separator_is_said() -> None:
    assert notes("tahun,nama,n\n2025,Dago,5\n") == [
        "The cells of the original file are separated by commas."
    ]
    assert notes("a,,b\n1,,2\n3,,4\n")[1:] == [
        "Columns without a name and without a cell were left out: 2."
    ]


def workbook(*, hidden: bool) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (["bulan", "ditimbang"], ["Januari", 63], ["Februari", 61], ["Maret", 66]):
        sheet.append(row)
    if hidden:
        other = made.create_sheet("Nama")
        other.append(["Rahasia"])
        other.sheet_state = "hidden"
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_a_workbook_is_published_with_its_original(city: Callable[[str], CityFolder]) -> None:
    folder = city(f"-- content/kelurahan/dago/data/timbang.yml --\n{META}")
    original = workbook(hidden=False)
    folder.write("content/kelurahan/dago/data/timbang.xlsx", original)
    assert folder.build().held_back == ()
    files = folder.files()
    base = "kelurahan/dago/data/timbang/timbang"
    assert parts_of(files[f"{base}.asli.xlsx"]) == parts_of(original)
    assert files[f"{base}.csv"].decode() == "bulan,ditimbang\nJanuari,63\nFebruari,61\nMaret,66\n"
    page = folder.read("/kelurahan/dago/data/timbang/")
    assert "timbang.asli.xlsx" in page
    assert "Properti buku kerja yang ditawarkan, seperti nama pembuatnya, dihapus." in page


def parts_of(book: bytes) -> dict[str, bytes]:
    """What a workbook holds, without its properties."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name not in PROPERTIES}


def test_a_workbook_is_offered_without_what_its_program_notes_of_people(
    city: Callable[[str], CityFolder],
) -> None:
    made = openpyxl.load_workbook(io.BytesIO(workbook(hidden=False)))
    made.properties.creator = made.properties.lastModifiedBy = "Siti Contoh"
    made.properties.description = "Hubungi 0812-3456-7890"
    own = StringProperty(name="Petugas", value="Siti Contoh")
    made.custom_doc_props.append(own)  # type: ignore[attr-defined]  # not in the stubs
    stream = io.BytesIO()
    made.save(stream)
    body = stream.getvalue()
    folders = '<x15ac:absPath url="C:\\Users\\Siti Contoh\\" xmlns:x15ac="urn:x"/>'
    book = parts_of(body)["xl/workbook.xml"].replace(b"<sheets>", folders.encode() + b"<sheets>")
    book = book.replace(b"<sheets>", b'<fileSharing userName="Siti Contoh"/><sheets>')
    folder = city(f"-- content/kelurahan/dago/data/timbang.yml --\n{META}")
    folder.write(
        "content/kelurahan/dago/data/timbang.xlsx", with_part(body, "xl/workbook.xml", book)
    )

    result = folder.build()

    assert not {"P020", "P024", "D063"} & {problem.code for problem in result.problems}
    offered = folder.files()["kelurahan/dago/data/timbang/timbang.asli.xlsx"]
    with zipfile.ZipFile(io.BytesIO(offered)) as archive:
        whole = b"".join(map(archive.read, archive.namelist()))
        assert set(PROPERTIES) <= set(archive.namelist())
    assert b"Siti" not in whole
    assert b"7890" not in whole
    assert [row[1].value for row in openpyxl.load_workbook(io.BytesIO(offered)).worksheets[0]] == [
        "ditimbang",
        63,
        61,
        66,
    ]


def with_part(book: bytes, part: str, body: bytes) -> bytes:
    """The workbook with one of its parts replaced."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as before,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            after.writestr(name, body if name == part else before.read(name))
    return stream.getvalue()


def test_an_old_workbook_is_offered_written_anew(city: Callable[[str], CityFolder]) -> None:
    """Who made it, its remarks and its margins cannot be looked at."""
    made = xlwt.Workbook()
    made.set_owner("Siti Contoh")
    sheet = made.add_sheet("Data")
    for at, (month, count) in enumerate((("bulan", "ditimbang"), ("Januari", 63))):
        sheet.write(at, 0, month)
        sheet.write(at, 1, count)
    stream = io.BytesIO()
    made.save(stream)
    folder = city(f"-- content/kelurahan/dago/data/timbang.yml --\n{META}")
    folder.write("content/kelurahan/dago/data/timbang.xls", stream.getvalue())

    assert folder.build().held_back == ()

    files = folder.files()
    assert not any(".asli." in name for name in files)
    anew = openpyxl.load_workbook(io.BytesIO(files["kelurahan/dago/data/timbang/timbang.xlsx"]))
    assert [[cell.value for cell in row] for row in anew["Data"]] == [
        ["Bulan", "Ditimbang"],
        ["Januari", 63],
    ]


DESCRIBED = """\
-- content/kelurahan/dago/data/kunjungan.csv --
bulan,kunjungan
Januari 2025,40
Februari 2025,30
-- content/kelurahan/dago/data/kunjungan.yml --
judul: Kunjungan posyandu
periode: {{awal: 2025-01, akhir: 2025-S2}}
grafik:
  - {{jenis: garis, x: bulan, y: kunjungan{title}}}
"""
SAID = "Kunjungan terbanyak pada Januari 2025 (40), paling sedikit pada Februari 2025 (30)."


@pytest.mark.parametrize(
    ("title", "standfirst"),
    [
        pytest.param(", judul: Kunjungan menurun", "Kunjungan menurun", id="the author's words"),
        pytest.param("", SAID, id="none"),
        pytest.param(", judul: Kunjungan posyandu", SAID, id="the dataset's own title again"),
    ],
)
def test_the_title_of_the_first_chart_stands_first_and_the_sentence_below(
    city: Callable[[str], CityFolder], title: str, standfirst: str
) -> None:
    folder = city(DESCRIBED.format(title=title))
    assert folder.build().held_back == ()
    page = folder.read("/kelurahan/dago/data/kunjungan/")
    assert f'<p class="standfirst">{standfirst}</p>' in page
    assert f'<p class="chart-sentence">{SAID}</p>' in page


def test_periods_are_in_words_wherever_people_read_them(
    city: Callable[[str], CityFolder],
) -> None:
    folder = city(DESCRIBED.format(title=""))
    assert folder.build().held_back == ()
    page = folder.read("/kelurahan/dago/data/kunjungan/")
    assert "Januari 2025 – Semester 2 2025" in page
    assert "Januari 2025 – Semester 2 2025" in folder.read("/data/")
    assert ">Februari 2025<" in page
    read_by_people = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert "2025-01" not in read_by_people


def test_hidden_sheets_reach_no_file_of_the_site(city: Callable[[str], CityFolder]) -> None:
    folder = city(f"-- content/kelurahan/dago/data/timbang.yml --\n{META}")
    folder.write("content/kelurahan/dago/data/timbang.xlsx", workbook(hidden=True))
    result = folder.build()
    files = folder.files()
    assert "D029" in {problem.code for problem in result.problems}
    assert "kelurahan/dago/data/timbang/timbang.csv" in files
    assert not any(".asli." in name or b"Rahasia" in body for name, body in files.items())
    assert "asli" not in folder.read("/kelurahan/dago/data/timbang/").split("baca")[0]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("xl/vba.bin", b"x"),
        ("xl/macrosheets/sheet1.xml", b"<x/>"),
        ("xl/externalLinks/externalLink1.xml", b"<x/>"),
        ("xl/embeddings/evil.exe", b"MZ"),
        ("xl/activeX/activeX1.bin", b"x"),
        ("xl/worksheets/sheet9.xml", b"<x/>"),
        ("catatan.txt", b"3273011501900001"),
        ("customXml/item1.json", b"{}"),
        ("xl/media/image1.png", b"x"),
    ],
)
def test_a_workbook_with_more_than_a_table_is_offered_written_anew(
    city: Callable[[str], CityFolder], name: str, body: bytes
) -> None:
    folder = city(f"-- content/kelurahan/dago/data/timbang.yml --\n{META}")
    stream = io.BytesIO(workbook(hidden=False))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, body)
    folder.write("content/kelurahan/dago/data/timbang.xlsx", stream.getvalue())
    result = folder.build()
    assert "D063" in {problem.code for problem in result.problems}
    files, base = folder.files(), "kelurahan/dago/data/timbang/timbang"
    assert not any(".asli." in name for name in files)
    anew = openpyxl.load_workbook(io.BytesIO(files[f"{base}.xlsx"]))
    assert [[cell.value for cell in row] for row in anew["Data"]] == [
        ["Bulan", "Ditimbang"],
        ["Januari", 63],
        ["Februari", 61],
        ["Maret", 66],
    ]
    assert anew.sheetnames == ["Data", "Tentang data ini"]
    again, problems = parse_table(files[f"{base}.xlsx"], "k.xlsx")
    assert again is not None
    assert (again.original, problems) == (True, ())


@pytest.mark.parametrize("place", ["text", "format", "comment"])
def test_personal_data_that_no_cell_of_a_workbook_shows_hold_it_back(
    city: Callable[[str], CityFolder], place: str
) -> None:
    nik = "3273011501900001"
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(hidden=False))) as before,
        zipfile.ZipFile(stream, "w") as after,
    ):
        for name in before.namelist():
            body = before.read(name)
            if place == "format" and name == "xl/styles.xml":
                extra = f'<numFmts count="1"><numFmt numFmtId="170" formatCode="0 &quot;NIK {nik}&quot;"/></numFmts>'
                body = re.sub(rb"<numFmts[^>]*/>|(?=<fonts)", extra.encode(), body, count=1)
            after.writestr(name, body)
        if place == "text":
            after.writestr("xl/sharedStrings.xml", f"<sst><si><t>NIK {nik}</t></si></sst>")
        if place == "comment":
            after.comment = f"NIK {nik}".encode()
    folder = city(f"-- content/kelurahan/dago/data/timbang.yml --\n{META}")
    folder.write("content/kelurahan/dago/data/timbang.xlsx", stream.getvalue())
    result = folder.build()
    assert "P020" in {problem.code for problem in result.problems}
    assert not any(nik.encode() in body for body in folder.files().values())


def test_one_more_download_publishes_no_original_with_hidden_sheets(
    city: Callable[[str], CityFolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each download has its own rule, wherever it stands in the list."""
    more = DownloadFormat(
        suffix=".txt",
        label="CSV (for programs)",
        media_type="text/plain",
        write=lambda source: source.dataset.meta.title.encode(),
    )
    monkeypatch.setattr(downloads, "DOWNLOADS", (*downloads.DOWNLOADS, more))
    folder = city(f"-- content/kelurahan/dago/data/timbang.yml --\n{META}")
    folder.write("content/kelurahan/dago/data/timbang.xlsx", workbook(hidden=True))
    folder.build(jobs=1)
    files = folder.files()
    assert files["kelurahan/dago/data/timbang/timbang.txt"] == b"Penimbangan"
    assert 'href="/kelurahan/dago/data/timbang/timbang.txt"' in folder.read(
        "/kelurahan/dago/data/timbang/"
    )
    assert not any(".asli." in name or b"Rahasia" in body for name, body in files.items())
    folder.write("content/kelurahan/dago/data/timbang.xlsx", workbook(hidden=False))
    folder.build(jobs=1)
    base = "kelurahan/dago/data/timbang/timbang"
    made = [name for name in folder.files() if name.startswith(f"{base}.")]
    assert sorted(made) == [
        f"{base}{ending}"
        for ending in (
            *(".asli.xlsx", ".csv", ".csv-metadata.json", ".json"),
            *(".schema.json", ".txt", ".xlsx"),
        )
    ]


def test_small_figures_are_not_shown_as_nothing() -> None:
    file = table("tahun,laju\n2020,0.00031\n2021,0.0000125\n2022,12.34567\n2023,0\n")
    view = preview(file.table, "", translator("id"))
    assert [row[1].text for row in view.rows] == ["0,00031", "0,0000125", "12,3457", "0"]


def sheets(*names: str) -> bytes:
    """A workbook of sheets with the months of a year each."""
    made = openpyxl.Workbook()
    made.remove(made["Sheet"])
    for at, name in enumerate(names, start=1):
        sheet = made.create_sheet(name)
        for row in (["bulan", "ditimbang"], ["Januari", 60 + at], ["Februari", 50 + at]):
            sheet.append(row)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_a_list_of_sheets_makes_a_dataset_of_each(city: Callable[[str], CityFolder]) -> None:
    folder = city(
        f"-- content/kelurahan/dago/data/timbang.yml --\n{META}lembar: ['2025', '2026']\n"
        "-- content/kelurahan/dago/laporan/2026-11-03-hasil.md --\n---\njudul: Hasil penimbangan\n---\n\n"
        "Angkanya ada di [tabel](../data/timbang.xlsx).\n"
    )
    folder.write("content/kelurahan/dago/data/timbang.xlsx", sheets("2024", "2025", "2026"))
    result = folder.build(jobs=1)
    assert result.held_back == ()
    assert not any(problem.code == "D064" for problem in result.problems)
    files = folder.files()
    base = "kelurahan/dago/data/timbang"
    for year, first in (("2025", 62), ("2026", 63)):
        name = f"{base}-{year}/timbang-{year}"
        assert files[f"{name}.csv"].decode().split("\n")[1] == f"Januari,{first}"
        assert f"Penimbangan: {year}" in folder.read(f"/{base}-{year}/")
    assert not any(name.startswith(f"{base}/") for name in files)
    assert f'href="/{base}-2025/"' in folder.read("/kelurahan/dago/laporan/2026/11/hasil/")
    assert folder.build(jobs=1).problems == result.problems
    assert folder.files() == files


def test_a_sheet_of_a_list_that_is_not_there_is_told_and_the_others_are_published(
    city: Callable[[str], CityFolder],
) -> None:
    folder = city(
        f"-- content/kelurahan/dago/data/timbang.yml --\n{META}lembar: ['2025', '2030']\n"
    )
    folder.write("content/kelurahan/dago/data/timbang.xlsx", sheets("2025", "2026"))
    result = folder.build(jobs=1)
    assert [problem.code for problem in result.problems if problem.code == "D027"] == ["D027"]
    assert "kelurahan/dago/data/timbang-2025/index.html" in folder.files()


def test_the_sheets_of_a_list_stay_while_the_description_cannot_be_read(
    city: Callable[[str], CityFolder],
) -> None:
    described = f"{META}lembar: ['2025', '2026']\n"
    folder = city(f"-- content/kelurahan/dago/data/timbang.yml --\n{described}")
    folder.write("content/kelurahan/dago/data/timbang.xlsx", sheets("2025", "2026"))
    folder.build(jobs=1)
    before = folder.files()
    folder.write("content/kelurahan/dago/data/timbang.yml", b"judul: \xff\n")
    result = folder.build(jobs=1)
    assert result.held_back
    pages = {name for name in before if name.endswith("index.html")}
    assert pages <= set(folder.files())
    assert "kelurahan/dago/data/timbang/index.html" not in folder.files()
