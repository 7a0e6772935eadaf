"""Tables in a browser, from our own server with the site's policy: sorted, filtered, whole without scripts."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from sitegen.engine.build import build
from sitegen.engine.options import Options
from sitegen.i18n import translator
from sitegen.serve.events import Hub
from sitegen.serve.headers import DEFAULT
from sitegen.serve.server import listen
from sitegen.serve.site import ServedSite
from tests.browser.serving import browser_path, serving
from tests.conftest import NOW, SITE, UNITS, write_blocks

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.skipif(browser_path() is None, reason="no browser")
MONTHS = ("Agustus", "April", "Desember", "Januari", "Mei", "Februari")
ROWS = [
    (f"{month} {year}", f"Posyandu Méláti {at + 1}", figure)
    for year in (2025, 2026)
    for at, (month, figure) in enumerate(
        zip(MONTHS, ("1250", "98.5", "", "-3", "0", "41818.504"), strict=True)
    )
]
PAGE = "/kelurahan/dago/data/kunjungan/"
SMALL = "/kelurahan/dago/data/kader/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tabel")
    write_blocks(root, f"-- site.yml --\n{SITE}-- data/units.csv --\n{UNITS}")
    data = root / "content/kelurahan/dago/data"
    data.mkdir(parents=True, exist_ok=True)
    rows = "".join(f"{month},{name},{figure}\n" for month, name, figure in ROWS)
    (data / "kunjungan.csv").write_text(f"bulan,posyandu,kunjungan\n{rows}", encoding="utf-8")
    few = "".join(f"Nama {at},{at}\n" for at in range(3))
    (data / "kader.csv").write_text(f"posyandu,kader\n{few}", encoding="utf-8")
    long = "".join(f"Nama {at},{at}\n" for at in range(60))
    (data / "panjang.csv").write_text(f"posyandu,kader\n{long}", encoding="utf-8")
    result = build(Options(root=root, output=root / "build", clock=NOW, jobs=1))
    assert result.held_back == ()
    return root / "build"


@pytest.fixture(scope="module")
def host(folder: Path) -> Iterator[str]:
    hub = Hub(ServedSite(folder=folder, headers=DEFAULT))
    server = listen("127.0.0.1", 0, hub, translator("id"))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    hub.close()
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as tool:
        opened = tool.chromium.launch(executable_path=browser_path() or None)
        yield opened
        opened.close()


@contextmanager
def page_at(browser: Browser, address: str, width: int = 1280, **options: Any) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": 740}, **options)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address, wait_until="load")
    yield page
    context.close()
    assert [each for each in faults if "favicon" not in each] == []


def column(page: Page, at: int) -> list[str]:
    return page.locator(f".across tbody tr:visible > :nth-child({at})").all_inner_texts()


def heading(page: Page, text: str) -> str | None:
    """Press a heading; return what its column then tells of its order."""
    head = page.locator(".across thead th", has_text=text)
    head.get_by_role("button").click()
    return head.get_attribute("aria-sort")


def test_figures_sort_by_value_and_a_third_press_restores_the_order(
    browser: Browser, host: str
) -> None:
    with page_at(browser, host + PAGE) as page:
        at = 1 + page.locator(".across thead th").all_inner_texts().index("Kunjungan")
        before = column(page, at)
        assert heading(page, "Kunjungan") == "descending"
        down = ["41.818,504", "1.250,000", "98,500", "0,000", "\N{MINUS SIGN}3,000", "–"]
        assert column(page, at) == [text for text in down for _ in range(2)]
        assert heading(page, "Kunjungan") == "ascending"
        assert column(page, at) == [
            text for text in (*reversed(down[:-1]), down[-1]) for _ in range(2)
        ]
        assert heading(page, "Kunjungan") is None
        assert column(page, at) == before


def test_periods_sort_by_time_and_names_by_their_numbers(browser: Browser, host: str) -> None:
    with page_at(browser, host + PAGE) as page:
        heads = page.locator(".across thead th").all_inner_texts()
        assert heading(page, "Bulan") == "ascending"
        order = ("Januari", "Februari", "April", "Mei", "Agustus", "Desember")
        assert column(page, 1 + heads.index("Bulan")) == [
            f"{month} {year}" for year in (2025, 2026) for month in order
        ]
        assert heading(page, "Posyandu") == "ascending"
        assert page.locator(".across thead [aria-sort]").count() == 1


def test_the_filter_wants_all_words_whatever_their_accents(browser: Browser, host: str) -> None:
    with page_at(browser, host + PAGE) as page:
        tools = page.locator(".across form")
        field, clear = tools.get_by_role("searchbox"), tools.get_by_role("button")
        assert not clear.is_visible()
        field.fill("melati mei 2026")
        assert tools.locator("output").inner_text() == "1 dari 12 baris"
        assert len(column(page, 1)) == 1
        heading(page, "Kunjungan")
        assert len(column(page, 1)) == 1
        field.fill("tidak ada")
        assert (column(page, 1), tools.locator("output").inner_text()) == ([], "0 dari 12 baris")
        clear.click()
        assert (len(column(page, 1)), tools.locator("output").inner_text()) == (12, "")
        assert field.input_value() == ""


def test_headings_are_reached_and_pressed_by_keyboard(browser: Browser, host: str) -> None:
    with page_at(browser, host + PAGE) as page:
        page.locator(".across form input").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.locator(".across thead th:first-child").get_attribute("aria-sort")


def test_without_scripts_the_table_is_whole_and_has_no_tools(browser: Browser, host: str) -> None:
    with page_at(browser, host + PAGE, java_script_enabled=False) as page:
        assert page.locator(".across tbody tr:visible").count() == 12
        assert not page.locator(".across form").is_visible()
        assert page.locator(".across thead button").count() == 0


def test_only_pages_with_a_long_table_load_the_script(browser: Browser, host: str) -> None:
    for path, count in ((PAGE, 1), (SMALL, 0), ("/", 0)):
        with page_at(browser, host + path) as page:
            assert page.locator("script[type=module][src*='/aset/tabel.']").count() == count


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("colours", ["light", "dark", "forced"])
def test_axe_finds_nothing_in_a_sorted_and_filtered_table(
    browser: Browser, host: str, width: int, colours: str
) -> None:
    options = {"forced_colors": "active"} if colours == "forced" else {"color_scheme": colours}
    with page_at(browser, host + PAGE, width, **options) as page:
        page.locator(".across form input").fill("2026")
        heading(page, "Kunjungan")
        rules = {"color-contrast": {"enabled": colours != "forced"}}  # axe mixes in author colours
        found = Axe().run(page, options={"rules": rules}).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
        widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert widths[0] <= widths[1]


def test_headings_of_a_long_table_stay_in_view(browser: Browser, host: str) -> None:
    with page_at(browser, f"{host}/kelurahan/dago/data/panjang/") as page:
        page.locator(".across tbody tr").nth(50).scroll_into_view_if_needed()
        box, head = (
            page.locator(f".across {part}").bounding_box()
            for part in (".scroll", "thead th:first-child")
        )
        assert box is not None
        assert head is not None
        assert abs(head["y"] - box["y"]) < 2


def test_tables_are_saved_and_never_take_the_place_of_a_page(browser: Browser, host: str) -> None:
    with page_at(browser, host + PAGE) as page:
        with page.expect_download() as saved:
            page.get_by_role("link", name="Unduh untuk Excel").click()
        assert saved.value.suggested_filename == "kunjungan.xlsx"
        # A link from elsewhere has no `download`: the header alone decides.
        with page.expect_download() as saved:
            page.evaluate(f"location.href = '{PAGE}kunjungan.csv'")
        assert saved.value.suggested_filename == "kunjungan.csv"


def test_other_sites_read_data_and_no_page(browser: Browser, host: str, folder: Path) -> None:
    read = "address => fetch(address).then(answer => answer.status, () => 'refused')"
    with serving(folder) as other:  # another port is another origin, here without a policy
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{other}/robots.txt")
        for name, answer in (("kunjungan.json", 200), ("kunjungan.csv", 200), ("", "refused")):
            assert page.evaluate(read, f"{host}{PAGE}{name}") == answer
        context.close()
