"""What pages tell programs, and their pictures, in a real browser under the site's policy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from sitegen.engine.build import build
from sitegen.engine.options import Options
from sitegen.policy import HEADERS
from tests.browser.serving import Quiet, Site, browser_path, pytestmark, serving
from tests.conftest import NOW
from tests.golden import SITES

__all__ = ["pytestmark"]

PAGES = {
    "report with photos": "/kelurahan/dago/laporan/2026/11/foto/",
    "report with a markup title": "/kelurahan/dago/laporan/2026/11/tanpa-apa-apa/",
    "plan": "/skpd/dppkbpppa/laporan/2026/11/judul-panjang/",
    "unit": "/kelurahan/dago/",
    "dataset": "/skpd/dppkbpppa/data/selisih/",
}


class Guarded(Quiet):
    """Answers with the headers that hosts send."""

    def end_headers(self) -> None:
        for name, value in HEADERS:
            if name != "Strict-Transport-Security":
                self.send_header(name, value)
        super().end_headers()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder: Path = tmp_path_factory.mktemp("kasus-sulit")
    root, output = folder / "kota", folder / "keluaran"
    shutil.copytree(SITES / "hard-cases" / "city", root)
    build(Options(root=root, output=output, clock=NOW, jobs=1))
    with serving(output, Guarded) as host, sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=browser_path() or None)
        yield Site(browser, {name: host + path for name, path in PAGES.items()})
        browser.close()


@pytest.mark.parametrize("name", PAGES)
def test_data_blocks_pass_the_policy_and_run_nothing(site: Site, name: str) -> None:
    with site.visit(name, 360) as visit:
        kinds = visit.page.eval_on_selector_all(
            'script[type="application/ld+json"]',
            "blocks => blocks.map(each => JSON.parse(each.textContent)['@type'])",
        )
        assert "BreadcrumbList" in kinds
        assert len(kinds) >= 2
        assert visit.faults == []


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_hard_cases_stay_within_the_window(site: Site, name: str, width: int) -> None:
    with site.visit(name, width) as visit:
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [360, 1280])
def test_pictures_are_whole_or_cropped_by_shape_and_never_enlarged(site: Site, width: int) -> None:
    with site.visit("report with photos", width) as visit:
        photos = visit.page.eval_on_selector_all(
            ".photo img",
            """images => images.map(each => ({
                file: each.getAttribute("src").split("/").pop(),
                fit: getComputedStyle(each).objectFit,
                width: each.clientWidth, own: Number(each.getAttribute("width")),
                height: each.clientHeight, link: each.closest("a").getAttribute("href"),
            }))""",
        )
    assert len(photos) == 5
    for photo in photos:
        cropped = photo["file"].startswith("panggung")
        assert (photo["fit"] == "cover") == cropped
        assert photo["height"] <= 640
        assert urlsplit(photo["link"]).path.endswith(".jpg")
        if photo["fit"] == "contain":
            assert photo["width"] <= photo["own"]
    links = [photo["link"].rpartition("/")[2] for photo in photos]
    assert links[0] == "poster-960.jpg"
    assert "panorama-1600.jpg" in links
