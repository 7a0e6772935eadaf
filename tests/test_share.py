"""What shared links show of pages, and the pictures that are drawn for them."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from datetime import datetime

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from tests.conftest import CityFolder
from tests.share_tags import Head, flaws
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


def tags(page: str) -> dict[str, str]:
    return Head(page).tags


@pytest.fixture
def made(city: City) -> CityFolder:
    folder = city(CONTENT)
    folder.write("content/kelurahan/dago/laporan/a.png", picture())
    folder.build()
    return folder


def test_every_page_has_all_tags_with_a_picture_that_is_there_in_its_size(made: CityFolder) -> None:
    files = made.files()
    assert sum(path.endswith(".html") for path in files) > 15
    assert list(flaws(files, BASE)) == []


def test_what_is_wrong_with_tags_is_seen(made: CityFolder) -> None:
    files = made.files()
    page = f"{PLAIN}index.html"
    text = files[page].decode()
    for old, new in (
        ('content="1200"', 'content="1201"'),
        ("/polos/kartu.png", "/polos/tiada.png"),
        ("og:title", "og:judul"),
        ("<title>Rapat", "<title>Lain"),
        ('property="og:url" content="', 'property="og:url" content="https://lain.example'),
        ("<title>Rapat RW", f"<title>Rapat RW {'panjang ' * 12}"),
    ):
        changed = text.replace(old, new, 1)
        assert changed != text
        assert any(page in each for each in flaws({**files, page: changed.encode()}, BASE)), old
    twin = {**files, "lain/index.html": files[page]}
    assert len([each for each in flaws(twin, BASE) if ": one " in each]) == 2


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
            "kelurahan/dago/laporan/2026/11/polos/kartu.png",
            "Rapat RW - Kelurahan Dago, 1 November 2026",
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


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("laporan/2026-11-03-foto.md", "laporan/2026/11/foto/"),
        ("laporan/2026-11-01-polos.md", "laporan/2026/11/polos/"),
        ("halaman/profil.md", "halaman/profil/"),
    ],
)
def test_a_redirect_shows_what_its_target_shows(made: CityFolder, path: str, page: str) -> None:
    file = made.root / "content/kelurahan/dago" / path
    text = file.read_text().replace("alias: [/berita/kerja-bakti/]\n", "")
    file.write_text(text.replace("\n---", "\nalias: [/lama/tujuan/]\n---", 1))
    for _ in range(2):  # the second time, nothing is read again
        made.build()
        target = tags(made.read(f"/kelurahan/dago/{page}"))
        found = tags(made.read("/lama/tujuan/"))
        same = [name for name in found if name != "og:type"]
        assert len(same) > 8
        assert {name: found[name] for name in same} == {name: target[name] for name in same}
        made.write(
            "content/kelurahan/dago/laporan/2026-11-09-lagi.md", "---\njudul: Lagi\n---\nIsi.\n"
        )


def test_pages_of_former_units_and_of_the_old_site_have_all_tags_too(city: City) -> None:
    folder = city(
        f"{CONTENT}-- data/alamat-lama.csv --\nlama,baru\n/kel-dago.html,/kelurahan/dago/\n"
        "-- data/units.csv --\nid,jenis,nama,kode_wilayah,induk,nama_lama,status,id_lama\n"
        "coblong,kecamatan,Coblong,32.73.02,,,aktif,\n"
        "dago,kelurahan,Dago,32.73.02.1004,coblong,,aktif,kelurahan/dago-lama\n"
    )
    folder.write("content/kelurahan/dago/laporan/a.png", picture())
    folder.build()
    for page in ("/kel-dago.html", "/kelurahan/dago-lama/"):
        found = tags(folder.read(page))
        assert found["og:image"] == f"{BASE}/kelurahan/dago/kartu.png"
        assert found["og:image:alt"] == "Kelurahan Dago, Kota Contoh"
    assert list(flaws(folder.files(), BASE)) == []


def test_titles_say_whose_a_page_is_as_far_as_is_shown(city: City) -> None:
    folder = city(CONTENT)
    folder.write("content/kelurahan/dago/laporan/a.png", picture())
    long = "Warga bergotong royong membersihkan saluran air di delapan RW selama sepekan"
    for day, title in ((7, "Posyandu"), (14, "Posyandu"), (15, long)):
        text = (
            f"---\njudul: {title}\ntanggal: 2026-11-{day:02}\nringkasan: Hari {day}.\n---\nIsi.\n"
        )
        folder.write(f"content/kelurahan/dago/laporan/2026-11-{day:02}-uji-{day}.md", text)
    folder.build()
    for page, title in (
        ("/", "Kota Contoh"),
        ("/kelurahan/dago/", "Kelurahan Dago · Kota Contoh"),
        (f"/{PLAIN}", "Rapat RW - Kelurahan Dago · Kota Contoh"),
        ("/kelurahan/dago/laporan/2026/11/uji-7/", "Posyandu, 7 November 2026 - Dago"),
        ("/kelurahan/dago/laporan/2026/11/uji-14/", "Posyandu, 14 November 2026 - Dago"),
        ("/kelurahan/dago/laporan/2026/11/uji-15/", long),
        ("/kelurahan/dago/halaman/profil/", "Profil - Kelurahan Dago · Kota Contoh"),
    ):
        assert Head(folder.read(page)).title == title
    assert list(flaws(folder.files(), BASE)) == []
    # One of them called otherwise, the other needs its day no more.
    path = folder.root / "content/kelurahan/dago/laporan/2026-11-14-uji-14.md"
    path.write_text(path.read_text().replace("judul: Posyandu", "judul: Imunisasi"))
    folder.build()
    title = "Posyandu - Kelurahan Dago · Kota Contoh"
    assert Head(folder.read("/kelurahan/dago/laporan/2026/11/uji-7/")).title == title


PLAIN = "kelurahan/dago/laporan/2026/11/polos/"


def drawn(made: CityFolder) -> set[str]:
    """The drawn pictures in the cache: one that holds is not even looked up there."""
    folder = made.root / ".sitegen/cache/cards"
    return {path.name for path in folder.rglob("*") if path.is_file()}


def forget_cards(made: CityFolder) -> None:
    shutil.rmtree(made.root / ".sitegen/cache/cards")


def test_a_drawn_picture_is_looked_at_again_only_with_other_words(made: CityFolder) -> None:
    forget_cards(made)
    text = "---\njudul: Baru\ntanggal: 2026-11-05\n---\nIsi.\n"
    made.write("content/kelurahan/dago/laporan/2026-11-05-baru.md", text)
    made.build()
    assert len(drawn(made)) == 1  # the new report's, not its unit's
    before = made.files()
    units = (made.root / "data/units.csv").read_text().replace("Dago", "Dago Barat")
    made.write("data/units.csv", units)
    made.build()
    for path in ("kelurahan/dago/kartu.png", f"{PLAIN}kartu.png"):
        assert made.files()[path] != before[path]


def test_a_unit_without_files_of_its_own_keeps_its_picture(made: CityFolder) -> None:
    forget_cards(made)
    text = "---\njudul: Baru\ntanggal: 2026-11-05\n---\nIsi.\n"
    made.write("content/kelurahan/dago/laporan/2026-11-05-baru.md", text)
    result = made.build()
    assert ("kecamatan/coblong", "around") in result.rebuilt
    assert len(drawn(made)) == 1


def test_pictures_come_from_the_cache_when_the_site_is_gone(made: CityFolder) -> None:
    before, kept = made.files(), drawn(made)
    shutil.rmtree(made.output)
    made.build()
    assert made.files() == before
    assert drawn(made) == kept


def test_what_is_drawn_for_a_report_changes_with_what_it_says(made: CityFolder) -> None:
    before = made.files()[f"{PLAIN}kartu.png"]
    path = "content/kelurahan/dago/laporan/2026-11-01-polos.md"
    text = (made.root / path).read_text()
    for old, new in (("Rapat RW", "Rapat RT"), ("tanggal: 2026-11-01", "tanggal: 2026-11-02")):
        made.write(path, text.replace(old, new))
        made.build()
        assert made.files()[f"{PLAIN}kartu.png"] != before
    made.write(path, text.replace("jadwal ronda", "jadwal baru"))
    made.build()
    assert made.files()[f"{PLAIN}kartu.png"] == before


@pytest.mark.parametrize(
    ("setting", "later", "own"),
    [
        ("", "2026-11-30", True),
        ("", "2026-12-31", True),
        ("", "2027-01-01", False),
        ("kartu: semua\n", "2027-01-01", True),
        ("kartu: terbaru\n", "2027-06-01", False),
    ],
)
def test_reports_of_this_month_and_the_last_have_a_picture_of_their_own(
    city: City, setting: str, later: str, *, own: bool
) -> None:
    folder = city(CONTENT)
    folder.write("content/kelurahan/dago/laporan/a.png", picture())
    folder.write("site.yml", (folder.root / "site.yml").read_text() + setting)
    folder.build()
    clock = datetime.fromisoformat(f"{later}T08:00:00+07:00")
    folder.build(clock=clock)
    files = folder.files()
    found = tags(folder.read(f"/{PLAIN}"))
    assert found["og:image"] == f"{BASE}/{PLAIN if own else 'kelurahan/dago/'}kartu.png"
    assert (f"{PLAIN}kartu.png" in files) is own
    folder.build(clock=clock, force=True)
    assert folder.files() == files


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


def test_what_is_printed_has_its_address_as_a_code(city: City) -> None:
    folder = city(CONTENT + NOTICE)
    folder.write("content/kelurahan/dago/laporan/a.png", picture())
    folder.build()
    for page in (
        "/kelurahan/dago/",
        "/kelurahan/dago/halaman/profil/",
        "/kelurahan/dago/data/kunjungan/",
        "/kelurahan/dago/laporan/2026/11/air/",
        "/kelurahan/dago/laporan/2026/11/polos/",
    ):
        (code,) = re.findall(r'<div class="print-only code">(<svg.*?</svg>)', folder.read(page))
        (read,) = zxingcpp.read_barcodes(np.asarray(painted(code)))
        assert read.text == BASE + page


def painted(svg: str) -> Image.Image:
    """A code as a picture: its lines are those of the squares, row by row."""
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
