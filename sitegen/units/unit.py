"""One unit from its files to its pages: the step that is mapped over all units.

A unit's result never depends on another unit's, nor on the order or process in which
units are built.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sitegen.city.sources import unused
from sitegen.digest import digest
from sitegen.exports.feeds import unit_feeds
from sitegen.exports.sitemaps import unit_sitemaps
from sitegen.model import (
    FOREVER,
    Output,
    PageIds,
    Problem,
    Profile,
    Report,
    StandingPage,
    UnitResult,
    UnitSource,
    UnitSummary,
    Where,
)
from sitegen.pages.report import ReportItem, related_to, report_page
from sitegen.pages.unit import UnitContents, unit_page
from sitegen.pages.unit_shared import UnitContext, archive_pages, standing_page, unit_context
from sitegen.reports.markdown.fragments import page_ids
from sitegen.reports.parse import parse_profile
from sitegen.reports.quality import late, meetings
from sitegen.units.datasets import Placed, on_home_page, put_datasets, read_datasets, summarised
from sitegen.units.desk import Desk
from sitegen.units.redirects import put_aliases
from sitegen.units.shared import Kin, Shared
from sitegen.units.texts import Finished, finish_texts, read_texts, report_item
from sitegen.urls import page_of


@dataclass(frozen=True, slots=True)
class _Made:
    """What is made of the unit's files before its pages are."""

    profile: Profile
    datasets: tuple[Placed, ...]
    reports: tuple[ReportItem, ...]
    pages: tuple[Finished, ...]


def build_unit(source: UnitSource, kin: Kin, shared: Shared) -> UnitResult:
    """Return the pages, files, summary and problems of one unit.

    Reads only the files that `source` lists. Raises ThemeError when the theme is broken; any
    mistake in the unit's files becomes a problem.
    """
    desk = Desk(source, kin, shared)
    for problem in unused(source.files):
        desk.report(problem.where.path, (problem,))
    made = _make(desk)
    _worth(desk, made)
    summary = _publish(desk, made)
    _unused_files(desk)
    now = shared.now.timestamp()
    return UnitResult(
        key=source.entry.key,
        outputs=tuple(desk.outputs[path] for path in sorted(desk.outputs)),
        summary=summary,
        problems=desk.told(),
        skipped=tuple(desk.skipped),
        held_back=tuple(sorted(desk.held_back)),
        stand_ins=tuple(desk.stand_ins[path] for path in sorted(desk.stand_ins)),
        links=tuple(
            link for path in sorted(desk.links.keys() - desk.held_back) for link in desk.links[path]
        ),
        ids=tuple(
            PageIds(url=url, ids=ids)
            for path in sorted(desk.outputs)
            if (url := page_of(path)) and (ids := page_ids(desk.outputs[path].body))
        ),
        traces=desk.traces,
        permitted=tuple(desk.permitted),
        refused=tuple(sorted(desk.refused)),
        since=max((m for m in desk.moments if m <= now), default=0.0),
        # Made from something else than its fingerprint says: to be made again in the next build.
        until=0.0 if desk.moved else min((m for m in desk.moments if m > now), default=FOREVER),
    )


def _make(desk: Desk) -> _Made:
    profile = Profile()
    for path in desk.paths("profile"):
        profile = _read_profile(desk, path)
    datasets = read_datasets(desk)
    named = {item.dataset.meta.name: (item.dataset, url) for item, url in datasets}
    finished = finish_texts(desk, read_texts(desk), named)
    for each in finished:
        desk.put_shelf(each.draft.source.path, each.shelf)
    return _Made(
        profile=profile,
        datasets=datasets,
        reports=tuple(
            report_item(desk, each) for each in finished if isinstance(each.draft.source, Report)
        ),
        pages=tuple(each for each in finished if isinstance(each.draft.source, StandingPage)),
    )


def _publish(desk: Desk, made: _Made) -> UnitSummary:
    """Put all pages and files of the unit on the desk; return what the city's pages need of it."""
    entry = desk.source.entry
    unit = _context(desk, made)
    summaries = tuple(item.summary for item in made.reports)
    datasets = summarised(made.datasets)
    charts, cards = on_home_page(desk, made.datasets, datasets)
    contents = UnitContents(
        reports=summaries,
        pages=tuple(_page(finished) for finished in made.pages),
        charts=charts,
        datasets=cards,
        stand_in=any(path in desk.stand_ins for path in desk.paths("profile")),
    )
    desk.put((unit_page(unit, contents),))
    desk.put(archive_pages(unit, summaries))
    _put_reports(desk, unit, made)
    _put_pages(desk, unit, made)
    put_datasets(desk, unit, made.datasets)
    desk.put(unit_feeds(unit, summaries))
    # Redirects are made after the sitemap, which leaves them out.
    sitemaps = _sitemaps(desk, made)
    desk.put(sitemaps)
    put_aliases(desk, _old_addresses(made))
    return UnitSummary(
        key=entry.key,
        short_name=made.profile.short_name,
        reports=summaries,
        marks=tuple(digest(repr(entry), repr(summary))[:16] for summary in summaries),
        datasets=datasets,
        pages=len(made.pages),
        sitemaps=tuple(f"/{output.path}" for output in sitemaps),
    )


def _worth(desk: Desk, made: _Made) -> None:
    """Warn of reports that came out late, and of a unit that tells of little but meetings."""
    began = min((file.first for file in desk.source.files if file.first), default=None)
    found = [late(item.report, item.first, began) for item in made.reports]
    found.append(meetings([item.report for item in made.reports], desk.folder))
    for problem in found:
        if problem:
            desk.report(problem.where.path, (problem,))


def _read_profile(desk: Desk, path: str) -> Profile:
    """The profile as it is or, if that is wrong, as it last was right; else an empty one."""
    while found := desk.version(path):
        data = found[0] or b""
        profile, problems = parse_profile(data, path, desk.shared.rules)
        right = not desk.report(path, problems)
        # A mistake in the newest profile must not hold back the reports that name its contacts.
        if right or path not in desk.stand_ins:
            desk.know_contacts(data)
        if right:
            return profile
    return Profile()


def _page(finished: Finished) -> StandingPage:
    source = finished.draft.source
    if not isinstance(source, StandingPage):
        raise TypeError(type(source).__name__)
    return source


def _context(desk: Desk, made: _Made) -> UnitContext:
    dates = [item.report.date for item in made.reports]
    dates += [i.dataset.meta.updated for i, _ in made.datasets if i.dataset.meta.updated]
    dates += [page.updated for page in map(_page, made.pages) if page.updated]
    kin = (desk.kin.parent, desk.kin.family)
    state = max(dates, default=date.min)
    return unit_context(desk.shared.site, desk.source.entry, made.profile, kin, state)


def _put_reports(desk: Desk, unit: UnitContext, made: _Made) -> None:
    for at, item in enumerate(made.reports):
        newer = made.reports[at - 1] if at else None
        older = made.reports[at + 1] if at + 1 < len(made.reports) else None
        related = related_to(item, made.reports[at + 1 :])
        desk.put((report_page(unit, item, (older, newer), related),))


def _put_pages(desk: Desk, unit: UnitContext, made: _Made) -> None:
    pages = tuple(_page(finished) for finished in made.pages)
    for finished, page in zip(made.pages, pages, strict=True):
        stand_in = page.path in desk.stand_ins
        desk.put((standing_page(unit, page, finished.body.html, pages, stand_in=stand_in),))


def _sitemaps(desk: Desk, made: _Made) -> tuple[Output, ...]:
    """The sitemaps of all pages made so far, with dates of what the unit's files tell."""
    dates = {url: item.dataset.meta.updated for item, url in made.datasets}
    for summary in (item.summary for item in made.reports):
        dates[summary.url] = max(summary.date, summary.changed or summary.date)
    for page, url in ((_page(each), each.draft.url) for each in made.pages):
        dates[url] = page.updated or desk.files[page.path].last
    urls = sorted(url for path in desk.outputs if (url := page_of(path)))
    pages = tuple((url, dates.get(url)) for url in urls)
    return unit_sitemaps(desk.shared.site.address, desk.source.entry.key, pages)


def _old_addresses(made: _Made) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    for item in made.reports:
        yield item.report.path, item.report.title, item.summary.url, item.report.aliases
    for each in made.pages:
        page = _page(each)
        yield page.path, page.title, each.draft.url, page.aliases


def _unused_files(desk: Desk) -> None:
    """Warn of pictures and documents that no page shows, except beside texts that wait."""
    waiting = {path.rpartition("/")[0] for path in desk.held_back}
    waiting |= {skipped.path.rpartition("/")[0] for skipped in desk.skipped}
    codes = {"G005": desk.paths("image"), "M011": desk.paths("document")}
    for code, paths in codes.items():
        for path in paths:
            if path not in desk.used and path.rpartition("/")[0] not in waiting:
                desk.report(path, (Problem(code=code, where=Where(path=path)),))
