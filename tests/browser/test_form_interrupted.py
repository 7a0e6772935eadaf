"""The forms on phones that are interrupted, full, old or without a line: nothing is lost, and what is said is true."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import browser_path
from tests.browser.test_office_form import (
    FILLED,
    READY,
    add,
    browser,
    choose,
    fill,
    host,
    picture,
    sent,
    settled,
)

__all__ = ["browser", "host"]  # fixtures
pytestmark = pytest.mark.skipif(browser_path() is None, reason="no browser")
# A phone that has no room for photos, and tells so only when all of it should be kept for good.
FULL = """
const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (value, key) {
  const asked = put.call(this, value, key);
  if (value instanceof ArrayBuffer) this.transaction.abort();
  return asked;
};
IDBTransaction.prototype.commit = undefined;
"""
SILENT = "IDBFactory.prototype.open = () => ({});"
OLD = "delete Object.hasOwn;"
ALONE = "delete Navigator.prototype.serviceWorker;"
SHARES = "navigator.canShare = () => true; navigator.share = async () => {};"


@contextmanager
def window(browser: Browser, host: str, script: str = "", form: str = "") -> Iterator[Page]:
    """A window of its own on a form, whose browser lacks what `script` takes away."""
    context = browser.new_context(viewport={"width": 412, "height": 900}, locale="id-ID")
    if script:
        context.add_init_script(script)
    page = context.new_page()
    page.goto(f"{host}/tulis/{form}?unit=kelurahan/dago")
    try:
        yield page
    finally:
        context.close()


@contextmanager
def ready(browser: Browser, host: str, script: str = "", form: str = "") -> Iterator[Page]:
    with window(browser, host, script, form) as page:
        page.wait_for_selector(READY)
        yield page


def test_whoever_follows_a_link_right_after_typing_finds_it_again(
    browser: Browser, host: str
) -> None:
    with ready(browser, host) as page:
        page.fill("#i-title", FILLED["title"])
        page.fill("#i-place", "Balai RW 05")
        page.click(".kinds a >> nth=1")
        page.wait_for_selector(READY)
        page.go_back()
        page.wait_for_selector(READY)
        expect(page.locator("#i-title")).to_have_value(FILLED["title"])
        expect(page.locator("#i-place")).to_have_value("Balai RW 05")


def test_a_window_goes_on_with_what_was_written_in_another(browser: Browser, host: str) -> None:
    with ready(browser, host) as first:
        fill(first, **FILLED)
        settled(first)
        second = first.context.new_page()
        second.goto(f"{host}/tulis/")
        second.wait_for_selector(READY)
        expect(second.locator("#i-title")).to_have_value(FILLED["title"])
        second.fill("#i-title", "Kerja bakti RW 05 selesai")
        add(second, ("IMG_1.jpg", picture()))
        expect(second.locator("#foto-daftar > li")).to_have_count(1)
        settled(second)
        expect(first.locator("#keadaan")).to_contain_text("tab lain")
        first.fill("#i-place", "Balai RW 06")  # nobody has come back to this window yet
        first.wait_for_timeout(600)
        first.evaluate("() => dispatchEvent(new Event('focus'))")
        expect(first.locator("#i-title")).to_have_value("Kerja bakti RW 05 selesai")
        expect(first.locator("#foto-daftar > li")).to_have_count(1)
        first.fill("#i-place", "Balai RW 07")
        settled(first)
        second.reload()
        second.wait_for_selector(READY)
        expect(second.locator("#i-title")).to_have_value("Kerja bakti RW 05 selesai")
        expect(second.locator("#i-place")).to_have_value("Balai RW 07")


def test_a_photo_for_which_the_phone_has_no_room_is_told_and_asked_for_again(
    browser: Browser, host: str
) -> None:
    with ready(browser, host, FULL) as page:
        add(page, ("IMG_1.jpg", picture()))
        expect(page.locator("#foto-daftar > li")).to_have_count(1)
        fill(page, **FILLED)
        settled(page)
        expect(page.locator("#draf")).to_contain_text("tanpa 1 berkas: memori ponsel penuh")
        page.reload()
        page.wait_for_selector(READY)
        expect(page.locator("#keadaan")).to_contain_text("Tambahkan lagi.")
        expect(page.locator("#i-title")).to_have_value(FILLED["title"])
        expect(page.locator("#foto-daftar > li")).to_have_count(0)


def test_a_browser_whose_storage_never_answers_opens_the_form_and_says_so(
    browser: Browser, host: str
) -> None:
    with ready(browser, host, SILENT) as page:
        expect(page.locator("#keadaan")).to_contain_text("tidak menyimpan draf")
        fill(page, **FILLED)
        settled(page)
        assert sent(page)


def test_a_lost_connection_is_told_and_what_was_not_loaded_comes_later(
    browser: Browser, host: str
) -> None:
    with window(browser, host, ALONE) as page:
        page.goto(f"{host}/tulis/")
        page.wait_for_selector(READY)
        page.context.set_offline(True)
        choose(page)  # the units are there, what the form asks is not
        page.fill("#i-title", FILLED["title"])
        expect(page.locator("#gagal")).to_contain_text("Periksa sinyal Anda")
        page.context.set_offline(False)
        expect(page.locator("#gagal")).to_be_hidden()
        fill(page, **FILLED)
        settled(page)
        expect(page.locator("#keadaan")).to_have_text("Anda tersambung lagi.")
        assert sent(page)


def test_an_old_browser_says_that_a_newer_one_is_needed(browser: Browser, host: str) -> None:
    with window(browser, host, OLD) as page:
        expect(page.locator("#gagal")).to_contain_text("peramban yang lebih baru")
        expect(page.locator("#tunggu")).to_be_hidden()
        expect(page.locator("#tulis")).to_be_hidden()


def test_where_scripts_cannot_even_be_read_the_page_says_so(browser: Browser, host: str) -> None:
    context = browser.new_context(viewport={"width": 412, "height": 900}, locale="id-ID")
    context.route("**/tulis*.js", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{host}/tulis/")
    expect(page.locator("#tunggu")).to_contain_text("Jika tetap begini, periksa sinyal Anda")
    context.close()


def test_what_was_handed_on_is_told_the_next_time_and_a_tap_begins_anew(
    browser: Browser, host: str
) -> None:
    with ready(browser, host, SHARES) as page:
        add(page, ("IMG_1.jpg", picture()))
        fill(page, **FILLED)
        settled(page)
        page.click("#bagikan")
        expect(page.locator("#terkirim")).to_contain_text("Pastikan di sana")
        page.reload()
        page.wait_for_selector(READY)
        expect(page.locator("#keadaan")).to_contain_text("Ini sudah diteruskan")
        page.click("#keadaan button")
        expect(page.locator("#i-title")).to_have_value("")
        expect(page.locator("#foto-daftar > li")).to_have_count(0)
        expect(page.locator("#unit-nama")).to_have_text("Kelurahan Dago")
        fill(page, **FILLED)
        settled(page)
        page.click("#bagikan")
        expect(page.locator("#terkirim button")).to_be_visible()
        page.fill("#i-result", "140 meter saluran lancar")  # so that it is another report again
        settled(page)
        page.reload()
        page.wait_for_selector(READY)
        expect(page.locator("#keadaan")).to_contain_text("dibuka kembali")


def test_the_next_step_of_a_fault_is_one_in_the_form(browser: Browser, host: str) -> None:
    with ready(browser, host) as page:
        page.fill("#i-event_date", "2062-11-03")
        settled(page)
        page.click("#unduh")
        expect(page.locator("#s-title")).to_contain_text(
            "Isian Judul belum ada. Caranya: Tulis di sini"
        )
        expect(page.locator("#s-body")).to_contain_text("Ceritakan di kotak di atas")
        expect(page.locator("#s-event_date")).to_contain_text(
            "Tahun pada Tanggal kegiatan: 2062-11-03"
        )
        said = page.locator("#tulis").inner_text()
        assert [word for word in ("---", ".yml", "tanggal_kegiatan", "alt:") if word in said] == []
