"""The oracle of the living city finds a page that depends on something outside of its view."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from sitegen.pages import site, theme, views
from sitegen.pages.site import SiteContext
from sitegen.pages.theme import Theme
from sitegen.store.marker import MARKER
from tests.life import changes
from tests.life.city import COMPILING, MEMORY, LivingCity, new_city
from tests.life.events import live
from tests.life.oracle import newborn

if TYPE_CHECKING:
    from jinja2 import Environment

CHANCE = Random(1)  # noqa: S311 - repeatable
ADDRESS = "404.html"
END = "{% endblock %}"


@pytest.fixture
def living() -> Iterator[LivingCity]:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        yield new_city(Path(folder))


def with_a_template_that_says(living: LivingCity, text: str) -> None:
    start, end, _ = (theme.built_in_folder() / "templates/404.html").read_text().rpartition(END)
    changes.put(living.root / "themes/kota/templates/404.html", start + text + end)


def with_engines_that_know(
    monkeypatch: pytest.MonkeyPatch, wind: list[str], *, folded: bool = False
) -> None:
    """Give all templates a global, or a filter, that is made of `wind` and of no view."""
    make = theme._engine.__wrapped__

    def blown(word: str = "") -> str:
        return word + wind[-1]

    @lru_cache(maxsize=4)
    def engine(given: Theme) -> Environment:
        made = make(given)
        (made.filters if folded else made.globals)["angin"] = blown
        return made

    monkeypatch.setattr(theme, "_engine", engine)


def test_a_page_that_depends_on_what_no_view_has_is_found(
    living: LivingCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    wind = ["barat"]
    with_engines_that_know(monkeypatch, wind)
    with_a_template_that_says(living, "{{ angin() }}")
    assert live(living, (), CHANCE) == ""
    assert (living.output / ADDRESS).read_text().count("barat") == 1
    wind.append("timur")
    assert live(living, (changes.edit_report,), CHANCE) == (
        f"different: {MARKER}\ndifferent: {ADDRESS}"
    )


def test_what_the_compiler_of_templates_folds_into_their_code_is_found_in_time(
    living: LivingCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    wind = ["barat"]
    with_engines_that_know(monkeypatch, wind, folded=True)
    with_a_template_that_says(living, "{{ 'Dari '|angin }}")
    assert live(living, (), CHANCE) == ""
    assert "Dari barat" in (living.output / ADDRESS).read_text()
    wind.append("timur")
    found = [live(living, (changes.edit_report,), CHANCE) for _ in range(COMPILING)]
    assert [bool(each) for each in found].count(True) == 1
    assert f"different: {ADDRESS}" in "".join(found)


def test_a_page_that_depends_on_what_a_process_remembers_is_found(
    living: LivingCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = site._undated.__wrapped__

    @lru_cache(maxsize=4)
    def of_its_language(_: str) -> list[views.Site]:
        return []

    def undated(context: SiteContext) -> views.Site:
        kept: list[views.Site] = vars(site)["of_its_language"](context.lang)
        if not kept:
            kept.append(make(context))
        return kept[0]

    monkeypatch.setattr(site, "of_its_language", of_its_language, raising=False)
    monkeypatch.setattr(site, "_undated", undated)
    assert live(living, (), CHANCE) == ""
    text = (living.root / "site.yml").read_text()
    changes.put(living.root / "site.yml", text.replace("Kota Contoh", "Kota Lain"))
    assert "different: index.html" in live(living, (), CHANCE)


def test_a_clean_build_neither_takes_nor_leaves_what_a_process_remembers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    @cache
    def answer(question: str) -> int:
        asked.append(question)
        return len(asked)

    monkeypatch.setattr(site, "answer", answer, raising=False)
    monkeypatch.setattr(theme, "same", answer, raising=False)
    assert answer("a") == 1
    with newborn(compiling=False):
        assert vars(site)["answer"]("a") == 2
        assert vars(theme)["same"]("a") == 2
    assert vars(site)["answer"]("a") == 1
    assert answer.cache_info().currsize == 1
