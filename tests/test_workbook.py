"""Excel files are read as they are seen; what is hidden in them is never published."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlwt  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from sitegen.problems import is_error
from sitegen.tables.files import raw, workbook
from sitegen.tables.table import TableFile, parse_table
from tests.conftest import told

Rows = Sequence[Sequence[object]]
PATH = "data/k.xlsx"
ROWS: list[list[object]] = [["nama", "n"], ["Dago", 5], ["Braga", 7]]


def book(*rows: Sequence[object], **others: Sequence[Sequence[object]]) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Data"
    for row in rows:
        sheet.append(list(row))
    for name, cells in others.items():
        other = made.create_sheet(name)
        for row in cells:
            other.append(list(row))
    return made


def saved(made: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def read(data: bytes, path: str = PATH, sheet: str = "") -> tuple[TableFile, list[str]]:
    file, problems = parse_table(data, path, (), sheet)
    assert file is not None, [told(problem) for problem in problems]
    return file, [told(problem) for problem in problems]


def refused(data: bytes, path: str = PATH, sheet: str = "") -> list[str]:
    file, problems = parse_table(data, path, (), sheet)
    assert file is None
    return [told(problem) for problem in problems]


def cells(file: TableFile) -> list[list[object]]:
    return [list(row) for row in file.table.frame.itertuples(index=False)]


def test_a_workbook_is_read_with_its_own_numbers_and_dates() -> None:
    made = book(
        ["Tabel 1. Contoh", None, None, None],
        ["nama", "n", "ton", "tanggal"],
        ["Dago", 1250, 12.5, date(2026, 11, 3)],
        ["Braga", "Rp1.300", "2,25", datetime(2026, 11, 4)],  # noqa: DTZ001 - Excel knows no zones
        ["Jumlah", 2550, None, None],
    )
    file, problems = read(saved(made))
    assert problems == []
    assert [column.kind for column in file.table.columns] == ["teks", "bulat", "desimal", "tanggal"]
    assert [row[:3] for row in cells(file)] == [["Dago", 1250, 12.5], ["Braga", 1300, 2.25]]
    assert file.table.frame["tanggal"].dt.strftime("%Y-%m-%d").tolist() == [
        "2026-11-03",
        "2026-11-04",
    ]
    assert (file.reading.sheet, file.reading.header, file.original) == ("Data", (2,), True)
    assert [(total.row, total.cells[0]) for total in file.table.totals] == [(5, "Jumlah")]


def test_merged_cells_are_filled_downwards() -> None:
    made = book(
        ["kec", "kel", "n"], ["Coblong", "Dago", 5], [None, "Sekeloa", 7], ["Regol", "A", 1]
    )
    sheet = made["Data"]
    sheet.merge_cells("A2:A3")
    assert cells(read(saved(made))[0])[1] == ["Coblong", "Sekeloa", 7]


@pytest.mark.parametrize(
    "form", ["0%", "0.00%", "#,##0.0%;[Red]-0.0%", '0.0" "%'], ids=["0%", "known", "own", "quoted"]
)
def test_percentages_are_read_as_the_office_sees_them(form: str) -> None:
    shares = (0.85, 0.5249, 0.07, 1.00125, -0.5)
    made = book(["kecamatan", "Realisasi (%)"], *(["K", share] for share in shares))
    for row in made["Data"].iter_rows(min_row=2):
        row[1].number_format = form
    file, problems = read(saved(made))
    assert [problem for problem in problems if "D053" not in problem] == []
    assert [row[1] for row in cells(file)] == [85, 52.49, 7, 100.125, -50]
    assert file.table.columns[1].unit == "%"


def test_lengths_of_time_are_hours_and_minutes() -> None:
    lengths = (timedelta(hours=26, minutes=5), timedelta(minutes=45), timedelta(seconds=3661))
    made = book(["regu", "lama"], *([k, v] for k, v in zip("ABC", lengths, strict=True)))
    for row in made["Data"].iter_rows(min_row=2):
        row[1].number_format = "[h]:mm:ss"
    assert [row[1] for row in cells(read(saved(made))[0])] == ["26:05", "0:45", "1:01:01"]


def old_book(form: str, *rows: list[object]) -> bytes:
    """An `.xls` with its last column in a format."""
    made = xlwt.Workbook()
    sheet = made.add_sheet("Data")
    style = xlwt.easyxf(num_format_str=form)
    for at, row in enumerate(rows):
        for place, value in enumerate(row):
            last = at > 0 and place == len(row) - 1
            sheet.write(at, place, value, *([style] if last else []))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("form", ["0%", "0.00%", "#,##0.0%;[Red]-0.0%", '0.0" – "%'])
def test_percentages_of_an_old_workbook_are_read_as_the_office_sees_them(form: str) -> None:
    shares = (0.85, 0.5249, 1, 1.00125, xlwt.Formula("0.25"))
    data = old_book(
        form,
        ["kecamatan", "Realisasi (%)"],
        *([k, v] for k, v in zip("ABCDE", shares, strict=True)),
    )
    file, _ = read(data, "data/k.xls")
    assert [row[1] for row in cells(file)][:4] == [85, 52.49, 100, 100.125]
    assert file.table.columns[1].unit == "%"


def test_digits_that_a_format_fills_up_are_kept_of_an_old_workbook() -> None:
    codes: tuple[object, ...] = (7, 12, 103, 12.5, "A1")
    data = old_book("000", ["n", "kode"], *([at, code] for at, code in enumerate(codes)))
    file, _ = read(data, "data/k.xls")
    assert [row[1] for row in cells(file)] == ["007", "012", "103", "12.5", "A1"]


def test_a_percent_sign_in_quotes_is_no_percentage() -> None:
    made = book(["kecamatan", "n"], ["A", 85], ["B", 0.5])
    for row in made["Data"].iter_rows(min_row=2):
        row[1].number_format = '0.0"%"'
    assert [row[1] for row in cells(read(saved(made))[0])] == [85, 0.5]


def test_digits_that_a_format_fills_up_are_kept() -> None:
    made = book(["kode", "n"], [7, 1], [12, 2], [103, 3], ["A1", 4])
    for row in made["Data"].iter_rows(min_row=2):
        row[0].number_format = "000"
    assert [row[0] for row in cells(read(saved(made))[0])] == ["007", "012", "103", "A1"]


def test_an_old_workbook_is_read_too() -> None:
    made = xlwt.Workbook()
    sheet = made.add_sheet("Data")
    hidden = made.add_sheet("Nama")
    hidden.visibility = 1
    hidden.write(0, 0, "rahasia")
    for at, row in enumerate(ROWS):
        for place, value in enumerate(row):
            sheet.write(at, place, value)
    stream = io.BytesIO()
    made.save(stream)
    file, _ = read(stream.getvalue(), "data/k.xls")
    assert cells(file) == [["Dago", 5], ["Braga", 7]]
    assert ([each.sheet for each in file.unread], file.original) == (["Nama"], False)


def test_the_sheet_that_the_metadata_name_is_read() -> None:
    data = saved(book(*ROWS, Rekap=[["kota", "n"], ["Bandung", 12]]))
    assert cells(read(data)[0])[0] == ["Dago", 5]
    file, _ = read(data, sheet="rekap")
    assert (cells(file), file.reading.sheet) == ([["Bandung", 12]], "Rekap")
    assert [(each.sheet, each.hidden) for each in file.unread] == [("Data", False)]


def test_a_cover_sheet_before_the_table_is_passed_over() -> None:
    made = book(["Dinas Kesehatan"], Isi=ROWS)
    assert read(saved(made))[0].reading.sheet == "Isi"


def test_a_sheet_that_is_not_there_is_told_with_those_that_are() -> None:
    assert refused(saved(book(*ROWS)), sheet="Sheet9") == [
        (
            f"{PATH}: [D027] there is no visible sheet `Sheet9` with cells; the workbook has Data = write "
            "one of these names under `lembar` in the description, or remove the key"
        )
    ]


def test_hidden_sheets_are_handed_over_and_not_published() -> None:
    made = book(*ROWS, Nama=[["Siti", "Rahasia"]])
    made["Nama"].sheet_state = "hidden"
    file, problems = read(saved(made))
    assert problems == [
        (
            f"{PATH}: [D029] hidden sheets are not published: Nama; nor is the original workbook = delete "
            "these sheets, so that the workbook itself can be offered too"
        )
    ]
    assert [(each.hidden, each.rows[0].cells) for each in file.unread] == [
        (True, ("Siti", "Rahasia"))
    ]
    assert not file.original
    assert refused(saved(made), sheet="Nama")[0].startswith(f"{PATH}: [D027]")


def test_comments_keep_the_original_back() -> None:
    made = book(*ROWS)
    made["Data"]["A2"].comment = Comment("cek lagi", "Budi")
    file, problems = read(saved(made))
    assert not file.original
    assert problems == [
        (
            f"{PATH}: [D031] the workbook holds comments; only its table is published, not the workbook = "
            "delete the comments, so that the workbook itself can be offered too"
        )
    ]


def test_hidden_rows_and_columns_hold_a_workbook_back() -> None:
    made = book(["nama", "nik", "n"], ["Dago", "x", 5], ["Braga", "y", 7])
    made["Data"].column_dimensions["B"].hidden = True
    made["Data"].row_dimensions[3].hidden = True
    assert refused(saved(made)) == [
        (
            f"{PATH}: [D032] sheet `Data` has hidden rows or columns: B, 3 = show them or delete them, so "
            "that what is published is what you see"
        )
    ]


def test_formulas_without_a_result_are_told_by_their_cell() -> None:
    made = book(["nama", "n"], ["Dago", 5], ["Braga", "=B2*2"], ["Ancol", "#REF!"])
    assert refused(saved(made)) == [
        (
            f"{PATH}: [D030] a formula gave no result: B3, B4 = correct the formula, or write the figure in "
            "its place"
        )
    ]


def test_programs_in_a_workbook_are_refused() -> None:
    stream = io.BytesIO(saved(book(*ROWS)))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert refused(stream.getvalue()) == [
        (
            f"{PATH}: [D025] the workbook holds programs (macros) = in Excel choose Save As, type Excel "
            "Workbook (.xlsx), which leaves them out"
        )
    ]


def test_a_sheet_of_one_far_cell_is_refused_before_its_cells_are_reserved() -> None:
    made = book(*ROWS)
    made["Data"]["XFD1048576"] = "lupa"
    assert refused(saved(made))[0].startswith(
        f"{PATH}: [D028] a sheet reaches over more than 20,000,000 cells = delete what stands far "
    )


def test_what_is_no_workbook_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    begin, hint = (
        f"{PATH}: [D026] the workbook cannot be read: ",
        "open it in Excel and save it again",
    )
    for data in (b"", b"nama,n\n", b"PK\x03\x04", saved(book(*ROWS))[:-50]):
        (problem,) = refused(data)
        assert problem.startswith(begin)
        assert hint in problem
    assert refused(saved(book()))[0].startswith(f"{PATH}: [D003]")
    monkeypatch.setattr(workbook, "MAX_UNPACKED", 100)
    assert "[D062] the workbook unpacks to" in refused(saved(book(*ROWS)))[0]
    monkeypatch.setattr(raw, "MAX_WORKBOOK", 100)
    assert refused(saved(book(*ROWS)))[0].startswith(f"{PATH}: [D001]")


def test_a_workbook_with_a_password_is_told_as_one() -> None:
    data = b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")
    assert refused(data)[0].startswith(
        f"{PATH}: [D026] the workbook cannot be read: it has a password = open it in Excel"
    )


WHOLE = saved(book(*ROWS, Lain=[["x"]]))
PARTS = {
    name: zipfile.ZipFile(io.BytesIO(WHOLE)).read(name)
    for name in zipfile.ZipFile(io.BytesIO(WHOLE)).namelist()
}


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A workbook with one part cut, changed or filled with anything."""
    name = draw(st.sampled_from(sorted(PARTS)))
    at = draw(st.integers(0, len(PARTS[name])))
    parts = {**PARTS, name: PARTS[name][:at] + draw(st.binary(max_size=30)) + PARTS[name][at + 9 :]}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return stream.getvalue()


@settings(deadline=None, max_examples=25)
@given(st.one_of(st.binary(), damaged()), st.sampled_from([PATH, "data/k.xls"]))
def test_any_bytes_are_a_table_or_problems(data: bytes, path: str) -> None:
    file, problems = parse_table(data, path)
    assert (file is None) == any(is_error(problem) for problem in problems)
    assert all(told(problem) for problem in problems)


@settings(deadline=None, max_examples=25)
@given(st.binary(max_size=200), st.integers(0, 4000))
def test_any_old_workbook_is_a_table_or_problems(data: bytes, at: int) -> None:
    made = xlwt.Workbook()
    made.add_sheet("Data").write(0, 0, "nama")
    stream = io.BytesIO()
    made.save(stream)
    whole = stream.getvalue()
    file, problems = parse_table(whole[:at] + data + whole[at + len(data) :], "data/k.xls")
    assert (file is None) == any(is_error(problem) for problem in problems)


@pytest.mark.parametrize("sign", ["ABRT", "SEGV"])
def test_a_file_that_ends_the_process_that_reads_it_costs_itself_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sign: str
) -> None:
    monkeypatch.setattr(sys, "executable", program(tmp_path, f"kill -{sign} $$"))
    (told_once,) = refused(saved(book(["nama", "n"], ["Mati", 1])))
    assert told_once == (
        f"{PATH}: [D026] the workbook cannot be read: the program that reads it stopped = "
        "open it in Excel and save it again, without a password"
    )
    assert (tmp_path / "started").read_text() == "x\n"


@pytest.mark.parametrize("end", ["kill -KILL $$", "kill -TERM $$", "exit 1"])
def test_a_process_that_was_ended_from_outside_says_nothing_about_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, end: str
) -> None:
    monkeypatch.setattr(sys, "executable", program(tmp_path, end))
    (told_once,) = refused(saved(book(["nama", "n"], ["Mati", 1])))
    assert told_once == (
        f"{PATH}: [S045] the workbook could not be read this time: the program that reads it "
        "stopped = build again; if it happens again, save the sheet as CSV and publish that"
    )
    assert (tmp_path / "started").read_text() == "x\nx\n"


def test_a_workbook_whose_process_is_killed_once_is_read_by_another(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    once = f"""test -e {tmp_path}/second && exec {sys.executable} "$@"
touch {tmp_path}/second; kill -KILL $$"""
    data = saved(book(["nama", "n"], ["Mawar", 1]))
    monkeypatch.setattr(sys, "executable", program(tmp_path, once))
    file, problems = parse_table(data, PATH)
    assert problems == ()
    assert file is not None


def test_a_workbook_is_limited_by_cpu_time_and_not_by_the_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sitegen.tables.files.sheets.CPU_SECONDS", 0.001)
    (told_once,) = refused(saved(book(["nama", "n"], *(["Mawar", n] for n in range(20_000)))))
    assert told_once == (
        f"{PATH}: [S045] the workbook could not be read this time: it takes longer than a minute "
        "to read = build again; if it happens again, save the sheet as CSV and publish that"
    )


def program(folder: Path, lines: str) -> str:
    """Make a program that stands for Python and does what `lines` of a shell say."""
    made = folder / "python"
    made.write_text(f"#!/bin/sh\necho x >> {folder}/started\n{lines}\n")
    made.chmod(0o755)
    return str(made)


def test_merged_headers_and_the_numbering_below_them_are_read_as_they_are_seen() -> None:
    made = book(
        ["PEMERINTAH KABUPATEN CONTOH"],
        ["LAPORAN REALISASI ANGGARAN"],
        ["TAHUN ANGGARAN 2024"],
        ["Periode 1 Januari s.d. 31 Januari 2024"],
        ["Kode", "Uraian", "Kelompok", None, None, None],
        [None, None, "Operasi", None, "Modal", None],
        [None, None, "Anggaran", "Realisasi", "Anggaran", "Realisasi"],
        [1, 2, 3, 4, 5, 6],
        ["5.1", "Belanja Operasi", 1500, 700, 0, 0],
        ["5.2", "Belanja Modal", 0, 0, 300, 0],
        ["Jumlah", None, 1500, 700, 300, 0],
    )
    for place in ("A1:F1", "A2:F2", "A5:A7", "B5:B7", "C5:F5", "C6:D6", "E6:F6", "A11:B11"):
        made["Data"].merge_cells(place)
    file, problems = read(saved(made))
    assert problems == []
    assert (file.reading.header, file.reading.numbering) == ((5, 6, 7), 8)
    assert [column.name for column in file.table.columns] == [
        "Kode",
        "Uraian",
        "Kelompok Operasi Anggaran",
        "Kelompok Operasi Realisasi",
        "Kelompok Modal Anggaran",
        "Kelompok Modal Realisasi",
    ]
    assert [total.row for total in file.table.totals] == [11]


@pytest.mark.parametrize(
    "merged", [(), ("A1:A3", "B2:D2"), ("A1:A3",)], ids=["none", "all", "name"]
)
def test_a_header_in_stairs_is_one(merged: tuple[str, ...]) -> None:
    made = book(
        ["Kabupaten/Kota"],
        [None, "Persentase Penduduk Miskin (Persen)", None, None],
        [None, 2021, 2022, 2023],
        ["Bogor", 8.13, 7.73, 7.27],
        ["Sukabumi", 7.7, 7.34, 7.01],
        ["Cianjur", 11.18, 10.55, 10.22],
    )
    for place in merged:
        made["Data"].merge_cells(place)
    file, problems = read(saved(made))
    assert problems == []
    assert file.reading.header == (1, 2, 3)
    assert file.table.notes == ()
    assert [column.name for column in file.table.columns] == [
        "Kabupaten/Kota",
        *(f"Persentase Penduduk Miskin (Persen) {year}" for year in (2021, 2022, 2023)),
    ]


def test_a_table_that_begins_beside_blank_columns_is_read_as_any_other() -> None:
    rows: list[list[object]] = [
        ["REKAPITULASI"],
        ["Kecamatan", "Penduduk", None, None, None],
        [None, 2022, None, 2023, None],
        [None, "L", "P", "L", "P"],
        ["Coblong", 10, 12, 11, 13],
        ["Dago", 3, 4, 5, 6],
        ["JUMLAH", 13, 16, 16, 19],
        ["Sumber: Dinas"],
        [],
        [None, None, None, "Bandung, 3 Mei 2026"],
        [None, None, None, "NIP. 1970 1"],
    ]
    file, problems = read(saved(book(*([None, None, *row] for row in rows))))
    assert problems == []
    assert [column.name for column in file.table.columns] == [
        "Kecamatan",
        *(f"Penduduk {year} {sex}" for year in (2022, 2023) for sex in "LP"),
    ]
    assert cells(file) == [["Coblong", 10, 12, 11, 13], ["Dago", 3, 4, 5, 6]]
    assert file.reading.dropped == (1, 2)
    assert [note.row for note in file.table.notes] == [1, 8]


def test_a_year_that_is_merged_over_its_rows_is_in_each_of_them() -> None:
    made = book(
        ["Tahun", "Kecamatan", "n"],
        [2023, "Coblong", 1],
        [None, "Dago", 3],
        [2024, "Coblong", 2],
        [None, "Dago", 4],
    )
    made["Data"].merge_cells("A2:A3")
    made["Data"].merge_cells("A4:A5")
    file, problems = read(saved(made))
    assert problems == []
    assert file.table.frame["Tahun"].tolist() == [2023, 2023, 2024, 2024]
    assert file.table.conventions[0].filled == 2


def test_labels_that_repeat_are_filled_where_the_workbook_says_that_they_are_merged() -> None:
    made = book(
        ["No", "Kecamatan", "Jenis", "n"],
        [1, "Coblong", "Masuk", 1],
        [2, None, "Keluar", 3],
        [3, "Dago", "Masuk", 2],
        [4, None, "Keluar", 4],
        [5, "Coblong", "Masuk", 9],
        [6, None, "Keluar", 8],
    )
    for place in ("B2:B3", "B4:B5", "B6:B7"):
        made["Data"].merge_cells(place)
    file, _ = read(saved(made))
    assert (
        file.table.frame["Kecamatan"].tolist() == ["Coblong"] * 2 + ["Dago"] * 2 + ["Coblong"] * 2
    )


def test_a_figure_in_merged_cells_is_not_repeated_and_told() -> None:
    made = book(["kel", "n"], ["Dago", 84], ["Lebak", None], ["Sekeloa", None], ["Ancol", 7])
    made["Data"].merge_cells("B2:B4")
    file, problems = read(saved(made))
    assert file.table.frame["n"].isna().tolist() == [False, True, True, False]
    assert problems == [
        (
            f"{PATH} row 2: [D066] a figure in merged cells stands for several rows together (1: B2); it "
            "is published in the first of them alone = write the figure of each row, or one row for all of them"
        )
    ]


def test_the_sheet_with_figures_is_taken_before_one_with_words() -> None:
    made = openpyxl.Workbook()
    assert made.active is not None
    made.active.title = "Metadata"
    for row in (["Kode", ": DISDUKCAPIL/022"], ["Satuan", ": Jiwa"], ["Sumber", ": Disdukcapil"]):
        made.active.append(row)
    for name in ("Series Row", "Series Column"):
        sheet = made.create_sheet(name)
        sheet.append(["Kecamatan", 2022, 2023])
        sheet.append(["Dago", 10, 12])
        sheet.append(["Coblong", 7, 9])
    file, _ = read(saved(made))
    assert file.reading.sheet == "Series Row"
    assert [each.sheet for each in file.unread] == ["Metadata", "Series Column"]


def test_a_signature_beside_the_last_column_changes_nothing() -> None:
    made = book(
        ["REKAPITULASI PELAYANAN SURAT"],
        ["KELURAHAN CONTOH TAHUN 2026"],
        [],
        ["No", "Jenis Surat", "Bulan", None, "Jumlah"],
        [None, None, "Jan", "Feb", None],
        *([at, f"Surat {at}", at, 2, at + 2] for at in range(1, 4)),
        ["JUMLAH", None, 6, 6, 12],
        [],
        *(
            [*[None] * 9, text]
            for text in (
                "Bandung, 3 November 2026",
                "Sekretaris,",
                None,
                "SITI CONTOH",
                "NIP. 1970 2",
            )
        ),
    )
    for place in ("A1:E1", "A2:E2", "A4:A5", "B4:B5", "C4:D4", "E4:E5", "A9:B9"):
        made["Data"].merge_cells(place)
    file, problems = read(saved(made))
    assert problems == []
    assert [column.name for column in file.table.columns] == [
        "No",
        "Jenis Surat",
        "Bulan Jan",
        "Bulan Feb",
        "Jumlah",
    ]
    assert len(file.table.frame) == 3
    assert [note.row for note in file.table.notes] == [1, 2]


def test_the_number_of_an_official_is_no_figure_of_the_table() -> None:
    made = book(
        ["No", "Kelurahan", "L", "P"],
        [1, "Dago", 3, 4],
        [2, "Lebak", 5, 6],
        ["Jumlah", None, 8, 10],
        [],
        [None, None, "Bandung, 3 Mei 2026"],
        [None, None, "Lurah"],
        [None, None, "SITI CONTOH"],
        [None, None, 197001011990031001],
    )
    made["Data"].merge_cells("A4:B4")
    file, problems = read(saved(made))
    assert problems == []
    assert cells(file) == [[1, "Dago", 3, 4], [2, "Lebak", 5, 6]]
    assert file.reading.signed == 6


def test_notes_beside_a_table_are_no_columns_of_it() -> None:
    made = book(
        ["Kecamatan", "Mutu", "n", None, "Keterangan:", None],
        ["Coblong", 1, 30, None, 1, "Sangat baik"],
        ["Cidadap", 2, 44, None, 2, "Baik"],
        *(["Andir", 1, 51] for _ in range(3)),
    )
    file, problems = read(saved(made))
    assert [column.name for column in file.table.columns] == ["Kecamatan", "Mutu", "n"]
    assert [note.cells for note in file.table.notes] == [
        ("Keterangan:",),
        ("1", "Sangat baik"),
        ("2", "Baik"),
    ]
    assert len(problems) == 1
    assert (
        "[D069] beside the table, after a blank column, stand notes (columns E, F)" in problems[0]
    )


NAMED = [["Kecamatan", "Jumlah", None, "Jenis", "Nilai"]]
LEFT = [["Andir", 12], ["Dago", 15], ["Coblong", 9]]
RIGHT = [["Pasar", 3], ["Toko", 4], ["Warung", 6]]


def beside(left: Rows, right: Rows, above: Rows) -> tuple[list[str], list[list[object]], list[str]]:
    """The columns, rows and problems of two blocks with a blank column between."""
    body = [
        [
            *(left[at] if at < len(left) else [None] * 2),
            None,
            *(right[at] if at < len(right) else []),
        ]
        for at in range(max(len(left), len(right)))
    ]
    file, problems = read(saved(book(*above, *body)))
    return [column.name for column in file.table.columns], cells(file), problems


@pytest.mark.parametrize(
    ("left", "right", "above"),
    [
        pytest.param(LEFT, RIGHT, [["Tabel 1", None, None, "Tabel 2", None], *NAMED], id="titles"),
        pytest.param(LEFT, [["Regol", 3], ["Cicendo", 4], ["Sukajadi", 6]],
            [["Kecamatan", "Jumlah", None, "Kecamatan", "Jumlah"]], id="same names"),
        pytest.param(LEFT, RIGHT[:2], NAMED, id="right shorter"),
        pytest.param(LEFT, [*RIGHT, ["Kios", 7], ["Los", 9]], NAMED, id="right longer"),
    ],
)  # fmt: skip
def test_a_table_beside_another_is_left_out_and_told(left: Rows, right: Rows, above: Rows) -> None:
    names, body, problems = beside(left, right, above)
    assert names == ["Kecamatan", "Jumlah"]
    assert body == LEFT
    (problem,) = problems
    assert (
        "[D078] beside the table, after a blank column, stands another one (columns D-E:" in problem
    )


def test_a_blank_column_within_a_table_divides_nothing() -> None:
    wide = ["Kecamatan", "Jumlah", "Camat", "Nilai"]
    assert beside(LEFT, RIGHT, [["Kecamatan", "Jumlah", None, "Camat", "Nilai"]])[0] == wide
    figures = [[3, 15], [4, 19], [5, 14]]
    names, _, problems = beside(LEFT, figures, [["Kecamatan", "Laki", None, "Perempuan", "Total"]])
    assert (names, problems) == (["Kecamatan", "Laki", "Perempuan", "Total"], [])
    # The total of the one part lacks words for the other.
    total = beside(
        [*LEFT, ["Jumlah", 36]], RIGHT, [["Kecamatan", "Jumlah", None, "Camat", "Nilai"]]
    )
    assert total[0] == wide


def test_figures_are_not_filled_down_where_a_row_has_none() -> None:
    made = book(
        ["kec", "n", "jenis", "m"], ["A", 5, "x", 1], ["B", 7, "y", 2], [None, None, "z", 3]
    )
    column = read(saved(made))[0].table.frame["n"]
    assert column.isna().tolist() == [False, False, True]


def test_a_word_far_beside_a_table_adds_neither_column_nor_row() -> None:
    file, problems = read(saved(book(["Kec", "L"], ["A", 1], ["B", 3], [*[None] * 8, "cek lagi"])))
    assert cells(file) == [["A", 1], ["B", 3]]
    assert [note.cells for note in file.table.notes] == [("cek lagi",)]
    assert "[D069]" in problems[0]


@pytest.mark.parametrize(
    ("attribute", "value", "seen"),
    [("hidden_row", 1, "3"), ("hidden", 1, "B"), ("width", 0, "B")],
    ids=["row", "column", "column without width"],
)
def test_hidden_rows_and_columns_of_an_old_workbook_hold_it_back(
    attribute: str, value: int, seen: str
) -> None:
    made = xlwt.Workbook()
    sheet = made.add_sheet("Data")
    for at, row in enumerate(ROWS):
        for place, cell in enumerate(row):
            sheet.write(at, place, cell)
    if attribute == "hidden_row":
        sheet.row(2).hidden = value
    else:
        setattr(sheet.col(1), attribute, value)
    stream = io.BytesIO()
    made.save(stream)
    assert refused(stream.getvalue(), "data/k.xls") == [
        (
            f"data/k.xls: [D032] sheet `Data` has hidden rows or columns: {seen} = show them or delete them, so "
            "that what is published is what you see"
        )
    ]


def test_formulas_that_are_shared_without_a_result_are_told() -> None:
    made = book(["nama", "n"], ["Dago", 5], ["Braga", "=B2*2"], ["Ancol", "=B3*2"])
    data = io.BytesIO(saved(made))
    new = io.BytesIO()
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(new, "w") as archive:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                part = part.replace(b"<f>B3*2</f><v />", b'<f t="shared" si="0"/>').replace(
                    b"<f>B3*2</f><v/>", b'<f t="shared" si="0"/>'
                )
                assert b"shared" in part
            archive.writestr(name, part)
    assert "[D030] a formula gave no result: B3, B4" in refused(new.getvalue())[0]


def test_days_are_the_same_in_books_that_count_from_1904_and_before_1900() -> None:
    made = book(("tanggal", "kejadian"), (date(2024, 1, 1), 3), (date(2024, 2, 1), 5))
    made.epoch = CALENDAR_MAC_1904
    counted, _ = read(saved(made))
    assert [str(day)[:10] for day in counted.table.frame["tanggal"]] == ["2024-01-01", "2024-02-01"]
    old, _ = read(saved(book(("tanggal", "kejadian"), ("1850-05-01", 3), ("1899-12-01", 5))))
    assert [str(day)[:10] for day in old.table.frame["tanggal"]] == ["1850-05-01", "1899-12-01"]
