"""The workbook of a dataset, read back by a library that had no part in writing it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.datasets import workbook as limits
from sitegen.datasets.workbook import Notes, fits, workbook
from sitegen.model import Column, Table
from sitegen.tables.table import parse_table
from tests.conftest import CityFolder

NOTES = Notes(
    sheet="Tentang data ini",
    title="=Judul",
    facts=(("Sumber", "+62 22"), ("Alamat", "https://kota.example/")),
    columns=(("Kolom", "Arti"), ("n", "=2")),
    remarks=(("Catatan", ("-Satu", "@dua")),),
)
EARLY = "tanggal\n1871-05-01\n2026-11-03\n"


def table(text: str, columns: tuple[Column, ...] = ()) -> Table:
    file, problems = parse_table(text.encode(), "data/x.csv", columns)
    assert file is not None, problems
    return file.table


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def sheet(text: str, columns: tuple[Column, ...] = ()) -> Any:
    return opened(workbook(table(text, columns), NOTES, "id"))["Data"]


def values(found: Any) -> list[list[object]]:
    return [[_day(cell.value) for cell in row] for row in found]


def _day(value: object) -> object:
    """A day for each day: the library gives midnights."""
    return value.date() if isinstance(value, datetime) else value


def test_days_months_years_and_figures_have_their_types_and_codes_their_zeros() -> None:
    found = sheet(
        "tanggal,bulan,tahun,kode_pos,jumlah,rasio\n"
        "2026-11-03,2026-11,2026,00123,1250,12.5\n2026-11-04,2026-12,2026,40135,,3.25\n"
    )
    assert values(found)[1:] == [
        [date(2026, 11, 3), date(2026, 11, 1), 2026, "00123", 1250, 12.5],
        [date(2026, 11, 4), date(2026, 12, 1), 2026, "40135", None, 3.25],
    ]
    assert [cell.number_format for cell in found[2]] == [
        "mm-dd-yy",
        "[$-421]mmmm yyyy",
        "0",
        "@",
        "#,##0",
        "#,##0.00",
    ]
    assert [cell.is_date for cell in found[2]] == [True, True, False, False, False, False]


def test_figures_show_their_unit_and_keep_their_value() -> None:
    columns = (
        Column(name="nama", title="Nama", kind="teks"),
        Column(name="persen", title="Persen", kind="desimal", unit="persen"),
        Column(name="biaya", title="Biaya", kind="bulat", unit="rupiah"),
    )
    found = sheet("nama,persen,biaya\nA,12.98,1500000\nB,9,0\n", columns)
    assert values(found)[1:] == [["A", 12.98, 1500000], ["B", 9, 0]]
    assert [cell.number_format for cell in found[2]] == ["General", '#,##0.00"%"', '"Rp"#,##0']


@pytest.mark.parametrize(
    "text", ["=1+1", "+62", "-a", "@b", "{=1}", "https://x.example", "_x0041_"]
)
def test_no_text_becomes_a_formula_or_a_link(text: str) -> None:
    found = sheet(f'{text} kolom,n\n"{text} sel",1\nb,2\n')
    head, cell = found["A1"], found["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (f"{text} sel", "s", None)
    assert (head.data_type, head.hyperlink) == ("s", None)
    about = opened(workbook(table("n\n1\n2\n"), NOTES, "id"))[NOTES.sheet]
    assert {cell.data_type for row in about for cell in row if cell.value} == {"s"}
    assert about["A1"].value == "=Judul"


def test_what_a_sheet_cannot_count_is_a_text() -> None:
    """Figures of more than fifteen digits, and days before those that programs agree on."""
    found = sheet("nama,n\na,9007199254740993\nb,1\n")
    assert [found["B2"].value, found["B3"].value] == ["9007199254740993", 1]
    assert values(sheet(EARLY))[1:] == [["1871-05-01"], [date(2026, 11, 3)]]


def test_the_header_stays_in_view_and_filters_all_rows() -> None:
    found = sheet("nama,n\na,1\nb,2\n")
    assert (found.freeze_panes, found.auto_filter.ref) == ("A2", "A1:B3")


def test_columns_of_one_title_are_told_apart_by_their_names() -> None:
    columns = (
        Column(name="a", title="Jumlah", kind="bulat"),
        Column(name="b", title="Jumlah", kind="bulat"),
    )
    assert values(sheet("a,b\n1,2\n3,4\n", columns))[0] == ["Jumlah [a]", "Jumlah [b]"]


def test_the_same_table_gives_the_same_bytes_at_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    read = table("nama,n\n" + "".join(f"Nama {at},{at}\n" for at in range(300)))
    small = [workbook(read, NOTES, "id") for _ in range(2)]
    monkeypatch.setattr(limits, "_IN_MEMORY", 10)
    large = [workbook(read, NOTES, "id") for _ in range(2)]
    assert small[0] == small[1]
    assert large[0] == large[1]
    assert values(opened(small[0])["Data"]) == values(opened(large[0])["Data"])


def test_a_table_that_no_sheet_holds_has_no_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    read = table("nama,n\na,1\nb,2\n")
    assert fits(read)
    monkeypatch.setattr(limits, "MOST_ROWS", 2)
    assert not fits(read)
    monkeypatch.undo()
    monkeypatch.setattr(limits, "MOST_CELLS", 3)
    assert not fits(read)
    assert not fits(table(f"nama,n\n{'x' * 40_000},1\nb,2\n"))


CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zs", "Zl", "Zp")), min_size=1)


@given(st.lists(st.tuples(CELLS, st.integers(-(10**14), 10**14)), min_size=2, max_size=20))
def test_any_texts_and_figures_come_back_as_they_were(rows: list[tuple[str, int]]) -> None:
    import pandas as pd

    columns = (
        Column(name="nama", title="Nama", kind="teks"),
        Column(name="n", title="Nilai", kind="bulat"),
    )
    names, figures = zip(*rows, strict=True)
    frame = pd.DataFrame(
        {"nama": pd.Series(names, dtype="str"), "n": pd.Series(figures, dtype="Int64")}
    )
    found = opened(workbook(Table(columns, frame), NOTES, "id"))["Data"]
    assert [tuple(row) for row in values(found)[1:]] == rows


CITY = """\
-- content/kelurahan/dago/data/kunjungan.csv --
bulan,kunjungan
2025-01,40
2025-02,30
-- content/kelurahan/dago/data/kunjungan.yml --
judul: Kunjungan posyandu
deskripsi: Kunjungan yang tercatat.
sumber: Buku tamu
lisensi: CC BY 4.0
kolom:
  - {{nama: bulan, judul: Bulan, tipe: bulan}}
  - {{nama: kunjungan, judul: Kunjungan, tipe: bulat, satuan: orang, deskripsi: "{meaning}"}}
"""


def test_the_second_sheet_tells_what_the_page_tells(city: Callable[[str], CityFolder]) -> None:
    folder = city(CITY.format(meaning="Orang yang datang"))
    assert folder.build().held_back == ()
    path = "kelurahan/dago/data/kunjungan/kunjungan.xlsx"
    about = opened(folder.files()[path])["Tentang data ini"]
    rows = [[cell.value for cell in row if cell.value] for row in about]
    for told in (
        ["Kunjungan posyandu"],
        ["Apa arti angka ini", "Kunjungan yang tercatat."],
        ["Sumber", "Buku tamu"],
        ["Diterbitkan oleh", "Kelurahan Dago"],
        ["Lisensi", "CC BY 4.0"],
        ["https://creativecommons.org/licenses/by/4.0/deed.id"],
        ["Kunjungan (orang)", "Orang yang datang", "bilangan bulat", "orang", "kunjungan"],
    ):
        assert told in rows, (told, rows[-4:])
    assert any(row[-1].endswith("/kelurahan/dago/data/kunjungan/") for row in rows if row)


def test_the_workbook_stands_first_and_is_made_again_when_its_words_change(
    city: Callable[[str], CityFolder],
) -> None:
    folder = city(CITY.format(meaning="Orang yang datang"))
    folder.build()
    path = "kelurahan/dago/data/kunjungan/kunjungan.xlsx"
    before = folder.files()[path]
    page = folder.read("/kelurahan/dago/data/kunjungan/")
    assert page.index(f'href="/{path}"') < page.index('kunjungan.csv" download')
    assert "Unduh untuk Excel" in page
    assert "CSV (untuk program)" in page
    folder.write("content/kelurahan/dago/data/kunjungan.yml", "judul: Lain\n")
    folder.build()
    assert folder.files()[path] != before
