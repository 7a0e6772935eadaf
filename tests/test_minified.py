"""Pages without what no browser needs (`ringkas: ya`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import html5lib
import pytest

from sitegen.model import Output
from sitegen.pages.minified import minified
from tests.conftest import NOW, SITE, UNITS, CityFolder

Make = Callable[[str], CityFolder]
PAGES = sorted(Path("tests/sites").glob("*/expected/**/*.html"))
_INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "code",
    "del",
    "em",
    "i",
    "img",
    "ins",
    "mark",
    "q",
    "s",
    "small",
}
_INLINE |= {"span", "strong", "sub", "sup", "time", "u", "wbr", "use", "svg"}
CITY = f"""\
-- site.yml --
{SITE}ringkas: ya
-- data/units.csv --
{UNITS}-- content/kelurahan/dago/laporan/2026-11-03-posyandu.md --
---
judul: Posyandu Mawar
---
## Hasil

Balita *ditimbang* **dan** diukur, lihat [hasil](#hasil).

    baris   satu
      baris dua
"""


def content(page: bytes) -> tuple[str, list[tuple[str, dict[str, str]]], list[str]]:
    """The words of a page as they are read, its elements with their attributes, and what is set as typed.

    Spaces count where words of one line would join or part; between blocks they do not.
    """
    tree = html5lib.parse(page.decode(), treebuilder="etree", namespaceHTMLElements=False)
    words: list[str] = []
    elements: list[tuple[str, dict[str, str]]] = []
    typed: list[str] = []

    def walk(element: Any) -> None:
        if not isinstance(element.tag, str):
            return
        block = element.tag not in _INLINE
        elements.append(
            (element.tag, {k: re.sub(r"[,\s]+", " ", v) for k, v in element.attrib.items()})
        )
        if element.tag in {"pre", "textarea", "script"}:
            typed.append("".join(element.itertext()))
        words.append("\n" if block else "")
        words.append(re.sub(r"\s+", " ", element.text or ""))
        for child in element:
            walk(child)
            words.append(re.sub(r"\s+", " ", child.tail or ""))
        words.append("\n" if block else "")

    walk(tree)
    text = re.sub(r" *\n[ \n]*", "\n", "".join(words))
    return re.sub(" +", " ", text).strip(), elements, typed


@pytest.mark.parametrize("site", sorted({path.parts[2] for path in PAGES}))
def test_words_elements_links_and_what_is_typed_stay(site: str) -> None:
    own = [path for path in PAGES if path.parts[2] == site]
    smaller = 0
    for path in own:
        page = path.read_bytes()
        made = minified(Output(path=path.name, body=page)).body
        assert content(made) == content(page), path
        smaller += len(page) - len(made)
    assert smaller > 0


def test_a_city_that_asks_has_small_pages_of_units_and_its_own(city: Make) -> None:
    site = city(CITY)
    site.build(clock=NOW)
    small = site.files()
    site.write("site.yml", SITE)
    site.build(clock=NOW)
    large = site.files()
    assert small.keys() == large.keys()
    for path, body in large.items():
        if path.endswith(".html"):
            assert len(small[path]) < len(body), path
            assert minified(Output(path=path, body=body)).body == small[path], path
        else:
            assert small[path] == body, path


def test_the_setting_changes_pages_that_were_kept_by_their_key(city: Make) -> None:
    site = city(CITY.replace("ringkas: ya\n", ""))
    site.build(clock=NOW)
    site.write("site.yml", f"{SITE}ringkas: ya\n")
    site.build(clock=NOW)
    again = site.files()
    site.build(clock=NOW, force=True)
    assert site.files() == again
    assert (
        b"Balita <em>ditimbang</em> <strong>dan</strong> diukur"
        in (again["kelurahan/dago/laporan/2026/11/posyandu/index.html"])
    )


def test_links_into_small_pages_are_checked_as_before(city: Make) -> None:
    wrong = CITY.replace("(#hasil)", "(/kelurahan/dago/laporan/2026/11/lain/#tiada)")
    site = city(
        f"{wrong}-- content/kelurahan/dago/laporan/2026-11-04-lain.md --\n---\njudul: Lain\n---\n## Ada\n\nIsi.\n"
    )
    assert [p.code for p in site.build(clock=NOW).problems if p.code.startswith("M")] == ["M019"]


def test_a_page_that_is_not_ours_is_sent_as_it_was_given(city: Make) -> None:
    site = city(CITY)
    proof = b"google-site-verification:  google123.html\n"
    site.write("akar/google123.html", proof)
    site.build(clock=NOW)
    assert site.files()["google123.html"] == proof


def test_another_version_of_the_library_makes_the_pages_of_a_city_that_asks_anew(
    city: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = city(CITY)
    for setting, reasons in (("ringkas: ya\n", {"rules"}), ("", set())):
        site.write("site.yml", f"{SITE}{setting}")
        site.build(clock=NOW)
        with monkeypatch.context() as patch:
            patch.setattr("sitegen.engine.plan.version", lambda name: f"newer {name}")
            assert {reason for _, reason in site.build(clock=NOW).rebuilt} == reasons
