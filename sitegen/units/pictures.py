"""Pictures of a unit: resized once, cached, and placed beside a page; a check only judges them."""

from __future__ import annotations

import json
from functools import cache as remember
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.digest import digest
from sitegen.images.variants import (
    GAIN,
    JPEG_QUALITY,
    LARGE,
    SPARE,
    WEBP_QUALITY,
    WIDTHS,
    Variant,
    judge,
    make_variants,
)
from sitegen.installed import version
from sitegen.pages import views
from sitegen.units.page_files import PageFiles

if TYPE_CHECKING:
    from sitegen.store.cache import Cache
    from sitegen.units.context import BuildContext

_RULES = f"{WIDTHS}{LARGE}{GAIN}{JPEG_QUALITY}{WEBP_QUALITY}{SPARE}"


class PlacedPicture(Struct, frozen=True, kw_only=True):
    """A picture beside a page: its view, the address and dimensions of its smallest form, and the
    address of its JPEG.
    """

    image: views.Image
    jpeg: str
    small: str
    small_size: tuple[int, int]


def place_picture(data: bytes, path: str, files: PageFiles, context: BuildContext) -> PlacedPicture:
    """Return the picture in its sizes beside the page; raises ImageMistake.

    If the context only judges, what lies beside the page stands for the sizes, which are not drawn.
    """
    address = context.site.address
    variants = (_judged if context.judging else _variants)(data, context.cache)
    stem = files.stem(path, "gambar")
    urls = [files.put(stem + variant.suffix, variant.body, path) for variant in variants]
    webp = [(v, u) for v, u in zip(variants, urls, strict=True) if v.suffix.endswith(".webp")]
    jpegs = [(v, u) for v, u in zip(variants, urls, strict=True) if v.suffix.endswith(".jpg")]
    (jpeg, jpeg_url), large_url = jpegs[0], jpegs[-1][1]
    image = views.Image(
        src=address.href(jpeg_url),
        # One address alone: a browser that is told its width would show it as large as its place.
        srcset=address.href(webp[0][1])
        if len(webp) == 1
        else ", ".join(f"{address.href(url)} {variant.width}w" for variant, url in webp),
        large=address.href(large_url),
        width=jpeg.width,
        height=jpeg.height,
        alt="",
        caption="",
        credit="",
    )
    small, small_url = webp[0]
    return PlacedPicture(
        image=image, jpeg=jpeg_url, small=small_url, small_size=(small.width, small.height)
    )


@remember
def _libraries() -> str:
    """The libraries' versions; looking one up takes 5 ms, longer than a picture from the cache."""
    return f"{version('pillow')} {version('pillow-heif')}"


def _variants(data: bytes, cache: Cache) -> tuple[Variant, ...]:
    def make() -> tuple[bytes, ...]:
        variants = make_variants(data)
        return (_head(variants), *(v.body for v in variants))

    head, *bodies = cache.get("images", _key(data), make)
    return tuple(
        Variant(suffix, body, width, height)
        for (suffix, width, height), body in zip(json.loads(head), bodies, strict=True)
    )


def _judged(data: bytes, cache: Cache) -> tuple[Variant, ...]:
    """The sizes, each with the picture's key for its bytes: other pictures have others."""
    key = _key(data)
    # What a build has drawn says the same.
    found = cache.find("images", key) or cache.get("judged", key, lambda: (_head(judge(data)),))
    return tuple(
        Variant(suffix, key.encode(), width, height)
        for suffix, width, height in json.loads(found[0])
    )


def _key(data: bytes) -> str:
    return digest(data, _libraries(), _RULES)


def _head(variants: tuple[Variant, ...]) -> bytes:
    return json.dumps([(v.suffix, v.width, v.height) for v in variants]).encode()
