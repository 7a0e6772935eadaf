"""Lines of letters for drawn pictures: each sign is drawn once in a size, then put wherever it stands.

With the program's own font, so that all machines make the same.
"""

from __future__ import annotations

import io
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from PIL import Image, ImageFont

# How many steps lie between the ground and a whole letter; more look no better.
SHADES = 8
_ELLIPSIS = "…"
# How much closer two letters stand than they are wide, in thousandths of the size: the largest of
# what the font's own table says, which plain layout does not read.
_CLOSER = {
    "A": (("CGOQ", 45), ("T", 90), ("VWYvwy", 75)),
    "D": (("AVY.,", 45),),
    "F": (("A", 90), ("J", 75), ("acdegoquvy.", 30), (",", 45)),
    "K": (("CGOQcdegoqvy", 45), ("u", 30), ("w", 60), ("-", 75)),
    "L": (("CGOQW", 30), ("TY", 90), ("Vvy", 75), ("-", 45)),
    "O": (("AVY.,", 45),),
    "P": (("AJ", 90), (".,", 40)),
    "R": (("Y", 30),),
    "T": (("AJ", 90), ("t", 105), ("acdegoqsu", 75), ("mnprvwy", 60), ("z-", 45), (".,:", 30)),
    "V": (("A", 75), ("s", 45), ("J.,", 90), ("acdegoq-:", 60)),
    "W": (("A", 75), ("mnprs", 30), ("Ja", 60), ("cdegoq-:", 45), (".,", 90)),
    "Y": (("As", 75), ("CGOQmnpru", 45), ("acdegoq", 105), (".,-:", 60)),
    "f": (("ft", 45), (".,", 60)),
    "k": (("-", 60),),
    "r": (("cdegoq-", 30), (".,", 60)),
    "v": ((".,-", 45),),
    "w": ((".,", 75),),
    "y": ((".,-", 45),),
    "7": (("acdegmnopqrs", 45), (".,", 120)),
}
_PAIRS = {
    first + second: thousandths
    for first, groups in _CLOSER.items()
    for signs, thousandths in groups
    for second in signs
}


class Face(Struct, frozen=True):
    """Letters of one size, in pixels; `soft` ones are less bright."""

    size: int
    bold: bool = False
    soft: bool = False


class _Sign(Struct, frozen=True):
    """A drawn sign: its shades, where it has any, and where it stands from its place."""

    shades: Image.Image | None
    ink: Image.Image | None
    left: int
    top: int
    advance: int


def width(text: str, face: Face) -> int:
    """Return how many pixels a line is wide."""
    words = text.split(" ")
    return sum(_word(each, face) for each in words) + (len(words) - 1) * _word(" ", face)


@lru_cache(maxsize=8192)
def _word(word: str, face: Face) -> int:
    drawn = sum(_sign(each, face).advance for each in word)
    return drawn - sum(_closer(word[at : at + 2], face.size) for at in range(len(word) - 1))


def write(picture: Image.Image, place: tuple[int, int], text: str, face: Face) -> None:
    """Put a line into a picture whose numbers 1 to `SHADES` are a letter's shades."""
    x, y = place
    for word in text.split(" "):
        drawn = _drawn(word, face)
        if drawn.shades is not None:
            picture.paste(drawn.shades, (x + drawn.left, y + drawn.top), drawn.ink)
        x += drawn.advance + _word(" ", face)


@lru_cache(maxsize=512)
def _drawn(word: str, face: Face) -> _Sign:
    """A word as one sign: many titles have it."""
    from PIL import Image

    signs = []
    x = 0
    for at, each in enumerate(word):
        sign = _sign(each, face)
        signs.append((x + sign.left, sign))
        x += sign.advance - _closer(word[at : at + 2], face.size)
    inked = [(at, sign, sign.shades) for at, sign in signs if sign.shades is not None]
    if not inked:
        return _Sign(None, None, 0, 0, x)
    left, top = min(at for at, _, _ in inked), min(sign.top for _, sign, _ in inked)
    right = max(at + shades.width for at, _, shades in inked)
    bottom = max(sign.top + shades.height for _, sign, shades in inked)
    whole = Image.new("P", (right - left, bottom - top), 0)
    for at, sign, shades in inked:
        whole.paste(shades, (at - left, sign.top - top), sign.ink)
    return _Sign(whole, _ink(whole), left, top, x)


def lines(text: str, face: Face, room: int) -> list[str]:
    """Return a text in lines that fit the room; a longer word has a line of its own."""
    found: list[str] = []
    space, used = _word(" ", face), 0
    for word in text.split(" "):
        own = _word(word, face)
        if found and used + space + own <= room:
            found[-1] += f" {word}"
            used += space + own
        else:
            found.append(word)
            used = own
    return found


def balanced(text: str, face: Face, room: int) -> list[str]:
    """Return a text in as few lines as `lines`, of lengths as even as a narrower room makes them."""
    found = lines(text, face, room)
    narrow, wide = room // 3, room
    while wide - narrow > 8:
        middle = (narrow + wide) // 2
        tried = lines(text, face, middle)
        if len(tried) > len(found) or any(width(line, face) > middle for line in tried):
            narrow = middle
        else:
            wide = middle
    return lines(text, face, wide)


def cut(text: str, face: Face, room: int) -> str:
    """Return as much of a line as fits the room."""
    if width(text, face) <= room:
        return text
    room -= width(_ELLIPSIS, face)
    while text and width(text, face) > room:
        text = text[:-1]
    return f"{text.rstrip()}{_ELLIPSIS}"


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
    return sign == " " or _font(36, bold=True).getmask(sign).getbbox() is not None


def _closer(pair: str, size: int) -> int:
    return round(_PAIRS[pair] * size / 1000) if pair in _PAIRS else 0


@lru_cache(maxsize=2048)
def _sign(sign: str, face: Face) -> _Sign:
    """A sign as it is drawn, which takes longer than all that is done with it later."""
    from PIL import Image, ImageDraw

    font = _font(face.size, bold=face.bold)
    advance = round(font.getlength(sign))
    left, top, right, bottom = map(int, font.getbbox(sign))
    if right <= left or bottom <= top:
        return _Sign(None, None, 0, 0, advance)
    letter = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(letter).text((-left, -top), sign, font=font, fill=255)
    brightest = SHADES * 5 // 6 if face.soft else SHADES
    shades = letter.point([(value * brightest + 127) // 255 for value in range(256)])
    numbered = _numbered(shades)
    return _Sign(numbered, _ink(numbered), left, top, advance)


def _ink(shades: Image.Image) -> Image.Image:
    """Where a letter is."""
    return shades.point([0, *(255,) * 255], "1")


def _numbered(shades: Image.Image) -> Image.Image:
    """The same numbers as those of a palette."""
    from PIL import Image

    return Image.frombytes("P", shades.size, shades.tobytes())


@lru_cache(maxsize=32)
def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(
        io.BytesIO(_font_file(bold=bold)), size, layout_engine=ImageFont.Layout.BASIC
    )


@lru_cache(maxsize=2)
def _font_file(*, bold: bool) -> bytes:
    name = f"SitegenInter-{'Bold' if bold else 'Regular'}.ttf"
    return (files("sitegen") / "charts" / "fonts" / name).read_bytes()
