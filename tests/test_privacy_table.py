"""Personal data in tables: by the shape of cells and by the names of columns."""

from __future__ import annotations

import csv
import io

import pytest

from sitegen.privacy.gate import Gate, screen
from sitegen.privacy.readings import readings
from sitegen.privacy.table import find_in_headed
from sitegen.tables.files.raw import RawTable, parse_raw

NIKS = ("3273014501809901", "3273010501809902", "3273010501809903")


def columns(text: str, own: frozenset[str] = frozenset()) -> list[tuple[str, str, int, int]]:
    raw = parse_raw(text.encode(), "data.csv")
    assert isinstance(raw, RawTable)
    first = next(readings(raw.sheets[0], raw.delimiter))
    return [(f.kind, f.column, f.row, len(f.values)) for f in find_in_headed(first, own)]


def codes(text: str, name: str = "data.csv") -> list[str]:
    path = f"content/kelurahan/dago/data/{name}"
    return [problem.code for problem in screen(text.encode(), path, Gate()).problems]


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        pytest.param(
            f"x,nik\n1,{NIKS[0]}\n\n2,{NIKS[1]}",
            [("nik", "nik", 2, 2)],
            id="a column, an empty row",
        ),
        pytest.param("nik\n123456789012345", [("nik", "nik", 2, 1)], id="said, a digit lost"),
        pytest.param("nik\n1\n2", [], id="said, but counts"),
        pytest.param(f"kode\n{NIKS[0]}", [("nik", "kode", 2, 1)], id="by shape alone"),
        pytest.param(
            f"nomor\n{NIKS[0]}\n2012345678901234\n9912345678901234\n9912345678901235",
            [],
            id="by chance among numbers that are none",
        ),
        pytest.param(f"no_kk\n{NIKS[0]}", [("kk", "no_kk", 2, 1)], id="family cards"),
        pytest.param("jumlah_kk\n1250\n1310", [], id="numbers of families"),
        pytest.param(
            'NPWP\n"12,345,678,9,01"',
            [("npwp", "NPWP", 2, 1)],
            id="a tax number cut by a spreadsheet",
        ),
        pytest.param(
            "no rekening\n0012345678901", [("rekening", "no rekening", 2, 1)], id="accounts"
        ),
        pytest.param("kode rekening\n5.1.02.01.01.0024", [], id="accounts of a budget"),
        pytest.param("kode rekening\n510201010024", [], id="accounts of a budget without dots"),
        pytest.param(
            'nik\n"3,27E+15"', [("angka-rusak", "nik", 2, 1)], id="broken by a spreadsheet"
        ),
        pytest.param('id\n"3,27E+15"', [("angka-rusak", "id", 2, 1)], id="broken, other header"),
        pytest.param("nik\n3E+15", [("angka-rusak", "nik", 2, 1)], id="broken in a narrow column"),
        pytest.param('anggaran\n"1,2E+13"', [], id="much money"),
        pytest.param(
            "nama;hp\nA;0812 3456 7890\nB;081234567891/081234567892",
            [("kolom-telepon", "hp", 2, 2)],
            id="telephones",
        ),
        pytest.param("puskesmas,telepon\nDago,(022) 5550104", [], id="landlines of buildings"),
        pytest.param(
            "nama pemilik,telepon\nContoh,5550104",
            [("kolom-telepon", "telepon", 2, 1)],
            id="landlines of people",
        ),
        pytest.param(
            "x\n081234567890\n081234567891\n",
            [("kolom-telepon", "x", 2, 2)],
            id="telephones by shape",
        ),
        pytest.param(
            "catatan\nhubungi 081234567890\nrusak\nbaik\n",
            [("telepon", "catatan", 2, 1)],
            id="one among other texts",
        ),
        pytest.param("email\na@gmail.com", [("kolom-surel", "email", 2, 1)], id="private mail"),
        pytest.param("email\ndago@bandung.go.id", [], id="an agency's mail"),
        pytest.param("korban\nSiti Contoh/P/11 thn", [("nama-umur", "korban", 2, 1)], id="victims"),
        pytest.param(f"{NIKS[0]},a\n1,2", [("nik", NIKS[0], 1, 1)], id="in the header"),
        pytest.param("kode\n3273180001\n3273180002", [], id="area codes"),
        pytest.param("kode\n32.73.02.1004\n32.73.02.1005", [], id="area codes with dots"),
    ],
)
def test_a_column_says_what_its_cells_are(
    table: str, wanted: list[tuple[str, str, int, int]]
) -> None:
    assert columns(table) == wanted


ACCOUNTS = "No;Nama;No Rekening\n1;Asep;1310012345678\n2;Budi;1310012345679\n3;Cecep;0021234567\n"
TITLE = "DAFTAR PENGURUS RW;;\nTahun 2025;;\n"


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        pytest.param(
            TITLE + ACCOUNTS, [("rekening", "No Rekening", 4, 3)], id="a title of two rows"
        ),
        pytest.param(
            ";DAFTAR PENGURUS;\n;Tahun 2025;\n" + ACCOUNTS,
            [("rekening", "No Rekening", 4, 3)],
            id="a title in the middle",
        ),
        pytest.param(
            "sep=;\n" + ACCOUNTS, [("rekening", "No Rekening", 3, 3)], id="the separator first"
        ),
        pytest.param(
            "No;Nama;Nomor\n;;Rekening\n1;Asep;1310012345678\n2;Budi;1310012345679",
            [("rekening", "Nomor Rekening", 3, 2)],
            id="a header of two rows",
        ),
        pytest.param(
            "No;Uraian;Kode\n;;Rekening\n1;Kertas;510201010024\n2;Tinta;510201010025",
            [],
            id="a header of two rows, of a budget",
        ),
        pytest.param(
            "DAFTAR WARGA;;\nTahun 2025;;\nNo;NIK;Alamat\n1;3273014101900000;Jl A",
            [("nik", "NIK", 4, 1)],
            id="a NIK that a spreadsheet rounded",
        ),
        pytest.param(
            TITLE + "No;Nama;NPWP\n1;CV Maju;12,345,678,9,01\n2;CV Jaya;12,345,678,9,02",
            [("npwp", "NPWP", 4, 2)],
            id="tax numbers cut by a spreadsheet",
        ),
        pytest.param(
            TITLE + "No;Nama Pemilik;Telepon\n1;Contoh;5550104\n2;Misal;5550105",
            [("kolom-telepon", "Telepon", 4, 2)],
            id="landlines of people",
        ),
        pytest.param(
            "No;Data;\n;Nama Pemilik;Telepon\n1;Contoh;5550104\n2;Misal;5550105",
            [("kolom-telepon", "Data Telepon", 3, 2)],
            id="landlines of people below a group",
        ),
        pytest.param(
            f"Rekening;Penerima;x\n1310012345678;Asep;1\n{TITLE}{ACCOUNTS}",
            [("rekening", "Rekening", 2, 1), ("rekening", "x", 6, 3)],
            id="a second table below",
        ),
        pytest.param(
            f"Daftar warga, NIK {NIKS[0]};;\nNo;Nama;Umur\n1;A;2\n2;B;3",
            [("nik", f"Daftar warga, NIK {NIKS[0]}", 1, 1)],
            id="in a title",
        ),
        pytest.param(
            "No Rekening;1310012345678\nNama;Asep",
            [("rekening", "", 1, 1)],
            id="beside its name",
        ),
        pytest.param(
            "Uraian;Nilai\nRekening listrik;2025\nKTP;1310012345678",
            [],
            id="words in another column",
        ),
        pytest.param(
            "Uraian;Jumlah\nx;jumlah rekening\ny;1310012345678", [], id="how many accounts"
        ),
    ],
)
def test_titles_and_headers_of_several_rows_hide_no_column(
    table: str, wanted: list[tuple[str, str, int, int]]
) -> None:
    assert columns(table) == wanted


def test_the_units_own_contacts_are_no_finding() -> None:
    own = frozenset({"81234567890", "dago@gmail.com"})
    assert columns("hp,email\n0812-3456-7890,dago@gmail.com", own) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_rows_are_read_in_any_encoding_and_with_any_separator(encoding: str, sign: str) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=sign).writerows([["nama", "nik"], ["Café", NIKS[0]]])
    raw = parse_raw(stream.getvalue().encode(encoding), "a.csv")
    assert isinstance(raw, RawTable)
    assert raw.sheets[0].rows == ((1, ("nama", "nik")), (2, ("Café", NIKS[0])))


@pytest.mark.parametrize("data", [b"", b"\x00", b'"', b'a,"b\n', b"\xff\xfe", b"\xff" * 9, b"\r\r"])
def test_any_bytes_are_rows(data: bytes) -> None:
    path = "content/kelurahan/dago/data/a.csv"
    assert screen(data, path, Gate()).passed


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        ("nama_penerima,bantuan\nContoh,BLT", ["P013"]),
        ("nama,umur\nContoh,12", ["P013"]),
        ("nama,bantuan\nPosyandu Mawar,12", []),
        ("nama_kelurahan,umur\nDago,12", []),
        ("kelurahan,penderita_tb\nDago,1", ["P014"]),
        ("kelurahan,penderita_tb\nDago,0\nSekeloa,12", []),
        ("kecamatan,penderita_tb\nCoblong,1", []),
        ("kelurahan,jumlah\nDago,1", []),
        ("DATA;;\nTahun 2025;;\nno;nama_penerima;bantuan\n1;Contoh;BLT", ["P013"]),
        ("DATA\nTahun 2025\nkelurahan,penderita_tb\nDago,1\nSekeloa,12", ["P014"]),
        ("no,identitas,\n,nama penerima,bantuan\n1,Contoh,7\n2,Misal,8", ["P013"]),
    ],
)
def test_names_beside_health_or_aid_and_small_counts_are_told(
    table: str, wanted: list[str]
) -> None:
    assert codes(table) == wanted


def test_the_name_of_a_file_says_what_is_counted() -> None:
    assert codes("kelurahan,jumlah\nDago,1", "penyandang-disabilitas.csv") == ["P014"]


def test_what_stands_in_a_signature_below_is_told_by_its_row_alone() -> None:
    signed = ";;Lurah Contoh,\n;;SITI CONTOH\n;;NIP 19800101 200501 1 001\n"
    raw = parse_raw(f"No;RT;Jumlah\n1;RT 01;84\n2;RT 02;77\n{signed}".encode(), "data.csv")
    assert isinstance(raw, RawTable)
    (first, *_) = readings(raw.sheets[0], raw.delimiter)
    assert [(f.kind, f.column, f.row) for f in find_in_headed(first)] == [("nip", "", 6)]
