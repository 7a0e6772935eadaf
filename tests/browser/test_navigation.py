"""The navigation of a city with many kinds of unit: one line on a phone, by keyboard too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.browser.test_pages import WIDTHS, browser_path, serving
from tests.conftest import CityFolder
from tests.test_unit_kinds import CITY

pytestmark = pytest.mark.skipif(browser_path() is None, reason="no browser")
LINES = "new Set([...document.querySelectorAll('.site-header nav > ul > li')].map(e => e.offsetTop)).size"
WIDER = "document.documentElement.scrollWidth > innerWidth"
MENU = "(r => r.left >= 0 && r.right <= innerWidth)(document.querySelector('.site-header details ul').getBoundingClientRect())"


def test_links_stand_in_one_line_and_the_others_open_by_keyboard(
    city: Callable[[str], CityFolder],
) -> None:
    folder = city(CITY)
    folder.build()
    with serving(folder.output) as host, sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=browser_path() or None)
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 700})
            page.goto(f"{host}/puskesmas/mekar/")
            assert page.evaluate(LINES) == 1
            page.focus(".site-header summary")
            page.keyboard.press("Enter")
            assert page.evaluate(MENU)
            assert not page.evaluate(WIDER)
            assert Axe().run(page).response["violations"] == []
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            page.wait_for_url(f"{host}/kelurahan/")
        browser.close()
