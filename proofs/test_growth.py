"""Made files of many kinds, for as long as SITEGEN_GROWTH_SECONDS says: none takes ever longer."""

from __future__ import annotations

import os
import time
from random import Random

import pytest

from tests.growth import LONGEST, READERS, TIMES, WORST, growth, made

SECONDS = float(os.environ.get("SITEGEN_GROWTH_SECONDS", "60"))
SEED = int(os.environ.get("SITEGEN_GROWTH_SEED", "1"))


@pytest.mark.parametrize("kind", sorted(READERS))
def test_no_made_file_takes_a_time_that_grows_faster_than_its_size(kind: str) -> None:
    end = time.monotonic() + SECONDS / len(READERS)
    seed = SEED
    found = []
    while time.monotonic() < end:
        file = made(kind, Random(seed))  # noqa: S311 - a seed names a file
        ratio = growth(file, LONGEST[kind] // TIMES)
        if ratio > WORST:
            found.append((seed, round(ratio, 1), file))
        seed += 1
    assert found == []
