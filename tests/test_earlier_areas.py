"""Tables of past years are judged by the areas of their year."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from sitegen.model import UnitEntry
from tests.remarked import AREAS, CODES, KELURAHAN, panel, remarks

# The last two kelurahan got another code in 2026, with a kecamatan of their own.
RECODED = (
    *AREAS[:-2],
    *(
        replace(
            entry,
            code=f"32.73.09.{entry.code[-4:]}",
            former_codes=(entry.code,),
            parent="baru",
            since="2026",
        )
        for entry in AREAS[-2:]
    ),
)
NEW_CODES = tuple(entry.code for entry in RECODED if entry.kind == "kelurahan")
# One that came in 2025-07, and one that was there until the end of 2024.
YOUNG = UnitEntry(
    id="muda",
    kind="kelurahan",
    level="kelurahan",
    name="Muda",
    code="32.73.02.1020",
    parent="coblong",
    since="2025-07",
)
OLD = UnitEntry(
    id="tua",
    kind="kelurahan",
    level="kelurahan",
    name="Tua",
    code="32.73.02.1021",
    parent="coblong",
    active=False,
    until="2024",
)


@pytest.mark.parametrize("codes", [CODES, NEW_CODES], ids=["of their time", "of today"])
def test_codes_of_their_time_and_of_today_are_right(codes: tuple[str, ...]) -> None:
    assert remarks(panel(names=codes), RECODED) == []


def test_a_missing_area_is_told_under_its_former_code_too() -> None:
    text = panel(names=CODES, without=f"{CODES[5]},2025")
    (found,) = remarks(text, RECODED, "D049")
    assert "5 of 6 kelurahan (tahun 2025); missing: Husein Sastranegara (32.73.09.1006)" in found


def test_an_area_is_not_asked_for_before_it_was_there() -> None:
    areas = (*AREAS, YOUNG)
    assert remarks(panel((2024, 2025)), areas, "D047", "D049") == []
    (found,) = remarks(panel((2024, 2026)), areas, "D049")
    assert "6 of 7 kelurahan (tahun 2026); missing: Muda" in found


def test_an_area_that_was_closed_is_asked_for_only_while_it_was_there() -> None:
    areas = (*AREAS, OLD)
    text = panel((2024,), names=(*CODES, OLD.code)) + panel((2025,)).partition("\n")[2]
    assert remarks(text, areas, "D047", "D049") == []
    (found,) = remarks(panel((2024, 2025)), areas, "D049")
    assert "6 of 7 kelurahan (tahun 2024); missing: Tua" in found


def test_areas_that_were_merged_are_two_before() -> None:
    merged = replace(AREAS[-1], former_codes=(CODES[4], CODES[5]), code="32.73.08.1030")
    areas = (*AREAS[:-2], merged)
    assert remarks(panel(), areas, "D047", "D048", "D049") == []


def test_a_name_that_a_closed_and_an_active_area_share_is_the_one_of_its_year() -> None:
    closed = replace(AREAS[-1], id="husein-lama", active=False, until="2024", statistics_code="")
    now = replace(AREAS[-1], code="32.73.09.1006", parent="baru", since="2025")
    areas = (*AREAS[:-1], closed, now)
    assert remarks(panel((2023, 2024, 2025, 2026), KELURAHAN), areas, "D047", "D049") == []


def test_a_table_without_a_year_is_judged_by_the_areas_of_today() -> None:
    rows = "".join(f"{code},{300 + at}\n" for at, code in enumerate(CODES))
    assert remarks(f"kode_wilayah,jumlah\n{rows}", (*AREAS, OLD), "D047", "D049") == []
