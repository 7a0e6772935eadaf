"""The shapes of Indonesian identity numbers, as pure rules on their digits."""

from __future__ import annotations

import re
from calendar import monthrange

# Codes of the provinces (Kemendagri), with 54 of Timor Timur, which old numbers still bear.
PROVINCES = frozenset(
    (
        *range(11, 20),
        21,
        *range(31, 37),
        *range(51, 55),
        *range(61, 66),
        *range(71, 77),
        81,
        82,
        *range(91, 98),
    )
)
# Days of birth of women are written with 40 added (Dukcapil).
WOMEN = 40
# No regency has more districts; numbers of merged ones are not used again.
_DISTRICTS = range(1, 70)
_REGENCIES = frozenset((*range(1, 40), *range(71, 80)))
_DAY, _MONTH, _YEAR = r"(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|1[0-2])", r"(?:19|20)\d\d"
_DATE = rf"(?:{_DAY}\D{_MONTH}\D{_YEAR}|{_YEAR}\D{_MONTH}\D{_DAY})"
_DATES = re.compile(rf"{_DATE}\D+{_DATE}")
_BUDGET = re.compile(r"[4-9]\.\d\.\d|\d{1,2}\.\d{2}\.\d")
_YEARS = re.compile(r"(?:(?:19|20)\d{2}\D+)+(?:19|20)\d{2}")
_EXAMPLES = frozenset({"1234567890123456", "0123456789012345"})
_DIGITS = re.compile(r"\D+")


def digits(text: str) -> str:
    """Return the digits of `text` alone."""
    return _DIGITS.sub("", text)


def is_resident(number: str) -> bool:
    """Return whether 16 digits have the shape of a NIK or of a family card's number.

    Area of first registration, day, month and year of birth (of issue, for a card), and a serial
    number that begins at 0001.
    """
    if len(number) != 16:
        return False
    area = int(number[:2]), int(number[2:4]), int(number[4:6])
    if area[0] not in PROVINCES or area[1] not in _REGENCIES or area[2] not in _DISTRICTS:
        return False
    day, month, year = int(number[6:8]), int(number[8:10]), int(number[10:12])
    day -= WOMEN if day > WOMEN else 0
    # Two digits of a year: of 1904 and 2004 alike, and 1900 had no leap day but 2000 had.
    real = 1 <= month <= 12 and 1 <= day <= monthrange(2000 + year, month)[1]
    return real and number[12:] != "0000"


def is_dates(text: str) -> bool:
    """Return whether `text` is a span of two dates, such as 11-10-2025-12-10-2025."""
    return bool(_DATES.fullmatch(text))


def is_budget_code(text: str) -> bool:
    """Return whether `text` is an account or an activity of a budget, 5.1.02.01.01.0024.

    Permendagri 90/2019 writes both with dots between short groups.
    """
    return bool(_BUDGET.match(text))


def is_years(text: str) -> bool:
    """Return whether `text` is a row of years."""
    return bool(_YEARS.fullmatch(text))


def is_example(number: str) -> bool:
    """Return whether a number is one that guides write to show where a number goes."""
    return number in _EXAMPLES or len(set(number)) == 1


def telephone(text: str) -> str:
    """Return a number without its country code or leading zero, so that writings of it agree."""
    number = digits(text)
    number = number.removeprefix("62")
    return number.lstrip("0")
