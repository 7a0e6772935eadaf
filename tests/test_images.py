"""Photos as agencies upload them to small pictures for pages."""

from __future__ import annotations

import io
from base64 import b85decode
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from sitegen.images import variants as images
from sitegen.images.variants import ImageMistake, Variant, make_variants

# A plain picture of 600 x 300, encoded once: the encoder may wait for its threads without end.
HEIC = (
    "0000SW^{RQXk}?*00000ZE0pPXk}?*ZE0a<00044ZDn*}000000000XXk=`10000000000aA{+70000000000000"
    "0000000B57=IV*mgE07O6l0RRC200001d;kFe00000007tk001LtX>Mi!000000RR916=`l}WdZ;I000310BCk&F"
    "#rGn01j|zbZr0t000010002kX>f9I0002FX>en20001bXm(>m0RwOV0058x00000Kkxwj{rLC*01pFT0096PKmiN"
    "^|NjGU00093kN^M!00093Ke_@yVE_RDEkXeS18@KU0|1Z!00RI30{}mu1hN4!_m=8ODXwk;8Vm>k00RKX000932t"
    "Z;00RRU?0l{*xVn6@@025<xY;ta6Y<K_x01W^JfB*mh6lrsCWdHyG00002SO5S4EC2ui5O8UDX#fBK00RgJ2mk;8"
    "7in;9VE_OC000000RRC6fdT^r0002sZDe6|0002gC;_h%DYcRqpye~bpa1MikN<9b@cX+4wL{TYcS*ay9FGR#pa2"
    "8R00t-kFn|C60{{R600r_(FaQ7p0J(so<ajp~001EX05L!Tga7~o0009300RI30{{SLNb&#x0{|c3lK=p=00dY70"
    "0RI30{{R60009300RI30{{o9n}7fS1-yp<00RI30{{R60009300RI30{{R6000933O^+P00RIDr~m*10009300RI"
    "30{{R60009300RI30{{R60009300RI30{|)24gd-G"
)
RED, BLUE = (255, 0, 0), (0, 0, 255)


def encoded(picture: Image.Image, kind: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def plain(width: int, height: int, colour: tuple[int, ...] = RED) -> Image.Image:
    return Image.new("RGB" if len(colour) == 3 else "RGBA", (width, height), colour)


def sizes(variants: tuple[Variant, ...]) -> list[tuple[str, int, int]]:
    return [(variant.suffix, variant.width, variant.height) for variant in variants]


def opened(variant: Variant) -> Image.Image:
    picture = Image.open(io.BytesIO(variant.body))
    picture.load()
    return picture


def near(pixel: Any, colour: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(pixel, colour, strict=True))


def refusal(data: bytes) -> tuple[str, dict[str, str]]:
    with pytest.raises(ImageMistake) as caught:
        make_variants(data)
    return caught.value.code, caught.value.params


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        pytest.param(
            1200,
            600,
            [
                ("-480.webp", 480, 240),
                ("-960.webp", 960, 480),
                ("-960.jpg", 960, 480),
                ("-1200.jpg", 1200, 600),
            ],
            id="large",
        ),
        pytest.param(
            4000,
            2000,
            [
                ("-480.webp", 480, 240),
                ("-960.webp", 960, 480),
                ("-960.jpg", 960, 480),
                ("-1600.jpg", 1600, 800),
            ],
            id="of a camera",
        ),
        pytest.param(
            1080,
            1350,
            [("-480.webp", 480, 600), ("-960.webp", 960, 1200), ("-960.jpg", 960, 1200)],
            id="hardly larger than on the page",
        ),
        pytest.param(
            600,
            300,
            [("-480.webp", 480, 240), ("-600.webp", 600, 300), ("-600.jpg", 600, 300)],
            id="between the sizes",
        ),
        pytest.param(
            100, 50, [("-100.webp", 100, 50), ("-100.jpg", 100, 50)], id="small is not enlarged"
        ),
        pytest.param(
            3000,
            1,
            [
                ("-480.webp", 480, 1),
                ("-960.webp", 960, 1),
                ("-960.jpg", 960, 1),
                ("-1600.jpg", 1600, 1),
            ],
            id="a line",
        ),
    ],
)
def test_the_sizes_of_a_picture(
    width: int, height: int, expected: list[tuple[str, int, int]]
) -> None:
    variants = make_variants(encoded(plain(width, height), "PNG"))
    assert sizes(variants) == expected
    for variant in variants:
        picture = opened(variant)
        assert picture.size == (variant.width, variant.height)
        assert picture.format == ("JPEG" if variant.suffix.endswith("jpg") else "WEBP")


@pytest.mark.parametrize(("width", "height"), [(500, 20_000), (1, 20_000)])
def test_a_long_screenshot_is_made_narrower_until_it_fits(width: int, height: int) -> None:
    variants = make_variants(encoded(plain(width, height), "PNG"))
    assert max(variant.height for variant in variants) <= 16_383
    assert {opened(variant).size for variant in variants} == {(v.width, v.height) for v in variants}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_the_files_metadata_passes_through(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "RAHASIA-EXIF"
    exif.get_ifd(0x8825)[1] = "S"
    options: dict[str, Any] = {"exif": exif}
    if kind != "PNG":
        options["xmp"] = b"<x:xmpmeta>RAHASIA-XMP</x:xmpmeta>"
    if kind == "JPEG":
        options["comment"] = b"RAHASIA-KOMENTAR"
    options["icc_profile"] = b"RAHASIA-ICC" * 20
    data = encoded(plain(600, 300), kind, **options)
    assert b"RAHASIA" in data
    for variant in make_variants(data):
        picture = opened(variant)
        assert b"RAHASIA" not in variant.body
        assert not picture.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(picture.info)


def test_metadata_of_a_transparent_picture_does_not_pass_through() -> None:
    exif = Image.Exif()
    exif[0x010F] = "RAHASIA"
    data = encoded(plain(100, 50, (255, 0, 0, 128)), "PNG", exif=exif)
    assert all(b"RAHASIA" not in variant.body for variant in make_variants(data))


def test_the_orientation_of_the_camera_is_applied() -> None:
    picture = plain(400, 200)
    picture.paste(BLUE, (0, 0, 200, 200))
    exif = Image.Exif()
    exif[0x0112] = 6
    variants = make_variants(encoded(picture, "JPEG", exif=exif))
    assert sizes(variants) == [("-200.webp", 200, 400), ("-200.jpg", 200, 400)]
    for variant in variants:
        assert near(opened(variant).convert("RGB").getpixel((100, 50)), BLUE)
        assert near(opened(variant).convert("RGB").getpixel((100, 350)), RED)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_becomes_white(mode: str) -> None:
    if mode == "P":
        picture = Image.new("P", (50, 50), 0)
        data = encoded(picture, "PNG", transparency=0)
    else:
        data = encoded(Image.new(mode, (50, 50)), "PNG")
    for variant in make_variants(data):
        assert near(opened(variant).convert("RGB").getpixel((25, 25)), (255, 255, 255))


@pytest.mark.parametrize("mode", ["L", "CMYK", "1", "I;16", "P"])
def test_unusual_kinds_of_colour_are_read(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    variants = make_variants(encoded(Image.new(mode, (40, 20)), kind))
    assert {opened(variant).convert("RGB").mode for variant in variants} == {"RGB"}
    assert sizes(variants) == [("-40.webp", 40, 20), ("-40.jpg", 40, 20)]


def test_the_same_bytes_make_the_same_pictures() -> None:
    data = encoded(Image.effect_noise((700, 300), 60), "JPEG")
    assert make_variants(data) == make_variants(data)


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1", b"hevc"])
def test_a_photo_of_an_iphone_that_is_damaged_is_told_apart(brand: bytes) -> None:
    code, params = refusal(b"\0\0\0\x18ftyp" + brand + b"\0" * 100)
    assert (code, params) == ("G007", {"reason": "damaged"})


def test_a_photo_of_an_iphone_that_was_cut_is_damaged() -> None:
    data = b85decode(HEIC)
    assert refusal(data[: len(data) // 2]) == ("G007", {"reason": "damaged"})


def test_a_photo_of_an_iphone_is_read() -> None:
    variants = make_variants(b85decode(HEIC))
    assert sizes(variants) == [
        ("-480.webp", 480, 240),
        ("-600.webp", 600, 300),
        ("-600.jpg", 600, 300),
    ]
    assert near(opened(variants[-1]).convert("RGB").getpixel((300, 150)), (200, 40, 40))


def test_the_shades_of_a_grey_picture_of_16_bits_are_kept() -> None:
    picture = Image.new("I;16", (256, 40))
    for x in range(256):
        picture.paste(x * 257, (x, 0, x + 1, 40))
    for variant in make_variants(encoded(picture, "PNG")):
        shades = opened(variant).convert("RGB")
        assert all(near(shades.getpixel((x, 20)), (x, x, x)) for x in (20, 128, 230))


@pytest.mark.parametrize("cut", [1, 2, 40])
def test_a_jpeg_without_its_last_bytes_is_read(cut: int) -> None:
    data = encoded(Image.effect_noise((400, 300), 60), "JPEG")
    assert sizes(make_variants(data[:-cut])) == [("-400.webp", 400, 300), ("-400.jpg", 400, 300)]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"PK\x03\x04 dokumen", id="a renamed document"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="SVG"),
        pytest.param(encoded(plain(9, 9), "GIF"), id="GIF"),
        pytest.param(encoded(plain(9, 9), "TIFF"), id="TIFF"),
        pytest.param(encoded(Image.effect_noise((99, 99), 60), "JPEG")[:1500], id="cut JPEG"),
        pytest.param(encoded(Image.effect_noise((99, 99), 60), "PNG")[:1500], id="cut PNG"),
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    code, params = refusal(data)
    assert (code, list(params)) == ("G004", ["reason"])


def test_a_file_of_another_kind_is_told_in_plain_words() -> None:
    assert refusal(b"PK\x03\x04 dokumen") == ("G004", {"reason": "neither JPEG nor PNG nor WebP"})


def test_a_file_of_too_many_bytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MAX_BYTES", 2 << 20)
    assert refusal(b"x" * ((3 << 20) + 1)) == ("G006", {"size": "3", "limit": "2"})


@pytest.mark.parametrize(
    ("width", "height", "pixels"),
    [
        pytest.param(8000, 5001, "8000 x 5001", id="over the limit"),
        pytest.param(12_000, 8_000, "12000 x 8000", id="Pillow warns"),
        pytest.param(20_000, 20_000, "400000000", id="Pillow refuses"),
    ],
)
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(
    width: int, height: int, pixels: str
) -> None:
    small = bytearray(encoded(Image.new("1", (8, 8)), "PNG"))
    small[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    small[29:33] = crc32(bytes(small[12:29])).to_bytes(4, "big")
    assert refusal(bytes(small)) == ("G008", {"pixels": pixels, "limit": "40"})


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=300), st.sampled_from(["JPEG", "PNG", "WEBP"]), st.integers(0, 200))
def test_any_bytes_make_pictures_or_a_mistake(noise: bytes, kind: str, at: int) -> None:
    data = encoded(plain(20, 20), kind)
    for hostile in (noise, data[:at] + noise + data[at + len(noise) :]):
        try:
            assert make_variants(hostile)
        except ImageMistake as mistake:
            assert mistake.code in {"G004", "G006", "G007", "G008"}  # noqa: PT017 - one of several
