"""The table of a dataset's page: its rows, what names them, what lines up."""

from __future__ import annotations

import pytest

from sitegen.i18n import translator
from sitegen.model import Column
from sitegen.pages import views
from sitegen.pages.dataset import data_table, preview
from sitegen.tables.table import parse_table

ID = translator("id")
AREAS = ("Andir", "Astanaanyar", "Bandung Kidul")


def view(text: str, title: str = "Lansia", columns: tuple[Column, ...] = ()) -> views.DataTable:
    file, problems = parse_table(text.encode(), "data/x.csv", columns)
    assert file is not None, problems
    return preview(file.table, title, ID)


def column(shown: views.DataTable, at: int) -> list[str]:
    return [row[at].text for row in shown.rows]


def heads(shown: views.DataTable) -> list[str]:
    return [cell.text for cell in shown.head]


def panel(years: range, areas: tuple[str, ...] = AREAS) -> str:
    rows = (f"{year},{area},{year + at}" for year in years for at, area in enumerate(areas))
    return "tahun,kecamatan,lansia\n" + "\n".join(rows) + "\n"


def test_the_column_that_names_the_rows_stands_first() -> None:
    shown = view(panel(range(2019, 2021)))
    assert heads(shown) == ["Kecamatan", "Tahun", "Lansia"]
    assert column(shown, 0) == [*AREAS, *AREAS]


def test_a_series_over_time_is_named_by_its_moments() -> None:
    lines = (f"{sex},{year},{year}" for year in range(2017, 2021) for sex in ("L", "P"))
    assert heads(view("kelamin,tahun,lansia\n" + "\n".join(lines) + "\n"))[0] == "Tahun"


def test_a_long_remark_behind_the_figures_names_no_row() -> None:
    text = "tahun,kecamatan,lansia,keterangan\n"
    text += "".join(
        f"{year},{area},{year},Catatan {year} {area}\n" for year in (1999, 2000) for area in AREAS
    )
    assert heads(view(text))[0] == "Kecamatan"


def test_codes_stand_behind_the_figures() -> None:
    rows = "".join(f"2024,32.73.0{at},{area},{at}\n" for at, area in enumerate(AREAS, start=1))
    shown = view(f"tahun,kode_wilayah,kecamatan,lansia\n{rows}")
    assert heads(shown) == ["Kecamatan", "Lansia", "Kode wilayah"]


@pytest.mark.parametrize(
    ("areas", "first"), [(AREAS, "Kecamatan"), (("32.73.01", "32.73.02", "32.73.03"), "Tahun")]
)
def test_areas_name_the_rows_where_they_are_written_as_names(
    areas: tuple[str, ...], first: str
) -> None:
    declared = (
        Column(name="tahun", title="Tahun", kind="tahun"),
        Column(name="kecamatan", title="Kecamatan", kind="wilayah"),
        Column(name="lansia", title="Lansia", kind="bulat"),
    )
    assert heads(view(panel(range(2019, 2021), areas), columns=declared))[0] == first


@pytest.mark.parametrize(
    ("title", "caption"),
    [("Lansia", "Lansia (Tahun: 2019)"), ("Lansia, 2019", "Lansia, 2019")],
)
def test_what_all_rows_share_is_in_the_caption(title: str, caption: str) -> None:
    shown = view(panel(range(2019, 2020)), title)
    assert (shown.caption, heads(shown)) == (caption, ["Kecamatan", "Lansia"])


def test_figures_that_are_all_equal_keep_their_column() -> None:
    shown = view("kecamatan,lansia\nAndir,0\nAstanaanyar,0\n")
    assert column(shown, 1) == ["0", "0"]


def test_a_table_of_one_row_is_shown_whole() -> None:
    assert heads(view("tahun,kecamatan,lansia\n2024,Andir,7\n")) == ["Kecamatan", "Tahun", "Lansia"]


def test_a_page_has_all_rows_of_a_usual_table_in_their_order() -> None:
    shown = view(panel(range(2000, 2025)))
    assert (len(shown.rows), shown.note, shown.rows[0][1].text) == (75, "", "2000")


def test_of_a_long_table_the_page_has_the_newest_rows_first() -> None:
    shown = view(panel(range(1900, 2025)))
    assert column(shown, 1)[:4] == ["2024", "2024", "2024", "2023"]
    assert len(shown.rows) == 300
    assert shown.note == "Menampilkan 300 baris terbaru dari 375; berkas unduhan memuat semuanya."


def test_months_are_newest_by_year_before_month() -> None:
    rows = "".join(
        f"{year},{month},{area},1\n"
        for year in range(2000, 2010)
        for month in ("Januari", "Agustus", "Februari")
        for area in (f"Kelurahan {at}" for at in range(20))
    )
    shown = view(f"tahun,bulan,kelurahan,n\n{rows}")
    at = heads(shown).index("Bulan")
    assert [row[at].text for row in shown.rows[:60:20]] == ["Agustus", "Februari", "Januari"]


def test_a_long_table_without_time_begins_as_the_file_does() -> None:
    shown = view("nama,n\n" + "".join(f"Nama {at},{at}\n" for at in range(400)))
    assert (len(shown.rows), shown.rows[0][0].text) == (300, "Nama 0")
    assert shown.note == "Menampilkan 300 baris pertama dari 400; berkas unduhan memuat semuanya."


def test_a_wide_table_shows_fewer_rows() -> None:
    head = ",".join(f"n{at}" for at in range(60))
    row = ",".join("1" for _ in range(60))
    shown = view(f"nama,{head}\n" + "".join(f"Nama {at},{row}\n" for at in range(200)))
    assert len(shown.rows) == 49


def test_figures_of_a_column_have_equally_many_decimals_and_a_real_minus() -> None:
    shown = view("nama;n\nA;41818,504\nB;40669,44\nC;1349\nD;\nE;-1314,3\n")
    assert column(shown, 1) == [
        "41.818,504",
        "40.669,440",
        "1.349,000",
        "–",
        "\N{MINUS SIGN}1.314,300",
    ]


def test_the_figures_under_a_chart_line_up_as_well() -> None:
    rows = (("A", "12,1%", "Rp1.000"), ("B", "12,98%", "–"), ("C", "9%", "Rp12,5"))
    shown = data_table(("Nama", "Persen", "Rupiah"), rows, "Lansia", "id")
    assert column(shown, 1) == ["12,10%", "12,98%", "9,00%"]
    assert column(shown, 2) == ["Rp1.000,0", "–", "Rp12,5"]
    english = data_table(("Name", "Share"), (("A", "1,012.1%"), ("B", "9%")), "Old", "en")
    assert column(english, 1) == ["1,012.1%", "9.0%"]
    assert data_table(("Name", "Share"), (), "Old", "en").rows == ()
