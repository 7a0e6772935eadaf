"""The shapes of Indonesian identity numbers, as pure rules on their digits."""

from __future__ import annotations

import re
from calendar import monthrange

# Province codes (Kemendagri), with 54 for Timor Timur, which old numbers still carry.
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
# For women, 40 is added to the day of birth (Dukcapil).
WOMEN = 40
# No regency has more districts; the numbers of merged ones are not reused.
_DISTRICTS = range(1, 70)
_REGENCIES = frozenset((*range(1, 40), *range(71, 80)))
_DAY, _MONTH, _YEAR = r"(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|1[0-2])", r"(?:19|20)\d\d"
_DATE = rf"(?:{_DAY}\D{_MONTH}\D{_YEAR}|{_YEAR}\D{_MONTH}\D{_DAY})"
_DATES = re.compile(rf"{_DATE}\D+{_DATE}")
_BUDGET = re.compile(r"[4-9]\.\d\.\d|\d{1,2}\.\d{2}\.\d")
_YEARS = re.compile(r"(?:(?:19|20)\d{2}\D+)+(?:19|20)\d{2}")
_EXAMPLES = frozenset({"1234567890123456", "0123456789012345"})
_DIGITS = re.compile(r"\D+")
# For those who look for the same elsewhere, as the form for offices does in a browser.
PATTERNS: dict[str, re.Pattern[str]] = {"dates": _DATES, "budget": _BUDGET, "years": _YEARS}


def digits(text: str) -> str:
    """Return only the digits of `text`."""
    return _DIGITS.sub("", text)


def is_resident(number: str) -> bool:
    """Return whether 16 digits have the shape of a NIK or a family card number.

    Area of first registration, day, month and year of birth (of issue, for a card), and a serial
    number that starts at 0001.
    """
    return len(number) == 16 and number[12:] != "0000" and is_birth(number[:12])


def is_birth(number: str) -> bool:
    """Return whether digits begin as a NIK does: with an area, and the date of a birth.

    With 11 digits the year is cut short.
    """
    area = int(number[:2]), int(number[2:4]), int(number[4:6])
    if area[0] not in PROVINCES or area[1] not in _REGENCIES or area[2] not in _DISTRICTS:
        return False
    day, month, year = int(number[6:8]), int(number[8:10]), int(number[10:12].ljust(2, "4"))
    day -= WOMEN if day > WOMEN else 0
    # Two-digit years: 04 may be 1904 or 2004, and 1900 had no leap day but 2000 had.
    return 1 <= month <= 12 and 1 <= day <= monthrange(2000 + year, month)[1]


def is_dates(text: str) -> bool:
    """Return whether `text` is a span of two dates, such as 11-10-2025-12-10-2025."""
    return bool(_DATES.fullmatch(text))


def is_budget_code(text: str) -> bool:
    """Return whether `text` is a budget account or activity, such as 5.1.02.01.01.0024.

    Permendagri 90/2019 writes both as short groups with dots between them.
    """
    return bool(_BUDGET.match(text))


def is_years(text: str) -> bool:
    """Return whether `text` is a series of years."""
    return bool(_YEARS.fullmatch(text))


def is_example(number: str) -> bool:
    """Return whether a number is a placeholder, as guides use to show where a number goes."""
    return number in _EXAMPLES or len(set(number)) == 1


def telephone(text: str) -> str:
    """Return a number without country code or leading zero, so that all spellings agree."""
    number = digits(text)
    number = number.removeprefix("62")
    return number.lstrip("0")
