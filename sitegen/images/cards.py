"""Pictures for shared links, 1200 by 630: what a page is and whose, where it has no picture of its own.

Drawn with the program's own font, so that all machines make the same; about 20 ms each.
"""

from __future__ import annotations

import io
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
_MARGIN, _EDGE = 72, 14
_ROOM = WIDTH - 2 * _MARGIN
# Sizes of a title from the largest; the first with which it needs at most so many lines is taken.
_TITLE_SIZES = ((104, 2), (84, 3), (66, 4), (54, 5))
_LABEL_SIZE, _FOOT_SIZE = 36, 40
_MARK, _GAP = 26, 4
# Shades of a letter's edge: more look no better, and make the file larger.
_SHADES = 14
_PALE, _ACCENT, _LINE, _SQUARE = 2 * _SHADES, 2 * _SHADES + 1, 2 * _SHADES + 2, 2 * _SHADES + 3
_GRID = 48
_TITLE_TOP = 150
_ANY = (0, *(255,) * 255)


class Card(Struct, frozen=True, kw_only=True):
    """What a picture says: a `label` over the `title`, the city below; `ground`, `accent`, `mark` are
    `#rrggbb`.
    """

    title: str
    label: str
    city: str
    ground: str
    accent: str = "#d99a26"
    mark: str = "#7fb8b4"


def draw_card(card: Card) -> bytes:
    """Return the picture as PNG. Signs that the font lacks are left out."""
    from PIL import Image, ImageDraw

    soft = Image.new("L", (WIDTH, _TITLE_TOP), 0)
    bright = Image.new("L", (WIDTH, HEIGHT - _TITLE_TOP), 0)
    _words(ImageDraw.Draw(bright), ImageDraw.Draw(soft), card)
    picture = _board().copy()
    # Each sign is a number of the palette: the ground and its marks, then two ramps of letters.
    for strip, start, top in ((soft, _SHADES, 0), (bright, 0, _TITLE_TOP)):
        letters = strip.point(_ramp(start))
        picture.paste(letters, (0, top), letters.point(_ANY))
    picture = Image.frombytes("P", picture.size, picture.tobytes())
    picture.putpalette(_palette(card))
    stream = io.BytesIO()
    # More effort takes twice as long, and saves a quarter of 19 KB.
    picture.save(stream, "PNG", compress_level=3)
    return stream.getvalue()


def _words(bright: ImageDraw.ImageDraw, soft: ImageDraw.ImageDraw, card: Card) -> None:
    """Write the words of a card: the title as large as its length allows, the rest at its edges."""
    title = shown(card.title) or shown(card.city)
    for size, most in _TITLE_SIZES:
        font = _font(size, bold=True)
        lines = _wrapped(title, font)
        if len(lines) <= most:
            break
    lines = lines[:most]
    height = round(size * 1.14)
    top = max(0, (340 - height * len(lines)) // 2)
    for number, line in enumerate(lines):
        bright.text((_MARGIN, top + number * height), line, font=font, fill=255)
    soft.text((_MARGIN, 78), _one_line(card.label, _LABEL_SIZE), font=_font(_LABEL_SIZE), fill=255)
    city = _font(_FOOT_SIZE, bold=True)
    at = (_MARGIN + 2 * _MARK + _GAP + 24, HEIGHT - 118 - _TITLE_TOP)
    bright.text(at, _one_line(card.city, _FOOT_SIZE), font=city, fill=255)


@lru_cache(maxsize=1)
def _board() -> Image.Image:
    """The ground: the lines of the board on the right, the bar at the foot, the four squares."""
    from PIL import Image, ImageDraw

    picture = Image.new("L", (WIDTH, HEIGHT), 0)
    draw = ImageDraw.Draw(picture)
    for x in range(WIDTH - _GRID // 2, WIDTH * 2 // 3, -_GRID):
        draw.line((x, 0, x, HEIGHT), fill=_LINE)
    for y in range(_GRID // 2, HEIGHT, _GRID):
        draw.line((WIDTH * 2 // 3 + _GRID, y, WIDTH, y), fill=_LINE)
    draw.rectangle((0, HEIGHT - _EDGE, WIDTH, HEIGHT), fill=_ACCENT)
    left, top = _MARGIN, HEIGHT - 120
    for column, row, number in ((0, 0, _PALE), (1, 0, _ACCENT), (0, 1, _SQUARE), (1, 1, _PALE)):
        x, y = left + column * (_MARK + _GAP), top + row * (_MARK + _GAP)
        draw.rectangle((x, y, x + _MARK - 1, y + _MARK - 1), fill=number)
    return picture


def _ramp(start: int) -> list[int]:
    """For each of 256 shades of a letter its number in the palette; 0 where there is none."""
    return [0 if not (step := value * _SHADES // 255) else start + step for value in range(256)]


def _palette(card: Card) -> list[int]:
    ground, white = _rgb(card.ground), (253, 251, 246)
    soft = _mixed(ground, white, 0.78)
    ramps = [
        _mixed(ground, end, step / _SHADES)
        for end in (white, soft)
        for step in range(1, _SHADES + 1)
    ]
    marks = [white, _rgb(card.accent), _mixed(ground, white, 0.07), _rgb(card.mark)]
    # Number 0 is the ground; the last shade of the second ramp gives way to the first mark.
    colours = [ground, *ramps[: 2 * _SHADES - 1], *marks]
    return [part for colour in colours for part in colour]


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mixed(
    one: tuple[int, int, int], other: tuple[int, int, int], share: float
) -> tuple[int, int, int]:
    r, g, b = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return r, g, b


def shown(text: str) -> str:
    """Return a text in signs that the font has; marks on letters are dropped before the letters are."""
    found: list[str] = []
    for sign in text:
        if _has(sign):
            found.append(sign)
        else:
            found += (each for each in unicodedata.normalize("NFKD", sign) if _has(each))
    return " ".join("".join(found).split())


@lru_cache(maxsize=2048)
def _has(sign: str) -> bool:
    return sign == " " or _font(_LABEL_SIZE, bold=True).getmask(sign).getbbox() is not None


def _wrapped(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= _ROOM:
            lines[-1] = longer
        else:
            lines.append(_cut(word, font))
    return lines


def _one_line(text: str, size: int) -> str:
    return _cut(shown(text), _font(size, bold=True))


def _cut(text: str, font: ImageFont.FreeTypeFont) -> str:
    """As much of a line as fits between the edges."""
    if font.getlength(text) <= _ROOM:
        return text
    while text and font.getlength(f"{text}…") > _ROOM:
        text = text[:-1]
    return f"{text.rstrip()}…"


@lru_cache(maxsize=16)
def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    name = f"SitegenInter-{'Bold' if bold else 'Regular'}.ttf"
    body = (files("sitegen") / "charts" / "fonts" / name).read_bytes()
    return ImageFont.truetype(io.BytesIO(body), size, layout_engine=ImageFont.Layout.BASIC)
