"""The properties of a workbook name nobody when it is offered for download."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import openpyxl
import pytest
import xlwt  # type: ignore[import-untyped]

from sitegen.i18n import translator
from sitegen.pages.reading_notes import reading_notes
from sitegen.tables.files.compound import CompoundError, streams
from sitegen.tables.files.properties import names_people, without_names
from sitegen.tables.table import parse_table

NAME = "Siti Contoh"
ABSOLUTE = (
    b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    b'<mc:Choice Requires="x15"><x15ac:absPath url="C:\\Users\\sitic\\" xmlns:x15ac="urn:x"/></mc:Choice>'
    b"</mc:AlternateContent>"
)


def workbook(creator: str = NAME, last: str = NAME) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (["nama", "n"], ["Dago", 5], ["Braga", 7]):
        sheet.append(row)
    made.properties.creator, made.properties.lastModifiedBy = creator, last
    made.properties.created = datetime(2026, 1, 2, tzinfo=UTC)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def changed(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The workbook with other bytes in one of its parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(stream, "w") as made:
        for each in archive.namelist():
            body = archive.read(each)
            made.writestr(each, body.replace(old, new) if each == name else body)
    return stream.getvalue()


def parts(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"".join(map(archive.read, archive.namelist()))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(workbook(), id="author and editor"),
        pytest.param(workbook(creator=""), id="editor"),
        pytest.param(
            changed(workbook("", ""), "xl/workbook.xml", b"<sheets>", ABSOLUTE + b"<sheets>"),
            id="folder",
        ),
        pytest.param(
            changed(
                workbook("", ""),
                "docProps/app.xml",
                b"</Properties>",
                b"<Company>CV Siti Contoh</Company><Manager>Siti</Manager></Properties>",
            ),
            id="firm",
        ),
    ],
)
def test_names_and_folders_are_removed_and_the_table_stays(data: bytes) -> None:
    assert names_people(data)
    new = without_names(data)
    assert not names_people(new)
    assert b"Siti" not in parts(new)
    assert b"sitic" not in parts(new)
    assert parse_table(new, "k.xlsx")[0] is not None
    assert new == without_names(data)
    (file, _) = parse_table(data, "k.xlsx")
    assert file is not None
    assert file.named
    assert any(
        "removed from its properties" in text for text in reading_notes(file, translator("en"))
    )


def test_a_workbook_that_names_nobody_stays_as_it_is() -> None:
    data = workbook("openpyxl", "")
    file, _ = parse_table(data, "k.xlsx")
    assert file is not None
    assert not file.named
    assert not any("properties" in text for text in reading_notes(file, translator("en")))


def old_workbook(owner: str) -> bytes:
    made = xlwt.Workbook()
    made.owner = owner
    sheet = made.add_sheet("Data")
    for at, row in enumerate((("nama", "n"), ("Dago", 5), ("Braga", 7))):
        for place, value in enumerate(row):
            sheet.write(at, place, value)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_the_editor_of_an_old_workbook_is_removed_in_place() -> None:
    data = old_workbook(NAME)
    assert names_people(data)
    new = without_names(data)
    assert NAME.encode() not in new
    assert len(new) == len(data)
    file, _ = parse_table(new, "k.xls")
    assert file is not None
    assert file.table.frame["n"].tolist() == [5, 7]
    assert not file.named


@pytest.mark.parametrize(
    "data", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", old_workbook("x")[:900]]
)
def test_a_damaged_container_is_told_as_such(data: bytes) -> None:
    with pytest.raises(CompoundError):
        streams(data)
