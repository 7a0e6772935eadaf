"""A city's logo and icon: SVG and PNG without anything but shapes, colours and texts.

Drawing programs write the author's name, paths of their disk and previews into such files, and an SVG
may carry scripts. What is not named here is left out; the picture looks as before.
"""

from __future__ import annotations

import re
import struct
from xml.etree import ElementTree as ET

from msgspec import Struct

from sitegen.i18n import N_

MAX_BYTES = 128 * 1024
_NS = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_PNG = b"\x89PNG\r\n\x1a\n"
_KEPT_CHUNKS = frozenset(
    {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"sRGB", b"cHRM", b"iCCP"}
)
_SHAPES = frozenset(
    {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "use"}
)
_ELEMENTS = _SHAPES | {
    "svg", "g", "tspan", "defs", "symbol", "clipPath", "mask", "linearGradient", "radialGradient",
    "stop", "pattern", "title", "desc",
}  # fmt: skip
_STYLES = frozenset(
    {
        "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity",
        "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray",
        "stroke-dashoffset", "opacity", "stop-color", "stop-opacity", "clip-path", "clip-rule",
        "mask", "display", "visibility", "color", "font-family", "font-size", "font-weight",
        "font-style", "text-anchor", "letter-spacing", "paint-order", "mask-type",
    }
)  # fmt: skip
_ATTRIBUTES = _STYLES | {
    "id", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "dx", "dy",
    "width", "height", "points", "transform", "viewBox", "preserveAspectRatio", "offset",
    "gradientUnits", "gradientTransform", "spreadMethod", "patternUnits", "patternTransform",
    "patternContentUnits", "clipPathUnits", "maskUnits", "maskContentUnits", "textLength",
    "lengthAdjust", "pathLength",
}  # fmt: skip
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*>", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_OWN_LINK = re.compile(r"url\(\s*[\"']?#[\w.:-]+[\"']?\s*\)")
_UNSAFE = re.compile(r"url\(|javascript:|expression|@|\\|<", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px|pt|mm|cm|in)?\s*")
Rules = tuple[tuple[str, dict[str, str]], ...]


class EmblemMistake(Exception):  # noqa: N818 - becomes a Problem at once
    """The file cannot be used: the reason and the next step, both message ids."""

    def __init__(self, reason: str = "", step: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.step = step


class Emblem(Struct, frozen=True, kw_only=True):
    """A picture to publish: its ending, its bytes, and its size in pixels."""

    ending: str
    body: bytes
    width: int
    height: int


def clean_emblem(data: bytes) -> Emblem:
    """Return the picture in an SVG or PNG file, cleaned. Raises EmblemMistake for any other file."""
    if len(data) > MAX_BYTES:
        raise EmblemMistake(
            N_("every page loads it, and it has more than 128 KB"),
            N_("save it as SVG, or as a PNG that is at most 200 pixels high"),
        )
    if data.startswith(_PNG):
        return _clean_png(data)
    if b"<svg" in data or data.startswith((b"<", b"\xef\xbb\xbf<")):
        return _clean_svg(data)
    raise EmblemMistake(N_("it is neither SVG nor PNG"), N_("save it as SVG or PNG"))


def _damaged() -> EmblemMistake:
    return EmblemMistake(
        N_("it is damaged"),
        N_("open it in a drawing program, and save it again as plain SVG or PNG"),
    )


def _clean_png(data: bytes) -> Emblem:
    kept, at = [_PNG], len(_PNG)
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        end = at + 12 + length
        if data[at + 4 : at + 8] in _KEPT_CHUNKS:
            kept.append(data[at:end])
        if data[at + 4 : at + 8] == b"IEND":
            break
        at = end
    if len(kept) < 4 or kept[1][4:8] != b"IHDR" or kept[-1][4:8] != b"IEND":
        raise _damaged()
    width, height = struct.unpack(">II", kept[1][8:16])
    return Emblem(ending="png", body=b"".join(kept), width=width, height=height)


def _clean_svg(data: bytes) -> Emblem:
    if b"<!ENTITY" in data.upper():
        raise EmblemMistake(
            N_("it has definitions of its own (`<!ENTITY`)"),
            N_("save it as plain SVG, in Inkscape by `Save a Copy`, `Plain SVG`"),
        )
    try:
        root = ET.fromstring(_DOCTYPE.sub(b"", data))  # noqa: S314 - without entities, of limited size
    except (ET.ParseError, ValueError, LookupError):
        raise _damaged() from None
    if root.tag != f"{_NS}svg":
        raise _damaged()
    sheet = " ".join(node.text or "" for node in root.iter(f"{_NS}style"))
    cleaned = _cleaned(root, _rules(sheet))
    if cleaned is None or not any(node.tag.removeprefix(_NS) in _SHAPES for node in cleaned.iter()):
        raise EmblemMistake(
            N_("it has no shapes, only a picture inside"),
            N_("save that picture as PNG, and name it"),
        )
    width, height = _size(cleaned)
    ET.register_namespace("", _NS[1:-1])
    return Emblem(ending="svg", body=ET.tostring(cleaned), width=width, height=height)


def _cleaned(node: ET.Element, rules: Rules) -> ET.Element | None:
    """The element with what is allowed of it; None for one that is not."""
    name = str(node.tag).removeprefix(_NS)
    if name not in _ELEMENTS or not str(node.tag).startswith(_NS):
        return None
    made = ET.Element(node.tag, _attributes(node, name, rules))
    made.text = node.text
    for child in node:
        if (kept := _cleaned(child, rules)) is not None:
            kept.tail = child.tail
            made.append(kept)
    return made


def _attributes(node: ET.Element, name: str, rules: Rules) -> dict[str, str]:
    """The attributes, with styles written as such: a host's policy may forbid styles in pictures."""
    found = {key: value for key, value in node.attrib.items() if key in _ATTRIBUTES}
    own = {name, f"#{node.get('id', '')}", *(f".{each}" for each in node.get("class", "").split())}
    for selector, styles in rules:
        if selector in own:
            found |= styles
    found |= _declared(node.get("style", ""))
    link = node.get("href") or node.get(_LINK) or ""
    if link.startswith("#") and name in {"use", "linearGradient", "radialGradient", "pattern"}:
        found["href"] = link
    return {
        key: value for key, value in found.items() if not _UNSAFE.search(_OWN_LINK.sub("", value))
    }


def _rules(sheet: str) -> Rules:
    """The rules of a style sheet for elements, classes and ids; others are rare in drawings."""
    return tuple(
        (selector.strip(), _declared(body))
        for selectors, body in _RULE.findall(_COMMENT.sub("", sheet))
        for selector in selectors.split(",")
    )


def _declared(text: str) -> dict[str, str]:
    parts = (part.partition(":") for part in text.split(";"))
    return {
        key.strip(): value.replace("!important", "").strip()
        for key, _, value in parts
        if key.strip() in _STYLES and value.strip()
    }


def _size(root: ET.Element) -> tuple[int, int]:
    """The size in pixels; a picture without one gets that of its view box."""
    box = [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", root.get("viewBox", ""))]
    sides = [_NUMBER.fullmatch(root.get(key, "")) for key in ("width", "height")]
    if len(box) == 4 and box[2] > 0 and box[3] > 0:
        width, height = box[2], box[3]
    elif sides[0] and sides[1] and float(sides[0][1]) > 0 and float(sides[1][1]) > 0:
        width, height = float(sides[0][1]), float(sides[1][1])
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    else:
        raise EmblemMistake(
            N_("it does not say how large it is"),
            N_("give its `<svg>` a `viewBox`, or save it again in a drawing program"),
        )
    factor = 100 / height
    return max(1, round(width * factor)), 100
