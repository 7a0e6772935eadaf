"""Parts of templates that are filled once for many pages say what they would say if filled each time."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from msgspec import Struct

from sitegen.pages import compiled, views
from sitegen.pages import theme as themes
from sitegen.pages.shared_parts import names_of, with_shared_parts
from sitegen.pages.theme import read_theme, render
from tests.test_theme import write

ONE = views.Link(label="Kota & <satu>", href="/1")
OTHER = views.Link(label="Kota 'dua'", href="/2")


class Page(Struct, frozen=True):
    title: str = "x"
    site: object = ONE
    unit: object = OTHER
    links: tuple[views.Link, ...] = (ONE, OTHER)


PAGES = (
    Page(),
    Page(title="y"),
    Page(site=OTHER, unit=ONE),
    Page(unit=views.Link(label="baru", href="/3")),
    Page(unit=views.Link(label="baru", href="/4"), links=(OTHER,)),
    Page(),
    Page(site={"label": "a", "href": ["b"]}),
    Page(site={"label": "c", "href": []}),
)
PARTS = {
    "parts/words.html": "{% set word = 'kata & <b>' %}{% macro say(x, y='') %}[{{ x }}{{ y }}{{ caller() if caller is defined else '' }}]{% endmacro %}",
    "parts/frame.html": (
        "<1 {{ site.label }}{{ site.href }}>{% block a %}a{{ site.href }}{{ unit.href }}{% endblock %}"
        "{% block b %}{{ title }}{% endblock %}{{ unit.label }}{{ unit.href }}"
    ),
}
USED = "{% from 'parts/words.html' import word, say %}"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<{{ site.label }}|{{ site.href }}>{{ title }}", id="the city"),
        pytest.param("<{{ site.label }}|{{ unit.href }}>{{ title }}", id="city and unit"),
        pytest.param(USED + "{{ word }}{{ say(site.label, y=word) }}{{ title }}", id="imported"),
        pytest.param(
            USED
            + "{% call say(site.label) %}{{ title }}{% endcall %}{{ site.href }}{{ site.label }}",
            id="a macro with the page's own text",
        ),
        pytest.param(
            "{% if site.label %}{{ site.href }}{% for c in site.href %}{{ loop.index }}{{ c }}{% endfor %}"
            "{% endif %}{{ title }}",
            id="condition and loop",
        ),
        pytest.param(
            "{% for each in links %}{{ site.label }}{{ each.label }}{{ site.href }}{% endfor %}",
            id="in a loop over the page's own",
        ),
        pytest.param(
            "{% for site in links %}{{ site.label }}{{ site.href }}{% endfor %}{{ site.label }}",
            id="a loop with the same name",
        ),
        pytest.param(
            "{{ site.label }}{{ site.href }}{% set site = links[0] %}{{ site.label }}{{ site.href }}",
            id="the name set anew",
        ),
        pytest.param(
            "{% extends 'parts/frame.html' %}{% set site = links[0] %}"
            "{% block b %}{{ site.href }}{{ unit.href }}{{ super() }}{% endblock %}",
            id="the name set anew for a frame",
        ),
        pytest.param(
            "{% extends 'parts/frame.html' %}{% block a %}{{ super() }}{{ unit.label }}"
            "{{ unit.label|upper }}{{ title }}{% endblock %}",
            id="blocks",
        ),
        pytest.param(
            "{% autoescape false %}{{ site.label }}{{ site.href }}{% endautoescape %}"
            "{{ site.label }}{{ site.href }}",
            id="not escaped",
        ),
        pytest.param(
            "{% autoescape title == 'x' %}{{ site.label }}{{ site.href }}{% endautoescape %}",
            id="escaped or not",
        ),
        pytest.param(
            "{% with n = namespace(v=0) %}{% set n.v = n.v + 1 %}{{ site.label }}{{ n.v }}{{ site.href }}"
            "{% endwith %}",
            id="counted",
        ),
        pytest.param(
            "{% include 'parts/frame.html' %}{{ site.label }}{{ site.href }}", id="included"
        ),
        pytest.param(
            "{{ _('Home') }}{{ asset('style.css') }}{{ site.label ~ unit.label }}{{ site.href }}",
            id="functions",
        ),
        pytest.param(
            "{{ 'a' if site.label == unit.label else site.href }}{{ site.label|length }}{{ title }}",
            id="compared",
        ),
    ],
)
def test_each_page_says_what_it_would_say_alone(tmp_path: Path, text: str) -> None:
    for name, part in PARTS.items():
        write(tmp_path, f"templates/{name}", part)
    write(tmp_path, "templates/404.html", text)
    theme, _ = read_theme(tmp_path, "kota", "id")
    for page in (*PAGES, *reversed(PAGES)):
        assert render(theme, "404.html", page) == themes._filled_by_jinja(theme, "404.html", page)
    assert not themes._failed(theme)


def shared(text: str) -> list[tuple[str, ...]]:
    """What each shared part of a template depends on."""
    tree = with_shared_parts(Environment(autoescape=True).parse(text))
    return [names for each in tree.find_all(nodes.If) if (names := names_of(each))]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("{{ site.name }}{{ title }}{{ site.home }}", [], id="too little"),
        pytest.param("{{ site.name }}{{ site.home }}{{ title }}", [("site",)], id="one part"),
        pytest.param(
            "{{ site.a }}{{ site.b }}{{ title }}{{ unit.a }}{{ unit.b }}",
            [("site",), ("unit",)],
            id="two parts",
        ),
        pytest.param(
            "{% for a in site.nav %}{{ a.href }}{% if page.url == a.href %}x{% endif %}{% endfor %}",
            [],
            id="a loop that looks at the page",
        ),
        pytest.param("{{ site.name.upper() }}{{ site.home }}", [], id="a method"),
        pytest.param("{{ site.nav|random }}{{ site.name|mine }}", [], id="filters"),
        pytest.param(
            "{% macro own() %}{{ title }}{% endmacro %}{{ site.name }}{{ own() }}{{ site.home }}",
            [],
            id="a macro that sees the page",
        ),
        pytest.param(
            "{% from 'a' import b with context %}{{ site.name }}{{ b(site.home) }}",
            [],
            id="an import that sees the page",
        ),
        pytest.param("{{ site.name }}{% include 'a' %}{{ site.home }}", [], id="an inclusion"),
    ],
)
def test_only_what_cannot_see_the_page_is_shared(text: str, parts: list[tuple[str, ...]]) -> None:
    assert shared(text) == parts


def test_views_never_change() -> None:
    assert all(kind.__struct_config__.frozen for kind in compiled._VIEWS)


def test_most_of_the_frame_of_a_page_is_shared(tmp_path: Path) -> None:
    theme, _ = read_theme(tmp_path, "kota", "id")
    frame = dict(theme.templates)["base.html"].decode()
    assert len(shared(frame)) >= 6
