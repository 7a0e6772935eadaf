"""What a city's theme is built from: assets by name, blocks, a style sheet of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.engine.build import Result
from sitegen.engine.explain import inquire
from sitegen.engine.options import Options
from sitegen.errors import ThemeError
from sitegen.pages.theme import Theme, built_in_folder, read_theme, render, text_parts
from tests.conftest import NOW, CityFolder, told
from tests.test_theme import View, write

City = Callable[[str], CityFolder]
BASE = "-- themes/kota/templates/base.html --\n{% extends 'bawaan/base.html' %}\n"


def theme(root: Path) -> Theme:
    return read_theme(root, "kota", "en")[0]


def of_theme(result: Result) -> list[str]:
    return [told(problem) for problem in result.problems if problem.code.startswith("T")]


def sheet(made: CityFolder, name: str) -> str:
    (path,) = (made.output / "aset").glob(f"{name}.*.css")
    return path.read_text("utf-8")


# Assets by name


def test_a_template_names_an_asset_and_gets_its_address(city: City) -> None:
    made = city(
        BASE
        + "{% block brand %}<img src=\"{{ asset('lambang/kota.svg') }}\" alt=''>{% endblock %}\n"
        "-- themes/kota/assets/lambang/kota.svg --\n<svg/>\n"
    )
    assert of_theme(made.build()) == []
    found = re.search(r'<img src="/(aset/lambang/kota\.[0-9a-f]{8}\.svg)"', made.read("/"))
    assert found
    assert (made.output / found[1]).read_text() == "<svg/>\n"


def test_the_address_of_an_asset_has_the_path_of_the_site(city: City) -> None:
    made = city(
        BASE + "{% block head %}<link rel=preload href=\"{{ asset('kota.css') }}\">{% endblock %}\n"
        "-- themes/kota/assets/kota.css --\n.a {}\n"
    )
    made.build(base_url="https://contoh.example/terbuka")
    found = re.findall(r'href="(/[^"]*kota\.[0-9a-f]{8}\.css)"', made.read("/"))
    assert len(found) == 2  # the head's own, and the one of every page
    assert all(each.startswith("/terbuka/aset/") for each in found)


def test_an_asset_is_named_in_imported_parts_as_well(tmp_path: Path) -> None:
    write(
        tmp_path,
        "templates/parts/kota.html",
        "{% macro logo() %}{{ asset('a.svg') }}{% endmacro %}",
    )
    write(tmp_path, "templates/404.html", "{% from 'parts/kota.html' import logo %}{{ logo() }}")
    write(tmp_path, "assets/a.svg", "<svg/>")
    assert render(theme(tmp_path), "404.html", View()).startswith("/aset/a.")


def test_an_unknown_asset_is_told_with_the_line_and_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, "assets/logo.svg", "<svg/>")
    write(tmp_path, "templates/404.html", "a\n{{ asset('logo.png') }}\n")
    with pytest.raises(ThemeError) as caught:
        render(theme(tmp_path), "404.html", View())
    assert told(caught.value.problems[0]).startswith(
        "templates/404.html:2: [T003] the template cannot be used: the theme has no asset 'logo.png'; "
        "the nearest is 'logo.svg'"
    )


# Blocks


@pytest.mark.parametrize("block", ["head", "brand", "navigation", "footer", "after_body"])
def test_a_block_of_every_page_is_replaced_and_the_rest_stays(city: City, block: str) -> None:
    made = city(f"{BASE}{{% block {block} %}}<!-- milik kota -->{{% endblock %}}\n")
    made.build()
    for page in ("/", "/kelurahan/dago/", "404.html"):
        text = made.read(page)
        assert text.count("<!-- milik kota -->") == 1
        assert '<main id="isi"' in text


def test_a_block_keeps_what_is_built_in_beside_what_is_added(city: City) -> None:
    made = city(f"{BASE}{{% block footer %}}{{{{ super() }}}}<p>Balai Kota</p>{{% endblock %}}\n")
    made.build()
    text = made.read("/")
    assert "lapor.go.id" in text
    assert "<p>Balai Kota</p>" in text


@pytest.mark.parametrize(
    "name", sorted(path.name for path in (built_in_folder() / "templates").glob("*.html"))
)
def test_every_built_in_template_can_be_extended_under_its_own_name(
    tmp_path: Path, name: str
) -> None:
    write(tmp_path, f"templates/{name}", f"{{% extends 'bawaan/{name}' %}}")
    made = theme(tmp_path)
    assert (
        dict(made.templates)[f"bawaan/{name}"]
        == (built_in_folder() / "templates" / name).read_bytes()
    )
    assert made.problems == ()


def test_a_built_in_template_without_a_copy_is_reached_by_that_name_too(tmp_path: Path) -> None:
    write(tmp_path, "templates/parts/kota.html", "x")
    write(tmp_path, "templates/404.html", "{% include 'bawaan/parts/icons.html' %}{{ title }}")
    assert render(theme(tmp_path), "404.html", View()).endswith("A &amp; B")


def test_a_template_that_extends_itself_is_told_how_the_built_in_one_is_called(
    tmp_path: Path,
) -> None:
    write(tmp_path, "templates/404.html", "{% extends '404.html' %}")
    with pytest.raises(ThemeError) as caught:
        render(theme(tmp_path), "404.html", View())
    assert "the built-in one is called `bawaan/` and its name" in told(caught.value.problems[0])


def test_ids_of_an_extended_page_are_still_the_themes_own(tmp_path: Path) -> None:
    before = text_parts(theme(tmp_path))
    write(tmp_path, "templates/base.html", "{% extends 'bawaan/base.html' %}")
    assert text_parts(theme(tmp_path)) == before


# A style sheet of the city's own


def test_the_citys_style_sheet_comes_after_the_built_in_one_on_every_page(city: City) -> None:
    made = city(
        "-- themes/kota/assets/kota.css --\n:root { --accent: #ffd500; }\n"
        "-- content/kelurahan/dago/laporan/2026-11-03-a.md --\n"
        "---\njudul: A\nalias: [/lama/]\n---\nIsi pertama. Isi kedua.\n"
    )
    assert of_theme(made.build()) == []
    for page in ("/", "/kelurahan/dago/", "404.html", "/lama/"):
        sheets = re.findall(r'<link rel="stylesheet" href="/aset/(\w+)\.', made.read(page))
        assert sheets[sheets.index("style") :][:2] == ["style", "kota"], page


def test_names_in_style_sheets_become_addresses(city: City) -> None:
    made = city(
        "-- themes/kota/assets/kota.css --\n"
        "@import 'gaya/cetak.css' print;\n"
        "/*! url(hilang.png) stays as it is */\n"
        ".a { background: url(pola.svg#titik); content: 'url(x.png)'; }\n"
        "-- themes/kota/assets/gaya/cetak.css --\n.b { background: url( '../pola.svg' ); }\n"
        "-- themes/kota/assets/pola.svg --\n<svg/>\n"
    )
    assert of_theme(made.build()) == []
    names = {
        path.relative_to(made.output / "aset").as_posix() for path in made.output.rglob("*.*.*")
    }
    own, printed = sheet(made, "kota"), sheet(made, "gaya/cetak")
    (pattern,) = (name for name in names if name.startswith("pola."))
    (imported,) = (name for name in names if name.startswith("gaya/cetak."))
    assert f'@import "{imported}" print;' in own
    assert "/*! url(hilang.png) stays as it is */" in own
    assert f"url(\"{pattern}#titik\");content: 'url(x.png)'" in own
    assert printed == f'.b{{background: url("../{pattern}");}}'


def test_a_style_sheet_has_another_address_when_what_it_names_changes(tmp_path: Path) -> None:
    write(tmp_path, "assets/kota.css", ".a { background: url(a.svg); }")
    write(tmp_path, "assets/a.svg", "<svg/>")
    before = theme(tmp_path).asset("kota.css")
    write(tmp_path, "assets/a.svg", "<svg></svg>")
    assert theme(tmp_path).asset("kota.css") != before


@pytest.mark.parametrize(
    ("rule", "link", "reason"),
    [
        (
            "@import url(https://contoh.example/a.css);",
            "https://contoh.example/a.css",
            "from elsewhere",
        ),
        (
            ".a { background: url('//contoh.example/a.png') }",
            "//contoh.example/a.png",
            "from elsewhere",
        ),
        (
            ".a { background: url(data:image/png;base64,AA) }",
            "data:image/png;base64,AA",
            "from elsewhere",
        ),
        (".a { background: url(lambnag.svg) }", "lambnag.svg", "publishes no such file"),
        (".a { background: url(../../site.yml) }", "../../site.yml", "publishes no such file"),
        ("@import 'kota.css';", "kota.css", "in a circle"),
    ],
)
def test_what_browsers_will_not_load_is_told_with_its_place(
    tmp_path: Path, rule: str, link: str, reason: str
) -> None:
    write(tmp_path, "assets/kota.css", f"/* gaya */\n{rule}\n")
    write(tmp_path, "assets/lambang.svg", "<svg/>")
    write(tmp_path, "templates/404.html", "{{ asset('lambang.svg') }}")
    (problem,) = theme(tmp_path).problems
    assert (problem.code, problem.where.path) == ("T008", "themes/kota/assets/kota.css")
    assert problem.where.line == 2
    assert f"`{link}`" in told(problem)
    assert reason in told(problem)


# What does nothing is told


@pytest.mark.parametrize(
    ("path", "code", "words"),
    [
        ("templates/unti.html", "T006", "rename it to `unit.html`"),
        ("templates/part/cards.html", "T006", "rename it to `parts/cards.html`"),
        ("templates/bawaan/base.html", "T006", "rename it to `base.html`"),
        ("assets/huruf.woff2", "T007", "pages use the fonts of the reader's device"),
        ("assets/peta.mjs", "T007", "scripts of pages end in `.js`"),
        ("assets/site.webmanifest", "T007", "files of this kind are not published"),
        ("assets/robots.txt", "T007", "move it to the folder `akar`"),
        ("assets/favicon.ico", "T007", "move it to the folder `akar`"),
        ("assets/.well-known/security.txt", "T007", "move it to the folder `akar`"),
        ("assets/logo.svg", "T007", "no template and no style sheet names it"),
        ("logo.svg", "T007", "only the folders `templates` and `assets` are read"),
    ],
)
def test_a_file_that_does_nothing_is_told_with_what_to_do(
    city: City, path: str, code: str, words: str
) -> None:
    made = city(f"-- themes/kota/{path} --\nisi\n")
    (found,) = (p for p in made.build().problems if p.code.startswith("T"))
    assert (found.code, found.where.path) == (code, f"themes/kota/{path}")
    assert words in told(found)


def test_a_frame_of_the_citys_own_that_loads_no_further_sheet_is_told(tmp_path: Path) -> None:
    write(tmp_path, "assets/kota.css", ".a {}")
    write(tmp_path, "templates/base.html", '<link rel="stylesheet" href="{{ site.stylesheet }}">')
    (problem,) = theme(tmp_path).problems
    assert (problem.code, problem.where.path) == ("T007", "themes/kota/assets/kota.css")
    write(tmp_path, "templates/base.html", "{% for each in site.stylesheets %}{% endfor %}")
    assert theme(tmp_path).problems == ()


@pytest.mark.parametrize("path", ["README.md", "assets/.DS_Store", "assets/Thumbs.db", "LICENSE"])
def test_what_systems_and_people_leave_in_a_folder_is_not_told(tmp_path: Path, path: str) -> None:
    write(tmp_path, path, "x")
    assert theme(tmp_path).problems == ()


def test_a_font_or_a_script_makes_no_page_anew(tmp_path: Path) -> None:
    before = theme(tmp_path).version
    write(tmp_path, "assets/huruf.woff2", "x")
    assert theme(tmp_path).version == before


def test_explain_says_of_a_file_of_the_theme_what_a_build_does_with_it(city: City) -> None:
    made = city(
        "-- themes/kota/assets/huruf.woff2 --\nx\n-- themes/kota/assets/kota.css --\n.a {}\n"
        "-- themes/kota/templates/unti.html --\nx\n-- themes/kota/templates/404.html --\nx\n"
    )
    made.build()

    def ask(path: str) -> tuple[str, list[str]]:
        options = Options(root=made.root, output=made.output, clock=NOW, write=False)
        found = inquire(options, f"themes/kota/{path}", made.root)
        return found.status, [problem.code for problem in found.problems]

    assert ask("assets/huruf.woff2") == ("unused", ["T007"])
    assert ask("templates/unti.html") == ("unused", ["T006"])
    assert ask("assets/kota.css") == ("shared", [])
    assert ask("templates/404.html") == ("shared", [])
