"""The city in figures: what `angka` of `site.yml` names, with period, change and source, or why not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from tests.conftest import CityFolder, told

Make = Callable[[str], CityFolder]
SITE = """\
-- site.yml --
nama: Kota Bandung
alamat_situs: https://kota.example
angka:
"""
DATA = """\
-- content/skpd/dinkes/data/warga.csv --
tahun,warga
2023,1000
2024,1100
2025,990
-- content/skpd/dinkes/data/warga.yml --
judul: Warga kota
satuan: jiwa
sumber: Pendataan dinas
periode: {awal: "2023", akhir: "2025"}
"""
PAGE = "angka/index.html"


def figures(made: CityFolder) -> list[str]:
    """The text of each tile, without tags and white space."""
    page = made.read(PAGE)
    tiles = re.findall(r'<li class="city-figure">(.*?)</li>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", tile).split()) for tile in tiles]


def mistakes(made: CityFolder) -> list[str]:
    """What a build tells of `site.yml`."""
    problems = made.build().problems
    return [told(problem) for problem in problems if problem.where.path == "site.yml"]


def wanting(city: Make, *entries: str, data: str = DATA) -> CityFolder:
    lines = "".join(f"  - {{{entry}}}\n" for entry in entries)
    return city(f"{SITE}{lines}{data}")


WARGA = "data: skpd/dinkes/warga, kolom: warga"


def test_a_tile_has_value_unit_period_change_source_and_the_periods_before(city: Make) -> None:
    made = wanting(city, f"{WARGA}, label: Penduduk, baik: naik")
    assert mistakes(made) == []
    (tile,) = figures(made)
    assert tile.startswith(
        "Penduduk 990 jiwa 2025 \u221210% dari 2024 ke 2025; sebelumnya 1.100 memburuk"
    )
    assert "2023: 1.000 2025: 990" in tile
    assert "Angka sebelumnya : Penduduk 2025 990 2024 1.100 2023 1.000" in tile
    assert tile.endswith("Warga kota Dinas Kesehatan Sumber: Pendataan dinas")
    page = made.read(PAGE)
    assert 'href="/skpd/dinkes/data/warga/"' in page
    # From 2023 to 2025 the box is 96 wide and 24 high: 1,000 of 990 to 1,100 lies 2.2 above its foot.
    assert 'd="M2.0 23.8L50.0 2.0L98.0 26.0"' in page


def test_the_files_have_the_same_figures(city: Make) -> None:
    made = wanting(city, WARGA)
    made.build()
    (own,) = json.loads(made.read("angka/angka.json"))["angka"]
    assert (own["periode"], own["nilai"], own["pembanding"]) == ("2025", 990, "2024")
    assert own["deret"] == [["2023", 1000], ["2024", 1100], ["2025", 990]]
    rows = made.read("angka/angka.csv").splitlines()
    assert [row.split(",")[2:4] for row in rows[1:]] == [
        ["2025", "990"],
        ["2024", "1100"],
        ["2023", "1000"],
    ]


def test_a_city_that_chose_none_has_no_such_page(city: Make) -> None:
    made = city(DATA)
    made.build()
    assert not (made.output / PAGE).exists()
    assert 'id="kota"' not in made.read("index.html")


def test_only_those_for_the_home_page_are_there_and_lead_on(city: Make) -> None:
    made = wanting(city, f"{WARGA}, label: Penduduk, beranda: ya", f"{WARGA}, label: Warga")
    made.build()
    home = made.read("index.html")
    assert "990 jiwa" in home
    assert "Penduduk, 2025" in home
    assert "Warga, 2025" not in home
    assert 'href="/angka/"' in home


QUARTERS = """\
-- content/skpd/dinkes/data/warga.csv --
tahun,triwulan,warga
2024,1,100
2024,4,400
2025,1,150
"""


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(
            QUARTERS, "+50% dari Triwulan 1 2024 ke Triwulan 1 2025; sebelumnya 100", id="same part"
        ),
        pytest.param(QUARTERS.replace("2024,1,100\n", ""), "", id="no same part"),
        pytest.param(
            "-- content/skpd/dinkes/data/warga.csv --\ntahun,warga\n2024,5\n2025,5\n",
            "sama pada 2024 dan 2025",
            id="the same",
        ),
        pytest.param(
            "-- content/skpd/dinkes/data/warga.csv --\ntahun,warga_persen\n2024,12.5\n2025,10\n"
            "-- content/skpd/dinkes/data/warga.yml --\njudul: Persen\nkolom:\n"
            "- {nama: warga_persen, judul: Warga, satuan: persen}\n",
            "\u22122,5 poin persen dari 2024 ke 2025; sebelumnya 12,5%",
            id="points",
        ),
        pytest.param(
            "-- content/skpd/dinkes/data/warga.csv --\ntahun,warga\n2025,5\n", "", id="alone"
        ),
    ],
)
def test_a_change_is_told_between_periods_that_can_be_compared(
    city: Make, data: str, expected: str
) -> None:
    column = "warga_persen" if "persen" in data else "warga"
    made = wanting(city, f"data: skpd/dinkes/warga, kolom: {column}", data=data)
    assert mistakes(made) == []
    (tile,) = figures(made)
    assert (expected in tile) if expected else (" ke " not in tile)


def test_a_figure_that_its_source_marks_as_preliminary_stays_marked(city: Make) -> None:
    data = "-- content/skpd/dinkes/data/warga.csv --\ntahun,warga\n2023,1.000.500\n2024,1.100.500\n2025,1.200.500*\n"
    made = wanting(city, WARGA, data=data)
    made.build()
    (tile,) = figures(made)
    assert "Angka sementara, sesuai tanda dari sumbernya." in tile
    made.write("content/skpd/dinkes/data/warga.csv", data.split("--\n")[1].replace("*", ""))
    made.build()
    (tile,) = figures(made)
    assert "sementara" not in tile


SEXES = """\
-- content/skpd/dinkes/data/warga.csv --
tahun,jenis_kelamin,warga
2024,Laki-laki,50
2024,Perempuan,55
2025,Laki-laki,51
2025,Perempuan,57
-- content/skpd/dinkes/data/jumlah.csv --
tahun,jumlah
2025,3
"""


@pytest.mark.parametrize(
    ("entry", "expected", "mended"),
    [
        pytest.param(
            "data: warga, kolom: warga",
            "[S084] `warga` is no address of a dataset = write the kind and name of its unit and its own name: "
            "skpd/dinkes/kunjungan-posyandu",
            "data: skpd/dinkes/jumlah, kolom: jumlah",
            id="no address",
        ),
        pytest.param(
            "data: skpd/dinkes/jumlh, kolom: jumlah",
            "[S085] there is no dataset `skpd/dinkes/jumlh`, so that its figure is not shown = write one that "
            "is published, such as `skpd/dinkes/jumlah`; or remove the entry",
            "data: skpd/dinkes/jumlah, kolom: jumlah",
            id="no dataset",
        ),
        pytest.param(
            "data: skpd/dinkess/jumlah, kolom: jumlah",
            "[S093] `skpd/dinkess` publishes no datasets, so that the figure of `jumlah` is not shown = take the "
            "address of a dataset from the page `/data/`; or remove the entry",
            "data: skpd/dinkes/jumlah, kolom: jumlah",
            id="no unit",
        ),
        pytest.param(
            "data: skpd/dinkes/jumlah, kolom: jumlh",
            "[S086] the dataset has no column `jumlh` = write `kolom: jumlah`; columns with figures are: jumlah",
            "data: skpd/dinkes/jumlah, kolom: jumlah",
            id="no column",
        ),
        pytest.param(
            "data: skpd/dinkes/warga, kolom: jenis_kelamin",
            "[S087] the column `jenis_kelamin` has no figure that can be shown = choose a column with figures: "
            "warga; or remove the entry",
            "data: skpd/dinkes/warga, kolom: warga, saring: {jenis_kelamin: Perempuan}",
            id="no figures",
        ),
        pytest.param(
            "data: skpd/dinkes/warga, kolom: warga",
            "[S088] 2 rows of the newest period have `warga`; it is not said which one is meant = choose one with "
            "`saring`, such as: saring: {jenis_kelamin: Laki-laki}",
            "data: skpd/dinkes/warga, kolom: warga, saring: {jenis_kelamin: Laki-laki}",
            id="several rows",
        ),
        pytest.param(
            "data: skpd/dinkes/warga, kolom: warga, saring: {jenis_kelamin: Perempua}",
            "[S089] no row has `Perempua` in a column `jenis_kelamin` = write `jenis_kelamin: Perempuan` in "
            "`saring`; there are: Laki-laki, Perempuan",
            "data: skpd/dinkes/warga, kolom: warga, saring: {jenis_kelamin: Perempuan}",
            id="no row",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_others_are_shown(
    city: Make, entry: str, expected: str, mended: str
) -> None:
    made = wanting(
        city, "data: skpd/dinkes/jumlah, kolom: jumlah, label: Pertama", entry, data=SEXES
    )
    assert mistakes(made) == [f"site.yml:5:12: {expected}"]
    (tile,) = figures(made)
    assert tile.startswith("Pertama 3")
    text = (made.root / "site.yml").read_text().replace(f"{{{entry}}}", f"{{{mended}}}")
    made.write("site.yml", text)
    assert mistakes(made) == []
    assert len(figures(made)) == 2
