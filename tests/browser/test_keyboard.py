"""Pages by keyboard and by ear: every stop is seen and left again, and everything has the name it needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tests.browser.page_types import each
from tests.browser.serving import Site, pytestmark

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["pytestmark"]
# What holds the focus: a sign of it, and what is wrong with how it is seen.
FOCUSED = """
(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const all = window.stops ??= [];
    const box = at.getBoundingClientRect(), found = [];
    const drawn = [null, '::after'].some(part => {
        const style = getComputedStyle(at, part);
        return style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2;
    });
    if (!drawn) found.push('no ring');
    // A link over several lines shows its lines, not its box.
    const lines = [...at.getClientRects()];
    if (!lines.some(line => line.bottom > 0 && line.top < innerHeight && line.right > 0 && line.width > 0))
        found.push('out of sight');
    const {left, top, width, height} = lines[0] ?? box;
    const above = document.elementFromPoint(left + width / 2, Math.min(Math.max(top + height / 2, 1), innerHeight - 2));
    if (above && !at.contains(above) && !above.contains(at) && !above.closest('article')?.contains(at))
        found.push('covered by ' + above.tagName);
    const seen = all.includes(at);
    all.push(at);
    return {seen, found, name: at.tagName + ' ' + (at.innerText || at.ariaLabel || at.id).slice(0, 40)};
})()
"""
MOST_STOPS = 400


def stops(page: Page) -> list[dict[str, Any]]:
    """Return every stop of the Tab key, from the first to the one before the browser's own."""
    found: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or stop["seen"]:
            return found
        found.append(stop)
    raise AssertionError(f"no end after {MOST_STOPS} stops: {found[-3:]}")


@each("home", "search", "dataset", "service", "map", "map of tiles", "agenda", "report with photo")
def test_every_stop_of_the_keyboard_is_seen_and_none_is_a_trap(site: Site, name: str) -> None:
    with site.visit(name, 360) as visit:
        reached = stops(visit.page)
        targets = visit.page.evaluate(
            """[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
                .filter(part => part.tabIndex >= 0 && part.checkVisibility({visibilityProperty: true}))
                .length"""
        )
    assert [stop for stop in reached if stop["found"]] == []
    assert len(reached) == targets > 10


@contextmanager
def heard(page: Page) -> Iterator[list[tuple[str, str]]]:
    """The roles and names that the browser gives to screen readers, in order."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    yield [
        (node["role"]["value"], node.get("name", {}).get("value", "").strip())
        for node in nodes
        if not node["ignored"] and "role" in node
    ]
    session.detach()


def test_results_are_a_list_of_named_links_and_their_number_is_said(site: Site) -> None:
    with site.visit("search", 360) as visit, heard(visit.page) as said:
        titles = visit.page.locator(".hits h2 a").all_inner_texts()
        answer = visit.page.locator("#jawaban").inner_text()
        live = visit.page.get_attribute("#jawaban", "role")
    links = [name for role, name in said if role == "link"]
    assert titles
    assert set(titles) <= set(links)
    assert [name for role, name in said if role == "heading" and name in titles] == titles
    assert (live, any(answer in name for _, name in said)) == ("status", True)
    assert ("searchbox", "Kata yang dicari") in said
    assert [
        role for role, name in said if role in {"link", "button", "combobox"} and not name
    ] == []


def test_suggestions_are_heard_as_buttons(site: Site) -> None:
    with site.visit("search", 360) as visit:
        visit.page.fill("#q", "")
        visit.page.locator("#q").press_sequentially("posy")
        visit.page.wait_for_selector("#saran button")
        offered = visit.page.locator("#saran button").all_inner_texts()
        with heard(visit.page) as said:
            assert {name for role, name in said if role == "button"} >= set(offered)


def test_tiles_are_heard_with_their_numbers_in_the_order_of_their_rows(site: Site) -> None:
    with site.visit("map of tiles", 1280) as visit, heard(visit.page) as said:
        tiles = [name.split(" ", 2) for role, name in said if role == "link" and "30 hari" in name]
    assert [name for name, _, _ in tiles] == ["Sukasari", "Coblong", "Andir", "Cicendo"]
    assert {(number.isdigit(), what) for _, number, what in tiles} == {
        (True, "Laporan dalam 30 hari terakhir")
    }


def test_a_drawn_map_is_heard_as_the_table_beside_it(site: Site) -> None:
    with site.visit("map", 1280) as visit, heard(visit.page) as said:
        rows = visit.page.locator("tbody th").all_inner_texts()
    assert [name for role, name in said if role == "rowheader"] == rows
    assert len(rows) == 30
    assert [name for role, name in said if role == "link" and name in rows] == rows
