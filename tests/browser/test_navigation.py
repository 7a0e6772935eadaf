"""The navigation: one line on a phone, with the page that is shown marked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.browser.page_types import WIDTHS
from tests.browser.serving import browser_path, serving
from tests.conftest import CityFolder
from tests.test_unit_kinds import CITY

pytestmark = pytest.mark.skipif(browser_path() is None, reason="no browser")
LINES = "new Set([...document.querySelectorAll('.site-header nav > ul > li')].map(e => e.offsetTop)).size"
WIDER = "document.documentElement.scrollWidth > innerWidth"


def test_links_stand_in_one_line_and_mark_the_page_that_is_shown(
    city: Callable[[str], CityFolder],
) -> None:
    folder = city(CITY)
    folder.build()
    with serving(folder.output) as host, sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=browser_path() or None)
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 700})
            for url in ("/layanan/", "/kabar/", "/data/", "/unit/", "/ikuti/"):
                page.goto(f"{host}{url}")
                assert page.evaluate(LINES) == 1
                assert not page.evaluate(WIDER)
                assert Axe().run(page).response["violations"] == []
                marked = page.eval_on_selector_all(
                    "header [aria-current]", "e => e.map(a => a.pathname)"
                )
                assert marked == ([] if url == "/ikuti/" else [url])
        browser.close()
