"""What stands below a table is recognised and never changes how the rows above it are read."""

from __future__ import annotations

import pytest

from sitegen.i18n import translator
from sitegen.pages.reading_notes import reading_notes
from sitegen.privacy.gate import Gate, screen_table
from sitegen.tables.files.raw import RawTable, parse_raw
from tests.test_tables import names, rows, table, warned

BODY = "No;Jenis surat;Jan;Feb;Jumlah\n1;SKTM;60;52;112\n2;SKU;7;8;15\n3;Domisili;9;10;19\n"
READ = [[1, "SKTM", 60, 52, 112], [2, "SKU", 7, 8, 15], [3, "Domisili", 9, 10, 19]]
TOTAL = ";JUMLAH;76;70;146\n"
NIP = "NIP. 19700101 199003 2 001"
RIGHT = ("Bandung, 3 November 2026", "Sekretaris Kelurahan,", "", "SITI CONTOH", NIP)
LEFT = ("Mengetahui,", "Lurah Contoh", "", "BUDI CONTOH", "NIP. 19690101 199003 1 001")


def signature(left: tuple[str, ...] = (), right: tuple[str, ...] = ()) -> str:
    whole = max(len(left), len(right))
    sides = ((side + ("",) * whole)[:whole] for side in (left, right))
    return "".join(f"{one};;;{other};\n" for one, other in zip(*sides, strict=True))


@pytest.mark.parametrize("total", ["", TOTAL], ids=["rows", "total"])
@pytest.mark.parametrize("gap", ["", ";;;;\n", ";;;;\n;;;;\n"], ids=["close", "apart", "far"])
@pytest.mark.parametrize(
    "below",
    [
        pytest.param(signature(right=RIGHT), id="right"),
        pytest.param(signature(left=LEFT), id="left"),
        pytest.param(signature(LEFT, RIGHT), id="both"),
        pytest.param(signature(right=RIGHT[:1]), id="place and date"),
        pytest.param(signature(right=("Soreang, ...... Mei 2026", "Camat", "ttd", "A")), id="dots"),
        pytest.param(signature(right=("Kepala Dinas,", "", "SITI CONTOH", NIP)), id="office first"),
    ],
)
def test_a_signature_is_left_out_and_changes_nothing(below: str, gap: str, total: str) -> None:
    file = table(BODY + total + gap + below)
    assert names(file) == ["No", "Jenis surat", "Jan", "Feb", "Jumlah"]
    assert rows(file) == READ
    assert len(file.table.totals) == bool(total)
    assert file.table.notes == ()
    assert file.reading.signature


def test_a_signature_is_told_on_the_page_without_the_people_in_it() -> None:
    file = table(
        BODY + TOTAL + ";;;;\n" + signature(LEFT, RIGHT) + "Sumber: Kelurahan Contoh;;;;\n"
    )
    told = list(reading_notes(file, translator("en")))
    assert "Below the table stands a signature (rows 7 to 11), which was left out." in told
    assert "Row 12 stands outside the table: “Sumber: Kelurahan Contoh”." in told
    assert not any("CONTOH" in text or "NIP" in text for text in told)


def test_a_table_of_officials_is_no_signature() -> None:
    officials = "".join(
        f"{at};Kepala Bidang;NIP. 1970010{at} 199003 1 00{at}\n" for at in range(1, 6)
    )
    assert len(table("No;Jabatan;NIP\n" + officials).table.frame) == 5
    dates = "".join(f"Bandung, {day} Mei 2026;Rapat {day}\n" for day in range(1, 6))
    assert len(table("tempat;kegiatan\n" + dates).table.frame) == 5


@pytest.mark.parametrize("sign", ["Keterangan:", "Catatan :", "Legenda:"])
def test_a_legend_with_figures_is_a_note(sign: str) -> None:
    file = table(f"kec;nilai;mutu\nA;88,3;1\nB;81,2;2\nC;79,9;2\n\n{sign}\n1;Sangat baik\n2;Baik\n")
    assert rows(file) == [["A", 88.3, 1], ["B", 81.2, 2], ["C", 79.9, 2]]
    assert [note.cells for note in file.table.notes] == [
        (sign,),
        ("1", "Sangat baik"),
        ("2", "Baik"),
    ]


def test_rows_with_few_figures_below_a_label_stay_in_the_table() -> None:
    sparse = "kegiatan;Jan;Feb;Mar;Apr;Mei\nRapat;1;2;3;4;5\nSenam;2;;;;\nSumber: APBD\nRonda;;3;;;\nKerja bakti;;;4;;1\n"
    assert len(table(sparse.replace("APBD", "APBD;;;;;")).table.frame) == 5


def test_numbered_footnotes_are_notes_and_numbered_rows_are_not() -> None:
    file = table("kec;n\nA;10\nB 1);20\n1) data sampai Juni;\n2) termasuk tiga RW baru;\n")
    assert rows(file) == [["A", 10], ["B 1)", 20]]
    assert [note.row for note in file.table.notes] == [4, 5]
    assert len(table("kegiatan;n\n1) Rapat;10\n2) Senam;\n3) Posyandu;\n").table.frame) == 3


@pytest.mark.parametrize(
    "second",
    [
        pytest.param("Jenis;PNS;Non-PNS\nDokter;12;4\nBidan;31;9\n", id="as wide"),
        pytest.param("Jenis;PNS;Non-PNS;Jumlah\nDokter;12;4;16\nBidan;31;9;40\n", id="wider"),
        pytest.param("Jenis;Jumlah\nDokter;16\nBidan;40\n", id="narrower"),
        pytest.param("Tabel 2\nJenis;PNS;Non-PNS\nDokter;12;4\n\nJenis;n\nBidan;3\n", id="a third"),
    ],
)
def test_a_second_table_is_left_out_and_told(second: str) -> None:
    first = "kec;puskesmas;posyandu\nA;3;77\nB;1;41\nC;2;66\nJumlah;6;184\nSumber: Dinas\n"
    file, problems = warned(f"{first}\n{second}")
    assert rows(file) == [["A", 3, 77], ["B", 1, 41], ["C", 2, 66]]
    assert [column.kind for column in file.table.columns] == ["teks", "bulat", "bulat"]
    assert [total.row for total in file.table.totals] == [5]
    assert [note.cells for note in file.table.notes] == [("Sumber: Dinas",)]
    assert len(problems) == 1
    assert "[D058] a second table seems to begin in this row" in problems[0]
    assert file.reading.second[0] == 8


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("kec,n\nA,1\nB,2\nkec,n\nC,4\n", id="header"),
        pytest.param("\ufeffkec,n\nA,1\nB,2\n\ufeffkec,n\nC,4\n", id="mark"),
        pytest.param("\ufeffkec,n\nA,1\nB,2\ufeffkec,n\nC,4\n", id="mark without a line end"),
        pytest.param("kec,n\nA,1\nB,2\n\nkec,n\nC,4\n", id="after a blank row"),
        pytest.param("kec,n\nA,1\nB,2\nHalaman 2,\nkec,n\nC,4\n", id="number of a page"),
        pytest.param("kec,n\nA,1\nB,2\n\nLanjutan,\nkec,n\nC,4\n", id="a page after a blank row"),
        pytest.param("kec,n\n(1),(2)\nA,1\nB,2\nkec,n\n(1),(2)\nC,4\n", id="pages of a print"),
    ],
)
def test_a_header_in_the_middle_of_joined_files_is_left_out_and_told(data: str) -> None:
    file, problems = warned(data)
    assert rows(file) == [["A", 1], ["B", 2], ["C", 4]]
    assert len(problems) == 1
    assert "[D065] the header is repeated in the middle of the table" in problems[0]


@pytest.mark.parametrize("gap", ["", ",\n"], ids=["close", "apart"])
def test_a_title_above_a_repeated_header_begins_another_table(gap: str) -> None:
    file, problems = warned(f"kec,n\nA,1\nB,2\n{gap}Tahun 2024,\nkec,n\nA,4\nB,5\n")
    assert rows(file) == [["A", 1], ["B", 2]]
    assert len(problems) == 1
    assert "[D058] a second table seems to begin in this row" in problems[0]


def test_a_header_that_is_repeated_in_a_large_file_is_left_out() -> None:
    part = "kec,n\n" + "".join(f"k{at % 7},{at}\n" for at in range(20_000))
    file, _ = warned(part + part)
    assert len(file.table.frame) == 40_000
    assert file.reading.repeated == (20_002,)


def test_lines_of_marks_around_a_table_are_no_web_page() -> None:
    file = table(
        "<META>\nnama: Distribusi listrik\n</META>\n<DATA>\nTahun;Sosial;Bisnis\n1995;1159546;6052824\n"
        "1996;1203962;7451232\n</DATA>\n"
    )
    assert rows(file) == [[1995, 1159546, 6052824], [1996, 1203962, 7451232]]
    assert [note.cells for note in file.table.notes] == [("nama: Distribusi listrik",)]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read_and_named(encoding: str) -> None:
    file = table("kecamatan;n\nCoblong;1.250\nCidadap;980\n".encode(encoding))
    assert rows(file) == [["Coblong", 1250], ["Cidadap", 980]]
    assert (file.reading.encoding, file.reading.bom) == ("utf-16", False)


def test_utf_32_is_not_taken_for_utf_16() -> None:
    file = table("kec;n\nA;1\nB;2\n".encode("utf-32"))
    assert (rows(file), file.reading.encoding) == ([["A", 1], ["B", 2]], "utf-32")


@pytest.mark.parametrize(
    "below", ["", f";\n;Bandung, 3 Mei 2026\n;Lurah,\n;{NIP}\n"], ids=["bare", "signed"]
)
def test_small_counts_are_told_above_a_signature_too(below: str) -> None:
    raw = parse_raw(
        f"kelurahan;stunting\nDago;2\nLebak;19\nSekeloa;25\n{below}".encode(), "data/k.csv"
    )
    assert isinstance(raw, RawTable)
    told = [each.code for each in screen_table(raw, "data/k.csv", Gate()).problems]
    assert told.count("P014") == 1


def test_people_are_looked_for_in_the_rows_that_are_left_out_too() -> None:
    nik = "3273014501809901"
    for below in (signature(right=(*RIGHT, f"NIK {nik}")), f"\nnama;nik;x\nA;{nik};1\n"):
        raw = parse_raw((BODY + below).encode(), "data/k.csv")
        assert isinstance(raw, RawTable)
        assert not screen_table(raw, "data/k.csv", Gate()).passed, below
