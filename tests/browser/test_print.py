"""Pages on paper: each page type whole, its tables with all rows, light also where the screen is dark."""

from __future__ import annotations

import io

import pypdf
import pytest

from tests.browser.test_pages import (
    Site,
    chart_city,
    each_page,
    luminance,
    named,
    pytestmark,
    sample,
    site,
)

__all__ = ["chart_city", "pytestmark", "sample", "site"]
# The words of what a page tells; not those of links that lead on, of forms and of folded parts.
# On paper a list stands in the place of the tiles, so that what is said of them goes as well.
WORDS = r"""
[...document.querySelectorAll('.wide')].forEach(part => part.remove()),
[...document.querySelectorAll('main :is(h1, h2, h3, p, li, td, th, dd, dt)')]
    .filter(part => !part.closest(
        'details, form, nav, svg, .unseen, .tile-list, .tiles, .downloads, .share, .turn, .buttons,'
        + '.feed, .chips, .chart-links, .rail, .report .part'
    ) && part.getClientRects().length)
    .flatMap(part => part.innerText.match(/[\p{L}\d]{4,}/gu) ?? [])
"""


def printed(site: Site, name: str) -> tuple[set[str], str]:
    """The words of a page as a screen shows it, and the text of its pages on paper."""
    with site.visit(name, 1280, color_scheme="dark") as visit:
        words = set(visit.page.evaluate(WORDS))
        paper = pypdf.PdfReader(io.BytesIO(visit.page.pdf(format="A4")))
    return words, "".join("".join(page.extract_text().split()) for page in paper.pages)


@each_page
def test_all_that_a_page_tells_is_on_paper(site: Site, name: str) -> None:
    words, text = printed(site, name)
    assert len(words) > 5
    # A word at the end of a page may be divided; letters with accents may be two signs.
    lost = {word for word in words if word not in text}
    assert len(lost) <= len(words) // 100, sorted(lost)[:20]


def test_a_table_that_scrolls_on_a_screen_is_whole_on_paper(site: Site) -> None:
    with site.visit("dataset", 360) as visit:
        visit.page.emulate_media(media="print")
        boxes = visit.page.evaluate(
            """[...document.querySelectorAll('.scroll')].map(
                box => [getComputedStyle(box).overflowX, getComputedStyle(box).maxHeight]
            )"""
        )
    assert set(map(tuple, boxes)) == {("visible", "none")}


@pytest.mark.parametrize("name", ["home", "dataset"], ids=named)
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
