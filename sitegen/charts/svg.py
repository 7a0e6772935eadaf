"""The SVG of a chart, prepared for inlining in a page, and the check that it is harmless."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

from sitegen.charts.layout import SIZE
from sitegen.charts.palette import (
    INK,
    ON_DARK_CELL,
    ON_LIGHT_CELL,
    PAPER,
    QUIET,
    RAMP,
    SERIES,
    SERIES_TEXT,
    classes,
)
from sitegen.legible import legible

_NS = "{http://www.w3.org/2000/svg}"
_COLOURED = frozenset({*SERIES, *SERIES_TEXT, QUIET, *RAMP, ON_LIGHT_CELL, ON_DARK_CELL})
_FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"
_KEPT = {
    "path": ("d",),
    "text": ("text-anchor", "font-size", "font-weight"),
}
_PAINT = (
    "fill",
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "fill-opacity",
)
_ELEMENTS = {"svg", "g", "path", "text", "rect"}
_ATTRIBUTES = {
    "aria-label",
    "class",
    "d",
    "fill",
    "fill-opacity",
    "font-family",
    "font-size",
    "font-weight",
    "height",
    "overflow",
    "role",
    "stroke",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "transform",
    "viewBox",
    "width",
    "x",
    "y",
}
_MOVE = re.compile(r"translate\((-?[\d.]+),\s*(-?[\d.]+)\)")
_LAYER = re.compile(r"\blayer_(\d+)_")
_MARGIN = 8


class Frame(Struct, frozen=True, kw_only=True):
    """The size of a drawing in pixels, what screen readers say, and the class by which the theme shows
    one of several drawings.
    """

    width: int
    height: int
    label: str
    name: str = ""


def inline_svgs(drawn: str, pictures: Sequence[tuple[range, Frame]]) -> list[str]:
    """Return the pictures in vl-convert's SVG, adapted for pages: they scale, with the page's font and
    text colour.

    Each consists of the layers with its numbers. Only shapes and texts are kept; there are no ids, so
    charts on one page cannot clash.
    """
    shapes: dict[int, list[str]] = {}
    for layer, text in _shapes(ET.fromstring(drawn), (0.0, 0.0), classes(), 0):
        shapes.setdefault(layer, []).append(text)
    return [
        _framed("".join(text for layer in own for text in shapes.get(layer, ())), frame)
        for own, frame in pictures
    ]


def _framed(shapes: str, frame: Frame) -> str:
    box = f'viewBox="0 0 {frame.width} {frame.height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img"'
    given = {"class": frame.name, "aria-label": legible(frame.label)}
    texts = "".join(f" {key}={quoteattr(text)}" for key, text in given.items() if text)
    return f'{head}{texts} font-size="{SIZE}" fill="currentColor" overflow="visible">{shapes}</svg>'


def standalone_size(width: int, height: int) -> tuple[int, int]:
    """Return the size in pixels of the file that `standalone` makes of a drawing."""
    return width + 4 * _MARGIN, height + 2 * _MARGIN


def standalone(svg: str, fonts: str = _FONTS) -> str:
    """Return the SVG as a separate file: on paper, in ink, in a font of the reader's system.

    A margin keeps labels whole if their font is wider than the one measured: a separate file cuts
    off whatever crosses its edge.
    """
    found = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
    width, height = (int(found[1]), int(found[2])) if found else (0, 0)
    wide, high = standalone_size(width, height)
    box = f"{-_MARGIN} {-_MARGIN} {wide} {high}"
    head, rest = svg.split(">", 1)
    head = head.replace(found[0], f'viewBox="{box}"') if found else head
    size = f' width="{wide}" height="{high}" font-family="{fonts}"'
    corner = f'x="{-_MARGIN}" y="{-_MARGIN}"'
    paper = f'<rect {corner} width="{wide}" height="{high}" fill="{PAPER}"/>'
    return f"{head}{size}>{paper}{rest}".replace("currentColor", INK)


def check_svg(svg: str) -> None:
    """Raise ValueError if the SVG contains anything but harmless shapes and texts."""
    if "<!" in svg or "<?" in svg:
        raise ValueError("declarations, comments and instructions are not allowed")
    try:
        root = ET.fromstring(svg)
    except ET.ParseError as error:
        raise ValueError(f"not well-formed: {error}") from error
    if root.tag != f"{_NS}svg":
        raise ValueError(f"the root is {root.tag}")
    for node in root.iter():
        name = node.tag.removeprefix(_NS)
        if not node.tag.startswith(_NS) or name not in _ELEMENTS:
            raise ValueError(f"element {node.tag} is not allowed")
        for key, value in node.attrib.items():
            if key not in _ATTRIBUTES:
                raise ValueError(f"attribute {key} is not allowed")
            if key != "aria-label" and re.search(r"url|[a-z]+:|[<>\\]", value, re.IGNORECASE):
                raise ValueError(f"value of {key} is not allowed")


def _shapes(
    node: ET.Element,
    moved: tuple[float, float],
    known: dict[str, tuple[str, str]],
    layer: int,
) -> Iterator[tuple[int, str]]:
    """Yield the shapes below `node` with their layers, without groups, whose translations are added up."""
    name = node.tag.removeprefix(_NS)
    if found := _MOVE.match(node.get("transform", "")):
        moved = (moved[0] + float(found[1]), moved[1] + float(found[2]))
    if name in ("svg", "g"):
        if own := _LAYER.search(node.get("class", "")):
            layer = int(own[1])
        for child in node:
            yield from _shapes(child, moved, known, layer)
    elif name in _KEPT and (node.get("fill") or node.get("stroke")):
        yield layer, _shape(node, name, moved, known)


def _shape(
    node: ET.Element,
    name: str,
    moved: tuple[float, float],
    known: dict[str, tuple[str, str]],
) -> str:
    attributes = {key: node.attrib[key] for key in _KEPT[name] if key in node.attrib}
    attributes |= {key: node.attrib[key] for key in _PAINT if key in node.attrib}
    if attributes.get("font-size") == f"{SIZE}px":
        del attributes["font-size"]
    if attributes.get("text-anchor") == "start":
        del attributes["text-anchor"]
    _recolour(attributes, known)
    if name == "text":
        attributes |= {"x": _number(moved[0]), "y": _number(moved[1])}
    elif moved != (0.0, 0.0):
        attributes["transform"] = f"translate({_number(moved[0])},{_number(moved[1])})"
    opening = name + "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    if name == "text":
        return f"<{opening}>{escape(node.text or '')}</{name}>"
    return f"<{opening}/>"


def _recolour(attributes: dict[str, str], known: dict[str, tuple[str, str]]) -> None:
    """Turn ink into `currentColor`, and give a series' colour a class for the theme."""
    paint = "stroke" if "stroke" in attributes else "fill"
    found = known.get(attributes[paint])
    if paint == "stroke":
        attributes["fill"] = "none"
    if found is None:
        return
    name, opacity = found
    if attributes[paint] in (*SERIES, QUIET):
        attributes["class"] = f"chart-{'line' if paint == 'stroke' else 'fill'} {name}"
    elif name:
        attributes["class"] = name
    if attributes[paint] in _COLOURED:
        return
    # Shapes without a fill inherit the root's, which is the page's text colour.
    del attributes[paint]
    if paint == "stroke":
        attributes["stroke"] = "currentColor"
    if opacity:
        attributes[f"{paint}-opacity"] = opacity


def _number(value: float) -> str:
    return f"{round(value, 1):g}"
