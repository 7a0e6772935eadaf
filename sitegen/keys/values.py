"""Values as Indonesians type them: dates, amounts, yes and no.

Each function returns the value, or None if the text is not one; nothing is guessed.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, tzinfo
from decimal import Decimal, InvalidOperation

# Each month as spelled in Indonesian and English texts, its name first; "Pebruari" and "Nopember"
# are old spellings.
_MONTH_WORDS = (
    "januari january jan",
    "februari february feb peb pebruari",
    "maret march mar mrt",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "agustus august agust agu agt ags aug",
    "september sep sept",
    "oktober october okt oct",
    "november nopember nov nop",
    "desember december des dec",
)
MONTH_NAMES = tuple(words.split()[0].capitalize() for words in _MONTH_WORDS)
MONTHS = {
    word: number for number, words in enumerate(_MONTH_WORDS, start=1) for word in words.split()
}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_WORDS = re.compile(r"(?:[A-Za-z']+(?:,\s*|\s+))?(\d{1,2})\s+([A-Za-z]+)\s+(\d{4})")
_IN_NAME = re.compile(
    r"(?<![A-Za-z0-9])(?:\d{4}[-/._]\d{1,2}[-/._]\d{1,2}|\d{1,2}[-/._]\d{1,2}[-/._]\d{4}|(?:19|20)\d{6}"
    r"|\d{1,2}[\s_-]+(?P<month>[A-Za-z]{3,9})[\s_-]+\d{4})(?![A-Za-z0-9])"
)
_CLOCK = re.compile(r"[T\s]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?")
_YES = frozenset({"ya", "iya", "y", "yes", "true", "benar", "1"})
_NO = frozenset({"tidak", "tdk", "t", "no", "n", "false", "salah", "bukan", "0", ""})
_AMOUNT = re.compile(r"(?:rp\.?|idr)?\s*([\d.,]+)\s*(ribu|juta|miliar|milyar|triliun)?(?:,-)?")
MAX_DIGITS = 12
_PEOPLE = ("orang", "jiwa", "peserta")
SCALE = {"ribu": 3, "juta": 6, "miliar": 9, "milyar": 9, "triliun": 12}
_GROUPED_DOT = re.compile(r"\d{1,3}(?:\.\d{3})+")
_PLAIN = re.compile(r"\d+")
_DECIMAL_DOT = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"(\d+|\d{1,3}(?:\.\d{3})+),(\d+)")
# For those who look for the same elsewhere, as the form for offices does in a browser.
PATTERNS: dict[str, re.Pattern[str]] = {
    "iso": _ISO,
    "day_first": _DAY_FIRST,
    "words": _WORDS,
    "amount": _AMOUNT,
    "grouped_dot": _GROUPED_DOT,
    "plain": _PLAIN,
    "decimal_dot": _DECIMAL_DOT,
    "decimal_comma": _DECIMAL_COMMA,
}


def parse_date(text: str) -> date | None:
    """Return the date in `text`: `2026-11-03`, `03-11-2026`, `3/11/2026`, `3 November 2026`.

    Day before month unless the year comes first, as in Indonesian law and custom; a text that only
    fits month before day is not a date.
    """
    found = _date_and_rest(text.strip())
    return found[0] if found and not found[1].strip() else None


def parse_datetime(text: str, zone: tzinfo) -> datetime | date | None:
    """Return the moment in `text` in `zone`, or its date if it has no time, or None.

    A time with an offset is converted to `zone`; one without is taken to be in `zone`.
    """
    found = _date_and_rest(text.strip())
    if found is None:
        return None
    day, rest = found
    if not rest.strip():
        return day
    clock = _CLOCK.fullmatch(rest.rstrip())
    if clock is None:
        return None
    hour, minute, second, offset = clock.groups()
    try:
        moment = datetime.combine(day, time(int(hour), int(minute), int(second or 0)), zone)
        if not offset:
            return moment
        stamp = moment.replace(tzinfo=None).isoformat() + _iso_offset(offset)
        return datetime.fromisoformat(stamp).astimezone(zone)
    except (ValueError, OverflowError):
        return None


def _iso_offset(offset: str) -> str:
    return "+00:00" if offset == "Z" else f"{offset[:3]}:{offset[-2:]}"


def date_within(name: str) -> tuple[date, str] | None:
    """Return the date somewhere in the words of a name, and the words without it; None without one.

    Two dates are none: nobody could tell which is meant.
    """
    found = [
        (day, name[: match.start()] + " " + name[match.end() :])
        for match in _IN_NAME.finditer(name)
        if (day := _day_in(match))
    ]
    return found[0] if len(found) == 1 else None


def _day_in(match: re.Match[str]) -> date | None:
    text = match[0]
    if text.isdecimal():
        return parse_date(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    return parse_date(
        " ".join(re.split(r"[\s_-]+", text)) if match["month"] else text.replace("_", "-")
    )


def month_number(text: str) -> int:
    """Return 1 to 12 for an Indonesian or English month name, 0 otherwise."""
    return MONTHS.get(text.strip().rstrip(".").casefold(), 0)


def parse_yes_no(text: str) -> bool | None:
    """Return True for `ya`, `yes`, `true`; False for `tidak`, `no`, `false` and empty text."""
    word = text.strip().casefold()
    if word in _YES:
        return True
    return False if word in _NO else None


def parse_count(text: str) -> int | None:
    """Return the whole number in `text`: `84`, `1.250`, `1.250 orang`; None otherwise."""
    word = text.strip().casefold()
    noun = next((noun for noun in _PEOPLE if word.endswith(noun)), "")
    word = word.removesuffix(noun).rstrip()
    if _GROUPED_DOT.fullmatch(word):
        word = word.replace(".", "")
    return int(word) if _PLAIN.fullmatch(word) and len(word) <= MAX_DIGITS else None


def parse_number(text: str) -> Decimal | None:
    """Return the number in `text`: `84`, `1.250`, `1.250,75`, `1,5`, `2.5`, `-3`; None otherwise."""
    word = text.strip().removeprefix("-")
    if _GROUPED_DOT.fullmatch(word) or _DECIMAL_COMMA.fullmatch(word):
        word = word.replace(".", "").replace(",", ".")
    if not _DECIMAL_DOT.fullmatch(word) or len(word) > MAX_DIGITS:
        return None
    return Decimal(word) * (-1 if text.strip().startswith("-") else 1)


def parse_rupiah(text: str) -> int | None:
    """Return whole rupiah: `3500000`, `Rp3.500.000`, `Rp 3.500.000,00`, `2,4 miliar`."""
    match = _AMOUNT.fullmatch(text.strip().casefold().removesuffix(",-"))
    if match is None:
        return None
    digits, scale = match.groups()
    if _PLAIN.fullmatch(digits):
        number = digits
    elif _GROUPED_DOT.fullmatch(digits):
        number = digits.replace(".", "")
    elif _DECIMAL_COMMA.fullmatch(digits):
        number = digits.replace(".", "").replace(",", ".")
    else:
        return None
    try:
        amount = Decimal(number).scaleb(SCALE.get(scale or "", 0))
    except InvalidOperation:
        return None
    return int(amount) if amount == amount.to_integral_value() and amount < 10**16 else None


def _date_and_rest(text: str) -> tuple[date, str] | None:
    if match := _ISO.match(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DAY_FIRST.match(text):
        day, month, year = (int(part) for part in match.groups())
    elif (match := _WORDS.match(text)) and match[2].casefold() in MONTHS:
        day, month, year = int(match[1]), MONTHS[match[2].casefold()], int(match[3])
    else:
        return None
    try:
        return date(year, month, day), text[match.end() :]
    except ValueError:
        return None
