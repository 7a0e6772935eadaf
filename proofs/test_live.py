"""`sitegen serve` beside somebody who writes for half a minute; the suite has a short one."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

import pytest

from tests.life.city import MEMORY, new_city
from tests.writer import served_beside_a_writer

SECONDS = 30.0


@pytest.mark.parametrize("seed", [2, 3])
def test_after_a_writer_stops_the_served_site_equals_a_clean_build(seed: int) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        city = new_city(Path(folder))
        assert served_beside_a_writer(city, SECONDS, Random(seed)) == ""  # noqa: S311 - no secret
