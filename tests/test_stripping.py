"""Photos lose what they tell besides the picture, and nothing of the picture."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from sitegen.images.stripping import stripped
from sitegen.images.variants import ImageMistake, upright

TELLS = b"TELEPON-SITI"


def picture(mode: str = "RGB", size: tuple[int, int] = (64, 48)) -> Image.Image:
    """A picture that looks different in each of the ways that it may be turned."""
    made = Image.new("RGB", size, "white")
    made.paste("red", (0, 0, size[0] // 2, size[1] // 4))
    made.paste("blue", (0, size[1] // 2, size[0] // 4, size[1]))
    return made.convert(mode)


def exif(turned: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = turned
    made[0x010F] = TELLS.decode()
    made.get_ifd(0x8825).update({1: "S", 2: (6.0, 52.0, 1.0)})
    return made


def saved(form: str, image: Image.Image | None = None, **options: Any) -> bytes:
    body = io.BytesIO()
    (image or picture()).save(body, form, **options)
    return body.getvalue()


def segment(kind: int, body: bytes) -> bytes:
    return bytes((0xFF, kind)) + struct.pack(">H", len(body) + 2) + body


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def text_chunk() -> PngImagePlugin.PngInfo:
    made = PngImagePlugin.PngInfo()
    made.add_text("Author", TELLS.decode())
    made.add_itxt("Comment", TELLS.decode())
    return made


def with_segments(data: bytes) -> bytes:
    more = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + TELLS) + segment(0xFE, TELLS)
    more += segment(0xED, b"Photoshop 3.0\0" + TELLS) + segment(0xE2, b"FPXR\0" + TELLS)
    return data[:2] + more + data[2:]


def in_webp(data: bytes) -> bytes:
    """A WebP with a chunk of XMP, and one that nobody knows."""
    flags = chunk_of(b"VP8X", b"\x04\0\0\0" + struct.pack("<I", 63)[:3] + struct.pack("<I", 47)[:3])
    body = b"WEBP" + flags + data[12:] + chunk_of(b"XMP ", TELLS) + chunk_of(b"LAIN", TELLS)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def chunk_of(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) & 1)


PHOTOS = {
    "a camera's JPEG": saved("JPEG", exif=exif()),
    "a turned JPEG": saved("JPEG", exif=exif(6)),
    "a progressive JPEG": saved("JPEG", exif=exif(3), progressive=True),
    "a grey JPEG": saved("JPEG", picture("L"), exif=exif(8)),
    "a CMYK JPEG": saved("JPEG", picture("CMYK"), exif=exif()),
    "a JPEG with XMP, remarks and pictures within": with_segments(saved("JPEG")),
    "a JPEG with a film behind it": saved("JPEG") + TELLS * 9,
    "a JPEG with restarts": saved("JPEG", restart_marker_rows=1, exif=exif()),
    "a PNG with texts": saved("PNG", pnginfo=text_chunk()),
    "a PNG with something behind it": saved("PNG") + TELLS,
    "a PNG with a palette": saved("PNG", picture("P"), pnginfo=text_chunk()),
    "a turned PNG": saved("PNG", exif=exif(6)),
    "a WebP with EXIF": saved("WEBP", exif=exif(6), lossless=True),
    "a WebP with XMP": in_webp(saved("WEBP", lossless=True)),
}


@pytest.mark.parametrize("name", PHOTOS)
def test_a_photo_looks_as_before_and_tells_nothing(name: str) -> None:
    data = PHOTOS[name]
    assert TELLS in data

    kept, ending = stripped(data)

    assert TELLS not in kept
    assert b"GPS" not in kept
    before, after = upright(data), upright(kept)
    assert after.size == before.size
    if ending:  # drawn anew
        pairs = zip(before.resize((8, 6)).tobytes(), after.resize((8, 6)).tobytes(), strict=True)
        assert max(abs(a - b) for a, b in pairs) < 24
    else:
        assert after.tobytes() == before.tobytes()
    assert stripped(kept) == (kept, "")


def test_colours_keep_their_profile() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kept, _ = stripped(saved("JPEG", icc_profile=profile))
    with Image.open(io.BytesIO(kept)) as opened:
        assert opened.info["icc_profile"] == profile


def test_a_photo_without_metadata_stays_as_it_is() -> None:
    for data in (saved("JPEG"), saved("PNG"), saved("WEBP")):
        assert stripped(data) == (data, "")


def test_a_photo_of_an_iphone_becomes_a_jpeg() -> None:
    pillow_heif = pytest.importorskip("pillow_heif")
    body = io.BytesIO()
    pillow_heif.from_pillow(picture()).save(body, exif=exif().tobytes())
    kept, ending = stripped(body.getvalue())
    assert (kept[:3], ending) == (b"\xff\xd8\xff", ".jpg")
    assert TELLS not in kept


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe1\xff\xff",
        b"\xff\xd8\xff\xe0\x00\x00" * 99,
        b"\x89PNG\r\n\x1a\n",
        saved("PNG")[:-20],
        saved("PNG").replace(b"IDAT", b"IDAX"),
        b"RIFF\0\0\0\0WEBP",
        b"halo",
        b"",
    ],
)
def test_what_is_no_picture_is_told_or_stays_none(data: bytes) -> None:
    try:
        kept, _ = stripped(data)
    except ImageMistake:
        return
    with pytest.raises(ImageMistake):
        upright(kept)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(PHOTOS)), st.integers(0, 5_000), st.binary(max_size=12))
def test_damage_never_ends_in_a_fault(name: str, at: int, noise: bytes) -> None:
    data = PHOTOS[name]
    at %= len(data)
    damaged = data[:at] + noise + data[at + len(noise) :]
    try:
        kept, _ = stripped(damaged)
    except ImageMistake:
        return
    assert len(kept) <= max(2 * len(data), 20_000)


def test_a_jpeg_that_was_cut_off_stays_so() -> None:
    body = io.BytesIO()
    Image.effect_noise((640, 480), 80).convert("RGB").save(body, "JPEG")
    whole = body.getvalue()
    assert stripped(whole)[0].endswith(b"\xff\xd9")
    half = stripped(whole[: len(whole) // 2])[0]
    assert not half.endswith(b"\xff\xd9")
    with pytest.raises(ImageMistake):
        upright(half)
