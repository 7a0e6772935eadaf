"""The icon of a site as programs want it that read no SVG: PNG for phones, ICO for older browsers."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

TOUCH, SMALL = 180, 32
_BOX = re.compile(r'viewBox="0 0 (\d+) \1"')
# What our own icon consists of: a ground, and squares in colours.
_GROUND = re.compile(r'<rect width="\d+" height="\d+"(?: rx="\d+")? fill="(#[0-9a-fA-F]{6})"\s*/>')
_PATH = re.compile(r'<path(?: fill="(#[0-9a-fA-F]{6})"| d="([^"]*)"){2}\s*/>')
_SQUARE = re.compile(r"M(\d+) (\d+)h(\d+)v(\d+)(?:H\d+|h-\d+)z")


def touch_icon(icon: bytes) -> bytes:
    """Return an icon, SVG or PNG, as the PNG that phones put on their screens."""
    return _saved(_drawn(icon, TOUCH), "PNG")


def small_icon(icon: bytes) -> bytes:
    """Return an icon, SVG or PNG, as `favicon.ico`."""
    return _saved(_drawn(icon, SMALL), "ICO")


def _saved(picture: Image.Image, kind: str) -> bytes:
    stream = io.BytesIO()
    options = {"sizes": [picture.size]} if kind == "ICO" else {"optimize": True}
    picture.save(stream, kind, **options)
    return stream.getvalue()


def _drawn(icon: bytes, size: int) -> Image.Image:
    """The icon so many pixels wide and high, whole in the middle if it is no square."""
    from PIL import Image

    text = icon.decode("utf-8", "replace")
    if (own := _of_squares(text, size)) is not None:
        return own
    if b"<svg" in icon:
        from vl_convert import svg_to_png

        icon = bytes(svg_to_png(text, scale=size / _side(text)))
    with Image.open(io.BytesIO(icon), formats=("PNG",)) as opened:
        picture = opened.convert("RGBA")
    picture.thumbnail((size, size), Image.Resampling.LANCZOS)
    square = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    square.paste(picture, ((size - picture.width) // 2, (size - picture.height) // 2))
    return square


def _side(text: str) -> float:
    """The longer side of a cleaned drawing, which always has a view box."""
    found = re.search(r'viewBox="\s*\S+ \S+ (\S+) (\S+)\s*"', text)
    return max(map(float, found.groups())) if found else TOUCH


def _of_squares(text: str, size: int) -> Image.Image | None:
    """Our own icon, which is drawn without the large library that reads any drawing."""
    from PIL import Image, ImageDraw

    box, ground, paths = _BOX.search(text), _GROUND.search(text), _PATH.findall(text)
    if (
        not (box and ground)
        or text.count("<path") != len(paths)
        or text.count("<") != len(paths) + 3
    ):
        return None
    unit = size / int(box[1])
    picture = Image.new("RGB", (size, size), ground[1])
    draw = ImageDraw.Draw(picture)
    for colour, shape in paths:
        if _SQUARE.sub("", shape):
            return None
        for x, y, width, height in (map(int, found) for found in _SQUARE.findall(shape)):
            edges = (x, y, x + width, y + height)
            left, top, right, bottom = (round(edge * unit) for edge in edges)
            draw.rectangle((left, top, right - 1, bottom - 1), fill=colour)
    return picture
