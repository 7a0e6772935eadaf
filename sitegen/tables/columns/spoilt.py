"""Figures that a spreadsheet has spoilt: zeros taken away, numbers shortened, dates as numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sitegen.tables.columns.numbers import shapes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A count below a thousand, or one with a sign before what is left of its last three digits.
_SHORT = re.compile(r"-?9{1,3}")
_SIGNED = re.compile(r"-?9{1,3}([.,])(9{1,3})")
_BEGUN = re.compile(r"-?0\d*[.,]", re.ASCII)
_KEPT = re.compile(r"'[-+(]?(?:Rp\.? ?)?\d", re.ASCII)
_THREE = 3
# One of ten figures ends in a zero, so that by far most should still have three digits; of short
# columns a third will do.
_SHARE = 3
_LEAST = 2
_SMALL, _LARGE = 10, 100
# `2.02E+07` has lost five digits of a number of eight.
_SHORTENED = re.compile(r"-?\d(?:[.,](\d{1,5}))?E\+(\d{2})", re.ASCII | re.IGNORECASE)
# The days from 1954 to 2064 as spreadsheets count them.
_SERIAL = re.compile(r"(?:[2-5]\d{4}|60000)(?:[.,]\d+)?", re.ASCII)
_SERIAL_DIGITS = 5
# Day 0; the day of February 1900 that spreadsheets invented lies before all of them.
_FIRST_DAY = date(1899, 12, 30)


def without_apostrophes(texts: list[str]) -> list[str]:
    """Return the texts without the apostrophe that tells a spreadsheet to keep a number as it is."""
    if "'" not in "".join(texts):
        return texts
    return [text[1:] if _KEPT.match(text) else text for text in texts]


def lost_zeros(
    texts: Sequence[str], counts: NDArray[np.intp], *, counted: bool | None = None
) -> tuple[int, ...]:
    """Return a figure whose final zeros were lost and one that kept its digits, () if there are none.

    A program that takes `50.360` for a number writes `50.36`. So no figure of such a column has
    more than three digits after the sign, or a thousand before it. Of a column declared as whole
    numbers (`counted` is None) that is all; any other must be `counted` by its name, or have whole
    numbers above a hundred beside small ones with three digits.
    """
    seen = shapes(texts)
    known = {shape: _digits(shape) for shape in dict.fromkeys(seen)}
    signs = {found[1] for shape in known if (found := _SIGNED.fullmatch(shape))}
    guessed = counted is not None
    if guessed and None in known.values():
        return ()
    if len(signs) != 1 or any(map(_BEGUN.match, texts)):
        return ()
    digits = [known[shape] for shape in seen]
    cells: Counter[int] = Counter()
    for count, places in zip(counts.tolist(), digits, strict=True):
        if places is not None:
            cells[places] += count
    signed = sum(cells[places] for places in (1, 2, _THREE))
    if cells[_THREE] < _LEAST or cells[_THREE] * _SHARE < signed:
        return ()
    beside = guessed and cells[0] >= _LEAST and _beside(texts, counts, digits)
    if guessed and not (counted or beside):
        return ()
    whole = digits.index(_THREE)
    short = (
        at for of in ({1, 2}, {0}, {_THREE}) for at, places in enumerate(digits) if places in of
    )
    return next((at for at in short if at != whole), whole), whole


def padded(texts: Sequence[str]) -> list[str]:
    """Return the texts with the zeros that `lost_zeros` found lost."""
    places = [_digits(shape) for shape in shapes(texts)]
    return [
        text + "0" * (_THREE - lacking) if (lacking := of or 0) else text
        for text, of in zip(texts, places, strict=True)
    ]


def shortened(texts: Sequence[str]) -> int:
    """Return the position of a number that lacks digits, such as `2.02E+07`; -1 if there is none."""
    if "+" not in "".join(texts):
        return -1
    for at, text in enumerate(texts):
        found = _SHORTENED.fullmatch(text)
        if found and int(found[2]) > len(found[1] or ""):
            return at
    return -1


def serials(texts: Sequence[str]) -> bool:
    """Return whether all texts are days as spreadsheets number them, such as 45292; 45292.5 is noon."""
    return all(map(_SERIAL.fullmatch, texts))


def day_of(serial: str) -> date:
    """Return the day that spreadsheets number so."""
    return _FIRST_DAY + timedelta(int(serial[:_SERIAL_DIGITS]))


def _beside(texts: Sequence[str], counts: NDArray[np.intp], digits: Sequence[int | None]) -> bool:
    """Whether whole numbers above a hundred stand beside numbers under ten with three digits."""
    values = [abs(float(text.replace(",", "."))) for text in texts]
    rows = list(zip(values, counts.tolist(), digits, strict=True))
    large = sum(int(count) for value, count, of in rows if of == 0 and value > _LARGE)
    small = sum(int(count) for value, count, of in rows if of == _THREE and value < _SMALL)
    return large >= _LEAST and small >= _LEAST


def _digits(shape: str) -> int | None:
    """How many digits follow the sign of a shape, None if it is not one of a lost zero."""
    if _SHORT.fullmatch(shape):
        return 0
    found = _SIGNED.fullmatch(shape)
    return len(found[2]) if found else None
