"""One unit from its files to its pages: the step that is mapped over all units.

A unit's result never depends on another unit's, nor on the order or process in which
units are built.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sitegen.build.claims import folded
from sitegen.build.desk import Desk
from sitegen.build.media import ChartPlace, Shelf, Studio, place_chart
from sitegen.build.texts import Finished, finish_texts, read_texts, report_item
from sitegen.digest import digest
from sitegen.model import (
    FOREVER,
    UNIT_KINDS,
    ChartSpec,
    DatasetSummary,
    Output,
    Problem,
    Profile,
    Report,
    StandingPage,
    UnitResult,
    UnitSource,
    UnitSummary,
    Where,
)
from sitegen.problems import is_error
from sitegen.read.content import parse_profile
from sitegen.read.datasets import WANTED, Dataset, parse_dataset
from sitegen.read.sources import unused
from sitegen.read.tables import MAX_BYTES as MAX_TABLE
from sitegen.read.worth import late, meetings
from sitegen.render.city import dataset_card
from sitegen.render.feeds import unit_feeds
from sitegen.render.pages import archive_pages, redirect_page, standing_page, unit_context
from sitegen.render.report_pages import ReportItem, related_to, report_page
from sitegen.render.sitemaps import unit_sitemaps
from sitegen.render.unit_pages import UnitContents, unit_page
from sitegen.urls import dataset_url, output_path, page_of, slugify

if TYPE_CHECKING:
    from collections.abc import Container

    from sitegen.build.shared import Kin, Shared
    from sitegen.render import views
    from sitegen.render.dataset_pages import DatasetItem
    from sitegen.render.pages import UnitContext

KEY_CHARTS = 2
# No part begins with a dot: `..` would lead out of the site.
_ALIAS = re.compile(r"/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)+")
# First parts of addresses that belong to the city; an alias must not take one of them.
RESERVED = frozenset(
    (*UNIT_KINDS, "data", "topik", "arsip", "cari", "keaktifan", "api", "aset", "pagefind")
)


@dataclass(frozen=True, slots=True)
class _Made:
    """What is made of the unit's files before its pages are."""

    profile: Profile
    datasets: tuple[tuple[DatasetItem, str], ...]
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
    unit = _context(desk, made)
    summaries = tuple(item.summary for item in made.reports)
    datasets = _dataset_summaries(made)
    charts, cards = _dataset_views(desk, made, datasets)
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
    _put_datasets(desk, unit, made)
    desk.put(unit_feeds(unit, summaries))
    # Redirects are made after the sitemap, which leaves them out.
    sitemaps = _sitemaps(desk, made)
    desk.put(sitemaps)
    _put_aliases(desk, made)
    _unused_files(desk)
    now = shared.now.timestamp()
    return UnitResult(
        key=source.entry.key,
        outputs=tuple(desk.outputs[path] for path in sorted(desk.outputs)),
        summary=UnitSummary(
            key=source.entry.key,
            short_name=made.profile.short_name,
            reports=summaries,
            marks=tuple(digest(repr(source.entry), repr(summary))[:16] for summary in summaries),
            datasets=datasets,
            pages=len(made.pages),
            sitemaps=tuple(f"/{output.path}" for output in sitemaps),
        ),
        problems=desk.told(),
        skipped=tuple(desk.skipped),
        held_back=tuple(sorted(desk.held_back)),
        stand_ins=tuple(desk.stand_ins[path] for path in sorted(desk.stand_ins)),
        links=tuple(
            link for path in sorted(desk.links.keys() - desk.held_back) for link in desk.links[path]
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
    datasets = _read_datasets(desk)
    named = {item.dataset.meta.name: (item.dataset, url) for item, url in datasets}
    finished = finish_texts(desk, read_texts(desk), named)
    for each in finished:
        _put_shelf(desk, each.draft.source.path, each.shelf)
    return _Made(
        profile=profile,
        datasets=datasets,
        reports=tuple(
            report_item(desk, each) for each in finished if isinstance(each.draft.source, Report)
        ),
        pages=tuple(each for each in finished if isinstance(each.draft.source, StandingPage)),
    )


def _worth(desk: Desk, made: _Made) -> None:
    """Warn of reports that came out late, and of a unit that tells of little but meetings."""
    began = min((file.first for file in desk.source.files if file.first), default=None)
    found = [late(item.report, item.first, began) for item in made.reports]
    found.append(meetings([item.report for item in made.reports], desk.folder))
    for problem in found:
        if problem:
            desk.report(problem.where.path, (problem,))


def _put_shelf(desk: Desk, path: str, shelf: Shelf) -> None:
    """Take the files beside the page of the source `path`, and note what the page shows."""
    desk.put(shelf.outputs.values())
    desk.trace(path, (output_path(shelf.url), *shelf.outputs), shelf.url)
    for source, outputs in shelf.sources.items():
        desk.trace(source, outputs, shelf.url)


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


def _read_datasets(desk: Desk) -> tuple[tuple[DatasetItem, str], ...]:
    tables = desk.paths("table")
    if not tables:
        return ()
    metadata = {str(PurePosixPath(p).with_suffix("")): p for p in desk.paths("metadata")}
    found: list[tuple[DatasetItem, str]] = []
    taken: dict[str, str] = {}
    for path in tables:
        meta = metadata.get(str(PurePosixPath(path).with_suffix("")))
        item = _read_dataset(desk, (path, meta) if meta else (path,), taken)
        if item is not None:
            found.append((item, dataset_url(desk.source.entry.key, item.dataset.meta.name)))
    return tuple(found)


def _read_dataset(desk: Desk, paths: tuple[str, ...], taken: dict[str, str]) -> DatasetItem | None:
    """The table with its description as they are or, if that is wrong, as both last were right."""
    path = paths[0]
    size = desk.larger(path, MAX_TABLE)
    params = (("size", str(-(-size >> 20))), ("limit", str(MAX_TABLE >> 20)))
    large = Problem(code="D001", where=Where(path=path), params=params) if size else None
    while bodies := desk.version(*paths, large=large):
        data = bodies[0] or b""
        description = next(
            ((p, body) for p, body in zip(paths[1:], bodies[1:], strict=True) if body is not None),
            None,
        )
        dataset, problems = parse_dataset(
            data, path, description, desk.shared.rules, desk.shared.standards
        )
        if desk.report(path, problems) or dataset is None:
            continue
        name = slugify(dataset.meta.name) or "data"
        if taken.setdefault(name, path) != path:
            params = (("name", dataset.meta.name), ("other", taken[name]))
            desk.report(path, (Problem(code="D016", where=Where(path=path), params=params),))
            continue
        updated = dataset.meta.updated or desk.files[path].last
        named = replace(dataset, meta=replace(dataset.meta, name=name, updated=updated))
        item = _dataset_item(desk, named, data)
        if item is not None:
            return item
    return None


def _dataset_item(desk: Desk, dataset: Dataset, original: bytes) -> DatasetItem | None:
    """Make the dataset's charts and files; None when a chart of its metadata is wrong."""
    from sitegen.render.chart.automatic import automatic
    from sitegen.render.dataset_pages import DatasetItem, data_files

    site, meta = desk.shared.site, dataset.meta
    shelf = Shelf(dataset_url(desk.source.entry.key, meta.name))
    specs: tuple[ChartSpec, ...] = meta.charts
    if not specs and not meta.described:
        own = automatic(dataset.file.table)
        specs = (own,) if own else ()
    studio = Studio(cache=desk.shared.cache, t=site.t, address=site.address)
    charts: list[views.Chart] = []
    problems: list[Problem] = []
    for number, spec in enumerate(specs, start=1):
        place = ChartPlace(shelf=shelf, number=number, fallback_title=meta.title)
        chart, found = place_chart(spec, dataset.file.table, place, studio)
        problems.extend(found)
        if chart is not None:
            charts.append(chart)
    if not meta.described and any(is_error(problem.code) for problem in problems):
        problems, charts = [], []  # nobody asked for this chart: the page goes out without it
    if desk.report(meta.path, problems):
        return None
    _put_shelf(desk, meta.path, shelf)
    files = data_files(desk.source.entry.key, dataset, original)
    desk.trace(meta.path, (file.path for file in files))
    missing = tuple(name for name in WANTED if not getattr(meta, name))
    return DatasetItem(
        dataset=dataset,
        charts=tuple(charts),
        files=files,
        missing=missing,
        stand_in=meta.path in desk.stand_ins,
    )


def _dataset_summaries(made: _Made) -> tuple[DatasetSummary, ...]:
    if not made.datasets:
        return ()
    from sitegen.render.chart.svg import standalone_size
    from sitegen.render.dataset_pages import period

    return tuple(
        DatasetSummary(
            url=url,
            name=item.dataset.meta.name,
            title=item.dataset.meta.title,
            topics=item.dataset.meta.topics,
            period=period(item.dataset.meta),
            updated=item.dataset.meta.updated,
            rows=item.dataset.file.reading.rows,
            sentence=item.charts[0].sentence if item.charts else "",
            chart_url=f"{url}grafik-1.svg" if item.charts else "",
            chart_size=standalone_size(item.charts[0].width, item.charts[0].height)
            if item.charts
            else (0, 0),
            described=item.dataset.meta.described,
        )
        for item, url in made.datasets
    )


def _dataset_views(
    desk: Desk, made: _Made, summaries: tuple[DatasetSummary, ...]
) -> tuple[tuple[views.Chart, ...], tuple[views.DatasetCard, ...]]:
    """The key charts and the dataset cards of the unit's home page."""
    site = desk.shared.site
    charts: list[views.Chart] = []
    for item, url in made.datasets:
        if item.charts and item.dataset.meta.described and len(charts) < KEY_CHARTS:
            chart = item.charts[0]
            source = site.link(item.dataset.meta.title, url)
            charts.append(replace(chart, id=f"{item.dataset.meta.name}-{chart.id}", source=source))
    return tuple(charts), tuple(dataset_card(site, summary, None) for summary in summaries)


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


def _put_datasets(desk: Desk, unit: UnitContext, made: _Made) -> None:
    if not made.datasets:
        return
    from sitegen.render.dataset_pages import dataset_page

    for item, _ in made.datasets:
        desk.put(item.files)
        desk.put((dataset_page(unit, item),))


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


def _put_aliases(desk: Desk, made: _Made) -> None:
    """Write a redirect for each old address that is free and is not the city's or another's."""
    own = f"/{desk.source.entry.key}/"
    taken = {folded(path) for path in desk.outputs}
    named = [(i.report.path, i.report.title, i.summary.url, i.report.aliases) for i in made.reports]
    named += [
        (page.path, page.title, finished.draft.url, page.aliases)
        for finished, page in ((each, _page(each)) for each in made.pages)
    ]
    for path, title, url, aliases in named:
        for alias in aliases:
            target = output_path(alias)
            if not _ALIAS.fullmatch(alias) or not _free(target, own, taken):
                where = Where(path=path, field="alias")
                problem = Problem(code="M009", where=where, params=(("found", alias),))
                desk.report(path, (problem,))
                continue
            desk.put((redirect_page(desk.shared.site, alias, url, title),))
            taken.add(folded(target))
            desk.trace(path, (target,))


def _free(target: str, own: str, taken: Container[str]) -> bool:
    """Whether a redirect may be written to `target`: no page's, no file's, not the city's.

    `taken` are the unit's paths as `folded` gives them.
    """
    name = folded(target)
    first = name.partition("/")[0]
    if not f"/{target}".startswith(own) and (first in RESERVED or "." in first):
        return False
    above = [str(path) for path in PurePosixPath(name).parents]
    return name not in taken and not any(
        path in taken or path.endswith("index.html") for path in above
    )


def _unused_files(desk: Desk) -> None:
    """Warn of pictures and documents that no page shows, except beside texts that wait."""
    waiting = {path.rpartition("/")[0] for path in desk.held_back}
    waiting |= {skipped.path.rpartition("/")[0] for skipped in desk.skipped}
    codes = {"G005": desk.paths("image"), "M011": desk.paths("document")}
    for code, paths in codes.items():
        for path in paths:
            if path not in desk.used and path.rpartition("/")[0] not in waiting:
                desk.report(path, (Problem(code=code, where=Where(path=path)),))
