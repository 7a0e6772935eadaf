"""A unit's Markdown files: read, chosen by date, and finished."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from markupsafe import Markup

from sitegen.datasets.dataset import Dataset
from sitegen.keys.frontmatter import MAX_BYTES as MAX_TEXT
from sitegen.keys.frontmatter import oversized
from sitegen.model import (
    Problem,
    Report,
    ReportSummary,
    SiteLink,
    StandingPage,
    Where,
)
from sitegen.model.roles import role
from sitegen.pages import views
from sitegen.pages.report import ReportItem
from sitegen.pages.theme import text_parts
from sitegen.problems import is_error
from sitegen.processes.worker import WorkerError
from sitegen.reports.markdown.body import Body, Text, render_body, with_fragments
from sitegen.reports.markdown.engine import markdown
from sitegen.reports.parse import parse_page, parse_report
from sitegen.units.desk import Desk
from sitegen.units.media import Shelf
from sitegen.units.references import Draft, Surroundings, place_photo, resolvers
from sitegen.urls import page_url, report_url


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
    paths = (*desk.paths("report"), *desk.paths("page"))
    return _arranged(desk, filter(None, [_draft(desk, path) for path in paths]))


def _draft(desk: Desk, path: str) -> Draft | None:
    """The text as it is or, asked again, as it was last; None when none is to be published."""
    key = desk.source.entry.key
    size = desk.larger(path, MAX_TEXT)
    while found := desk.version(path, large=oversized(path, size, MAX_TEXT) if size else None):
        data = found[0] or b""
        draft: Draft | None = None
        if role(path) == "report":
            report, problems = parse_report(data, path, desk.shared.rules)
            draft = Draft(report, report_url(key, report.date, report.slug)) if report else None
        else:
            page, problems = parse_page(data, path, desk.shared.rules)
            draft = Draft(page, page_url(key, page.slug)) if page else None
        if not desk.report(path, problems) and draft is not None:
            return None if _skipped(desk, draft.source) else draft
    return None


def _arranged(desk: Desk, drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """The texts in the order of lists, each with an address of its own.

    Texts as they are come before earlier versions, so that no version takes a new text's address.
    """
    unique: dict[str, Draft] = {}
    waiting = deque(sorted(drafts, key=lambda d: (d.source.path in desk.stand_ins, d.source.path)))
    while waiting:
        draft = waiting.popleft()
        other = unique.setdefault(draft.url, draft)
        if other is not draft:
            where = Where(path=draft.source.path)
            params = (("other", other.source.path), ("url", draft.url))
            desk.report(draft.source.path, (Problem(code="M008", where=where, params=params),))
            earlier = _draft(desk, draft.source.path)
            waiting.extend((earlier,) if earlier else ())
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


def _skipped(desk: Desk, source: Report | StandingPage) -> bool:
    """Whether a text waits or is over; noted, with the moments at which that changes."""
    if source.draft and not desk.shared.drafts:
        desk.skip(source.path, "draft", None)
        return True
    if isinstance(source, StandingPage):
        return False
    now: datetime = desk.shared.now
    appears = source.published or datetime.combine(source.date, time.min, now.tzinfo)
    desk.moments.append(appears.timestamp())
    if source.expires:
        ends = datetime.combine(source.expires, time.min, now.tzinfo) + timedelta(days=1)
        desk.moments.append(ends.timestamp())
    if appears > now and not desk.shared.future:
        desk.skip(source.path, "future", source.date)
        return True
    if source.expires and source.expires < now.date():
        desk.skip(source.path, "expired", source.expires)
        return True
    return False


def finish_texts(
    desk: Desk, drafts: tuple[Draft, ...], datasets: dict[str, tuple[Dataset, str]]
) -> tuple[Finished, ...]:
    """Return the texts with everything in place.

    A text that turns out to be broken gives way to an earlier version, which may have another
    address, or none, for those that link to it: so all are finished again. This ends because
    each round uses up a version.
    """
    alive = drafts
    while True:
        targets = {draft.source.path: draft.url for draft in alive}
        targets |= {dataset.meta.path: url for dataset, url in datasets.values()}
        around = Surroundings(targets, datasets, frozenset(draft.url for draft in alive))
        results = [(draft, *_finish(desk, draft, around)) for draft in alive]
        broken = [(d, p) for d, _, p in results if any(is_error(x.code) for x in p)]
        if not broken:
            for draft, _, problems in results:
                desk.report(draft.source.path, problems)
            return _linked(desk, tuple(finished for _, finished, _ in results))
        for draft, problems in broken:
            desk.report(draft.source.path, problems)
        lost = {draft.source.path for draft, _ in broken}
        sound = [draft for draft in alive if draft.source.path not in lost]
        earlier = [_sound(desk, path, around) for path in sorted(lost)]
        alive = _arranged(desk, filter(None, (*sound, *earlier)))


def _linked(desk: Desk, finished: tuple[Finished, ...]) -> tuple[Finished, ...]:
    """The texts with the fragments of their links to each other; what pages have is audited later."""
    pages = {each.draft.url: each.body.ids for each in finished}
    parts = text_parts(desk.shared.site.theme)
    linked: list[Finished] = []
    for each in finished:
        path, before = each.draft.source.path, len(each.body.problems)
        body = with_fragments(each.body, pages, parts)
        desk.report(path, body.problems[before:])
        desk.links[path] += tuple(
            SiteLink(where=to.where, url=f"{to.page or each.draft.url}#{to.words}")
            for to in body.to_parts
        )
        linked.append(replace(each, body=body))
    return tuple(linked)


def _sound(desk: Desk, path: str, around: Surroundings) -> Draft | None:
    """The next earlier version of a text that can be finished."""
    while draft := _draft(desk, path):
        if not desk.report(path, _finish(desk, draft, around)[1]):
            return draft
    return None


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
    if body.shown:
        where = Where(path=source.path, line=source.body_line)
        problems += desk.screen_shown(body.shown, source.body, where)
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
        stand_in=report.path in desk.stand_ins,
    )
