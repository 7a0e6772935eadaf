"""Units side by side as a reader chooses them, in a browser that holds to the site's policy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from sitegen.engine.build import build
from sitegen.engine.options import Options
from tests.browser.serving import browser_path, serving
from tests.conftest import NOW, SITE, write_blocks
from tests.test_area_figures import AREAS, DATA

pytestmark = pytest.mark.skipif(browser_path() is None, reason="no browser")
REPORT = """\
-- content/kelurahan/dago/laporan/2026-11-20-posyandu.md --
---
judul: Posyandu
---
Isi.
"""
SAID, TABLE = "#jawaban", "#hasil table"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as tool:
        opened = tool.chromium.launch(executable_path=browser_path() or None)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("banding")
    write_blocks(root, f"-- site.yml --\n{SITE}{AREAS}{DATA}{REPORT}")
    build(Options(root=root, output=root / "build", clock=NOW, jobs=1))
    with serving(root / "build") as address:
        yield address


@contextmanager
def window(browser: Browser, *, script: bool = True, width: int = 360) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=script, locale="id-ID"
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    try:
        yield page
    finally:
        context.close()
    assert faults == []


def row(page: Page, label: str) -> list[str]:
    """The cells of the row with this label."""
    found = page.locator(f"{TABLE} tr", has=page.get_by_role("rowheader", name=label, exact=True))
    return found.locator("td").all_inner_texts()


def test_an_address_is_a_comparison(browser: Browser, host: str) -> None:
    with window(browser) as page:
        page.goto(f"{host}/bandingkan/?u=kelurahan/dago,kelurahan/sekeloa")
        expect(page.locator(SAID)).to_have_text("2 unit berdampingan")
        heads = page.locator(f"{TABLE} thead th").all_inner_texts()
        assert heads == ["Angka", "Dago", "Sekeloa", "Nilai tengah"]
        # Of the four kelurahan one has a report: the two in the middle have none.
        assert row(page, "Laporan dalam 30 hari") == ["1", "0", "0"]
        assert row(page, "Laporan terakhir") == ["20 Nov 2026", "belum ada", ""]
        assert row(page, "Warga (jiwa)") == ["22", "34", "18,5"]
        assert row(page, "Lansia: Perempuan") == ["5", "6", "–"]


def test_a_choice_stands_in_the_address_and_can_be_sent_on(browser: Browser, host: str) -> None:
    with window(browser, width=1280) as page:
        page.goto(f"{host}/bandingkan/")
        expect(page.locator(SAID)).to_have_text("Pilih dua sampai empat unit yang sejenis.")
        page.select_option("#jenis", "kelurahan")
        page.select_option("#u1", "kelurahan/dago")
        page.select_option("#u3", "kelurahan/lebak")
        expect(page.locator(SAID)).to_have_text("2 unit berdampingan")
        assert unquote(urlsplit(page.url).query) == "u=kelurahan/dago,kelurahan/lebak"
        page.reload()
        expect(page.locator(SAID)).to_have_text("2 unit berdampingan")
        assert page.input_value("#u2") == "kelurahan/lebak"
        page.select_option("#jenis", "skpd")
        expect(page.locator(TABLE)).to_have_count(0)
        page.select_option("#u1", "skpd/dinkes")
        page.select_option("#u2", "skpd/dinsos")
        expect(page.locator(SAID)).to_have_text("2 unit berdampingan")
        assert row(page, "Laporan dalam 12 bulan") == ["0", "0", "0"]


def test_units_of_another_kind_are_told(browser: Browser, host: str) -> None:
    with window(browser) as page:
        page.goto(f"{host}/bandingkan/?u=kelurahan/dago,skpd/dinkes,kelurahan/sekeloa")
        expect(page.locator(SAID)).to_have_text(
            "2 unit berdampingan Tidak disertakan karena bukan unit jenis ini: skpd/dinkes."
        )


def test_without_a_script_the_page_leads_to_pages_that_are_there(
    browser: Browser, host: str
) -> None:
    with window(browser, script=False) as page:
        page.goto(f"{host}/bandingkan/")
        assert not page.locator("#banding").is_visible()
        assert page.locator("noscript p").is_visible()
        page.get_by_role("link", name="Kecamatan Coblong").click()
        expect(page).to_have_url(f"{host}/bandingkan/kecamatan/coblong/")
        assert page.locator("table").is_visible()


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_a_comparison_is_accessible_and_fits_its_window(
    browser: Browser, host: str, width: int
) -> None:
    with window(browser, width=width) as page:
        page.goto(f"{host}/bandingkan/?u=kelurahan/dago,kelurahan/sekeloa,kelurahan/siliwangi")
        expect(page.locator(SAID)).to_have_text("3 unit berdampingan")
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert Axe().run(page).response["violations"] == []


def test_a_file_that_cannot_be_downloaded_is_told(browser: Browser, host: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/angka.json", lambda route: route.abort())
    page.goto(f"{host}/bandingkan/?u=kelurahan/dago,kelurahan/sekeloa")
    expect(page.locator(SAID)).to_have_text(
        "Angkanya tidak dapat diunduh. Periksa sambungan internet Anda."
    )
    context.close()
