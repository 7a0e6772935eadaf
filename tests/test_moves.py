"""The order in which a commit moves files, seen by a reader who looks at every moment of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from sitegen.engine.moves import ASSETS, Steps, in_order, position
from sitegen.pages.stylesheets import ASSETS_URL
from sitegen.pages.theme import built_in_folder
from sitegen.store import files
from sitegen.store.marker import PublishedSite
from sitegen.store.state import OutputEntry
from tests.life.city import MEMORY, LivingCity, new_city
from tests.life.oracle import tree
from tests.life.reader import dead_links, early_lists

DAGO = "content/kelurahan/dago/laporan"
ORDERED = (
    ("kelurahan/dago/data/warga/warga.csv", "kelurahan/dago"),
    ("aset/style.1a2b.css", ""),
    ("kelurahan/dago/laporan/2026/11/senam/index.html", "kelurahan/dago"),
    ("kelurahan/dago/laporan/2026/11/index.html", "kelurahan/dago"),
    ("kelurahan/dago/laporan/2026/index.html", "kelurahan/dago"),
    ("kelurahan/dago/feed.xml", "kelurahan/dago"),
    ("kelurahan/dago/index.html", "kelurahan/dago"),
    ("arsip/2026/11/02/index.html", ""),
    ("arsip/2026/11/index.html", ""),
    ("kelurahan/index.html", ""),
    ("feed.xml", ""),
    ("sitemap.xml", ""),
    ("index.html", ""),
)


def test_what_is_linked_to_comes_before_what_links_to_it() -> None:
    assert sorted(ORDERED, key=lambda item: position(*item)) == [*ORDERED]


def test_styles_and_pictures_of_the_theme_are_known_by_their_folder() -> None:
    assert f"/{ASSETS}" == ASSETS_URL


def test_new_files_come_first_and_removals_last_in_the_opposite_order() -> None:
    outputs = {path: OutputEntry("", 0, owner) for path, owner in ORDERED}
    new = frozenset({"kelurahan/dago/laporan/2026/11/senam/index.html", "index.html"})
    gone = ("aset/lama.css", "a/index.html", "a/b/index.html")
    journal = {**dict.fromkeys(outputs, "x"), **dict.fromkeys(gone, "")}
    assert in_order(Steps(journal, PublishedSite(), new), outputs) == (
        "kelurahan/dago/laporan/2026/11/senam/index.html",
        "index.html",
        *(path for path, _ in ORDERED if path not in new),
        "a/index.html",
        "a/b/index.html",
        "aset/lama.css",
    )


@pytest.mark.parametrize(
    ("gone", "moved"), [("x", "x/index.html"), ("x/y/index.html", "x")], ids=["folder", "file"]
)
def test_what_stands_in_the_place_of_a_new_file_is_removed_just_before_it(
    gone: str, moved: str
) -> None:
    steps = Steps(
        {moved: "1", gone: "", "b": "2", "c": "3", "d": ""},
        PublishedSite(),
        frozenset({moved, "b"}),
    )
    assert in_order(steps, {}) == ("b", gone, moved, "c", "d")


@pytest.fixture
def city() -> Iterator[LivingCity]:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        yield new_city(Path(folder))


def publish(city: LivingCity) -> None:
    """Nothing is online yet."""
    assert not city.output.exists()


def change_content(city: LivingCity) -> None:
    """A report with a new name, a new one, one that is gone with its topic, a renamed dataset."""
    city.build()
    reports = city.root / DAGO
    (reports / "2026-11-03-posyandu.md").write_text("---\njudul: Posyandu Melati\n---\nIsi.\n")
    (reports / "2026-12-01-baru.md").write_text("---\njudul: Baru\n---\nIsi.\n")
    (reports / "2026-11-20-baru.md").write_text("---\njudul: Baru\n---\nIsi.\n")
    (city.root / "content/kelurahan/sekeloa/laporan/2026-11-02-senam.md").unlink()
    data = city.root / "content/skpd/dinkes/data"
    for ending in ("csv", "yml"):
        (data / f"kunjungan.{ending}").rename(data / f"pasien.{ending}")


def change_theme(city: LivingCity) -> None:
    """All pages, with a style sheet at a new address."""
    city.build()
    style = city.root / "themes/kota/assets/style.css"
    style.parent.mkdir(parents=True)
    style.write_text((built_in_folder() / "assets/style.css").read_text() + "/* baru */\n")


@pytest.mark.parametrize("change", [publish, change_content, change_theme])
def test_at_no_moment_of_a_commit_does_a_page_link_to_a_missing_one(
    city: LivingCity, change: Callable[[LivingCity], None]
) -> None:
    change(city)
    assert not isinstance(city.clean_build(), Exception)
    old, new = tree(city.output) if city.output.exists() else {}, tree(city.clean / "keluaran")
    operations = []

    def step(operation: str, path: str | Path) -> None:
        if operation in {"move", "remove"} and city.output in Path(path).parents:
            operations.append(operation)
            assert dead_links(city.output) == [], f"before {operation} {path}"
            assert early_lists(city.output, old, new) == [], f"before {operation} {path}"

    with patch.object(files, "step", step):
        city.build()
    assert operations.count("move") > 10
    assert ("remove" in operations) == (change is not publish)
    assert dead_links(city.output) == []
