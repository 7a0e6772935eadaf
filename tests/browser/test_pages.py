"""Pages in a real browser: narrow and wide, light and dark, by keyboard and on paper."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from sitegen.engine.build import build
from sitegen.engine.options import Options
from tests.conftest import NOW, SITE, UNITS, write_blocks
from tests.sample import Sample, built_sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Response

WIDTHS = (320, 360, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# WCAG 2.2, 1.4.6: the reading text reaches the enhanced contrast in both schemes.
CONTRAST = 7.0
# What the sample city has no report of: a chart in the text, with all else that authors write.
CHART_CITY = """\
-- content/kelurahan/dago/data/kunjungan.csv --
tahun,posyandu,kunjungan
2024,Mawar,412
2024,Melati,388
2025,Mawar,455
2025,Melati,401
2026,Mawar,498
2026,Melati,437
-- content/kelurahan/dago/laporan/2026-11-03-kunjungan-posyandu.md --
---
judul: Kunjungan posyandu naik tiga tahun berturut-turut
---
Kunjungan naik di **kedua** posyandu, lihat [tabelnya](../data/kunjungan.csv).

```grafik
data: kunjungan
jenis: garis
x: tahun
y: kunjungan
seri: posyandu
judul: Kunjungan posyandu naik terus
```

## Rincian

| Posyandu | 2024 | 2025 | 2026 | Kader | Ketua rukun warga yang bertanggung jawab |
|---|---:|---:|---:|---|---|
| Mawar | 412 | 455 | 498 | Ibu-ibu PKK | Rukun warga lima dan rukun warga enam |

> Alamatnya <https://contoh.example/sebuah/alamat/yang/sangat/panjang/tanpa/satu/pun/spasi/di/dalamnya>

1. Datang pagi
2. Bawa kartu

    sebuah baris kode yang panjang sekali sehingga tidak muat pada layar ponsel yang kecil
"""


@cache
def browser_path() -> str | None:
    """Return the executable of Chromium, "" for Playwright's own, or None where there is none."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if found:
        return found
    with sync_playwright() as playwright:
        return "" if Path(playwright.chromium.executable_path).exists() else None


pytestmark = pytest.mark.skipif(
    browser_path() is None,
    reason="no browser: install chromium, name one in CHROMIUM, or run `playwright install chromium`",
)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line for each request, and keeps connections open as hosts do."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002, ARG002 - the base asks
        return


class Host(ThreadingHTTPServer):
    """As many browsers' connections may wait as a busy machine needs."""

    request_queue_size = 128
    daemon_threads = True
    block_on_close = False  # a kept connection ends with its browser, not before


@contextmanager
def serving(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """Serve a folder on a free port of this machine; yields its address."""
    server = Host(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Visit:
    """An open page, and all that went wrong while it loaded."""

    page: Page
    host: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("requestfailed", lambda request: self.faults.append(f"failed: {request.url}"))
        self.page.on("request", lambda request: self._request(request.url))
        self.page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # The browser asks for this one by itself, and may drop it with the page before.
        if urlsplit(message.location["url"]).path == "/favicon.ico":
            return
        if message.type in {"error", "warning"}:
            self.faults.append(f"console: {message.text}")

    def _request(self, url: str) -> None:
        if urlsplit(url).netloc != self.host:
            self.faults.append(f"another host: {url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")


@dataclass(frozen=True)
class Site:
    """The served cities and a browser; `addresses` are the pages to visit by what they are."""

    browser: Browser
    addresses: dict[str, str]

    @contextmanager
    def visit(self, name: str, width: int, **options: Any) -> Iterator[Visit]:
        """Open a page in a window of its own, in a phone's height, with all its pictures loaded."""
        address = self.addresses[name]
        size = {"width": width, "height": 740}
        context = self.browser.new_context(viewport=size, **options)  # type: ignore[arg-type]
        try:
            visit = Visit(context.new_page(), urlsplit(address).netloc)
            visit.page.goto(address, wait_until="load")
            yield visit
        finally:
            context.close()


PAGES = (
    "home",
    "agency",
    "kelurahan",
    "report with photo",
    "report with chart",
    "dataset",
    "directory",
    "data list",
    "not found",
)


def first(sample: Sample, pattern: str, wanted: str = "") -> str:
    """Return the address of the first page of this pattern that holds the text."""
    return next(
        sample.url(path)
        for path in sorted(sample.output.glob(pattern))
        if wanted in path.read_text(encoding="utf-8")
    )


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return built_sample(tmp_path_factory)


@pytest.fixture(scope="module")
def chart_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("grafik")
    write_blocks(root, f"-- site.yml --\n{SITE}-- data/units.csv --\n{UNITS}")
    write_blocks(root, CHART_CITY)
    result = build(Options(root=root, output=root / "build", clock=NOW, jobs=1))
    assert result.held_back == ()
    return root / "build"


@pytest.fixture(scope="module")
def site(sample: Sample, chart_city: Path) -> Iterator[Site]:
    report = "kelurahan/dago/laporan/2026/11/kunjungan-posyandu/"
    paths = {
        "home": "/",
        "agency": "/skpd/dinkes/",
        "kelurahan": "/kelurahan/sukaluyu/",
        "report with photo": first(sample, "*/*/laporan/*/*/*/index.html", '<figure class="photo'),
        "dataset": first(sample, "*/*/data/*/index.html", '<figure class="chart'),
        "directory": "/kelurahan/",
        "data list": "/data/",
        "not found": "/404.html",
    }
    with serving(sample.output) as city, serving(chart_city) as charts, sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=browser_path() or None)
        addresses = {name: city + path for name, path in paths.items()}
        addresses["report with chart"] = f"{charts}/{report}"
        yield Site(browser, addresses)
        browser.close()


def named(name: str) -> str:
    return name.replace(" ", "-")


each_page = pytest.mark.parametrize("name", PAGES, ids=named)
each_width = pytest.mark.parametrize("width", WIDTHS)
each_scheme = pytest.mark.parametrize("scheme", SCHEMES)


@each_page
@each_width
def test_the_page_fits_the_window(site: Site, name: str, width: int) -> None:
    with site.visit(name, width) as visit:
        widths = visit.page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert widths[0] <= widths[1] == width


@each_page
@each_width
def test_nothing_fails_and_nothing_comes_from_elsewhere(site: Site, name: str, width: int) -> None:
    with site.visit(name, width) as visit:
        visit.page.evaluate("document.querySelectorAll('img').forEach(i => i.loading = 'eager')")
        # Not by a function that the page waits for: its policy forbids to make one from a text.
        visit.page.evaluate(
            "Promise.all([...document.images].map(image => image.complete || new Promise("
            "done => image.onload = image.onerror = done)))"
        )
        broken = visit.page.evaluate(
            "[...document.images].filter(i => !i.naturalWidth).map(i => i.currentSrc || i.src)"
        )
        assert (broken, visit.faults) == ([], [])


@each_page
@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 360), ("light", 1280)])
def test_axe_finds_no_violation(
    site: Site, name: str, scheme: Literal["light", "dark"], width: int
) -> None:
    with site.visit(name, width, color_scheme=scheme) as visit:
        results = Axe().run(visit.page).response
        found = [
            f"{rule['id']}: {rule['help']}: {node['target']} {node['html'][:120]}"
            for rule in results["violations"]
            for node in rule["nodes"]
        ]
        assert found == []
        assert "color-contrast" in {rule["id"] for rule in results["passes"]}


# For each drawing that is seen: the sizes of its texts as shown, and the texts that lie on others.
DRAWINGS = """
[...document.querySelectorAll('.drawing svg')].filter(svg => svg.getClientRects().length).map(svg => {
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    const texts = [...svg.querySelectorAll('text')];
    const boxes = texts.map(text => {
        const box = text.getBoundingClientRect(), cut = box.height * 0.2;
        return [box.left, box.top + cut, box.right, box.bottom - cut];
    });
    const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
    const pairs = texts.flatMap((text, i) => texts.slice(i + 1).map((other, j) => [i, i + 1 + j]));
    return {
        sizes: texts.map(text => parseFloat(getComputedStyle(text).fontSize) * scale),
        covered: pairs.filter(([i, j]) => meet(boxes[i], boxes[j])).map(
            ([i, j]) => [texts[i].textContent, texts[j].textContent]
        ),
        font: getComputedStyle(texts[0]).fontFamily === getComputedStyle(document.body).fontFamily,
    };
})
"""


@pytest.mark.parametrize("name", ["report with chart", "dataset", "agency"], ids=named)
@pytest.mark.parametrize("width", [320, 360, 412, 768, 1280])
def test_one_drawing_of_a_chart_is_seen_whose_texts_can_be_read(
    site: Site, name: str, width: int
) -> None:
    with site.visit(name, width) as visit:
        charts = visit.page.evaluate("document.querySelectorAll('figure.chart').length")
        drawings = visit.page.evaluate(DRAWINGS)
    assert len(drawings) == charts > 0
    for drawing in drawings:
        least = 12 if width > 340 else 10.5
        assert all(least - 0.2 <= size <= 14.2 for size in drawing["sizes"])
        assert drawing["covered"] == []
        assert drawing["font"]


# The texts in a table's cells that stand on more lines than they have parts.
BROKEN_WORDS = """
[...document.querySelectorAll('.scroll :is(th, td)')].flatMap(cell => {
    const texts = [], walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode);
    return texts.filter(text => {
        const range = document.createRange();
        range.selectNodeContents(text);
        const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
        return lines.size > text.data.trim().split(/[\\s-]+/).length;
    }).map(text => text.data);
})
"""


@each_width
def test_no_word_of_a_table_is_broken(site: Site, width: int) -> None:
    with site.visit("dataset", width) as visit:
        assert visit.page.evaluate(BROKEN_WORDS) == []


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2) of a computed colour, `rgb(r, g, b)`."""
    parts = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", ["report with photo", "report with chart"], ids=named)
@each_scheme
def test_the_text_of_a_report_has_enhanced_contrast(
    site: Site, name: str, scheme: Literal["light", "dark"]
) -> None:
    with site.visit(name, 360, color_scheme=scheme) as visit:
        ink = visit.page.evaluate("getComputedStyle(document.querySelector('.prose p')).color")
        ground = visit.page.evaluate(
            """(() => {
                let at = document.querySelector('.prose p');
                while (getComputedStyle(at).backgroundColor === 'rgba(0, 0, 0, 0)') {
                    at = at.parentElement;
                }
                return getComputedStyle(at).backgroundColor;
            })()"""
        )
    low, high = sorted((luminance(ink), luminance(ground)))
    assert (high + 0.05) / (low + 0.05) >= CONTRAST


def test_the_dark_scheme_is_dark(site: Site) -> None:
    grounds = []
    for scheme in SCHEMES:
        with site.visit("home", 360, color_scheme=scheme) as visit:
            script = "getComputedStyle(document.documentElement).backgroundColor"
            grounds.append(luminance(visit.page.evaluate(script)))
    assert grounds[0] > 0.8
    assert grounds[1] < 0.1


@each_page
def test_the_first_tab_reaches_the_skip_link_and_it_leads_to_the_contents(
    site: Site, name: str
) -> None:
    with site.visit(name, 360) as visit:
        page = visit.page
        page.keyboard.press("Tab")
        link = page.evaluate(
            """(() => {
                const at = document.activeElement, box = at.getBoundingClientRect();
                return [at.getAttribute('href'), box.left >= 0 && box.top >= 0 && box.width > 0];
            })()"""
        )
        assert link == ["#isi", True]
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "isi"


@each_page
def test_no_navigation_is_printed(site: Site, name: str) -> None:
    with site.visit(name, 1280) as visit:
        visit.page.emulate_media(media="print")
        seen = visit.page.evaluate(
            """[...document.querySelectorAll('nav, .skip')]
                .filter(part => part.getClientRects().length)
                .map(part => part.className || part.getAttribute('aria-label'))"""
        )
        assert seen == []
        assert visit.page.locator("h1").is_visible()
