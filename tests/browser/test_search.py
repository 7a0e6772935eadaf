"""The search as a reader uses it, in a browser that holds to the site's policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol
from urllib.parse import parse_qs, quote_plus, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from sitegen.engine.build import build
from sitegen.engine.options import Options
from tests.browser.serving import browser_path, serving
from tests.conftest import NOW, SITE, UNITS, write_blocks

pytestmark = pytest.mark.skipif(browser_path() is None, reason="no browser")
CITY = """\
-- content/kelurahan/dago/laporan/2026-11-20-posyandu.md --
---
judul: Posyandu Mawar melayani 45 balita
jenis: layanan
topik: [kesehatan]
---
Kader menimbang balita dan membagikan vitamin.
-- content/kelurahan/sekeloa/laporan/2025-10-05-pembangunan.md --
---
judul: Pembangunan saluran di RW 02
jenis: pembangunan
---
Warga membangun saluran air sepanjang 40 meter. Kader posyandu membantu.
-- content/kelurahan/sekeloa/laporan/2026-11-02-<b>.md --
---
judul: Tanda <b>tebal</b> & gerobak
---
Isi tentang gerobak.
-- content/skpd/dinkes/unit.yml --
layanan:
  - nama: Imunisasi dasar
    syarat: Buku KIA
""".replace("-<b>.md", "-tanda.md")
FIELD, SAID, LINKS = "#q", "#jawaban", ".hits h2 a"


class Opened(Protocol):
    """Opens a window on the city, and closes it; any fault of its pages fails the test."""

    def __call__(
        self, *, script: bool = True, width: int = 360
    ) -> AbstractContextManager[tuple[Page, str]]: ...


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as tool:
        opened = tool.chromium.launch(executable_path=browser_path() or None)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("pencarian")
    write_blocks(root, f"-- site.yml --\n{SITE}-- data/units.csv --\n{UNITS}")
    write_blocks(root, CITY)
    build(Options(root=root, output=root / "build", clock=NOW, jobs=1))
    with serving(root / "build") as address:
        yield address


@pytest.fixture
def opened(browser: Browser, host: str) -> Opened:
    """Return what opens a window of its own, which knows nothing of those before it."""

    @contextmanager
    def window(*, script: bool = True, width: int = 360) -> Iterator[tuple[Page, str]]:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=script, locale="id-ID"
        )
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        try:
            yield page, host
        finally:
            context.close()
        assert [each for each in faults if "ERR_INTERNET" not in each and "net::" not in each] == []

    return window


def answered(page: Page) -> None:
    """Wait until a search has come to its end."""
    expect(page.locator(SAID)).not_to_have_text(re.compile(r"^(Mencari.*)?$"))
    expect(page.locator("#hasil")).not_to_have_attribute("aria-busy", "true")


def test_an_address_is_a_search_and_back_leads_to_the_one_before(opened: Opened) -> None:
    with opened() as (page, host):
        page.goto(f"{host}/cari/?q=posyandu")
        expect(page.locator(SAID)).to_have_text("2 hasil untuk “posyandu”")
        expect(page.locator(LINKS)).to_have_text(
            ["Posyandu Mawar melayani 45 balita", "Pembangunan saluran di RW 02"]
        )
        assert page.locator("mark").first.inner_text() == "Posyandu"
        page.fill(FIELD, "membangun")
        page.keyboard.press("Enter")
        expect(page.locator(LINKS)).to_have_text(["Pembangunan saluran di RW 02"])
        assert parse_qs(urlsplit(page.url).query) == {"q": ["membangun"]}
        page.go_back()
        expect(page.locator(LINKS)).to_have_count(2)
        assert page.input_value(FIELD) == "posyandu"
        page.locator(LINKS).first.click()
        expect(page).to_have_url(f"{host}/kelurahan/dago/laporan/2026/11/posyandu/")


@pytest.mark.parametrize(
    ("query", "name", "value", "titles"),
    [
        ("posyandu", "unit", "kelurahan/dago", ["Posyandu Mawar melayani 45 balita"]),
        ("posyandu", "jenis", "pembangunan", ["Pembangunan saluran di RW 02"]),
        ("posyandu", "topik", "kesehatan", ["Posyandu Mawar melayani 45 balita"]),
        ("posyandu", "tahun", "2025", ["Pembangunan saluran di RW 02"]),
        ("imunisasi", "bentuk", "layanan", ["Imunisasi dasar"]),
        ("sekeloa", "bentuk", "unit", ["Kelurahan Sekeloa"]),
        ("", "kecamatan", "kecamatan/coblong", None),
        ("dasar", "jenis-unit", "kelurahan", []),
    ],
    ids=lambda value: str(value)[:20],
)
def test_filters_narrow_the_search_and_stand_in_the_address(
    opened: Opened, query: str, name: str, value: str, titles: list[str] | None
) -> None:
    with opened() as (page, host):
        page.goto(f"{host}/cari/?q={query}")
        page.locator("summary").first.click()
        page.select_option(f"select[name={name}]", value)
        for again in (False, True):
            if again:
                page.reload()
            expect(page).to_have_url(re.compile(rf".*[?&]{name}={quote_plus(value)}(&.*)?"))
            answered(page)
            if titles is None:
                expect(page.locator(LINKS)).not_to_have_count(0)
            else:
                expect(page.locator(LINKS)).to_have_text(titles)
            expect(page.locator(f"select[name={name}]")).to_have_value(value)
        assert Axe().run(page).response["violations"] == []


def test_everything_works_by_keyboard_and_suggestions_follow_three_letters(opened: Opened) -> None:
    with opened() as (page, host):
        page.goto(f"{host}/cari/")
        page.focus(FIELD)
        page.keyboard.type("pos")
        offered = page.locator("#saran button")
        expect(offered).to_have_text(["posyandu"])
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "posyandu"
        page.keyboard.press("Enter")
        expect(page.locator(LINKS)).to_have_count(2)
        assert page.get_attribute(SAID, "role") == "status"


def test_a_mistake_is_mended_and_less_is_offered_where_nothing_is_found(opened: Opened) -> None:
    with opened() as (page, host):
        page.goto(f"{host}/cari/?q=posyadnu")
        expect(page.locator(SAID)).to_contain_text("Hasil untuk “posyandu”")
        page.goto(f"{host}/cari/?q=imunisasi+saluran")
        expect(page.locator(SAID)).to_have_text("Tidak ada hasil untuk “imunisasi saluran”")
        page.get_by_role("button", name="saluran", exact=True).click()
        expect(page.locator(LINKS)).to_have_count(1)


def test_a_failed_download_is_told_and_can_be_tried_again(opened: Opened) -> None:
    with opened() as (page, host):
        page.route("**/p*.json*", lambda route: route.abort())
        page.goto(f"{host}/cari/?q=posyandu")
        expect(page.locator(SAID)).to_contain_text("tidak dapat diunduh")
        page.unroute("**/p*.json*")
        page.get_by_role("button", name="Coba lagi").click()
        expect(page.locator(LINKS)).to_have_count(2)


def test_what_an_author_writes_is_never_markup(opened: Opened) -> None:
    with opened() as (page, host):
        page.goto(f"{host}/cari/?q=gerobak")
        expect(page.locator(LINKS)).to_have_text(["Tanda <b>tebal</b> & gerobak"])
        assert page.locator(".hits b").count() == 0
        page.goto(f"{host}/cari/?q=%3Cimg+src%3Dx%3E")
        expect(page.locator(SAID)).to_contain_text("<img src=x>")
        assert page.locator("#hasil img, #jawaban img").count() == 0


def test_without_scripts_the_page_leads_to_lists(opened: Opened) -> None:
    with opened(script=False) as (page, host):
        page.goto(f"{host}/cari/?q=posyandu")
        assert not page.locator("#pencarian").is_visible()
        page.locator("noscript button, form.buttons button").first.click()
        expect(page).to_have_url(re.compile(rf"{host}/arsip/(\?.*)?"))


@pytest.mark.parametrize("width", [360, 1280])
def test_the_head_of_pages_and_of_units_leads_to_the_search(opened: Opened, width: int) -> None:
    with opened(width=width) as (page, host):
        page.goto(f"{host}/data/")
        if width == 360:
            page.locator("a.to-find").click()
            expect(page).to_have_url(re.compile(rf"{host}/cari/(\?.*)?"))
        else:
            page.fill("header input[name=q]", "posyandu")
            page.keyboard.press("Enter")
            expect(page.locator(LINKS)).to_have_count(2)
        page.goto(f"{host}/kelurahan/dago/")
        page.fill("#cari-unit", "posyandu")
        page.keyboard.press("Enter")
        expect(page.locator(LINKS)).to_have_text(["Posyandu Mawar melayani 45 balita"])
        assert page.input_value("select[name=unit]") == "kelurahan/dago"
