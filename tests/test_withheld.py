"""Keys that say not to publish a file, in the words of other programs and of plain language."""

from __future__ import annotations

import pytest

from sitegen.keys.withheld import withheld
from sitegen.keys.yamltext import Scalar, Sequence


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("published", "false"),
        ("Publish", "no"),
        ("terbit", "tidak"),
        ("terbit", "belum"),
        ("terbitkan", "Tidak"),
        ("tampilkan", "tidak"),
        ("private", "true"),
        ("hidden", "yes"),
        ("draft", "ya"),
        ("jangan terbit", "ya"),
        ("jangan-diterbitkan", "ya"),
        ("status", "draf"),
        ("status", "Draft"),
        ("status", "belum terbit"),
        ("visibility", "private"),
        ("published", "\u200bfalse"),
    ],
)
def test_a_no_in_any_usual_words_is_heard(key: str, value: str) -> None:
    assert withheld(key, Scalar(value, 1, 1)) is not None
    assert withheld(key, Sequence((Scalar(value, 1, 1),), 1, 1)) is not None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("published", "true"),
        ("terbit", "ya"),
        ("terbit", "2026-11-03"),
        ("published", ""),
        ("hidden", "false"),
        ("draft", "tidak"),
        ("status", "selesai"),
        ("status", "ditunda"),
        ("visibility", "public"),
        ("layout", "no"),
        ("lokasi", "draf"),
    ],
)
def test_a_yes_and_other_keys_say_nothing(key: str, value: str) -> None:
    assert withheld(key, Scalar(value, 1, 1)) is None
