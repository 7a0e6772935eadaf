"""Photos as uploaded by agencies to small pictures for pages; nothing of the file is copied.

Every picture is decoded and re-encoded, which drops EXIF, GPS, XMP and comments. Only JPEG, PNG and
WebP are opened: most of Pillow's security advisories concern its other decoders.
"""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass

from sitegen.i18n import N_

MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 40_000_000
WIDTHS = (480, 960)
JPEG_QUALITY = 74
WEBP_QUALITY = 70
FORMATS = ("JPEG", "PNG", "WEBP")
WEBP_MAX_SIDE = 16_383
# How photos from phones start that cannot be read here.
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc")


class ImageMistake(Exception):  # noqa: N818 - becomes a Problem at once
    """The file is not a usable picture; carries a problem code and its params."""

    def __init__(self, code: str = "G004", **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Variant:
    """One encoded size of a picture: `suffix` is `-480.webp`, `-960.jpg`, ..."""

    suffix: str
    body: bytes
    width: int
    height: int


def make_variants(data: bytes) -> tuple[Variant, ...]:
    """Return the sizes of the picture in `data`: WebP from small to large, then one JPEG.

    No size is larger than the picture itself. Raises ImageMistake for anything but a JPEG, PNG or
    WebP picture of at most 25 MB and 40 megapixels, and MemoryError.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    if len(data) > MAX_BYTES:
        raise ImageMistake("G006", size=str(len(data) >> 20), limit=str(MAX_BYTES >> 20))
    if data[4:12] in _HEIC:
        raise ImageMistake("G007")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                _refuse_huge(opened.width, opened.height)
                opened.draft("RGB", (WIDTHS[-1] * 2, WIDTHS[-1] * 2))
                turned = ImageOps.exif_transpose(opened)
                picture = _flat(turned if turned is not None else opened)
    except (ImageMistake, MemoryError):  # the machine may have more memory the next time
        raise
    except Image.DecompressionBombError as error:
        found = re.search(r"\d+", str(error))
        raise ImageMistake("G008", pixels=found[0] if found else "?", limit="40") from None
    except UnidentifiedImageError:
        raise ImageMistake("G004", reason=N_("neither JPEG nor PNG nor WebP")) from None
    except Exception as error:  # noqa: BLE001 - Pillow raises OSError, SyntaxError, ValueError, struct.error
        raise ImageMistake("G004", reason=type(error).__name__) from None
    return _encode(picture)


def _refuse_huge(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise ImageMistake("G008", pixels=f"{width} x {height}", limit=str(MAX_PIXELS // 10**6))


def _flat(image: object) -> object:
    """The picture in RGB on white, without any of the file's metadata."""
    from PIL import Image

    if not isinstance(image, Image.Image):
        raise TypeError(type(image).__name__)
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layered = image.convert("RGBA")
        flat = Image.new("RGB", layered.size, "white")
        flat.paste(layered, mask=layered.getchannel("A"))
        return flat
    flat = image.convert("RGB")
    flat.info.clear()
    return flat


def _encode(picture: object) -> tuple[Variant, ...]:
    from PIL import Image

    if not isinstance(picture, Image.Image):
        raise TypeError(type(picture).__name__)
    # A long screenshot is made narrower, so that its height fits the format.
    widest = max(1, picture.width * WEBP_MAX_SIDE // picture.height)
    widths = sorted({min(width, picture.width, widest) for width in WIDTHS})
    variants: list[Variant] = []
    for width in widths:
        height = min(WEBP_MAX_SIDE, max(1, round(picture.height * width / picture.width)))
        sized = picture.resize((width, height), Image.Resampling.LANCZOS)
        webp = io.BytesIO()
        sized.save(webp, "WEBP", quality=WEBP_QUALITY, method=4)
        variants.append(Variant(f"-{width}.webp", webp.getvalue(), width, height))
        if width == widths[-1]:
            jpeg = io.BytesIO()
            sized.save(jpeg, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
            variants.append(Variant(f"-{width}.jpg", jpeg.getvalue(), width, height))
    return tuple(variants)
