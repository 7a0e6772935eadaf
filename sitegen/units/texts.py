"""A unit's Markdown files: read, selected by date, each with an address of its own."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sitegen.keys.frontmatter import MAX_BYTES as MAX_TEXT
from sitegen.keys.frontmatter import oversized
from sitegen.model import Problem, Report, Skipped, StandingPage
from sitegen.model.roles import role
from sitegen.privacy.gate import Gate, screen, screen_earlier
from sitegen.reports.parse import parse_page, parse_report
from sitegen.units.context import BuildContext
from sitegen.units.files import UnitFiles
from sitegen.units.versions import (
    Candidate,
    Chosen,
    Judge,
    Verdict,
    Versions,
    first_good,
    rejected,
)
from sitegen.urls import page_url, report_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text with the address that it gets.

    `skipped` says why it is correct but not published now, if so. `moments` has the times at which
    it appears or expires, in seconds since 1970.
    """

    source: Report | StandingPage
    url: str
    skipped: Skipped | None = None
    moments: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The texts of a unit: `published` in list order (reports newest first, then standing pages in
    theirs), and `absent` ones, which are held back or skipped.
    """

    published: tuple[Chosen[Draft], ...] = ()
    absent: tuple[Chosen[Draft], ...] = ()


def read_texts(files: UnitFiles, context: BuildContext, gate: Gate) -> Texts:
    """Return the unit's texts in the newest versions that can be read.

    If two have the same address, the one with the later path is replaced by its earlier version.
    """
    paths = (*files.paths("report"), *files.paths("page"))
    chosen = [_first(files, path, context, gate) for path in paths]
    return _arranged(chosen, lambda each: _first(files, each.path, context, gate, after=each))


def without(
    texts: Texts,
    wrong: dict[str, Chosen[Draft]],
    files: UnitFiles,
    context: BuildContext,
    gate: Gate,
) -> Texts:
    """Return the texts with earlier versions of those that turned out to be `wrong`, by path.

    These may have other addresses. Each call uses up a version of each wrong text.
    """

    def again(each: Chosen[Draft]) -> Chosen[Draft]:
        return _first(files, each.path, context, gate, after=each)

    chosen = [again(wrong[each.path]) if each.path in wrong else each for each in texts.published]
    found = _arranged(chosen, again)
    return Texts(published=found.published, absent=(*texts.absent, *found.absent))


def _first(
    files: UnitFiles,
    path: str,
    context: BuildContext,
    gate: Gate,
    after: Chosen[Draft] | None = None,
) -> Chosen[Draft]:
    size = files.larger(path, MAX_TEXT)
    versions = Versions(
        files=files,
        paths=(path,),
        past=context.past,
        zone=context.now.tzinfo,
        large=oversized(path, size, MAX_TEXT) if size else None,
    )
    return first_good(versions, _judge(files, path, context, gate), after)


def _judge(files: UnitFiles, path: str, context: BuildContext, gate: Gate) -> Judge[Draft]:
    key, is_report = files.source.entry.key, role(path) == "report"

    def judge(candidate: Candidate) -> Verdict[Draft]:
        data = candidate.bodies[0] or b""
        screened = screen_earlier if candidate.stand_in else screen
        screenings = ((path, screened(data, path, gate)),)
        if candidate.stand_in and not screenings[0][1].passed:
            return Verdict(screenings=screenings)
        draft: Draft | None = None
        if is_report:
            report, problems = parse_report(data, path, context.rules)
            if report:
                draft = _dated(report, report_url(key, report.date, report.slug), context)
        else:
            page, problems = parse_page(data, path, context.rules)
            if page:
                draft = _standing(page, page_url(key, page.slug), context)
        return Verdict(value=draft, problems=problems, screenings=screenings)

    return judge


def _standing(page: StandingPage, url: str, context: BuildContext) -> Draft:
    waits = page.draft and not context.drafts
    skipped = Skipped(path=page.path, reason="draft") if waits else None
    return Draft(source=page, url=url, skipped=skipped)


def _dated(report: Report, url: str, context: BuildContext) -> Draft:
    """A report with the times at which it appears and expires, and whether they skip it now."""
    if report.draft and not context.drafts:
        return Draft(source=report, url=url, skipped=Skipped(path=report.path, reason="draft"))
    now: datetime = context.now
    appears = report.published or datetime.combine(report.date, time.min, now.tzinfo)
    moments = [appears.timestamp()]
    if report.expires:
        ends = datetime.combine(report.expires, time.min, now.tzinfo) + timedelta(days=1)
        moments.append(ends.timestamp())
    skipped = None
    if appears > now and not context.future:
        skipped = Skipped(path=report.path, reason="future", date=report.date)
    elif report.expires and report.expires < now.date():
        skipped = Skipped(path=report.path, reason="expired", date=report.expires)
    return Draft(source=report, url=url, skipped=skipped, moments=tuple(moments))


def _arranged(
    chosen: Iterable[Chosen[Draft]], again: Callable[[Chosen[Draft]], Chosen[Draft]]
) -> Texts:
    """Give each text an address of its own; `again` returns an earlier version of one.

    Current texts come before earlier versions, so that no version takes a new text's address.
    """
    unique: dict[str, tuple[Chosen[Draft], Draft]] = {}
    absent: list[Chosen[Draft]] = []
    waiting = deque(sorted(chosen, key=lambda each: (each.stand_in is not None, each.path)))
    while waiting:
        each = waiting.popleft()
        draft = each.value
        if draft is None or draft.skipped:
            absent.append(each)
            continue
        other, _ = unique.setdefault(draft.url, (each, draft))
        if other is not each:
            taken = Problem.of("M008", each.path, other=other.path, url=draft.url)
            waiting.append(again(rejected(each, (taken,))))
    kept = list(unique.values())
    reports = [(each, draft) for each, draft in kept if isinstance(draft.source, Report)]
    reports.sort(key=lambda pair: pair[1].url)
    reports.sort(key=lambda pair: _moment(pair[1].source), reverse=True)
    pages = [(each, draft) for each, draft in kept if isinstance(draft.source, StandingPage)]
    pages.sort(key=lambda pair: (_order(pair[1].source), pair[1].url))
    return Texts(
        published=tuple(each for each, _ in (*reports, *pages)),
        absent=tuple(sorted(absent, key=lambda each: each.path)),
    )


def _moment(source: Report | StandingPage) -> tuple[date, time]:
    if isinstance(source, Report):
        return source.date, source.published.time() if source.published else time.min
    return date.min, time.min


def _order(source: Report | StandingPage) -> int:
    return source.order if isinstance(source, StandingPage) else 0
