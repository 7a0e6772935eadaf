"""A damaged container of an old workbook is told as such, whatever its bytes."""

from __future__ import annotations

import io

import pytest
import xlwt  # type: ignore[import-untyped]

from sitegen.tables.files.compound import CompoundError, streams
from sitegen.tables.files.oldbook import OldMarks, old_marks


def old_workbook() -> bytes:
    made = xlwt.Workbook()
    sheet = made.add_sheet("Data")
    for at, row in enumerate((("nama", "n"), ("Dago", 5), ("Braga", 7))):
        for place, value in enumerate(row):
            sheet.write(at, place, value)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_an_old_workbook_in_which_nothing_is_hidden_has_a_sheet_without_marks() -> None:
    assert old_marks(old_workbook()) == (OldMarks((), {}),)


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", old_workbook()[:900]])
def test_a_damaged_container_is_told_as_such(data: bytes) -> None:
    with pytest.raises(CompoundError):
        streams(data)
