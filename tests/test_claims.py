"""Who has which path: paths that some file system holds as one are never both taken."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.engine.build import Result
from sitegen.engine.claims import Claims
from sitegen.model import Output
from sitegen.pages.city import City as Portal
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.site import SiteContext
from sitegen.portal import products
from sitegen.urls import folded, output_path
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
            f"{SEKELOA}: [S011] the page /berita/kabar/ of `{SEKELOA}` collides with /Berita/Kabar/ of "
            f"`{DAGO}` = give the page of `{SEKELOA}` another address, or remove /berita/kabar/ from its "
            "`alias`: the other page keeps it"
        )
    ]
    assert [path for path in made.files() if "berita/" in path.lower()] == [
        "Berita/Kabar/index.html"
    ]
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
            "redirect: a page or a file of the unit has it = remove it from `alias`, or write a path "
            "that begins and ends with `/`, such as `/berita/posyandu/`, that no page uses"
        )
    ]


def with_page(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """Give the city one more product: a page at `url`."""

    def make(city: Portal) -> Iterator[Planned]:
        yield planned(city.site, url, text_at, url)

    more = Product(name="one more", paths=((url, "a page of the test"),), reads=(), make=make)
    monkeypatch.setattr(products, "PRODUCTS", (*products.PRODUCTS, more))


def text_at(site: SiteContext, url: str) -> Output:
    return Output(path=output_path(url), body=f"{site.name} {url}".encode())


@pytest.mark.parametrize("before", [True, False], ids=["had before", "new"])
@pytest.mark.parametrize("alias", ["/jenis/", "/Jenis/", "/jenis/kegiatan/", "/JENIS/a/"])
def test_no_old_address_is_taken_from_a_page_of_the_city(
    city: City, monkeypatch: pytest.MonkeyPatch, alias: str, *, before: bool
) -> None:
    made = city("")
    made.write(DAGO, report(alias))
    if before:
        assert problems(made.build()) == []
        assert f"{alias[1:]}index.html" in made.files()
    with_page(monkeypatch, "/jenis/")
    for _ in range(2):
        assert problems(made.build()) == [
            (
                f"{DAGO}: [M009] the old address `{alias}` cannot become a redirect: it belongs to the "
                "city or to another unit; addresses of a former unit lead on by `id_lama` or `penerus` in "
                "data/units.csv = remove it from `alias`, or write a path that begins and ends "
                "with `/`, such as `/berita/posyandu/`, that no page uses"
            )
        ]
        assert made.read("/jenis/") == "Kota Contoh /jenis/"
        found = [path for path in made.files() if path.lower().startswith("jenis/")]
        assert found == ["jenis/index.html"]


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        pytest.param("/kelurahan/dago/", "/kelurahan/dago/", id="home page"),
        pytest.param("/kelurahan/dago/feed.xml", "/kelurahan/dago/feed.xml", id="file"),
        pytest.param("/kelurahan/Dago/feed.xml", "/kelurahan/dago/feed.xml", id="case"),
        pytest.param("/kelurahan/dago/feed.xml/", "/kelurahan/dago/feed.xml", id="below a file"),
        pytest.param(
            "/kelurahan/dago/Laporan/2026/11/A/", "/kelurahan/dago/laporan/2026/11/a/", id="report"
        ),
    ],
)
@pytest.mark.parametrize("before", [True, False], ids=["had before", "new"])
def test_a_page_of_the_city_stays_when_a_unit_wants_its_path(
    city: City, monkeypatch: pytest.MonkeyPatch, url: str, taken: str, *, before: bool
) -> None:
    made = city("")
    made.write(DAGO, "---\njudul: A\n---\nIsi.\n")
    if before:
        made.build()
    with monkeypatch.context() as during:
        with_page(during, url)
        for _ in range(2):
            found = problems(made.build())
            assert [each for each in found if "[S042]" not in each] == [  # it has no page any more
                (
                    f"content/kelurahan/dago: [S011] the page {taken} of `kelurahan/dago` collides with {url} "
                    "of `the city's pages` = give the page of `kelurahan/dago` another address, or remove "
                    f"{taken} from its `alias`: the other page keeps it"
                )
            ]
            assert made.read(url) == f"Kota Contoh {url}"
    assert problems(made.build()) == []
    assert output_path(taken) in made.files()
