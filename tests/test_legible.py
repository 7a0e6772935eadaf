"""Characters that HTML or XML forbids: none gets out, whichever way it came in."""

from __future__ import annotations

import json
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.legible import encoded, legible
from tests.conftest import SITE, CityFolder

City = Callable[[str], CityFolder]
DAGO = "content/kelurahan/dago"
NO_CHARACTERS = tuple(
    chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF)
) + tuple(map(chr, range(0xFDD0, 0xFDF0)))
CONTROLS = tuple(chr(n) for n in (*range(32), *range(0x7F, 0xA0)) if chr(n) not in "\t\n\r")
HALVES = ("\ud800", "\udbff", "\udc00", "\udfff")
# As entities, as escapes of a quoted value in YAML (others are mistakes there), and as they are.
ENTITIES = (
    "&#65535; &#xffff; &#65534; &#xfffe; &#xfdd0; &#x1ffff; &#0; &#7; &#xd800; &#x85; &#x110000;"
)
ESCAPES = r"\uFDD0 \U0001FFFF \x85"
WRITTEN = "\ufdd0 \U0001fffe \ufffe \uffff \x07 \x85"


@pytest.mark.parametrize("sign", [*NO_CHARACTERS, *CONTROLS, *HALVES])
def test_a_forbidden_character_leaves_a_sign_that_something_was_there(sign: str) -> None:
    assert legible(f"a{sign}b") == "a\ufffdb"
    assert encoded(f"a{sign}b – ¿\ufeff") == "a\ufffdb – ¿\ufeff".encode()


@given(st.text(st.characters(codec=None)))
def test_bytes_and_text_are_judged_alike(text: str) -> None:
    assert encoded(text).decode() == legible(text)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"))))
def test_all_other_characters_stay(text: str) -> None:
    assert encoded(text) == text.encode()


def made_of(city: City, engine: str) -> CityFolder:
    """A city that has such characters in all that an agency writes."""
    made = city(
        f'-- {DAGO}/unit.yml --\ntentang: "{ESCAPES}"\nalamat: "{ESCAPES}"\n'
        f'-- {DAGO}/laporan/2026-11-03-a.md --\n---\njudul: "A {ESCAPES}"\nringkasan: "{ESCAPES}"\n'
        f'lokasi: "{ESCAPES}"\n---\nIsi {ENTITIES} {WRITTEN}\n\n'
        f"[{ENTITIES}](https://contoh.example/{ENTITIES.replace(' ', '')})\n\n"
        f"## Judul {ENTITIES}\n\n| a {ENTITIES} |\n|---|\n| {ENTITIES} |\n\n`{ENTITIES}`\n\n"
        f'```grafik\njenis: garis\ndata: angka\nx: tahun\ny: jumlah\njudul: "{ESCAPES}"\n```\n'
        f"-- {DAGO}/laporan/2026-11-04-b.md --\n---\njudul: B\n---\nBaik.\n"
        f'-- {DAGO}/halaman/layanan.md --\n---\njudul: "{ESCAPES}"\n---\n{ENTITIES}\n'
        f'-- {DAGO}/data/angka.yml --\njudul: "{ESCAPES}"\nketerangan: "{ESCAPES}"\n'
        f'grafik: [{{jenis: garis, x: tahun, y: jumlah, judul: "{ESCAPES}"}}]\n'
        f"-- {DAGO}/data/angka.csv --\ntahun,jumlah,ket {ENTITIES} {WRITTEN}\n"
        f"2024,3,{ENTITIES} {WRITTEN}\n2025,4,\n"
    )
    made.write("site.yml", f"{SITE}markdown: {engine}\n")
    return made


@pytest.mark.parametrize("engine", ["cmark", "python-markdown"])
def test_whatever_an_agency_writes_the_site_is_well_formed(city: City, engine: str) -> None:
    made = made_of(city, engine)
    result = made.build()
    assert [problem for problem in result.problems if problem.code in {"S012", "S044"}] == []
    assert result.held_back == ()
    files = made.files()
    assert "kelurahan/dago/laporan/2026/11/a/index.html" in files
    assert "kelurahan/dago/laporan/2026/11/a/grafik-1.svg" in files
    for path, body in files.items():
        if path.endswith((".png", ".ico", ".xlsx", ".asli.csv")):
            continue
        assert legible(body.decode()) == body.decode(), path
        if path.endswith((".xml", ".svg")):
            ET.fromstring(body)  # noqa: S314 - made by the functions under test
        if path.endswith(".json"):
            json.loads(body)
    assert made.build(force=True).published is not None
    assert made.files() == files
