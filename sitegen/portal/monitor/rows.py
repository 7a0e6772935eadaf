"""What the monitor says of each unit: how often it publishes, what is late, how it can be reached.

Nothing here is a score: each figure stands for itself, and is compared with units of the same kind alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from statistics import median, median_low
from typing import Literal

from msgspec import Struct

from sitegen.city.holidays import Holidays
from sitegen.datasets.lateness import expected, last_day
from sitegen.keys.vocabulary import MEETING, RHYTHM_DAYS
from sitegen.model import Activity, DatasetSummary, Office, UnitEntry, UnitKind

MONTHS = 12
# So many days without a report, holidays aside, and a unit counts as silent: who reports once a month
# never is.
SILENT = 31
# A unit's own rhythm is the median of its complete months, once there are so many.
LEAST_MONTHS = 3
# Only meetings: all of at least so many reports of the last 90 days.
LEAST_MEETINGS = 2
_WEEKS = 28
INNOVATION = "inovasi"
# The channels that the monitor looks for, in its order; `microsite` is the unit's page here.
CHANNELS = (
    "microsite",
    "instagram",
    "facebook",
    "x",
    "youtube",
    "tiktok",
    "whatsapp",
    "situs",
)
_SAME = {"twitter": "x"}
Mark = Literal["before", "none", "below", "usual", "running"]


class ObservedUnit(Struct, frozen=True, kw_only=True):
    """What a unit publishes, as the monitor reads it; `held` counts files that wait to be mended,
    `duties` what it announces of what it must.
    """

    entry: UnitEntry
    activity: tuple[Activity, ...] = ()
    datasets: tuple[DatasetSummary, ...] = ()
    office: Office = Office()
    pages: int = 0
    held: int = 0
    duties: int = 0


class Clock(Struct, frozen=True, kw_only=True):
    """The day on which is counted, and the holidays; `demo` is True in a sample city, whose reports have no
    history in git that tells anything.
    """

    today: date
    holidays: Holidays = ()
    demo: bool = False

    def working(self, after: date, until: date) -> int:
        """Return the days after one day up to another, without holidays."""
        off = bisect_right(self.holidays, until) - bisect_right(self.holidays, after)
        return max(0, (until - after).days - max(0, off))

    def silent_from(self, last: date) -> date:
        """Return the day on which a unit without a report since `last` counts as silent."""
        day = last + timedelta(days=SILENT)
        while self.working(last, day) < SILENT:
            day += timedelta(days=SILENT - self.working(last, day))
        return day


class MonitorRow(Struct, frozen=True, kw_only=True):
    """What the monitor says of a unit.

    `months` are the reports of twelve months up to this one, None before its first; `marks` what each is
    beside the unit's `rhythm`, the reports that it usually has in a month, 0 if nobody can say. `week`,
    `month` and `quarter` are the reports of 7, 30 and 90 days; `reports`, `meetings` and `innovations` those
    of the twelve months; `met` says that the reports of 90 days are all of meetings. `silent` is the day
    since which it counts as silent, `last` that of its newest report. `fresh`, `due` and `overdue` count its
    datasets with a rhythm.
    """

    entry: UnitEntry
    months: tuple[int | None, ...]
    marks: tuple[Mark, ...]
    rhythm: int
    last: date | None
    week: int
    month: int
    quarter: int
    reports: int
    meetings: int
    innovations: int
    met: bool
    silent: date | None
    channels: tuple[str, ...]
    fresh: int
    due: int
    overdue: int
    officer: str
    held: int
    duties: int
    pause: str
    paused: date | None
    empty: bool


def counted_on(activity: Activity, clock: Clock) -> date:
    """Return the day on which a report counts: that of its first commit if that came later.

    A report that is dated back fills no month in which nobody could read it.
    """
    first = activity.first
    return activity.date if clock.demo or first is None else max(activity.date, first)


def counted_days(activity: Iterable[Activity], clock: Clock) -> tuple[date, ...]:
    """Return the days on which the reports of a unit count, up to today, in order."""
    days = (counted_on(each, clock) for each in activity)
    return tuple(sorted(day for day in days if day <= clock.today))


def last_months(today: date) -> tuple[date, ...]:
    """Return the first days of twelve months up to that of today, in order."""
    at = today.year * 12 + today.month - 1
    return tuple(date(n // 12, n % 12 + 1, 1) for n in range(at - MONTHS + 1, at + 1))


def monitor_row(unit: ObservedUnit, kind: UnitKind, clock: Clock) -> MonitorRow:
    """Return what the monitor says of a unit."""
    counted = ((counted_on(each, clock), each.kind) for each in unit.activity)
    kinds = sorted((day, name) for day, name in counted if day <= clock.today)
    days = tuple(day for day, _ in kinds)
    starts = last_months(clock.today)
    of_year = [name for _, name in kinds[bisect_left(days, starts[0]) :]]
    months = tuple(_months(days, starts))
    rhythm = _rhythm(kind, months)
    quarter = _since(days, clock.today, 90)
    recent = {name for _, name in kinds[len(kinds) - quarter :]}
    states = Counter(filter(None, (_state(each, clock.today) for each in unit.datasets)))
    silent = clock.silent_from(days[-1]) if days else None
    published = bool(days or unit.pages or unit.datasets)
    own = (_SAME.get(name, name) for name in unit.office.channels)
    channels = {*own, "microsite"} if published else set(own)
    return MonitorRow(
        entry=unit.entry,
        months=months,
        marks=tuple(_marks(months, rhythm)),
        rhythm=rhythm,
        last=days[-1] if days else None,
        week=_since(days, clock.today, 7),
        month=_since(days, clock.today, 30),
        quarter=quarter,
        reports=len(of_year),
        meetings=of_year.count(MEETING),
        innovations=of_year.count(INNOVATION),
        met=quarter >= LEAST_MEETINGS and recent == {MEETING},
        silent=silent if silent and silent <= clock.today else None,
        channels=tuple(name for name in CHANNELS if name in channels),
        fresh=states["fresh"],
        due=states["due"],
        overdue=states["overdue"],
        officer=unit.office.officer,
        held=unit.held,
        duties=unit.duties,
        pause=unit.office.pause,
        paused=unit.office.paused,
        empty=not published,
    )


def turns(activity: Iterable[Activity], clock: Clock) -> Iterator[tuple[date, str]]:
    """Yield each day on which a unit fell silent or came back, `silent` or `back`, in order."""
    days = counted_days(activity, clock)
    for at, day in enumerate(days):
        following = days[at + 1] if at + 1 < len(days) else None
        if following and (following - day).days <= SILENT:  # nearly always: no need to count
            continue
        silent = clock.silent_from(day)
        if silent <= (following - timedelta(days=1) if following else clock.today):
            yield silent, "silent"
            if following:
                yield following, "back"


def medians(rows: Iterable[MonitorRow]) -> tuple[float, float]:
    """Return the medians of the reports of 30 and 90 days; 0 without units."""
    found = tuple(rows)
    if not found:
        return 0.0, 0.0
    return median(row.month for row in found), median(row.quarter for row in found)


def _months(days: tuple[date, ...], starts: tuple[date, ...]) -> Iterator[int | None]:
    """The reports of each month; None for months before that of the first."""
    after = (starts[-1] + timedelta(days=31)).replace(day=1)
    for start, end in zip(starts, (*starts[1:], after), strict=True):
        known = days and days[0] < end
        yield bisect_left(days, end) - bisect_left(days, start) if known else None


def _rhythm(kind: UnitKind, months: tuple[int | None, ...]) -> int:
    """The reports that are expected in a month: as the city says for the kind, else as usual."""
    if kind.rhythm:
        return max(1, _WEEKS // RHYTHM_DAYS[kind.rhythm])
    complete = [count for count in months[:-1] if count is not None]
    return max(1, median_low(complete)) if len(complete) >= LEAST_MONTHS else 0


def _marks(months: tuple[int | None, ...], rhythm: int) -> Iterator[Mark]:
    for at, count in enumerate(months):
        if count is None:
            yield "before"
        elif at == len(months) - 1:
            yield "running"
        elif not count:
            yield "none"
        else:
            yield "below" if count < rhythm else "usual"


def _since(days: tuple[date, ...], today: date, length: int) -> int:
    """The reports of so many days up to and with today."""
    return len(days) - bisect_right(days, today - timedelta(days=length))


def _state(dataset: DatasetSummary, today: date) -> str:
    """Whether data are fresh, due or overdue, "" if nobody can say."""
    last = last_day(dataset.period_end)
    found = expected(dataset.promised, last) if last else None
    if found is None:
        return ""
    if today <= found.due:
        return "fresh"
    return "due" if today <= found.grace else "overdue"
