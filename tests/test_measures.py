"""What the figures of a column measure, and so whether they may be added up."""

from __future__ import annotations

import pytest

from sitegen.model import Column, ColumnKind
from sitegen.tables.measures import Measure, adds_up, measure, stated_unit, with_stated_unit
from sitegen.tables.table import parse_table


def column(title: str, kind: ColumnKind = "bulat", unit: str = "") -> Column:
    return Column(name=title, title=title, kind=kind, unit=unit)


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("jumlah", ""),
        ("Jumlah Penduduk", ""),
        ("jumlah_kk", ""),
        ("Penduduk", "jiwa"),
        ("penduduk usia kerja", ""),
        ("Jumlah penduduk usia 15 tahun ke atas", ""),
        ("siswa tingkat SD", ""),
        ("Laki-laki", ""),
        ("P", ""),
        ("kunjungan", ""),
        ("Kasus DBD", ""),
        ("Mal", "unit"),
        ("Jumlah perguruan tinggi", "perguruan tinggi"),
        ("Jumlah penduduk per kecamatan", ""),
        ("Jumlah Penduduk (jiwa)", ""),
        ("banyaknya koperasi", ""),
        ("Total", ""),
    ],
)
def test_whole_numbers_of_what_is_counted_are_added_up(title: str, unit: str) -> None:
    assert measure(column(title, "bulat", unit)) == "count"
    assert adds_up(column(title, "bulat", unit))


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("anggaran", ""),
        ("Pagu", ""),
        ("pagu kegiatan", ""),
        ("Nilai kontrak", ""),
        ("Nilai", "rupiah"),
        ("Realisasi (Rp)", ""),
        ("Realisasi", "juta rupiah"),
        ("Penerimaan", "Rp"),
        ("pajak hotel", ""),
    ],
)
@pytest.mark.parametrize("kind", ["bulat", "desimal"])
def test_money_is_added_up_with_or_without_decimals(
    title: str, unit: str, kind: ColumnKind
) -> None:
    assert measure(column(title, kind, unit)) == "money"
    assert adds_up(column(title, kind, unit))


@pytest.mark.parametrize(
    ("title", "unit", "measured"),
    [
        ("TPT", "", "level"),
        ("IPM", "", "level"),
        ("usia harapan hidup", "", "level"),
        ("umur_harapan_hidup", "tahun", "level"),
        ("nilai_skm", "", "level"),
        ("nilai siswa", "", "level"),
        ("prevalensi stunting", "", "level"),
        ("inflasi", "", "level"),
        ("Inflasi (%)", "", "percent"),
        ("capaian", "", "level"),
        ("capaian", "%", "percent"),
        ("konsumsi", "", "level"),
        ("pengeluaran per kapita", "rupiah", "rate"),
        ("Harga beras", "", "rate"),
        ("Harga beras", "rupiah", "rate"),
        ("Harga beras", "Rp/kg", "rate"),
        ("upah minimum", "rupiah", "rate"),
        ("Kepadatan penduduk", "", "rate"),
        ("Kepadatan", "jiwa/km2", "rate"),
        ("Jiwa per keluarga", "jiwa", "rate"),
        ("Minimarket per 10 ribu", "unit", "rate"),
        ("Rata-rata jumlah anggota", "", "level"),
        ("Rasio jenis kelamin", "laki-laki per 100 perempuan", "level"),
        ("Persentase Penduduk Miskin (Persen)", "", "percent"),
        ("persen_miskin", "", "percent"),
        ("Jumlah desa 100% ODF", "", "level"),
        ("Suhu", "derajat Celsius", "level"),
        ("Suhu rata-rata", "derajat Celsius", "level"),
        ("Indeks", "indeks (2017 = 100)", "level"),
        ("Skor", "", "level"),
        ("Perubahan", "jiwa", "level"),
        ("laju pertumbuhan penduduk", "", "level"),
        ("tingkat pengangguran", "", "level"),
        ("angka kematian ibu", "", "level"),
        ("realisasi", "", "level"),
        ("kolom 7", "", "level"),
        ("Curah hujan", "mm", "level"),
        ("Sampah", "ton", "amount"),
        ("Luas lama", "m2", "amount"),
        ("Luas (ha)", "", "amount"),
    ],
)
def test_nothing_else_is_added_up(title: str, unit: str, measured: Measure) -> None:
    for kind in ("bulat", "desimal"):
        assert measure(column(title, kind, unit)) == measured
        assert not adds_up(column(title, kind, unit))


def test_figures_with_decimals_are_no_counts() -> None:
    assert not adds_up(column("Jumlah Penduduk", "desimal"))
    assert not adds_up(column("Penduduk", "desimal", "jiwa"))


def test_the_unit_of_the_dataset_stands_in_for_that_of_the_column() -> None:
    assert measure(column("Realisasi", "desimal"), "rupiah") == "money"
    assert measure(column("Realisasi", "desimal", "persen"), "rupiah") == "percent"


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Luas (ha)", "ha"),
        ("Inflasi (%)", "%"),
        ("Kepadatan (jiwa/km2)", "jiwa/km2"),
        ("Penduduk (2023)", ""),
        ("Penduduk (sementara)", ""),
        ("Penduduk", ""),
    ],
)
def test_the_unit_in_brackets_after_a_title_is_its_unit(title: str, unit: str) -> None:
    assert stated_unit(title) == unit


def stated(text: str) -> list[str]:
    file, _ = parse_table(text.encode(), "a.csv")
    assert file is not None
    return [column.unit for column in with_stated_unit(file.table).columns]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        pytest.param("kec,jumlah,satuan\nA,4,TON\nB,5,Ton\n", "ton", id="the same in all rows"),
        pytest.param("kec,jumlah,satuan\nA,4,KK\nB,5,KK\n", "KK", id="an abbreviation"),
        pytest.param("kec,jumlah,satuan\nA,4,persen\nB,5,persen\n", "persen", id="percent"),
        pytest.param("kec,jumlah,satuan\nA,4,ton\nB,5,kg\n", "", id="two units"),
        pytest.param("tahun,nilai,unit\n2023,4,Andir\n2024,5,Andir\n", "", id="an office"),
        pytest.param("tahun,nilai,unit\n2023,4,orang\n2024,5,orang\n", "orang", id="a unit"),
    ],
)
def test_a_column_of_units_states_that_of_the_figures(text: str, unit: str) -> None:
    assert stated(text)[1] == unit


def test_a_column_of_units_says_nothing_of_several_columns_of_figures() -> None:
    assert stated("kec,jumlah,persen,satuan\nA,4,1.5,orang\nB,5,2.5,orang\n") == ["", "", "", ""]


def test_percentages_by_a_column_of_units_are_not_added_up() -> None:
    file, _ = parse_table(b"kec,jumlah,satuan\nA,4,persen\nB,5,persen\n", "a.csv")
    assert file is not None
    assert not adds_up(with_stated_unit(file.table).columns[1])
