"""QR codes of addresses, read back by another program and compared with another maker's."""

from __future__ import annotations

import numpy as np
import pytest
import segno
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.images.qr_code import squares

# How many bytes a code of each size holds, of those whose length is written in one byte and in two
# (ISO/IEC 18004, table 7, level L).
ROOM = {
    1: 17,
    2: 32,
    3: 53,
    4: 78,
    5: 106,
    6: 134,
    7: 154,
    8: 192,
    9: 230,
    10: 271,
    11: 321,
    40: 2953,
}


def read(code: str) -> str:
    """What a reader that is not ours finds in the squares."""
    rows = [[1 - int(square) for square in row] for row in code.split("|")[:-1]]
    picture = np.pad(np.array(rows, dtype=np.uint8) * 255, 4, constant_values=255)
    (found,) = zxingcpp.read_barcodes(picture.repeat(4, axis=0).repeat(4, axis=1))
    return found.text


@pytest.mark.parametrize("version", ROOM)
def test_a_full_code_of_each_size_is_the_one_that_segno_makes(version: int) -> None:
    text = ("https://kota.example/" * 200)[: ROOM[version]]
    code = segno.make(text.encode(), micro=False, mode="byte", error="l", boost_error=False, mask=3)
    assert code.version == version
    rows = ["".join(str(square) for square in row) for row in code.matrix]
    assert squares(text) == "".join(f"{row}|" for row in rows)


@pytest.mark.parametrize("version", ROOM)
def test_the_longest_text_of_a_size_and_one_more_are_read(version: int) -> None:
    text = ("https://kota.example/laporan/" * 100)[: ROOM[version]]
    width = 17 + 4 * version
    assert read(squares(text)) == text
    assert squares(text).index("|") == width
    if version < 40:
        assert read(squares(text + "/")) == text + "/"
        assert squares(text + "/").index("|") == width + 4


@settings(max_examples=60, deadline=None)
@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789-/", min_size=1, max_size=400))
def test_any_address_is_read_as_it_was_written(path: str) -> None:
    address = f"https://kota.example/{path}"
    assert read(squares(address)) == address


def test_a_text_that_no_code_holds_is_refused() -> None:
    with pytest.raises(ValueError, match="2954 bytes"):
        squares("a" * 2954)
