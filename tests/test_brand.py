"""The city's brand: main colour, logo and icon of `merek` in `site.yml`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.charts.palette import PAPER, RAMP, SERIES, SERIES_TEXT
from sitegen.charts.recolouring import APART, APART_WITHOUT_GREEN, painted, recoloured
from sitegen.city.config import parse_config
from sitegen.colour import (
    contrast,
    distance,
    distance_without_green,
    hue_and_chroma,
    luminance,
    of_brightness,
    parse_colour,
)
from sitegen.engine.explain import inquire
from sitegen.engine.options import Options
from sitegen.errors import ConfigError
from sitegen.pages.branding import branded, colour_tokens
from sitegen.pages.theme import built_in_folder
from tests.conftest import NOW, SITE, CityFolder, told

City = Callable[[str], CityFolder]
THEME = built_in_folder()
STYLE = (THEME / "assets/style.css").read_text("utf-8")
ICON = (THEME / "assets/icon.svg").read_bytes()
# Around the circle, dark and as light as may be, vivid and grey.
COLOURS = sorted(
    {
        of_brightness(bright, hue / 4, chroma)
        for bright in (0.02, 0.08, 0.16)
        for hue in range(26)
        for chroma in (0.0, 0.05, 0.25)
    }
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><path d="M0 0h60v40z"/></svg>'
TABLE = "kecamatan,jumlah\nCoblong,12\nAndir,30\nCicendo,22\n"


def brand(text: str) -> str:
    return f"-- site.yml --\n{SITE}merek:\n" + "".join(f"  {line}\n" for line in text.split("; "))


def refused(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        parse_config(f"{SITE}merek:\n  {text}\n".encode(), "site.yml")
    return "\n".join(map(told, caught.value.problems))


def colours(colour: str) -> tuple[dict[str, str], dict[str, str]]:
    """The colours of light and of dark pages in a city with this main colour."""
    light, dark = colour_tokens(branded_style(colour))
    return light, light | dark


def branded_style(colour: str) -> str:
    return branded({"style.css": STYLE.encode()}, colour, ICON)["style.css"].decode()


# The main colour


@pytest.mark.parametrize("written", ['"#8a1538"', "8A1538", "'8a1538'", '"#8A1538"'])
def test_the_main_colour_is_six_digits(written: str) -> None:
    assert parse_config(
        f"{SITE}merek: {{warna: {written}}}\n".encode(), "site.yml"
    ).brand.colour == ("#8a1538")


def test_three_digits_are_six() -> None:
    assert parse_colour("#a13") == "#aa1133"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("warna: merah", "`merah` cannot be the main colour: it is no colour of six digits"),
        (
            "warna: #8a1538",
            'a # without quotation marks begins a remark = write `warna: "#8a1538"`',
        ),
        ('warna: "#ffd500"', "`#ffd500 (1.4:1)` cannot be the main colour: texts in it"),
        ('warna: "#ffffff"', "`#ffffff (1.1:1)` cannot be the main colour: texts in it"),
    ],
)
def test_what_cannot_be_the_main_colour_is_told_with_one_that_can(written: str, words: str) -> None:
    found = refused(written)
    assert "site.yml:4" in found
    assert "[T004]" in found
    assert words in found
    near = re.findall(r'write `warna: "(#[0-9a-f]{6})"`', found)
    assert parse_config(f'{SITE}merek: {{warna: "{near[0]}"}}\n'.encode(), "site.yml")


def test_the_colour_that_is_named_is_the_nearest_of_its_hue() -> None:
    (near,) = re.findall(r'warna: "(#[0-9a-f]{6})"', refused('warna: "#ffd500"'))
    assert 4.5 <= contrast(near, PAPER) < 4.6
    assert abs(hue_and_chroma(near)[0] - hue_and_chroma("#ffd500")[0]) < 0.1


# Pages in that colour


@pytest.mark.parametrize("colour", COLOURS)
def test_texts_and_signs_can_be_read_in_every_main_colour_that_is_accepted(colour: str) -> None:
    if contrast(colour, PAPER) < 4.5:
        pytest.skip("refused")
    for of in colours(colour):
        for text, grounds in (
            ("link", ("paper", "note", "sunk", "tint")),
            ("link-hover", ("paper", "note", "sunk", "tint")),
            ("on-board", ("board", "board-deep", "board-line")),
            ("on-board-soft", ("board", "board-deep")),
            ("on-light", ("on-board", "on-board-soft")),
            ("on-high", ("l3", "l4")),
            ("on-low", ("l1", "l2")),
        ):
            for ground in grounds:
                assert contrast(of[text], of[ground]) >= 4.5, (text, ground)
        for sign in ("focus-on-board", "current"):
            assert contrast(of[sign], of["board"]) >= 2.99, sign


def test_the_head_of_light_pages_has_the_very_colour() -> None:
    light, dark = colours("#8a1538")
    assert light["board"] == "#8a1538"
    assert luminance(dark["board"]) < 0.05


def test_without_a_main_colour_no_byte_changes() -> None:
    assets = {"style.css": STYLE.encode(), "icon.svg": ICON}
    assert branded(assets, "", ICON) == assets


def test_no_colour_stands_outside_the_tokens() -> None:
    rules = re.sub(r":root\s*\{[^}]*\}", "", STYLE)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgb|\bhsl", rules) == []
    for path in (THEME / "templates").rglob("*.html"):
        assert re.findall(r'"#[0-9a-fA-F]{3,8}"', path.read_text("utf-8")) == [], path.name
    light, _ = colour_tokens(STYLE)
    of_icon = set(re.findall(rb'"(#[0-9a-f]{6})"', ICON))
    assert {each.encode() for each in (light["board"], light["mark"], light["paper"])} < of_icon


def test_print_has_its_own_colours_in_every_city() -> None:
    assert "\nhtml:root {" in (THEME / "assets/print.css").read_text("utf-8")


# Charts in that colour


@pytest.mark.parametrize("colour", COLOURS)
def test_series_can_be_told_apart_in_every_main_colour(colour: str) -> None:
    found = recoloured(colour)
    for pairs in (found.light, found.dark):
        series = [new for _, new in pairs[: len(SERIES)]]
        for one, other in itertools.combinations(series, 2):
            assert distance(one, other) >= APART, (one, other)
            assert distance_without_green(one, other) >= APART_WITHOUT_GREEN, (one, other)


@pytest.mark.parametrize("colour", COLOURS[::5])
def test_colours_of_charts_keep_their_brightness_and_with_it_their_contrast(colour: str) -> None:
    found = recoloured(colour)
    for old, new in (*found.light, *found.dark):
        assert abs(luminance(old) - luminance(new)) < 0.012, (old, new)


def test_the_first_series_has_the_hue_of_the_main_colour() -> None:
    first = dict(recoloured("#8a1538").light)[SERIES[0]]
    assert abs(hue_and_chroma(first)[0] - hue_and_chroma("#8a1538")[0]) < 0.1


def test_each_colour_of_a_drawing_is_replaced_and_nothing_else() -> None:
    given = (
        f'<svg><path fill="{SERIES[0]}" class="chart-1"/><text fill="currentColor">a</text></svg>'
    )
    new = dict(recoloured("#8a1538").light)[SERIES[0]]
    assert painted(given, "#8a1538") == given.replace(SERIES[0], new)


def test_the_palette_has_each_colour_once() -> None:
    light = [old for old, _ in recoloured("#8a1538").light]
    assert light == [*SERIES, *SERIES_TEXT, *RAMP]
    assert len(set(light)) == len(light)


def test_pages_charts_pictures_and_icon_of_a_city_follow(city: City) -> None:
    data = f"-- content/kelurahan/dago/data/jumlah.csv --\n{TABLE}"
    plain = city(data)
    plain.build()
    before = plain.files()
    plain.write("site.yml", f'{SITE}merek:\n  warna: "#8a1538"\n')
    plain.build()
    after = plain.files()
    page = after["kelurahan/dago/data/jumlah/index.html"].decode()
    first = dict(recoloured("#8a1538").light)[SERIES[0]]
    assert 'name="theme-color" media="(prefers-color-scheme: light)" content="#8a1538"' in page
    assert SERIES[0] not in page
    for name in ("grafik-1.svg", "grafik-1.png"):
        path = f"kelurahan/dago/data/jumlah/{name}"
        assert before[path] != after[path]
    assert first in after["kelurahan/dago/data/jumlah/grafik-1.svg"].decode()
    (icon,) = (body for path, body in after.items() if path.startswith("aset/icon."))
    assert b"#8a1538" in icon


# Logo and icon


def test_the_logo_stands_in_the_head_of_every_page(city: City) -> None:
    made = city(brand("logo: merek/logo.svg; logo_gelap: merek/gelap.svg"))
    made.write("merek/logo.svg", SVG)
    made.write("merek/gelap.svg", SVG.replace("60 40", "40 40"))
    assert [told(p) for p in made.build().problems if p.code.startswith("T")] == []
    head = made.read("/kelurahan/dago/").partition('class="to-find"')[0]
    assert re.search(
        r'<source media="screen and \(prefers-color-scheme: dark\)" srcset="/aset/merek/logo-gelap\.\w+\.svg">'
        r'<img src="/aset/merek/logo\.\w+\.svg" width="150" height="100" alt="">',
        head,
    )
    assert "<svg" not in head


def test_the_icon_of_a_city_is_svg_or_png(city: City) -> None:
    made = city(brand("ikon: merek/ikon.svg"))
    made.write("merek/ikon.svg", SVG)
    made.build()
    assert re.search(
        r'<link rel="icon" href="/aset/merek/ikon\.\w+\.svg" type="image/svg\+xml">', made.read("/")
    )


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("merek/logo.svg", None, "there is no such file"),
        ("../logo.svg", None, "lie in the folder `merek`"),
        ("/etc/hostname", None, "lie in the folder `merek`"),
        ("merek/../logo.svg", None, "lie in the folder `merek`"),
        ("content/kelurahan/dago/logo.svg", None, "lie in the folder `merek`"),
        ("merek/logo.jpg", b"\xff\xd8\xff\xe0", "it is neither SVG nor PNG"),
        ("merek/logo.svg", b"<svg", "it is damaged"),
        ("merek/logo.png", b"\x89PNG\r\n\x1a\nxx", "it is damaged"),
        ("merek/logo.svg", b"<svg>" + b" " * 140_000, "it has more than 128 KB"),
    ],
)
def test_a_picture_that_cannot_be_used_is_told_and_the_site_goes_out_without(
    city: City, path: str, body: bytes | None, words: str
) -> None:
    made = city(brand(f"logo: {path}"))
    if body is not None:
        made.write(path, body)
    result = made.build()
    (found,) = (told(p) for p in result.problems if p.code == "T005")
    assert found.startswith(f"site.yml:4:9: [T005] `{path}` is not shown as the city's `logo`: ")
    assert words in found
    assert 'class="b1"' in made.read("/")


def test_a_link_is_no_logo(city: City, tmp_path: Path) -> None:
    made = city(brand("logo: merek/logo.svg"))
    (tmp_path / "luar.svg").write_text(SVG)
    (made.root / "merek").mkdir()
    (made.root / "merek/logo.svg").symlink_to(tmp_path / "luar.svg")
    assert "T005" in {p.code for p in made.build().problems}


def test_explain_says_what_becomes_of_a_picture_of_the_brand(city: City) -> None:
    made = city(brand("logo: merek/logo.svg; ikon: merek/ikon.svg"))
    made.write("merek/logo.svg", SVG)
    made.write("merek/ikon.svg", "<svg")
    made.build()
    options = Options(root=made.root, output=made.output, clock=NOW, write=False)
    logo, icon = (inquire(options, f"merek/{name}.svg", made.root) for name in ("logo", "ikon"))
    assert (logo.kind, logo.status, logo.problems) == ("theme", "shared", ())
    assert logo.outputs[0].startswith("aset/merek/logo.")
    assert (icon.status, [problem.code for problem in icon.problems]) == ("unused", ["T005"])


def test_a_logo_that_the_citys_own_frame_does_not_show_is_told(city: City) -> None:
    made = city(brand("logo: merek/logo.svg") + "-- themes/kota/templates/base.html --\n<p>x</p>\n")
    made.write("merek/logo.svg", SVG)
    (found,) = (told(p) for p in made.build().problems)
    assert "the city's own template `base.html` does not show it" in found
