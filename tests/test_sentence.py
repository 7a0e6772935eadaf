"""The sentence of a chart: what it says of all rows, and what it leaves unsaid."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from sitegen.charts.caption import cut_words
from sitegen.charts.data import ChartData, Mark
from sitegen.charts.prepare import automatic, prepare
from sitegen.charts.scope import scope
from sitegen.datasets.sentence import sentence
from sitegen.keys.values import MONTH_NAMES
from sitegen.model import ChartSpec, Where
from sitegen.tables.table import parse_table
from tests.charted import EN, ID, MINUS, chart, prepared, rows

NAMES = [f"Kecamatan {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]


def areas(figures: list[object], header: str = "kecamatan,penduduk") -> str:
    return rows(header, *zip(NAMES, figures, strict=False))


# What all rows say


def test_the_lowest_is_that_of_all_rows_and_not_of_those_shown() -> None:
    text = areas([*range(300, 326)])
    data = prepared(text, "batang-mendatar", "kecamatan", "penduduk", sort="turun", top=15)
    assert sentence(data, ID) == (
        "Penduduk terbanyak di Kecamatan Z (325), paling sedikit di Kecamatan A (300)."
    )


def test_the_highest_is_that_of_all_rows_where_the_lowest_are_shown() -> None:
    text = areas([50 + place / 4 for place in range(26)], "kecamatan,persen_terlayani")
    data = prepared(text, "batang", "kecamatan", "persen_terlayani", sort="naik", top=10)
    assert sentence(data, ID) == (
        "Persen terlayani tertinggi di Kecamatan Z (56,25), terendah di Kecamatan A (50)."
    )


def test_bars_left_out_for_want_of_room_count_too() -> None:
    text = rows("lokasi,kunjungan", *((f"Pos {n}", 500 - n) for n in range(130)))
    data = prepared(text, "batang", "lokasi", "kunjungan")
    assert len(data.xs) < 130
    assert (
        sentence(data, ID) == "Kunjungan terbanyak di Pos 0 (500), paling sedikit di Pos 129 (371)."
    )


def test_a_cut_series_of_days_is_told_to_its_end() -> None:
    days = [f"2025-{month:02}-{day:02}" for month in range(1, 7) for day in range(1, 29)]
    figures = [20 + n % 9 for n in range(len(days))]
    figures[-1] = 90
    text = rows("tanggal,kasus", *zip(days, figures, strict=True))
    data = prepared(text, "batang", "tanggal", "kasus")
    assert sentence(data, ID) == (
        "Kasus terbanyak pada 28 Juni 2025 (90), paling sedikit pada 19 hari (masing-masing 20)."
    )


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        pytest.param(
            [6, 1, 4],
            "Mal terbanyak di Kecamatan A (6 unit), paling sedikit di Kecamatan B (1).",
            id="one",
        ),
        pytest.param(
            [6, 1, 4, 1],
            "Mal terbanyak di Kecamatan A (6 unit), paling sedikit di Kecamatan B dan Kecamatan D "
            "(masing-masing 1).",
            id="two are named",
        ),
        pytest.param(
            [6, 1, 1, 1, 4, 1, 1, 1],
            "Mal terbanyak di Kecamatan A (6 unit), paling sedikit di 6 kecamatan (masing-masing 1).",
            id="more are counted",
        ),
        pytest.param(
            [3, 3, 3],
            "Mal sama di 3 kecamatan: masing-masing 3 unit.",
            id="all alike",
        ),
    ],
)
def test_equals_are_named_or_counted(figures: list[object], said: str) -> None:
    data = prepared(
        areas(figures, "kecamatan,mal"), "batang", "kecamatan", "mal", measured_in="unit"
    )
    assert sentence(data, ID) == said


def test_equals_behind_the_cut_are_counted_with_the_others() -> None:
    text = areas([9, 8, 7, 1, 1, 1, 1], "kecamatan,mal")
    data = prepared(text, "batang", "kecamatan", "mal", sort="turun", top=4)
    assert "paling sedikit di 4 kecamatan (masing-masing 1)" in sentence(data, ID)


def test_a_name_that_is_missing_is_no_extreme() -> None:
    data = chart(
        [("", 9), ("Andir", 3), ("Regol", 2)],
        kind="batang",
        x_kind="kategori",
        x_title="Kecamatan",
        measure="count",
    )
    assert sentence(data, ID) == "Penduduk paling sedikit di Regol (2)."


def test_a_stack_that_is_cut_has_the_total_of_all() -> None:
    text = rows(
        "kecamatan,jenis,jumlah",
        *((name, kind, 10 * n + m) for n, name in enumerate(NAMES) for m, kind in enumerate("XY")),
    )
    data = prepared(
        text, "batang", "kecamatan", "jumlah", series="jenis", arrangement="tumpuk", top=5
    )
    assert sentence(data, ID) == "Jumlah seluruhnya 6.526: Y 50,2%, X 49,8%."


def test_a_total_stands_apart_from_its_period() -> None:
    data = chart(
        [(2024, 1, "A"), (2024, 4, "B"), (2024, 3, "C"), (2024, 2, "D")],
        kind="area",
        arrangement="tumpuk",
        measure="count",
    )
    assert sentence(data, ID) == (
        "Jumlah penduduk pada 2024 seluruhnya 10: B 40%, C 30%, D 20%, A 10%."
    )
    assert sentence(data, EN) == ("Jumlah penduduk in 2024: 10 in all; B 40%, C 30%, D 20%, A 10%.")


# Over time


@pytest.mark.parametrize(
    ("marks", "given", "said"),
    [
        pytest.param(
            [(2018, 2412458), (2019, 2441763), (2020, 2545005), (2024, 2511763)],
            {"unit": "jiwa", "measure": "count"},
            "Jumlah penduduk naik dari 2,41 juta (2018) menjadi 2,51 juta jiwa (2024), +4,1%; "
            "terbanyak pada 2020 (2,55 juta jiwa).",
            id="a count",
        ),
        pytest.param(
            [(2020, 80), (2021, 78.5)],
            {"unit": "persen", "measure": "percent", "y_title": "Cakupan"},
            f"Cakupan turun dari 80% (2020) menjadi 78,5% (2021), {MINUS}1,5 poin persen.",
            id="percentages change by points",
        ),
        pytest.param(
            [(2020, 0.31), (2021, 0.45)],
            {"measure": "percent", "y_title": "Inflasi (%)"},
            "Inflasi naik dari 0,31% (2020) menjadi 0,45% (2021), +0,14 poin persen.",
            id="a unit in the title is one",
        ),
        pytest.param(
            [(2020, 28.3), (2021, 28.4)],
            {"unit": "derajat Celsius", "y_title": "Suhu rata-rata"},
            "Suhu rata-rata naik dari 28,3 (2020) menjadi 28,4 derajat Celsius (2021), "
            "+0,1 derajat Celsius.",
            id="degrees have no percentage",
        ),
        pytest.param(
            [(2020, 70), (2021, 48), (2022, -5), (2023, 20)],
            {"unit": "jiwa", "measure": "count", "y_title": "Saldo penduduk"},
            f"Saldo penduduk turun dari 70 (2020) menjadi 20 jiwa (2023), {MINUS}50 jiwa; "
            f"paling sedikit pada 2022 ({MINUS}5).",
            id="no percentage in a series that crosses zero",
        ),
        pytest.param(
            [(2020, 0), (2021, 7)],
            {"measure": "count"},
            "Jumlah penduduk naik dari 0 (2020) menjadi 7 (2021), +7.",
            id="no percentage of nothing",
        ),
        pytest.param(
            [(2020, 0.0031), (2021, 0.0025), (2022, 0.0012), (2023, 0.0009)],
            {"y_title": "Laju"},
            f"Laju turun dari 0,0031 (2020) menjadi 0,0009 (2023), {MINUS}0,0022.",
            id="small figures are not 0",
        ),
        pytest.param(
            [(2020, 0.377), (2021, 0.379), (2022, 0.381), (2023, 0.376)],
            {"y_title": "Gini"},
            f"Gini turun dari 0,377 (2020) menjadi 0,376 (2023), {MINUS}0,001; "
            "tertinggi pada 2022 (0,381).",
            id="figures that differ look different",
        ),
        pytest.param(
            [(2020, 5), (2021, 5), (2022, 5)],
            {"measure": "count"},
            "Jumlah penduduk sama pada 3 tahun: masing-masing 5.",
            id="nothing changed",
        ),
        pytest.param(
            [(2020, 5), (2021, 9), (2022, 5)],
            {"measure": "count"},
            "Jumlah penduduk 5 baik pada 2020 maupun pada 2022; "
            "terbanyak pada 2021 (9), paling sedikit pada 2020 dan 2022 (masing-masing 5).",
            id="back again",
        ),
        pytest.param(
            [(2020, 5)], {"measure": "count"}, "Jumlah penduduk pada 2020: 5.", id="one year"
        ),
    ],
)
def test_years_have_a_change_that_means_something(
    marks: list[tuple[object, ...]], given: dict[str, object], said: str
) -> None:
    assert sentence(chart(marks, **given), ID) == said


def monthly(years: tuple[int, ...], figure: str, **given: object) -> ChartData:
    cells = [
        (f"{month} {year}", 100 + 40 * (place % 12) - place + year % 7)
        for year in years
        for place, month in enumerate(MONTH_NAMES)
    ]
    text = rows(f"bulan,{figure}", *cells)
    return prepared(text, "garis", "bulan", figure, **given)


def test_months_of_one_year_have_no_change_from_first_to_last() -> None:
    said = sentence(monthly((2024,), "curah_hujan", measured_in="mm"), ID)
    assert said == (
        "Curah hujan tertinggi pada Desember 2024 (530 mm), terendah pada Januari 2024 (101)."
    )


def test_months_of_years_are_compared_with_the_same_month() -> None:
    said = sentence(monthly((2022, 2023, 2024), "kunjungan"), ID)
    assert said == (
        "Kunjungan terbanyak pada Desember 2022 (535), paling sedikit pada Januari 2023 (100); "
        f"turun dari 535 (Desember 2022) menjadi 530 (Desember 2024), {MINUS}0,9%."
    )


def test_months_in_lines_of_years_name_the_month_and_its_year() -> None:
    cells = [(m, y, 10 * n + y % 5) for y in (2013, 2014, 2015) for n, m in enumerate(MONTH_NAMES)]
    text = rows("bulan,tahun,curah_hujan", *cells)
    said = {
        sentence(prepared(text, "garis", "bulan", "curah_hujan", series="tahun"), ID),
        sentence(prepared(text, "peta-panas", "bulan", "tahun", value="curah_hujan"), ID),
    }
    assert said == {
        "Curah hujan tertinggi pada Desember 2014 (114), terendah pada Januari 2015 (0)."
    }


def test_two_lines_of_months_name_the_extremes_of_each() -> None:
    cells = [(m, y, 10 * n + y % 5) for y in (2013, 2014) for n, m in enumerate(MONTH_NAMES)]
    text = rows("bulan,tahun,curah_hujan", *cells)
    assert sentence(prepared(text, "garis", "bulan", "curah_hujan", series="tahun"), ID) == (
        "Curah hujan: pada 2013 tertinggi pada Desember (113), terendah pada Januari (3); "
        "pada 2014 tertinggi pada Desember (114), terendah pada Januari (4)."
    )


def test_semesters_are_compared_with_the_same_semester() -> None:
    cells = [("2017-S1", 10), ("2017-S2", 14), ("2018-S1", 12), ("2018-S2", 16)]
    text = rows("periode,penduduk", *cells)
    assert sentence(prepared(text, "garis", "periode", "penduduk"), ID) == (
        "Penduduk naik dari 14 (semester 2 2017) menjadi 16 (semester 2 2018), +14,3%; "
        "paling sedikit pada semester 1 2017 (10)."
    )


@pytest.mark.parametrize(
    ("title", "said"),
    [
        (
            "Bertambah",
            "Bertambah terbanyak pada 2018 (302 jiwa), paling sedikit pada 2019 (50).",
        ),
        (
            "Perubahan penduduk",
            "Perubahan penduduk terbanyak pada 2018 (302 jiwa), paling sedikit pada 2019 (50).",
        ),
        (
            "Penduduk",
            f"Penduduk turun dari 302 (2018) menjadi 230 jiwa (2020), {MINUS}23,8%; paling sedikit pada 2019 (50).",
        ),
    ],
)
def test_a_change_is_not_said_to_change(title: str, said: str) -> None:
    data = chart(
        [(2018, 302), (2019, 50), (2020, 230)], y_title=title, measure="count", unit="jiwa"
    )
    assert sentence(data, ID) == said


def test_growth_in_percent_is_told_like_other_percentages() -> None:
    data = chart([(2018, 5.1), (2019, 4.9)], y_title="Kenaikan harga", measure="percent", unit="%")
    assert sentence(data, ID) == (
        f"Kenaikan harga turun dari 5,1% (2018) menjadi 4,9% (2019), {MINUS}0,2 poin persen."
    )


def test_a_series_that_ended_long_before_is_not_waited_for() -> None:
    marks = [
        (year, 10 * year % 7 + n, s) for year in (2018, 2019, 2020) for n, s in enumerate("ABC")
    ]
    marks += [(2021, 4, "A"), (2021, 8, "B"), (2022, 5, "A"), (2022, 9, "B")]
    data = chart(marks, series_title="Jenis", measure="count")
    assert sentence(data, ID) == (
        "Penduduk pada 2022: terbanyak pada B (9), paling sedikit pada A (5)."
    )


def test_columns_side_by_side_are_named_once() -> None:
    text = rows("tahun,laki_laki,perempuan", (2020, 10, 20), (2021, 11, 25))
    file, _ = parse_table(text.encode(), "a.csv")
    assert file
    spec = ChartSpec(kind="garis", x="tahun", y="laki_laki, perempuan")
    data, _ = prepare(spec, file.table, Where(path="a.csv"))
    assert data
    assert sentence(data, ID).startswith("Laki-laki naik dari 10 (2020) menjadi 11 (2021), ")


def test_running_totals_say_what_was_reached() -> None:
    data = replace(monthly((2024,), "kunjungan"), cumulative=True)
    assert sentence(data, ID) == "Kunjungan mencapai 530 pada Desember 2024."


def test_lines_are_compared_at_the_last_moment_that_has_them_all() -> None:
    marks = [(2020, 4, "A"), (2020, 5, "B"), (2020, 6, "C"), (2021, 9, "A")]
    data = chart(marks, series_title="Jenis", measure="count")
    assert sentence(data, ID) == (
        "Penduduk pada 2020: terbanyak pada C (6), paling sedikit pada A (4)."
    )


# Words


@pytest.mark.parametrize(
    ("header", "unit", "said"),
    [
        (
            "kecamatan,jumlah_kelurahan",
            "kelurahan",
            "Kelurahan terbanyak di Andir (8), paling sedikit di Regol (2).",
        ),
        (
            "kecamatan,anggaran",
            "rupiah",
            "Anggaran terbesar di Andir (Rp8), terkecil di Regol (Rp2).",
        ),
        (
            "kecamatan,jumlah_kk",
            "",
            "KK terbanyak di Andir (8), paling sedikit di Regol (2).",
        ),
        ("kecamatan,luas", "ha", "Luas terbesar di Andir (8 ha), terkecil di Regol (2)."),
        (
            "kecamatan,kepadatan",
            "jiwa/km2",
            "Kepadatan tertinggi di Andir (8 jiwa/km²), terendah di Regol (2).",
        ),
        (
            "pekerjaan,jumlah_penduduk",
            "jiwa",
            "Penduduk terbanyak pada Andir (8 jiwa), paling sedikit pada Regol (2).",
        ),
        ("kecamatan,indeks", "indeks", "Indeks tertinggi di Andir (8), terendah di Regol (2)."),
    ],
)
def test_words_fit_what_is_measured_and_where(header: str, unit: str, said: str) -> None:
    x, _, y = header.partition(",")
    text = rows(header, ("Andir", 8), ("Regol", 2))
    assert sentence(prepared(text, "batang", x, y, measured_in=unit), ID) == said


@pytest.mark.parametrize(
    ("title", "labels", "said"),
    [
        ("usia", [23, 24, 43], "terbanyak pada usia 23 dan 43 tahun (masing-masing 9)"),
        ("usia", ["20-24", "25-29", "75+"], "terbanyak pada usia 20-24 dan 75+ tahun"),
        (
            "kelompok_umur",
            ["5-9 tahun", "10-14 tahun", "75 tahun ke atas"],
            "(masing-masing 9), paling sedikit pada usia 10-14 tahun (4).",
        ),
        ("rw", [1, 2, 3], "terbanyak di RW 1 dan 3 (masing-masing 9)"),
        ("laporan_ke", [1, 2, 3], "terbanyak pada laporan ke-1 dan 3 (masing-masing 9)"),
    ],
)
def test_bare_numbers_are_named_by_their_column(
    title: str, labels: list[object], said: str
) -> None:
    text = rows(f"{title},warga", *zip(labels, (9, 4, 9), strict=True))
    assert said in sentence(prepared(text, "batang", title, "warga"), ID)


@pytest.mark.parametrize(
    ("label", "kind", "indonesian", "english"),
    [
        ("2019-10", "bulan", "pada Oktober 2019", "in October 2019"),
        ("2017-S1", "semester", "pada semester 1 2017", "in semester 1 2017"),
        ("2020-Q4", "triwulan", "pada triwulan 4 2020", "in quarter 4 2020"),
        ("2025-01-01", "tanggal", "pada 1 Januari 2025", "on 1 January 2025"),
        ("2024", "tahun", "pada 2024", "in 2024"),
    ],
)
def test_periods_are_in_words(label: str, kind: str, indonesian: str, english: str) -> None:
    data = chart([(label, 5)], x_kind=kind, measure="count")
    assert indonesian in sentence(data, ID)
    assert english in sentence(data, EN)


def test_the_part_that_is_shown_is_said() -> None:
    text = rows(
        "kecamatan,kelurahan,tahun,penduduk",
        ("Andir", "Ciroyom", 2023, 7),
        ("Andir", "Ciroyom", 2024, 9),
        ("Andir", "Garuda", 2024, 4),
        ("Regol", "Balonggede", 2024, 2),
    )
    chosen = (("tahun", ("2024",)), ("kecamatan", ("andir",)))
    data = prepared(text, "batang", "kelurahan", "penduduk", filter=chosen)
    assert sentence(data, ID) == (
        "Di Kecamatan Andir pada 2024, penduduk terbanyak di Ciroyom (9), paling sedikit di Garuda (4)."
    )


def test_the_only_period_of_a_table_is_said() -> None:
    text = rows("kecamatan,tahun,tpt", ("Andir", 2024, 7.5), ("Regol", 2024, 6.1))
    assert sentence(prepared(text, "batang", "kecamatan", "tpt"), EN) == (
        "In 2024, tpt: highest in Andir (7.5), lowest in Regol (6.1)."
    )


def test_rates_that_were_added_up_say_nothing() -> None:
    text = rows("kecamatan,persen", ("Andir", 4), ("Andir", 5), ("Regol", 3))
    assert sentence(prepared(text, "batang", "kecamatan", "persen", aggregate="jumlah"), ID) == ""


# Other kinds


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(
            chart(
                [(2020, 4, "A"), (2021, 5, "A"), (2020, 3, "B"), (2021, 1, "B")], measure="count"
            ),
            f"Jumlah penduduk: A naik dari 4 (2020) menjadi 5 (2021), +25%; "
            f"B turun dari 3 (2020) menjadi 1 (2021), {MINUS}66,7%.",
            id="two series",
        ),
        pytest.param(
            chart([(2020, 4, "A"), (2021, 5, "B"), (2021, 6, "C")], highlight="A"),
            "Jumlah penduduk: A 4 pada 2020.",
            id="the highlighted one of many",
        ),
        pytest.param(
            chart(
                [(2020, 3, "A"), (2020, 1, "B")],
                kind="area",
                arrangement="tumpuk",
                measure="count",
            ),
            "Jumlah penduduk pada 2020 seluruhnya 4: A 75%, B 25%.",
            id="shares of a stack",
        ),
        pytest.param(
            chart(
                [("a", 30, "A"), ("a", 10, "B"), ("b", 20, "B")],
                kind="batang",
                x_kind="kategori",
                arrangement="tumpuk",
                measure="percent",
                y_title="Bagian",
                unit="persen",
            ),
            "Bagian: A 30% pada a; B tertinggi pada b (20%), terendah pada a (10%).",
            id="shares are not added up",
        ),
        pytest.param(
            chart(
                [("I", 50, "Masuk"), ("I", -20, "Keluar"), ("II", 60, "Masuk")],
                kind="batang",
                x_kind="kategori",
                x_title="Triwulan",
                arrangement="tumpuk",
                measure="count",
            ),
            f"Jumlah penduduk: Masuk terbanyak pada II (60), paling sedikit pada I (50); "
            f"Keluar {MINUS}20 pada I.",
            id="no shares with negatives",
        ),
        pytest.param(
            chart([("a", 3), ("b", 2)], kind="sebar", x_kind="angka", x_title="Luas", unit="jiwa"),
            "2 titik: luas dari 0 sampai 1, jumlah penduduk dari 2 sampai 3 jiwa.",
            id="scatter tells ranges, not correlation",
        ),
        pytest.param(
            chart(
                [("Andir", 3, "2019"), ("Regol", 9, "2020")],
                kind="peta-panas",
                x_kind="kategori",
                x_title="Kecamatan",
                series_kind="tahun",
                series_title="Tahun",
            ),
            "Jumlah penduduk tertinggi di Regol pada 2020 (9), terendah di Andir pada 2019 (3).",
            id="heat map",
        ),
    ],
)
def test_the_sentence_fits_the_kind(data: ChartData, said: str) -> None:
    assert sentence(data, ID) == said


def test_target_tells_its_share() -> None:
    one = (Mark(x="Trotoar", y=18.2, at=0, target=25),)
    data = chart([("Trotoar", 1)], kind="target", x_kind="kategori", unit="km", x_title="Kegiatan")
    data = replace(data, marks=one)
    assert sentence(data, EN) == "Trotoar reached 72.8% of the target: 18.2 of 25 km."
    two = (*one, Mark(x="Jalan", y=90, at=1, target=90))
    data = replace(data, xs=("Trotoar", "Jalan"), marks=two)
    assert sentence(data, EN) == (
        "1 of 2 kegiatan reached the target; furthest Jalan (100% of it), least Trotoar (72.8%)."
    )


def test_a_part_of_another_column_is_no_target_that_was_missed() -> None:
    text = rows("kecamatan,terlayani,rumah_tangga", ("Andir", 51, 100), ("Regol", 9, 10))
    data = prepared(text, "target", "kecamatan", "terlayani", target="rumah_tangga")
    assert sentence(data, ID) == (
        "Terlayani terhadap rumah tangga: tertinggi di Regol (90%), terendah di Andir (51%); "
        "tidak satu pun dari 2 kecamatan mencapai 100%."
    )


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ([4, 3, 2, 1], "Jumlah seluruhnya 10: A 40%, B 30%, C 20%, D 10%."),
        ([5, 4, 3, 2, 2], "Jumlah seluruhnya 16: terutama A 31,3%, B 25%, C 18,8%."),
        ([0, 7, 0], "Jumlah seluruhnya 7: semuanya B."),
    ],
)
def test_no_part_of_a_stack_is_passed_over_in_silence(sizes: list[int], said: str) -> None:
    text = rows(
        "kecamatan,jenis,jumlah",
        *(("Andir", kind, size) for kind, size in zip("ABCDE", sizes, strict=False)),
        *(("Regol", kind, 0) for kind, _ in zip("ABCDE", sizes, strict=False)),
    )
    data = prepared(text, "batang", "kecamatan", "jumlah", series="jenis", arrangement="tumpuk")
    assert sentence(data, ID) == said


def test_what_is_no_target_is_not_called_one() -> None:
    text = rows("bulan,tahun_ini,tahun_lalu", ("Januari", 48, 100), ("Februari", 45, 60))
    data = prepared(text, "target", "bulan", "tahun_ini", target="tahun_lalu")
    assert sentence(data, ID) == (
        "Tahun ini terhadap tahun lalu: tertinggi pada Februari (75%), terendah pada Januari (48%); "
        "tidak satu pun dari 2 bulan mencapai 100%."
    )
    one = replace(data, marks=data.marks[:1], rest=())
    assert sentence(one, ID) == "Januari: tahun ini 48% dari tahun lalu, yaitu 48 dari 100."


def test_no_one_who_reached_the_target_is_not_counted_as_0() -> None:
    text = rows("kegiatan,realisasi,target", ("Trotoar", 18, 25), ("Jalan", 9, 10))
    data = prepared(text, "target", "kegiatan", "realisasi", target="target")
    assert sentence(data, ID) == (
        "Tidak satu pun dari 2 kegiatan mencapai target; "
        "tertinggi Jalan (90% dari target), terendah Trotoar (72%)."
    )


def test_braces_in_titles_are_only_text() -> None:
    data = chart([("{x}", 1), ("{y.z}", 2)], kind="batang", x_kind="kategori", y_title="{0}")
    assert sentence(data, EN) == "{0}: highest for {y.z} (2), lowest for {x} (1)."


def test_english_is_as_complete() -> None:
    data = prepared(areas([6, 1, 4, 1, 1]), "batang", "kecamatan", "penduduk")
    assert sentence(data, EN) == (
        "Penduduk: most in Kecamatan A (6), fewest in 3 kecamatan (1 each)."
    )


def test_no_change_is_told_across_a_break() -> None:
    marks = [(2018, 131.2), (2019, 135.4), (2020, 104.1), (2021, 106.5), (2022, 109.9)]
    data = replace(chart(marks, y_title="Indeks", unit="indeks"), breaks=("2020",))
    assert sentence(data, ID) == (
        "Sejak 2020, indeks naik dari 104,1 (2020) menjadi 109,9 (2022), +5,8."
    )


def test_a_break_before_the_last_figure_leaves_that_figure() -> None:
    marks = [(2018, 131.2), (2019, 135.4), (2020, 104.1)]
    data = replace(chart(marks, y_title="Indeks"), breaks=("2020",))
    assert sentence(data, ID) == "Indeks pada 2020: 104,1."


def test_many_chosen_values_are_counted() -> None:
    chosen = (("kecamatan", tuple(NAMES[:5])),)
    data = prepared(areas([9, 1, 3, 4, 5, 0]), "batang", "kecamatan", "penduduk", filter=chosen)
    assert sentence(data, ID) == (
        "Di antara 5 kecamatan, penduduk terbanyak di Kecamatan A (9), "
        "paling sedikit di Kecamatan B (1)."
    )


def test_a_chosen_category_is_named_with_its_column() -> None:
    text = rows("jenis,kecamatan,mal", ("Besar", "Andir", 3), ("Besar", "Regol", 2))
    data = prepared(text, "batang", "kecamatan", "mal", filter=(("jenis", ("besar",)),))
    assert sentence(data, ID).startswith("Untuk jenis Besar, mal terbanyak di Andir (3)")


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Sepuluh kelurahan berpenduduk terbanyak, 2024", "Penduduk terbanyak di Kecamatan A (9)."),
        ("5 kecamatan dengan kasus terendah", "Penduduk paling sedikit di Kecamatan B (1)."),
        (
            "Penduduk 5 kecamatan",
            "Penduduk terbanyak di Kecamatan A (9), paling sedikit di Kecamatan B (1).",
        ),
    ],
)
def test_a_table_of_the_largest_says_nothing_of_the_smallest(title: str, said: str) -> None:
    data = prepared(areas([9, 1, 3, 4, 5]), "batang", "kecamatan", "penduduk")
    assert sentence(data, ID, title) == said


def test_a_part_of_the_year_that_is_shown_is_said_as_a_time() -> None:
    text = rows("tahun,semester,penduduk", (2023, 1, 5), (2023, 2, 6), (2024, 1, 7), (2024, 2, 8))
    data = prepared(text, "garis", "tahun", "penduduk", filter=(("semester", ("2",)),))
    assert sentence(data, ID) == (
        "Pada semester 2, penduduk naik dari 6 (2023) menjadi 8 (2024), +33,3%."
    )


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("BPS Nama Kecamatan", "di 3 kecamatan"),
        ("KECAMATAN", "di 3 kecamatan"),
        ("Kab/Kota", "di 3 kab/kota"),
        ("RW", "di 3 RW"),
        ("Nama Pekerjaan", "pada 3 pekerjaan"),
    ],
)
def test_what_is_counted_is_named_as_people_say_it(title: str, said: str) -> None:
    marks = [("a", 9), ("b", 1), ("c", 1), ("d", 1)]
    data = chart(marks, kind="batang", x_kind="kategori", x_title=title, measure="count")
    assert said in sentence(data, ID)


def test_a_day_that_is_shown_is_not_said_with_its_month_and_year_again() -> None:
    text = rows(
        "tahun,bulan,tanggal,kecamatan,warga",
        (2026, "Juli", "31/07/2026", "Andir", 5),
        (2026, "Juli", "31/07/2026", "Regol", 6),
    )
    assert sentence(prepared(text, "batang", "kecamatan", "warga"), ID) == (
        "Pada 31 Juli 2026, warga terbanyak di Regol (6), paling sedikit di Andir (5)."
    )


# Charts that nobody asked for


SEVEN = ("Bogor", "Sukabumi", "Cianjur", "Bandung", "Garut", "Tasikmalaya", "Ciamis")


def suggested(text: str) -> ChartData:
    file, _ = parse_table(text.encode(), "a.csv")
    assert file is not None
    spec = automatic(file.table)
    assert spec is not None
    data, _ = prepare(spec, file.table, Where(path="a.csv"))
    assert data is not None
    return data


@pytest.mark.parametrize(
    ("figure", "last", "said"),
    [
        ("TPT", 5.25, "TPT tertinggi di Ciamis (11,25), terendah di Bogor (5,25)."),
        ("nilai_skm", 80, "nilai skm tertinggi di Ciamis (86), terendah di Bogor (80)."),
        ("angka_harapan_hidup", 70, "angka harapan hidup tertinggi di Ciamis (76), terendah"),
        ("prevalensi_stunting", 20, "prevalensi stunting tertinggi di Ciamis (26), terendah"),
    ],
)
def test_rates_of_many_areas_are_compared_in_the_last_year_and_not_added(
    figure: str, last: float, said: str
) -> None:
    cells = [
        (name, year, last + at + 0.25 * (2024 - year))
        for year in (2023, 2024)
        for at, name in enumerate(SEVEN)
    ]
    text = sentence(suggested(rows(f"kabupaten,tahun,{figure}", *cells)), ID)
    assert text.startswith(f"Pada 2024, {said}")


def test_counts_of_many_areas_are_added() -> None:
    cells = [(n, y, 100 + at + y) for y in (2023, 2024) for at, n in enumerate(SEVEN)]
    assert sentence(suggested(rows("kabupaten,tahun,penduduk", *cells)), ID) == (
        "Penduduk naik dari 14.882 (2023) menjadi 14.889 (2024), +0,047%."
    )


def test_means_are_called_means_and_are_high_or_low() -> None:
    text = rows("lokasi,kunjungan", ("Andir", 3), ("Andir", 4), ("Regol", 1), ("Regol", 2))
    data = prepared(text, "batang", "lokasi", "kunjungan", aggregate="rata-rata")
    assert sentence(data, ID) == (
        "Rata-rata kunjungan tertinggi di Andir (3,5), terendah di Regol (1,5)."
    )


def test_a_line_of_nothing_has_no_highest_and_no_lowest() -> None:
    text = rows("bulan,kasus", *((month, 0) for month in MONTH_NAMES))
    data = prepared(text, "garis", "bulan", "kasus")
    assert sentence(data, ID) == "Kasus sama pada 12 bulan: masing-masing 0."


def test_a_target_in_percent_is_told_in_percent() -> None:
    text = rows("indikator,realisasi,target", ("Layanan", 91.2, 88))
    data = prepared(text, "target", "indikator", "realisasi", target="target", measured_in="persen")
    assert sentence(data, ID) == "Layanan mencapai 104% dari target: 91,2% dari 88%."


def test_what_contains_the_others_is_no_extreme_among_them() -> None:
    marks = [("INDONESIA", 9.5), ("ACEH", 14.6), ("RIAU", 6.8)]
    data = chart(marks, kind="batang", x_kind="kategori", x_title="Provinsi", y_title="Miskin")
    total = [("INDONESIA", 21), ("ACEH", 14), ("RIAU", 7)]
    counts = chart(
        total, kind="batang", x_kind="kategori", x_title="Provinsi", measure="count", y_title="Unit"
    )
    assert [sentence(replace(each, apart=("INDONESIA",)), ID) for each in (data, counts)] == [
        "Miskin tertinggi di ACEH (14,6), terendah di RIAU (6,8).",
        "Unit terbanyak di ACEH (14), paling sedikit di RIAU (7).",
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Pada 2022, angka tertinggi di ACEH (14,64), terendah di RIAU (6,78)."),
        (
            {"measure": "count"},
            "Pada 2022, jumlah terbanyak di ACEH (14,64), paling sedikit di RIAU (6,78).",
        ),
    ],
)
def test_a_column_called_after_its_year_has_the_figures_of_that_year(
    given: dict[str, object], said: str
) -> None:
    marks = [("ACEH", 14.64), ("RIAU", 6.78)]
    data = chart(
        marks, kind="batang", x_kind="kategori", x_title="Wilayah", y_title="2022", **given
    )
    assert sentence(data, ID) == said


def test_units_in_capitals_are_written_small() -> None:
    data = chart(
        [("Halim", 13.07), ("Galur", 0.27)],
        kind="batang",
        x_kind="kategori",
        x_title="Kelurahan",
        y_title="Luas",
        unit="KM2",
        measure="amount",
    )
    assert sentence(data, ID) == "Luas terbesar di Halim (13,07 km²), terkecil di Galur (0,27)."


@pytest.mark.parametrize(
    ("years", "said"),
    [
        pytest.param((2023,), "2023", id="one"),
        pytest.param((2023, 2019), "2019 dan 2023", id="two in the order of time"),
        pytest.param((2022, 2021, 2020, 2019), "2019 – 2022", id="a run"),
        pytest.param((2017, 2019, 2021, 2023), "2017, 2019, 2021 dan 2023", id="with gaps"),
    ],
)
def test_chosen_years_are_said_as_a_run_only_without_gaps(
    years: tuple[int, ...], said: str
) -> None:
    cells = [(year, name, year) for year in range(2015, 2025) for name in ("Andir", "Regol")]
    text = rows("tahun,kecamatan,kunjungan", *cells)
    chosen = (("tahun", tuple(map(str, years))),)
    data = prepared(text, "batang", "kecamatan", "kunjungan", filter=chosen, aggregate="jumlah")
    assert scope(data, ID) == said


def test_what_is_below_nought_is_no_number_of_things() -> None:
    data = prepared(areas([6, -1, 4]), "batang", "kecamatan", "penduduk")
    assert sentence(data, ID) == (
        f"Penduduk terbesar di Kecamatan A (6), terkecil di Kecamatan B ({MINUS}1)."
    )


def test_the_whole_that_stands_out_is_none_of_the_most() -> None:
    names = ("ACEH", "RIAU", "JAMBI", "BALI", "PAPUA", "MALUKU", "BANTEN", "LAMPUNG", "BENGKULU")
    cells = [("INDONESIA", 9.54), *((name, 4 + at) for at, name in enumerate(names))]
    data = prepared(
        rows("Wilayah,Persentase miskin", *cells),
        "batang-mendatar",
        "Wilayah",
        "Persentase miskin",
        highlight="INDONESIA",
        top=5,
        sort="turun",
    )
    assert data.xs[-1] == "INDONESIA"
    assert cut_words(data, ID) == "5 tertinggi dari 9, dan INDONESIA"
