"""The page of colours and parts, for work on a theme."""

from __future__ import annotations

import re
from collections.abc import Callable

from sitegen.pages.branding import STYLE, colour_tokens
from sitegen.pages.theme import built_in_folder
from tests.conftest import CityFolder

City = Callable[[str], CityFolder]


def test_it_is_there_with_drafts_alone(city: City) -> None:
    made = city("")
    made.build(drafts=True)
    assert 'content="noindex"' in made.read("/gaya/")
    made.build()
    assert "gaya/index.html" not in made.files()
    made.build(drafts=True)
    assert "gaya/index.html" in made.files()


def test_it_shows_every_colour_of_the_style_sheet_and_every_kind_of_report(city: City) -> None:
    made = city("")
    made.build(drafts=True)
    page = made.read("/gaya/")
    light, dark = colour_tokens((built_in_folder() / "assets" / STYLE).read_text("utf-8"))
    assert re.findall(r"<code>([\w-]+)</code> <span", page) == list(light)
    for name, value in light.items():
        assert f"{value} {dark.get(name, value)}</span>" in page
    assert set(re.findall(r"kind k-([\w-]+)", page)) >= {"layanan", "pengumuman", "rapat"}


def test_a_city_in_its_own_colour_sees_its_own(city: City) -> None:
    made = city("")
    site = (made.root / "site.yml").read_text()
    made.write("site.yml", f'{site}merek: {{warna: "#8a1538"}}\n')
    made.build(drafts=True)
    assert "#8a1538" in made.read("/gaya/")
