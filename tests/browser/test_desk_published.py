"""The desk's pages about what is published, in a browser: nothing for axe to find, and a photo replaced."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from tests.browser.serving import browser_path
from tests.browser.test_desk import visit
from tests.desk.opened import make_city
from tests.desk.serving import Served, served
from tests.desk.test_published import BELOW, HOME, PATH, REPORT, UNIT
from tests.handed_in import photo

pytestmark = pytest.mark.skipif(browser_path() is None, reason="no browser")
LIST = f"/meja/terbitan/{UNIT}/"
PAGES = (LIST, f"{LIST}ubah/{BELOW}", f"{LIST}ubah/unit.yml", f"{LIST}cabut/{BELOW}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as tool:
        opened = tool.chromium.launch(executable_path=browser_path() or None)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("meja")
    city = make_city(folder / "kota")
    city.write(PATH, REPORT)
    city.write(f"{HOME}unit.yml", "tentang: Kelurahan Dago.\nlayanan:\n  - nama: Surat pindah\n")
    (city.folder / HOME / "laporan/mawar.jpg").write_bytes(photo())
    city.commit()
    with served(folder) as made:
        yield made


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Browser, host: Served, width: int, scheme: str
) -> None:
    for address in PAGES:
        with visit(browser, host, "dago", width, scheme) as page:
            page.goto(f"{host.address}{address}")
            assert page.locator("h1").count() == 1, address
            found = Axe().run(page).response["violations"]
            told = [(each["id"], each["nodes"][0]["html"]) for each in found]
            assert told == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_photo_is_drawn_anew_and_sent_with_the_change(browser: Browser, host: Served) -> None:
    with visit(browser, host, "dago") as page:
        page.goto(f"{host.address}{LIST}ubah/{BELOW}")
        page.set_input_files(
            "input[type=file]",
            {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo(size=(4000, 3000))},
        )
        page.wait_for_function("document.querySelector('[role=status]').textContent.includes('KB')")
        page.click("text=Kirim perubahan")
        page.wait_for_url("**/meja/kiriman/*", timeout=60_000)
        assert "mawar.jpg" in page.inner_text("main")
