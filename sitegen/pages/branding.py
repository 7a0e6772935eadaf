"""A theme in the colours and with the pictures of a city's brand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from sitegen.charts.palette import PAPER
from sitegen.charts.recolouring import recoloured
from sitegen.city.brand import Emblems
from sitegen.colour import contrast, hue_and_chroma, luminance, of_brightness

STYLE = "style.css"
ICON = "icon.svg"
# What the built-in style sheet makes of its own main colour; each keeps its brightness.
_TOKENS = frozenset(
    {
        "link", "link-hover", "tint", "board", "board-deep", "board-line", "on-board-soft", "on-light",
        "mark", "l1", "l2", "l3", "l4",
    }
)  # fmt: skip
_DARK = "@media screen and (prefers-color-scheme: dark)"
_TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-fA-F]{6});")
_TEXT_CONTRAST, _SIGN_CONTRAST = 4.5, 3.0
# A pale hue stays pale in mixtures, a vivid one does not become louder than this.
_MOST = 2.5
_EMBLEM_NAMES = {"logo": "merek/logo", "logo_dark": "merek/logo-gelap", "icon": "merek/ikon"}


def emblem_assets(emblems: Emblems) -> dict[str, bytes]:
    """Return the pictures of a brand as assets by their names."""
    found = ((name, getattr(emblems, key)) for key, name in _EMBLEM_NAMES.items())
    return {f"{name}.{each.ending}": each.body for name, each in found if each}


def emblem_names(emblems: Emblems) -> tuple[tuple[str, str, int, int], ...]:
    """Return what each picture is for, its name among the assets, its width and height."""
    found = ((key, name, getattr(emblems, key)) for key, name in _EMBLEM_NAMES.items())
    return tuple(
        (key, f"{name}.{each.ending}", each.width, each.height) for key, name, each in found if each
    )


def branded(assets: Mapping[str, bytes], colour: str, built_in_icon: bytes) -> dict[str, bytes]:
    """Return the assets with a style sheet, and the built-in icon, in the city's main colour."""
    made = dict(assets)
    if not colour or STYLE not in made:
        return made
    style = made[STYLE].decode("utf-8", "surrogateescape")
    light, dark = colour_tokens(style)
    new_light, new_dark = _in_colour(light, colour), _in_colour(dark, colour)
    new_light |= _on(new_light | {"board": colour}, light)
    # The rule for all pages comes last, and would win over what dark pages had.
    new_dark = {name: dark[name] for name in new_light if name in dark} | new_dark
    rules = f"\n:root {{{_declared(new_light)} }}\n{_DARK} {{ :root {{{_declared(new_dark)} }} }}\n"
    made[STYLE] = made[STYLE] + rules.encode()
    if made.get(ICON) == built_in_icon:
        made[ICON] = _recoloured_icon(built_in_icon, light, new_light)
    return made


@lru_cache(maxsize=2)
def board_colours(style: bytes) -> tuple[str, str]:
    """Return the ground of the head of pages, light and dark, as a style sheet has it; "" if it has none."""
    light, dark = colour_tokens(style.decode("utf-8", "replace"))
    return light.get("board", ""), dark.get("board", light.get("board", ""))


def colour_tokens(style: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the plain colours that a style sheet sets for all pages, and for dark ones."""
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for match in re.finditer(r"(?:(@media[^{]*)\{\s*)?(?<![\w.)\]]):root\s*\{([^}]*)\}", style):
        media = " ".join((match[1] or "").split())
        if media in {"", _DARK}:
            (dark if media else light).update(
                (name, value.lower()) for name, value in _TOKEN.findall(match[2])
            )
    return light, dark


def _in_colour(tokens: Mapping[str, str], colour: str) -> dict[str, str]:
    """The tokens that follow the main colour."""
    hue, chroma = hue_and_chroma(colour)
    own = hue_and_chroma(tokens["board"])[1] if "board" in tokens else chroma
    share = min(_MOST, chroma / own) if own else 1.0
    found = {
        name: of_brightness(luminance(value), hue, hue_and_chroma(value)[1] * share)
        for name, value in tokens.items()
        if name in _TOKENS
    }
    charts = recoloured(colour)
    known = dict(charts.light) | dict(charts.dark)
    return found | {name: known[value] for name, value in _of_charts(tokens) if value in known}


def _of_charts(tokens: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((n, value) for n, value in tokens.items() if n.startswith(("chart-", "heat-")))


def _on(new: Mapping[str, str], old: Mapping[str, str]) -> dict[str, str]:
    """The ground of the head in the city's very colour, and what must be seen on it."""
    board, on_board = new["board"], old.get("on-board", PAPER)
    found = {"board": board}
    soft = new.get("on-board-soft", on_board)
    hue, chroma = hue_and_chroma(soft)
    bright = luminance(soft)
    while contrast(soft, board) < _TEXT_CONTRAST and bright < luminance(on_board):
        bright = min(luminance(on_board), bright * 1.02)
        soft = of_brightness(bright, hue, chroma)
    found["on-board-soft"] = soft if contrast(soft, board) >= _TEXT_CONTRAST else on_board
    for name in ("focus-on-board", "current"):
        if name in old and contrast(old[name], board) < _SIGN_CONTRAST:
            found[name] = on_board
    return found


def _declared(tokens: Mapping[str, str]) -> str:
    return "".join(f" --{name}: {value};" for name, value in sorted(tokens.items()))


def _recoloured_icon(icon: bytes, old: Mapping[str, str], new: Mapping[str, str]) -> bytes:
    text = icon.decode()
    for name in ("board", "mark"):
        if name in old and name in new:
            text = text.replace(old[name], new[name])
    return text.encode()
