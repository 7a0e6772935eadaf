"""`build --unit`: the city's pages show of the others what is online, and link to nothing else."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from sitegen.cli.summary import as_report
from sitegen.engine.build import Result
from sitegen.errors import UsageError
from sitegen.i18n import translator
from tests.conftest import CityFolder, told
from tests.test_build import WHOLE, links

City = Callable[[str], CityFolder]
NEW = "---\njudul: Baru sekali\ntopik: [kesehatan]\n---\nIsi.\n"
DAGO, SEKELOA = "kelurahan/dago", "kelurahan/sekeloa"


def dead(made: CityFolder) -> set[str]:
    """The addresses of the site to which its pages or feeds link in vain."""
    files = made.files()
    found = {link for path in files if path.endswith(".html") for link in links(made.read(path))}
    for path in files:
        if path.endswith((".xml", ".json")):
            whole = re.findall(r"https://contoh\.example(/[^\"'<>\s]*)", unescape(made.read(path)))
            found.update(whole)
    # What the description of the API says its addresses begin with is no address.
    own = {link.partition("#")[0] for link in found if link.startswith("/")} - {"/api/v1"}
    return {
        link for link in own if link.lstrip("/") + ("index.html" * link.endswith("/")) not in files
    }


def text(result: Result, *, verbose: bool = False) -> str:
    return as_report(result, translator("en"), "text", verbose=verbose, output="build")


def whole(made: CityFolder, folder: Path) -> dict[str, bytes]:
    other = CityFolder(made.root, folder)
    other.build()
    return other.files()


def test_city_pages_show_of_other_units_what_is_online(city: City, tmp_path: Path) -> None:
    made = city(WHOLE)
    made.build()
    made.write(f"content/{SEKELOA}/laporan/2026-11-20-belum.md", NEW)
    made.write(f"content/{DAGO}/laporan/2026-11-19-baru.md", NEW.replace("Baru", "Dago"))
    result = made.build(units=(DAGO,), verify="all")
    assert result.rebuilt == ((DAGO, "files"),)
    assert result.problems == ()
    files = made.files()
    shown = "".join(
        body.decode() for path, body in files.items() if path.endswith((".html", "xml"))
    )
    assert "Dago sekali" in made.read("/")
    assert "Dago sekali" in made.read("/feed.xml")
    assert "Baru sekali" not in shown
    assert "/belum/" not in shown
    assert dead(made) == set()
    assert (result.preview, result.unbuilt) == ((), ())
    # The whole build goes on from there, to the bytes of a clean one.
    assert made.build().rebuilt == ((SEKELOA, "files"), ("kecamatan/coblong", "around"))
    assert made.files() == whole(made, tmp_path / "bersih")
    assert made.build().rebuilt == ()


def test_a_removed_report_of_another_unit_stays_until_that_unit_is_built(city: City) -> None:
    made = city(WHOLE)
    made.build()
    (made.root / f"content/{SEKELOA}/laporan/2026-11-02-senam.md").unlink()
    made.write(f"content/{DAGO}/laporan/2026-11-19-baru.md", NEW)
    result = made.build(units=(DAGO,))
    assert result.published is not None
    assert result.published.pruned == ()
    assert "Senam" in made.read("/")
    assert dead(made) == set()
    made.build()
    assert "Senam" not in made.read("/")


def test_into_an_empty_output_it_is_a_preview_of_the_unit_alone(city: City, tmp_path: Path) -> None:
    text_to_others = (
        "[A](/skpd/dinkes/) [B](/skpd/dinkes/laporan/2026/11/imunisasi/) [C](/tidak-ada/)"
    )
    made = city(WHOLE)
    made.write(f"content/{DAGO}/laporan/2026-11-19-baru.md", NEW.replace("Isi.", text_to_others))
    result = made.build(units=(DAGO,))
    assert result.rebuilt == ((DAGO, "new"),)
    assert result.preview == (DAGO,)
    assert result.unbuilt == ("skpd/dinkes", "skpd/disdik", "kecamatan/coblong", SEKELOA)
    assert (
        "This is a preview of kelurahan/dago alone: the other units have never been built into "
        "build, so that the city's pages do not show them. Without --unit the whole city is built."
    ) in text(result)
    # Only the author's own links lead to pages that the whole city has.
    assert dead(made) == {"/skpd/dinkes/", "/skpd/dinkes/laporan/2026/11/imunisasi/", "/tidak-ada/"}
    (problem,) = (each for each in result.problems if each.code == "M007")
    assert dict(problem.params) == {"link": "/tidak-ada/"}
    made.build()
    assert made.files() == whole(made, tmp_path / "bersih")


def test_units_that_are_not_built_yet_are_named_and_linked_to_by_nobody(city: City) -> None:
    made = city(WHOLE)
    made.build(units=(DAGO,))
    result = made.build(units=("kecamatan/coblong",))
    assert result.preview == ()
    assert result.unbuilt == ("skpd/dinkes", "skpd/disdik", SEKELOA)
    assert text(result).count("Not shown, as they have never been built into build: 3\n") == 1
    assert dead(made) == set()
    assert "/kelurahan/dago/" in made.read("/kecamatan/coblong/")
    result = made.build(units=(DAGO, "skpd/dinkes"))
    assert result.unbuilt == ("skpd/disdik", SEKELOA)
    assert dead(made) == set()


@pytest.mark.parametrize("lost", ["state", "damaged"])
def test_without_the_last_state_a_chosen_unit_takes_nothing_offline(city: City, lost: str) -> None:
    made = city(WHOLE)
    made.build()
    before = made.files()
    if lost == "state":
        shutil.rmtree(made.root / ".sitegen")
    else:
        for path in (made.root / ".sitegen").glob("state-*"):
            path.write_bytes(b"rusak")
    with pytest.raises(UsageError) as refused:
        made.build(units=(DAGO,))
    (problem,) = refused.value.problems
    assert told(problem) == (
        f": [S046] {made.output} has a site that `.sitegen` does not know, so that `--unit` cannot "
        "tell what the other units have published; nothing was touched = build the whole city once, "
        "without --unit"
    )
    assert made.files() == before
    made.build()
    assert made.build(units=(DAGO,)).rebuilt == ()
    assert made.files() == before


@pytest.mark.parametrize("harm", ["a page", "all but a page"])
def test_what_somebody_removed_of_another_unit_costs_it_nothing_else(
    city: City, tmp_path: Path, harm: str
) -> None:
    made = city(WHOLE)
    made.build()
    before = set(made.files())
    senam = made.output / "kelurahan/sekeloa/laporan/2026/11/senam/index.html"
    for path in (made.output / SEKELOA).rglob("*"):
        if path.is_file() and (path == senam) == (harm == "a page"):
            path.unlink()
    left = set(made.files())
    made.write(f"content/{SEKELOA}/laporan/2026-11-20-belum.md", NEW)
    made.write(f"content/{DAGO}/laporan/2026-11-19-baru.md", NEW.replace("Baru", "Dago"))
    result = made.build(units=(DAGO,))
    assert result.rebuilt == ((DAGO, "files"),)
    assert result.unbuilt == ()
    assert left <= set(made.files())
    assert "/belum/" not in made.read("/feed.xml")
    made.build()
    assert before <= set(made.files())
    assert made.files() == whole(made, tmp_path / "bersih")


def test_a_preview_in_a_folder_that_was_emptied_is_no_whole_city(
    city: City, tmp_path: Path
) -> None:
    made = city(WHOLE)
    made.build()
    shutil.rmtree(made.output)
    assert made.build(units=(DAGO,)).preview == (DAGO,)
    assert dead(made) == set()
    made.build()
    assert made.files() == whole(made, tmp_path / "bersih")
