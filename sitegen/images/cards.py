"""Pictures for shared links, 1200 by 630: what a page is and whose, where it has no picture of its own.

Everything stands in the middle, since some programs show only a square of it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.images.lettering import SHADES, Face, balanced, cut, lines, shown, width, write
from sitegen.images.rows import Packed, joined, packed_rows

if TYPE_CHECKING:
    from PIL import Image

WIDTH, HEIGHT = 1200, 630
# The square in the middle, less a rim, and the whole width, less its edges.
_SQUARE_ROOM, _WIDE_ROOM = 600, 1056
_LABEL_ROOM = 860
# Faces of a title from the largest, with the room that it gets and the most lines: the first
# that it fits is taken.
_TITLES = (
    (96, _SQUARE_ROOM, 3),
    (80, _SQUARE_ROOM, 4),
    (68, _SQUARE_ROOM, 4),
    (60, _SQUARE_ROOM, 4),
    (72, _WIDE_ROOM, 4),
    (62, _WIDE_ROOM, 4),
    (50, _WIDE_ROOM, 4),
)
_LABEL, _NOTE, _CITY = Face(40, bold=True), Face(36, soft=True), Face(36, bold=True)
_NOTES = ((_NOTE, _SQUARE_ROOM + 20, 1), (_NOTE, _SQUARE_ROOM, 3), (_NOTE, _WIDE_ROOM, 2))
_LABEL_TOP, _TITLE_TOP, _TITLE_END, _FOOT_TOP = 50, 112, 512, 539
_NOTE_SPACE = 16
_ACCENT, _MARK_COLOUR, _LINE = SHADES + 1, SHADES + 2, SHADES + 3
_EDGE, _MARK, _GAP, _GRID = 14, 20, 4, 48
_MARK_ROOM = 2 * _MARK + _GAP + 18
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


class Card(Struct, frozen=True, kw_only=True):
    """What a picture says: a `label` over the `title`, a `note` under it, the city at its foot.

    `ground`, `accent`, `mark` are `#rrggbb`. A city whose icon is its own has `squares` no more.
    """

    title: str
    label: str
    city: str
    ground: str
    note: str = ""
    accent: str = "#d99a26"
    mark: str = "#7fb8b4"
    squares: bool = True


def draw_card(card: Card) -> bytes:
    """Return the picture as PNG of 16 colours. Signs that the font lacks are left out."""
    city = shown(card.city)
    label = _label(shown(card.label))
    foot = _foot(city, squares=card.squares)
    middle = _title(shown(card.title) or city, shown(card.note))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0)
    chunks = (
        (b"IHDR", head),
        (b"PLTE", _palette(card.ground, card.accent, card.mark)),
        (b"IDAT", joined((label, *middle, foot))),
        (b"IEND", b""),
    )
    return b"".join((_SIGNATURE, *(_chunk(name, each) for name, each in chunks)))


@lru_cache(maxsize=64)
def _label(text: str) -> Packed:
    """The rows down to the title, which the pictures of a unit share."""
    picture = _board(0, _TITLE_TOP)
    _in_the_middle(picture, _LABEL_TOP, cut(text, _LABEL, _LABEL_ROOM), _LABEL)
    return packed_rows(picture)


def _title(title: str, text: str) -> tuple[Packed, ...]:
    """The rows of the title, as large as its length allows, with the note under it, and those around."""
    note = _fitting(text, _NOTES)[1] if text else []
    space = _NOTE_SPACE if note else 0
    height = _TITLE_END - _TITLE_TOP - len(note) * _line(_NOTE) - space
    face, found = _fitting(
        title,
        (
            (face, room, min(most, height // _line(face)))
            for size, room, most in _TITLES
            for face in (Face(size, bold=True),)
        ),
    )
    top = _TITLE_TOP + (height - len(found) * _line(face)) // 2
    end = top + len(found) * _line(face) + len(note) * _line(_NOTE) + space
    # Letters hang under their line by less than a quarter of their size.
    last = min(end + (_NOTE if note else face).size // 4, _FOOT_TOP)
    picture = _board(top, last)
    y = 0
    for line in found:
        _in_the_middle(picture, y, line, face)
        y += _line(face)
    for line in note:
        _in_the_middle(picture, y + space, line, _NOTE)
        y += _line(_NOTE)
    return _empty(_TITLE_TOP, top), packed_rows(picture), _empty(last, _FOOT_TOP)


def _fitting(text: str, forms: Iterable[tuple[Face, int, int]]) -> tuple[Face, list[str]]:
    """The first face in which a text fits its room and number of lines, and the lines; the last cuts it."""
    for face, room, most in forms:
        found = lines(text, face, room)
        if len(found) <= most and all(width(line, face) <= room for line in found):
            return face, balanced(text, face, room)
    rest = " ".join(text.split(" ")[sum(line.count(" ") + 1 for line in found[: most - 1]) :])
    return face, [cut(line, face, room) for line in (*found[: most - 1], rest) if line]


def _in_the_middle(picture: Image.Image, top: int, text: str, face: Face) -> None:
    write(picture, ((WIDTH - width(text, face)) // 2, top), text, face)


def _line(face: Face) -> int:
    return round(face.size * (1.14 if face.bold else 1.28))


@lru_cache(maxsize=8)
def _foot(text: str, *, squares: bool) -> Packed:
    """The rows under the title: the name of the city, which all its pictures share."""
    picture = _board(_FOOT_TOP, HEIGHT)
    city = cut(text, _CITY, _WIDE_ROOM - _MARK_ROOM)
    lead = _MARK_ROOM if squares else 0
    left = (WIDTH - lead - width(city, _CITY)) // 2
    if squares:
        for column, row, number in (
            (0, 0, SHADES),
            (1, 0, _ACCENT),
            (0, 1, _MARK_COLOUR),
            (1, 1, SHADES),
        ):
            x, y = left + column * (_MARK + _GAP), row * (_MARK + _GAP) + 1
            picture.paste(number, (x, y, x + _MARK, y + _MARK))
    write(picture, (left + lead, 0), city, _CITY)
    return packed_rows(picture)


@lru_cache(maxsize=512)
def _empty(top: int, end: int) -> Packed:
    """Rows without letters."""
    return packed_rows(_board(top, end))


def _board(top: int, end: int) -> Image.Image:
    """Rows of the ground that all cards share."""
    return _whole_board().crop((0, top, WIDTH, end))


@lru_cache(maxsize=1)
def _whole_board() -> Image.Image:
    """The lines of a board at both sides, the bar at the foot."""
    from PIL import Image

    picture = Image.new("P", (WIDTH, HEIGHT), 0)
    side = 4 * _GRID
    for left in (0, WIDTH - side):
        for x in range(left + _GRID // 2, left + side, _GRID):
            picture.paste(_LINE, (x, 0, x + 1, HEIGHT))
        for y in range(_GRID // 2, HEIGHT, _GRID):
            picture.paste(_LINE, (left, y, left + side, y + 1))
    picture.paste(_ACCENT, (0, HEIGHT - _EDGE, WIDTH, HEIGHT))
    return picture


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


@lru_cache(maxsize=64)
def _palette(ground: str, accent: str, mark: str) -> bytes:
    dark, white = _rgb(ground), (253, 251, 246)
    ramp = [_mixed(dark, white, step / SHADES) for step in range(SHADES + 1)]
    marks = [_rgb(accent), _rgb(mark), _mixed(dark, white, 0.08)]
    return bytes(part for colour in (*ramp, *marks) for part in colour)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mixed(
    one: tuple[int, int, int], other: tuple[int, int, int], share: float
) -> tuple[int, int, int]:
    r, g, b = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return r, g, b
