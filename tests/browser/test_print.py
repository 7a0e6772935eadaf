"""Pages on paper: each page type whole, its tables with all rows, light also where the screen is dark."""

from __future__ import annotations

import io
import unicodedata

import pypdf

from tests.browser.page_types import each
from tests.browser.serving import Site, pytestmark
from tests.browser.test_large_text import CUT
from tests.browser.test_pages import luminance

__all__ = ["pytestmark"]
# Sheets of A4 for each page of `page_types`. Fonts and a report more or less change them a little.
SHEETS = {
    "form for offices": 1,
    "form for a table": 1,
    "home": 7,
    "agency": 7,
    "clarifications": 2,
    "clarification": 2,
    "kecamatan": 9,
    "kelurahan": 5,
    "empty unit": 3,
    "report with photo": 3,
    "report": 2,
    "all reports": 2,
    "dataset": 4,
    "removed dataset": 1,
    "standing page": 2,
    "table of the city": 4,
    "tables of the city": 1,
    "many tables": 2,
    "service": 2,
    "services": 2,
    "services of a letter": 3,
    "services of a subject": 2,
    "services of units": 3,
    "news": 3,
    "data list": 6,
    "units": 2,
    "directory": 2,
    "topics": 2,
    "topic": 5,
    "archive": 1,
    "month": 6,
    "notices": 2,
    "agenda": 3,
    "agenda of a kecamatan": 1,
    "screen": 1,
    "map": 3,
    "map of data": 3,
    "follow": 4,
    "search": 3,
    "not found": 1,
    "monitor": 3,
    "monitor of agencies": 3,
    "monitor of kelurahan": 8,
    "complaints": 4,
    "complaints about an agency": 2,
    "register": 4,
    "register of an agency": 3,
    "terms of data": 2,
    "innovations": 5,
    "achievements": 2,
    "contacts": 1,
    "contacts of agencies": 4,
    "programmes": 5,
    "programmes of an agency": 2,
    "activity": 2,
    "project": 3,
    "budget": 2,
    "budget of an agency": 1,
    "account": 1,
    "figures of an agency": 3,
    "city in figures": 2,
    "area in figures": 4,
    "comparison": 4,
    "areas side by side": 2,
    "week for the press": 4,
    "files for programs": 3,
    "asking": 3,
    "asking an agency": 2,
    "form to ask": 2,
    "report with chart": 2,
    "map of tiles": 1,
    "style": 4,
}
# What people pin to a board carries its address as a code: units, their pages, data and reports.
WITH_CODE = {
    *("agency", "kecamatan", "kelurahan", "empty unit", "standing page", "dataset"),
    *("report", "report with photo", "report with chart", "figures of an agency"),
    *("week for the press", "clarification"),
}
# The words of what a page tells; not those of links that lead on, of forms and of folded parts.
# On paper a list stands in the place of the tiles, so that what is said of them goes as well.
WORDS = r"""
[...document.querySelectorAll('.wide')].forEach(part => part.remove()),
[...document.querySelectorAll('main :is(h1, h2, h3, p, li, td, th, dd, dt)')]
    .filter(part => !part.closest(
        'details, form, nav, svg, p:has(> .feed), .names > li:has(svg), .unseen, .tile-list, .tiles, .downloads, .share, .turn, .buttons,'
        + '.feed, .chips, .chart-links, .rail, .report .part, .head p:has(> .button), .form .standfirst, .more'
    ) && part.getClientRects().length)
    .flatMap(part => part.innerText.match(/[\p{L}\d]{4,}/gu) ?? [])
"""


# A4 without its margins (themes/kota/assets/print.css), in CSS pixels.
PAPER = round((210 - 2 * 16) / 25.4 * 96)


@each()
def test_all_that_a_page_tells_is_on_paper(site: Site, name: str) -> None:
    with site.visit(name, 1280, color_scheme="dark") as visit:
        words = set(visit.page.evaluate(WORDS))
        paper = pypdf.PdfReader(io.BytesIO(visit.page.pdf(format="A4"))).pages
    text = "".join("".join(page.extract_text().split()) for page in paper)
    assert len(words) > 5
    # Letters that are joined in print are one sign.
    text = unicodedata.normalize("NFKC", text)
    # A word at the end of a page may be divided; letters with accents may be two signs.
    lost = {word for word in words if word not in text}
    assert len(lost) <= len(words) // 100, sorted(lost)[:20]
    assert abs(len(paper) - SHEETS[name]) <= max(1, SHEETS[name] // 4), len(paper)


@each()
def test_nothing_is_wider_than_the_paper_and_its_code_leads_back(site: Site, name: str) -> None:
    with site.visit(name, PAPER) as visit:
        visit.page.emulate_media(media="print")
        wide = visit.page.evaluate("document.documentElement.scrollWidth")
        assert (visit.page.evaluate(CUT), wide) == ([], PAPER)
        codes = visit.page.evaluate(
            """[...document.querySelectorAll('.code svg')].map(
                svg => svg.getBoundingClientRect().width
            )"""
        )
        assert [size > 96 for size in codes] == [True] * (name in WITH_CODE)


def test_a_table_that_scrolls_on_a_screen_is_whole_on_paper(site: Site) -> None:
    with site.visit("dataset", 360) as visit:
        visit.page.emulate_media(media="print")
        boxes = visit.page.evaluate(
            """[...document.querySelectorAll('.scroll')].map(
                box => [getComputedStyle(box).overflowX, getComputedStyle(box).maxHeight]
            )"""
        )
    assert set(map(tuple, boxes)) == {("visible", "none")}


@each("home", "dataset")
def test_paper_is_light_where_the_screen_is_dark(site: Site, name: str) -> None:
    with site.visit(name, 1280, color_scheme="dark") as visit:
        script = "getComputedStyle(document.body).color"
        screen = luminance(visit.page.evaluate(script))
        visit.page.emulate_media(media="print")
        paper = luminance(visit.page.evaluate(script))
        chart = "getComputedStyle(document.documentElement).getPropertyValue('--chart-1').trim()"
        dark = visit.page.evaluate(chart)
        visit.page.emulate_media(media="print", color_scheme="light")
        assert dark == visit.page.evaluate(chart)
    assert (screen > 0.5, paper < 0.1) == (True, True)
