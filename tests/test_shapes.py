"""Tables in the shapes in which offices, statistics and portals save them are read as people do.

Each file in `shapes/` was made after such tables; its line in `shapes/tabel.csv` was checked by eye.
`python -m tests.test_shapes` prints the lines as they would be now.
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pytest

from tests.real.test_tables import FIELDS, facts

SHAPES = Path(__file__).with_name("shapes")
GOLDEN = SHAPES / "tabel.csv"
FILES = sorted(path for path in SHAPES.glob("*.csv") if path != GOLDEN)


def expected() -> dict[str, dict[str, str]]:
    lines = csv.DictReader(io.StringIO(GOLDEN.read_text(encoding="utf-8")))
    return {line["berkas"]: line for line in lines}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_table_in_the_shape_of_an_office_is_read_as_it_was_checked(path: Path) -> None:
    assert facts(path, SHAPES) == expected()[path.name]


def test_every_shape_that_was_checked_is_there() -> None:
    assert set(expected()) == {path.name for path in FILES}


if __name__ == "__main__":
    writer = csv.DictWriter(sys.stdout, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(facts(path, SHAPES) for path in FILES)
