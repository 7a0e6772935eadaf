"""axe-core finds nothing on any type of page: on phones and desktops, in light, dark and forced colours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import axe_playwright_python
import pytest

from tests.browser.page_types import each
from tests.browser.serving import Site, pytestmark

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["pytestmark"]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# It reads the colours of each element again, some tens of thousands of times the same five: what it
# made of a text the first time is what it gets the next time. This halves what a long page costs.
REMEMBERED = """
(() => {
    const colour = axe.commons.color.Color.prototype, read = colour.parseString, known = new Map();
    colour.parseString = function (text) {
        const made = known.get(text);
        if (made) return Object.assign(this, made);
        read.call(this, text);
        known.set(text, {r: this.r, g: this.g, b: this.b, alpha: this.alpha});
        return this;
    };
})()
"""
CONTRAST = "color-contrast"
# The screen in a lobby shows itself anew every five minutes: it has no keyboard, and no script to do it.
MEANT = {"screen": "meta-refresh"}


class Mode(NamedTuple):
    """How a page is looked at, and with which of axe's rules."""

    width: int
    scheme: Literal["light", "dark"] = "light"
    forced: Literal["none", "active"] = "none"
    rules: Literal["all", "colours", "other"] = "all"


# The layout changes with the width and the colours with the scheme, but neither with the other: the
# style sheets have no rule for both. So each width is met by all rules on structure, names and sizes,
# and each palette by the rule on contrast on a phone and on a desktop, which show different parts.
# A phone of 320 px has the rules of one of 360. In forced colours the colours are the system's:
# what axe would measure is a mixture of these and of the author's, so that its rule is left out there.
MODES = (
    Mode(360),
    Mode(1280, "dark"),
    Mode(320, forced="active", rules="other"),
    Mode(360, "dark", rules="colours"),
    Mode(1280, rules="colours"),
)


@pytest.fixture(scope="module")
def page(site: Site) -> Iterator[Page]:
    # Without transitions, whose colours axe would catch half-way after a change of the scheme.
    context = site.browser.new_context(reduced_motion="reduce", bypass_csp=True)
    yield context.new_page()
    context.close()


def prepare(page: Page) -> None:
    """Bring axe into the open page."""
    page.evaluate(AXE)
    page.evaluate(REMEMBERED)


def violations(page: Page, mode: Mode) -> tuple[list[str], bool]:
    """Return what axe finds, and whether it measured the contrast of anything."""
    page.set_viewport_size({"width": mode.width, "height": 740})
    page.emulate_media(color_scheme=mode.scheme, forced_colors=mode.forced)
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if mode.rules == "colours":
        options["runOnly"] = [CONTRAST]
    elif mode.rules == "other":
        options["rules"] = {CONTRAST: {"enabled": False}}
    results = page.evaluate("options => axe.run(document, options)", options)
    found = [
        f"{rule['id']}: {rule['help']}: {node['target']} {node['html'][:120]}"
        for rule in results["violations"]
        for node in rule["nodes"]
    ]
    return found, CONTRAST in {rule["id"] for rule in results["passes"]}


@each()
def test_axe_finds_no_violation(site: Site, page: Page, name: str) -> None:
    page.emulate_media(color_scheme="light", forced_colors="none")
    site.open(page, name)
    prepare(page)
    for mode in MODES:
        found, measured = violations(page, mode)
        if name in MEANT and mode.rules != "colours":
            found = [each for each in found if not each.startswith(MEANT[name])]
        assert (mode, found) == (mode, [])
        assert measured == (mode.rules != "other")


def test_axe_finds_what_is_wrong(page: Page) -> None:
    page.set_content(
        "<!doctype html><title>a</title><html lang=id><main><h1>Pudar</h1><p style='color:#bbb'>Teks</p>"
    )
    prepare(page)
    first, again = (violations(page, Mode(360))[0] for _ in range(2))
    assert [found.partition(":")[0] for found in first] == [CONTRAST]
    assert again == first  # from colours that it remembers


def test_axe_measures_the_same_with_the_colours_that_it_remembers(page: Page) -> None:
    shades = "".join(
        f"<p style='color: {colour}; background: {ground}'>Teks</p>"
        for colour in ("#949494", "rgb(0 0 0 / 44%)", "hsl(0 0% 40%)", "oklch(0.6 0.1 20)")
        for ground in ("#fff", "#eee", "rgb(0 0 0 / 5%)", "color-mix(in srgb, red 10%, white)")
    )
    page.set_content(f"<!doctype html><title>a</title><html lang=id><main><h1>Warna</h1>{shades}")
    page.evaluate(AXE)
    unaided = measured_contrasts(page)
    page.evaluate(REMEMBERED)
    assert measured_contrasts(page) == measured_contrasts(page) == unaided
    assert len(unaided) == 1 + 4 * 4
    assert len(set(unaided)) > 8


def measured_contrasts(page: Page) -> list[float]:
    """Return the contrast of each text, whether it is enough or not."""
    results = page.evaluate("rule => axe.run(document, {runOnly: [rule]})", CONTRAST)
    return sorted(
        node["any"][0]["data"]["contrastRatio"]
        for rule in (*results["passes"], *results["violations"])
        for node in rule["nodes"]
    )
