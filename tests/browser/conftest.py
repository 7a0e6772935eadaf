"""The cities whose pages browsers open: the sample, and a small one with what the sample has none of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from sitegen.engine.build import build
from sitegen.engine.options import Options
from tests.browser.page_types import addresses
from tests.browser.serving import Site, browser_path, serving
from tests.conftest import NOW, SITE, UNITS, write_blocks
from tests.sample import Sample, built_sample

# What the sample city has no report of: a chart in the text, with all else that authors write.
# And kecamatan with places in a map of tiles, which the sample has a drawn map in the place of.
CHART_CITY = """\
-- data/peta/ubin.csv --
kode_wilayah,baris,kolom
32.73.01,1,1
32.73.02,1,2
32.73.05,2,1
32.73.06,2,2
-- content/kelurahan/dago/data/kunjungan.csv --
tahun,posyandu,kunjungan
2024,Mawar,412
2024,Melati,388
2025,Mawar,455
2025,Melati,401
2026,Mawar,498
2026,Melati,437
-- content/kelurahan/dago/laporan/2026-11-03-kunjungan-posyandu.md --
---
judul: Kunjungan posyandu naik tiga tahun berturut-turut
---
Kunjungan naik di **kedua** posyandu, lihat [tabelnya](../data/kunjungan.csv).

```grafik
data: kunjungan
jenis: garis
x: tahun
y: kunjungan
seri: posyandu
judul: Kunjungan posyandu naik terus
```

## Rincian

| Posyandu | 2024 | 2025 | 2026 | Kader | Ketua rukun warga yang bertanggung jawab |
|---|---:|---:|---:|---|---|
| Mawar | 412 | 455 | 498 | Ibu-ibu PKK | Rukun warga lima dan rukun warga enam |

> Alamatnya <https://contoh.example/sebuah/alamat/yang/sangat/panjang/tanpa/satu/pun/spasi/di/dalamnya>

1. Datang pagi
2. Bawa kartu

    sebuah baris kode yang panjang sekali sehingga tidak muat pada layar ponsel yang kecil
"""


DISTRICTS = """\
sukasari,kecamatan,Sukasari,32.73.01,,,aktif
andir,kecamatan,Andir,32.73.05,,,aktif
cicendo,kecamatan,Cicendo,32.73.06,,,aktif
"""

# How long a page may take to come to the state that a test claims: a busy machine takes its time.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return built_sample(tmp_path_factory)


@pytest.fixture(scope="session")
def chart_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("grafik")
    write_blocks(root, f"-- site.yml --\n{SITE}-- data/units.csv --\n{UNITS}{DISTRICTS}")
    write_blocks(root, CHART_CITY)
    result = build(Options(root=root, output=root / "build", clock=NOW, jobs=1, drafts=True))
    assert result.held_back == ()
    return root / "build"


@pytest.fixture(scope="module")
def site(sample: Sample, chart_city: Path) -> Iterator[Site]:
    with serving(sample.output) as city, serving(chart_city) as small, sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=browser_path() or None)
        yield Site(browser, addresses(sample, city, small))
        browser.close()
