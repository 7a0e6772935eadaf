"""The tile map: a place for each kecamatan, or no map and one warning."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.city.tiles import PATH, parse_tiles, read_tiles
from tests.conftest import told

HEADER = "kode_wilayah,baris,kolom\n"
HINT = "write the columns kode_wilayah,baris,kolom with whole numbers from 1 to 12"


def test_each_row_is_a_tile() -> None:
    data = f"\ufeff{HEADER}32.73.02,1,12\n32.73.01,3,4\n".encode()
    assert parse_tiles(data) == ((("32.73.02", (1, 12)), ("32.73.01", (3, 4))), ())


def test_an_empty_file_has_no_tiles() -> None:
    assert parse_tiles(b"") == ((), ())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("kode_wilayah,x,y\n1,2,3\n", "KeyError 'baris'", id="other columns"),
        pytest.param(
            f"{HEADER}32.73.02,2,x\n",
            "ValueError invalid literal for int() with base 10: 'x'",
            id="no number",
        ),
        pytest.param(f"{HEADER}32.73.02,2,13\n", "32.73.02: (2, 13)", id="too far right"),
        pytest.param(f"{HEADER}32.73.02,0,1\n", "32.73.02: (0, 1)", id="above the first row"),
    ],
)
def test_a_broken_map_is_left_out_with_its_reason(text: str, reason: str) -> None:
    tiles, (problem,) = parse_tiles(text.encode())
    assert tiles == ()
    assert (
        told(problem) == f"{PATH}: [S013] the tile map `{PATH}` cannot be used: {reason} = {HINT}"
    )


def test_a_city_without_the_file_has_no_map_and_no_warning(tmp_path: Path) -> None:
    assert read_tiles(tmp_path) == ((), ())


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / PATH).mkdir(parents=True)
    tiles, (problem,) = read_tiles(tmp_path)
    assert tiles == ()
    assert told(problem) == (
        f"{PATH}: [S013] the tile map `{PATH}` cannot be used: it is a folder, not a file = {HINT}"
    )


def test_the_map_of_a_city_is_read(tmp_path: Path) -> None:
    (tmp_path / PATH).parent.mkdir(parents=True)
    (tmp_path / PATH).write_text(f"{HEADER}32.73.02,1,2\n", encoding="utf-8")
    assert read_tiles(tmp_path) == ((("32.73.02", (1, 2)),), ())


@settings(deadline=None)
@given(st.one_of(st.binary(), st.text(alphabet='1,"\n-x').map(lambda t: (HEADER + t).encode())))
def test_any_bytes_are_tiles_or_one_warning(data: bytes) -> None:
    tiles, problems = parse_tiles(data)
    assert len(problems) <= 1
    assert not (tiles and problems)
    assert all(1 <= number <= 12 for _, place in tiles for number in place)
