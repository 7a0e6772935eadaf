"""The quick code of templates gives what Jinja2's own gives, for every construct of the language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from markupsafe import Markup
from msgspec import Struct, field

from sitegen.errors import ThemeError
from sitegen.pages import theme as themes
from sitegen.pages import views
from sitegen.pages.theme import read_theme, render
from tests.conftest import CityFolder, told
from tests.test_theme import write

City = Callable[[str], CityFolder]


SAFE = Markup("<b>&amp;</b>")
LINK = views.Link(label="x < y", href="/a?b&c")


class View(Struct, frozen=True):
    title: str = "A & <B>"
    html: Markup = SAFE
    count: int = 2
    nothing: None = None
    link: views.Link = LINK
    links: tuple[views.Link, ...] = (
        views.Link(label="satu", href="/1"),
        views.Link(label="'dua'", href="/2"),
    )
    table: dict[str, object] = field(default_factory=lambda: {"a": "<", "b": {"c": ">"}})


PARTS = {
    "parts/words.html": "{% set word = 'x & y' %}{% set state = namespace(n=0) %}",
    "parts/macros.html": (
        "{% macro one(link, big=false) %}<a{% if big %} big{% endif %}>{{ link.label }}</a>"
        "{{ caller() if caller is defined else '' }}{% endmacro %}"
    ),
    "parts/part.html": "[{{ title }}{% for link in links %}{{ loop.index }}{{ link.href }}{% endfor %}]",
    "parts/frame.html": "<1>{% block a %}a{{ title }}{% endblock %}<2>{% block b scoped %}b{% endblock %}<3>",
}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{{ title }}{{ html }}{{ count }}{{ nothing }}{{ 1.5 }}", id="values"),
        pytest.param(
            "{{ title|upper }}{{ html|length }}{{ title|safe }}{{ title|e }}", id="filters"
        ),
        pytest.param("{{ title ~ html }}{{ title + html }}{{ 'a<' ~ count }}", id="joined"),
        pytest.param("{{ link.label }}{{ link.href[1:3] }}{{ links[1].label }}", id="fields"),
        pytest.param("{{ table.a }}{{ table['b'].c }}{{ table.b }}{{ table.items() }}", id="items"),
        pytest.param("{{ title.upper() }}{{ title.__class__.__name__ }}", id="methods"),
        pytest.param(
            "{{ title.startswith('A') }}{{ html.startswith('<') }}{{ title.endswith(title[1:]) }}"
            "{{ title.endswith('x', 0, 1) }}{{ link.href.endswith('c') }}"
            "{{ title[:title.startswith('A')].startswith(title[0]) }}",
            id="beginnings and ends",
        ),
        pytest.param(
            "{% import 'parts/macros.html' as m %}{% set d = {'endswith': m.one} %}"
            "{{ d.endswith(link) }}",
            id="something else of that name",
        ),
        pytest.param("{{ link.colour is defined }}{{ colour is defined }}", id="not defined"),
        pytest.param("{{ link.colour|default('<') }}{{ table.z|default(title) }}", id="default"),
        pytest.param(
            "{% for each in links if each.href != '/1' %}{{ loop.first }}{{ each.label }}"
            "{% else %}none{% endfor %}",
            id="loop",
        ),
        pytest.param(
            "{% for a in [[1, [2]], [3]] recursive %}{% if a is iterable %}({{ loop(a) }})"
            "{% else %}{{ a }}{{ title }}{% endif %}{% endfor %}",
            id="recursive loop",
        ),
        pytest.param(
            "{% set x %}<i>{{ title }}</i>{% endset %}{{ x }}{% set y = title %}{{ y }}", id="set"
        ),
        pytest.param("{% filter upper %}a<{{ title }}{% endfilter %}", id="filter block"),
        pytest.param("{% with a = title, b = link %}{{ a }}{{ b.label }}{% endwith %}", id="with"),
        pytest.param(
            "{% autoescape false %}{{ title }}{{ link.label }}{% endautoescape %}{{ title }}",
            id="not escaped",
        ),
        pytest.param(
            "{% autoescape count > 1 %}{{ title }}{% endautoescape %}{{ html }}", id="either way"
        ),
        pytest.param("a{% include 'parts/part.html' %}b{{ title }}", id="include"),
        pytest.param(
            "{% for n in links %}{% include 'parts/part.html' %}{{ n.href }}{% endfor %}",
            id="include in a loop",
        ),
        pytest.param("{% include 'parts/none.html' ignore missing %}x", id="missing include"),
        pytest.param(
            "{% from 'parts/words.html' import word %}{% import 'parts/macros.html' as m %}"
            "{{ word }}{{ m.one(link) }}{{ m.one(link, true) }}{{ m.one(big=1, link=links[0]) }}"
            "{% call m.one(link) %}<u>{{ title }}{% endcall %}",
            id="imports",
        ),
        pytest.param(
            "{% macro own(x, y='<') %}{{ x }}{{ y }}{{ varargs }}{{ kwargs }}{% endmacro %}"
            "{{ own(title) }}{{ own(html, title, 3, z=4) }}{{ own.name }}",
            id="macro",
        ),
        pytest.param("{% extends 'parts/frame.html' %}never{{ title }}", id="frame"),
        pytest.param(
            "{% extends 'parts/frame.html' %}{% set z = title %}{% block a %}{{ super() }}|{{ z }}"
            "{{ self.b() }}{% endblock %}{% block b %}{% for l in links %}{{ l.label }}"
            "{% endfor %}{% endblock %}",
            id="blocks",
        ),
        pytest.param(
            "{% if count > 1 %}{% extends 'parts/frame.html' %}{% else %}x{% endif %}rest",
            id="frame by condition",
        ),
        pytest.param(
            "before{% if count > 2 %}{% extends 'parts/frame.html' %}{% endif %}after{{ title }}"
            "{% block a %}own{{ title }}{% endblock %}",
            id="no frame by condition",
        ),
        pytest.param("{{ _('Home') }}{{ _('%(n)s & x', n=title) }}", id="words"),
        pytest.param(
            "{% trans n=count, t=title %}{{ n }} row of {{ t }}{% pluralize %}{{ n }} rows of {{ t }}"
            "{% endtrans %}",
            id="plural words",
        ),
        pytest.param("{{ links|map(attribute='label')|join(', ') }}{{ links|first }}", id="map"),
        pytest.param("{{ title if count else html }}{{ 'x' if not count }}|", id="either"),
        pytest.param("{% raw %}{{ title }}{% endraw %}{# none #}{{ '{{' }}", id="raw"),
        pytest.param(
            "{% set p_1 = 1 %}{% set p_2 = link %}{{ p_1 }}{{ p_2.label }}{{ title }}", id="names"
        ),
    ],
)
def test_the_quick_code_gives_what_jinja_gives(tmp_path: Path, text: str) -> None:
    for name, part in PARTS.items():
        write(tmp_path, f"templates/{name}", part)
    write(tmp_path, "templates/404.html", text)
    theme, _ = read_theme(tmp_path, "kota", "id")
    expected = themes._filled_by_jinja(theme, "404.html", View())
    assert render(theme, "404.html", View()) == expected
    assert render(theme, "404.html", View(title="<>", count=0)) == themes._filled_by_jinja(
        theme, "404.html", View(title="<>", count=0)
    )


def test_what_fails_in_the_quick_code_is_told_as_jinja_tells_it(tmp_path: Path) -> None:
    write(tmp_path, "templates/404.html", "a\n{{ link.colour }}\n")
    theme, _ = read_theme(tmp_path, "kota", "en")
    with pytest.raises(ThemeError) as caught:
        render(theme, "404.html", View())
    assert told(caught.value.problems[0]) == (
        "templates/404.html:2: [T003] the template cannot be used: "
        "'sitegen.pages.views.frame.Link object' has no attribute 'colour' = correct the template at "
        "this line; docs/theme-contract.md lists every variable"
    )


def test_every_page_of_the_built_in_theme_has_quick_code(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> str:
        raise AssertionError("the quick code failed")

    monkeypatch.setattr(themes, "_filled_by_jinja", refuse)
    made = city(
        "-- content/kelurahan/dago/laporan/2026-11-03-a.md --\n"
        "---\njudul: Posyandu Mawar\ntopik: [kesehatan]\n---\nIsi pertama. Isi kedua.\n"
        "-- content/kelurahan/dago/halaman/layanan.md --\n"
        "---\njudul: Layanan\n---\nIsi pertama. Isi kedua.\n"
    )
    made.build()
    assert "Posyandu Mawar" in made.read("/kelurahan/dago/")
