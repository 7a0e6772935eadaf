"""Sitemaps: an index, a part of each unit, one of the city's own pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from sitegen.address import Address
from sitegen.exports import sitemaps
from sitegen.exports.sitemaps import unit_sitemaps
from sitegen.urls import page_of
from tests.conftest import CityFolder
from tests.repository import make

City = Callable[[str], CityFolder]
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BASE = "https://contoh.example"
DAGO = "content/kelurahan/dago"
POSYANDU = f"{DAGO}/laporan/2026-11-03-posyandu.md"
TEXT = "---\njudul: Posyandu\ntopik: [kesehatan]\nalias: [/berita/lama/]\n---\nIsi.\n"
WHOLE = f"""\
-- {POSYANDU} --
{TEXT}
-- {DAGO}/laporan/2026-11-04-draf.md --
---
judul: Draf
draf: ya
---
Isi.
-- {DAGO}/halaman/layanan.md --
---
judul: Layanan
diperbarui: 2026-10-05
---
Isi.
-- {DAGO}/halaman/profil.md --
---
judul: Profil
---
Isi.
-- {DAGO}/data/kunjungan.csv --
bulan,kunjungan
2026-09,120
"""


def listed(body: str) -> dict[str, str]:
    """Return the addresses of a sitemap or an index, with the date of each or ""."""
    root = ET.fromstring(body)  # noqa: S314 - made by the build under test
    assert root.tag in {f"{SPACE}urlset", f"{SPACE}sitemapindex"}
    found = [
        ((item.findtext(f"{SPACE}loc") or "").removeprefix(BASE), item.findtext(f"{SPACE}lastmod"))
        for item in root
    ]
    assert len(dict(found)) == len(found) > 0
    return {url: day or "" for url, day in found}


def test_every_page_is_in_exactly_one_part_of_the_index(city: City) -> None:
    made = city(WHOLE)
    made.build()
    parts = [*listed(made.read("/sitemap.xml"))]
    assert parts == [
        "/sitemap-kota.xml",
        "/skpd/dinkes/sitemap.xml",
        "/kecamatan/coblong/sitemap.xml",
        "/kelurahan/dago/sitemap.xml",
        "/kelurahan/sekeloa/sitemap.xml",
    ]
    urls = [url for part in parts for url in listed(made.read(part))]
    pages = [page_of(path) for path in made.files() if page_of(path)]
    screens = {url for url in pages if url.endswith("/layar/")}
    assert screens
    assert sorted(urls) == sorted(set(pages) - {"/berita/lama/"} - screens)


def test_dates_are_those_of_the_content_and_lists_have_none(city: City) -> None:
    made = city(WHOLE)
    made.build()
    assert listed(made.read("/kelurahan/dago/sitemap.xml")) == {
        "/kelurahan/dago/": "",
        "/kelurahan/dago/data/kunjungan/": "",
        "/kelurahan/dago/halaman/layanan/": "2026-10-05",
        "/kelurahan/dago/halaman/profil/": "",
        "/kelurahan/dago/laporan/": "",
        "/kelurahan/dago/laporan/2026/": "",
        "/kelurahan/dago/laporan/2026/11/": "",
        "/kelurahan/dago/laporan/2026/11/posyandu/": "2026-11-03",
    }
    assert set(listed(made.read("/sitemap.xml")).values()) == {""}
    assert set(listed(made.read("/sitemap-kota.xml")).values()) == {""}


def test_git_dates_what_was_changed_later_and_nothing_else_moves(
    city: City, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    made = city(WHOLE)
    repo = make(made.root)
    repo.commit(day=300)
    made.build()
    before = listed(made.read("/kelurahan/dago/sitemap.xml"))
    assert before["/kelurahan/dago/laporan/2026/11/posyandu/"] == "2026-11-03"
    assert before["/kelurahan/dago/halaman/profil/"] == "2026-10-28"
    assert before["/kelurahan/dago/halaman/layanan/"] == "2026-10-05"
    assert before["/kelurahan/dago/data/kunjungan/"] == "2026-10-28"
    made.write(POSYANDU, TEXT.replace("Isi", "Isi baru"))
    repo.commit(day=310)
    result = made.build()
    assert result.published is not None
    assert [path for path in result.published.written if "sitemap" in path] == [
        "kelurahan/dago/sitemap.xml"
    ]
    assert listed(made.read("/kelurahan/dago/sitemap.xml")) == {
        **before,
        "/kelurahan/dago/laporan/2026/11/posyandu/": "2026-11-07",
    }


def test_a_new_day_changes_no_feed_and_no_sitemap(city: City) -> None:
    made = city(WHOLE)
    made.build()
    result = made.build(clock=datetime(2026, 11, 22, 12, 0))  # noqa: DTZ001 - the clock of the city
    assert result.published is not None
    written = result.published.written
    assert [path for path in written if not path.startswith("keaktifan/")] == [
        *("api/v1/index.json", "api/v1/monitor.json", "index.html", "pers/index.html"),
    ]
    # The monitor counts anew; what it tells of in its feeds came on days that have passed.
    assert not [path for path in written if "feed." in path or "sitemap" in path]


def test_more_pages_than_one_sitemap_may_list_make_more_sitemaps(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = city(WHOLE)
    made.build()
    whole = {
        part: listed(made.read(part))
        for part in ("/sitemap-kota.xml", "/kelurahan/dago/sitemap.xml")
    }
    monkeypatch.setattr(sitemaps, "URL_LIMIT", 3)
    made.build(force=True)
    index = [*listed(made.read("/sitemap.xml"))]
    for part, urls in whole.items():
        stem = part.removesuffix(".xml")
        split = [url for url in index if url.startswith(stem)]
        assert split == [part, *(f"{stem}-{n}.xml" for n in range(2, -(-len(urls) // 3) + 1))]
        assert [len(listed(made.read(url))) for url in split[:-1]] == [3] * (len(split) - 1)
        assert [*urls] == [page for url in split for page in listed(made.read(url))]


def test_a_part_that_is_no_longer_needed_is_removed_with_its_line(city: City) -> None:
    made = city(WHOLE)
    made.build()
    units = (made.root / "data/units.csv").read_text()
    made.write(
        "data/units.csv",
        units.replace("sekeloa,kelurahan,Sekeloa,32.73.02.1005,coblong,,aktif\n", ""),
    )
    made.build()
    assert "/kelurahan/sekeloa/sitemap.xml" not in listed(made.read("/sitemap.xml"))
    assert "kelurahan/sekeloa/sitemap.xml" not in made.files()


def test_robots_are_led_to_the_index(city: City) -> None:
    made = city("")
    made.build(base_url="https://bandung.example/terbuka")
    assert made.read("/robots.txt") == (
        "User-agent: *\nAllow: /\nSitemap: https://bandung.example/terbuka/sitemap.xml\n"
    )


def test_addresses_are_escaped() -> None:
    pages = (("/kelurahan/dago/", date(2026, 11, 3)), ("/kelurahan/dago/a/", None))
    (made,) = unit_sitemaps(Address("https://a.example/<&>"), "kelurahan/dago", pages)
    assert made.path == "kelurahan/dago/sitemap.xml"
    assert made.body.decode() == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "<url><loc>https://a.example/&lt;&amp;&gt;/kelurahan/dago/</loc>"
        "<lastmod>2026-11-03</lastmod></url>\n"
        "<url><loc>https://a.example/&lt;&amp;&gt;/kelurahan/dago/a/</loc></url>\n"
        "</urlset>\n"
    )
