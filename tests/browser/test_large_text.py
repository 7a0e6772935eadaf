"""Pages on a small window and in large text: nothing scrolls sideways, nothing is cut off (WCAG 1.4.4, 1.4.10)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.page_types import each
from tests.browser.serving import Site, pytestmark

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

__all__ = ["pytestmark"]
# Widths of the window, and pixels of the browser's default text: 100, 125, 150 and 200 %.
WINDOWS = (
    *((width, size) for width in (360, 320) for size in (16, 20, 24, 32)),
    (1280, 16),
    (1280, 32),
)
# What sticks out of the window, or out of a part that neither shows nor scrolls what is too wide.
CUT = """
[...document.querySelectorAll('body *')].filter(part => {
    const style = getComputedStyle(part), box = part.getBoundingClientRect();
    // What is 1 px wide is for those who listen.
    if (box.width <= 1 || style.visibility === 'hidden') return false;
    if (part.closest('.unseen, .skip, svg, .scroll, pre, .tile-name')) return false;
    const hides = ['hidden', 'clip'].includes(style.overflowX) && part.textContent.trim();
    const right = document.documentElement.clientWidth + 1;
    return box.right > right || (hides && part.scrollWidth > part.clientWidth + 1);
}).map(part => `${part.tagName} ${part.className} ${part.textContent.trim().slice(0, 40)}`).slice(0, 5)
"""


@pytest.fixture(scope="module")
def page(site: Site) -> Iterator[Page]:
    page = site.browser.new_page()
    yield page
    page.close()


@pytest.fixture(scope="module")
def settings(page: Page) -> CDPSession:
    """The browser's own settings, as its user changes them."""
    return page.context.new_cdp_session(page)


def look(page: Page, settings: CDPSession, width: int, text: int) -> None:
    """Make the window as wide and the default text as large."""
    page.set_viewport_size({"width": width, "height": 740})
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": text}})


@each()
def test_nothing_is_cut_and_nothing_scrolls_sideways(
    site: Site, page: Page, settings: CDPSession, name: str
) -> None:
    site.open(page, name)
    for width, text in WINDOWS:
        look(page, settings, width, text)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert (width, text, page.evaluate(CUT), wide) == (width, text, [], width)


def test_the_setting_enlarges_the_text(site: Site, page: Page, settings: CDPSession) -> None:
    site.open(page, "home")
    sizes = []
    for text in (16, 32):
        look(page, settings, 360, text)
        sizes.append(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))
    assert sizes[1] == 2 * sizes[0]


def test_the_current_page_is_seen_in_forced_colours(site: Site) -> None:
    """System colours take away all others, also the transparent ones."""
    with site.visit("data list", 1280, forced_colors="active") as visit:
        marks = visit.page.evaluate(
            """(() => {
                const colour = link => getComputedStyle(link).borderBottomColor;
                const links = [...document.querySelectorAll('.site-header nav > ul > li > a')];
                const [here, others] = [true, false].map(
                    is => links.filter(link => link.hasAttribute('aria-current') === is).map(colour)
                );
                return [here, [...new Set(others)], getComputedStyle(document.body).backgroundColor];
            })()"""
        )
    (here,), (other,), _ = marks
    assert here != other
