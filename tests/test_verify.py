"""`--verify`: what is published is held to a build from nothing."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from sitegen.build.state import state_path
from tests.conftest import CityFolder, told
from tests.sample import built_sample

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.build.build import Result

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
            "build again with --force, and report this: it is a fault of the program"
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
    assert set(confirmed(made.build(verify="sample"))) >= {PAGE}
