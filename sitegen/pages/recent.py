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
    ordered = sorted(days, reverse=True)
    return tuple(day for day in ordered if last_recent(day) >= ordered[0])


def how_many(days: Iterable[date], today: date) -> int:
    """Return how many of these days are recent."""
    return sum(last_recent(day) >= today for day in days)
