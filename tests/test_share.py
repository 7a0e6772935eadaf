"""What shared links show of pages, and the pictures that are drawn for them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html.parser import HTMLParser

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sitegen.images.cards import HEIGHT, WIDTH, Card, draw_card, shown
from tests.conftest import CityFolder
from tests.test_unit import picture

City = Callable[[str], CityFolder]
BASE = "https://contoh.example"
CONTENT = """\
-- content/kelurahan/dago/laporan/2026-11-03-foto.md --
---
judul: Kerja bakti di RW 05
tanggal: 2026-11-03 09:30
jenis: pembangunan
ringkasan: Selokan 300 meter bersih lagi.
alias: [/berita/kerja-bakti/]
foto: {berkas: a.png, alt: Warga mengangkat lumpur}
---
Warga mengangkat lumpur dari selokan.
-- content/kelurahan/dago/laporan/2026-11-02-grafik.md --
---
judul: Kunjungan naik
tanggal: 2026-11-02
---
Kunjungan naik setiap bulan.

```grafik
data: kunjungan
jenis: garis
x: bulan
y: jumlah
judul: Kunjungan naik setiap bulan
```
-- content/kelurahan/dago/laporan/2026-11-01-polos.md --
---
judul: Rapat RW
tanggal: 2026-11-01
---
Rapat membahas jadwal ronda.
-- content/kelurahan/dago/data/kunjungan.csv --
bulan,jumlah
2026-01,12
2026-02,15
2026-03,19
-- content/kelurahan/dago/halaman/profil.md --
---
judul: Profil
---
Kelurahan di utara kota.
"""


class _Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("property") or given.get("name") or ""
        if tag == "meta" and name.startswith(("og:", "article:", "twitter:")):
            assert name not in self.found
            self.found[name] = given["content"] or ""


def tags(page: str) -> dict[str, str]:
    return _Tags(page).found


@pytest.fixture
def made(city: City) -> CityFolder:
    folder = city(CONTENT)
    folder.write("content/kelurahan/dago/laporan/a.png", picture())
    folder.build()
    return folder


def test_every_page_shows_a_picture_that_is_there_in_its_size(made: CityFolder) -> None:
    files = made.files()
    pages = [path for path in files if path.endswith(".html")]
    assert len(pages) > 15
    for path in pages:
        found = tags(files[path].decode())
        file = found["og:image"].removeprefix(f"{BASE}/")
        size = int(found["og:image:width"]), int(found["og:image:height"])
        with Image.open(io.BytesIO(files[file])) as image:
            assert image.size == size
        assert found["og:locale"] == "id_ID"
        assert found["twitter:card"] == "summary_large_image"
        assert found["og:title"]


@pytest.mark.parametrize(
    ("page", "image", "alt"),
    [
        (
            "kelurahan/dago/laporan/2026/11/foto/",
            "kelurahan/dago/laporan/2026/11/foto/a-60.jpg",
            "Warga mengangkat lumpur",
        ),
        (
            "kelurahan/dago/laporan/2026/11/grafik/",
            "kelurahan/dago/laporan/2026/11/grafik/grafik-1.png",
            "Kunjungan naik setiap bulan",
        ),
        (
            "kelurahan/dago/laporan/2026/11/polos/",
            "kelurahan/dago/kartu.png",
            "Kelurahan Dago, Kota Contoh",
        ),
        ("kelurahan/dago/", "kelurahan/dago/kartu.png", "Kelurahan Dago, Kota Contoh"),
        (
            "kelurahan/dago/halaman/profil/",
            "kelurahan/dago/kartu.png",
            "Kelurahan Dago, Kota Contoh",
        ),
        (
            "kelurahan/dago/data/kunjungan/",
            "kelurahan/dago/data/kunjungan/grafik-1.png",
            "Kunjungan",
        ),
        ("kelurahan/", "kartu.png", "Kota Contoh"),
        ("", "kartu.png", "Kota Contoh"),
    ],
)
def test_a_page_shows_its_photo_else_its_chart_else_whose_it_is(
    made: CityFolder, page: str, image: str, alt: str
) -> None:
    found = tags(made.read(f"/{page}"))
    assert (found["og:image"], found["og:image:alt"]) == (f"{BASE}/{image}", alt)


def test_an_article_says_when_and_of_which_kind_it_is(made: CityFolder) -> None:
    found = tags(made.read("/kelurahan/dago/laporan/2026/11/foto/"))
    assert found["og:type"] == "article"
    assert found["article:published_time"] == "2026-11-03T09:30:00+07:00"
    assert found["article:section"] == "Pembangunan"


def test_a_redirect_shows_what_its_target_shows(made: CityFolder) -> None:
    target = tags(made.read("/kelurahan/dago/laporan/2026/11/foto/"))
    found = tags(made.read("/berita/kerja-bakti/"))
    same = [name for name in found if name != "og:type"]
    assert len(same) > 8
    assert {name: found[name] for name in same} == {name: target[name] for name in same}


def test_a_picture_of_a_unit_is_drawn_again_only_with_other_words(made: CityFolder) -> None:
    made.write("content/kelurahan/dago/laporan/2026-11-05-baru.md", "---\njudul: Baru\n---\nIsi.\n")
    before = (made.output / "kelurahan/dago/kartu.png").stat().st_mtime_ns
    made.build()
    assert (made.output / "kelurahan/dago/kartu.png").stat().st_mtime_ns == before
    drawn = made.files()["kelurahan/dago/kartu.png"]
    units = (made.root / "data/units.csv").read_text().replace("Dago", "Dago Barat")
    made.write("data/units.csv", units)
    made.build()
    assert made.files()["kelurahan/dago/kartu.png"] != drawn


def card(title: str, label: str = "Kelurahan", city: str = "Kota Contoh") -> Card:
    return Card(title=title, label=label, city=city, ground="#0c474b")


@given(st.text(max_size=160), st.text(max_size=60), st.text(max_size=60))
def test_words_of_any_length_stay_between_the_edges(title: str, label: str, city: str) -> None:
    with Image.open(io.BytesIO(draw_card(card(title, label, city)))) as image:
        assert image.size == (WIDTH, HEIGHT)
        edge = image.convert("RGB").crop((0, 0, 60, HEIGHT - 20))
    assert len(edge.getcolors() or ()) == 1


def test_the_same_words_make_the_same_bytes() -> None:
    assert draw_card(card("Kelurahan Dago")) == draw_card(card("Kelurahan Dago"))
    assert draw_card(card("Kelurahan Dago")) != draw_card(card("Kelurahan Dagi"))


@pytest.mark.parametrize(
    ("text", "seen"),
    [("Kelurahan Dago", "Kelurahan Dago"), ("Ḥasan 漢 ọ", "Hasan o"), ("\x00\n", ""), ("ع", "")],
)
def test_signs_that_the_font_lacks_are_left_out(text: str, seen: str) -> None:
    assert shown(text) == seen


def test_icons_are_there_for_phones_and_older_programs(made: CityFolder) -> None:
    files = made.files()
    with Image.open(io.BytesIO(files["apple-touch-icon.png"])) as touch:
        assert touch.size == (180, 180)
        # The ground is the city's colour up to the edge: phones cut the corners themselves.
        assert touch.convert("RGB").getpixel((0, 0)) == (0x0C, 0x47, 0x4B)
    with Image.open(io.BytesIO(files["favicon.ico"])) as small:
        assert (small.format, small.size) == ("ICO", (32, 32))
    assert 'rel="apple-touch-icon" href="/apple-touch-icon.png"' in made.read("/")


def test_an_icon_of_the_city_itself_comes_before_ours(city: City) -> None:
    folder = city(CONTENT)
    own = io.BytesIO()
    Image.new("RGB", (180, 180), "purple").save(own, "PNG")
    folder.write("akar/apple-touch-icon.png", own.getvalue())
    told = folder.build().problems
    assert not [problem for problem in told if problem.where.path.startswith("akar")]
    assert folder.files()["apple-touch-icon.png"] == own.getvalue()
    assert "favicon.ico" in folder.files()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "ikon.svg",
            (
                b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><circle cx="20" cy="20" r="20" '
                b'fill="#800080"/></svg>'
            ),
        ),
        ("ikon.png", picture("purple")),
    ],
)
def test_icons_are_made_of_the_citys_own(city: City, name: str, data: bytes) -> None:
    folder = city(CONTENT)
    folder.write(f"merek/{name}", data)
    site = (folder.root / "site.yml").read_text()
    folder.write("site.yml", f"{site}merek: {{ikon: merek/{name}}}\n")
    folder.build()
    with Image.open(io.BytesIO(folder.files()["apple-touch-icon.png"])) as touch:
        assert touch.size == (180, 180)
        assert touch.convert("RGB").getpixel((90, 90)) == (128, 0, 128)


NOTICE = """\
-- content/kelurahan/dago/laporan/2026-11-06-air.md --
---
judul: Air mati dua hari
jenis: pengumuman
---
Perbaikan pipa di Jalan Dago.
"""


def test_what_is_printed_for_boards_has_its_address_as_a_code(city: City) -> None:
    folder = city(CONTENT + NOTICE)
    folder.write("content/kelurahan/dago/laporan/a.png", picture())
    folder.build()
    for page in (
        "/kelurahan/dago/",
        "/kelurahan/dago/halaman/profil/",
        "/kelurahan/dago/data/kunjungan/",
        "/kelurahan/dago/laporan/2026/11/air/",
    ):
        (code,) = re.findall(r'<div class="print-only code">(<svg.*?</svg>)', folder.read(page))
        (read,) = zxingcpp.read_barcodes(np.asarray(painted(code)))
        assert read.text == BASE + page
    assert "print-only code" not in folder.read("/kelurahan/dago/laporan/2026/11/polos/")


def painted(svg: str) -> Image.Image:
    """A code of segno as a picture: its lines are those of the squares, row by row."""
    size = int(re.findall(r'viewBox="0 0 (\d+) \d+"', svg)[0])
    image = Image.new("L", (size, size), 255)
    x = y = 0.0
    for sign, values in re.findall(r"([Mmh])([^Mmh]*)", re.findall(r' d="([^"]*)"', svg)[0]):
        numbers = [float(each) for each in re.findall(r"-?[\d.]+", values)]
        if sign == "h":
            image.paste(0, (int(x), int(y), int(x + numbers[0]), int(y) + 1))
            x += numbers[0]
        else:
            x, y = numbers if sign == "M" else (x + numbers[0], y + numbers[1])
    return image.resize((size * 6, size * 6))
