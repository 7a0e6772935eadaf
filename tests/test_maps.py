"""Maps of boundaries and of tiles, and what is said of files that are none."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from sitegen.city.boundaries import AreaShape
from sitegen.city.map_drawing import MAX_BYTES, draw
from tests.conftest import CityFolder, told

Make = Callable[[str], CityFolder]
MAP = "data/peta/kelurahan.geojson"
REGISTER = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status
dinkes,skpd,Dinas Kesehatan,,,,aktif
coblong,kecamatan,Coblong,32.73.02,,,aktif
cicendo,kecamatan,Cicendo,32.73.06,,,aktif
regol,kecamatan,Regol,32.73.11,,,aktif
dago,kelurahan,Dago,32.73.02.1004,coblong,,aktif
sekeloa,kelurahan,Sekeloa,32.73.02.1005,coblong,,aktif
arjuna,kelurahan,Arjuna,32.73.06.1001,cicendo,,aktif
ancol,kelurahan,Ancol,32.73.11.1003,regol,,aktif
-- content/skpd/dinkes/data/penduduk.csv --
kode_wilayah,kelurahan,penduduk
32.73.02.1004,Dago,100
32.73.02.1005,Sekeloa,250
32.73.06.1001,Arjuna,300
32.73.11.1003,Ancol,400
-- content/skpd/dinkes/data/penduduk.yml --
judul: Penduduk per kelurahan
satuan: jiwa
-- content/kelurahan/dago/laporan/2026-11-20-senam.md --
---
judul: Senam
---
Isi.
"""
TILES = "kode_wilayah,baris,kolom\n32.73.02,1,1\n32.73.06,1,2\n32.73.11,2,1\n"
OF_DATA = "/peta/skpd/dinkes/penduduk/"


def square(x: int, properties: dict[str, Any]) -> dict[str, Any]:
    west = 107.6 + x / 100
    ring = [[west, -6.9], [west + 0.01, -6.9], [west + 0.01, -6.89], [west, -6.89], [west, -6.9]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": properties, "geometry": shape}


def collection(*features: dict[str, Any]) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


CITY = collection(
    square(0, {"KODE": "32.73.02.1004"}),
    square(1, {"kode_kel": "3273021005"}),
    square(2, {"WADMKD": "ARJUNA"}),
    square(3, {"nama": "Ancol", "luas": 1.5}),
)


def codes(made: CityFolder) -> list[str]:
    return [problem.code for problem in made.build().problems if problem.code[0] == "S"]


def areas(page: str) -> dict[str, str]:
    """The figure of each area in the table of a map."""
    rows = re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a></th><td class="num">([^<]*)<', page)
    return dict(rows)


def test_boundaries_by_code_or_name_make_maps_of_activity_and_of_data(city: Make) -> None:
    made = city(REGISTER)
    made.write(MAP, CITY)
    assert codes(made) == []
    page = made.read("/peta/")
    assert (
        page.count('tabindex="-1"><path class=') == 3
    )  # the kecamatan, each of its kelurahan together
    assert areas(page) == {"Coblong": "1", "Cicendo": "0", "Regol": "0"}
    page = made.read(OF_DATA)
    assert page.count('tabindex="-1"><path class=') == 4
    assert areas(page) == {"Ancol": "400", "Arjuna": "300", "Sekeloa": "250", "Dago": "100"}
    assert list(areas(page)) == ["Ancol", "Arjuna", "Sekeloa", "Dago"]
    assert 'href="/skpd/dinkes/data/penduduk/"' in page
    assert 'href="/peta/"' in made.read("/")


def test_without_boundaries_the_tiles_carry_what_has_a_row_for_each_kecamatan(city: Make) -> None:
    made = city(REGISTER)
    made.write("data/peta/ubin.csv", TILES)
    assert codes(made) == []
    assert 'class="tiles"' in made.read("/peta/")
    assert OF_DATA.strip("/") + "/index.html" not in made.files()  # kelurahan have no tiles


def test_a_city_without_boundaries_and_tiles_has_no_maps_and_no_link_to_them(city: Make) -> None:
    made = city(REGISTER)
    made.build()
    assert not any(path.startswith("peta/") for path in made.files())
    assert "/peta/" not in made.read("/")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "it is no GeoJSON"),
        ('{"type": "Topology", "objects": {}}', "it is no GeoJSON"),
        (
            CITY.replace("-6.9", "9237000"),
            "its coordinates are no degrees (WGS 84, EPSG:4326)",
        ),
        (
            collection(square(0, {"nama": "Cimahi"})),
            "none of its areas has the area code or the name of a unit",
        ),
    ],
    ids=["no JSON", "another format", "metres", "another city"],
)
def test_a_file_that_is_no_map_is_told_and_left_out_and_the_city_is_published(
    city: Make, text: str, reason: str
) -> None:
    made = city(REGISTER)
    made.write(MAP, text)
    made.write("data/peta/ubin.csv", TILES)
    (problem,) = (each for each in made.build().problems if each.code == "S065")
    assert told(problem) == (
        f"{MAP}: [S065] the map `{MAP}` cannot be used: {reason} = export it as GeoJSON in degrees "
        "(EPSG:4326), with the area code of each area, such as 32.73.02.1004, in one of its "
        "properties"
    )
    assert 'class="tiles"' in made.read("/peta/")


def test_areas_of_no_unit_are_told_and_the_others_are_drawn(city: Make) -> None:
    made = city(REGISTER)
    data = json.loads(CITY)
    data["features"].append(square(4, {"nama": "Cimahi"}))
    made.write(MAP, json.dumps(data))
    (problem,) = (each for each in made.build().problems if each.code == "S066")
    assert f"1 of 5 areas of the map `{MAP}` are of no unit: Cimahi" in told(problem)
    assert made.read(OF_DATA).count('tabindex="-1"><path class=') == 4


def test_a_changed_boundary_changes_the_maps_and_an_incremental_build_equals_a_clean_one(
    city: Make,
) -> None:
    made = city(REGISTER)
    made.write(MAP, CITY)
    made.build()
    before = made.files()
    made.write(MAP, CITY.replace("-6.89", "-6.88"))
    assert made.build().rebuilt == (("skpd/dinkes", "rules"),)  # it leads to the map of its data
    after = made.files()
    changed = {path for path in after if before.get(path) != after[path]}
    assert {path for path in changed if path.endswith(".html")} == {
        "peta/index.html",
        "peta/skpd/dinkes/penduduk/index.html",
    }
    made.build(force=True)
    assert made.files() == after
    made.write("content/skpd/dinkes/data/penduduk.yml", "judul: Warga\nsatuan: jiwa\n")
    (made.root / MAP).unlink()
    made.build()
    assert not any(path.startswith("peta/") for path in made.files())


def test_a_border_of_many_points_is_drawn_small_and_neighbours_share_it() -> None:
    steps = 4000

    def wavy(west: float, east: float) -> AreaShape:
        left = [(west + (at % 7) / 1e5, at / steps) for at in range(steps + 1)]
        right = [(east + (at % 7) / 1e5, at / steps) for at in range(steps, -1, -1)]
        return AreaShape(key=str(west), level="kelurahan", polygons=(((*left, *right, left[0]),),))

    drawn = draw(tuple(wavy(x / 10, (x + 1) / 10) for x in range(10)))
    assert drawn is not None
    assert sum(len(path) for _, path in drawn.paths) <= MAX_BYTES
    assert all(path.startswith("M") for _, path in drawn.paths)
