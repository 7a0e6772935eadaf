"""The files for programs, as a page of another site reads them in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import sync_playwright

from sitegen.serve.headers import DEFAULT, page_headers
from tests.browser.serving import Quiet, browser_path, pytestmark, serving
from tests.conftest import NOW, CityFolder
from tests.golden import SITES

__all__ = ["pytestmark"]

# What a page of another site does: it reads the index and checks each file against it.
READ = """async base => {
  const index = await (await fetch(base + "/api/v1/index.json")).json();
  const wrong = [];
  for (const file of index.berkas) {
    const body = await (await fetch(base + new URL(file.tautan).pathname)).arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
    const told = [...digest].map(byte => byte.toString(16).padStart(2, "0")).join("");
    if (told !== file.sha256 || body.byteLength !== file.ukuran) wrong.push(file.nama);
  }
  return [index.berkas.length, wrong];
}"""
REFUSED = "base => fetch(base + '/api/').then(() => 'read', () => 'refused')"


class AsHosted(Quiet):
    """Answers with the headers that hosts send."""

    def end_headers(self) -> None:
        for name, value in page_headers(DEFAULT, self.path):
            self.send_header(name, value)
        super().end_headers()


@pytest.fixture(scope="module")
def hosts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of a city, and of a site of somebody else."""
    folder = tmp_path_factory.mktemp("api")
    shutil.copytree(SITES / "home" / "city", folder / "kota")
    CityFolder(folder / "kota", folder / "keluaran").build(clock=NOW)
    (folder / "lain").mkdir()
    (folder / "lain/index.html").write_text("<!DOCTYPE html><title>Lain</title>", encoding="utf-8")
    with serving(folder / "keluaran", AsHosted) as city, serving(folder / "lain") as other:
        yield city, other


def test_a_page_of_another_site_reads_the_files_and_no_page(hosts: tuple[str, str]) -> None:
    city, other = hosts
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=browser_path() or None)
        page = browser.new_page()
        page.goto(other)
        count, wrong = page.evaluate(READ, city)
        assert count >= 7
        assert wrong == []
        assert page.evaluate(REFUSED, city) == "refused"
        browser.close()
