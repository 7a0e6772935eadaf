"""Pages on a small window and in large text: nothing scrolls sideways, nothing is cut off (WCAG 1.4.4, 1.4.10)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_pages import (
    Site,
    browser_path,
    chart_city,
    each_page,
    pytestmark,
    sample,
    site,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["chart_city", "pytestmark", "sample", "site"]
# Width of the window, and pixels of the browser's default text.
WINDOWS = ((320, 16), (360, 20), (360, 24), (360, 32))
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


@pytest.fixture(scope="module", params=WINDOWS, ids=lambda pair: f"{pair[0]}px-{pair[1]}px-text")
def opened(request: pytest.FixtureRequest, site: Site) -> Iterator[Page]:
    width, text = request.param
    with large(site, width, text) as page:
        yield page


@contextmanager
def large(site: Site, width: int, text: int) -> Iterator[Page]:
    """Open a window in a browser that is set to this size of text."""
    setting = f"--blink-settings=defaultFontSize={text}"
    browser = site.browser.browser_type.launch(
        executable_path=browser_path() or None, args=[setting]
    )
    yield browser.new_page(viewport={"width": width, "height": 740})
    browser.close()


@each_page
def test_nothing_is_cut_and_nothing_scrolls_sideways(site: Site, opened: Page, name: str) -> None:
    opened.goto(site.addresses[name], wait_until="load")
    widths = opened.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert (opened.evaluate(CUT), widths[0]) == ([], widths[1])


def test_the_setting_enlarges_the_text(site: Site) -> None:
    sizes = []
    for text in (16, 32):
        with large(site, 360, text) as page:
            page.goto(site.addresses["home"])
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
