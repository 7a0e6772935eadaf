"""A build of which any file operation fails harms nothing.

What is served afterwards is the old site, or the new one, or one on its way there that has no dead
link; the next build equals a clean one and leaves nothing behind. Builds that die are in `test_kills`.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import cycle
from pathlib import Path
from unittest.mock import patch

import pytest

from sitegen.cli.main import run
from sitegen.errors import HalfPublished
from sitegen.store import files
from tests.life.city import MEMORY, LivingCity, new_city
from tests.life.trial import FEW, Fate, Trial, prepared

FULL = errno.ENOSPC
OTHERS = (errno.EIO, errno.EROFS, errno.EMFILE)
ERRORS = (FULL, *OTHERS)
# Of the operations of a build with all products one in so many fails, unless the run is thorough.
STRIDE = 7
LAST = 3


@pytest.fixture(scope="module", params=["first build", "next build"])
def trial(request: pytest.FixtureRequest) -> Iterator[Trial]:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        yield prepared(Path(folder), first=request.param == "first build", products=FEW)


def failing_at(number: int, code: int) -> AbstractContextManager[object]:
    count = 0

    def step(_: str, path: Path) -> None:
        nonlocal count
        count += 1
        if count == number:
            raise OSError(code, os.strerror(code), str(path))

    return patch.object(files, "step", step)


def fate_of_failure(trial: Trial, number: int, code: int) -> Fate | None:
    """Let an operation fail; return what is served then, or None if that is no matter of the site."""
    path = trial.steps[number - 1]
    city = trial.again()
    with failing_at(number, code):
        codes = told_by(city)
    assert set(codes) <= {errno.errorcode[code], "S037", "S039"}
    fate = None
    if is_cache(path):
        assert codes == []  # costs time, never the build
    else:
        fate = trial.fate()
    # A file that cannot be moved costs its own page; a full disk stops all that would link.
    if codes != ["S037"]:
        assert trial.dead_links() == [], f"operation {number}: {path}"
    if fate == "old":
        assert not city.stage.exists()
    assert trial.mended() == "", f"operation {number}: {path}"
    return fate


def told_by(city: LivingCity) -> list[str]:
    """Build; return the codes of what a failing operation has cost, or that of the system."""
    try:
        result = city.build()
    except HalfPublished as error:
        return [problem.code for problem in error.problems]
    except OSError as error:
        return [errno.errorcode[error.errno or 0]]
    return [problem.code for problem in result.problems if problem.code[0] == "S"]


def is_cache(path: Path) -> bool:
    return path.name in {"git.json", "register.json"} or "cache" in path.parts


@pytest.mark.parametrize("code", ERRORS, ids=errno.errorcode.get)
def test_an_operation_that_fails_is_told_and_harms_nothing_else(
    trial: Trial, code: int, *, thorough: bool
) -> None:
    """On a full disk each operation; of the other errors one for each, in turn."""
    count = len(trial.steps)
    numbers: Sequence[int] = range(1, count + 1)
    if code != FULL and not thorough:
        own = range(1 + OTHERS.index(code), count - LAST, len(OTHERS))
        numbers = sorted({1, *own, *range(count - LAST, count + 1)})
    found = [fate for number in numbers if (fate := fate_of_failure(trial, number, code))]
    assert (found[0], found[-1]) == ("old", "new")
    assert {"journal", "part"} <= {*found}


@pytest.mark.parametrize("first", [True, False], ids=["first build", "next build"])
def test_an_operation_that_fails_harms_no_city_with_all_products(
    *, first: bool, thorough: bool
) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        trial = prepared(Path(folder), first=first)
        count = len(trial.steps)
        if thorough:
            cases = [(at, code) for code in ERRORS for at in range(1, count + 1)]
        else:  # and the last ones, each of which is like no other
            numbers = (*range(1, count - LAST, STRIDE), *range(count - LAST, count + 1))
            cases = list(zip(numbers, cycle(ERRORS), strict=False))
        found = {fate_of_failure(trial, *case) for case in cases}
    assert {"old", "journal", "part"} <= found


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        pytest.param(3, errno.ENOSPC, "cakram penuh", id="full"),
        pytest.param(5, errno.EROFS, "cakram hanya dapat dibaca", id="read-only"),
    ],
)
def test_the_command_line_says_in_one_line_what_the_disk_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], number: int, code: int, words: str
) -> None:
    city = new_city(tmp_path)
    arguments = ["build", "--root", str(city.root), "--output", str(city.output), "--jobs", "1"]
    with failing_at(number, code):
        assert run([*arguments, "--quiet"]) == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"sitegen: {tmp_path}")
    assert told.err.endswith(f": {words}\n")
    assert told.err.count("\n") == 1
