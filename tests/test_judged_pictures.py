"""Photos that a check judges without drawing them: it says what a build says, in the same words."""

from __future__ import annotations

import io
import re
from base64 import b85decode
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace as altered
from PIL import Image

from sitegen.city.git.changes import read_change
from sitegen.engine.arriving import check_arrival
from sitegen.engine.change import check_change
from sitegen.engine.few import make_few
from sitegen.engine.options import Options
from sitegen.engine.replacing import check_replacement
from sitegen.engine.scan import read_rules
from sitegen.images.variants import ImageMistake, Variant, judge, make_variants
from sitegen.model import Problem, UnitResult
from sitegen.processes.timing import Stopwatch
from sitegen.units.unit import build_unit
from tests.conftest import NOW, CityFolder, told
from tests.repository import repository
from tests.test_images import HEIC, encoded, plain
from tests.test_limits import jpeg

City = Callable[[str], CityFolder]
KEY = "kelurahan/dago"
TEXT = """\
---
judul: Warga menanam 40 pohon
tanggal: 2026-11-03
foto:
  - berkas: {file}
    alt: Warga menanam pohon
---
Empat puluh pohon ditanam.

![Pohon di tepi jalan]({file})
"""
_DRAWN = re.compile(r"-\d+\.(webp|jpg)$")


def noise(width: int, height: int) -> Image.Image:
    return Image.effect_noise((width, height), 90)


def turned(side: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = side
    return exif


def of_size(width: int, height: int) -> bytes:
    """A PNG that says that it is so large."""
    small = bytearray(encoded(Image.new("1", (8, 8)), "PNG"))
    small[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    small[29:33] = crc32(bytes(small[12:29])).to_bytes(4, "big")
    return bytes(small)


def of_megabytes(size: int) -> bytes:
    """A photo of 12 megapixels whose file has so many megabytes."""
    data = encoded(noise(400, 300).resize((4000, 3000)).convert("RGB"), "JPEG", quality=95)
    return data + b"\0" * ((size << 20) - len(data))


CASES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a photo": ("jpg", lambda: encoded(plain(1600, 1200), "JPEG")),
    "tiny": ("png", lambda: encoded(plain(1, 1), "PNG")),
    "a line": ("png", lambda: encoded(plain(3000, 1), "PNG")),
    "a long screenshot": ("png", lambda: encoded(plain(500, 20_000), "PNG")),
    "a thread": ("png", lambda: encoded(plain(1, 20_000), "PNG")),
    "no large form": ("webp", lambda: encoded(plain(1080, 1350), "WEBP")),
    "turned": ("jpg", lambda: encoded(plain(1400, 700), "JPEG", exif=turned(6))),
    "turned and very large": ("png", lambda: encoded(plain(6000, 3000), "PNG", exif=turned(8))),
    "CMYK": ("jpg", lambda: encoded(Image.new("CMYK", (40, 20)), "JPEG")),
    "16 bits": ("png", lambda: encoded(Image.new("I;16", (40, 20)), "PNG")),
    "transparent": ("png", lambda: encoded(plain(300, 200, (255, 0, 0, 99)), "PNG")),
    "a palette": ("png", lambda: encoded(Image.new("P", (50, 50)), "PNG", transparency=0)),
    "of an iPhone": ("heic", lambda: b85decode(HEIC)),
    "of an iPhone, cut": ("heic", lambda: b85decode(HEIC)[:400]),
    "of an iPhone, damaged": ("heic", lambda: b"\0\0\0\x18ftypheic" + b"\0" * 100),
    "12 MB": ("jpg", lambda: of_megabytes(12)),
    "26 MB": ("jpg", lambda: of_megabytes(26)),
    "without its last bytes": ("jpg", lambda: encoded(noise(400, 300), "JPEG")[:-2]),
    "cut JPEG": ("jpg", lambda: encoded(noise(400, 300), "JPEG")[:9000]),
    "cut PNG": ("png", lambda: encoded(noise(400, 300), "PNG")[:9000]),
    "cut WebP": ("webp", lambda: encoded(noise(400, 300), "WEBP")[:9000]),
    "bytes changed within": (
        "png",
        lambda: encoded(noise(99, 99), "PNG").replace(b"IDAT", b"IDAX"),
    ),
    "empty": ("jpg", lambda: b""),
    "a renamed document": ("jpg", lambda: b"PK\x03\x04 dokumen"),
    "a renamed GIF": ("png", lambda: encoded(plain(9, 9), "GIF")),
    "over the limit of pixels": ("png", lambda: of_size(8000, 5001)),
    "a bomb": ("png", lambda: of_size(20_000, 20_000)),
    "thousands of passes": ("jpg", lambda: jpeg(3000)),
}
WRONG = {
    "of an iPhone, cut": "G007",
    "of an iPhone, damaged": "G007",
    "26 MB": "G006",
    "cut JPEG": "G004",
    "cut PNG": "G004",
    "cut WebP": "G004",
    "bytes changed within": "G004",
    "empty": "G004",
    "a renamed document": "G004",
    "a renamed GIF": "G004",
    "over the limit of pixels": "G008",
    "a bomb": "G008",
    "thousands of passes": "G011",
}


@cache
def photo(name: str) -> bytes:
    return CASES[name][1]()


def with_photo(name: str, slug: str = "foto") -> dict[str, bytes]:
    """The files of a report with this photo."""
    file = f"{slug}.{CASES[name][0]}"
    folder = f"content/{KEY}/laporan"
    return {
        f"{folder}/2026-11-03-{slug}.md": TEXT.format(file=file).encode(),
        f"{folder}/{file}": photo(name),
    }


def options(city: CityFolder) -> Options:
    return Options(root=city.root, output=city.output, clock=NOW, jobs=1)


def both(city: CityFolder) -> tuple[UnitResult, UnitResult]:
    """The unit as a check makes it, and as a build does."""
    found = make_few(read_rules(options(city)), (KEY,), Stopwatch()).city
    ((source, relatives),) = found.units()
    drawing = replace(found.context, judging=False)
    return (
        build_unit(source, relatives, found.context),
        build_unit(source, relatives, drawing),
    )


def without_bytes(result: UnitResult) -> UnitResult:
    """The unit without what its photos were drawn to."""
    outputs = tuple(
        altered(each, body=b"") if _DRAWN.search(each.path) else each for each in result.outputs
    )
    return altered(result, outputs=outputs)


@pytest.mark.parametrize("name", CASES)
def test_a_judged_unit_is_that_of_a_build_but_for_the_bytes_of_photos(
    city: City, name: str
) -> None:
    made_city = city("")
    for path, data in with_photo(name).items():
        made_city.write(path, data)
    judged, made = both(made_city)
    codes = {each.code for each in made.problems if each.code.startswith("G")}
    assert codes == ({WRONG[name]} if name in WRONG else set())
    assert [told(each) for each in judged.problems] == [told(each) for each in made.problems]
    assert without_bytes(judged) == without_bytes(made)
    # Once more, now that the cache has what a build has drawn.
    assert without_bytes(both(made_city)[0]) == without_bytes(made)


@settings(deadline=None, max_examples=80)
@given(st.binary(max_size=300), st.sampled_from(["JPEG", "PNG", "WEBP"]), st.integers(0, 300))
def test_any_bytes_are_judged_as_they_are_drawn(noise: bytes, kind: str, at: int) -> None:
    data = encoded(plain(20, 20), kind)
    for hostile in (noise, data[:at] + noise + data[at + len(noise) :], data[:at]):
        assert outcome(judge, hostile) == outcome(make_variants, hostile)


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 2600), st.integers(1, 2600))
def test_the_sizes_are_those_that_are_drawn(width: int, height: int) -> None:
    data = encoded(Image.new("L", (width, height)), "PNG")
    assert outcome(judge, data) == outcome(make_variants, data)


def outcome(
    make: Callable[[bytes], tuple[Variant, ...]], data: bytes
) -> list[tuple[str, int, int]] | tuple[str, dict[str, str]]:
    try:
        return [(each.suffix, each.width, each.height) for each in make(data)]
    except ImageMistake as mistake:
        return mistake.code, mistake.params


def test_photos_that_are_missing_or_have_no_words_are_told_as_by_a_build(city: City) -> None:
    front = "foto:\n  - {berkas: ada.jpg}\n  - {berkas: hilang.jpg, alt: Warga}\n"
    made_city = city(
        f"-- content/{KEY}/laporan/2026-11-03-uji.md --\n---\njudul: Uji\ntanggal: 2026-11-03\n{front}---\n"
        "![](ada.jpg)\n\n![Lain](lain.jpg)\n\n![Jauh](https://contoh.example/a.jpg)\n"
    )
    made_city.write(f"content/{KEY}/laporan/ada.jpg", photo("a photo"))
    judged, made = both(made_city)
    assert {"G001", "G003"} < {each.code for each in made.problems}
    assert judged.problems == made.problems


def test_what_arrives_is_told_as_a_build_tells_it(city: City) -> None:
    arriving: dict[str, bytes] = {}
    for name in ("cut JPEG", "a bomb", "of an iPhone, cut", "turned"):
        arriving |= with_photo(name, name.replace(" ", "-").replace(",", ""))
    made_city = city("")
    found = check_arrival(options(made_city), ("", ""), KEY, arriving)
    changed = check_replacement(options(made_city), ("", ""), KEY, arriving)
    for path, data in arriving.items():
        made_city.write(path, data)
    built = made_city.build(write=False)
    assert in_words(found) == in_words(changed) == in_words(built.problems)
    assert {each.code for each in found} >= {"G004", "G007", "G008"}


def in_words(problems: tuple[Problem, ...]) -> list[str]:
    return sorted(told(each) for each in problems if each.where.path.startswith("content/"))


def test_a_check_draws_no_photo_and_the_build_after_it_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved: list[str] = []
    save = Image.Image.save

    def counting(picture: Image.Image, *given: Any, **named: Any) -> None:
        saved.append(given[1])
        save(picture, *given, **named)

    repo = repository(tmp_path / "kota")
    for path, data in with_photo("a photo").items():
        (repo.folder / path).write_bytes(data)
    repo.commit()
    monkeypatch.setattr(Image.Image, "save", counting)
    own = CityFolder(repo.folder, tmp_path / "situs")
    checked = check_change(options(own), read_change(repo.folder, "main"), lambda _: ())
    assert [each.where.path for each in checked.result.problems if each.code[0] == "G"] == []
    assert saved == []

    own.build()
    assert [kind for kind in saved if kind in {"WEBP", "JPEG"}] == ["WEBP", "WEBP", "JPEG", "JPEG"]
    drawn = {path: body for path, body in own.files().items() if _DRAWN.search(path)}
    assert sorted(path.rpartition("/")[2] for path in drawn) == [
        "foto-1600.jpg",
        "foto-480.webp",
        "foto-960.jpg",
        "foto-960.webp",
    ]
    for path, body in drawn.items():
        assert f"-{Image.open(io.BytesIO(body)).width}." in path
