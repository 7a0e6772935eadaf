"""`python -m bench.form_phone`: what a form for offices costs somebody who has never seen it, on a phone.

Chromium opens each form of a built site as a phone of 412 pixels with touch, a processor four times as
slow and an empty cache, and goes from the link to the file that is sent. Counted are taps, letters, words
on the screens, bytes sent to the phone and bytes in the file; the seconds are a model of a person and of
a line, not a measured time, so that every machine gives the same.
"""

from __future__ import annotations

import argparse
import gzip
import io
import mimetypes
import sys
import tempfile
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

# A person: a tap with the look for where, letters of a phone's keyboard, words read and understood.
TAP, LETTERS_A_SECOND, WORDS_A_MINUTE = 1.1, 2.5, 200
# A slow line of the third generation: for each file that a page waits for, and for each byte.
LATENCY, BYTES_A_SECOND = 0.4, 400_000 / 8
# Answers that stand behind one another: the page, its script, and the list of units.
TURNS, CPU_RATE = 3, 4
# The gallery of the phone: open it, mark so many, take them over.
GALLERY = 2

PASTED = (
    "*Penimbangan balita RW 04*\nHari/Tgl : Selasa, 3 November 2026\nTempat : Balai RW 04\n\n"
    "Sebanyak 84 balita ditimbang dan diukur tingginya. Enam di antaranya dirujuk ke puskesmas untuk "
    "diperiksa lagi.\n\nHadir:\n• Lurah\n• Bidan desa\n• Kader posyandu\n\n#kelurahandago 🙏"
)
ROWS = (
    "REKAP PENIMBANGAN BALITA\n\nBulan\tDitimbang\tDirujuk\nJanuari\t84\t6\nFebruari\t91\t4\n"
    "Maret\t88\t5\nApril\t93\t3\n"
)
STAYS = (
    "Lapangan Dago dipakai bersama oleh warga.\n\n1. Pesan ke kantor kelurahan tiga hari sebelumnya.\n"
    "2. Pakai paling lama dua jam.\n3. Bawa pulang sampahnya."
)
WORDS = """() => {
  const found = new Set();
  for (const each of document.querySelectorAll("main :is(h1,h2,h3,p,label,legend,li,summary,button,a,option)")) {
    if (each.closest(".sheet, footer, select") || !each.checkVisibility()) continue;
    const text = [...each.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join(" ").trim().replace(/\\s+/g, " ");
    if (text) found.add(text);
  }
  return [...found];
}"""
LOADED = (
    "() => [location.href, ...performance.getEntriesByType('resource').map(({ name }) => name)]"
)
SHARE = """
window.given = null;
navigator.canShare = () => true;
navigator.share = async ({ files }) => {
  const bytes = new Uint8Array(await files[0].arrayBuffer());
  let text = ""; for (const each of bytes) text += String.fromCharCode(each);
  window.given = btoa(text);
};
"""


@dataclass
class Host:
    """A server that compresses what it sends, and what it has sent since it was asked last."""

    address: str
    sent: dict[str, int] = field(default_factory=dict)


@contextmanager
def hosting(site: Path) -> Iterator[Host]:
    """Serve a built site as hosts do: text compressed."""

    @cache
    def body(path: str) -> bytes | None:
        file = site / path[1:]
        file = file / "index.html" if path.endswith("/") else file
        return gzip.compress(file.read_bytes(), mtime=0) if file.is_file() else None

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(self.path.partition("?")[0])
            found = body(path)
            sent = found or gzip.compress(b"")
            host.sent[path] = len(sent)
            self.send_response(200 if found is not None else 404)
            name = "x.html" if path.endswith("/") else path
            self.send_header("Content-Type", mimetypes.guess_type(name)[0] or "text/plain")
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_: object) -> None:
            pass

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host = Host(f"http://127.0.0.1:{made.server_address[1]}")
    Thread(target=made.serve_forever, daemon=True).start()
    try:
        yield host
    finally:
        made.shutdown()
        made.server_close()


def photos(folder: Path) -> list[Path]:
    """Return three photos as phones have them: one of 12 MB, one that lies on its side, one small."""
    from PIL import Image

    found = []
    for at, (width, height, turned, size) in enumerate(
        ((4000, 3000, 1, 12_000_000), (3264, 2448, 6, 0), (1600, 1200, 1, 0))
    ):
        image = Image.effect_noise((width // 10, height // 10), 70).resize((width, height))
        about = Image.Exif()
        about[0x0112] = turned
        body = io.BytesIO()
        image.convert("RGB").save(body, "JPEG", quality=92, exif=about)
        data = body.getvalue()
        path = folder / f"IMG_2026110{at}.jpg"
        path.write_bytes(data + bytes(max(0, size - len(data))))
        found.append(path)
    return found


class Person:
    """Somebody with a phone: each thing done is counted, and every word that comes up is read once."""

    def __init__(self, page: Any, shots: Path | None) -> None:
        self.page = page
        self.shots = shots
        self.taps = 0
        self.letters = 0
        self.read: dict[str, None] = {}
        self.steps = 0

    def look(self, name: str) -> None:
        """Read what is on the screens, and keep a picture of them."""
        self.read |= dict.fromkeys(self.page.evaluate(WORDS))
        if self.shots:
            self.steps += 1
            self.page.screenshot(path=self.shots / f"{self.steps:02}-{name}.png", full_page=True)

    def tap(self, selector: str) -> None:
        """Look for it and tap it."""
        self.taps += 1
        self.page.locator(selector).first.tap()

    def type(self, selector: str, text: str) -> None:
        """Tap into a box and type."""
        self.tap(selector)
        self.letters += len(text)
        self.page.locator(selector).first.fill(text)

    def paste(self, selector: str, text: str) -> None:
        """Press long, choose to paste."""
        self.tap(selector)
        self.taps += 2
        self.page.locator(selector).first.fill(text)

    def day(self, selector: str, text: str) -> None:
        """Open the calendar, choose a day, take it over."""
        self.taps += 3
        self.page.fill(selector, text)

    def pick(self, selector: str, files: list[Path]) -> None:
        """Open the gallery, mark files, take them over."""
        self.taps += 1 + GALLERY + len(files)
        self.page.set_input_files(selector, files)

    def unit(self) -> None:
        """Find the office by its name."""
        self.type("#unit-cari", "dago")
        self.look("kantor")
        self.tap("#unit-daftar button")

    def settled(self) -> None:
        """Wait until what was typed has been looked through."""
        self.page.evaluate("document.querySelector('#tulis').dispatchEvent(new Event('change'))")
        self.page.wait_for_selector("#tulis[data-turn]")

    def send(self) -> bytes:
        """Tap to send, choose the group, send there; returns the file."""
        self.settled()
        self.look("periksa")
        self.tap("#bagikan")
        self.taps += 2  # the group in WhatsApp, and its arrow
        self.page.wait_for_function("() => window.given")
        self.look("terkirim")
        return b64decode(self.page.evaluate("window.given"))

    @property
    def words(self) -> int:
        """Words that were read."""
        return sum(len(text.split()) for text in self.read)


def report(person: Person, folder: Path) -> None:
    """Three photos with their texts, a pasted message, place, day, result."""
    person.unit()
    person.pick("#foto-pilih", photos(folder))
    person.page.wait_for_selector("#foto-daftar > li:nth-child(3) textarea")
    person.look("foto")
    for at, text in enumerate(
        ("Meja timbang balita di balai RW", "Kader mengukur tinggi", "Ibu-ibu menunggu giliran")
    ):
        person.type(f"#foto-daftar > li:nth-child({at + 1}) textarea", text)
    person.type("#i-title", "Balita RW 04 ditimbang")
    person.paste("#i-body", PASTED)
    person.type("#i-place", "Balai RW 04")
    person.day("#i-event_date", "2026-11-03")
    person.type("#i-result", "84 balita ditimbang, 6 dirujuk")


def table(person: Person, folder: Path) -> None:
    """Rows out of a workbook, and what they are."""
    del folder
    person.unit()
    person.paste("#i-table", ROWS)
    person.page.wait_for_selector("#kolom-daftar > li")
    person.look("kolom")
    person.type("#i-title", "Penimbangan balita 2026")
    person.type("#i-description", "Dicatat kader posyandu setiap bulan.")
    person.type("#i-source_name", "Posyandu Kelurahan Dago")
    person.type("#i-period_start", "2026-01")
    person.type("#i-period_end", "2026-04")


def page(person: Person, folder: Path) -> None:
    """A page of rules, pasted."""
    del folder
    person.unit()
    person.type("#i-title", "Pemakaian lapangan Dago")
    person.paste("#i-body", STAYS)


def documents(person: Person, folder: Path) -> None:
    """Two PDF files with their titles."""
    files = [folder / "SK 2026.pdf", folder / "RKT scan.pdf"]
    for each in files:
        each.write_bytes(b"%PDF-1.4\n" + bytes(200_000))
    person.unit()
    person.type("#i-title", "Rencana kerja")
    person.type("#i-body", "Rencana kerja kelurahan untuk warga.")
    person.pick("#dokumen-pilih", files)
    person.page.wait_for_selector("#dokumen-daftar > li:nth-child(2)")
    person.look("dokumen")
    for at, text in enumerate(("Rencana kerja 2026", "Rencana kerja 2027")):
        person.type(f"#dokumen-daftar > li:nth-child({at + 1}) input[type=text]", text)


def profile(person: Person, folder: Path) -> None:
    """Other opening hours, and one more service."""
    del folder
    person.unit()
    person.page.wait_for_selector("#profil-isi:not([hidden])")
    person.look("profil")
    person.type("#i-hours", "Senin sampai Jumat 08.00-15.00")
    person.tap("#layanan-tambah")
    new = "#layanan-daftar > li:last-child"
    person.look("layanan")
    person.type(f"{new} [data-part=nama], {new} input", "Surat keterangan usaha")


FORMS: dict[str, tuple[str, Callable[[Person, Path], None]]] = {
    "laporan": ("/tulis/", report),
    "tabel": ("/tulis/tabel/", table),
    "halaman": ("/tulis/halaman/", page),
    "dokumen": ("/tulis/dokumen/", documents),
    "profil": ("/tulis/profil/", profile),
}


@dataclass(frozen=True)
class Cost:
    """What one form costs: counts, and bytes of the line."""

    person: Person
    opened: int
    loaded: int
    sent: bytes

    def told(self, name: str) -> str:
        """Return one line about it."""
        acting = self.person.taps * TAP + self.person.letters / LETTERS_A_SECOND
        reading = self.person.words / WORDS_A_MINUTE * 60
        line = TURNS * LATENCY + (self.opened + len(self.sent)) / BYTES_A_SECOND
        return (
            f"{name}: {self.person.taps} taps, {self.person.letters} letters, {self.person.words} words; "
            f"{self.opened / 1000:.1f} KB until it opens, {self.loaded / 1000:.1f} KB in all, "
            f"{len(self.sent) / 1000:.1f} KB sent; {acting:.0f} s to act + {reading:.0f} s to read + "
            f"{line:.0f} s of the line = {acting + reading + line:.0f} s\n"
        )


def once(context: Any, host: Host, name: str, shots: Path | None) -> Cost:
    """Fill in one form in a new window and send it."""
    address, fill = FORMS[name]
    context.add_init_script(SHARE)
    window = context.new_page()
    window.set_default_timeout(120_000)
    context.new_cdp_session(window).send("Emulation.setCPUThrottlingRate", {"rate": CPU_RATE})
    faults: list[object] = []
    window.on("pageerror", lambda fault: faults.append(fault))  # noqa: PLW0108 - playwright needs a function
    host.sent.clear()
    window.goto(host.address + address)
    window.wait_for_selector("#tulis:not([hidden])")
    needed = {unquote(urlsplit(each).path) for each in window.evaluate(LOADED)}
    if shots:
        shots.mkdir(parents=True, exist_ok=True)
    person = Person(window, shots)
    person.look("buka")
    with tempfile.TemporaryDirectory() as folder:
        fill(person, Path(folder))
        sent = person.send()
    if faults:
        raise RuntimeError(f"{name}: {faults[0]}")
    opened = sum(size for path, size in host.sent.items() if path in needed)
    return Cost(person, opened, sum(host.sent.values()), sent)


def main(arguments: list[str] | None = None) -> int:
    """Fill in each form and print what it costs."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(prog="python -m bench.form_phone", description=__doc__)
    parser.add_argument("--site", type=Path, default=Path("build"), help="a built site")
    parser.add_argument("--chromium", help="the program, if it is not Playwright's own")
    parser.add_argument("--shots", type=Path, help="a folder for pictures of all steps")
    parser.add_argument("--forms", default=",".join(FORMS))
    parser.add_argument("--width", type=int, default=412)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--words", action="store_true", help="print what there is to read")
    given = parser.parse_args(arguments)
    with hosting(given.site.resolve()) as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=given.chromium)
        for name in given.forms.split(","):
            context = browser.new_context(
                viewport={"width": given.width, "height": 915},
                is_mobile=True,
                has_touch=True,
                locale="id-ID",
                color_scheme="dark" if given.dark else "light",
            )
            cost = once(context, host, name, given.shots / name if given.shots else None)
            sys.stdout.write(cost.told(name))
            if given.words:
                sys.stdout.write("".join(f"    {text}\n" for text in cost.person.read))
            context.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
