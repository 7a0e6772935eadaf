"""A city's logo and icon are published without anything but shapes, colours and texts."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from sitegen.images.emblem import Emblem, EmblemMistake, clean_emblem

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inside: str, more: str = 'viewBox="0 0 20 10"') -> str:
    return clean_emblem(
        f"<svg {SVG} {more}>{inside}<path d='M0 0h1'/></svg>".encode()
    ).body.decode()


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<path d='M0 0h1' onload='alert(1)'/>",
        "<a xlink:href='javascript:alert(1)'><path d='M0 0h2'/></a>",
        "<use href='https://contoh.example/a.svg#x'/>",
        "<image xlink:href='data:image/png;base64,AA'/>",
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>",
        "<path d='M0 0h1' fill='url(https://contoh.example/a)'/>",
        "<path d='M0 0h1' style='fill:url(//contoh.example/a)'/>",
        "<style>@import url(//contoh.example/a.css); .a{fill:url(x.svg)}</style><path class='a' d='M0'/>",
        "<animate attributeName='href' to='javascript:alert(1)'/>",
        "<metadata><author>Budi</author></metadata><!-- /home/budi -->",
        "<set attributeName='onload' to='alert(1)'/>",
    ],
)
def test_what_is_no_shape_is_left_out(inside: str) -> None:
    made = svg(inside)
    for word in ("alert", "contoh.example", "data:", "xhtml", "Budi", "budi", "x.svg", "onload"):
        assert word not in made
    assert "M0 0h1" in made


def test_rules_for_classes_become_attributes() -> None:
    made = svg(
        "<defs><style>.a,.b{fill:#fff;stroke:none}/* x */ #c{opacity:.5} path{fill-rule:evenodd}</style></defs>"
        "<path class='a' id='c' d='M1 1' fill='red'/><path d='M2 2' style='fill: blue; font-size:1px'/>"
    )
    assert "style" not in made
    assert "class" not in made
    for text in ('fill="#fff"', 'stroke="none"', 'opacity=".5"', 'fill="blue"', 'font-size="1px"'):
        assert text in made


def test_gradients_and_copies_within_the_picture_stay() -> None:
    made = svg(
        "<linearGradient id='g'><stop offset='0' style='stop-color:#fff'/></linearGradient>"
        "<path id='p' d='M1 1' fill='url(#g)'/><use xlink:href='#p'/>"
    )
    assert 'fill="url(#g)"' in made
    assert 'href="#p"' in made
    assert 'stop-color="#fff"' in made


@pytest.mark.parametrize(
    ("more", "size"),
    [
        ('viewBox="0 0 20 10"', (200, 100)),
        ('viewBox="0,0,30,60"', (50, 100)),
        ('width="40px" height="20px"', (200, 100)),
        ('width="100%" height="100%" viewBox="0 0 10 10"', (100, 100)),
    ],
)
def test_the_size_is_that_of_the_drawing(more: str, size: tuple[int, int]) -> None:
    made = clean_emblem(f"<svg {SVG} {more}><path d='M0 0'/></svg>".encode())
    assert (made.width, made.height) == size
    assert b"viewBox" in made.body


def test_declarations_of_drawing_programs_are_no_matter() -> None:
    head = (
        '\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
    )
    made = clean_emblem(f'{head}<svg {SVG} viewBox="0 0 1 1"><path d="M0 0"/></svg>'.encode())
    assert made.body.startswith(b"<svg")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (f'<!DOCTYPE svg [<!ENTITY a "b">]><svg {SVG}/>'.encode(), "definitions"),
        (
            f"<svg {SVG} viewBox='0 0 1 1'><image href='a.png'/></svg>".encode(),
            "only a picture inside",
        ),
        (f"<svg {SVG}><path d='M0 0'/></svg>".encode(), "how large"),
        (b"<html><svg/></html>", "damaged"),
        (b"%PDF-1.7", "neither SVG nor PNG"),
    ],
)
def test_what_cannot_be_shown_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(EmblemMistake) as caught:
        clean_emblem(data)
    assert reason in caught.value.reason
    assert caught.value.step


def png(**given: PngInfo) -> bytes:
    stream = io.BytesIO()
    Image.new("RGBA", (30, 20), (10, 20, 30, 128)).save(stream, "PNG", **given)
    return stream.getvalue()


def test_a_png_keeps_its_picture_and_nothing_else() -> None:
    info = PngInfo()
    info.add_text("Author", "Budi")
    info.add_itxt("XML:com.adobe.xmp", "Budi")
    made: Emblem = clean_emblem(png(pnginfo=info) + b"Budi")
    assert (made.width, made.height) == (30, 20)
    assert b"Budi" not in made.body
    with Image.open(io.BytesIO(made.body)) as image:
        assert image.convert("RGBA").getpixel((3, 3)) == (10, 20, 30, 128)


def test_a_png_that_ends_early_is_damaged() -> None:
    chunk = b"IHDR" + struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    head = struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    for data in (png()[:60], b"\x89PNG\r\n\x1a\n" + head):
        with pytest.raises(EmblemMistake):
            clean_emblem(data)
