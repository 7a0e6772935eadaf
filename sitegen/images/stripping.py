"""Photos without what they tell besides the picture: place, owner of the telephone, earlier versions.

The picture itself stays as it is, byte by byte, where its format lets it. How it is turned is kept. What
cannot be told apart is drawn anew.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

from sitegen.images.variants import ImageMistake, upright

_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_APP0, _APP1, _APP2, _APP14, _APP15 = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
_ICC = b"ICC_PROFILE\0"
_EXIF = b"Exif\0\0"
_ORIENTATION = 0x0112
# What is drawn anew is a JPEG of this quality: that of good cameras.
_QUALITY = 90
_PNG = b"\x89PNG\r\n\x1a\n"
# The parts of a PNG that decide how it looks.
_LOOKS = frozenset(
    (
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"sBIT",
        b"bKGD",
    )
)
_WEBP_PARTS = frozenset((b"VP8 ", b"VP8L", b"ALPH", b"ICCP"))
_WITH_EXIF, _WITH_XMP, _MOVING = 0x08, 0x04, 0x02


def stripped(data: bytes) -> tuple[bytes, str]:
    """Return a photo without metadata, and the ending of its name if that must change, else "".

    Raises ImageMistake for what is no picture, and MemoryError.
    """
    try:
        if data.startswith(b"\xff\xd8\xff"):
            return b"".join(_jpeg(data)), ""
        if data.startswith(_PNG):
            found = _png(data)
        elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            found = _webp(data)
        else:
            found = b""
    except (struct.error, IndexError):
        raise ImageMistake from None
    return (found, "") if found else (_drawn(data), ".jpg")


def _jpeg(data: bytes) -> Iterator[bytes]:
    """Yield the parts of a JPEG that make the picture, up to its end."""
    yield data[:2]
    turned = _turned(data)
    if turned > 1:
        yield _orientation(turned)
    at, whole = 2, False
    while at + 2 <= len(data):
        if data[at] != 0xFF:
            raise ImageMistake
        kind = data[at + 1]
        if kind == 0xFF:
            at += 1
            continue
        if kind == _EOI:
            whole = True
            break
        (size,) = struct.unpack_from(">H", data, at + 2)
        segment = data[at : at + 2 + size]
        if len(segment) < 2 + size or size < 2:
            raise ImageMistake
        at += 2 + size
        if _makes_picture(kind, segment[4:]):
            yield segment
        if kind == _SOS:
            end = _scan_end(data, at)
            yield data[at:end]
            at = end
    if whole:  # of one that was cut off, what is missing must show
        yield b"\xff\xd9"


def _makes_picture(kind: int, body: bytes) -> bool:
    """Whether a segment is needed to see the picture as it was taken."""
    if kind == _APP2:
        return body.startswith(_ICC)
    if kind in (_APP0, _APP14):
        return body.startswith((b"JFIF\0", b"Adobe"))
    return kind != _COM and not _APP1 <= kind <= _APP15


def _scan_end(data: bytes, at: int) -> int:
    """Where the compressed rows end that begin at `at`: at the next sign that is no part of them."""
    while (at := data.find(b"\xff", at)) >= 0:
        following = data[at + 1 : at + 2]
        if following and following[0] and not 0xD0 <= following[0] <= 0xD7 and following != b"\xff":
            return at
        at += 1 if following == b"\xff" else 2
    return len(data)


def _turned(data: bytes) -> int:
    """How the camera was held, 1 to 8; 1 where nothing says so."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as opened:
            found = opened.getexif().get(_ORIENTATION, 1)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - Pillow raises OSError, SyntaxError, ValueError, struct.error
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def _orientation(turned: int) -> bytes:
    """A segment that says how a picture is turned, and nothing else."""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, turned, 0)
    body = _EXIF + b"MM\0\x2a" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(data: bytes) -> bytes:
    """The parts of a PNG that make the picture; nothing if it says how it is turned, or moves."""
    kept, at = [_PNG], len(_PNG)
    while at + 12 <= len(data):
        (size,) = struct.unpack_from(">I", data, at)
        name = data[at + 4 : at + 8]
        part = data[at : at + 12 + size]
        if len(part) < 12 + size or zlib.crc32(part[4:-4]) != struct.unpack(">I", part[-4:])[0]:
            raise ImageMistake
        if name in (b"eXIf", b"acTL"):
            return b""
        if name in _LOOKS:
            kept.append(part)
        at += 12 + size
        if name == b"IEND":
            return b"".join(kept)
    raise ImageMistake


def _webp(data: bytes) -> bytes:
    """The parts of a WebP that make the picture; nothing if it says how it is turned, or moves."""
    (whole,) = struct.unpack_from("<I", data, 4)
    kept, at, end = [], 12, min(len(data), 8 + whole)
    while at + 8 <= end:
        name, (size,) = data[at : at + 4], struct.unpack_from("<I", data, at + 4)
        part = data[at : at + 8 + size + (size & 1)]
        at += 8 + size + (size & 1)
        if name == b"VP8X":
            if part[8] & (_WITH_EXIF | _MOVING):
                return b""
            part = part[:8] + bytes([part[8] & ~_WITH_XMP]) + part[9:]
        elif name not in _WEBP_PARTS:
            continue
        kept.append(part)
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _drawn(data: bytes) -> bytes:
    """The picture drawn anew, upright, as a JPEG."""
    body = io.BytesIO()
    upright(data).save(body, "JPEG", quality=_QUALITY, optimize=True)
    return body.getvalue()
