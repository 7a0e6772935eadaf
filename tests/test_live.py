"""`sitegen serve` beside somebody who never stops writing: never wrong in the end."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

from tests.life.city import MEMORY, new_city
from tests.writer import served_beside_a_writer

SECONDS = 5.0


def test_after_a_writer_stops_the_served_site_equals_a_clean_build() -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        city = new_city(Path(folder))
        assert served_beside_a_writer(city, SECONDS, Random(1)) == ""  # noqa: S311 - no secret
