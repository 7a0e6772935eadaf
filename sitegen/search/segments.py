"""The segments of the index: this week, the months of this year, closed years, what has no date.

A report that comes today changes files of this week alone. A segment has groups (days, of a year
its months), and pages of records never span two groups: what changes in one leaves the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from sitegen.digest import digest
from sitegen.model import SearchPart, UnitEntry
from sitegen.search.hashing import power
from sitegen.search.parts import UNDATED

WEEK = "minggu"
# Reports to a file of postings. A new report changes nearly every file of its week, so these are few.
TO_A_BUCKET = 12
WEEK_BUCKETS = 16
# A year of fewer reports is not split into months, each of which would be a request of its own.
MANY = 1000
# So many reports of a week are one group: a new one rewrites at most four pages of records.
FEW = 200


class Segment(Struct, frozen=True, kw_only=True):
    """A segment before it is made: `parts` of the units in the register's order.

    `groups` are (name, number of documents), oldest first; `key` stands for everything in it. `length`
    is that of the names of its groups: of days, of months, or of the year if all are one group.
    """

    name: str
    parts: tuple[tuple[UnitEntry, SearchPart], ...]
    groups: tuple[tuple[str, int], ...]
    buckets: int
    key: str
    length: int = 10

    @property
    def documents(self) -> int:
        """The number of its documents."""
        return sum(count for _, count in self.groups)

    def group(self, name: str) -> str:
        """Return the group of the segment that a group of a part belongs to."""
        return name[: self.length]


def segment_of(part: str, today: date, *, months: bool) -> str:
    """Return the name of the segment that a part belongs to on a day.

    `months` says that the current year is large enough for segments of its own months.
    """
    if part == UNDATED:
        return part
    start = date.fromisoformat(part)
    if _monday(start) >= _monday(today):
        return WEEK
    return part[:7] if months and start.year == today.year else part[:4]


def segments(parts: Iterable[tuple[UnitEntry, SearchPart]], today: date) -> tuple[Segment, ...]:
    """Return the segments of a day in the order of a search: undated, then newest first."""
    pairs = tuple(parts)
    own = (part for _, part in pairs if part.name.startswith(f"{today.year:04d}-"))
    months = sum(count for part in own for _, count in part.groups) >= MANY
    found: dict[str, list[tuple[UnitEntry, SearchPart]]] = {}
    for entry, part in pairs:
        name = segment_of(part.name, today, months=months)
        found.setdefault(name, []).append((entry, part))
    return tuple(_segment(name, found[name]) for name in sorted(found, key=_rank, reverse=True))


def _rank(name: str) -> tuple[int, str]:
    # The year 2025 comes after the months of 2026, and before those of 2024 that cannot be.
    return {UNDATED: 2, WEEK: 1}.get(name, 0), name


def _segment(name: str, parts: list[tuple[UnitEntry, SearchPart]]) -> Segment:
    documents = sum(count for _, part in parts for _, count in part.groups)
    length = _length(name, documents)
    groups: dict[str, int] = {}
    for _, part in parts:
        for group, count in part.groups:
            own = group[:length]
            groups[own] = groups.get(own, 0) + count
    most = WEEK_BUCKETS if name == WEEK else 1024
    return Segment(
        name=name,
        parts=tuple(parts),
        groups=tuple(sorted(groups.items())),
        buckets=power(documents / TO_A_BUCKET, most=most),
        key=digest(name, *(f"{entry!r} {part.mark}" for entry, part in parts)),
        length=length,
    )


def _length(name: str, documents: int) -> int:
    """How much of a day names a group. What has few documents is one group: fewer pages to ask for."""
    if name == UNDATED:
        return 0
    if documents <= (FEW if name == WEEK else MANY):
        return 4
    return 7 if len(name) == 4 else 10


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
