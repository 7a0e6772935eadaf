"""Templates and assets of the built-in theme, overridden file by file by the city's."""

from __future__ import annotations

import pickle
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import Struct

from sitegen.errors import ThemeError
from sitegen.pages.theme import Theme, built_in_folder, read_theme, render
from tests.conftest import CityFolder, told

City = Callable[[str], CityFolder]


class View(Struct, frozen=True):
    title: str = "A & B"
    count: int = 2


def write(root: Path, path: str, text: str) -> None:
    target = root / "themes" / "kota" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)


def theme(root: Path, name: str = "kota") -> Theme:
    return read_theme(root, name, "en")[0]


def broken(root: Path, template: str) -> str:
    with pytest.raises(ThemeError) as caught:
        render(theme(root), template, View())
    return told(caught.value.problems[0])


def test_a_city_without_a_theme_gets_the_built_in_one(tmp_path: Path) -> None:
    made, outputs = read_theme(tmp_path, "kota", "id")
    folder = built_in_folder() / "templates"
    assert dict(made.templates) == {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert {output.path for output in outputs} == {url.lstrip("/") for _, url in made.assets}
    style = made.asset("style.css")
    assert style.startswith("/aset/style.")
    assert style.endswith(".css")


def test_one_template_of_the_city_wins_and_the_others_stay(tmp_path: Path) -> None:
    write(tmp_path, "templates/404.html", "{{ title }} x{{ count }}")
    made = theme(tmp_path)
    assert render(made, "404.html", View()) == "A &amp; B x2"
    with pytest.raises(ThemeError) as caught:
        render(made, "home.html", View())
    assert told(caught.value.problems[0]).startswith("templates/base.html:")


def test_a_template_of_the_city_reaches_its_pages(city: City) -> None:
    made = city("-- themes/kota/templates/404.html --\nHalaman {{ title }} di {{ site.name }}")
    made.build()
    assert made.read("404.html").startswith("Halaman ")
    assert made.read("404.html").endswith(" di Kota Contoh")
    assert '<main id="isi"' in made.read("/")


def test_one_asset_of_the_city_wins_and_a_new_one_is_added(tmp_path: Path) -> None:
    before = theme(tmp_path)
    write(tmp_path, "assets/style.css", "a {}")
    write(tmp_path, "assets/lambang/kota.svg", "<svg/>")
    write(tmp_path, "assets/catatan.psd", "nothing reads this")
    made, outputs = read_theme(tmp_path, "kota", "en")
    bodies = {"/" + output.path: output.body for output in outputs}
    assert bodies[made.asset("style.css")] == b"a{}"
    assert bodies[made.asset("lambang/kota.svg")] == b"<svg/>"
    assert made.asset("icon.svg") == before.asset("icon.svg")
    assert len(outputs) == len(before.assets) + 1


def test_an_asset_with_new_bytes_has_a_new_address(tmp_path: Path) -> None:
    write(tmp_path, "assets/style.css", "a {}")
    first = theme(tmp_path)
    write(tmp_path, "assets/style.css", "b {}")
    second = theme(tmp_path)
    assert first.asset("style.css") != second.asset("style.css")
    assert first.version != second.version
    assert theme(tmp_path) == second


def test_a_changed_template_changes_the_version(tmp_path: Path) -> None:
    before = theme(tmp_path)
    write(tmp_path, "templates/404.html", "x")
    assert theme(tmp_path).version != before.version


def test_a_theme_is_a_value_that_needs_its_folder_no_more(tmp_path: Path) -> None:
    write(tmp_path, "templates/404.html", "{{ title }} x{{ count }}")
    made = theme(tmp_path)
    shutil.rmtree(tmp_path / "themes")
    there = pickle.loads(pickle.dumps(made))  # noqa: S301 - made in the line above
    assert render(there, "404.html", View()) == "A &amp; B x2"
    assert str(tmp_path) not in repr(made)


def test_an_unknown_asset_is_named(tmp_path: Path) -> None:
    with pytest.raises(ThemeError) as caught:
        theme(tmp_path).asset("hilang.css")
    assert told(caught.value.problems[0]) == (
        "assets/hilang.css: [T002] the theme lacks `hilang.css` = restore the file, or remove "
        "the city's own copy so that the built-in one is used"
    )


def test_a_missing_theme_is_named(tmp_path: Path) -> None:
    with pytest.raises(ThemeError) as caught:
        theme(tmp_path, "biru")
    assert told(caught.value.problems[0]) == (
        "themes/biru: [T001] there is no theme `biru` = make the folder `themes/biru/`, or "
        "remove `tema:` from `site.yml`"
    )


def test_a_theme_of_another_name_stands_on_the_built_in_one(tmp_path: Path) -> None:
    (tmp_path / "themes" / "biru").mkdir(parents=True)
    assert theme(tmp_path, "biru").templates == theme(tmp_path).templates


HINT = "correct the template at this line; docs/theme-contract.md lists every variable"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "a\n{{ titel }}\n",
            f"templates/404.html:2: [T003] the template cannot be used: 'titel' is undefined = {HINT}",
            id="unknown variable",
        ),
        pytest.param(
            "a\nb\n{% if %}\n",
            "templates/404.html:3: [T003] the template cannot be used: Expected an expression, "
            f"got 'end of statement block' = {HINT}",
            id="broken statement",
        ),
        pytest.param(
            "{{ count / 0 }}",
            f"templates/404.html:1: [T003] the template cannot be used: division by zero = {HINT}",
            id="division",
        ),
        pytest.param(
            "{{ title + 1 }}",
            "templates/404.html:1: [T003] the template cannot be used: "
            f'can only concatenate str (not "int") to str = {HINT}',
            id="wrong type",
        ),
        pytest.param(
            "\n{% include 'parts/bagian.html' %}",
            f"templates/parts/bagian.html:2: [T003] the template cannot be used: 'x' is undefined = {HINT}",
            id="in an included part",
        ),
        pytest.param(
            "{% extends 'parts/hilang.html' %}",
            "templates/parts/hilang.html: [T002] the theme lacks `parts/hilang.html` = restore the "
            "file, or remove the city's own copy so that the built-in one is used",
            id="missing part",
        ),
    ],
)
def test_a_broken_template_is_named_with_its_line(tmp_path: Path, text: str, expected: str) -> None:
    write(tmp_path, "templates/parts/bagian.html", "a\n{{ x }}\n")
    write(tmp_path, "templates/404.html", text)
    assert broken(tmp_path, "404.html") == expected


def test_a_template_in_another_encoding_is_a_theme_error(tmp_path: Path) -> None:
    write(tmp_path, "templates/404.html", "x")
    (tmp_path / "themes/kota/templates/404.html").write_bytes(b"\xff\xfe")
    assert "[T003]" in broken(tmp_path, "404.html")


def test_a_broken_theme_stops_the_build_and_leaves_the_site(city: City) -> None:
    made = city("")
    made.build()
    before = made.files()
    made.write("themes/kota/templates/unit.html", "{{ salah }}")
    with pytest.raises(ThemeError):
        made.build()
    assert made.files() == before


def test_texts_of_authors_are_never_templates(city: City) -> None:
    made = city(
        "-- content/kelurahan/dago/laporan/2026-11-03-a.md --\n"
        "---\njudul: '{{ site }} {% x %}'\n---\n{{ 7 * 7 }} {% raw %}\nIsi pertama. Isi kedua.\n"
    )
    # Published as written, with a warning for each mark: two in the title, two in the text.
    assert [problem.code for problem in made.build().problems] == ["R002"] * 4
    page = made.read("/kelurahan/dago/laporan/2026/11/a/")
    assert "{{ site }} {% x %}" in page
    assert "{{ 7 * 7 }} {% raw %}" in page


def test_sheets_lose_what_says_nothing_and_nothing_else(tmp_path: Path) -> None:
    sheet = (
        '/* why */ a  >  b , c { margin: 0  auto ;\n content: "/* x */ ; }" }\n'
        "/*! licence */ @media screen and (width > 3rem) { d { width: calc(1px + 2px); } }\n"
    )
    write(tmp_path, "assets/style.css", sheet)
    made, outputs = read_theme(tmp_path, "kota", "en")
    bodies = {"/" + output.path: output.body.decode() for output in outputs}
    assert bodies[made.asset("style.css")] == (
        ' a > b,c{margin: 0 auto;content: "/* x */ ; }"}/*! licence */ '
        "@media screen and (width > 3rem){d{width: calc(1px + 2px);}}"
    )


def test_the_built_in_sheets_and_scripts_keep_their_budget() -> None:
    """Compressed: what a page with tables and charts loads, and the script of tables."""
    made, outputs = read_theme(Path(), "kota", "en")
    sizes = {"/" + output.path: len(zlib.compress(output.body, 6)) for output in outputs}
    sheets = sum(sizes[made.asset(name)] for name in ("style.css", "figures.css"))
    assert sheets <= 10 * 1024
    assert sizes[made.asset("tabel.js")] <= 2 * 1024
