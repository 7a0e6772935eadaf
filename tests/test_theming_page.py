"""What docs/theming.md shows works as it is pasted, file by file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sitegen.city.root_files import read_root_files
from sitegen.pages.theme import built_in_folder
from tests.conftest import SITE, CityFolder, told
from tests.test_panduan import blocks_of

PAGE = (Path(__file__).parents[1] / "docs/theming.md").read_text("utf-8")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'
City = Callable[[str], CityFolder]


def shown() -> Iterator[tuple[str, str]]:
    """The files of the page: path and text; parts of one file are put together."""
    for block in blocks_of("theming.md", PAGE):
        if found := re.fullmatch(r"In `([^`]+)`:", block.before):
            of_theme = found[1].startswith(("assets/", "templates/"))
            yield f"themes/kota/{found[1]}" if of_theme else found[1], block.text


@pytest.fixture
def made(city: City) -> CityFolder:
    texts: dict[str, str] = {"site.yml": SITE}
    for path, text in shown():
        texts[path] = texts.get(path, "") + text
    folder = city("")
    for path, text in texts.items():
        folder.write(path, text)
    for name in ("logo", "ikon"):
        folder.write(f"merek/{name}.svg", SVG)
    return folder


def test_all_that_is_shown_together_makes_a_site_without_a_message(made: CityFolder) -> None:
    assert [told(problem) for problem in made.build().problems] == []
    page = made.read("/")
    assert "Balai Kota, Jalan Merdeka 1" in page
    assert 'content="#8a1538"' in page
    assert '<meta name="author" content="Kota Contoh">' in made.read("404.html")
    assert made.read("robots.txt").endswith("\nUser-agent: GPTBot\nDisallow: /\n")
    assert made.read(".well-known/security.txt").startswith("Contact: ")


def test_every_block_and_no_other_is_in_the_table() -> None:
    frame = (built_in_folder() / "templates/base.html").read_text("utf-8")
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| ", PAGE.partition("| block of")[2], re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert set(re.findall(r"{% block (\w+) %}", frame)) <= named


@pytest.mark.parametrize(
    "name",
    [
        "humans.txt",
        "CNAME",
        ".nojekyll",
        "_redirects",
        "_headers",
        ".well-known/a/b",
        "google1.html",
    ],
)
def test_kinds_of_the_table_are_taken(tmp_path: Path, name: str) -> None:
    (tmp_path / "akar" / name).parent.mkdir(parents=True)
    (tmp_path / "akar" / name).write_text("a.example\n")
    assert read_root_files(tmp_path, lambda _: False)[1] == ()
