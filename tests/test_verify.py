"""`--verify`: what is published is held to a build from nothing."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from sitegen.engine.build import Result
from sitegen.store import files
from sitegen.store.state import state_path
from tests.conftest import CityFolder, told
from tests.sample import built_sample

if TYPE_CHECKING:
    City = Callable[[str], CityFolder]
REPORT = """\
-- content/kelurahan/dago/laporan/2026-11-03-posyandu.md --
---
judul: Posyandu
---
Isi.
"""
PAGE = "kelurahan/dago/laporan/2026/11/posyandu/index.html"


def confirmed(result: Result) -> list[str]:
    """The paths that were not confirmed, each with its whole message."""
    found = [problem for problem in result.problems if problem.code == "S023"]
    for problem in found:
        assert told(problem) == (
            f"{problem.where.path}: [S023] this file is not what a rebuild from nothing makes = "
            f"it is a fault of the program: report it with what is in {dict(problem.params)['report']}"
            ", then build again, which makes this file anew"
        )
    return [problem.where.path for problem in found]


def test_the_sample_city_is_confirmed(tmp_path_factory: pytest.TempPathFactory) -> None:
    result = built_sample(tmp_path_factory).result
    assert "verify" in dict(result.seconds)
    assert confirmed(result) == []


@pytest.mark.parametrize("verify", ["sample", "all"])
def test_a_sound_city_is_confirmed_before_and_after_a_change(city: City, verify: str) -> None:
    made = city(REPORT)
    assert confirmed(made.build(verify=verify)) == []
    made.write("content/kelurahan/dago/unit.yml", "tentang: Baru.\n")
    result = made.build(verify=verify)
    assert confirmed(result) == []
    assert result.published is not None
    assert result.published.written


def test_bytes_that_changed_behind_the_back_of_the_file_system_are_found(city: City) -> None:
    made = city(REPORT)
    made.build()
    for name in (PAGE, "index.html"):
        path = made.output / name
        before = path.stat()
        path.write_bytes(bytes(before.st_size))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert confirmed(made.build(verify="sample")) == []
    assert confirmed(made.build(verify="all")) == ["index.html", PAGE]
    assert confirmed(made.build(verify="all", force=True)) == []


def test_a_page_that_the_state_takes_for_fresh_and_is_not_is_found(city: City) -> None:
    made = city(REPORT)
    made.build()
    with closing(sqlite3.connect(state_path(made.root, made.output))) as db, db:
        db.execute("UPDATE output SET digest = 'lama' WHERE path IN (?, 'index.html')", (PAGE,))
    result = made.build(verify="sample")
    assert set(confirmed(result)) >= {PAGE}
    report = made.root / ".sitegen" / "verify-20261121T120000"
    assert dict(result.problems[0].params)["report"] == str(report)
    page = (made.output / PAGE).read_bytes()
    assert (report / "online" / PAGE).read_bytes() == page
    assert (report / "rebuilt" / PAGE).read_bytes() == page
    about = (report / "about.txt").read_text().split("\n")
    assert PAGE in about
    assert any(line.startswith("sitegen ") for line in about)


@pytest.mark.parametrize("path", [PAGE, "index.html"])
def test_the_next_build_makes_what_was_not_confirmed_anew(city: City, path: str) -> None:
    made = city(REPORT)
    made.build()
    page = made.output / path
    right, before = page.read_bytes(), page.stat()
    wrong = bytes(before.st_size)
    page.write_bytes(wrong)
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert confirmed(made.build(verify="all")) == [path]
    report = made.root / ".sitegen" / "verify-20261121T120000"
    assert (report / "online" / path).read_bytes() == wrong
    assert (report / "rebuilt" / path).read_bytes() == right
    assert page.read_bytes() == wrong
    made.build()
    assert page.read_bytes() == right
    assert confirmed(made.build(verify="all")) == []


def test_what_a_rebuild_makes_and_nobody_published_is_made_by_the_next_build(city: City) -> None:
    made = city(REPORT)
    made.build()
    (made.output / PAGE).unlink()
    with closing(sqlite3.connect(state_path(made.root, made.output))) as db, db:
        db.execute("DELETE FROM output WHERE path = ?", (PAGE,))
    assert confirmed(made.build(verify="all")) == [PAGE]
    assert made.build(verify="all").problems == ()
    assert (made.output / PAGE).is_file()


def test_pages_that_nobody_knows_are_told_and_files_of_others_are_not(city: City) -> None:
    made = city(REPORT)
    made.build()
    stale = "kelurahan/dago/laporan/2025/01/lama/index.html"
    for name in (stale, "kelurahan/milik.txt", "CNAME", "lain/index.html"):
        files.write(made.output / name, b"lama")
    told_ = [told(problem) for problem in made.build(verify="all").problems]
    assert told_ == [
        (
            f"{stale}: [S033] this page is in the output folder, but no source makes it = "
            "remove it, unless somebody else put it there on purpose"
        )
    ]
    assert made.build().problems == ()
