"""The form for offices as a secretary uses it: from photos to the file that is sent."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from sitegen.engine.build import build
from sitegen.engine.options import Options
from tests.browser.serving import browser_path, serving
from tests.conftest import NOW, SITE, UNITS, CityFolder, write_blocks
from tests.repository import repository
from tests.test_receive import own, receive

pytestmark = pytest.mark.skipif(browser_path() is None, reason="no browser")
CITY = f"-- site.yml --\n{SITE}kiriman: {{nama: Diskominfo, wa: 0811-2345-678}}\n-- data/units.csv --\n{UNITS}"
CITY += "-- content/kelurahan/dago/unit.yml --\nalamat: Jalan Dago 1\n"
CITY += (
    "-- content/kecamatan/coblong/unit.yml --\ntelepon: (022) 250-0001\n"
    "whatsapp: 0811-2000-111\nemail: camat@coblong.example\n"
)
OWN = """\
kunci_tambahan:
  - {nama: sungai, untuk: [laporan], label: Sungai, arti: Sungai yang dibersihkan.}
  - {nama: kondisi, untuk: [laporan], pilihan: [Baik, Rusak ringan]}
  - {nama: panjang, untuk: [laporan], tipe: angka, satuan: meter}
  - {nama: diperiksa, untuk: [laporan], tipe: tanggal}
  - {nama: dana_warga, untuk: [laporan], tipe: ya-tidak}
  - {nama: jumlah_rt, untuk: [profil], tipe: angka, label: Jumlah RT}
  - {nama: gedung, untuk: [profil], pilihan: [Milik sendiri, Sewa]}
"""
CITY = CITY.replace("-- data/units.csv", f"{OWN}-- data/units.csv")
READY = "#tulis:not([hidden])"
BODY = (
    "*Kerja Bakti RW 05* 🧹\nHari/Tgl : Selasa, 3 November 2026\nTempat : Balai RW 05\n\n"
    "Saluran sepanjang 120 meter lancar.\n\nHadir:\n• Lurah\n• Babinsa"
)
FILLED = {
    "title": "Kerja bakti RW 05: saluran lancar",
    "body": BODY,
    "event_date": "2026-11-03",
    "place": "Balai RW 05",
    "time": "08.00-10.00",
    "result": "120 meter saluran lancar",
}
BY_HAND = f"""\
---
judul: "Kerja bakti RW 05: saluran lancar"
tanggal: 2026-11-03
jenis: layanan
lokasi: Balai RW 05
waktu: 08.00-10.00
hasil: 120 meter saluran lancar
sungai: Cikapundung
kondisi: Rusak ringan
panjang: 1.250,5
diperiksa: 2026-11-02
dana_warga: ya
foto:
  - berkas: kerja-bakti-rw-05-saluran-lancar.jpg
    alt: Warga mengangkat lumpur
---

{BODY}
"""


class OpenedForm(Protocol):
    """Opens a window of its own on the form, and closes it; any fault of its scripts fails the test."""

    def __call__(
        self, *, script: bool = True, width: int = 412, query: str = ""
    ) -> AbstractContextManager[Page]: ...


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as tool:
        opened = tool.chromium.launch(executable_path=browser_path() or None)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("formulir")
    write_blocks(root, CITY)
    build(Options(root=root, output=root / "build", clock=NOW, jobs=1))
    with serving(root / "build") as address:
        yield address


@pytest.fixture
def opened(browser: Browser, host: str) -> OpenedForm:
    @contextmanager
    def window(*, script: bool = True, width: int = 412, query: str = "") -> Iterator[Page]:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script, locale="id-ID"
        )
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{host}/tulis/{query}")
        if script:
            page.wait_for_selector(READY)
        try:
            yield page
        finally:
            context.close()
        assert faults == []

    return window


def picture(width: int = 800, height: int = 600, **saved: Any) -> bytes:
    """A photo whose left half is red."""
    image = Image.new("RGB", (width, height), "white")
    image.paste("red", (0, 0, width // 2, height))
    body = io.BytesIO()
    image.save(body, "JPEG", **saved)
    return body.getvalue()


def add(page: Page, *photos: tuple[str, bytes]) -> None:
    files = [{"name": name, "mimeType": "image/jpeg", "buffer": body} for name, body in photos]
    page.set_input_files("#foto-pilih", files)  # type: ignore[arg-type]  # as a list of payloads


def choose(page: Page) -> None:
    page.fill("#unit-cari", "dago")
    page.locator("#unit-daftar button").first.click()


def fill(page: Page, **answers: str) -> None:
    for name, text in answers.items():
        page.fill(f"#i-{name}", text)


def settled(page: Page) -> None:
    """Wait until what was typed has been looked through."""
    page.dispatch_event("#i-title", "change")
    page.wait_for_selector("#tulis[data-turn]")


def sent(page: Page) -> bytes:
    with page.expect_download() as found:
        page.click("#unduh")
    return Path(found.value.path()).read_bytes()


def parcel(page: Page) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(sent(page)))


def test_a_report_by_form_and_by_hand_gives_the_same_page(
    opened: OpenedForm, tmp_path: Path
) -> None:
    with opened() as page:
        choose(page)
        add(page, ("IMG_1.jpg", picture()))
        page.locator("#foto-daftar textarea").fill("Warga mengangkat lumpur")
        fill(page, **FILLED)
        page.select_option("#i-kind", "layanan")
        page.locator("#bagian-tambahan summary").click()
        for name, words in (
            *(("sungai", "Cikapundung"), ("panjang", "1.250,5")),
            ("diperiksa", "2026-11-02"),
        ):
            page.locator(f"[name='own:{name}']").fill(words)
        page.locator("[name='own:kondisi']").select_option("Rusak ringan")
        page.locator("[name='own:dana_warga']").select_option(label="Ya")
        settled(page)
        expect(page.locator("#lihat .facts div:nth-child(n + 3) dd")).to_have_text(
            ["Cikapundung", "Rusak ringan", "1.250,5 meter", "2 November 2026", "Ya"]
        )
        with parcel(page) as found:
            files = {name: found.read(name) for name in found.namelist()}
    listed = json.loads(files.pop("kiriman.json"))
    text = next(name for name in files if name.endswith(".md"))
    assert text == "laporan/2026/2026-11-03-kerja-bakti-rw-05-saluran-lancar.md"
    assert files[text].decode() == BY_HAND
    assert listed["unit"] == "kelurahan/dago"
    assert listed["isi"] == [
        {"jenis": "laporan", "berkas": text, "foto": [name for name in files if name != text]}
    ]
    assert {each["nama"]: each["ukuran"] for each in listed["berkas"]} == {
        name: len(body) for name, body in files.items()
    }
    made = []
    for name in ("form", "hand"):
        city = CityFolder(tmp_path / name, tmp_path / f"{name}-site")
        write_blocks(city.root, CITY)
        for path, body in files.items():
            city.write(f"content/kelurahan/dago/{path}", body)
        if name == "hand":
            city.write(f"content/kelurahan/dago/{text}", BY_HAND)
        assert city.build().held_back == ()
        made.append(city.files())
    assert made[0] == made[1]
    assert any("kerja-bakti-rw-05-saluran-lancar/index.html" in path for path in made[0])


def test_what_the_form_makes_is_received_as_it_is(opened: OpenedForm, tmp_path: Path) -> None:
    city = own(repository(tmp_path / "kota"))
    with opened() as page:
        choose(page)
        add(page, ("IMG_1.jpg", picture()))
        page.locator("#foto-daftar textarea").fill("Warga mengangkat lumpur")
        fill(page, **FILLED)
        page.select_option("#i-kind", "layanan")
        settled(page)
        data = sent(page)
    before = city.git("rev-parse", "HEAD")
    assert receive(city.folder, data) == 0
    assert city.git("rev-parse", "HEAD^") == before, "one commit"
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        for name in found.namelist()[1:]:
            assert (city.folder / "content/kelurahan/dago" / name).read_bytes() == found.read(name)


def test_what_looks_like_a_nik_never_becomes_a_parcel(opened: OpenedForm) -> None:
    with opened() as page:
        choose(page)
        fill(page, **FILLED)
        page.fill("#i-body", "Ibu Siti, NIK 3273014501800001, menerima bantuan. Kader mencatat.")
        settled(page)
        expect(page.locator("#s-body")).to_contain_text("Di sini tertulis NIK: 327301xxxxxxxxxx")
        downloads: list[Any] = []
        page.on("download", lambda found: downloads.append(found))  # noqa: PLW0108 - playwright needs a function
        page.click("#unduh")
        expect(page.locator("#terkirim")).to_have_text("Betulkan dulu yang ditandai di atas.")
        expect(page.locator("#periksa a").first).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#i-body")).to_be_focused()
        assert downloads == []


def test_a_number_of_the_office_may_be_sent_once_somebody_says_so(opened: OpenedForm) -> None:
    with opened() as page:
        choose(page)
        fill(page, **FILLED)
        page.fill("#i-body", f"{BODY}\n\nHubungi kelurahan 0812-3456-7890.")
        settled(page)
        page.check("#milik-kantor")
        settled(page)
        assert any(name.endswith(".md") for name in parcel(page).namelist())


def test_a_draft_with_its_photos_survives_a_reload_and_the_way_back(
    opened: OpenedForm, host: str
) -> None:
    with opened() as page:
        choose(page)
        add(page, ("IMG_1.jpg", picture()), ("IMG_2.jpg", picture(600, 800)))
        page.locator("#foto-daftar textarea").nth(1).fill("Meja timbang")
        fill(page, **FILLED)
        settled(page)
        expect(page.locator("#draf")).to_have_text("Draf tersimpan di ponsel ini")
        page.reload()
        page.wait_for_selector(READY)
        expect(page.locator("#keadaan")).to_contain_text("dibuka kembali")
        expect(page.locator("#i-title")).to_have_value(FILLED["title"])
        expect(page.locator("#foto-daftar textarea").nth(1)).to_have_value("Meja timbang")
        page.goto(f"{host}/")
        page.go_back()
        page.wait_for_selector(READY)
        expect(page.locator("#i-body")).to_have_value(BODY)
        expect(page.locator("#foto-daftar > li")).to_have_count(2)
        expect(page.locator("#unit-nama")).to_have_text("Kelurahan Dago")
        page.on("dialog", lambda dialog: dialog.accept())
        page.click("#baru")
        expect(page.locator("#i-title")).to_have_value("")
        expect(page.locator("#foto-daftar > li")).to_have_count(0)
        page.reload()
        page.wait_for_selector(READY)
        expect(page.locator("#i-title")).to_have_value("")
        expect(page.locator("#unit-nama")).to_have_text("Kelurahan Dago")


def test_the_form_opens_without_a_connection_after_the_first_visit(opened: OpenedForm) -> None:
    with opened() as page:
        expect(page.locator("#tulis")).to_have_attribute("data-offline", "ya")
        choose(page)
        fill(page, **FILLED)
        settled(page)
        page.context.set_offline(True)
        page.reload()
        page.wait_for_selector(READY)
        expect(page.locator("#i-title")).to_have_value(FILLED["title"])
        expect(page.locator("#lihat h3")).to_have_text(FILLED["title"])
        settled(page)
        assert len(parcel(page).namelist()) == 2
        answer = page.evaluate("() => fetch('/').then(() => 'kept', () => 'gone')")
        assert answer == "gone", "nothing of the site but the form is kept"


def test_a_turned_photo_stands_upright_and_tells_no_place(opened: OpenedForm) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6  # to be turned to the right by a quarter
    turned.get_ifd(0x8825)[1] = "S"  # a place
    with opened() as page:
        choose(page)
        add(page, ("IMG_1.jpg", picture(1200, 800, exif=turned)))
        expect(page.locator("#foto-daftar > li")).to_have_count(1)
        fill(page, **FILLED)
        settled(page)
        page.locator("#foto-daftar textarea").fill("Warga mengangkat lumpur")
        settled(page)
        with parcel(page) as found:
            name = next(each for each in found.namelist() if each.endswith(".jpg"))
            image = Image.open(io.BytesIO(found.read(name))).convert("RGB")
            assert dict(image.getexif()) == {}
    assert image.size == (800, 1200)
    green = [image.getpixel(place)[1] for place in ((400, 200), (400, 1000))]  # type: ignore[index]  # of three
    assert green[0] < 60, "the red half is above"
    assert green[1] > 200


def test_a_photo_of_twelve_megabytes_becomes_small_and_thirty_fit(opened: OpenedForm) -> None:
    noise = Image.effect_noise((4000, 3000), 90).convert("RGB")
    body = io.BytesIO()
    noise.save(body, "JPEG", quality=95)
    large = body.getvalue() + bytes(max(0, 12_000_000 - len(body.getvalue())))
    with opened() as page:
        choose(page)
        add(page, ("besar.jpg", large))
        expect(page.locator("#foto-daftar > li")).to_have_count(1, timeout=60_000)
        add(page, *((f"{at}.jpg", picture(40 + at, 40)) for at in range(30)))
        expect(page.locator("#foto-pesan")).to_have_text(
            "Paling banyak 30 foto. Sisanya tidak dimasukkan.", timeout=60_000
        )
        expect(page.locator("#foto-daftar > li")).to_have_count(30)
        for box in page.locator("#foto-daftar textarea").all():
            box.fill("Warga mengangkat lumpur")
        fill(page, **FILLED)
        settled(page)
        with parcel(page) as found:
            sizes = [each.file_size for each in found.infolist() if each.filename.endswith(".jpg")]
            first = Image.open(io.BytesIO(found.read(found.infolist()[2].filename)))
    assert len(sizes) == 30
    assert max(sizes) <= 300 * 1024
    assert max(first.size) <= 1600


def test_photos_that_are_chosen_while_the_form_loads_are_listed_once(opened: OpenedForm) -> None:
    with opened() as page:
        add(page, ("kiri.jpg", picture()), ("kanan.jpg", picture(640, 480)))
        expect(page.locator("#foto-kata")).to_contain_text("2 foto")
        settled(page)
        expect(page.locator("#foto-daftar > li")).to_have_count(2)


def test_a_photo_that_cannot_be_opened_is_named_with_the_way_out(opened: OpenedForm) -> None:
    with opened() as page:
        add(page, ("IMG_4821.HEIC", b"no picture"), ("a.jpg", picture()), ("a.pdf", b"%PDF-1.4"))
        told = page.locator("#foto-pesan li")
        expect(told).to_have_count(2)
        expect(told.nth(0)).to_contain_text("IMG_4821.HEIC")
        expect(told.nth(0)).to_contain_text("lewat WhatsApp")
        expect(told.nth(1)).to_contain_text("tangkapan layarnya")
        expect(page.locator("#foto-kata")).to_contain_text("1 foto")


def test_the_unit_of_an_address_is_chosen_and_remembered(opened: OpenedForm, host: str) -> None:
    with opened(query="?unit=kelurahan/sekeloa") as page:
        expect(page.locator("#unit-nama")).to_have_text("Kelurahan Sekeloa")
        page.goto(f"{host}/tulis/")
        page.wait_for_selector(READY)
        expect(page.locator("#unit-nama")).to_have_text("Kelurahan Sekeloa")
        page.click("#unit-ganti")
        expect(page.locator("#unit-cari")).to_be_focused()
        page.keyboard.type("coblong")
        expect(page.locator("#unit-daftar li")).to_have_count(3)  # and the kelurahan below it
        page.keyboard.press("Enter")
        expect(page.locator("#unit-nama")).to_have_text("Kecamatan Coblong")
        page.goto(f"{host}/kelurahan/dago/")
        page.click("a[href*='/tulis/']")
        page.wait_for_selector(READY)
        expect(page.locator("#unit-nama")).to_have_text("Kelurahan Dago")


def test_the_share_sheet_gets_the_file_in_the_tap_itself(browser: Browser, host: str) -> None:
    context = browser.new_context(viewport={"width": 412, "height": 900}, locale="id-ID")
    context.add_init_script(
        "window.given = []; navigator.canShare = () => true;"
        "navigator.share = async ({files}) => { given.push([files[0].name, files[0].size,"
        " navigator.userActivation.isActive]); };"
    )
    page = context.new_page()
    page.goto(f"{host}/tulis/")
    page.wait_for_selector(READY)
    choose(page)
    fill(page, **FILLED)
    settled(page)
    page.click("#bagikan")
    expect(page.locator("#terkirim")).to_contain_text("Sudah diteruskan")
    [(name, size, active)] = page.evaluate("() => window.given")
    assert name.startswith("kiriman-dago-")
    assert name.endswith(".zip")
    assert size > 500
    assert active
    context.close()


def test_without_a_share_sheet_the_parcel_is_downloaded_and_it_is_said_where_to(
    opened: OpenedForm,
) -> None:
    with opened() as page:
        choose(page)
        fill(page, **FILLED)
        settled(page)
        expect(page.locator("#bagikan")).to_be_hidden()
        expect(page.locator("#siap")).to_contain_text("Siap: 0 foto dan teksnya")
        sent(page)
        expect(page.locator("#terkirim")).to_contain_text("folder Unduhan: kiriman-dago-")
        expect(page.locator("#alamat")).to_contain_text("Kirimkan ke Diskominfo.")
        expect(page.locator("#alamat a").first).to_have_attribute(
            "href", "https://wa.me/628112345678"
        )
        above = page.locator("#alamat-atas")
        expect(above).to_have_text(
            "Atau ke Kecamatan Coblong: WhatsApp 0811-2000-111 Surel camat@coblong.example"
        )
        expect(above.locator("a").first).to_have_attribute("href", "https://wa.me/628112000111")
        page.click("#unit-ganti")
        expect(above).to_be_hidden()


def test_what_was_pasted_is_shown_as_the_page_will_show_it(opened: OpenedForm) -> None:
    with opened() as page:
        fill(page, body=f"{BODY}\n\nNo\tKegiatan\tJumlah\n1\tSenam\t40\n2\tPosyandu\t84")
        shown = page.locator("#lihat .prose")
        expect(shown.locator("li")).to_have_text(["Lurah", "Babinsa"])
        expect(shown.locator("strong").first).to_have_text("Kerja Bakti RW 05")
        expect(shown.locator("tbody td").nth(1)).to_have_text("Senam")
        assert shown.locator("br").count() == 2


@pytest.mark.parametrize("width", [320, 412, 1280])
def test_nothing_is_wrong_for_assistive_technology_nor_wider_than_the_screen(
    opened: OpenedForm, width: int
) -> None:
    with opened(width=width) as page:
        choose(page)
        add(page, ("IMG_1.jpg", picture()))
        fill(page, **FILLED)
        page.fill("#i-body", "NIK 3273014501800001, hubungi 0812-3456-7890.")
        for group in page.locator("details").all():
            group.evaluate("each => { each.open = true; }")
        settled(page)
        page.click("#unduh")
        expect(page.locator("#periksa a").first).to_be_visible()
        page.emulate_media(
            color_scheme="dark" if width == 412 else "light", reduced_motion="reduce"
        )
        found = Axe().run(page)
        assert [each["id"] for each in found.response["violations"]] == []
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= width


def test_without_scripts_the_page_says_what_to_do(opened: OpenedForm) -> None:
    with opened(script=False) as page:
        expect(page.locator("noscript li").first).to_contain_text("Nyalakan JavaScript")
        expect(page.locator("noscript a")).to_have_text("WhatsApp 0811-2345-678")
        expect(page.locator("#tulis")).to_be_hidden()
