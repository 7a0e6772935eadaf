"""Pages in a real browser: narrow and wide, light and dark, by keyboard and on paper."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.browser.page_types import WIDTHS, each, named
from tests.browser.serving import Site, pytestmark

__all__ = ["pytestmark"]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# WCAG 2.2, 1.4.6: the reading text reaches the enhanced contrast in both schemes.
CONTRAST = 7.0

each_page = each()
each_width = pytest.mark.parametrize("width", WIDTHS)
each_scheme = pytest.mark.parametrize("scheme", SCHEMES)


@each_page
def test_nothing_fails_and_nothing_comes_from_elsewhere(site: Site, name: str) -> None:
    """On a phone, and then as the window grows, which asks for pictures of other sizes."""
    with site.visit(name, WIDTHS[0]) as visit:
        visit.page.evaluate("document.querySelectorAll('img').forEach(i => i.loading = 'eager')")
        for width in WIDTHS:
            visit.page.set_viewport_size({"width": width, "height": 740})
            # Not by a function that the page waits for: its policy forbids to make one from a text.
            visit.page.evaluate(
                "Promise.all([...document.images].map(image => image.complete || new Promise("
                "done => image.onload = image.onerror = done)))"
            )
            broken = visit.page.evaluate(
                "[...document.images].filter(i => !i.naturalWidth).map(i => i.currentSrc || i.src)"
            )
            assert (broken, visit.faults) == ([], [])


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


# The words of tables that stand in more than one line, though no hyphen or slash parts them.
BROKEN_WORDS = r"""
[...document.querySelectorAll(".scroll :is(th, td)")].flatMap(cell => {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), broken = [];
    while (walker.nextNode()) {
        const text = walker.currentNode;
        if (text.parentElement.closest("code")) continue;
        for (const word of text.data.matchAll(/[^\s\-–/]+/g)) {
            const range = document.createRange();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
            if (lines.size > 1) broken.push(word[0]);
        }
    }
    return broken;
})
"""


@pytest.mark.parametrize("name", ["report with chart", "dataset"], ids=named)
@each_width
def test_the_words_of_tables_are_whole(site: Site, name: str, width: int) -> None:
    with site.visit(name, width) as visit:
        visit.page.evaluate(
            "document.querySelectorAll('details').forEach(each => each.open = true)"
        )
        tables = visit.page.evaluate("document.querySelectorAll('.scroll table').length")
        assert (tables > 0, visit.page.evaluate(BROKEN_WORDS)) == (True, [])


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
        expect(page.locator("a.skip")).to_be_focused()
        link = page.evaluate(
            """(() => {
                const at = document.activeElement, box = at.getBoundingClientRect();
                return [at.getAttribute('href'), box.left >= 0 && box.top >= 0 && box.width > 0];
            })()"""
        )
        assert link == ["#isi", True]
        page.keyboard.press("Enter")
        expect(page.locator("#isi")).to_be_focused()


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
