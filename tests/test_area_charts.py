"""Charts of the kind `peta`, and the way from a dataset to its map."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from sitegen.charts.data import ChartData, Mark
from sitegen.charts.drawing import draw
from sitegen.city.areas import areas_of
from sitegen.city.boundaries import read_boundaries
from sitegen.city.register import read_register
from sitegen.i18n import translator
from sitegen.store.cache import Cache
from sitegen.units.atlas import map_of
from tests.conftest import CityFolder, told
from tests.sample import REPOSITORY
from tests.test_maps import CITY, MAP, REGISTER, TILES, collection, square

Make = Callable[[str], CityFolder]
DATASET = "content/skpd/dinkes/data/penduduk"
PAGE = "/skpd/dinkes/data/penduduk/"
MAPPED = "judul: Penduduk per kelurahan\nsatuan: jiwa\ngrafik:\n  - {chart}\n"
CHART = "{jenis: peta, x: kode_wilayah, y: penduduk}"


def described(chart: str = CHART) -> str:
    return MAPPED.format(chart=chart)


def chart_problems(made: CityFolder) -> list[str]:
    return [told(each) for each in made.build().problems if each.code[0] == "C"]


def figure(page: str) -> str:
    found = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    assert len(found) == 1
    return str(found[0])


def rows(page: str) -> list[tuple[str, ...]]:
    """The table beside the chart."""
    table = re.search(r"<table.*?</table>", figure(page), re.DOTALL)
    assert table
    lines = re.findall(r"<tr>(.*?)</tr>", table[0], re.DOTALL)
    return [
        tuple(re.sub("<[^>]*>", "", cell) for cell in re.findall("<t[hd].*?</t[hd]>", each))
        for each in lines
    ]


def test_a_map_of_borders_stands_on_the_page_with_its_table_beside_it(city: Make) -> None:
    made = city(REGISTER)
    made.write(MAP, CITY)
    made.write(f"{DATASET}.yml", described())
    assert chart_problems(made) == []
    page = made.read(PAGE)
    assert rows(page) == [
        ("Kelurahan", "Penduduk (jiwa)"),
        ("Ancol", "400"),
        ("Arjuna", "300"),
        ("Sekeloa", "250"),
        ("Dago", "100"),
    ]
    drawings = re.findall(r"<svg[^>]*chart-(?:narrow|wide).*?</svg>", page, re.DOTALL)
    assert len(drawings) == 2
    for drawing in drawings:
        assert len(re.findall(r'<path d="M\d+ [^"]*"/>', drawing)) == 4
        assert {"chart-heat-0", "chart-heat-2", "chart-heat-4", "chart-heat-6"} <= set(
            re.findall(r"chart-heat-\d", drawing)
        )
    assert "terbanyak di Ancol (400 jiwa), paling sedikit di Dago (100)" in page
    for kind in ("svg", "png"):
        assert (made.output / f"skpd/dinkes/data/penduduk/grafik-1.{kind}").stat().st_size > 500


def test_a_map_of_a_report_shows_the_areas_of_one_kecamatan_with_those_that_have_no_figure(
    city: Make,
) -> None:
    made = city(REGISTER)
    made.write(MAP, CITY)
    made.write("content/skpd/dinkes/data/timbang.csv", "kode,balita\n3273021004,7\n")
    text = "---\njudul: Timbang\njenis: layanan\n---\nIsi laporan.\n\n```grafik\njenis: peta\ndata: timbang\nx: kode\ny: balita\n```\n"
    made.write("content/skpd/dinkes/laporan/2026-11-20-timbang.md", text)
    made.write(
        "content/skpd/dinkes/data/timbang.csv",
        "kode,balita\n32.73.02.1004,7\n32.73.02.1005,9\n32.73.06.1001,3\n",
    )
    assert chart_problems(made) == []
    page = made.read("/skpd/dinkes/laporan/2026/11/timbang/")
    assert "tidak ada angka" in page  # Ancol
    assert [row[0] for row in rows(page)] == ["Kelurahan", "Sekeloa", "Dago", "Arjuna"]


def test_kecamatan_without_borders_are_tiles(city: Make) -> None:
    made = city(REGISTER)
    made.write("data/peta/ubin.csv", TILES)
    made.write(f"{DATASET}.csv", "kode,penduduk\n32.73.02,5\n32.73.06,8\n32.73.11,9\n")
    made.write(f"{DATASET}.yml", described("{jenis: peta, x: kode, y: penduduk, sorot: Regol}"))
    assert chart_problems(made) == []
    wide = re.findall(r"<svg[^>]*chart-wide.*?</svg>", made.read(PAGE), re.DOTALL)[0]
    for name in ("Coblong", "Cicendo", "Regol"):
        assert f">{name}</text>" in wide


@pytest.mark.parametrize(
    ("chart", "table", "said"),
    [
        pytest.param(
            "{jenis: peta, x: kelurahan, y: penduduk}",
            None,
            "[C022] `jenis: peta` needs a column of area codes at `x`; `kelurahan` has other texts: "
            "`Dago`, `Sekeloa`, `Arjuna`, `Ancol` (4) = write the column that has a code such as "
            "32.73.02 in each row; here: `kode_wilayah`",
            id="names",
        ),
        pytest.param(
            "{jenis: peta, x: kode, y: penduduk}",
            "kode,penduduk\n32.73.02.1004,5\nkota,8\n32.73.02.1005,8\n",
            "[C022] `jenis: peta` needs a column of area codes at `x`; `kode` has other texts: "
            "`kota` (1) = write the column that has a code such as 32.73.02 in each row; here: -",
            id="a row without code",
        ),
        pytest.param(
            "{jenis: peta, x: kode, y: penduduk}",
            "kode,penduduk\n32.73.02,25\n32.73.02.1004,5\n32.73.02.1005,8\n",
            "[C023] the codes of `kode` are those of kecamatan and of kelurahan: `32.73.02`, "
            "`32.73.02.1005` = keep the rows of one level with `saring`, or make a table of each",
            id="two levels",
        ),
        pytest.param(
            "{jenis: peta, x: kode_wilayah, y: penduduk, urut: turun}",
            None,
            "[C005] ",
            id="a key that maps do not have",
        ),
    ],
)
def test_what_keeps_a_table_from_a_map_is_told(
    city: Make, chart: str, table: str | None, said: str
) -> None:
    made = city(REGISTER)
    made.write(MAP, CITY)
    if table:
        made.write(f"{DATASET}.csv", table)
    made.write(f"{DATASET}.yml", described(chart))
    found = chart_problems(made)
    assert len(found) == 1
    assert said in found[0]
    assert "chart-wide" not in made.read(PAGE)  # the table is there without it
    assert "<table" in made.read(PAGE)


def test_a_city_without_a_map_says_what_to_draw_instead(city: Make) -> None:
    made = city(REGISTER)
    made.write(f"{DATASET}.yml", described())
    (said,) = chart_problems(made)
    assert (
        "[C024] the city has no map of its kelurahan yet, so none is drawn = write `jenis: batang-mendatar`"
        in said
    )


def test_new_borders_change_the_map_as_a_clean_build_would(city: Make) -> None:
    made = city(REGISTER)
    made.write(MAP, CITY)
    made.write(f"{DATASET}.yml", described())
    made.build()
    before = made.read(PAGE)
    moved = collection(
        *(
            square(at * 2, {"nama": name})
            for at, name in enumerate(("Dago", "Sekeloa", "Arjuna", "Ancol"))
        )
    )
    made.write(MAP, moved)
    made.build()
    after = made.read(PAGE)
    assert after != before
    made.build(force=True)
    assert made.read(PAGE) == after


def test_a_dataset_leads_to_its_map_while_there_is_one(city: Make) -> None:
    made = city(REGISTER)
    made.write(MAP, CITY)
    made.build()
    link = 'href="/peta/skpd/dinkes/penduduk/"'
    assert link in made.read(PAGE)
    assert "Lihat di peta" in made.read(PAGE)
    (made.root / MAP).unlink()
    made.build()
    assert link not in made.read(PAGE)
    assert not (made.output / "peta/skpd/dinkes/penduduk/index.html").exists()


def test_a_map_of_all_kelurahan_of_a_city_has_at_most_sixty_kilobytes() -> None:
    register = read_register(REPOSITORY)
    boundaries, _ = read_boundaries(REPOSITORY, register.entries)
    areas = areas_of(register.entries, (), boundaries)
    kelurahan = [entry for entry in areas.entries if entry.level == "kelurahan"]
    assert len(kelurahan) == 151
    drawn = map_of(Cache(""), areas, tuple(entry.code for entry in kelurahan))
    assert drawn is not None
    names = [area.name for area in drawn.areas]
    data = ChartData(
        kind="peta",
        x_kind="kategori",
        xs=tuple(names),
        positions=tuple(float(at) for at in range(len(names))),
        series=(),
        marks=tuple(Mark(x=name, y=float(at), at=float(at)) for at, name in enumerate(names)),
        x_title="Kelurahan",
        y_title="Penduduk",
        sort="turun",
        map=drawn,
    )
    drawing = draw(data, translator("id"))
    assert drawing.narrow.count("<path d=") >= 151
    assert len(drawing.narrow) + len(drawing.wide) <= 60_000
