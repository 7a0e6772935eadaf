"""A build that dies at any of its file operations harms nothing.

What is served afterwards is the old site, or one on its way to the new one that has no dead link;
the next build equals a clean one and leaves nothing behind. Operations that fail are in `test_faults`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest

from sitegen.store import files
from tests.life.city import MEMORY, new_city
from tests.life.cut import killed_beside_a_reader
from tests.life.kills import Killed, dying_at, killed_build
from tests.life.trial import FEW, Fate, Trial, prepared

REPOSITORY = Path(__file__).resolve().parent.parent
# Of the operations of a build with all products one in so many is the last, unless the run is thorough.
STRIDE = 7


@pytest.fixture(scope="module", params=["first build", "next build"])
def trial(request: pytest.FixtureRequest) -> Iterator[Trial]:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        yield prepared(Path(folder), first=request.param == "first build", products=FEW)


@pytest.fixture(scope="module", params=["first build", "next build"])
def whole(request: pytest.FixtureRequest) -> Iterator[Trial]:
    """The same with all products of a city."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        yield prepared(Path(folder), first=request.param == "first build")


def fates_of_kills(trial: Trial, numbers: Iterable[int]) -> list[Fate]:
    """Kill the build at each of these operations, and build again; return what was served between."""
    fates: list[Fate] = []
    with subprocess.Popen(
        [sys.executable, "-m", "tests.life.killer"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
    ) as killer:
        assert killer.stdin is not None
        assert killer.stdout is not None
        for number in numbers:
            at = f"operation {number}: {trial.steps[number - 1]}"
            city = trial.again()
            products = " ".join(city.products)
            killer.stdin.write(f"{city.root} {city.output} {number} {products}\n")
            killer.stdin.flush()
            assert killer.stdout.readline() == "-9\n"
            fates.append(trial.fate())
            assert trial.dead_links() == [], at
            assert trial.mended() == "", at
        killer.stdin.close()
    return fates


def order_of(fates: list[Fate]) -> list[Fate]:
    return [fate for fate, _ in groupby(fates)]


def test_a_process_killed_at_any_operation_leaves_a_site_that_the_next_build_completes(
    trial: Trial,
) -> None:
    fates = fates_of_kills(trial, range(1, len(trial.steps) + 1))
    assert order_of(fates) == ["old", "journal", "new"]


def test_a_city_with_all_products_is_completed_after_a_kill(
    whole: Trial, *, thorough: bool
) -> None:
    fates = fates_of_kills(whole, range(1, len(whole.steps) + 1, 1 if thorough else STRIDE))
    assert order_of(fates)[:2] == ["old", "journal"]


def test_before_each_operation_a_city_with_all_products_is_old_or_new_and_has_no_dead_link(
    whole: Trial,
) -> None:
    """What a process leaves that dies here is what a reader of the same folder sees here."""
    city = whole.again()
    fates: list[Fate] = []

    def step(_: str, path: str | Path) -> None:
        fates.append(whole.fate())
        if city.output in Path(path).parents and city.stage not in Path(path).parents:
            assert whole.dead_links() == [], f"before operation {len(fates)}: {path}"

    with patch.object(files, "step", step):
        city.build()
    assert len(fates) == len(whole.steps)
    assert order_of(fates) == ["old", "journal", "new"]
    assert whole.dead_links() == []


def test_a_reader_meets_no_dead_link_while_builds_are_killed() -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        city = new_city(Path(folder))
        assert killed_beside_a_reader(city, 4, Random(3)) == ""  # noqa: S311 - no secret
        assert city.counts["ended with -9"]


def test_a_recovery_that_is_killed_at_any_operation_is_recovered_from(
    trial: Trial, tmp_path: Path
) -> None:
    city = trial.again()
    number = len(trial.steps) // 2
    while trial.fate() != "journal":
        city = trial.again()
        number += 1
        assert killed_build(city, number)
    killed = Path(shutil.copytree(trial.home, tmp_path / "mati"))
    for second in range(1, len(trial.steps) - number + 1):
        city = trial.again(killed)
        with dying_at(second), pytest.raises(Killed):
            city.build()
        trial.fate()
        assert trial.dead_links() == [], f"operation {number}, then {second}"
        assert trial.mended() == "", f"operation {number}, then {second}"
