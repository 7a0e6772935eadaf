"""Units side by side: areas by what data say of them, and a choice for a script."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from sitegen.portal import comparison
from tests.conftest import CityFolder
from tests.test_area_figures import AREAS, DATA, rows

Make = Callable[[str], CityFolder]
COBLONG = "bandingkan/kecamatan/coblong/index.html"
MORE = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status
dinkes,skpd,Dinas Kesehatan,,,,aktif
coblong,kecamatan,Coblong,32.73.02,,,aktif
cicendo,kecamatan,Cicendo,32.73.06,,,aktif
regol,kecamatan,Regol,32.73.11,,,aktif
-- content/skpd/dinkes/data/warga.csv --
tahun,kode_wilayah,kecamatan,warga
2025,32.73.02,Coblong,100
2025,32.73.06,Cicendo,80
2025,32.73.11,Regol,300
-- content/skpd/dinkes/data/warga.yml --
judul: Warga
satuan: jiwa
-- content/skpd/dinkes/data/luas.csv --
kode_wilayah,luas
32.73.02,7.35
32.73.06,6.86
"""


def test_the_kelurahan_of_a_kecamatan_stand_side_by_side(city: Make) -> None:
    made = city(AREAS + DATA)
    made.build()
    assert rows(made, COBLONG) == [
        "Angka Dago Sekeloa Lebak Gede Lebak Siliwangi Nilai tengah",
        "Lansia 2023 · Dinas Sosial",
        "Lansia: Laki-laki 3 4 – – –",
        "Lansia: Perempuan 5 6 – – –",
        "Warga per kelurahan 2025 · Dinas Kesehatan · nilai tengah 4 kelurahan",
        "Warga (jiwa) 22 34 11 15 18,5",
    ]


def test_all_kecamatan_stand_below_each_other_in_the_order_of_the_register(city: Make) -> None:
    made = city(MORE)
    made.build()
    # Two areas have no median, so that their size is no column.
    assert rows(made, "bandingkan/kecamatan/index.html") == [
        "Kecamatan Warga (jiwa) 2025",
        "Nilai tengah 100",
        "Coblong 100",
        "Cicendo 80",
        "Regol 300",
    ]


def test_of_very_many_figures_the_others_are_named(
    city: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparison, "CELLS", 12)
    made = city(AREAS + DATA)
    made.build()
    page = made.read(COBLONG)
    assert len(rows(made, COBLONG)) == 4
    assert re.search(r'<h2 id="sisa">.*?Warga per kelurahan', page, re.DOTALL)


def test_the_choice_leads_to_what_is_there_without_a_script(city: Make) -> None:
    made = city(AREAS + DATA)
    made.build()
    page = made.read("bandingkan/")
    assert '<form id="banding"' in page
    assert "<noscript>" in page
    assert 'href="/bandingkan/kecamatan/coblong/"' in page
    assert 'href="/keaktifan/skpd/"' in page
    # One kecamatan alone is no comparison.
    assert not (made.output / "bandingkan/kecamatan/index.html").exists()
    listed = json.loads(made.read("bandingkan/unit.json"))
    assert ["kelurahan/dago", "Dago", "kelurahan", 1] in listed["unit"]
    assert ["skpd/dinsos", "Dinas Sosial", "skpd", 0] in listed["unit"]


def test_the_file_of_an_area_has_what_its_page_says(city: Make) -> None:
    made = city(AREAS + DATA)
    made.build()
    whole = json.loads(made.read("kelurahan/dago/angka/angka.json"))
    assert (whole["unit"], whole["nama"]) == ("kelurahan/dago", "Kelurahan Dago")
    assert [each["judul"] for each in whole["data"]] == ["Lansia", "Warga per kelurahan"]
    assert whole["data"][1]["angka"] == [
        {"nama": "Warga (jiwa)", "nilai": 22, "teks": "22", "tengah": "18,5", "dari": 4}
    ]


def test_a_city_of_one_unit_compares_nothing(city: Make) -> None:
    register = "id,jenis,nama,kode_wilayah,induk,nama_lama,status\n"
    made = city(f"-- data/units.csv --\n{register}coblong,kecamatan,Coblong,32.73.02,,,aktif\n")
    made.write("content/kecamatan/coblong/data/warga.csv", "kode_wilayah,warga\n32.73.02,5\n")
    made.build()
    assert rows(made, "kecamatan/coblong/angka/index.html")[-1] == "Warga 5 –"
    assert not (made.output / "bandingkan").exists()
    assert "/bandingkan/" not in made.read("kecamatan/coblong/angka/")


def test_a_table_of_the_largest_has_no_median(city: Make) -> None:
    made = city(AREAS + DATA.replace("Warga per kelurahan", "Sepuluh kelurahan terbanyak"))
    made.build()
    assert "Warga (jiwa) 2024: 20 22 –" in rows(made, "kelurahan/dago/angka/index.html")
