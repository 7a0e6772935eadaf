"""Whether data are late: by the rhythm that a dataset states and the last period of its figures."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from msgspec import Struct

from sitegen.keys.vocabulary import RHYTHM_DAYS
from sitegen.tables.periods import (
    PARTS,
    Period,
    parse_month,
    parse_quarter,
    parse_semester,
    parse_year,
)

# Data are overdue after their rhythm and half of it again, but never by less than these days.
LEAST_GRACE = 3
# From so many months on, lateness is told in years.
IN_YEARS = 24


class Lateness(Struct, frozen=True, kw_only=True):
    """How late data are: complete `months` since they were due, 0 for less than one.

    From two years on they are those of complete years. It is so from the day `since` until before
    the day `changes`.
    """

    months: int
    since: date
    changes: date


class Expected(Struct, frozen=True, kw_only=True):
    """When newer data are due, and the last day on which nobody calls them late; `days` is the rhythm."""

    due: date
    grace: date
    days: int


def expected(frequency: str, last: date) -> Expected | None:
    """Return when data are expected after those of the day `last`, None without a rhythm."""
    days = RHYTHM_DAYS.get(frequency)
    if days is None or (date.max - last).days < 2 * days + LEAST_GRACE:
        return None
    due = last + timedelta(days=days)
    return Expected(due=due, grace=due + timedelta(days=max(LEAST_GRACE, days // 2)), days=days)


def lateness(frequency: str, period_end: str, today: date) -> Lateness | None:
    """Return how late the data of a dataset are today, None if they are not, or nobody can say."""
    found = _expected_after(frequency, period_end)
    if found is None or found.grace >= today:
        return None
    months = _months(found.due, today)
    step = 1 if months < IN_YEARS else 12
    months -= months % step
    return Lateness(
        months=months,
        since=max(found.grace + timedelta(days=1), _later(found.due, months)),
        changes=_later(found.due, months + step),
    )


def turns(frequency: str, period_end: str, today: date) -> tuple[date, ...]:
    """Return the days around today on which something else is to be said of how late the data are."""
    if late := lateness(frequency, period_end, today):
        return late.since, late.changes
    found = _expected_after(frequency, period_end)
    return (found.grace + timedelta(days=1),) if found else ()


def has_rhythm(frequency: str, period_end: str) -> bool:
    """Return whether it can be said at all if the data are late."""
    return _expected_after(frequency, period_end) is not None


def first_day(period_start: str) -> date | None:
    """Return the first day of a period such as `2024`, `2024-S1`, `2024-08`, None for other texts."""
    found = _day_or_period(period_start.strip())
    return _start(found) if isinstance(found, Period) else found


def last_day(period_end: str) -> date | None:
    """Return the last day of a period such as `2024`, `2024-S1`, `2024-08`, None for other texts."""
    found = _day_or_period(period_end.strip())
    return _end(found) if isinstance(found, Period) else found


def _day_or_period(text: str) -> date | Period | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    found = parse_month(text) or parse_quarter(text) or parse_semester(text) or parse_year(text)
    return found if found and 0 < found.year < date.max.year else None


def _start(period: Period) -> date:
    if period.grain == "year":
        return date(period.year, 1, 1)
    return date(period.year, (period.part - 1) * 12 // PARTS[period.grain] + 1, 1)


def _end(period: Period) -> date:
    parts = 1 if period.grain == "year" else PARTS[period.grain]
    month = 12 if period.grain == "year" else period.part * 12 // parts
    return date(period.year, month, monthrange(period.year, month)[1])


def _expected_after(frequency: str, period_end: str) -> Expected | None:
    last = last_day(period_end)
    return expected(frequency, last) if last else None


def _months(since: date, until: date) -> int:
    """The complete months between two days."""
    months = (until.year - since.year) * 12 + until.month - since.month
    return months - (_later(since, months) > until)


def _later(day: date, months: int) -> date:
    """The same day some months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
