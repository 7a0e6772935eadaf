"""Every type of page that a site has, with one page of each: what is tried of one is tried of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sample import Sample

if TYPE_CHECKING:
    from _pytest.mark.structures import MarkDecorator

WIDTHS = (320, 360, 1280)
# Pages of the sample city, by address, or by a pattern of files and a text that the first one has.
_SAMPLE: dict[str, str | tuple[str, str]] = {
    "home": "/",
    "agency": "/skpd/dinkes/",
    "kecamatan": "/kecamatan/coblong/",
    "kelurahan": "/kelurahan/sukaluyu/",
    "empty unit": "/kelurahan/isola/",
    "report with photo": ("*/*/laporan/*/*/*/index.html", '<figure class="photo'),
    "report": "/kecamatan/arcamanik/laporan/2026/11/bazar-pangan-akhir-tahun/",
    "all reports": "/skpd/dinkes/laporan/",
    "dataset": ("*/*/data/*/index.html", '<figure class="chart'),
    "removed dataset": "/skpd/diskominfo/data/contoh-dataset-dicabut/",
    "standing page": ("*/*/halaman/*/index.html", ""),
    "service": ("*/*/layanan/*/index.html", ""),
    "services": "/layanan/",
    "services of a letter": "/layanan/huruf/p/",
    "services of a subject": "/layanan/topik/kependudukan/",
    "services of units": "/layanan/per-unit/",
    "news": "/kabar/",
    "data list": "/data/",
    "terms of data": "/data/ketentuan/",
    "table of the city": "/data/gabungan/penduduk-kelurahan/",
    "tables of the city": "/data/gabungan/",
    "many tables": "/data/unduh/",
    "files for programs": "/api/",
    "units": "/unit/",
    "directory": "/kelurahan/",
    "topics": "/topik/",
    "topic": "/topik/kesehatan/",
    "archive": "/arsip/",
    "month": "/arsip/2026/11/",
    "notices": "/pengumuman/",
    "agenda": "/agenda/",
    "agenda of a kecamatan": "/kecamatan/arcamanik/agenda/",
    "screen": "/kelurahan/dago/layar/",
    "map": "/peta/",
    "map of data": ("peta/*/*/*/index.html", ""),
    "follow": "/ikuti/",
    "search": "/cari/?q=posyandu",
    "form for offices": "/tulis/",
    "form for a table": "/tulis/tabel/",
    "not found": "/404.html",
    "monitor": "/keaktifan/",
    "innovations": "/inovasi/",
    "achievements": "/prestasi/",
    "clarifications": "/klarifikasi/",
    "clarification": "/skpd/dishub/laporan/2026/11/lengkong-besar-dibuka-siang/",
    "contacts": "/kontak/",
    "contacts of agencies": "/kontak/skpd/",
    "monitor of agencies": "/keaktifan/skpd/",
    "monitor of kelurahan": "/keaktifan/kelurahan/",
    "register": "/dip/",
    "register of an agency": "/skpd/dinkes/dip/",
    "complaints": "/pengaduan/",
    "complaints about an agency": "/skpd/dishub/pengaduan/",
    "programmes": "/program/",
    "programmes of an agency": "/skpd/dlh/program/",
    "activity": "/skpd/dsdabm/program/1-03-10-2-01-0009/",
    "project": "/skpd/dsdabm/program/p-26-01/",
    "budget": "/anggaran/",
    "budget of an agency": "/skpd/dsdabm/anggaran/",
    "account": "/skpd/dsdabm/anggaran/5-1/",
    "figures of an agency": "/skpd/dlh/fakta/",
    "city in figures": "/angka/",
    "area in figures": "/kecamatan/coblong/angka/",
    "comparison": "/bandingkan/?u=kecamatan/coblong,kecamatan/andir",
    "areas side by side": "/bandingkan/kecamatan/coblong/",
    "week for the press": "/pers/",
    "asking": "/ppid/",
    "asking an agency": "/skpd/dinkes/ppid/",
    "form to ask": "/ppid/permohonan/",
}
# Of a small city with its drafts: a report with a chart and all else that authors write in a text,
# the tiles that stand in the place of a map, and the page of the theme's colours and parts.
_SMALL = {
    "report with chart": "/kelurahan/dago/laporan/2026/11/kunjungan-posyandu/",
    "map of tiles": "/peta/",
    "style": "/gaya/",
}
PAGES = (*_SAMPLE, *_SMALL)
# What a script makes, so that it is there only some time after the page.
MADE = {
    "search": ".hits h2",
    "comparison": "#hasil table",
    "form for offices": "#tulis:not([hidden])",
    "form for a table": "#tulis:not([hidden])",
}


def addresses(sample: Sample, city: str, small: str) -> dict[str, str]:
    """Return the address of a page of each type, on the hosts of the two cities."""
    found = {
        name: city + (page if isinstance(page, str) else first(sample, *page))
        for name, page in _SAMPLE.items()
    }
    return found | {name: small + page for name, page in _SMALL.items()}


def first(sample: Sample, pattern: str, wanted: str = "") -> str:
    """Return the address of the first page of this pattern that holds the text."""
    return next(
        sample.url(path)
        for path in sorted(sample.output.glob(pattern))
        if wanted in path.read_text(encoding="utf-8")
    )


def named(name: str) -> str:
    """Return a name as the identifier of a test."""
    return name.replace(" ", "-")


def each(*names: str) -> MarkDecorator:
    """Try these types of pages; all without any."""
    return pytest.mark.parametrize("name", names or PAGES, ids=named)
