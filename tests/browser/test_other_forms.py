"""The forms besides that for reports: what they make is what somebody would write by hand."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FilePayload, Page, expect

from sitegen.engine.build import build
from sitegen.engine.options import Options
from tests.browser.serving import browser_path, serving
from tests.browser.test_office_form import (
    CITY,
    READY,
    OpenedForm,
    add,
    browser,
    choose,
    fill,
    host,
    opened,
    picture,
    sent,
    settled,
)
from tests.conftest import NOW, CityFolder, write_blocks
from tests.repository import Repository, repository
from tests.test_receive import own, receive

__all__ = ["browser", "host", "opened"]  # fixtures
pytestmark = pytest.mark.skipif(browser_path() is None, reason="no browser")
PASTED = (
    "Kunjungan posyandu 2026\n\nBulan\tJumlah balita\tCakupan (%)\n"
    "Januari\t1.204\t81,5\nFebruari\t1.251\t83,0\nMaret\t1.198\t80,2\n"
)
CSV = 'Bulan,Jumlah balita,Cakupan (%)\nJanuari,1.204,"81,5"\nFebruari,1.251,"83,0"\nMaret,1.198,"80,2"\n'
DESCRIBED = """\
judul: Balita ditimbang di posyandu
deskripsi: Dicatat kader setiap bulan di 13 posyandu.
sumber:
  nama: Posyandu Kelurahan Dago
frekuensi: bulanan
periode:
  awal: 2026-01
  akhir: 2026-03
kolom:
  - nama: Bulan
    judul: Bulan
  - nama: Jumlah balita
    judul: Jumlah balita
    satuan: anak
  - nama: Cakupan (%)
    judul: Cakupan (%)
    satuan: "%"
grafik:
  - jenis: garis
    x: Bulan
    y: Jumlah balita
    judul: Kunjungan terbanyak pada Februari
"""
ABOUT = {
    "title": "Balita ditimbang di posyandu",
    "description": "Dicatat kader setiap bulan di 13 posyandu.",
    "source_name": "Posyandu Kelurahan Dago",
    "period_start": "2026-01",
    "period_end": "2026-03",
}
STAYS = "# Syarat\n\n1. Fotokopi KTP\n2. Surat pengantar RT\n\nBuka Senin sampai Jumat."
HERE = "content/kelurahan/dago"
BASE = "alamat: Jalan Dago 1\n"


def wrote_table(page: Page) -> None:
    page.fill("#i-table", PASTED)
    fill(page, **ABOUT)
    page.locator("#bagian-lain summary").click()
    page.select_option("#i-frequency", "bulanan")
    settled(page)
    page.locator("#kolom-daftar input").nth(1).fill("anak")
    page.select_option("#i-chart_x", "Bulan")
    page.select_option("#i-chart_y", "Jumlah balita")
    fill(page, chart_title="Kunjungan terbanyak pada Februari")
    settled(page)


def with_profile(folder: Path, text: str) -> Repository:
    """A city whose kelurahan has this profile."""
    city = own(repository(folder))
    city.write(f"{HERE}/unit.yml", text)
    city.commit()
    return city


def document(pages: int = 1) -> bytes:
    made = pypdf.PdfWriter()
    for _ in range(pages):
        made.add_blank_page(width=300, height=400)
    body = io.BytesIO()
    made.write(body)
    return body.getvalue()


def files_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        return {name: found.read(name) for name in found.namelist()}


def same_site(tmp_path: Path, sent_files: dict[str, bytes], by_hand: dict[str, bytes]) -> list[str]:
    """Build a city with either, and return the files of its site."""
    made = []
    for name, files in (("form", sent_files), ("hand", by_hand)):
        city = CityFolder(tmp_path / name, tmp_path / f"{name}-site")
        write_blocks(city.root, CITY)
        for path, body in files.items():
            city.write(f"{HERE}/{path}", body)
        assert city.build().held_back == ()
        made.append(city.files())
    assert made[0] == made[1]
    return sorted(made[0])


def test_a_table_by_form_and_by_hand_gives_the_same_pages(
    opened: OpenedForm, tmp_path: Path
) -> None:
    with opened(query="tabel/") as page:
        choose(page)
        wrote_table(page)
        expect(page.locator("#lihat thead th")).to_have_text(
            ["Bulan", "Jumlah balita", "Cakupan (%)"]
        )
        expect(page.locator("#lihat svg circle")).to_have_count(3)
        data = sent(page)
    files = files_of(data)
    listed = json.loads(files.pop("kiriman.json"))
    stem = "data/balita-ditimbang-di-posyandu"
    assert listed["isi"] == [{"jenis": "data", "berkas": f"{stem}.csv", "foto": []}]
    assert {name: body.decode() for name, body in files.items()} == {
        f"{stem}.csv": CSV,
        f"{stem}.yml": DESCRIBED,
    }
    hand = {f"{stem}.csv": PASTED.partition("\n\n")[2].encode(), f"{stem}.yml": DESCRIBED.encode()}
    hand[f"{stem}.csv"] = CSV.encode()
    site = same_site(tmp_path, files, hand)
    assert "kelurahan/dago/data/balita-ditimbang-di-posyandu/index.html" in site
    city = own(repository(tmp_path / "kota"))
    assert receive(city.folder, data) == 0
    assert (city.folder / HERE / f"{stem}.csv").read_text() == CSV


def test_a_table_of_people_never_becomes_a_parcel(opened: OpenedForm) -> None:
    with opened(query="tabel/") as page:
        choose(page)
        fill(page, title="Penerima bantuan")
        page.fill("#i-table", "Nama\tAlamat\tNominal\nSiti Contoh\tRT 01 RW 03\t300.000\n")
        settled(page)
        expect(page.locator("#s-table")).to_contain_text("daftar nama orang")
        page.click("#unduh")
        expect(page.locator("#terkirim")).to_have_text("Betulkan dulu yang ditandai di atas.")


def test_a_file_of_cells_is_opened_and_a_workbook_is_told_how_to_paste(
    opened: OpenedForm,
) -> None:
    with opened(query="tabel/") as page:
        choose(page)
        book = FilePayload(name="a.xlsx", mimeType="application/zip", buffer=b"PK\x03\x04")
        page.set_input_files("#tabel-pilih", [book])
        expect(page.locator("#s-table")).to_contain_text("salin, lalu tempel di sini")
        rows = b"rw;jumlah\n01;12\n02;14\n"
        cells = FilePayload(name="a.csv", mimeType="text/csv", buffer=rows)
        page.set_input_files("#tabel-pilih", [cells])
        expect(page.locator("#kolom-daftar strong")).to_have_text(["rw", "jumlah"])
        page.reload()
        page.wait_for_selector(READY)
        expect(page.locator("#kolom-daftar strong")).to_have_text(["rw", "jumlah"])


def test_a_standing_page_by_form_and_by_hand_gives_the_same_page(
    opened: OpenedForm, tmp_path: Path
) -> None:
    with opened(query="halaman/") as page:
        choose(page)
        fill(page, title="Syarat surat keterangan", body=STAYS)
        page.locator("#bagian-lain summary").click()
        fill(page, order="2", summary="Apa yang dibawa ke kelurahan.")
        settled(page)
        expect(page.locator("#lihat li")).to_have_text(["Fotokopi KTP", "Surat pengantar RT"])
        day = page.evaluate("() => new Intl.DateTimeFormat('sv').format(new Date())")
        data = sent(page)
    files = files_of(data)
    listed = json.loads(files.pop("kiriman.json"))
    path = "halaman/syarat-surat-keterangan.md"
    assert listed["isi"] == [{"jenis": "halaman", "berkas": path, "foto": []}]
    hand = (
        "---\njudul: Syarat surat keterangan\nurutan: 2\nringkasan: Apa yang dibawa ke kelurahan.\n"
        f"diperbarui: {day}\n---\n\n{STAYS}\n"
    )
    assert files[path].decode() == hand
    assert "kelurahan/dago/halaman/syarat-surat-keterangan/index.html" in same_site(
        tmp_path, files, {path: hand.encode()}
    )
    city = own(repository(tmp_path / "kota"))
    assert receive(city.folder, data) == 0


def test_a_page_with_photos_by_form_and_by_hand_gives_the_same_page(
    opened: OpenedForm, tmp_path: Path
) -> None:
    with opened(query="halaman/") as page:
        choose(page)
        fill(page, title="Profil Kelurahan Dago", body=STAYS)
        add(page, ("IMG_1.jpg", picture()), ("IMG_2.jpg", picture(640, 480)))
        expect(page.locator("#foto-daftar > li")).to_have_count(2)
        page.click("#unduh")
        expect(page.locator("#periksa")).to_contain_text(
            "profil-kelurahan-dago.jpg belum punya teks"
        )
        page.locator("#foto-daftar textarea").nth(0).fill("Kantor [baru] dari Jalan Dago *timur*")
        page.locator("#foto-daftar textarea").nth(1).fill("Loket di lantai 1")
        page.locator("#foto-daftar summary").nth(1).click()
        page.locator("#foto-daftar input").nth(1).fill('Loket "satu pintu"')
        settled(page)
        expect(page.locator("#lihat .prose > :first-child canvas")).to_have_count(1)
        expect(page.locator("#lihat .prose > :last-child figcaption")).to_have_text(
            'Loket "satu pintu"'
        )
        page.reload()
        page.wait_for_selector(READY)
        expect(page.locator("#foto-daftar textarea").nth(1)).to_have_value("Loket di lantai 1")
        settled(page)
        day = page.evaluate("() => new Intl.DateTimeFormat('sv').format(new Date())")
        data = sent(page)
    files = files_of(data)
    (item,) = json.loads(files.pop("kiriman.json"))["isi"]
    stem = "halaman/profil-kelurahan-dago"
    photos = [f"{stem}.jpg", f"{stem}-2.jpg"]
    assert item == {"jenis": "halaman", "berkas": f"{stem}.md", "foto": photos}
    hand = (
        f"---\njudul: Profil Kelurahan Dago\ndiperbarui: {day}\n---\n\n"
        "![Kantor \\[baru\\] dari Jalan Dago \\*timur\\*](profil-kelurahan-dago.jpg)\n\n"
        f"{STAYS}\n\n"
        '![Loket di lantai 1](profil-kelurahan-dago-2.jpg "Loket \\"satu pintu\\"")\n'
    )
    assert files[f"{stem}.md"].decode() == hand
    by_hand = {f"{stem}.md": hand.encode(), **{name: files[name] for name in photos}}
    site = same_site(tmp_path, files, by_hand)
    built = (tmp_path / "form-site/kelurahan/dago" / stem / "index.html").read_text()
    assert 'alt="Kantor [baru] dari Jalan Dago *timur*"' in built
    assert "Loket &#34;satu pintu&#34;</figcaption>" in built
    assert f"kelurahan/dago/{stem}/index.html" in site
    city = own(repository(tmp_path / "kota"))
    assert receive(city.folder, data) == 0
    assert (city.folder / HERE / f"{stem}.md").read_text() == hand
    assert (city.folder / HERE / photos[1]).read_bytes() == files[photos[1]]


def test_documents_become_a_page_that_lists_them(opened: OpenedForm, tmp_path: Path) -> None:
    with opened(query="dokumen/") as page:
        choose(page)
        fill(page, title="Rencana kerja", body="Rencana kerja kelurahan setiap tahun.")
        given = [
            FilePayload(name="renja final.pdf", mimeType="application/pdf", buffer=document()),
            FilePayload(name="foto.pdf", mimeType="application/pdf", buffer=b"no document"),
        ]
        page.set_input_files("#dokumen-pilih", given)
        expect(page.locator("#dokumen-pesan")).to_contain_text("foto.pdf")
        expect(page.locator("#dokumen-daftar > li")).to_have_count(1)
        page.click("#unduh")
        expect(page.locator("#periksa")).to_contain_text("Tulis judul dokumennya.")
        page.locator("#dokumen-daftar input[type=text]").fill("Rencana kerja 2026")
        page.locator("#dokumen-daftar input[type=date]").fill("2026-01-15")
        settled(page)
        page.reload()
        page.wait_for_selector(READY)
        expect(page.locator("#dokumen-daftar input[type=text]")).to_have_value("Rencana kerja 2026")
        settled(page)
        data = sent(page)
    files = files_of(data)
    listed = json.loads(files.pop("kiriman.json"))
    assert listed["isi"] == [
        {
            "jenis": "pdf",
            "berkas": "halaman/rencana-kerja.md",
            "foto": ["halaman/rencana-kerja-2026.pdf"],
        }
    ]
    text = files["halaman/rencana-kerja.md"].decode()
    assert text.endswith(
        "Rencana kerja kelurahan setiap tahun.\n\n"
        "- [Rencana kerja 2026](rencana-kerja-2026.pdf), 15 Januari 2026\n"
    )
    site = same_site(tmp_path, files, dict(files))
    assert any(path.endswith(".pdf") for path in site)
    city = own(repository(tmp_path / "kota"))
    assert receive(city.folder, data) == 0


@pytest.mark.parametrize("form", ["tabel/", "halaman/", "dokumen/", "profil/"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_wrong_for_assistive_technology_nor_wider_than_the_screen(
    opened: OpenedForm, form: str, width: int
) -> None:
    with opened(query=form, width=width) as page:
        choose(page)
        if form == "tabel/":
            wrote_table(page)
        elif form == "profil/":
            page.click("#layanan-tambah")
            fill(page, about="NIK 3273014501800001")
            page.dispatch_event("#i-about", "change")
            page.wait_for_selector("#tulis[data-turn]")
        else:
            fill(page, title="Syarat", body=f"{STAYS}\n\nNIK 3273014501800001")
            settled(page)
        page.click("#unduh")
        page.emulate_media(
            color_scheme="dark" if width == 320 else "light", reduced_motion="reduce"
        )
        found = Axe().run(page)
        assert [each["id"] for each in found.response["violations"]] == []
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= width


def test_each_form_has_a_draft_of_its_own_and_opens_without_a_connection(
    opened: OpenedForm, host: str
) -> None:
    with opened() as page:
        expect(page.locator("#tulis")).to_have_attribute("data-offline", "ya")
        choose(page)
        fill(page, title="Kerja bakti", body=STAYS)
        settled(page)
        page.goto(f"{host}/tulis/tabel/")
        page.wait_for_selector(READY)
        expect(page.locator("#unit-nama")).to_have_text("Kelurahan Dago")
        expect(page.locator("#i-title")).to_have_value("")
        expect(page.locator("#tulis")).to_have_attribute("data-offline", "ya")
        wrote_table(page)
        page.context.set_offline(True)
        page.reload()
        page.wait_for_selector(READY)
        expect(page.locator("#i-title")).to_have_value(ABOUT["title"])
        expect(page.locator("#lihat svg circle")).to_have_count(3)
        page.goto(f"{host}/tulis/")
        page.wait_for_selector(READY)
        expect(page.locator("#i-title")).to_have_value("Kerja bakti")
        settled(page)
        assert files_of(sent(page))


def test_starting_anew_leaves_the_drafts_of_other_forms(opened: OpenedForm, host: str) -> None:
    with opened(query="dokumen/") as page:
        choose(page)
        given = FilePayload(name="renja.pdf", mimeType="application/pdf", buffer=document())
        page.set_input_files("#dokumen-pilih", [given])
        expect(page.locator("#dokumen-daftar > li")).to_have_count(1)
        settled(page)
        page.goto(f"{host}/tulis/")
        page.wait_for_selector(READY)
        fill(page, title="Kerja bakti")
        settled(page)
        page.on("dialog", lambda dialog: dialog.accept())
        page.click("#baru")
        expect(page.locator("#i-title")).to_have_value("")
        page.goto(f"{host}/tulis/dokumen/")
        page.wait_for_selector(READY)
        expect(page.locator("#dokumen-daftar > li")).to_have_count(1)


def test_a_profile_is_what_is_published_with_what_was_changed(
    opened: OpenedForm, tmp_path: Path
) -> None:
    with opened(query="profil/?unit=kelurahan/dago") as page:
        expect(page.locator("#i-address")).to_have_value("Jalan Dago 1")
        fill(page, hours="Senin-Kamis 08.00-15.00", phone="(022) 555-0104", head_title="Lurah")
        page.click("#layanan-tambah")
        page.fill("#layanan-0-requirements", "Fotokopi KTP\nPengantar RT")
        page.click("#unduh")
        expect(page.locator("#periksa")).to_contain_text("Nama layanan belum ada")
        page.fill("#layanan-0-name", "Surat domisili")
        page.fill("#layanan-0-steps", "Ambil nomor\nSerahkan berkas")
        page.dispatch_event("#layanan-0-name", "change")
        page.wait_for_selector("#tulis[data-turn]")
        data = sent(page)
    files = files_of(data)
    listed = json.loads(files.pop("kiriman.json"))
    assert [(each["jenis"], each["berkas"]) for each in listed["isi"]] == [("profil", "unit.yml")]
    hand = (
        "alamat: Jalan Dago 1\njam_layanan: Senin-Kamis 08.00-15.00\nkepala:\n  jabatan: Lurah\n"
        'telepon: "(022) 555-0104"\nlayanan:\n  - nama: Surat domisili\n'
        "    syarat: Fotokopi KTP; Pengantar RT\n    langkah:\n      - Ambil nomor\n      - Serahkan berkas\n"
    )
    assert files["unit.yml"].decode() == hand
    same_site(tmp_path, files, {"unit.yml": hand.encode()})


def test_a_profile_is_sent_once_something_is_changed(opened: OpenedForm) -> None:
    with opened(query="profil/") as page:
        expect(page.locator("#unduh")).to_be_hidden()
        choose(page)
        expect(page.locator("#i-address")).to_have_value("Jalan Dago 1")
        expect(page.locator("#siap")).to_contain_text("Belum ada yang diubah")
        expect(page.locator("#unduh")).to_be_hidden()
        expect(page.locator("#draf")).to_have_text("")
        fill(page, hours="Senin-Kamis 08.00-15.00")
        expect(page.locator("#unduh")).to_be_visible()
        expect(page.locator("#siap")).to_contain_text("Yang diubah: Jam layanan.")
        expect(page.locator("#draf")).to_contain_text("tersimpan")
        fill(page, hours="")
        expect(page.locator("#unduh")).to_be_hidden()
        page.click("#layanan-tambah")
        page.fill("#layanan-0-name", "Surat domisili")
        expect(page.locator("#unduh")).to_be_visible()
        page.click("#layanan-daftar button")
        expect(page.locator("#siap")).to_contain_text("Belum ada yang diubah")
        page.reload()
        page.wait_for_selector(READY)
        expect(page.locator("#i-address")).to_have_value("Jalan Dago 1")
        expect(page.locator("#keadaan")).to_be_hidden()


def test_a_profile_that_was_sent_and_published_is_begun_with_anew(
    browser: Browser, host: str
) -> None:
    told: dict[str, Any] = {"dasar": "1", "isi": {"alamat": "Jalan Dago 1"}}
    # What a service worker fetches cannot be answered here.
    context = browser.new_context(locale="id-ID", service_workers="block")
    page = context.new_page()
    page.route("**/profil.json", lambda route: route.fulfill(json=told))
    page.goto(f"{host}/tulis/profil/")
    page.wait_for_selector(READY)
    choose(page)
    expect(page.locator("#i-address")).to_have_value("Jalan Dago 1")
    fill(page, hours="Senin-Kamis 08.00-15.00")
    expect(page.locator("#draf")).to_contain_text("tersimpan")
    told |= {"dasar": "2", "isi": {"alamat": "Jalan Dago 1", "jam_layanan": "Jumat"}}
    page.reload()
    page.wait_for_selector(READY)
    expect(page.locator("#profil-kata")).to_contain_text("diubah orang lain")
    expect(page.locator("#i-hours")).to_have_value("Senin-Kamis 08.00-15.00")
    told["isi"] = {"alamat": "Jalan Dago 1", "jam_layanan": "Senin-Kamis 08.00-15.00"}
    page.reload()
    page.wait_for_selector(READY)
    expect(page.locator("#profil-kata")).to_contain_text("Ini yang terbit sekarang")
    expect(page.locator("#siap")).to_contain_text("Belum ada yang diubah")
    context.close()


OWNED = """\
# disusun sekretaris
alamat: Jalan Dago 1
catatan: jangan dihapus
jumlah_rt: 1.250
gedung: sewa  # sampai 2027
layanan:
  - nama: Surat domisili
    syarat: [Fotokopi KTP, Pengantar RT]  # tanpa meterai
"""


def test_own_keys_and_remarks_of_a_profile_outlast_the_form(
    browser: Browser, tmp_path: Path
) -> None:
    city = with_profile(tmp_path / "kota", OWNED)
    keys = CITY.partition("-- site.yml --\n")[2].partition("-- data/units.csv")[0]
    city.write("site.yml", keys)
    city.commit()
    build(Options(root=city.folder, output=tmp_path / "situs", clock=NOW, jobs=1))
    with serving(tmp_path / "situs") as address:
        page = browser.new_page(locale="id-ID")
        page.goto(f"{address}/tulis/profil/?unit=kelurahan/dago")
        page.wait_for_selector(READY)
        expect(page.locator('[name="own:jumlah_rt"]')).to_have_value("1250")
        expect(page.locator('[name="own:gedung"]')).to_have_value("Sewa")
        page.fill('[name="own:jumlah_rt"]', "banyak")
        page.locator("[name='own:jumlah_rt']").dispatch_event("change")
        expect(page.locator('[id="s-own:jumlah_rt"]')).to_contain_text("banyak")
        page.fill('[name="own:jumlah_rt"]', "34")
        page.select_option('[name="own:gedung"]', "Milik sendiri")
        expect(page.locator("#lihat .facts")).to_contain_text("Milik sendiri")
        page.locator("#layanan-daftar summary").click()
        page.fill("#layanan-0-fee", "Gratis")
        expect(page.locator("#siap")).to_contain_text(
            "Yang diubah: Jumlah RT; Gedung; Surat domisili."
        )
        page.dispatch_event("#layanan-0-fee", "change")
        page.wait_for_selector("#tulis[data-turn]")
        data = sent(page)
        page.close()
    assert receive(city.folder, data) == 0
    assert (city.folder / HERE / "unit.yml").read_text() == (
        OWNED.replace("1.250", "34").replace("gedung: sewa", "gedung: Milik sendiri")
        + "    biaya: Gratis\n"
    )


def test_nobody_overwrites_what_another_one_changed_in_a_profile(
    opened: OpenedForm, tmp_path: Path
) -> None:
    with opened(query="profil/?unit=kelurahan/dago") as page:
        expect(page.locator("#i-address")).to_have_value("Jalan Dago 1")
        fill(page, hours="Senin-Kamis 08.00-15.00")
        page.dispatch_event("#i-hours", "change")
        page.wait_for_selector("#tulis[data-turn]")
        data = sent(page)
    first = with_profile(tmp_path / "first", BASE)
    assert receive(first.folder, data) == 0
    assert "jam_layanan" in (first.folder / HERE / "unit.yml").read_text()
    assert receive(first.folder, data) == 0, "known"
    changed = f"{BASE}telepon: (022) 555-0104\n"
    other = with_profile(tmp_path / "other", changed)
    assert receive(other.folder, data) == 1
    assert (other.folder / HERE / "unit.yml").read_text() == changed
