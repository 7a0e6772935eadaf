"""Whatever staff write, and wherever, nothing live is left of it: pages as a browser parses them.

`tests/browser/test_untrusted.py` loads the same pages in a browser.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import html5lib
import pytest

from sitegen.reports.markdown.html import ATTRIBUTES, SCHEMES, TAGS
from tests.untrusted import Built, attacked_city, built, built_by_python_markdown, harmless, vectors

ADDRESSES = frozenset(
    {"href", "src", "action", "formaction", "data", "poster", "cite", "background"}
)
FETCHED = frozenset({"src", "srcset", "data", "poster", "background"})
SVG = frozenset({"svg", "g", "path", "text", "rect", "title", "style", "desc"})
Shape = dict[str, set[str]]


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return attacked_city(tmp_path_factory)


@pytest.fixture(scope="module")
def attacked_reports(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_by_python_markdown(tmp_path_factory.mktemp("serangan-pm"), vectors())


@pytest.fixture(scope="module")
def allowed(tmp_path_factory: pytest.TempPathFactory) -> Shape:
    """The tags and attributes of a harmless city of the same shape, and those of an author's text."""
    found: Shape = defaultdict(set)
    for _, document in documents(built(tmp_path_factory.mktemp("rukun"), harmless(12))):
        for element in document.iter():
            found[element.tag] |= set(element.attrib)
    # A figure alone is written large and in colour.
    found["{http://www.w3.org/2000/svg}text"] |= {"class", "fill", "fill-opacity", "font-size"}
    for tag in TAGS:
        found[tag] |= {"class", *ATTRIBUTES.get(tag, set())}
    for level in range(2, 7):
        found[f"h{level}"].add("id")
    return found


def documents(city: Built) -> Iterator[tuple[str, ET.Element]]:
    for path in sorted(city.city.output.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        yield str(path.relative_to(city.city.output)), parsed(text)


@cache
def parsed(text: str) -> ET.Element:
    document: ET.Element = html5lib.parse(text, namespaceHTMLElements=False)
    return document  # comments are elements too, whose tag is in no harmless page


def live(document: ET.Element, allowed: Shape) -> Iterator[str]:
    """Yield all in a page that a harmless one does not have, and every address that could act."""
    for element in document.iter():
        if element.tag == "script" and not (of_theme(element) or is_data(element)):
            yield "<script>"
        if element.tag not in allowed:
            yield f"<{element.tag}>"
        for name, value in element.attrib.items():
            if name not in allowed.get(element.tag, set()):
                yield f"<{element.tag} {name}={value[:60]!r}>"
            if name in ADDRESSES and not sound(value):
                yield f"{name}={value[:60]!r}"
            if name in FETCHED and not value.startswith("/"):
                yield f"fetched {name}={value[:60]!r}"


def of_theme(script: ET.Element) -> bool:
    return script.get("src", "").startswith("/aset/") and not script.text


def is_data(script: ET.Element) -> bool:
    """Whether it is a block of data, which browsers do not run."""
    return script.get("type") == "application/ld+json" and script.get("src") is None


def sound(address: str) -> bool:
    """Whether an address, read as tolerantly as browsers do, has a scheme that does nothing."""
    plain = re.sub(r"[\x00-\x20]", "", address)
    scheme = urlsplit(plain).scheme if re.match(r"[A-Za-z][\w+.-]*:", plain) else ""
    return not scheme or scheme in SCHEMES


def test_no_page_of_an_attacked_city_has_more_than_a_harmless_one(
    attacked: Built, allowed: Shape
) -> None:
    found = {path: [*live(document, allowed)] for path, document in documents(attacked)}
    assert len(found) > len(vectors())
    assert {path: what for path, what in found.items() if what} == {}


def test_no_page_made_by_python_markdown_has_more_either(
    attacked_reports: Built, allowed: Shape
) -> None:
    found = {path: [*live(document, allowed)] for path, document in documents(attacked_reports)}
    assert len(found) > len(vectors()) * 0.9
    assert {path: what for path, what in found.items() if what} == {}


def test_a_page_that_is_live_would_be_noticed(allowed: Shape) -> None:
    for attack in (
        "<script></script>",
        "<p onclick=x>",
        "<a href='java\tscript:x'>",
        "<img src=x>",
    ):
        assert [*live(parsed(f"<!doctype html><p>{attack}"), allowed)]


def test_the_drawings_of_an_attacked_city_hold_shapes_and_words_only(attacked: Built) -> None:
    drawings = sorted(attacked.city.output.rglob("grafik-*.svg"))
    assert len(drawings) >= len(vectors()) // 25
    for path in drawings:
        for element in ET.parse(path).iter():  # noqa: S314 - our own drawing
            assert element.tag.removeprefix("{http://www.w3.org/2000/svg}") in SVG
            assert [
                name for name in element.attrib if name.startswith("on") or "href" in name
            ] == []
            addresses = [
                name
                for name in ("fill", "stroke", "style", "filter", "mask", "clip-path")
                if "url(" in element.get(name, "")
            ]
            assert addresses == []


def test_an_attack_is_a_text_that_is_published(attacked: Built) -> None:
    assert attacked.result.held_back == ()


def test_no_fault_of_the_program_is_found_by_an_attack(
    attacked: Built, attacked_reports: Built
) -> None:
    problems = (*attacked.result.problems, *attacked_reports.result.problems)
    assert [problem for problem in problems if problem.code == "S012"] == []


def test_a_cell_that_a_spreadsheet_would_run_is_neutral_in_the_offered_table(
    attacked: Built,
) -> None:
    tables = [
        path for path in attacked.city.output.rglob("data-*.csv") if ".asli." not in path.name
    ]
    cells = [
        cell
        for path in tables
        for line in path.read_text(encoding="utf-8").split("\n")
        for cell in re.findall(r'(?:^|,)"?([=@][^",]*)', line)
    ]
    assert tables
    assert cells == []
