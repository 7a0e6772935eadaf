"""What was expected of a unit by a day that has passed: results of plans, datasets, reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Literal

from msgspec import Struct

from sitegen.datasets.lateness import expected, last_day
from sitegen.model import DatasetSummary, ReportSummary

# The usual rhythm of reports is the median gap between the last days that have any, if there are
# enough; a unit is overdue after three such gaps, but never within two weeks.
DAYS_LOOKED_AT, DAYS_NEEDED = 12, 5
GAPS, LEAST_SILENCE = 3, 14


class Overdue(Struct, frozen=True, kw_only=True):
    """What was expected by the day `due`: the result of a plan, a newer dataset, or a report.

    `days` is the rhythm in days, 0 for a plan; `url` and `title` are "" for reports.
    """

    what: Literal["plan", "dataset", "reports"]
    due: date
    days: int = 0
    url: str = ""
    title: str = ""


def overdue_plans(reports: Iterable[ReportSummary]) -> Iterator[Overdue]:
    """Yield the planned activities whose day has passed without a result."""
    for each in reports:
        if each.term and each.term.name == "overdue":
            yield Overdue(what="plan", due=each.term.day, url=each.url, title=each.title)


def overdue_datasets(datasets: Iterable[DatasetSummary], today: date) -> Iterator[Overdue]:
    """Yield the datasets that are older than the rhythm that they state.

    By the last period of their figures; where none is known, by the day of their last version.
    """
    for each in datasets:
        last = last_day(each.period_end) or each.updated
        found = expected(each.promised, last) if last else None
        if found and found.grace < today:
            yield Overdue(
                what="dataset", due=found.grace, days=found.days, url=each.url, title=each.title
            )


def overdue_reports(days: Iterable[date], today: date, expected: int = 0) -> Iterator[Overdue]:
    """Yield that a unit has been silent for longer than its rhythm, or much longer than it usually is.

    `days` are those of its reports, in any order; `expected` is the stated rhythm in days, 0 if
    there is none.
    """
    past = sorted({day for day in days if day <= today}, reverse=True)[:DAYS_LOOKED_AT]
    if expected and past:
        due = past[0] + timedelta(days=expected)
        if due < today:
            yield Overdue(what="reports", due=due, days=expected)
        return
    if len(past) < DAYS_NEEDED:
        return
    usual = max(1, round(median((later - earlier).days for later, earlier in pairwise(past))))
    due = past[0] + timedelta(days=max(LEAST_SILENCE, GAPS * usual))
    if due < today:
        yield Overdue(what="reports", due=due, days=usual)
