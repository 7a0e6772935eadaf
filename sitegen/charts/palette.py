"""Colours of charts as they are drawn: six for series, one grey, a ramp.

The theme's style sheet gives inline charts the same by class, and others on dark pages. Tests compare
the two, and keep the contrast with the page, and the distance in grey print and under deuteranopia.
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
# The same hues where they are text; ochre and sky are darkened to reach 4.5:1 on paper.
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
ON_LIGHT_CELL = "#10201f"
ON_DARK_CELL = "#fdfcfa"
_FIRST_DARK_CELL = 5


def cell_colours(share: float) -> tuple[str, str]:
    """Return the fill and text colour of a heat map's cell; `share` runs from 0 to 1."""
    step = min(len(RAMP) - 1, int(share * len(RAMP)))
    return RAMP[step], ON_DARK_CELL if step >= _FIRST_DARK_CELL else ON_LIGHT_CELL


def classes() -> dict[str, tuple[str, str]]:
    """Return class and opacity ("" for opaque) by colour, for the SVG's `currentColor`.

    Colours of series keep their value and get a number; the theme recolours them by class.
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
    return found
