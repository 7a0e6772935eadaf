"""A unit's Markdown files: read, chosen by date, and finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeVar

from markupsafe import Markup

from sitegen.build.engine import markdown
from sitegen.build.media import Shelf
from sitegen.build.references import Draft, Surroundings, place_photo, resolvers
from sitegen.build.worker import WorkerError
from sitegen.model import (
    Problem,
    Report,
    ReportSummary,
    SiteLink,
    Skipped,
    StandingPage,
    Where,
)
from sitegen.problems import is_error
from sitegen.read.content import parse_page, parse_report
from sitegen.read.frontmatter import MAX_BYTES as MAX_TEXT
from sitegen.read.frontmatter import oversized
from sitegen.render.body import Body, Text, render_body
from sitegen.render.report_pages import ReportItem
from sitegen.urls import page_url, report_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.build.desk import Desk
    from sitegen.read.content import Rules
    from sitegen.read.datasets import Dataset
    from sitegen.read.sources import Role
    from sitegen.render import views

Source = TypeVar("Source", Report, StandingPage)


@dataclass(frozen=True, slots=True)
class Finished:
    """A published text: its body, its pictures (reports only), and the files beside it."""

    draft: Draft
    body: Body
    shelf: Shelf
    images: tuple[views.Image, ...] = ()
    thumbnail: tuple[str, tuple[int, int], str] = ("", (0, 0), "")


def read_texts(desk: Desk) -> tuple[Draft, ...]:
    """Return the reports (newest first) and standing pages (in their order) to publish.

    Drafts, future and expired ones are noted as skipped; of two with one address the one with
    the later path is held back.
    """
    key = desk.source.entry.key
    reports = _read(desk, "report", parse_report)
    reports = [report for report in reports if not _skip_report(desk, report)]
    pages = [page for page in _read(desk, "page", parse_page) if not _skip_page(desk, page)]
    drafts = [Draft(r, report_url(key, r.date, r.slug)) for r in reports]
    drafts += [Draft(p, page_url(key, p.slug)) for p in pages]
    unique: dict[str, Draft] = {}
    for draft in drafts:
        other = unique.get(draft.url)
        if other is None:
            unique[draft.url] = draft
            continue
        where = Where(path=draft.source.path)
        params = (("other", other.source.path), ("url", draft.url))
        desk.report(draft.source.path, (Problem(code="M008", where=where, params=params),))
    kept = list(unique.values())
    dated = [d for d in kept if isinstance(d.source, Report)]
    dated.sort(key=lambda d: d.url)
    dated.sort(key=lambda d: _moment(d.source), reverse=True)
    standing = [d for d in kept if isinstance(d.source, StandingPage)]
    standing.sort(key=lambda d: (_order(d.source), d.url))
    return (*dated, *standing)


def _moment(source: Report | StandingPage) -> tuple[date, time]:
    if isinstance(source, Report):
        return source.date, source.published.time() if source.published else time.min
    return date.min, time.min


def _order(source: Report | StandingPage) -> int:
    return source.order if isinstance(source, StandingPage) else 0


def _read(
    desk: Desk,
    kind: Role,
    parse: Callable[[bytes, str, Rules], tuple[Source | None, tuple[Problem, ...]]],
) -> list[Source]:
    found: list[Source] = []
    for path in desk.paths(kind):
        if size := desk.larger(path, MAX_TEXT):
            desk.report(path, (oversized(path, size, MAX_TEXT),))
            continue
        data = desk.read(path)
        if data is None:
            continue
        held = desk.report(path, desk.personal(path, data))
        source, problems = parse(data, path, desk.shared.rules)
        if not desk.report(path, problems) and not held and source is not None:
            found.append(source)
    return found


def _skip_report(desk: Desk, report: Report) -> bool:
    now: datetime = desk.shared.now
    if report.draft and not desk.shared.drafts:
        desk.skipped.append(Skipped(path=report.path, reason="draft"))
        return True
    appears = report.published or datetime.combine(report.date, time.min, now.tzinfo)
    desk.moments.append(appears.timestamp())
    if report.expires:
        ends = datetime.combine(report.expires, time.min, now.tzinfo) + timedelta(days=1)
        desk.moments.append(ends.timestamp())
    if appears > now and not desk.shared.future:
        desk.skipped.append(Skipped(path=report.path, reason="future", date=report.date))
        return True
    if report.expires and report.expires < now.date():
        desk.skipped.append(Skipped(path=report.path, reason="expired", date=report.expires))
        return True
    return False


def _skip_page(desk: Desk, page: StandingPage) -> bool:
    if page.draft and not desk.shared.drafts:
        desk.skipped.append(Skipped(path=page.path, reason="draft"))
        return True
    return False


def finish_texts(
    desk: Desk, drafts: tuple[Draft, ...], datasets: dict[str, tuple[Dataset, str]]
) -> tuple[Finished, ...]:
    """Return the texts with everything in place.

    A text that turns out to be broken takes its address away from those that link to it, so the
    rest is finished again without it; this ends because each round has fewer texts.
    """
    alive = drafts
    while True:
        targets = {draft.source.path: draft.url for draft in alive}
        targets |= {dataset.meta.path: url for dataset, url in datasets.values()}
        around = Surroundings(targets, datasets)
        results = [(draft, *_finish(desk, draft, around)) for draft in alive]
        broken = [(d, p) for d, _, p in results if any(is_error(x.code) for x in p)]
        if not broken:
            for draft, _, problems in results:
                desk.report(draft.source.path, problems)
            return tuple(finished for _, finished, _ in results)
        for draft, problems in broken:
            desk.report(draft.source.path, problems)
        lost = {draft.source.path for draft, _ in broken}
        alive = tuple(draft for draft in alive if draft.source.path not in lost)


def _finish(desk: Desk, draft: Draft, around: Surroundings) -> tuple[Finished, tuple[Problem, ...]]:
    source = draft.source
    shelf = Shelf(draft.url)
    images: list[views.Image] = []
    problems: list[Problem] = []
    thumbnail = ("", (0, 0), "")
    for photo in source.photos if isinstance(source, Report) else ():
        placed = place_photo(desk, source, photo, shelf)
        if isinstance(placed, Problem):
            problems.append(placed)
            continue
        view, small = placed
        images.append(view)
        if not thumbnail[0]:
            thumbnail = (small[0], small[1], photo.alt)
    text = Text(source=source.body, path=source.path, line=source.body_line)
    links: list[SiteLink] = []
    try:
        found = resolvers(desk, draft, around, (shelf, links))
        body = render_body(text, markdown(desk.shared.markdown), found)
    except WorkerError as error:
        where = Where(path=source.path, line=source.body_line)
        params = (("reason", str(error)),)
        problems.append(Problem(code="M012", where=where, params=params))
        body = Body(html=Markup(), summary="", problems=())
    desk.links[source.path] = tuple(links)
    return Finished(draft, body, shelf, tuple(images), thumbnail), (*problems, *body.problems)


def report_item(desk: Desk, finished: Finished) -> ReportItem:
    """Return a finished report with its entry for lists."""
    report = finished.draft.source
    if not isinstance(report, Report):
        raise TypeError(type(report).__name__)
    site = desk.shared.site
    small, size, alt = finished.thumbnail
    file = desk.files[report.path]
    urgent = report.expires if report.classification == "serta-merta" else None
    summary = ReportSummary(
        url=finished.draft.url,
        title=report.title,
        date=report.date,
        event_date=report.event_date or report.date,
        kind=report.kind,
        topics=report.topics,
        summary=report.summary or finished.body.summary,
        place=report.place,
        status=report.status,
        urgent_until=urgent,
        participants=report.participants.total if report.participants else None,
        budget=report.budget,
        thumbnail=small,
        thumbnail_alt=alt,
        thumbnail_size=size,
        published=report.published,
        changed=file.last,
    )
    share = ""
    if finished.images:
        first = finished.images[0].src.removeprefix(site.address.prefix)
        share = site.address.absolute(first)
    return ReportItem(
        report=report,
        summary=summary,
        body=finished.body.html,
        images=finished.images,
        share_image=share,
        first=file.first,
        last=file.last,
    )
