"""What a table without a description says by itself is true of it, whatever its shape; else it says nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sitegen.charts.automatic import automatic
from sitegen.charts.data import ChartData
from sitegen.charts.prepare import prepare
from sitegen.datasets.dataset import parse_dataset
from sitegen.datasets.sentence import sentence
from sitegen.keys.rules import Rules
from sitegen.keys.values import MONTH_NAMES
from sitegen.model import Table, Where
from sitegen.tables.files.csvfile import delimiter_of
from sitegen.tables.files.raw import parse_raw
from sitegen.tables.measures import small_unit
from sitegen.tables.table import parse_table, readable
from tests.charted import ID
from tests.conftest import told
from tests.test_sentence_properties import NAMES, check_ends, figures
from tests.test_workbook import book, saved

SHAPES = Path(__file__).with_name("shapes")


def read(text: str) -> Table:
    file, problems = parse_table(text.encode(), "a.csv")
    assert file, [told(problem) for problem in problems]
    return file.table


def drawn(text: str) -> ChartData | None:
    table = read(text)
    spec = automatic(table)
    return prepare(spec, table, Where(path="a.csv"))[0] if spec else None


def said(text: str) -> str:
    data = drawn(text)
    return sentence(data, ID) if data else ""


TRUE = {
    "a figure of one month is not drawn over the months of another": (
        (
            "Kelompok;IHK Des 2022;IHK Des 2023;Inflasi y-on-y (%)\nMakanan;117,20;124,60;6,31\n"
            "Pakaian;107,55;108,40;0,79\nTransportasi;121,90;122,01;0,09\n"
        ),
        "Inflasi y-on-y tertinggi pada Makanan (6,31%), terendah pada Transportasi (0,09%).",
    ),
    "running totals of several columns are those reached last": (
        (
            "Jenis Pajak;Realisasi s.d. Triwulan I;Realisasi s.d. Triwulan II\nPajak Hotel;1.000;2.400\n"
            "Pajak Reklame;500;1.100\nBPHTB;1.200;1.900\n"
        ),
        "Realisasi pada triwulan 2: tertinggi pada Pajak Hotel (2.400), terendah pada Pajak Reklame (1.100).",
    ),
    "running totals of one or two series as well": (
        "Jenis;s/d Maret;s/d Juni\nHotel;1.000;2.400\nReklame;500;1.100\n",
        "Nilai: Hotel 2.400 pada Juni; Reklame 1.100 pada Juni.",
    ),
    "a column called cumulative has no lowest day": (
        "tanggal,kasus_kumulatif\n2021-02-01,111\n2021-02-02,150\n2021-02-03,199\n",
        "Kasus kumulatif mencapai 199 pada 3 Februari 2021.",
    ),
    "where rows have units of their own, what has one for all is compared": (
        (
            "Indikator,Satuan,Target 2023,Capaian (%)\nIPM,Indeks,82.50,100.65\n"
            "Kemiskinan,Persen,3.90,98.46\nKunjungan,Orang,6500,118.40\n"
        ),
        "Capaian tertinggi pada Kunjungan (118,4%), terendah pada Kemiskinan (98,5%).",
    ),
    "the year in which something was founded is not the time of its figures": (
        (
            "Kelompok,Tahun Pembentukan,Jumlah Anggota\nMekar,2011,37\nSugih,2003,39\n"
            "Harapan,2013,18\nKarya,2009,20\n"
        ),
        "Anggota terbanyak pada Sugih (39), paling sedikit pada Harapan (18).",
    ),
    "an office that is a kecamatan is one of the offices": (
        (
            "Perangkat Daerah;Jumlah pegawai\nSekretariat Daerah;152\nDinas Kesehatan;1.130\n"
            "Badan Pendapatan;102\nDinas Pendidikan;4.920\nKecamatan Soreang;33\n"
        ),
        "Pegawai terbanyak di Dinas Pendidikan (4.920), paling sedikit di Kecamatan Soreang (33).",
    ),
    "row numbers name nothing, and a mean at the end is none of the rows": (
        (
            "No;Unsur;Nilai\nU1;Persyaratan;3,17\nU2;Prosedur;3,41\nU3;Biaya;3,55\n"
            "NRR Tertimbang;;3,38\nNilai IKM;;84,42\n"
        ),
        "Nilai tertinggi pada Biaya (3,55), terendah pada Persyaratan (3,17).",
    ),
    "months without data are empty, not words": (
        "Pos hujan;Jan;Feb;Mar\nCisondari;274;TAD;36\nCiherang;426;118;TAD\nCipeundeuy;107;9;297\n",
        "Nilai tertinggi di Ciherang pada Januari (426), terendah di Cipeundeuy pada Februari (9).",
    ),
    "the condition of roads is no place": (
        "Kondisi Jalan,Panjang (km)\nBaik,701.2\nSedang,170.4\nRusak,66.1\n",
        "Panjang terbesar pada Baik (701,2 km), terkecil pada Rusak (66,1).",
    ),
    "what a sector is part of is none of the sectors": (
        (
            "Lapangan Usaha;Laju Pertumbuhan (%)\nA. Pertanian;4,58\nC. Industri;-5,39\n"
            "F. Konstruksi;8,71\nPDRB;5,07\n"
        ),
        (
            f"Laju Pertumbuhan tertinggi pada F. Konstruksi (8,71%), "
            f"terendah pada C. Industri ({chr(0x2212)}5,39%)."
        ),
    ),
    "a province and the nation are none of the regencies": (
        "Kabupaten/Kota;IPM\nBogor;66,54\nGarut;69,12\nCiamis;71,30\nJAWA BARAT;74,24\nINDONESIA;74,39\n",
        "IPM tertinggi di Ciamis (71,3), terendah di Bogor (66,54).",
    ),
    "a category that names both sexes is not added to them": (
        (
            "id,kecamatan,jenis_kelamin,jumlah\n1,Pacet,Laki-laki,1020\n2,Pacet,Perempuan,1105\n"
            "3,Pacet,Laki-laki + Perempuan,2125\n4,Soreang,Laki-laki,2010\n5,Soreang,Perempuan,1990\n"
            "6,Soreang,Laki-laki + Perempuan,4000\n"
        ),
        "Jumlah terbanyak di Soreang (4.000), paling sedikit di Pacet (2.125).",
    ),
    "the total of each year is none of its parts": (
        (
            "tahun,status,jumlah\n2022,Negeri,120\n2022,Swasta,31\n2022,Total,151\n"
            "2023,Negeri,118\n2023,Swasta,35\n2023,Total,153\n"
        ),
        (
            f"Jumlah: Negeri turun dari 120 (2022) menjadi 118 (2023), {chr(0x2212)}1,7%; "
            "Swasta naik dari 31 (2022) menjadi 35 (2023), +12,9%."
        ),
    ),
    "the regency of each year is none of its kecamatan": (
        (
            "tahun,kecamatan,penduduk\n2022,Pacet,100\n2022,Soreang,120\n2022,Ciwidey,90\n"
            "2022,Kabupaten Bandung,310\n2023,Pacet,101\n2023,Soreang,125\n2023,Ciwidey,91\n"
            "2023,Kabupaten Bandung,317\n"
        ),
        "Penduduk pada 2023: terbanyak di Soreang (125), paling sedikit di Ciwidey (91).",
    ),
    "the rate of both sexes is none of theirs": (
        (
            "tahun,jenis_kelamin,ahh\n2021,Laki-laki,71.1\n2021,Perempuan,75.2\n2021,Total,73.2\n"
            "2022,Laki-laki,71.3\n2022,Perempuan,75.3\n2022,Total,73.3\n"
        ),
        (
            "Ahh: Laki-laki naik dari 71,1 (2021) menjadi 71,3 (2022), +0,2; "
            "Perempuan naik dari 75,2 (2021) menjadi 75,3 (2022), +0,1."
        ),
    ),
    "money in thousands is written in words": (
        "Tahun;Pengeluaran Perkapita (Ribu Rp)\n2021;16.000\n2022;16.500\n2023;17.320\n",
        "Pengeluaran Perkapita naik dari 16.000 (2021) menjadi 17.320 ribu rupiah (2023), +8,3%.",
    ),
}
SILENT = {
    "accounts without codes whose sums show that some contain others": (
        SHAPES / "lra-tanpa-kode.csv"
    ).read_text(encoding="utf-8"),
    "revenue and spending of a village with their parts": (
        "URAIAN;ANGGARAN (Rp)\nPENDAPATAN;2.150.000.000\nDana Desa;1.150.000.000\n"
        "Alokasi Dana Desa;1.000.000.000\nBELANJA;2.180.000.000\nPembangunan;1.180.000.000\n"
        "Pembinaan;1.000.000.000\nPEMBIAYAAN;30.000.000\nSiLPA;30.000.000\n"
    ),
    "headings without figures above their parts": (
        "Fasilitas;2022;2023\nRumah Sakit;;\nPemerintah;3;3\nSwasta;9;10\nKlinik;;\nPratama;210;222\n"
        "Utama;31;35\n"
    ),
    "labels with different units": (
        "Uraian;2021;2022\nPelanggan (unit);150.220;151.330\nAir terjual (m3);48.220.110;48.900.221\n"
        "Kehilangan air (%);42;41\n"
    ),
    "volumes in months, reams and boxes": (
        "Uraian;Volume;Satuan;Harga Satuan\nAlat tulis;12;Bulan;1.250.000\nKertas;40;Rim;65.000\n"
        "Makanan;350;Dus;45.000\n"
    ),
    "columns of days that say nothing of what they count": (
        "Pegawai,1,2,3\nUnit A,1,1,1\nUnit B,1,0,1\nUnit C,1,1,0\n"
    ),
    "quarters beside their half-years and the year": (
        "Periode;PMDN (Rp juta)\nTriwulan I;120.300\nTriwulan II;140.210\nSemester I;260.510\n"
        "Triwulan III;99.200\nTriwulan IV;180.001\nTahunan;539.711\n"
    ),
    "months of which one holds words": (
        "Pos;Jan;Feb;Mar\nA;274;alat rusak;36\nB;426;118;250\nC;107;rusak sejak 3 Februari;297\n"
    ),
}


@pytest.mark.parametrize(("text", "expected"), TRUE.values(), ids=TRUE)
def test_a_table_says_what_its_rows_say(text: str, expected: str) -> None:
    assert said(text) == expected


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_a_table_whose_rows_cannot_be_compared_says_nothing(text: str) -> None:
    assert said(text) == ""


def test_commas_in_titles_and_figures_do_not_split_a_table_of_semicolons() -> None:
    text = (SHAPES / "bps-pdrb-koma-di-judul.csv").read_text(encoding="utf-8")
    assert delimiter_of(text) == ";"
    assert delimiter_of("nama,nilai;mutu\na,1\nb,2\n") == ","


def test_rates_of_two_sexes_are_no_wrong_sums() -> None:
    text = (SHAPES / "bps-sakernas-tingkat.csv").read_bytes()
    _, problems = parse_dataset(parse_raw(text, "a.csv"), "a.csv", None, Rules(zone="Asia/Jakarta"))
    assert [problem.code for problem in problems] == ["D010"]


def test_the_last_subtotal_beside_the_total_is_of_its_own_group() -> None:
    rows = "A;1.200\nB;3.100\nSub Jumlah;4.300\nC;500\nD;700\nSub Jumlah;1.200\nTOTAL;5.500\n"
    file, problems = parse_table(f"Uraian;Jumlah\n{rows}".encode(), "a.csv")
    assert file, problems
    assert problems == ()
    assert [total.row for total in file.table.totals] == [4, 7, 8]


def test_weeks_that_cannot_be_ordered_stay_in_the_order_of_the_file() -> None:
    weeks = ("1-7 Januari 2024", "8-14 Januari 2024", "15-21 Januari 2024")
    data = drawn("Periode,Kasus\n" + "".join(f"{week},{len(week) * 7}\n" for week in weeks))
    assert data
    assert data.xs == weeks


def test_money_in_millions_is_in_words_in_either_order() -> None:
    assert (
        small_unit("Rp juta") == small_unit("juta rupiah") == small_unit("Juta Rp") == "juta rupiah"
    )
    assert small_unit("Rp") == "Rp"


def test_names_that_people_wrote_keep_their_hyphens() -> None:
    assert readable("Inflasi y-on-y (%)") == "Inflasi y-on-y (%)"
    assert readable("Rasio Murid-Guru") == "Rasio Murid-Guru"


@pytest.mark.parametrize(("sheet", "title"), [("2021", "Posbindu: 2021"), ("Sheet1", "Posbindu")])
def test_a_title_that_nobody_wrote_says_which_of_several_sheets_is_shown(
    sheet: str, title: str
) -> None:
    made = book(("Kecamatan", "Posbindu"), ("Pacet", 17), ("Soreang", 21))
    made.worksheets[0].title = sheet
    made.create_sheet("2022").append(("Kecamatan", "Posbindu"))
    dataset, problems = parse_dataset(
        parse_raw(saved(made), "posbindu.xlsx"), "posbindu.xlsx", None, Rules(zone="Asia/Jakarta")
    )
    assert dataset, problems
    assert dataset.meta.title == title


# Sums of other rows by chance would make levels of rows that have none.
amounts = st.integers(1_000_003, 9_999_999)


@settings(max_examples=30, deadline=None)
@given(groups=st.lists(st.lists(amounts, min_size=2, max_size=4), min_size=2, max_size=4))
def test_accounts_and_their_parts_are_never_compared_whatever_their_sums(
    groups: list[list[int]],
) -> None:
    lines = ["Uraian;Anggaran 2024;Realisasi 2024"]
    for number, group in enumerate(groups):
        lines.append(f"Akun {number};{sum(group)};{sum(group)}")
        lines += [f"Rincian {number}-{at};{part};{part}" for at, part in enumerate(group)]
    data = drawn("\n".join(lines) + "\n")
    shown = {mark.x for mark in (*data.marks, *data.rest)} if data else set()
    assert len({name.partition(" ")[0] for name in shown}) < 2, shown


@settings(max_examples=30, deadline=None)
@given(
    table=st.dictionaries(
        st.sampled_from(NAMES),
        st.lists(st.integers(1, 9999), min_size=4, max_size=4),
        min_size=1,
        max_size=6,
    ),
    year=st.sampled_from(["", " 2024"]),
    until=st.sampled_from(["s.d. ", "s/d ", "sampai dengan "]),
)
def test_of_running_totals_only_the_last_are_compared(
    table: dict[str, list[int]], year: str, until: str
) -> None:
    header = ";".join(f"Realisasi {until}{month}{year}" for month in MONTH_NAMES[:4])
    lines = [
        ";".join([name, *(str(sum(own[: at + 1])) for at in range(4))])
        for name, own in table.items()
    ]
    text = said("\n".join([f"Kecamatan;{header}", *lines, ""]))
    last = {name: sum(own) for name, own in table.items()}
    assume(text)
    check_ends(text, {name: float(value) for name, value in last.items()}, "kecamatan")
    assert not set(re.findall(r"\w+", text)) & set(MONTH_NAMES[:3]), text
    known = [*last.values(), 2024, *range(len(last) + 1)]
    assert all(any(map(each.fits, known)) for each in figures(text)), text


@settings(max_examples=30, deadline=None)
@given(
    table=st.dictionaries(
        st.sampled_from(NAMES),
        st.tuples(*[st.integers(1, 9999)] * 3),
        min_size=3,
    ),
    beside=st.sampled_from(["Inflasi y-on-y (%)", "Kasus", "Luas (ha)", "Nilai SAKIP", "Jumlah"]),
    periods=st.sampled_from([("2022", "2023"), ("Jan", "Feb"), ("TW I", "TW II")]),
)
def test_a_figure_beside_columns_of_periods_has_no_place_in_time(
    table: dict[str, tuple[int, ...]], beside: str, periods: tuple[str, str]
) -> None:
    header = f"Kecamatan;Kasus {periods[0]};Kasus {periods[1]};{beside}"
    data = drawn("\n".join([header, *(f"{k};{a};{b};{c}" for k, (a, b, c) in table.items()), ""]))
    if data is None:
        return
    if data.y_title == readable(beside) and beside != "Kasus":
        assert not data.is_time
    found = {mark.y for mark in (*data.marks, *data.rest)}
    known = {float(figure) for own in table.values() for figure in own}
    sums = {float(sum(own[at] for own in table.values())) for at in range(3)}
    assert found <= known | sums


@settings(max_examples=40, deadline=None)
@given(
    units=st.lists(
        st.sampled_from(["Persen", "Rupiah", "Orang", "Indeks", "Ton"]), min_size=3, max_size=8
    ),
    values=st.data(),
)
def test_figures_of_different_units_are_never_compared(
    units: list[str], values: st.DataObject
) -> None:
    rows = [
        f"{name},{unit},{values.draw(st.integers(1, 9999))}"
        for name, unit in zip(NAMES, units, strict=False)
    ]
    text = said("\n".join(["Indikator,Satuan,Realisasi", *rows, ""]))
    assert (text == "") or len(set(units)) == 1


@settings(max_examples=30, deadline=None)
@given(
    table=st.dictionaries(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(["2022", "2023", "2024"])),
        st.lists(st.integers(1, 9999), min_size=2, max_size=2),
        min_size=4,
    ),
    whole=st.sampled_from(["Jumlah", "Total", "L+P", "Laki-laki dan Perempuan", "Semua"]),
    first=st.booleans(),
)
def test_parts_are_never_added_to_their_own_total(
    table: dict[tuple[str, str], list[int]], whole: str, first: bool
) -> None:
    lines = ["id,kecamatan,tahun,jenis,penduduk"]
    for (name, year), parts in table.items():
        rows = [("L", parts[0]), ("P", parts[1])]
        rows.insert(0 if first else 2, (whole, sum(parts)))
        lines += [f"{len(lines)}-{kind},{name},{year},{kind},{value}" for kind, value in rows]
    data = drawn("\n".join(lines) + "\n")
    if data is None or (data.series and whole in data.series):
        return
    total = sum(map(sum, table.values()))
    assert sum(mark.y for mark in (*data.marks, *data.rest)) <= total
