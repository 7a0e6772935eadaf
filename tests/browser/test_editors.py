"""Editors in the browser: what they save is the file that somebody writes by hand, page for page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright

from sitegen.cli.main import run
from sitegen.editors.programs import PROGRAMS, EditorName
from sitegen.urls import report_url
from tests.browser.serving import browser_path, serving
from tests.conftest import CityFolder
from tests.repository import DAGO, repository
from tests.test_editors import EDITORS, needs_editors, package
from tests.test_office_form import asked

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    needs_editors,
    pytest.mark.skipif(browser_path() is None, reason="no browser"),
]
TITLE = "Posyandu Mawar melayani 84 balita: semua ditimbang"
SUMMARY = "Empat balita dirujuk ke Puskesmas Dago."
PLACE = "Balai RW 05, Jalan Dago"
TEXT = """\
Kader menimbang *84 balita* sejak pagi.

1. Meja timbang
2. Meja ukur

| Bulan | Balita |
|---|---:|
| Oktober | 80 |
| November | 84 |
"""
BY_HAND = f"""\
---
judul: "{TITLE}"
tanggal: 2026-11-03
ringkasan: {SUMMARY}
lokasi: "{PLACE}"
---

{TEXT}"""
FILE = (
    "content/kelurahan/dago/laporan/2026/"
    "2026-11-03-posyandu-mawar-melayani-84-balita-semua-ditimbang.md"
)
# What Sveltia keeps in the browser when it is tried: file by file.
_SAVED = """async () => {
  const found = {};
  const walk = async (folder, path) => {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === "directory") await walk(handle, `${path}${name}/`);
      else found[path + name] = await (await handle.getFile()).text();
    }
  };
  const top = await navigator.storage.getDirectory();
  await walk(await top.getDirectoryHandle("sveltia-cms-test", {create: true}), "");
  return found;
}"""
# And Decap: a tree.
_TREE = """() => {
  const found = {};
  const walk = (tree, path) => {
    for (const [name, each] of Object.entries(tree)) {
      if (typeof each.content === "string") found[path + name] = each.content;
      else if (each && typeof each === "object") walk(each, `${path}${name}/`);
    }
  };
  walk(window.repoFiles, "");
  return found;
}"""


@dataclass(frozen=True)
class Opened:
    """A page of an editor, and what it said that went wrong."""

    page: Page
    wrong: list[str]
    asked: list[str]


def made(folder: Path, editor: EditorName) -> Path:
    """The page of an editor with its files beside it, as the docs say."""
    root = folder / "kota"
    repository(root)
    code = run(
        ["new", "editor", editor, "dago", str(folder), "--root", str(root), "--host", "test"]
    )
    assert code == 0
    program = PROGRAMS[editor]
    shutil.copy(package(editor) / program.path, folder / "admin")
    for font in program.fonts:
        shutil.copy(EDITORS / f"{font.package}@{font.version}" / font.path, folder / "admin")
    return folder


@pytest.fixture
def opened(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Opened]:
    folder = made(tmp_path / "unit", request.param)
    with serving(folder) as address, sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=browser_path() or None)
        page = browser.new_page(viewport={"width": 412, "height": 900}, locale="id-ID")
        page.set_default_timeout(60_000)
        found = Opened(page, [], [])
        page.on("pageerror", lambda error: found.wrong.append(str(error)))
        page.on("request", lambda each: found.asked.append(each.url))
        page.goto(f"{address}/admin/")
        yield found
        browser.close()


def pages_of(folder: Path, text: str) -> dict[str, bytes]:
    """The site of a city with this report instead of another."""
    made = repository(folder)
    (folder / DAGO).unlink()
    made.write(FILE, text)
    city = CityFolder(folder, folder / "build")
    city.build()
    return {
        path.relative_to(city.output).as_posix(): path.read_bytes()
        for path in city.output.rglob("*")
        if path.is_file() and path.suffix == ".html"
    }


def the_same(folder: Path, saved: dict[str, Any]) -> None:
    """Raise AssertionError unless the one report that was saved makes the pages of the one by hand."""
    assert list(saved) == [FILE]
    by_hand = pages_of(folder / "tangan", BY_HAND)
    address = report_url("kelurahan/dago", date(2026, 11, 3), Path(FILE).stem[11:])
    assert TITLE.encode() in by_hand[f"{address[1:]}index.html"]
    assert pages_of(folder / "editor", saved[FILE]) == by_hand


def test_a_report_by_the_form_of_the_site_makes_the_pages_of_one_by_hand(tmp_path: Path) -> None:
    by_hand = pages_of(tmp_path / "tangan", BY_HAND)
    answers = {
        "event_date": "2026-11-03",
        "title": TITLE,
        "summary": SUMMARY,
        "place": PLACE,
        "body": TEXT,
    }
    draft = {"answers": answers, "topics": [], "photos": []}
    rules = tmp_path / "tangan/build/tulis/aturan.json"
    written = asked(rules, tmp_path, "written", [[draft, "2026-11-20"]])[0]
    assert f"content/kelurahan/dago/{written['path']}" == FILE
    assert pages_of(tmp_path / "formulir", written["text"]) == by_hand


@pytest.mark.parametrize("opened", ["sveltia"], indirect=True)
def test_a_report_by_sveltia_makes_the_pages_of_one_by_hand(opened: Opened, tmp_path: Path) -> None:
    page = opened.page
    page.get_by_role("button", name="Work with Test Repository").click()
    page.wait_for_url("**/#/collections*")
    page.goto(page.url.partition("#")[0] + "#/collections/laporan/new")
    page.get_by_role("textbox", name="Judul").fill(TITLE)
    page.locator("input[type=date]").first.fill("2026-11-03")
    page.get_by_role("textbox", name="Ringkasan").fill(SUMMARY)
    page.get_by_role("textbox", name="Lokasi").fill(PLACE)
    page.get_by_role("textbox", name="Isi").fill(TEXT)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(lambda url: not url.endswith("/new"))
    the_same(tmp_path, page.evaluate(_SAVED))
    assert opened.wrong == []


@pytest.mark.parametrize("opened", ["decap"], indirect=True)
def test_a_report_by_decap_makes_the_pages_of_one_by_hand(opened: Opened, tmp_path: Path) -> None:
    page = opened.page
    page.get_by_role("button", name="Login").click()
    page.get_by_role("link", name="Laporan", exact=True).first.wait_for()
    page.goto(page.url.partition("#")[0] + "#/collections/laporan/new")
    page.locator("[id^=judul-field]").fill(TITLE)
    page.locator("[id^=tanggal-field]").fill("2026-11-03")
    page.locator("[id^=ringkasan-field]").fill(SUMMARY)
    page.locator("[id^=lokasi-field]").fill(PLACE)
    page.locator("[contenteditable=true]").first.fill(TEXT)
    page.get_by_role("button", name="Publish").first.click()
    page.get_by_role("menuitem", name="Publish now").click()
    page.wait_for_function("Object.keys(window.repoFiles).length > 0")
    the_same(tmp_path, page.evaluate(_TREE))
    assert opened.wrong == []
