"""What a unit looks like by its own logo, photo of the office, and colour."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sitegen.charts.palette import PAPER
from sitegen.colour import contrast
from sitegen.i18n import translator
from sitegen.problems import hint, message
from sitegen.units.identity import colour_sheet
from tests.conftest import CityFolder
from tests.test_unit import picture

City = Callable[[str], CityFolder]
FOLDER = "content/kelurahan/dago"
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60"><script>alert(1)</script>'
    '<path fill="#8a1538" d="M0 0h60v60H0z"/></svg>'
)
REPORT = f"-- {FOLDER}/laporan/2026-11-03-uji.md --\n---\njudul: Uji\n---\nIsi.\n"


def unit(keys: str) -> str:
    return f"-- {FOLDER}/unit.yml --\n{keys}{REPORT}"


def told(made: CityFolder, code: str) -> list[str]:
    t = translator("en")
    return [
        f"{each.where.path}:{each.where.line}: {message(each, t)} = {hint(each, t)}"
        for each in made.build(force=True).problems
        if each.code == code
    ]


def test_a_logo_stands_in_place_of_the_letters_on_all_pages_of_the_unit(city: City) -> None:
    made = city(unit("logo: lambang.svg\n"))
    made.write(f"{FOLDER}/lambang.svg", LOGO)
    assert not made.build().problems
    assert b"script" not in made.files()["kelurahan/dago/logo.svg"]
    for page in ("/kelurahan/dago/", "/kelurahan/dago/laporan/2026/11/uji/"):
        assert 'src="/kelurahan/dago/logo.svg" width="100" height="100"' in made.read(page)
        assert "monogram" not in made.read(page)
    assert "monogram" in made.read("/kelurahan/sekeloa/")


def test_another_logo_of_the_same_name_is_seen_on_every_page(city: City) -> None:
    made = city(unit("logo: lambang.svg\n"))
    made.write(f"{FOLDER}/lambang.svg", LOGO)
    made.build()
    made.write(f"{FOLDER}/lambang.svg", LOGO.replace("0 0 60 60", "0 0 120 60"))
    made.build()
    assert 'width="200" height="100"' in made.read("/kelurahan/dago/laporan/2026/11/uji/")
    plain = made.files()
    made.build(force=True)
    assert made.files() == plain


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        (
            "lain.svg",
            LOGO.encode(),
            (
                "`logo.svg` is not shown as the unit's logo: there is no such file beside `unit.yml` = put the "
                "file there, or correct the name (capitals count)"
            ),
        ),
        (
            "logo.svg",
            b"GIF89a",
            "`logo.svg` is not shown as the unit's logo: it is neither SVG nor PNG = save it as SVG or PNG",
        ),
    ],
    ids=["missing", "of another kind"],
)
def test_a_logo_that_cannot_be_shown_is_told_and_the_letters_stay(
    city: City, name: str, data: bytes, said: str
) -> None:
    made = city(unit("alamat: Jalan Dago\nlogo: logo.svg\n"))
    made.write(f"{FOLDER}/{name}", data)
    assert told(made, "U055") == [f"{FOLDER}/unit.yml:2: {said}"]
    assert "DGO" in made.read("/kelurahan/dago/")


def test_a_photo_of_the_office_stands_over_the_contact(city: City) -> None:
    made = city(unit("alamat: Jalan Dago\nfoto_kantor: {berkas: kantor.png, alt: Kantor lurah}\n"))
    made.write(f"{FOLDER}/kantor.png", picture())
    assert not made.build().problems
    page = made.read("/kelurahan/dago/")
    assert page.index('id="kontak-judul"') < page.index('alt="Kantor lurah"')
    with Image.open(io.BytesIO(made.files()["kelurahan/dago/kantor-60.jpg"])) as image:
        assert image.size == (60, 40)


def test_a_pale_colour_is_refused_and_the_nearest_that_passes_named(city: City) -> None:
    made = city(unit('alamat: Jalan Dago\nwarna: "#ffd500"\n'))
    (said,) = told(made, "U054")
    assert said.startswith(
        f"{FOLDER}/unit.yml:2: `#ffd500` is not used as the unit's colour: white letters on it have a "
        'contrast of 1.4:1, and need 4.5:1 = write `warna: "'
    )
    near = re.findall(r'warna: "(#\w+)"', said)[0]
    assert "warna.css" not in made.read("/kelurahan/dago/")
    made.write(f"{FOLDER}/unit.yml", f'alamat: Jalan Dago\nwarna: "{near}"\n')
    assert not told(made, "U054")
    assert 'href="/kelurahan/dago/warna.css"' in made.read("/kelurahan/dago/")


def test_the_picture_for_shared_links_has_the_units_colour(city: City) -> None:
    made = city(unit('warna: "#8a1538"\n'))
    made.build()
    with Image.open(io.BytesIO(made.files()["kelurahan/dago/kartu.png"])) as image:
        assert image.convert("RGB").getpixel((5, 5)) == (0x8A, 0x15, 0x38)


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True).filter(lambda c: contrast(c, PAPER) >= 4.5))
def test_letters_on_the_colour_are_legible_in_light_and_in_dark(colour: str) -> None:
    light, dark = colour_sheet(colour).split("@media")
    for rules in (light, dark):
        ground, ink = re.findall(r"mark: (#\w+);", rules)
        assert contrast(ground, ink) >= 4.5
