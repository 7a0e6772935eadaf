"""Sixty builds that are killed beside a reader; the suite has a short one."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

import pytest

from tests.life.city import MEMORY, new_city
from tests.life.cut import killed_beside_a_reader

KILLS = 60


@pytest.mark.parametrize("seed", [1, 2])
def test_a_reader_meets_no_dead_link_while_builds_are_killed(seed: int) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        city = new_city(Path(folder))
        assert killed_beside_a_reader(city, KILLS, Random(seed)) == ""  # noqa: S311 - no secret
        assert city.counts["ended with -9"] > KILLS / 3
