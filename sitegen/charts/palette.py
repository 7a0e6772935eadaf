"""Colours of charts as drawn: six for series, a grey, a ramp.

The theme's style sheet sets the same by class for inline charts, and others on dark pages. Tests
compare the two, and check contrast with the page, and distance in grey print and deuteranopia.
"""

from __future__ import annotations

PAPER = "#fbf9f5"
INK = "#1d2526"
MUTED = "#4f5a59"
GRID = "#d9d6cf"
BASELINE = "#7a8280"
QUIET = "#868e8c"

# Teal, ochre, indigo, brick, sky, olive: six steps of lightness as well as six hues.
SERIES = ("#075c5d", "#b2701f", "#251c56", "#742138", "#5995c3", "#696a30")
# The same hues for text; ochre and sky are darkened to reach 4.5:1 on paper.
SERIES_TEXT = ("#085b5c", "#9c5e1c", "#261b56", "#752037", "#2d75a5", "#686931")

RAMP = (
    "#dcebe7",
    "#bcdad5",
    "#98c6c1",
    "#71b0ac",
    "#4a9795",
    "#287c7b",
    "#0f6162",
    "#07464a",
)
# What the style sheet has in their places on dark pages.
DARK_SERIES = ("#34a8a6", "#fab762", "#847cd3", "#c24a61", "#c0e9f9", "#a5b482")
DARK_TEXT = ("#34a8a6", "#fab762", "#8f88d8", "#dc6f7e", "#c0e9f9", "#a5b482")
DARK_RAMP = (
    "#1d2f30",
    "#20403f",
    "#225250",
    "#256563",
    "#2a7875",
    "#56aaa4",
    "#8fd0c8",
    "#cdf0e9",
)
# On dark pages the style sheet turns the ramp around: the highest cell is the lightest there.
ON_LIGHT_CELL = "#10201f"
ON_DARK_CELL = "#fdfcfa"
_FIRST_DARK_CELL = 5


def cell_colours(share: float) -> tuple[str, str]:
    """Return the fill and text colour of a heat map's cell; `share` runs from 0 to 1."""
    step = min(len(RAMP) - 1, int(share * len(RAMP)))
    return RAMP[step], ON_DARK_CELL if step >= _FIRST_DARK_CELL else ON_LIGHT_CELL


def classes() -> dict[str, tuple[str, str]]:
    """Return (class, opacity) by colour, for the SVG's `currentColor`; "" means opaque.

    Colours of series keep their value and get a numbered class, by which the theme recolours them.
    """
    found = {
        INK: ("", ""),
        MUTED: ("chart-muted", "0.78"),
        GRID: ("chart-grid", "0.16"),
        BASELINE: ("chart-baseline", "0.55"),
    }
    for index, (mark, text) in enumerate(zip(SERIES, SERIES_TEXT, strict=True), start=1):
        found[mark] = (f"chart-{index}", "")
        found[text] = (f"chart-text-{index}", "")
    found[QUIET] = ("chart-quiet", "")
    for step, colour in enumerate(RAMP):
        found[colour] = (f"chart-heat-{step}", "")
    found[ON_LIGHT_CELL] = ("chart-on-low", "")
    found[ON_DARK_CELL] = ("chart-on-high", "")
    return found
