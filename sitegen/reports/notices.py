"""Notices and plans: until when a report's notice is in force, and what the clock says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from msgspec import Struct

from sitegen.keys.field import Value
from sitegen.keys.frontmatter import Document
from sitegen.model import Problem, Report, Term

ANNOUNCEMENT = "pengumuman"
AT_ONCE = "serta-merta"
PLANNED = "rencana"
WEEK = timedelta(days=7)
# The problems that propose a day to write.
PROPOSING = frozenset({"R009", "R010"})


class Appearance(Struct, frozen=True, kw_only=True):
    """When a text came out: `today` is the build's day, `first` the day on which its file was
    published, None if that is not known. `began` is that of its unit's first file.
    """

    today: date
    first: date | None = None
    began: date | None = None


def of_notice(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a report that its notice and its plan consist of, by name.

    What is announced at once and has `kedaluwarsa` is an urgent notice until that day, too.
    """
    marked = bool(plain.get("urgent"))
    urgent = marked or plain.get("classification") == AT_ONCE
    expires = plain.get("expires")
    until = plain.get("until") or (expires if urgent else None)
    last = plain.get("event_end") or plain.get("event_date")
    waits = plain.get("status") == PLANNED and not plain.get("result")
    return {
        "kind": plain.get("kind") or (ANNOUNCEMENT if marked or (urgent and until) else ""),
        "urgent": bool(urgent and until),
        "until": min(until, expires) if until and expires else until,
        "planned": last if waits else None,
    }


def is_notice(report: Report) -> bool:
    """Return whether a report is called an announcement."""
    if clarifies(report):
        return False
    return report.until is not None or report.kind == ANNOUNCEMENT


def clarifies(report: Report) -> bool:
    """Return whether a report says what is wrong and what is right."""
    return bool(report.claim and report.truth)


def term(report: Report, today: date) -> Term | None:
    """Return what this day's clock says of a report."""
    if report.until:
        return Term(name="in-force" if today <= report.until else "ended", day=report.until)
    if report.planned and report.planned < today:
        return Term(name="overdue", day=report.planned)
    return None


def turns(report: Report, problems: Iterable[Problem]) -> tuple[date, ...]:
    """Return the days from whose beginning the clock says something else of a report, or the
    problems of it propose another day.
    """
    lasts = {report.until or report.planned, last_day(report)}
    days = (last + timedelta(days=1) for last in lasts if last and last < date.max)
    return (*sorted(days), *_proposals(problems))


def last_day(report: Report) -> date | None:
    """Return the last day of an activity that a report announces, None if it announces none.

    What happened on the day of the report or before is no announcement, unless it is planned.
    """
    if report.event_date is None or not (report.planned or report.event_date > report.date):
        return None
    return report.event_end or report.event_date


def holds(report: Report, known: Term | None, problems: Iterable[Problem], today: date) -> bool:
    """Return whether a report's term and the days that its problems propose are still right."""
    right = _proposed(report.date, today)
    return term(report, today) == known and all(day == right for day in _proposals(problems))


def notice_problems(
    document: Document, values: Mapping[str, Value], day: date, seen: Appearance
) -> Iterator[Problem]:
    """Yield the problem of a notice without an end, or of one that was over when it came out."""
    urgent, until, expires = (values.get(name) for name in ("urgent", "until", "expires"))
    example = _proposed(day, seen.today).isoformat()
    if urgent and urgent.value and not (until or expires):
        yield document.problem("R009", urgent.line, urgent.column, "penting", example=example)
    if until and until.value < _came_out(day, seen):
        params = {"found": until.value.isoformat(), "example": example}
        yield document.problem("R010", until.line, until.column, "sampai", **params)


def _came_out(day: date, seen: Appearance) -> date:
    """The day on which a text dated `day` came out, as far as it is known.

    One dated before the unit's first file was moved here from another site.
    """
    moved = seen.began is not None and day < seen.began
    return max(day, seen.first) if seen.first and not moved else day


def _proposed(day: date, today: date) -> date:
    """A last day for a text dated `day` that has not passed: some whole weeks after that date.

    It stays the same for a week, so that an unchanged text need not be read again each day.
    """
    return day + WEEK * (max(0, (today - day).days) // WEEK.days + 1)


def _proposals(problems: Iterable[Problem]) -> tuple[date, ...]:
    ours = (dict(each.params) for each in problems if each.code in PROPOSING)
    return tuple(date.fromisoformat(params["example"]) for params in ours)
