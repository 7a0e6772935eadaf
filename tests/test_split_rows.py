"""Rows of the city's small CSV files, also where a quotation mark is not closed."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.address import Address
from sitegen.city.csv_rows import CityFile
from sitegen.city.old_addresses import parse_old_addresses
from sitegen.city.register import parse_register
from sitegen.city.split_rows import MOST_BROKEN, split_rows
from sitegen.errors import ConfigError
from sitegen.i18n import translator
from sitegen.problems import hint, message
from sitegen.tables.files.csvfile import NEVER_ENDS
from tests.conftest import told

ENGLISH = translator("en")
AFTER = "a text goes on after its closing quotation mark"


@pytest.mark.parametrize(
    ("text", "rows", "broken"),
    [
        pytest.param('a,b\n1,"2\n3,4\n', [1, 3], [(2, NEVER_ENDS)], id="to the end of the file"),
        pytest.param('a,b\n1,"2\n3,"4"\n5,6\n', [1, 3, 4], [(2, NEVER_ENDS)], id="up to another"),
        pytest.param('a,b\n"1"x,2\n3,4\n', [1, 3], [(2, AFTER)], id="goes on in its line"),
        pytest.param(
            'a,b\n"1\n2","3\n4,5\n', [1, 4], [(3, NEVER_ENDS)], id="after a cell of lines"
        ),
        pytest.param('a,b\n"1 ""x"" 2","\n3,4\n', [1, 3], [(2, NEVER_ENDS)], id="doubled marks"),
        pytest.param(
            'a,b\n1,"2\n3,"4\n5,6\n', [1, 4], [(2, NEVER_ENDS), (3, NEVER_ENDS)], id="two"
        ),
        pytest.param('a,"b\n1,2\n', [2], [(1, NEVER_ENDS)], id="the names of the columns"),
        pytest.param('a,b\n"1" ,2\n\n"x\ny",4\n', [1, 2, 5], [], id="spaces and cells of lines"),
    ],
)
def test_a_row_with_an_open_mark_is_told_where_it_opens(
    text: str, rows: list[int], broken: list[tuple[int, str]]
) -> None:
    found = split_rows(text)
    assert [number for number, _ in found.rows] == rows
    assert [(each.row, each.reason) for each in found.broken] == broken
    assert found.whole


CELL = st.text(st.sampled_from('ab,;"\n\r é'), max_size=6)
ROWS = st.lists(st.lists(CELL, min_size=2, max_size=3).map(tuple), min_size=1, max_size=6)


@given(ROWS)
def test_what_a_program_wrote_is_read_as_it_was(rows: list[tuple[str, ...]]) -> None:
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
    found = split_rows("x,y\n" + file.getvalue())
    assert not found.broken
    assert [cells for _, cells in found.rows[1:]] == rows


@given(st.lists(st.booleans(), min_size=1, max_size=30))
def test_each_broken_line_is_told_and_every_other_is_read(cut: list[bool]) -> None:
    lines = [f'{number},"{number}' + ("" if own else '"') for number, own in enumerate(cut)]
    found = split_rows("a,b\n" + "\n".join(lines) + "\n")
    assert [each.row for each in found.broken] == [at + 2 for at, own in enumerate(cut) if own]
    assert [cells[0] for _, cells in found.rows[1:]] == [
        str(at) for at, own in enumerate(cut) if not own
    ]


def test_a_file_of_broken_rows_is_given_up_and_that_is_told() -> None:
    text = "unit,tanggal\n" + 'dago,"x\n' * (MOST_BROKEN + 3)
    assert not split_rows(text).whole
    file = CityFile(path="data/libur.csv", needs=("unit",))
    rows, problems = file.parse(text.encode())
    assert rows == ()
    assert [each.code for each in problems] == ["D005"] * MOST_BROKEN + ["S069"]
    assert "those after them were not looked at" in message(problems[-1], ENGLISH)


def test_files_of_the_city_tell_the_mark_and_no_unknown_unit() -> None:
    file = CityFile(path="data/permohonan.csv", needs=("unit", "tahun"))
    rows, (problem,) = file.parse(b'unit,tahun\nkelurahan/da"go,2025\n"kelurahan/dago,2026\nx,1\n')
    assert [row.cells["unit"] for row in rows] == ['kelurahan/da"go', "x"]
    said = (
        "data/permohonan.csv row 3: [D005] the row cannot be read: a quotation mark opens a cell "
        "that never ends = look for a quotation mark that is not closed"
    )
    assert told(problem) == said
    found, problems = parse_old_addresses(b'lama,baru\n/a,"/b/\n/c,/d/\n', Address("https://x.id"))
    assert [each.typed for each in found] == ["/c"]
    assert [(each.code, each.where.row) for each in problems] == [("D005", 2)]
    with pytest.raises(ConfigError) as refused:
        parse_register(
            b'id,jenis,nama\ndinkes,skpd,"Dinas\ndago,kelurahann,Dago\n', "data/units.csv"
        )
    assert [(each.code, each.where.row) for each in refused.value.problems] == [
        ("U003", 2),
        ("U004", 3),
    ]


def test_an_empty_cell_is_quoted_as_empty() -> None:
    from sitegen.model import Problem, Where

    where = Where(path="data/dataset-lama.csv", row=2, field="judul")
    problem = Problem.of("S094", where, found="", column="judul", reason="it is empty")
    assert message(problem, ENGLISH) == "(empty) in the column `judul` cannot be used: it is empty"
    assert "``" not in hint(problem, ENGLISH)
