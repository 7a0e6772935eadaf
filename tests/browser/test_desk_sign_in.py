"""Signing in at the desk with the link of an office, as a secretary does on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import time
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from sitegen.desk.access.database import NAME, AccessDatabase
from sitegen.desk.access.links import make_link
from sitegen.engine.build import build
from tests.browser.serving import browser_path
from tests.browser.test_axe import AXE
from tests.desk.opened import make_city, options_of
from tests.desk.served import running_desk

WIDTHS = (320, 360, 1280)


class OpenedDesk(NamedTuple):
    """A desk that runs, and a browser."""

    address: str
    folder: Path
    browser: Browser

    def link(self) -> str:
        book = AccessDatabase(self.folder / NAME)
        secret = make_link(book, "kelurahan/dago", time(), 1_000)
        book.close()
        return f"{self.address}/meja/masuk/k/{secret}"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenedDesk]:
    folder = tmp_path_factory.mktemp("meja")
    city = make_city(folder / "kota").folder
    build(options_of(city))
    with running_desk(city, folder) as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path())
        yield OpenedDesk(f"http://localhost:{port}", folder, browser)
        browser.close()


def found(page: Page) -> list[str]:
    """What axe finds on a page, and whether it is wider than the screen."""
    page.evaluate(AXE)
    results = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [each["id"] for each in results["violations"]] + ["too wide"] * wide


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_link_leads_to_the_form_and_out_again(desk: OpenedDesk, scheme: str) -> None:
    context = desk.browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
        reduced_motion="reduce",
    )
    page, seen = context.new_page(), {}

    def look(name: str) -> None:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if wrong := found(page):
                seen[f"{name} {width}"] = wrong

    page.goto(f"{desk.address}/meja/")
    look("unknown")
    page.get_by_role("link", name="Masuk").first.click()
    look("ways")
    page.goto(f"{desk.address}/meja/masuk/k/tidak-ada")
    look("dead link")
    page.goto(desk.link())
    look("link")
    page.get_by_role("button", name="Masuk sebagai Kelurahan Dago").click()
    page.wait_for_url("**/tulis/")
    page.goto(f"{desk.address}/meja/masuk/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Anda sudah masuk")
    look("signed in")
    page.get_by_role("link", name="Keluar").click()
    look("signing out")
    page.get_by_role("main").get_by_role("button", name="Keluar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Masuk")
    context.close()
    assert seen == {}


def test_a_page_elsewhere_cannot_open_a_link_or_act_for_an_office(desk: OpenedDesk) -> None:
    context = desk.browser.new_context()
    page = context.new_page()
    page.goto(desk.link())
    page.get_by_role("button", name="Masuk sebagai Kelurahan Dago").click()
    page.wait_for_url("**/tulis/")
    elsewhere = context.new_page()
    elsewhere.set_content(
        f'<form method="post" action="{desk.address}/meja/keluar">'
        '<input name="token" value="0"><button>Klik</button></form>'
    )
    with elsewhere.expect_navigation() as caught:
        elsewhere.get_by_role("button").click()
    answer = caught.value
    assert answer is not None
    assert answer.status == 403
    page.goto(f"{desk.address}/meja/masuk/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Anda sudah masuk")
    context.close()


def test_a_script_of_the_page_does_not_see_the_session(desk: OpenedDesk) -> None:
    context = desk.browser.new_context()
    page = context.new_page()
    page.goto(desk.link())
    page.get_by_role("button", name="Masuk sebagai Kelurahan Dago").click()
    page.wait_for_url("**/tulis/")
    assert page.evaluate("document.cookie") == ""
    (cookie,) = context.cookies()
    assert (cookie["httpOnly"], cookie["secure"], cookie["sameSite"]) == (True, True, "Lax")
    context.close()
