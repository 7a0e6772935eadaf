"""What counts as recent: the reports of the last 30 days, on the tile map and on pages of units."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

RECENT_DAYS = 30


def last_recent(day: date) -> date:
    """Return the last day on which a report of this day is a recent one."""
    return day + timedelta(days=RECENT_DAYS - 1)


def recent_days(days: Iterable[date]) -> tuple[date, ...]:
    """Return those days that may be recent on some day from the last of them on, newest first."""
    known = tuple(days)
    first = _first_recent(max(known)) if known else None
    return tuple(sorted((day for day in known if first and day >= first), reverse=True))


def how_many(days: Iterable[date], today: date) -> int:
    """Return how many of these days are recent."""
    first = _first_recent(today)
    return sum(day >= first for day in days)


def _first_recent(today: date) -> date:
    """The first day whose reports are recent on this day; nothing is added up for each report."""
    return today - timedelta(days=RECENT_DAYS - 1)
