"""When a report was published and last changed, as feeds and shared links say it."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sitegen.model import ReportSummary


def moments(report: ReportSummary, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return when a report was published and last changed; a day begins at midnight in `zone`."""
    published = report.published or midnight(report.date, zone)
    changed = midnight(report.changed, zone) if report.changed else published
    return published, max(published, changed)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return the beginning of a day in `zone`."""
    return datetime.combine(day, time.min, zone)


def stamp(moment: datetime) -> str:
    """Return a moment as RFC 3339 requires it, to the second."""
    # Before there were time zones, offsets had seconds, which RFC 3339 does not allow.
    return moment.isoformat(timespec="seconds")[:25]
