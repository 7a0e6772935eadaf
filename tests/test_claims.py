"""Who has which path: paths that some file system holds as one are never both taken."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.engine.build import Result
from sitegen.engine.claims import Claims
from sitegen.units import redirects as aliases
from sitegen.urls import folded
from tests.conftest import CityFolder, told

if TYPE_CHECKING:
    City = Callable[[str], CityFolder]

ACCENT = unicodedata.normalize("NFC", "kafé/a")
DAGO = "content/kelurahan/dago/laporan/2026-11-05-a.md"
SEKELOA = "content/kelurahan/sekeloa/laporan/2026-11-05-b.md"


def report(alias: str) -> str:
    return f"---\njudul: A\nalias: [{alias}]\n---\nIsi.\n"


def problems(result: Result) -> list[str]:
    return [told(problem) for problem in result.problems]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("a/b", "a/b", id="equal"),
        pytest.param("a/b", "A/b", id="case"),
        pytest.param("a/STRASSE", "a/straße", id="case beyond letters"),
        pytest.param(ACCENT, unicodedata.normalize("NFD", ACCENT), id="accents"),
        pytest.param(ACCENT, unicodedata.normalize("NFD", ACCENT.upper()), id="both"),
        pytest.param("a", "a/b", id="file above"),
        pytest.param("a/b/c", "a", id="file below"),
        pytest.param("A", "a/b/c", id="file far above in capitals"),
        pytest.param("a/B/c", "a/b", id="folder in capitals"),
    ],
)
def test_the_second_does_not_get_what_is_in_the_way_of_the_first(first: str, second: str) -> None:
    claims = Claims()
    assert claims.take(first, "skpd/a") == ""
    assert claims.take(second, "skpd/b") == first
    assert claims.owners == {first: "skpd/a"}
    assert claims.take(first, "skpd/a") == ""


@pytest.mark.parametrize(
    ("first", "second"),
    [("a/b", "a/c"), ("a/b", "ab"), ("a/b", "c/a/b"), ("i/x", "\u0131/x")],
    ids=["beside", "longer", "below", "another letter"],
)
def test_different_paths_are_both_taken(first: str, second: str) -> None:
    claims = Claims()
    assert claims.take(first, "") == claims.take(second, "") == ""
    assert claims.owners == {first: "", second: ""}


@given(st.lists(st.text("aA/é\u0301e", min_size=1, max_size=5), max_size=12))
def test_what_was_taken_can_lie_on_a_disk_that_ignores_case(wanted: list[str]) -> None:
    claims = Claims()
    for number, text in enumerate(wanted):
        parts = [part for part in text.split("/") if part]
        if parts:
            claims.take("/".join(parts), f"skpd/{number}")
    names = [folded(path) for path in claims.owners]
    assert len(set(names)) == len(names)
    assert not any(a.startswith(b + "/") for a in names for b in names)


_WANTED = st.lists(
    st.tuples(st.text("aA/é\u0301e", min_size=1, max_size=5), st.sampled_from("pqr")), max_size=12
)


@given(_WANTED, _WANTED)
def test_what_was_settled_before_changes_nothing_but_the_work(
    before: list[tuple[str, str]], wanted: list[tuple[str, str]]
) -> None:
    first = Claims()
    for path, owner in before:
        first.take(path, owner)
    anew, settled = Claims(), Claims(settled=dict(first.owners))
    for path, owner in wanted:
        assert settled.take(path, owner) == anew.take(path, owner)
    assert settled.owners == anew.owners


@pytest.mark.parametrize("jobs", [1, 2])
def test_addresses_that_differ_in_capitals_alone_are_one(city: City, jobs: int) -> None:
    made = city("")
    made.write(DAGO, report("/Berita/Kabar/"))
    made.write(SEKELOA, report("/berita/kabar/"))
    result = made.build(jobs=jobs)
    assert problems(result) == [
        (
            "content/kelurahan/sekeloa: [S011] the page /berita/kabar/ of `kelurahan/sekeloa` collides "
            "with /Berita/Kabar/ of `kelurahan/dago` = rename one of the two sources"
        )
    ]
    assert [path for path in made.files() if "kabar" in path.lower()] == ["Berita/Kabar/index.html"]
    made.write(DAGO, report("/berita/lain/"))
    assert problems(made.build(jobs=jobs)) == []
    assert {path for path in made.files() if path.lower().startswith("berita/")} == {
        "berita/kabar/index.html",
        "berita/lain/index.html",
    }


def test_an_old_address_may_not_differ_from_a_page_in_capitals_alone(city: City) -> None:
    made = city("")
    made.write(DAGO, report("/kelurahan/dago/Laporan/2026/11/A/"))
    assert problems(made.build()) == [
        (
            f"{DAGO}: [M009] the old address `/kelurahan/dago/Laporan/2026/11/A/` cannot become a "
            "redirect = write a path that begins and ends with `/`, such as `/berita/posyandu/`, "
            "that no page uses"
        )
    ]


def test_the_city_gets_its_page_when_a_unit_gives_up_the_address(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A city page that is not reserved, such as one that a later version adds."""
    monkeypatch.setattr(aliases, "RESERVED", frozenset())
    made = city("")
    made.write(DAGO, report("/Data/"))
    expected = [
        (
            "site.yml: [S011] the page /data/ of `the city's pages` collides with /Data/ of "
            "`kelurahan/dago` = rename one of the two sources"
        )
    ]
    assert problems(made.build()) == expected
    assert problems(made.build()) == expected
    made.write(DAGO, "---\njudul: A\n---\nIsi.\n")
    assert problems(made.build()) == []
    assert "data/index.html" in made.files()
    assert "Data/index.html" not in made.files()
