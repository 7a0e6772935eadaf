"""The header of a table is found by what the columns below it hold, over as many rows as it has."""

from __future__ import annotations

import pytest

from sitegen.model import Column, ColumnKind
from tests.test_tables import names, refused, rows, table, warned

LABELS = ["Coblong", "Dago", "Andir"]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(
            "Kecamatan,Penduduk,,,\n,2022,,2023,\n,L,P,L,P\n",
            ["Kecamatan", *(f"Penduduk {year} {sex}" for year in (2022, 2023) for sex in "LP")],
            id="years within a group, sexes within years",
        ),
        pytest.param(
            "Kecamatan,Penduduk,,,\n,Kota,,Desa,\n,2022,,2022,\n,L,P,L,P\n",
            [
                "Kecamatan",
                *(f"Penduduk {part} 2022 {sex}" for part in ("Kota", "Desa") for sex in "LP"),
            ],
            id="four rows",
        ),
        pytest.param(
            "Kecamatan,,,,\n,Penduduk (Jiwa),,,\n,2022,,2023,\n,L,P,L,P\n",
            [
                "Kecamatan",
                *(f"Penduduk (Jiwa) {year} {sex}" for year in (2022, 2023) for sex in "LP"),
            ],
            id="stairs",
        ),
        pytest.param(
            "Data penduduk tahun 2023\nKecamatan,,,,\n,Penduduk (Jiwa),,,\n,2020,2021,2022,2023\n",
            ["Kecamatan", *(f"Penduduk (Jiwa) {year}" for year in range(2020, 2024))],
            id="a title above stairs",
        ),
        pytest.param(
            ",Januari,,Februari,\nKecamatan,L,P,L,P\n",
            ["Kecamatan", "Januari L", "Januari P", "Februari L", "Februari P"],
            id="months above sexes",
        ),
        pytest.param(
            "Kecamatan,Penduduk,,,\nTahun,2020,2021,2022,2023\n",
            ["Kecamatan Tahun", *(f"Penduduk {year}" for year in range(2020, 2024))],
            id="a label of the second row",
        ),
        pytest.param(
            "Kecamatan,2022,,2023,\nNama,L,P,L,P\n",
            ["Kecamatan Nama", "2022 L", "2022 P", "2023 L", "2023 P"],
            id="names that repeat below groups",
        ),
        pytest.param(
            "Kecamatan,RW,RT,KK,Jiwa\nSubdistrict,Hamlets,Blocks,Households,People\n",
            ["Kecamatan Subdistrict", "RW Hamlets", "RT Blocks", "KK Households", "Jiwa People"],
            id="a second language",
        ),
        pytest.param(
            "Kecamatan,RW,RT,KK,Jiwa\n,(buah),(buah),(keluarga),(orang)\n",
            ["Kecamatan", "RW (buah)", "RT (buah)", "KK (keluarga)", "Jiwa (orang)"],
            id="units",
        ),
        pytest.param(
            "Kecamatan,Penduduk,,KK,Luas\n,L,P,,\n",
            ["Kecamatan", "Penduduk L", "Penduduk P", "KK", "Luas"],
            id="names merged downwards at the right",
        ),
    ],
)
def test_a_header_of_many_rows_is_one(head: str, expected: list[str]) -> None:
    file = table(
        head + "".join(f"{label},{at}10,{at}20,{at}5,{at}7\n" for at, label in enumerate(LABELS, 1))
    )
    assert names(file) == expected
    assert [row[0] for row in rows(file)] == LABELS
    assert {column.kind for column in file.table.columns[1:]} == {"bulat"}


def test_a_row_that_numbers_the_columns_may_say_how_they_are_computed() -> None:
    for numbering in ("1;2;3;4=2/3", "(1);(2);(3);(4=2:3x100)", "1;2;3;4 = (2+3)"):
        file = table(f"Kode;Uraian;Pagu;Realisasi\n{numbering}\n5;Belanja;15;7\n5.1;Operasi;5;3\n")
        assert file.reading.numbering == 2, numbering
        assert rows(file) == [["5", "Belanja", 15, 7], ["5.1", "Operasi", 5, 3]]


def test_groups_of_codes_are_headed_as_groups_of_figures() -> None:
    file = table(
        "No;Barang;Nomor;;Tahun;Harga\n;;Kode;Register;;\n1;Meja;02.06.01;0001;2019;1500\n"
        "2;Kursi;02.06.02;0002;2020;900\n"
    )
    assert names(file) == ["No", "Barang", "Nomor Kode", "Nomor Register", "Tahun", "Harga"]
    assert len(file.table.frame) == 2


@pytest.mark.parametrize(
    "first",
    [
        pytest.param("Coblong,-,-\n", id="no figures yet"),
        pytest.param("Coblong,,\n", id="empty"),
        pytest.param(",x,x\n", id="suppressed"),
        pytest.param("Coblong,belum didata,tidak ada RT\n", id="remarks"),
        pytest.param("Coblong,1990,2001\n", id="figures that could be years"),
    ],
)
def test_a_first_row_without_figures_is_no_header(first: str) -> None:
    data = "Kecamatan,RW,RT\n" + first + "Dago,11,62\nAndir,16,90\nRegol,13,70\n"
    if "x" in first or "belum" in first:
        assert warned(data)[0].reading.header == (1,)
    else:
        assert table(data).reading.header == (1,)


def test_the_name_of_an_area_above_the_table_is_no_column() -> None:
    file, _ = warned("Kecamatan Coblong,,\n,RW,RT\nDago,11,62\nLebak,16,90\n")
    assert names(file)[1:] == ["RW", "RT"]
    assert file.reading.header == (2,)


@pytest.mark.parametrize("colon", [";: ", ": ;", ";:;"])
def test_labels_with_their_texts_above_a_table_are_titles(colon: str) -> None:
    head = f"Judul{colon}Koperasi aktif\nSatuan{colon}unit\n\n"
    file = table(head + "No;Kecamatan;Koperasi;Anggota\n1;A;62;8.120\n2;B;18;2.004\n")
    assert names(file) == ["No", "Kecamatan", "Koperasi", "Anggota"]
    assert [note.row for note in file.table.notes] == [1, 2]
    two = table(f"Judul{colon}Koperasi aktif\nKecamatan;Koperasi\nA;62\nB;18\n")
    assert rows(two) == [["A", 62], ["B", 18]]


def test_rows_below_the_table_do_not_decide_where_its_header_is() -> None:
    signature = "".join(
        f",,,{text}\n" for text in ('"Bandung, 3 Mei 2026"', '"Lurah,"', "A", "B", "C")
    )
    file = table(
        "Rekap surat,,,\nTahun 2026,,,\nNo,Jenis,Jan,Feb\n1,SKTM,3,4\n2,SKU,5,6\n" + signature
    )
    assert names(file) == ["No", "Jenis", "Jan", "Feb"]


@pytest.mark.parametrize(
    ("described", "published"),
    [
        ("Kabupaten/Kota", ["Kabupaten/Kota", "Miskin (Persen) 2021"]),
        ("kabupaten/kota", ["kabupaten/kota", "Miskin (Persen) 2021"]),
        ("Miskin (Persen)", ["Kabupaten/Kota", "Miskin (Persen)"]),
        ("2021", ["Kabupaten/Kota", "2021"]),
    ],
)
def test_a_description_may_name_a_column_by_what_stands_above_it(
    described: str, published: list[str]
) -> None:
    data = "Kabupaten/Kota,\n,Miskin (Persen)\n,2021\nBogor,8.13\nSukabumi,7.7\n"
    kind: ColumnKind = "teks" if "ota" in described else "desimal"
    file = table(data, Column(name=described, title="Judul", kind=kind))
    assert names(file) == published
    assert [column.title for column in file.table.columns if column.name == described] == ["Judul"]


def test_a_text_above_several_columns_describes_none_of_them() -> None:
    data = "Kecamatan,Penduduk,\n,L,P\nDago,11,62\nLebak,16,90\n"
    file = table(data, Column(name="Penduduk", title="", kind="bulat"))
    assert names(file) == ["Kecamatan", "Penduduk L", "Penduduk P"]


def test_many_columns_without_a_name_are_told_together() -> None:
    _, problems = warned("kec,,,,,\nA,1,2,3,4,5\nB,3,4,5,6,7\n")
    assert problems == [
        (
            "data/k.csv:2 row 1: [D067] 5 columns have cells but no name; they are published as 2 (`kolom_2`), "
            "3 (`kolom_3`), 4 (`kolom_4`), 5 (`kolom_5`), ... = give each column a name in the header, or "
            "delete it"
        )
    ]


def test_many_columns_of_one_name_are_told_together() -> None:
    _, problems = warned("kec,L,L,L,L,L,L\nA,1,2,3,4,5,6\nB,3,4,5,6,7,8\n")
    assert problems == [
        (
            "data/k.csv:3 row 1: [D068] 5 columns have the same name as one before them; they are published as "
            "3 (`L_2`), 4 (`L_3`), 5 (`L_4`), 6 (`L_5`), ... = give each column its own name, such as the year "
            "with what is counted"
        )
    ]


def test_blank_columns_at_the_right_cost_nothing_and_names_are_limited() -> None:
    blank = ";" * 16_381
    file = table(f"a;b;c{blank}\n" + "".join(f"x;{at};{at}{blank}\n" for at in range(50)))
    assert names(file) == ["a", "b", "c"]
    wide = ";".join(f"k{at}" for at in range(2_500))
    assert refused(f"{wide}\n{wide}\n")[0].startswith(
        "data/k.csv row 1: [D061] this row has 2500 columns"
    )
