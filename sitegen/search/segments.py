"""The segments of the index: the newest weeks with what has no date, months of this year, years.

A report that comes today changes files of the newest segment alone. A segment has groups (days, of a
year its months), and pages of records never span two groups: what changes in one leaves the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

from sitegen.digest import digest
from sitegen.model import SearchPart, UnitEntry
from sitegen.search.hashing import power
from sitegen.search.parts import ABOUT, DAY, STANDING, UNDATED

NEWEST = "baru"
# Reports to a file of postings, at most.
TO_A_BUCKET = 17
# A new report changes nearly every file of the newest segment, and the script knows how many there are.
NEWEST_BUCKETS = 18
# The newest segment has this week, and weeks before it until it has so many reports.
LEAST = 600
# A year of fewer reports is not split into months, each of which would be a request of its own.
MANY = 1000
# Documents to a page of records.
PAGE = 32


class Segment(Struct, frozen=True, kw_only=True):
    """A segment before it is made: `parts` of the units in the register's order.

    `groups` are (name, number of documents), oldest first, and `names` has for each group of a part the
    group that it belongs to; `key` stands for everything in it. Of the newest segment `since` is its
    first day, "" if no other has reports.
    """

    name: str
    parts: tuple[tuple[UnitEntry, SearchPart], ...]
    groups: tuple[tuple[str, int], ...]
    buckets: int
    key: str
    names: dict[str, str]
    since: str = ""


def newest_since(parts: Iterable[SearchPart], today: date) -> date:
    """Return the Monday with which the newest segment begins on a day."""
    weeks: dict[date, int] = {}
    for part in parts:
        if part.name != UNDATED:
            week = _week(part.name)
            weeks[week] = weeks.get(week, 0) + sum(count for _, count in part.groups)
    since, found = monday(today), 0
    for week in sorted(weeks, reverse=True):
        if week < since and found >= LEAST:
            break
        since, found = min(since, week), found + weeks[week]
    return since


def segment_of(part: str, since: date, year: int, *, months: bool) -> str:
    """Return the name of the segment that a part belongs to where the newest begins `since` a day.

    `months` says that this year is large enough for segments of its own months.
    """
    if part == UNDATED or _week(part) >= since:
        return NEWEST
    return part[:7] if months and int(part[:4]) == year else part[:4]


def segments(parts: Iterable[tuple[UnitEntry, SearchPart]], today: date) -> tuple[Segment, ...]:
    """Return the segments of a day in the order of a search; the newest is always there."""
    pairs = tuple(parts)
    own = (part for _, part in pairs if part.name.startswith(f"{today.year:04d}-"))
    months = sum(count for part in own for _, count in part.groups) >= MANY
    since = newest_since((part for _, part in pairs), today)
    found: dict[str, list[tuple[UnitEntry, SearchPart]]] = {NEWEST: []}
    for entry, part in pairs:
        name = segment_of(part.name, since, today.year, months=months)
        found.setdefault(name, []).append((entry, part))
    first = since.isoformat() if len(found) > 1 else ""
    return tuple(
        _segment(name, found[name], first if name == NEWEST else "")
        for name in sorted(found, key=_rank, reverse=True)
    )


def _rank(name: str) -> tuple[bool, str]:
    # The year 2025 comes after the months of 2026, and before those of 2024 that cannot be.
    return name == NEWEST, name


def _segment(name: str, parts: list[tuple[UnitEntry, SearchPart]], since: str) -> Segment:
    counts: dict[str, int] = {}
    texts: dict[str, str] = {}
    for entry, part in parts:
        if entry.key not in texts:
            texts[entry.key] = repr(entry)
        for group, count in part.groups:
            counts[group] = counts.get(group, 0) + count
    dated = sum(count for group, count in counts.items() if group[0] != STANDING)
    names = _newest(counts) if name == NEWEST else _closed(name, counts, dated)
    groups: dict[str, int] = {}
    for group, count in counts.items():
        groups[names[group]] = groups.get(names[group], 0) + count
    return Segment(
        name=name,
        parts=tuple(parts),
        groups=tuple(sorted(groups.items())),
        buckets=NEWEST_BUCKETS if name == NEWEST else power(dated / TO_A_BUCKET),
        key=digest(name, since, *(f"{texts[entry.key]} {part.mark}" for entry, part in parts)),
        names=names,
        since=since,
    )


def _closed(name: str, counts: Mapping[str, int], documents: int) -> dict[str, str]:
    """The groups of a closed segment: days, of a year its months, or all, for fewer pages to ask for."""
    length = 4 if documents <= MANY else 7 if len(name) == 4 else 10
    return {group: group[:length] for group in counts}


def _newest(counts: Mapping[str, int]) -> dict[str, str]:
    """The groups of the newest segment: so many days that they fill a page, or of a day with more those
    that are about the same, so that one more report changes one page, and a search asks for few.

    What has no date is grouped by what it is about alone.
    """
    whole: dict[str, int] = {}
    for group, count in counts.items():
        whole[group[:DAY]] = whole.get(group[:DAY], 0) + count
    days = [date.fromisoformat(day) for day in whole if day[0] != STANDING]
    dated = sum(count for group, count in whole.items() if group[0] != STANDING)
    span = _span((max(days) - min(days)).days + 1, dated) if days else 1
    return {group: _group(group, span, whole[group[:DAY]]) for group in counts}


def _span(days: int, documents: int) -> int:
    """How many days fill a page, as a power of two so that it seldom changes."""
    return 1 << (max(1, PAGE * days // documents).bit_length() - 1)


def _group(group: str, span: int, count: int) -> str:
    """The group of the newest segment for a group of a part, which says also what it is about."""
    head, about = group[:DAY], int(group[DAY + 1 :])
    if span == 1 or head[0] == STANDING:
        return f"{head.rstrip('-')}-{about % power(count / PAGE, most=ABOUT)}"
    own = date.fromisoformat(head)
    first = date.fromordinal(own.toordinal() - own.toordinal() % span)
    return max(first, own.replace(month=1, day=1)).isoformat()


def by_week(
    parts: Iterable[SearchPart], today: date
) -> tuple[tuple[SearchPart, ...], tuple[SearchPart, ...]]:
    """Return the parts of the week of a day (and later), and all others."""
    week: list[SearchPart] = []
    before: list[SearchPart] = []
    for part in parts:
        dated = part.name != UNDATED
        new = dated and _week(part.name) >= monday(today)
        (week if new else before).append(part)
    return tuple(week), tuple(before)


@lru_cache(1024)  # 13,000 parts of 200 units have some 60 names
def _week(part: str) -> date:
    """The Monday of the week whose reports a part has."""
    return monday(date.fromisoformat(part))


def monday(day: date) -> date:
    """Return the first day of the week of a day."""
    return day - timedelta(days=day.weekday())
