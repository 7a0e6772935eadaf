"""The copy of a unit's year, opened from disk in a browser without a connection."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from sitegen.cli.main import run
from tests.browser.serving import browser_path
from tests.sample import REPOSITORY, Sample


@pytest.fixture(scope="module")
def folder(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("salinan")
    target = place / "dago.zip"
    given = ("export", "kelurahan/dago", "2026", "--to", str(target))
    assert run([*given, "--root", str(REPOSITORY), "--output", str(sample.output)]) == 0
    with ZipFile(target) as archive:
        archive.extractall(place)
    return place / "kelurahan-dago-2026"


def seen(page: Page, problems: list[str]) -> None:
    """Look at the page as it is: styled, with its pictures, and nothing asked of anybody."""
    page.evaluate("[...document.images].forEach(image => { image.loading = 'eager' })")
    # Not by waiting for a function, which the policy of the copy forbids as it does any script.
    page.evaluate("Promise.all([...document.images].map(image => image.decode().catch(() => 0)))")
    assert page.evaluate("[...document.images].filter(i => !i.naturalWidth).map(i => i.src)") == []
    assert page.evaluate("[...document.styleSheets].length") >= 2
    colour = page.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor")
    assert colour != "rgba(0, 0, 0, 0)"
    assert page.evaluate("document.scripts.length") == 0
    assert problems == []


def test_the_copy_opens_from_disk_and_leads_on_within_itself(folder: Path) -> None:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        context = browser.new_context(offline=True)
        page = context.new_page()
        problems: list[str] = []
        page.on("console", lambda message: problems.append(message.text))
        page.on("requestfailed", lambda request: problems.append(request.url))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto((folder / "index.html").as_uri())
        seen(page, problems)
        page.click(".site-notice a")
        expect(page).to_have_url((folder / "laporan/2026/index.html").as_uri())
        seen(page, problems)
        page.click('main a[href$="pesta-rakyat-tanpa-plastik/index.html"]')
        expect(page).to_have_url(re.compile(r".*/pesta-rakyat-tanpa-plastik/index\.html"))
        page.wait_for_load_state()
        seen(page, problems)
        assert page.evaluate("document.images.length") > 0
        page.goto((folder / "data/penduduk-per-semester/index.html").as_uri())
        seen(page, problems)
        assert page.evaluate("document.querySelectorAll('figure.chart svg').length") > 0
        browser.close()


def test_every_page_of_the_copy_is_whole(folder: Path) -> None:
    pages = sorted(folder.rglob("*.html"))
    assert len(pages) > 15
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        context = browser.new_context(offline=True, java_script_enabled=True)
        page = context.new_page()
        problems: list[str] = []
        page.on("console", lambda message: problems.append(message.text))
        page.on("requestfailed", lambda request: problems.append(request.url))
        for path in pages:
            page.goto(path.as_uri())
            seen(page, problems)
        browser.close()
