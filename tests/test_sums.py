"""Totals across a row are compared with the columns that they add up."""

from __future__ import annotations

import pytest

from tests.remarked import AREAS, PATH, remarks

ROWS = ("A,10,12,22", "B,9,11,20", "C,8,9,17", "D,7,6,13", "E,5,6,11")


def table(*rows: str, header: str = "rt,l,p,jumlah") -> str:
    return "\n".join([header, *rows, ""])


def test_a_row_whose_total_differs_from_its_parts_is_told() -> None:
    assert remarks(table(*ROWS, "F,6,6,1200")) == [
        (
            f"{PATH} row 7: [D074] `jumlah` says 1.200, but the columns `l`, `p` add up to 12 in this row "
            "(1 such rows) = compare the row with its source: one of these figures is wrong"
        )
    ]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(ROWS, id="all right"),
        pytest.param(("A,10,12,30", "B,9,11,70", "C,8,9,50", "D,7,6,13", "E,5,6,9"), id="no total"),
        pytest.param((*ROWS, "F,,6,"), id="no figure"),
        pytest.param(
            ("A,10,0,10", "B,9,0,9", "C,8,0,8", "D,7,0,7", "E,5,0,6"), id="one part alone"
        ),
    ],
)
def test_other_rows_are_left_alone(rows: tuple[str, ...]) -> None:
    assert remarks(table(*rows), AREAS, "D074") == []


def test_decimals_may_differ_by_their_rounding() -> None:
    rows = ("A,1.25,2.31,3.6", "B,2.11,1.02,3.1", "C,4.44,1.11,5.6", "D,3.33,1.5,4.8", "E,9,9,28")
    found = remarks(table(*rows, "F,1,1,2"), AREAS, "D074")
    assert [text.partition(" = ")[0] for text in found] == [
        (
            f"{PATH} row 6: [D074] `jumlah` says 28, but the columns `l`, `p` add up to 18 in this row "
            "(1 such rows)"
        )
    ]
