"""Photos as uploaded by agencies to small pictures for pages; nothing of the file is copied.

Every picture is decoded and re-encoded, which drops EXIF, GPS, XMP and comments. Only JPEG, PNG, WebP
and HEIC are opened: most of Pillow's security advisories concern its other decoders.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sitegen.i18n import N_

if TYPE_CHECKING:
    from PIL import Image

MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 40_000_000
# A progressive JPEG is decoded once more, whole, for each of its scans; cameras write about ten.
MAX_SCANS = 100
WIDTHS = (480, 960)
# The JPEG that opens from the page, for posters to be read and for newspapers.
LARGE = 1600
# It is made if it is so many times wider than the other.
GAIN = 1.25
JPEG_QUALITY = 74
WEBP_QUALITY = 70
FORMATS = ("JPEG", "PNG", "WEBP")
WEBP_MAX_SIDE = 16_383
# A picture so many times larger than its widest form is first made smaller by averaging, for which it
# need not be copied whole.
SPARE = 3
_ORIENTATION = 0x0112
# The signs of a JPEG file: what begins a segment (not a filled or restarted one), a scan, the end.
_SEGMENT = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7\x01])")
_SCAN, _END, _START = 0xDA, 0xD9, 0xD8
# How photos from iPhones start; only for these the library that reads them is imported.
_HEIC = (b"ftypheic", b"ftypheix", b"ftypheim", b"ftypheis", b"ftypmif1", b"ftyphevc", b"ftyphevx")
_END_OF_JPEG = b"\xff\xd9"
# Rows that a decoder makes up at a time where the data of a JPEG end.
_MADE_UP = 16


class ImageMistake(Exception):  # noqa: N818 - becomes a Problem at once
    """The file is not a usable picture; carries a problem code and its params."""

    def __init__(self, code: str = "G004", **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class Variant(Struct, frozen=True):
    """One size of a picture: `suffix` is `-480.webp`, `-960.jpg`, `-1600.jpg`, ...; `body` is b"" until it is
    encoded.
    """

    suffix: str
    body: bytes
    width: int
    height: int


def make_variants(data: bytes) -> tuple[Variant, ...]:
    """Return the sizes of the picture in `data`: WebP from small to large, then JPEG for the page, and
    a large one unless that is as large already.

    No size is larger than the picture itself. Raises as `upright`.
    """
    picture = upright(data)
    return tuple(_encoded(picture, _forms(*picture.size)))


def judge(data: bytes) -> tuple[Variant, ...]:
    """Return the sizes that `make_variants` would make, not encoded; raises whatever it raises.

    The picture is decoded in full, since only that tells whether it can be.
    """
    return _forms(*upright(data).size)


def upright(data: bytes) -> Image.Image:
    """Return the picture in `data` in RGB, upright, without metadata, a very large one made smaller.

    Raises ImageMistake for anything but a JPEG, PNG, WebP or HEIC picture of at most 25 MB and 40
    megapixels, and MemoryError.
    """
    from PIL import Image, UnidentifiedImageError

    if len(data) > MAX_BYTES:
        raise ImageMistake("G006", size=str(len(data) >> 20), limit=str(MAX_BYTES >> 20))
    heic = data[4:12] in _HEIC
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _decoded(data, _heic_format() if heic else FORMATS)
    except (ImageMistake, MemoryError):  # the machine may have more memory the next time
        raise
    except Image.DecompressionBombError as error:
        found = re.search(r"\d+", str(error))
        raise ImageMistake("G008", pixels=found[0] if found else "?", limit="40") from None
    except UnidentifiedImageError:
        if heic:
            raise ImageMistake("G007", reason=N_("damaged")) from None
        raise ImageMistake("G004", reason=N_("neither JPEG nor PNG nor WebP")) from None
    except Exception:  # noqa: BLE001 - Pillow raises OSError, SyntaxError, ValueError, struct.error
        raise ImageMistake("G007" if heic else "G004", reason=N_("damaged")) from None


def _heic_format() -> tuple[str, ...]:
    from pillow_heif import options, register_heif_opener

    # Threads that cannot be started within a unit's budget of memory may be waited for without end.
    options.DECODE_THREADS = 1
    register_heif_opener()
    return ("HEIF",)


def _decoded(data: bytes, formats: tuple[str, ...]) -> Image.Image:
    """The picture as `_small` makes it; a JPEG that lacks only its last bytes is read as viewers do."""
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=formats) as opened:
        _refuse_huge(opened.width, opened.height)
        _refuse_endless(data)
        try:
            return _small(opened)
        except OSError:
            if opened.format != "JPEG" or data.endswith(_END_OF_JPEG):
                raise
    with Image.open(io.BytesIO(data + _END_OF_JPEG), formats=formats) as mended:
        mended.load()
        bottom = mended.convert("RGB").crop((0, mended.height - _MADE_UP, *mended.size))
        if len(bottom.getcolors(bottom.width * _MADE_UP) or ()) == 1:
            raise OSError  # more is missing than the end: the rest of the picture is made up
        return _small(mended)


def scans(data: bytes) -> int:
    """Return how often the picture in a JPEG file is passed over, up to its end or the file's.

    What lies within other segments or behind the picture, such as a film, does not count.
    """
    count, at = 0, 0
    while match := _SEGMENT.search(data, at):
        kind, at = match[1][0], match.end()
        if kind == _END:
            break
        if kind != _START:
            at += int.from_bytes(data[at : at + 2], "big")
        count += kind == _SCAN
    return count


def _refuse_huge(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise ImageMistake("G008", pixels=f"{width} x {height}", limit=str(MAX_PIXELS // 10**6))


def _refuse_endless(data: bytes) -> None:
    count = scans(data) if data.startswith(b"\xff\xd8") else 0
    if count > MAX_SCANS:
        raise ImageMistake("G011", count=str(count), limit=str(MAX_SCANS))


def _small(opened: Image.Image) -> Image.Image:
    """The picture upright in RGB on white, not much larger than needed, without metadata.

    A picture of 40 million pixels takes 160 MB each time that it is copied, so that it is made smaller
    before it is turned.
    """
    from PIL import Image, ImageOps

    opened.draft("RGB", (WIDTHS[-1] * 2, WIDTHS[-1] * 2))
    turned = opened.getexif().get(_ORIENTATION)
    picture = _flat(opened)
    if factor := min(picture.size) // (WIDTHS[-1] * SPARE):
        picture = picture.reduce(factor) if factor > 1 else picture
    if turned:
        exif = Image.Exif()
        exif[_ORIENTATION] = turned
        picture.info["exif"] = exif.tobytes()
        ImageOps.exif_transpose(picture, in_place=True)
        picture.info.clear()
    return picture


def _flat(image: Image.Image) -> Image.Image:
    """The picture in RGB on white."""
    from PIL import Image

    if image.mode.startswith("I"):
        return _eight_bits(image).convert("RGB")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layered = image if image.mode == "RGBA" else image.convert("RGBA")
        flat = Image.new("RGB", layered.size, "white")
        flat.paste(layered, mask=layered.getchannel("A"))
        return flat
    flat = image.convert("RGB")
    flat.info.clear()
    return flat


def _eight_bits(image: Image.Image) -> Image.Image:
    """A grey picture of 16 bits in 8; converting it would make all but the darkest 255 shades white."""
    wide = image if image.mode == "I;16" else image.convert("I")
    return wide.point(lambda shade: shade * (1 / 256)).convert("L")


def _forms(width: int, height: int) -> tuple[Variant, ...]:
    """The sizes of a picture of this size, not encoded."""
    # A long screenshot is made narrower, so that its height fits the format.
    widest = max(1, width * WEBP_MAX_SIDE // height)
    widths = sorted({min(each, width, widest) for each in WIDTHS})
    large = min(LARGE, width, widest)
    large = large if large >= widths[-1] * GAIN else widths[-1]

    def form(wide: int, ending: str) -> Variant:
        high = min(WEBP_MAX_SIDE, max(1, round(height * wide / width)))
        return Variant(f"-{wide}.{ending}", b"", wide, high)

    jpegs = sorted({widths[-1], large})
    return (*(form(each, "webp") for each in widths), *(form(each, "jpg") for each in jpegs))


def _encoded(picture: Image.Image, forms: tuple[Variant, ...]) -> Iterator[Variant]:
    from PIL import Image

    sized = picture
    for form in forms:
        size = (form.width, form.height)
        # The widest WebP and the first JPEG are of one size.
        if sized is picture or sized.size != size:
            sized = picture.resize(size, Image.Resampling.LANCZOS)
        body = io.BytesIO()
        if form.suffix.endswith(".webp"):
            sized.save(body, "WEBP", quality=WEBP_QUALITY, method=4)
        else:
            sized.save(body, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
        yield replace(form, body=body.getvalue())
