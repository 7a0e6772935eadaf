"""Editors at a host of git: photos lie where the build finds them, and files that are there lose nothing."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from playwright.sync_api import sync_playwright

from sitegen.cli.main import run
from sitegen.editors.programs import PROGRAMS, EditorName
from sitegen.keys.frontmatter import split
from sitegen.keys.yamltext import Mapping, Node, Scalar, Sequence, parse_yaml
from sitegen.model import Problem
from sitegen.urls import SLUG_BYTES
from tests.browser.git_host import NAME, TOKEN, Office, hosting
from tests.browser.serving import browser_path, serving
from tests.browser.test_editors import BY_HAND, FILE, PLACE, SUMMARY, TEXT, TITLE
from tests.conftest import CityFolder
from tests.repository import DAGO, make, repository
from tests.test_editors import EDITORS, needs_editors, package

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    needs_editors,
    pytest.mark.skipif(browser_path() is None, reason="no browser"),
]
HERE = "content/kelurahan/dago/"
SHOWN = "Meja timbang: antrean 'panjang'"
KEPT = {
    "laporan/2026/2026-10-01-lama.md": """\
---
# Ditulis petugas
judul: "Kerja bakti: 'RW 05'"
tanggal: 2026-10-01
tanggal_kegiatan: "2026-09-30"
jenis: layanan
topik:
- kesehatan
- keluarga
kode_wilayah: 32.73
waktu: 08:00
peserta:
  laki_laki: 10
  jumlah: 84
anggaran: 1500000
kode_rekening: 5.10
hasil: >-
  Kalimat panjang sekali yang dilipat di dalam berkas supaya orang
  dapat membacanya dengan mudah, juga setelah disimpan.
kontak: 0899123456
penting: ya
rujukan:
- nama: Perda 1/2020
  tautan: https://contoh.example
catatan_lain: 007
foto:
- berkas: lama.jpg
  alt: Foto lama
---

Isi lama *dengan* tanda.

* satu

| A | B |
|:--|--:|
| 1 | 2 |

    kode

Akhir.\x20\x20
baris baru
""",
    "halaman/sejarah.md": "---\njudul: Sejarah\nurutan: 2\ndiperbarui: 2026-01-05\n---\n\nIsi.\n",
    "data/warga.yml": """\
judul: Warga
frekuensi: tahunan
periode:
  awal: 2025
  akhir: 2025-12
kunci:
- rw
kode_standar: 0012
kolom:
- nama: jumlah
  satuan: jiwa
  kumulatif: tidak
versi:
- tanggal: 2026-01-01
  catatan: Versi pertama.
  nomor: 1.0
""",
    "unit.yml": """\
tentang: Melayani warga.
telepon: 0222500000
jam_layanan: 08.00
media_sosial:
  instagram: contoh.kelurahan.dago
ppid:
  pejabat: Sekretaris
warna: "#00aa55"
layanan:
- nama: Surat usaha
  syarat:
  - KTP
  - 010
  biaya: 0
""",
}
# Where each of them is opened, and the key that is changed there.
OPENED = {
    "laporan/2026/2026-10-01-lama.md": ("laporan/entries/2026/2026-10-01-lama", "judul"),
    "halaman/sejarah.md": ("halaman/entries/sejarah", "judul"),
    "data/warga.yml": ("data/entries/warga", "judul"),
    "unit.yml": ("profil/entries/unit", "tentang"),
}


def photo(colour: str = "teal") -> bytes:
    body = io.BytesIO()
    Image.new("RGB", (640, 400), colour).save(body, "JPEG")
    return body.getvalue()


@dataclass(frozen=True)
class AtWork:
    """An editor that somebody has signed in to, and the repository that it saves to."""

    page: Page
    office: Office
    editor: str
    address: str

    def open(self, place: str) -> None:
        self.page.goto(f"{self.address}/admin/#/collections/{place}")
        if self.editor == "decap":  # else it mixes the form before with this one
            self.page.reload()

    def field(self, key: str) -> Any:
        if self.editor == "decap":
            return self.page.locator(f"[id^={key}-field]").first
        name = {"alt": "Yang terlihat di foto"}.get(key, key.capitalize())
        if key == "tanggal":
            return self.page.locator("input[type=date]").first
        return self.page.get_by_role("textbox", name=name, exact=True).first

    def add_photo(self, name: str, data: bytes) -> None:
        page = self.page
        given: Any = {"name": name, "mimeType": "image/jpeg", "buffer": data}
        page.get_by_role("button", name=re.compile("Add .?foto.?$", re.IGNORECASE)).click()
        if self.editor == "decap":
            page.get_by_role("button", name="Choose an image").first.click()
            page.get_by_text("Upload").first.wait_for()
            page.locator("input[type=file]").first.set_input_files(given)
            page.get_by_role("button", name="Choose selected").click()
        else:
            page.get_by_role("button", name="Browse").first.click()
            with page.expect_file_chooser() as chooser:
                page.get_by_role("button", name="Upload").first.click()
            chooser.value.set_files(given)
            page.get_by_role("button", name="Insert").click()

    def save(self) -> None:
        """Save, and wait until there is a commit of it; a click into a form that is drawn anew is lost."""
        before = self.office.git("rev-parse", "HEAD")
        for turn in range(60):
            if turn % 8 == 0:
                self._press()
            self.page.wait_for_timeout(500)
            with self.office.lock:
                if self.office.git("rev-parse", "HEAD") != before:
                    return
        raise AssertionError("nothing was saved")

    def _press(self) -> None:
        if self.editor == "decap":
            menu = self.page.get_by_role("button", name="Publish", exact=True).first
            if menu.is_visible():
                menu.click()
                self.page.get_by_role("menuitem", name="Publish now").click()
            return
        button = self.page.get_by_role("button", name="Save", exact=True)
        if button.is_visible():
            button.click()


Opening = Callable[[EditorName], AtWork]


@pytest.fixture
def at_work(tmp_path: Path) -> Iterator[Opening]:
    """Open an editor in a browser, with the content of the city in the repository of the unit."""
    city = repository(tmp_path / "kota").folder
    for path, text in KEPT.items():
        (city / HERE / path).parent.mkdir(parents=True, exist_ok=True)
        (city / HERE / path).write_text(text, encoding="utf-8")
    (city / HERE / "data/warga.csv").write_text("rw,jumlah\n01,10\n", encoding="utf-8")
    (city / HERE / "laporan/2026/lama.jpg").write_bytes(photo("red"))
    unit = make(tmp_path / "dago")
    served = tmp_path / "served"
    with (
        hosting(unit.folder) as (host, office),
        serving(served) as address,
        sync_playwright() as tool,
    ):
        browser = tool.chromium.launch(executable_path=browser_path() or None)

        def opening(editor: EditorName) -> AtWork:
            app = ["--app", "0f"] if editor == "decap" else []
            where = ["--host", "forgejo", "--server", host, "--repo", NAME, *app]
            folder = str(unit.folder)
            assert run(["new", "editor", editor, "dago", folder, "--root", str(city), *where]) == 0
            unit.commit(1)
            shutil.copytree(unit.folder / "admin", served / "admin")
            shutil.copy(package(editor) / PROGRAMS[editor].path, served / "admin")
            for font in PROGRAMS[editor].fonts:
                source = EDITORS / f"{font.package}@{font.version}" / font.path
                shutil.copy(source, served / "admin")
            page = browser.new_page(viewport={"width": 1000, "height": 1400}, locale="id-ID")
            page.set_default_timeout(60_000)
            page.goto(f"{address}/admin/")
            if editor == "decap":
                page.get_by_role("button", name="Login with Forgejo").click()
                page.get_by_role("link", name="Laporan", exact=True).first.wait_for()
            else:
                page.get_by_role("button", name="Sign In Using Access Token").click()
                page.get_by_role("textbox").fill(TOKEN)
                page.get_by_role("button", name="Sign In", exact=True).click()
                page.wait_for_url("**/#/collections*")
            return AtWork(page, office, editor, address)

        yield opening
        browser.close()


def site(folder: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    """The pages of a small city with these files instead of its report."""
    repository(folder)
    (folder / DAGO).unlink()
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    city = CityFolder(folder, folder / "build")
    city.build()
    return {
        path.relative_to(city.output).as_posix(): path.read_bytes()
        for path in city.output.rglob("*")
        if path.is_file() and path.suffix in {".html", ".webp", ".jpg"}
    }


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> dict[str, bytes]:
    assert before.keys() <= after.keys()
    return {path: data for path, data in after.items() if before.get(path) != data}


@pytest.mark.parametrize(
    ("editor", "name"), [("sveltia", "antrean-pagi.webp"), ("decap", "antrean-pagi.jpg")]
)
def test_a_report_with_a_photo_makes_the_pages_of_one_by_hand(
    at_work: Opening, editor: EditorName, name: str, tmp_path: Path
) -> None:
    work = at_work(editor)
    before = work.office.files()
    work.open("laporan/new")
    work.field("judul").fill(TITLE)
    work.field("tanggal").fill("2026-11-03")
    work.field("ringkasan").fill(SUMMARY)
    work.field("lokasi").fill(PLACE)
    if editor == "decap":
        work.page.locator("[contenteditable=true]").first.fill(TEXT)
    else:
        work.field("isi").fill(TEXT)
    work.add_photo("Antrean Pagi.JPG", photo())
    work.field("alt").fill(SHOWN)
    work.save()
    saved = changed(before, work.office.files())
    beside = f"{FILE.rpartition('/')[0]}/{name}"
    assert saved.keys() == {FILE, beside}
    photos = f'foto:\n- berkas: {name}\n  alt: "{SHOWN}"\n---\n\n'
    by_hand = BY_HAND.replace("---\n\n", photos, 1).encode()
    made = site(tmp_path / "editor", saved)
    assert made == site(tmp_path / "tangan", {FILE: by_hand, beside: saved[beside]})
    assert any(SHOWN.replace("'", "&#39;").encode() in page for page in made.values())


def test_another_photo_of_the_same_name_is_not_replaced(at_work: Opening) -> None:
    work = at_work("sveltia")
    before = work.office.files()
    work.open("laporan/new")
    work.field("judul").fill("Lama lagi")
    work.field("tanggal").fill("2026-10-02")
    work.add_photo("lama.jpg", photo("blue"))
    work.field("alt").fill(SHOWN)
    work.save()
    saved = changed(before, work.office.files())
    added = [path for path in saved if not path.endswith(".md")]
    assert len(saved) == 2
    assert not set(added) & set(before)


@pytest.mark.parametrize("editor", PROGRAMS)
def test_a_file_that_is_there_loses_nothing_but_the_value_that_is_changed(
    at_work: Opening, editor: EditorName
) -> None:
    work = at_work(editor)
    for path, (place, key) in OPENED.items():
        before = work.office.files()
        work.open(place)
        work.field(key).wait_for()
        work.page.wait_for_timeout(1000)
        work.field(key).fill("Diubah: baru")
        work.save()
        saved = changed(before, work.office.files())
        assert saved.keys() == {HERE + path}
        keys, text = said(path, before[HERE + path])
        assert said(path, saved[HERE + path]) == (keys | {key: "Diubah: baru"}, text)


def said(path: str, data: bytes) -> tuple[dict[str, Any], str]:
    """What a file says to the build: its keys, and its text."""
    text = data.decode("utf-8")
    if not path.endswith(".md"):
        node = parse_yaml(text)
        assert isinstance(node, Mapping)
        return plain(node), ""
    document = split(text, path)
    assert not isinstance(document, Problem)
    return plain(document.mapping), text.split("---\n", 2)[2].strip("\n")


def plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(each) for each in node.items]
    return {key.text: plain(value) for key, value in node.entries}


@pytest.mark.parametrize("editor", PROGRAMS)
def test_a_long_title_makes_no_longer_name_than_by_hand(
    at_work: Opening, editor: EditorName
) -> None:
    work = at_work(editor)
    before = work.office.files()
    work.open("laporan/new")
    work.field("judul").fill("Penimbangan balita é di RW 05 " * 12)
    work.field("tanggal").fill("2026-11-03")
    work.save()
    (path,) = changed(before, work.office.files())
    slug = Path(path).stem.removeprefix("2026-11-03-")
    assert 60 < len(slug) <= SLUG_BYTES
    assert re.fullmatch(r"penimbangan-balita-e-di-rw-05(-[a-z0-9]+)+", slug)
