"""The desk in a browser: a report sent from a telephone, accepted by a reviewer, and on the site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, sync_playwright

from sitegen.engine.build import build
from tests.browser.serving import browser_path
from tests.desk.opened import make_city, options_of
from tests.desk.serving import Served, served
from tests.handed_in import photo

pytestmark = pytest.mark.skipif(browser_path() is None, reason="no browser")
TITLE = "Posyandu Mawar menimbang 84 balita di Balai RW 05"
BODY = (
    "Kader menimbang 84 balita di Balai RW 05 pada Jumat pagi. Empat balita dirujuk ke puskesmas"
    " karena berat badannya tidak naik dua kali berturut-turut."
)
ALTS = (
    "Kader menimbang balita di halaman balai RW",
    "Warga antre di meja pendaftaran posyandu",
    "Petugas puskesmas memeriksa kesehatan ibu hamil",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as tool:
        opened = tool.chromium.launch(executable_path=browser_path() or None)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Path]]:
    folder = tmp_path_factory.mktemp("meja")
    make_city(folder / "kota")
    with served(folder) as made:
        yield made, folder / "kota"


@contextmanager
def visit(
    browser: Browser, desk: Served, who: str, width: int = 412, scheme: str = "light"
) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        locale="id-ID",
        reduced_motion="reduce",
        color_scheme=scheme,  # type: ignore[arg-type]  # one of two words
    )
    context.add_cookies([{"name": "siapa", "value": who, "url": desk.address}])
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []


def write(page: Page, desk: Served, title: str = TITLE) -> None:
    """Write a report with three photos."""
    page.goto(f"{desk.address}/tulis/?unit=kelurahan/dago")
    page.wait_for_selector("#kirim")
    page.set_input_files(
        "#foto-pilih",
        [
            {"name": f"IMG{at}.jpg", "mimeType": "image/jpeg", "buffer": photo(colour)}
            for at, colour in enumerate(("teal", "olive", "brown"))
        ],  # type: ignore[arg-type]  # as a list of payloads
    )
    page.wait_for_selector("#foto-daftar li:nth-child(3)")
    for at, alt in enumerate(ALTS):
        page.locator("#foto-daftar textarea").nth(at).fill(alt)
    page.fill("#i-title", title)
    page.fill("#i-body", BODY)
    page.fill("#i-place", "Balai RW 05")
    page.fill("#i-event_date", "2026-11-20")


def test_a_report_with_three_photos_goes_from_a_telephone_onto_the_site(
    browser: Browser, desk: tuple[Served, Path]
) -> None:
    host, city = desk
    with visit(browser, host, "dago") as page:
        write(page, host)
        page.click("#kirim")
        page.wait_for_selector(".in-menunggu", timeout=120_000)
        assert "/meja/kiriman/" in page.url
        address = page.url
        assert page.inner_text("h1") == TITLE
        # What is sent is no draft any more.
        page.goto(f"{host.address}/tulis/")
        page.wait_for_selector("#kirim")
        assert page.input_value("#i-title") == ""
        assert page.locator("#foto-daftar li").count() == 0
    with visit(browser, host, "coblong") as page:
        page.goto(f"{host.address}/meja/")
        page.click(f"text={TITLE}")
        assert page.url == address
        page.click("text=Terima dan terbitkan")
        page.wait_for_selector(".in-terbit", timeout=120_000)
    build(options_of(city))
    with visit(browser, host, "") as page:
        page.goto(f"{host.address}/kelurahan/dago/")
        page.click(f"a:has-text('{TITLE}') >> nth=0")
        assert page.inner_text("h1") == TITLE
        assert page.locator(f"img[alt='{ALTS[1]}']").count() == 1


def test_a_bad_connection_is_tried_again_with_the_same_file(
    browser: Browser, desk: tuple[Served, Path]
) -> None:
    host, _ = desk
    bodies: list[bytes | None] = []

    def cut(route: Route) -> None:
        bodies.append(route.request.post_data_buffer)
        if len(bodies) == 1:  # it arrives, and the answer gets lost
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    with visit(browser, host, "dago") as page:
        page.route("**/meja/kirim", cut)
        write(page, host, "Sambungan putus saat laporan dikirim dari balai RW")
        page.click("#kirim")
        page.wait_for_selector("text=Sambungan sedang buruk")
        page.wait_for_url("**/meja/kiriman/*", timeout=120_000)
        first = page.url
    assert len(bodies) == 2
    with visit(browser, host, "coblong") as page:
        page.goto(f"{host.address}/meja/")
        assert page.locator("text=Sambungan putus saat laporan").count() <= 1
        page.goto(first)
        assert page.locator(".state-box").count() == 1


def test_who_is_not_signed_in_keeps_the_draft_and_learns_where_to(
    browser: Browser, desk: tuple[Served, Path]
) -> None:
    host, _ = desk
    with visit(browser, host, "") as page:
        write(page, host, "Belum masuk saat menulis laporan posyandu ini")
        page.click("#kirim")
        page.wait_for_selector("#terkirim a")
        assert page.get_attribute("#terkirim a", "href") == "/meja/masuk/"
        assert page.input_value("#i-title").startswith("Belum masuk")
        page.reload()
        page.wait_for_selector("#kirim")
        assert page.input_value("#i-title").startswith("Belum masuk")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/meja/", "/meja/?daftar=terbit", "/meja/kiriman/1", "/meja/x"])
def test_pages_of_the_desk_fit_and_are_accessible(
    browser: Browser, desk: tuple[Served, Path], path: str, scheme: str
) -> None:
    host, _ = desk
    for width in (320, 412, 1280):
        with visit(browser, host, "kominfo", width, scheme) as page:
            page.goto(host.address + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            found = Axe().run(page).response["violations"]
            assert found == [], [(each["id"], each["nodes"][0]["html"]) for each in found]


def test_the_form_with_its_button_is_accessible_and_works_by_keyboard(
    browser: Browser, desk: tuple[Served, Path]
) -> None:
    host, _ = desk
    with visit(browser, host, "dago", 320) as page:
        page.goto(f"{host.address}/tulis/?unit=kelurahan/dago")
        page.wait_for_selector("#kirim")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert Axe().run(page).response["violations"] == []
        page.focus("#kirim")
        page.keyboard.press("Enter")
        page.wait_for_selector("#periksa a")
        assert page.evaluate("document.activeElement.closest('#periksa') !== null")
        page.keyboard.press("Tab")
        page.focus(".other-ways summary")
        page.keyboard.press("Enter")
        assert page.locator("#unduh").is_visible()
