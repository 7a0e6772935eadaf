"""An area in figures: its rows of all datasets with area codes, beside the median of its kind."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from sitegen.datasets.area_figures import rank_of_unit
from sitegen.portal import area_figures
from tests.conftest import CityFolder

Make = Callable[[str], CityFolder]
AREAS = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status
dinkes,skpd,Dinas Kesehatan,,,,aktif
dinsos,skpd,Dinas Sosial,,,,aktif
coblong,kecamatan,Coblong,32.73.02,,,aktif
dago,kelurahan,Dago,32.73.02.1004,coblong,,aktif
sekeloa,kelurahan,Sekeloa,32.73.02.1005,coblong,,aktif
lebak,kelurahan,Lebak Gede,32.73.02.1002,coblong,,aktif
siliwangi,kelurahan,Lebak Siliwangi,32.73.02.1003,coblong,,aktif
"""
WARGA = "content/skpd/dinkes/data/warga.csv"
TABLE = """\
tahun,kode_wilayah,kelurahan,warga
2024,32.73.02.1002,Lebak Gede,10
2024,32.73.02.1004,Dago,20
2024,32.73.02.1005,Sekeloa,30
2025,32.73.02.1002,Lebak Gede,11
2025,32.73.02.1003,Lebak Siliwangi,15
2025,32.73.02.1004,Dago,22
2025,32.73.02.1005,Sekeloa,34
"""
DATA = f"""\
-- {WARGA} --
{TABLE}-- content/skpd/dinkes/data/warga.yml --
judul: Warga per kelurahan
topik: [kependudukan]
satuan: jiwa
-- content/skpd/dinsos/data/lansia.csv --
kode_wilayah,jenis_kelamin,lansia
32.73.02.1004,Laki-laki,3
32.73.02.1004,Perempuan,5
32.73.02.1005,Laki-laki,4
32.73.02.1005,Perempuan,6
32.73.02,Laki-laki,70
32.73.02,Perempuan,80
-- content/skpd/dinsos/data/lansia.yml --
judul: Lansia
topik: [sosial]
periode: {{awal: "2023", akhir: "2023"}}
"""
DAGO = "kelurahan/dago/angka/index.html"


def rows(made: CityFolder, path: str) -> list[str]:
    """The rows of the table of figures, without tags and white space."""
    table = made.read(path).partition("<table")[2].partition("</table>")[0]
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


def test_an_area_has_its_rows_of_all_datasets_beside_the_median(city: Make) -> None:
    made = city(AREAS + DATA)
    made.build()
    # In 2025 the four have 11, 15, 22 and 34: the middle of the two in the middle is 18.5.
    assert rows(made, DAGO) == [
        "Angka Dago Nilai tengah",
        "Lansia 2023 Dinas Sosial",
        "Lansia: Laki-laki 3 –",
        "Lansia: Perempuan 5 –",
        "Warga per kelurahan 2025 Dinas Kesehatan · nilai tengah 4 kelurahan",
        "Warga (jiwa) 2024: 20 22 18,5",
    ]
    assert rows(made, "kelurahan/siliwangi/angka/index.html")[1:] == [
        "Warga per kelurahan 2025 Dinas Kesehatan · nilai tengah 4 kelurahan",
        "Warga (jiwa) 15 18,5",
    ]
    assert rows(made, "kecamatan/coblong/angka/index.html")[1:] == [
        "Lansia 2023 Dinas Sosial",
        "Lansia: Laki-laki 70 –",
        "Lansia: Perempuan 80 –",
    ]


def test_the_home_page_of_an_area_leads_to_its_figures_if_there_are_any(city: Make) -> None:
    made = city(AREAS + DATA)
    made.build()
    assert 'href="/kelurahan/dago/angka/"' in made.read("kelurahan/dago/")
    assert 'href="/skpd/dinkes/angka/"' not in made.read("skpd/dinkes/")
    assert not (made.output / "skpd/dinkes/angka").exists()


@pytest.mark.parametrize(
    ("table", "why"),
    [
        pytest.param(
            "kode_wilayah,warga\n32.73.02.1004,1\n32.73.02.1004,2\n", "two rows of one", id="rows"
        ),
        pytest.param("kelurahan,warga\nDago,1\nSekeloa,2\n", "no codes", id="names"),
        pytest.param(
            "nama,kode_wilayah,pagu\nTrotoar Dago,32.73.02.1004,500\n",
            "things in areas",
            id="things",
        ),
        pytest.param("kode_wilayah,nama\n32.73.02.1004,Dago\n", "no figures", id="texts"),
    ],
)
def test_a_table_that_does_not_say_what_a_row_is_says_nothing(
    city: Make, table: str, why: str
) -> None:
    made = city(f"{AREAS}-- {WARGA} --\n{table}")
    made.build()
    assert not (made.output / DAGO).exists(), why


def test_months_of_a_year_in_another_column_are_in_order(city: Make) -> None:
    table = (
        "tahun,bulan,kode_wilayah,warga\n2024,Desember,32.73.02.1004,5\n2025,Februari,32.73.02.1004,7\n"
        "2025,Januari,32.73.02.1004,6\n"
    )
    made = city(f"{AREAS}-- {WARGA} --\n{table}")
    made.build()
    assert rows(made, DAGO)[2] == "Warga Januari 2025: 6; Desember 2024: 5 7 –"


def test_one_figure_rewrites_one_page_and_all_of_them_only_if_the_median_moves(city: Make) -> None:
    made = city(AREAS + DATA)
    made.build()

    def written(old: str, new: str) -> list[str]:
        made.write(WARGA, TABLE.replace(old, new))
        published = made.build().published
        assert published
        return [path for path in published.written if path.endswith("/angka/index.html")]

    # The highest of four figures is none of the two in the middle.
    assert written("Sekeloa,34", "Sekeloa,40") == ["kelurahan/sekeloa/angka/index.html"]
    made.write(WARGA, TABLE)
    made.build()
    assert len(written("Dago,22", "Dago,24")) == 4
    assert rows(made, DAGO)[-1] == "Warga (jiwa) 2024: 20 24 19,5"
    fresh = CityFolder(made.root, made.output.with_name("anew"))
    fresh.build()
    assert fresh.files() == made.files()


def test_very_many_figures_are_divided_by_topic(
    city: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(area_figures, "ROWS", 2)
    made = city(AREAS + DATA)
    made.build()
    page = made.read(DAGO)
    assert "<table" not in page
    assert 'href="/kelurahan/dago/angka/kependudukan/"' in page
    assert rows(made, "kelurahan/dago/angka/sosial/index.html")[1:] == [
        "Lansia 2023 Dinas Sosial",
        "Lansia: Laki-laki 3 –",
        "Lansia: Perempuan 5 –",
    ]
    # Siliwangi has one figure and one page.
    assert not (made.output / "kelurahan/siliwangi/angka/kependudukan").exists()


def test_a_figure_that_its_source_marks_as_preliminary_stays_marked(city: Make) -> None:
    table = "kode_wilayah,warga\n32.73.02.1004,1.000.200*\n32.73.02.1005,1.000.300\n"
    made = city(f"{AREAS}-- {WARGA} --\n{table}")
    made.build()
    assert "sementara" in rows(made, DAGO)[2]
    assert "sementara" not in rows(made, "kelurahan/sekeloa/angka/index.html")[2]


def test_people_families_and_land_come_before_other_figures_of_an_area() -> None:
    units = ["ton", "ha", "KK", "Penduduk", "jiwa"]
    assert sorted(units, key=rank_of_unit) == ["jiwa", "Penduduk", "KK", "ha", "ton"]
