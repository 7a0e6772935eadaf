"""Weekdays in a text that contradict the date beside them: "Senin, 28 November 2024"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from sitegen.keys.values import month_number

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
# A date without a year falls in the year that puts it closest to the report; farther away, the
# year before or after could just as well be meant.
NEAR = timedelta(days=90)
_WEEK = 7
NUMBERS = {name.casefold(): number for number, name in enumerate(DAYS)}
NUMBERS |= {"jum'at": 4, "jum\u2019at": 4, "jum`at": 4, "ahad": 6}
_STEMS = ("senin", "selasa", "rabu", "kamis", "jum", "sabtu", "minggu", "ahad")
_DAY = r"(?:senin|selasa|rabu|kamis|jum['\u2019`]?at|sabtu|minggu|ahad)"
_NEAR_BY = 300
_TO = r"\s*(?:-|\u2013|\u2014|s\.?\s?/?d\.?|sampai(?:\s+dengan)?|hingga)\s*"
_MONTH = r"[a-z]{3,9}"
_WORDS = (
    rf"(?:(?P<from>\d{{1,2}})(?:\s+(?P<from_month>{_MONTH}))?(?:\s+(?P<from_year>\d{{4}}))?{_TO})?"
    rf"(?P<day>\d{{1,2}})\s+(?P<month>{_MONTH})\b(?:\s+(?P<year>\d{{4}})\b)?"
)
_FIGURES = (
    r"(?P<d>\d{1,2})(?P<sign>[-/.])(?P<m>\d{1,2})(?:(?P=sign)(?P<y>\d{4}|\d{2}))?(?![-/.:]?\d)"
)
# "Senin malam lalu (28 November 2024)", "Hari/Tanggal: Senin / 28-11-2024", "Rabu-Jumat, 13-15 ...".
_AFTER = re.compile(
    rf"(?P<first>{_DAY})(?:{_TO}(?P<last>{_DAY}))?\b"
    r"(?:\s+(?:pagi|siang|sore|petang|malam|lalu|kemarin|depan|ini|besok))*"
    r"(?:\s*[,(/]\s*|\s+)(?:(?:tanggal|tgl\.?)\s+)?"
    rf"(?:{_FIGURES}|{_WORDS})\)?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?<![\d/.-])(?:{_FIGURES}|{_WORDS})\s*\((?:hari\s+)?(?P<first>{_DAY})"
    rf"(?:{_TO}(?P<last>{_DAY}))?\)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(rf"\((?:hari\s+)?{_DAY}", re.IGNORECASE)
# "setiap Senin" recurs, "malam Minggu" is a Saturday, "Pasar Minggu" a place, "Selasa dan Rabu,
# 5 November" two days with the date of one.
_OTHER_MEANING = re.compile(
    rf"\b(?:(?:se)?tiap|saban|malam|pasar|{_DAY}\s*(?:[,/&-]|\u2013|dan|atau|serta|sampai|hingga)|\d)\s*$",
    re.IGNORECASE,
)
_LOOK_BACK = 25
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# For those who look for the same elsewhere, as the form for offices does in a browser.
PATTERNS: dict[str, re.Pattern[str]] = {
    "after": _AFTER,
    "before": _BEFORE,
    "bracketed": _BRACKETED,
    "other_meaning": _OTHER_MEANING,
    "year": _YEAR,
}


class Contradiction(Struct, frozen=True):
    """The words that start at `at` in the text, and the day whose weekday they get wrong."""

    at: int
    words: str
    day: date

    @property
    def weekday(self) -> str:
        """The Indonesian name of the date's weekday."""
        return DAYS[self.day.weekday()]


def contradictions(text: str, low: str, near: date | None) -> tuple[Contradiction, ...]:
    """Return the weekdays that are wrong for their dates, in text order.

    `low` is `text` in lower case. `near` is the date of the report, which gives dates without a
    year theirs when only one year can be meant. Anything ambiguous is left alone.
    """
    found = {each.at: each for at in _places(low) for each in _at(text, at, near)}
    return tuple(found[at] for at in sorted(found))


def _places(low: str) -> Iterator[int]:
    """Yield where a weekday may begin; much faster than one pattern over the whole text."""
    for stem in _STEMS:
        at = low.find(stem)
        while at >= 0:
            if at == 0 or not low[at - 1].isalnum():
                yield at
            at = low.find(stem, at + 1)


def _at(text: str, at: int, near: date | None) -> Iterator[Contradiction]:
    match = _AFTER.match(text, at)
    if match and _is_day(match) and not _OTHER_MEANING.search(text, max(0, at - _LOOK_BACK), at):
        yield from _checked(match, text, near)
    # A bracket opens just before the days; a line may be as long as the file.
    near_by = max(0, at - _NEAR_BY)
    line = max(near_by, text.rfind("\n", near_by, at) + 1)
    opening = text.rfind("(", line, at)
    if opening >= 0 and _BRACKETED.match(text, opening):
        for before in _BEFORE.finditer(text, max(line, opening - 60), at + 40):
            if before.start("first") == at or before.start("last") == at:
                yield from _checked(before, text, near)


def _is_day(match: re.Match[str]) -> bool:
    """Whether "minggu" is the day: in lower case it is a week, and "Minggu 2 ..." is the second."""
    words = match["first"]
    if words.casefold() != "minggu":
        return True
    rest = match[0][len(words) :].lstrip(" ")
    return words[0].isupper() and not (rest[:1].isdigit() and rest[1:2] == " " and rest[0] < "6")


def _checked(match: re.Match[str], text: str, near: date | None) -> Iterator[Contradiction]:
    last = _date(match, text, near)
    if last is None:
        return
    first_name = NUMBERS[match["first"].casefold()]
    if not match["last"]:
        single = not match["from"]
        if single and last.weekday() != first_name and not _turned(match, first_name):
            words = match[0] if "(" in match[0] else match[0].rstrip(")")
            yield Contradiction(match.start(), words, last)
        return
    first = _first(match, last)
    if first is None or not 0 < (last - first).days < _WEEK:
        return  # "Senin-Jumat, 3-28 November" means those weekdays of several weeks
    right = (first.weekday() == first_name, last.weekday() == NUMBERS[match["last"].casefold()])
    same = (NUMBERS[match["last"].casefold()] - first_name) % _WEEK == (last - first).days
    if right != (True, True) and (same or any(right)):
        yield Contradiction(match.start(), match[0], last if right[0] else first)


def _turned(match: re.Match[str], weekday: int) -> bool:
    """Whether the date falls on that weekday when read with the month before the day."""
    if not match["d"] or not match["y"]:
        return False
    day = _made(_full(match["y"]), int(match["d"]), int(match["m"]))
    return day is not None and day.weekday() == weekday


def _date(match: re.Match[str], text: str, near: date | None) -> date | None:
    if match["d"]:
        # Without a year only "(12/4)": "08.10" is a time, and "7-8" a span of hours.
        if not match["y"] and f"({match['d']}/{match['m']})" not in match[0]:
            return None
        day, month, year = int(match["d"]), int(match["m"]), match["y"] or ""
    else:
        day, month, year = int(match["day"]), month_number(match["month"]), match["year"] or ""
    if year:
        return _made(_full(year), month, day)
    return _nearest(month, day, match, text, near) if near else None


def _nearest(month: int, day: int, match: re.Match[str], text: str, near: date) -> date | None:
    """Return the date of a day and month close to the report, or None.

    Also None if its paragraph mentions another year.
    """
    days = [_made(near.year + step, month, day) for step in (-1, 0, 1)]
    found = next((each for each in days if each and abs(each - near) <= NEAR), None)
    start = max(text.rfind("\n\n", 0, match.start()), 0)
    end = text.find("\n\n", match.end())
    years = _YEAR.findall(text[start : end if end >= 0 else len(text)])
    return found if found and all(int(year) == found.year for year in years) else None


def _first(match: re.Match[str], last: date) -> date | None:
    if not match["from"]:
        return None
    month = month_number(match["from_month"]) if match["from_month"] else last.month
    year = int(match["from_year"] or last.year) - (month > last.month and not match["from_year"])
    return _made(year, month, int(match["from"]))


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
