"""How each table of ../shared/realdata is read, against a list that was checked by eye.

`tabel.csv` beside this file has a line for each: facts about the file, and of its contents no more
than the names of columns. `python -m tests.real.test_tables` prints it as it would be now.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.tables.table import parse_table
from tests.sample import REPOSITORY

SHARED = REPOSITORY.parent / "shared"
TABLES = SHARED / "realdata"
SPECTRUM = SHARED / "suites" / "csv" / "spectrum"
GOLDEN = Path(__file__).with_name("tabel.csv")
DELIMITERS = {",": "koma", ";": "titik koma", "\t": "tab", "|": "garis"}
FIELDS = (
    "berkas",
    "pengodean",
    "bom",
    "pemisah",
    "judul",
    "tanpa_isi",
    "baris",
    "jumlah",
    "kolom",
    "masalah",
)
# The suite's JSON of these says something else than its CSV: another telephone number.
_OTHER_DATA = {"location_coordinates"}

needs_shared = pytest.mark.skipif(not TABLES.is_dir(), reason=f"{TABLES} is not there")


def facts(path: Path, root: Path = TABLES) -> dict[str, str]:
    """Return what was found in a file below `root`."""
    file, problems = parse_table(path.read_bytes(), path.name)
    found = dict.fromkeys(FIELDS, "")
    found["berkas"] = path.relative_to(root).as_posix()
    found["masalah"] = " ".join(
        f"{problem.code}:{problem.where.row}{':' + problem.where.field if problem.where.field else ''}"
        for problem in problems
    )
    if file is None:
        return found
    reading, table = file.reading, file.table
    kinds = []
    for column, convention in zip(table.columns, table.conventions, strict=True):
        signs = convention.decimal + convention.grouping + convention.order
        kinds.append(f"{column.name}={column.kind}{signs and f'({signs})'}")
    return found | {
        "pengodean": reading.encoding,
        "bom": "ya" if reading.bom else "",
        "pemisah": DELIMITERS[reading.delimiter],
        "judul": " ".join(map(str, reading.header)),
        "tanpa_isi": " ".join(map(str, reading.dropped)),
        "baris": str(reading.rows),
        "jumlah": " ".join(str(total.row) for total in table.totals),
        "kolom": " | ".join(kinds),
    }


def found() -> Iterator[dict[str, str]]:
    """Yield the facts of every table."""
    for path in sorted(TABLES.rglob("*.csv")):
        if path.name != "manifest.csv":
            yield facts(path)


@needs_shared
def test_every_table_of_real_agencies_is_read_as_it_was_checked() -> None:
    expected = list(csv.DictReader(io.StringIO(GOLDEN.read_text(encoding="utf-8"))))
    assert list(found()) == expected


@needs_shared
def test_the_facts_agree_with_those_that_were_noted_when_the_tables_were_collected() -> None:
    noted = {
        row["file"]: row
        for row in csv.DictReader(
            io.StringIO((TABLES / "manifest.csv").read_text(encoding="utf-8"))
        )
        if row["file"].endswith(".csv")
    }
    for row in found():
        if row["masalah"].startswith("D019"):
            continue
        note = noted[row["berkas"]]
        assert row["pengodean"] + ("+BOM" if row["bom"] else "") == note["encoding"], row["berkas"]
        assert row["pemisah"] == DELIMITERS[note["delimiter"]], row["berkas"]


@pytest.mark.skipif(not SPECTRUM.is_dir(), reason=f"{SPECTRUM} is not there")
@pytest.mark.parametrize("path", sorted(SPECTRUM.glob("csvs/*.csv")), ids=lambda path: path.stem)
def test_the_csv_spectrum_is_read_as_its_json_says(path: Path) -> None:
    wanted = json.loads((SPECTRUM / "json" / f"{path.stem}.json").read_bytes())
    file, problems = parse_table(path.read_bytes(), path.name)
    assert file is not None
    rows = [
        {name: "" if value is None or value != value else str(value) for name, value in row.items()}  # noqa: PLR0124 - NaN
        for row in file.table.frame.astype(object).to_dict("records")
    ]
    if path.stem in _OTHER_DATA:
        (wanted_row,), (row,) = [wanted], rows
        assert list(row) == list(wanted_row)
        assert [row[k] for k in list(row)[1:]] == [wanted_row[k] for k in list(row)[1:]]
        assert [problem.code for problem in problems] == ["D024"]
        return
    assert rows == wanted
    assert problems == ()


if __name__ == "__main__":
    writer = csv.DictWriter(sys.stdout, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(found())
