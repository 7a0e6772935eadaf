"""The sample city of this repository as a citizen and a browser meet it: every page is looked at."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from sitegen.charts.drawing import check_svg
from sitegen.city.config import read_config
from sitegen.city.register import read_register
from sitegen.city.sources import scan
from sitegen.problems import is_error
from sitegen.urls import output_path
from tests.conftest import told
from tests.sample import REPOSITORY, Sample, built_sample
from tests.share_tags import flaws
from tests.test_policy import OWN_SCRIPT

REPORT_LIMIT = 14 * 1024
STYLE_LIMIT = 10_240
FOLDER_LIMIT = 50_000
_HEADING = re.compile(r"h[1-6]")
_CSS_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")
_LOC = re.compile("<loc>([^<]*)</loc>")
_LOADING = {"img", "script", "iframe", "source", "embed", "object", "video", "audio", "track"}


@dataclass(repr=False)
class Page(HTMLParser):
    """What the tests ask of a page, gathered in one pass."""

    url: str
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    pictures: list[dict[str, str]] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)
    tags: set[str] = field(default_factory=set)
    styled: list[str] = field(default_factory=list)
    lang: str = ""
    canonical: str = ""
    title: str = ""
    text: str = ""
    _inside: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        if "id" in given:
            self.ids.append(given["id"])
        if "style" in given or any(name.startswith("on") for name in given):
            self.styled.append(f"{tag} {given}")
        if _HEADING.fullmatch(tag):
            self.headings.append(int(tag[1]))
        if tag == "html":
            self.lang = given.get("lang", "")
        elif tag == "img":
            self.pictures.append(given)
        elif tag == "meta":
            self.metas[given.get("name", given.get("property", ""))] = given.get("content", "")
        elif tag == "link" and given.get("rel") == "canonical":
            self.canonical = given.get("href", "")
        elif tag == "title" and "svg" not in self._inside:
            self._inside.append("title")
        if tag == "svg":
            self._inside.append("svg")
        self._addresses(tag, given)

    def _addresses(self, tag: str, given: dict[str, str]) -> None:
        if tag == "link" and given.get("rel") not in {"canonical", "alternate"}:
            self.loaded.append(given.get("href", ""))
        elif tag in _LOADING:
            self.loaded += [given[name] for name in ("src", "data", "poster") if name in given]
        self.links += [given[name] for name in ("href", "src") if name in given]
        if "srcset" in given:
            sources = [part.split()[0] for part in given["srcset"].split(",")]
            self.links += sources
            self.loaded += sources

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if self._inside == ["title"]:
            self.title += data
        self.text += data


@cache
def read_pages(sample: Sample) -> tuple[Page, ...]:
    found = []
    for path in sample.pages():
        page = Page(sample.url(path))
        page.feed(path.read_text(encoding="utf-8"))
        page.close()
        found.append(page)
    return tuple(found)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return built_sample(tmp_path_factory)


@pytest.fixture(scope="session")
def pages(sample: Sample) -> tuple[Page, ...]:
    return read_pages(sample)


@pytest.fixture(scope="session")
def base() -> str:
    return read_config(REPOSITORY).base_url


def own(page: Page, address: str, base: str) -> str:
    """Return an address as a path of this site with its fragment, or "" if it leads elsewhere."""
    whole = urlsplit(urljoin(base + page.url, address))
    if f"{whole.scheme}://{whole.netloc}" != base:
        return ""
    return whole.path + (f"#{whole.fragment}" if whole.fragment else "")


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_shared_links_to_every_page_say_what_it_is(sample: Sample) -> None:
    files = {
        path.relative_to(sample.output).as_posix(): path.read_bytes()
        for path in sample.output.rglob("*")
        if path.is_file()
    }
    assert list(flaws(files, "https://bandung-terbuka.example")) == []


def test_the_sample_city_has_no_error(sample: Sample) -> None:
    assert [told(p) for p in sample.result.problems if is_error(p)] == []
    assert sample.result.held_back == ()


def test_the_sample_city_is_a_whole_city(sample: Sample) -> None:
    folders = scan(REPOSITORY, read_register(REPOSITORY)).units
    reports = list(sample.output.glob("*/*/laporan/*/*/*/index.html"))
    datasets = list(sample.output.glob("*/*/data/*/index.html"))
    assert len(folders) >= 45
    assert len(reports) >= 200
    assert len(datasets) >= 40


def test_every_active_unit_of_the_register_has_a_page(sample: Sample) -> None:
    entries = [entry for entry in read_register(REPOSITORY).entries if entry.active]
    assert len(entries) >= 200
    assert [e.key for e in entries if not sample.file(f"/{e.key}/").is_file()] == []


def test_every_internal_address_leads_to_a_file(
    sample: Sample, pages: tuple[Page, ...], base: str
) -> None:
    asked = {
        (own(page, link, base).partition("#")[0], page.url)
        for page in pages
        for link in [*page.links, page.canonical, page.metas.get("og:image", "")]
        if own(page, link, base)
    }
    assert len(asked) > len(pages)
    missing: dict[str, str] = {}
    for address, asker in sorted(asked):
        if not sample.file(unquote(address)).is_file():
            missing.setdefault(address, asker)
    assert missing == {}


def test_every_page_is_reached_by_links_from_the_home_page(
    pages: tuple[Page, ...], base: str
) -> None:
    by_url = {page.url: page for page in pages}
    seen = {"/"}
    waiting = ["/"]
    while waiting:
        page = by_url[waiting.pop()]
        for link in page.links:
            url = own(page, link, base).partition("#")[0]
            if url in by_url and url not in seen:
                seen.add(url)
                waiting.append(url)
    screens = {url for url in by_url if url.endswith("/layar/")}  # opened by the offices alone
    # Who follows an old address of a dataset comes to the page that says that it is gone.
    gone = {url for url in by_url if url.endswith("/contoh-dataset-dicabut/")}
    assert set(by_url) - seen == {"/404.html", *screens, *gone}


def test_every_page_for_search_engines_is_in_exactly_one_sitemap(
    sample: Sample, pages: tuple[Page, ...], base: str
) -> None:
    index = _LOC.findall(sample.file("/sitemap.xml").read_text(encoding="utf-8"))
    parts = [sample.file(url.removeprefix(base)).read_text(encoding="utf-8") for url in index]
    urls = [url.removeprefix(base) for part in parts for url in _LOC.findall(part)]
    assert len(parts) > 200
    assert sorted(urls) == sorted(
        page.url for page in pages if page.metas.get("robots") != "noindex"
    )


def test_every_fragment_points_at_an_id(pages: tuple[Page, ...], base: str) -> None:
    ids = {page.url: {*page.ids, "top"} for page in pages}
    lost: dict[str, str] = {}
    fragments = 0
    for page in pages:
        for link in page.links:
            address, mark, name = own(page, link, base).partition("#")
            fragments += bool(mark)
            if mark and address in ids and unquote(name) not in ids[address]:
                lost.setdefault(f"{address}#{name}", page.url)
    assert fragments > len(pages)
    assert lost == {}


def test_ids_are_unique_on_each_page(pages: tuple[Page, ...]) -> None:
    twice = {
        page.url: [name for name, count in Counter(page.ids).items() if count > 1] for page in pages
    }
    assert {url: names for url, names in twice.items() if names} == {}


def test_every_page_has_one_h1(pages: tuple[Page, ...]) -> None:
    assert [page.url for page in pages if page.headings.count(1) != 1] == []


def test_no_page_skips_a_level_of_headings(pages: tuple[Page, ...]) -> None:
    skipped = {
        page.url: page.headings
        for page in pages
        if any(b > a + 1 for a, b in pairwise((1, *page.headings)))
    }
    assert skipped == {}


def test_every_picture_has_a_text_and_a_size(pages: tuple[Page, ...]) -> None:
    pictures = [(page.url, picture) for page in pages for picture in page.pictures]
    assert len(pictures) > 50
    wanted = ("width", "height")
    assert [
        (url, picture.get("src"))
        for url, picture in pictures
        if "alt" not in picture or not all(picture.get(name, "").isdigit() for name in wanted)
    ] == []


def test_every_page_has_a_language_a_description_and_its_address(
    pages: tuple[Page, ...], base: str
) -> None:
    lang = read_config(REPOSITORY).lang
    faulty = [
        page.url
        for page in pages
        if page.lang != lang
        or not page.title.strip()
        or not page.metas.get("description", "").strip()
        or not page.metas.get("viewport")
        or not page.canonical.startswith(base)
    ]
    assert faulty == []


def test_the_canonical_address_of_a_page_is_its_own(pages: tuple[Page, ...], base: str) -> None:
    wrong = {
        page.url: page.canonical
        for page in pages
        if page.canonical != base + page.url and page.metas.get("robots") != "noindex"
    }
    assert wrong == {}


def test_no_two_pages_have_the_same_title(pages: tuple[Page, ...]) -> None:
    titles = Counter(page.title for page in pages)
    shared = {
        title: [page.url for page in pages if page.title == title]
        for title, count in titles.items()
        if count > 1
    }
    assert shared == {}


def test_every_page_says_that_the_reports_are_samples(pages: tuple[Page, ...]) -> None:
    notice = read_config(REPOSITORY).notice
    assert "contoh" in notice
    assert [page.url for page in pages if notice not in page.text] == []


def test_no_page_loads_anything_from_another_host(pages: tuple[Page, ...], base: str) -> None:
    loaded = [(page, address) for page in pages for address in page.loaded]
    assert len(loaded) > len(pages)
    assert [(page.url, address) for page, address in loaded if not own(page, address, base)] == []


def test_style_sheets_load_nothing_from_another_host(sample: Sample) -> None:
    sheets = list(sample.output.rglob("*.css"))
    assert sheets
    addresses = [
        one or other
        for path in sheets
        for one, other in _CSS_URL.findall(path.read_text(encoding="utf-8"))
    ]
    assert [each for each in addresses if urlsplit(each).netloc] == []


def test_pages_have_no_inline_scripts_or_styles(sample: Sample, pages: tuple[Page, ...]) -> None:
    assert [page.url for page in pages if "style" in page.tags] == []
    for page in (page for page in pages if "script" in page.tags):
        text = (sample.output / output_path(page.url)).read_text(encoding="utf-8")
        for script in re.findall(r"<script\b[^>]*>.*?</script>", text, re.DOTALL):
            assert re.fullmatch(OWN_SCRIPT, script), (page.url, script)
    assert {page.url: page.styled[:3] for page in pages if page.styled} == {}


def test_no_folder_holds_more_files_than_the_host_takes(sample: Sample) -> None:
    counts = Counter(path.parent for path in files_below(sample.output))
    assert max(counts.values()) <= FOLDER_LIMIT


def test_all_addresses_are_lower_case_ascii(sample: Sample) -> None:
    paths = [path.relative_to(sample.output).as_posix() for path in files_below(sample.output)]
    assert [path for path in paths if not re.fullmatch(r"[a-z0-9._/-]+", path)] == []


def test_charts_hold_shapes_and_texts_only(sample: Sample) -> None:
    charts = list(sample.output.rglob("grafik-*.svg"))
    assert len(charts) >= 40
    for path in charts:
        check_svg(path.read_text(encoding="utf-8"))


def test_charts_have_a_shared_picture_beside_them(sample: Sample) -> None:
    charts = [
        path for path in sample.output.rglob("grafik-*.svg") if not path.stem.endswith("-kecil")
    ]
    assert [path for path in charts if not path.with_suffix(".png").is_file()] == []


def test_the_style_sheet_is_small(sample: Sample) -> None:
    sizes = {
        path.name.split(".")[0]: len(gzip.compress(path.read_bytes()))
        for path in sample.output.rglob("*.css")
    }
    # Pages with charts or tables load one further sheet, and so does the search.
    every = sizes.pop("style") + sizes.pop("print")
    assert every + max(sizes.values()) < STYLE_LIMIT, sizes


def test_a_report_page_fits_into_the_first_packets(sample: Sample) -> None:
    reports = list(sample.output.glob("*/*/laporan/*/*/*/index.html"))
    assert len(reports) >= 200
    sizes = {sample.url(path): len(gzip.compress(path.read_bytes())) for path in reports}
    assert {url: size for url, size in sizes.items() if size > REPORT_LIMIT} == {}
