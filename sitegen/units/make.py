"""Making one unit: its content is finished, put on pages, and summarized for the city."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from sitegen.digest import digest
from sitegen.errors import is_fault
from sitegen.exports.feeds import unit_feeds
from sitegen.exports.sitemaps import unit_sitemaps
from sitegen.model import (
    FOREVER,
    Output,
    PageSummary,
    Problem,
    Relatives,
    Report,
    StandingPage,
    UnitResult,
    Where,
)
from sitegen.pages import views
from sitegen.pages.product import Planned
from sitegen.pages.report import ReportItem, neighbour_link, related_to, report_page
from sitegen.pages.site import SiteContext, report_card
from sitegen.pages.unit import UnitContents, unit_page
from sitegen.pages.unit_shared import UnitContext, archive_pages, standing_page, unit_context
from sitegen.privacy.gate import Screening, redacted, together
from sitegen.problems import is_error
from sitegen.problems.repeated import summed_up
from sitegen.reports.markdown.fragments import page_ids
from sitegen.reports.quality import late, meetings
from sitegen.units.context import BuildContext
from sitegen.units.datasets import (
    MadeDataset,
    UnitDatasets,
    cards,
    key_charts,
    known_dataset,
    make_dataset,
)
from sitegen.units.faults import Faults
from sitegen.units.finish import Finished, finish_texts
from sitegen.units.known import Entries, KnownDataset, Plain
from sitegen.units.read import UnitContent, without_faulty
from sitegen.units.redirects import Moved, redirects
from sitegen.units.rows import what_was_made
from sitegen.units.strands import UnitEntries, report_item, unit_strands
from sitegen.units.texts import TextReader, opened
from sitegen.units.traces import traces
from sitegen.units.weight import heavy_pages
from sitegen.urls import output_path, page_address, page_of


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReportPlan:
    """What a report's page shows of others: the links to its neighbours, and the numbers of related
    reports. `key` stands for all that the page is made from, "" if nothing does.
    """

    key: str
    links: tuple[views.Link | None, views.Link | None]
    related: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reports:
    """A unit's reports, newest first, and what their pages show of each other."""

    items: tuple[ReportItem, ...] = ()
    plans: tuple[_ReportPlan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """A unit's content with everything made that its pages contain; `reports` are newest first.

    `content` has the texts in the versions that could be finished. `missing` says that the unit's
    home page lacks a chart that may be there next time. `faults` collects the files over which the
    program fails.
    """

    content: UnitContent
    unit: UnitContext
    texts: tuple[Finished, ...]
    reports: tuple[ReportItem, ...]
    plans: tuple[_ReportPlan, ...]
    pages: tuple[tuple[StandingPage, Finished], ...]
    datasets: tuple[MadeDataset, ...]
    charts: tuple[views.Chart, ...]
    missing: bool
    faults: Faults

    @property
    def key(self) -> str:
        """The key of the unit."""
        return self.content.files.source.entry.key

    @property
    def again(self) -> bool:
        """Whether something failed or changed meanwhile, so that the next build has to try again."""
        return (
            self.missing
            or self.content.again
            or any(each.again for each in self.texts)
            or any(each.again for each in self.datasets)
        )


def make_unit(content: UnitContent, relatives: Relatives, context: BuildContext) -> UnitResult:
    """Return the pages, files, summary and problems of a unit.

    Only what the last build's work does not cover is made. Raises ThemeError when the theme is
    broken; any mistake in the unit's files becomes a problem. A file over which the program fails
    gives way to its earlier version, and the rest is made without it.
    """
    faults = Faults()
    try:
        made = _made(content, relatives, context, faults)
        content = made.content
        result = _result(made, context)
        if not faults.blamed:
            return result
    except BaseException as error:
        # What fails after a file was blamed may fail for the lack of it.
        if not (faults.blamed and is_fault(error)):
            raise
    return make_unit(without_faulty(content, faults.blamed, context), relatives, context)


def _result(made: _Made, context: BuildContext) -> UnitResult:
    content = made.content
    outputs, kept, clashes = _gathered(made, _files(made), content.known.before.online)
    paths = (*outputs, *kept)
    sitemaps = _sitemaps(made, paths, context)
    # Redirects are made after the sitemap, which leaves them out.
    taken = (*paths, *(output.path for output in sitemaps))
    published = tuple(_published(made))
    moved, refused = made.faults.among(
        lambda: redirects(published, taken, made.content.files, context),
        (
            (each.path, partial(redirects, (each,), taken, made.content.files, context))
            for each in published
        ),
    ) or ((), ())
    late_outputs = (*sitemaps, *(each.output for each in moved))
    outputs = {**outputs, **{output.path: output for output in late_outputs}}
    now, moments = context.now.timestamp(), made.content.moments
    held = _held_back(made)
    # Those of pages that were not made are not known: their texts are never taken over.
    heavy = tuple(heavy_pages(made.texts, made.datasets, outputs))
    return UnitResult(
        key=made.key,
        outputs=tuple(outputs[path] for path in sorted(outputs)),
        kept=tuple(sorted(kept)),
        strands=unit_strands(
            UnitEntries(
                entry=content.files.source.entry,
                profile=content.profile,
                reports=made.reports,
                pages=_page_entries(made),
                datasets=tuple(each.summary for each in made.datasets),
                sitemaps=tuple(f"/{output.path}" for output in sitemaps),
                ids=_ids(outputs, kept, content.known.before.entries),
                traces=traces(made.texts, made.datasets, moved),
                known=content.known.before.entries,
            )
        ),
        problems=_problems(made, (*clashes, *refused, *heavy)),
        skipped=made.content.skipped,
        held_back=held,
        contested=any(problem.code == "M022" for problem in refused),
        stand_ins=made.content.stand_ins,
        links=tuple(
            link
            for each in sorted(made.texts, key=lambda text: text.draft.source.path)
            if each.draft.source.path not in held
            for link in each.links
        ),
        made=what_was_made(
            made.content,
            made.texts,
            made.reports,
            made.datasets,
            {each.where.path for each in heavy},
        ),
        permitted=(
            *(key for each in made.content.chosen for key in each.permitted),
            *(key for each in made.texts for key in each.screening.used),
        ),
        refused=tuple(sorted(each.path for each in made.content.chosen if each.refused)),
        since=max((m for m in moments if m <= now), default=0.0),
        # 0.0: made from something other than what its fingerprint covers, or without something
        # that may work next time, so that the next build makes it again.
        until=0.0 if made.again else min((m for m in moments if m > now), default=FOREVER),
    )


def _made(
    content: UnitContent, relatives: Relatives, context: BuildContext, faults: Faults
) -> _Made:
    """The unit with its texts finished; those whose pages are to be made are read, if they are not."""
    reader = TextReader(
        files=content.files, context=context, gate=content.gate, known=content.known
    )
    published = UnitDatasets(
        chosen=content.datasets,
        files=content.files,
        context=context,
        gate=content.gate,
        known=content.known,
    )
    datasets = _datasets(published, faults)
    texts = content.texts
    finished: tuple[Finished, ...] = ()
    reports = _Reports()
    while True:
        texts, finished = finish_texts(texts, published, reader, finished)
        now = content.with_texts(texts)
        reports = _reports(now, finished, context.site, reports, faults)
        made = _put_together(now, relatives, finished, reports, datasets, published, faults)
        unread = _unread(made)
        if not unread:
            return made
        texts = opened(texts, unread, reader)


def _datasets(published: UnitDatasets, faults: Faults) -> tuple[MadeDataset, ...]:
    """The datasets, made unless their files and their page are published as they should be."""
    online = published.known.before.online
    made: list[MadeDataset] = []
    for each in published.chosen:
        value = each.value
        if isinstance(value, KnownDataset) and online(output_path(value.url), value.id):
            made.append(known_dataset(value))
        elif value and (read := published.get(value.name)):
            with faults.over(each.path):
                made.append(make_dataset(published.files, each, read, published.context))
    return tuple(made)


def _reports(
    content: UnitContent,
    finished: tuple[Finished, ...],
    site: SiteContext,
    before: _Reports,
    faults: Faults,
) -> _Reports:
    """The unit's reports for pages and lists; `before` are those of the last round."""
    files, known = content.files.by_path, content.known.before.entries
    last = {each.path: each.last(content.files) for each in content.texts.published}
    again = {item.report.path: item for item in before.items if item.known}
    items: list[ReportItem] = []
    for each in finished:
        if isinstance(each.draft.source, Report):
            path = each.draft.source.path
            item = again.get(path) if each.draft.known else None
            with faults.over(path):
                days = files[path].first, last[path]
                items.append(item or report_item(each, site, days, known))
    same = [(item.id, item.card) for item in items] == [(i.id, i.card) for i in before.items]
    plans = before.plans if same else _report_plans(site, items)
    return _Reports(items=tuple(items), plans=plans)


def _put_together(  # noqa: PLR0913 - all that a unit is made of
    content: UnitContent,
    relatives: Relatives,
    finished: tuple[Finished, ...],
    reports: _Reports,
    datasets: tuple[MadeDataset, ...],
    published: UnitDatasets,
    faults: Faults,
) -> _Made:
    site = published.context.site
    pages = tuple(
        (each.draft.source, each)
        for each in finished
        if isinstance(each.draft.source, StandingPage)
    )
    dates = [item.report.date for item in reports.items]
    dates += [each.summary.updated for each in datasets if each.summary.updated]
    dates += [page.updated for page, _ in pages if page.updated]
    newest = max(dates, default=date.min)
    head = partial(
        unit_context, site, content.files.source.entry, content.profile, relatives, newest
    )
    unit = faults.among(head, ((each.path, head) for each in content.profiles if each.value))
    if unit is None:
        raise LookupError(content.files.folder)  # made anew without the profile
    charts, missing = key_charts(datasets, published)
    # A dataset that is not there was changed between the scan and its reading.
    missing = missing or len(datasets) < sum(each.value is not None for each in published.chosen)
    return _Made(
        content=content,
        unit=replace(unit, id=content.known.unit),
        texts=finished,
        reports=reports.items,
        plans=reports.plans,
        pages=pages,
        datasets=datasets,
        charts=charts,
        missing=missing,
        faults=faults,
    )


def _published(made: _Made) -> Iterator[Moved]:
    """The texts and datasets that have a page, with the old addresses that authors wrote."""
    for text in made.texts:
        source, url = text.draft.source, text.draft.url
        yield Moved(path=source.path, url=url, title=source.title, aliases=source.aliases)
    for each in made.datasets:
        yield Moved(path=each.path, url=each.url, title=each.summary.title)


def _unread(made: _Made) -> list[str]:
    """The known texts whose pages have to be made after all, by path."""
    online = made.content.known.before.online
    known = {output_path(each.draft.url): each for each in made.texts if each.draft.known}
    return [
        known[page.path].draft.source.path
        for page in (*_report_pages(made), *_standing_pages(made))
        if page.path in known and not online(page.path, page.key)
    ]


def _ids(outputs: dict[str, Output], kept: Iterable[str], known: Entries) -> tuple[Plain, ...]:
    """The places in each page (`PageIds`), in the order of their paths."""
    found: dict[str, Plain] = {
        path: [url, list(ids)]
        for path, output in outputs.items()
        if (url := page_of(path)) and (ids := page_ids(output.body))
    }
    found |= {path: known.ids[url] for path in kept if (url := page_of(path)) in known.ids}
    return tuple(found[path] for path in sorted(found))


def _page_entries(made: _Made) -> tuple[PageSummary | Plain, ...]:
    files, known = made.content.files, made.content.known.before.entries
    last = {each.path: each.last(files) for each in made.content.texts.published}
    return tuple(
        known.pages[text.draft.url]
        if text.draft.known
        else PageSummary(
            url=text.draft.url,
            title=page.title,
            summary=page.summary or text.body.summary,
            classification=page.classification,
            updated=page.updated,
            first=files.by_path[page.path].first,
            last=last[page.path],
        )
        for page, text in made.pages
    )


def _files(made: _Made) -> Iterator[Planned | Output | str]:
    """All pages and files of the unit except sitemaps and redirects, files first.

    A path alone is that of a published file which holds.
    """
    for dataset in made.datasets:
        yield from dataset.outputs or dataset.files
    for text in made.texts:
        yield from text.outputs or text.files
    yield from _pages(made)


def _pages(made: _Made) -> Iterator[Planned | Output]:
    yield from made.faults.among(lambda: _lists(made), _parts(made)) or ()
    yield from _report_pages(made)
    yield from _standing_pages(made)
    yield from _dataset_pages(made)


def _lists(made: _Made) -> tuple[Planned | Output, ...]:
    """What shows many files at once: the unit's home page, its archives and its feeds."""
    unit, summaries = made.unit, tuple(item.summary for item in made.reports)
    contents = UnitContents(
        reports=summaries,
        pages=tuple(page for page, _ in made.pages),
        charts=made.charts,
        datasets=cards(unit.site, (each.summary for each in made.datasets)),
        stand_in=any(each.stand_in for each in made.content.profiles),
    )
    archives = archive_pages(
        unit, summaries, {each.summary.url: each.card for each in made.reports}
    )
    return (unit_page(unit, contents), *archives, *unit_feeds(unit, summaries))


def _parts(made: _Made) -> Iterator[tuple[str, Callable[[], object]]]:
    """The lists of each file alone, by its path; of the profile alone if it spoils all of them."""
    empty = replace(made, reports=(), pages=(), datasets=(), charts=())
    own = Faults()
    for path in (each.path for each in made.content.profiles if each.value):
        with own.over(path):
            _made_lists(empty)
        yield path, partial(_made_lists, empty)
    if own.problems:
        return
    for item in made.reports:
        yield item.report.path, partial(_made_lists, replace(empty, reports=(item,)))
    for pair in made.pages:
        yield pair[0].path, partial(_made_lists, replace(empty, pages=(pair,)))
    for each in made.datasets:
        charts = (each.chart,) if each.chart else ()
        alone = replace(empty, datasets=(each,), charts=charts)
        yield each.path, partial(_made_lists, alone)


def _made_lists(made: _Made) -> None:
    for each in _lists(made):
        if isinstance(each, Planned):
            each.make()


def _own_pages(made: _Made) -> dict[str, tuple[str, Callable[[], object] | None]]:
    """The source of each page that is made of one, and how it is made without its neighbours."""
    unit = made.unit
    found: dict[str, tuple[str, Callable[[], object] | None]] = {}
    for item in made.reports:
        alone = partial(_report_page, unit, item, (None, None), ())
        found[output_path(item.summary.url)] = (item.report.path, alone)
    for page, text in made.pages:
        alone = partial(standing_page, unit, page, text.body.html, (), stand_in=False)
        found[output_path(text.draft.url)] = (page.path, alone)
    return found | {output_path(each.url): (each.path, None) for each in made.datasets}


def _output(
    made: _Made, planned: Planned, own: dict[str, tuple[str, Callable[[], object] | None]]
) -> Output | None:
    """A page as it is made; None when the program fails over a file that it is made of."""
    if planned.path in own:
        path, alone = own[planned.path]
        output = made.faults.one(path, planned.make, alone)
    else:
        output = made.faults.among(planned.make, _parts(made))
    return replace(output, key=planned.key) if output else None


def _report_pages(made: _Made) -> Iterator[Planned]:
    for item, plan in zip(made.reports, made.plans, strict=True):
        related = tuple(made.reports[at] for at in plan.related)
        make = partial(_report_page, made.unit, item, plan.links, related)
        yield Planned(path=output_path(item.summary.url), key=plan.key, make=make)


def _report_plans(site: SiteContext, reports: list[ReportItem]) -> tuple[_ReportPlan, ...]:
    """What the page of each report shows of other reports."""
    links: list[views.Link | None] = [neighbour_link(site, item) for item in reports]
    names = [f"{link.label}\0{link.href}" if link else "" for link in (*links, None)]
    links.append(None)  # what is before the first one and after the last
    plans: list[_ReportPlan] = []
    for at, (item, related) in enumerate(zip(reports, related_to(reports), strict=True)):
        cards = (reports[each].card for each in related)
        key = digest(item.id, names[at + 1], names[at - 1], *cards) if item.id else ""
        plans.append(_ReportPlan(key=key, links=(links[at + 1], links[at - 1]), related=related))
    return tuple(plans)


def _report_page(
    unit: UnitContext,
    item: ReportItem,
    neighbours: tuple[views.Link | None, views.Link | None],
    related: tuple[ReportItem, ...],
) -> Output:
    near = tuple(report_card(unit.site, each.summary, None) for each in related)
    return report_page(unit, item, neighbours, near)


def _standing_pages(made: _Made) -> Iterator[Planned]:
    siblings = tuple(page for page, _ in made.pages)
    names = repr([(page.slug, page.title) for page in siblings])
    for page, text in made.pages:
        yield Planned(
            path=output_path(text.draft.url),
            key=digest(text.id, names) if text.id else "",
            make=partial(
                standing_page, made.unit, page, text.body.html, siblings, stand_in=text.stand_in
            ),
        )


def _dataset_pages(made: _Made) -> Iterator[Planned]:
    for each in made.datasets:
        yield Planned(
            path=output_path(each.url), key=each.id, make=partial(_dataset_page, made.unit, each)
        )


def _dataset_page(unit: UnitContext, made: MadeDataset) -> Output:
    from sitegen.pages.dataset import dataset_page

    if made.item is None:
        raise ValueError(made.path)  # only a page that is not published is made
    return dataset_page(unit, made.item)


def _gathered(
    unit: _Made,
    files: Iterable[Planned | Output | str],
    online: Callable[[str, str], bool],
) -> tuple[dict[str, Output], set[str], tuple[Problem, ...]]:
    """The outputs by path, made unless they are published, and the paths of those that are.

    Two different ones with one path are a problem, and the first is kept.
    """
    found: dict[str, Output] = {}
    kept: set[str] = set()
    problems: list[Problem] = []
    key, own = unit.key, _own_pages(unit)
    for each in files:
        path = each if isinstance(each, str) else each.path
        if isinstance(each, str) or (
            isinstance(each, Planned) and each.key and online(path, each.key)
        ):
            clash = path in found or path in kept
            kept.add(path)
        else:
            output = _output(unit, each, own) if isinstance(each, Planned) else each
            if output is None:
                continue
            clash = path in kept or found.setdefault(path, output).body != output.body
        if clash:
            url = page_address(path)
            where = Where(path=f"content/{key}")
            problems.append(Problem.of("S011", where, url=url, second=key, taken=url, first=key))
    return found, kept - found.keys(), tuple(problems)


def _sitemaps(made: _Made, paths: Iterable[str], context: BuildContext) -> tuple[Output, ...]:
    """The sitemaps of the unit's pages, with the dates from its files."""
    dates = {each.url: each.summary.updated for each in made.datasets}
    for summary in (item.summary for item in made.reports):
        dates[summary.url] = max(summary.date, summary.changed or summary.date)
    content = made.content
    last = {each.path: each.last(content.files) for each in content.texts.published}
    for page, text in made.pages:
        dates[text.draft.url] = page.updated or last[page.path]
    urls = sorted(url for path in paths if (url := page_of(path)))
    pages = tuple((url, dates.get(url)) for url in urls)
    return unit_sitemaps(context.site.address, made.key, pages)


def _held_back(made: _Made) -> tuple[str, ...]:
    """The paths of the files that are not published as they are, sorted."""
    others = (*made.content.unread, *(p for text in made.texts for p in text.beside))
    held = {each.path for each in made.content.chosen if each.held}
    return tuple(sorted(held | {p.where.path for p in others if is_error(p.code)}))


def _problems(made: _Made, later: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """All problems, each once and without personal data; many of one kind are summed up.

    Those of earlier versions are left out, since they can no longer be fixed.
    """
    content = made.content
    old = {each.path for each in content.stand_ins}
    found = [*content.unread, *(p for each in content.chosen for p in each.problems)]
    for text in made.texts:
        found += (*text.beside, *(() if text.stand_in else text.problems))
    found += [p for each in made.datasets if not each.stand_in for p in each.problems]
    found += [p for p in (*_quality(made), *later) if p.where.path not in old]
    found += _unused_files(made)
    screenings = _screenings(made)
    shown = (redacted(p, screenings.get(p.where.path)) for p in summed_up(found))
    return tuple(dict.fromkeys(shown))


def _screenings(made: _Made) -> dict[str, Screening]:
    """What the gate found in each current file."""
    found: dict[str, Screening] = {}
    later = ((text.draft.source.path, text.screening) for text in made.texts if not text.stand_in)
    for path, screening in (*(s for each in made.content.chosen for s in each.screenings), *later):
        if screening.problems:
            found[path] = together((found[path], screening)) if path in found else screening
    return found


def _quality(made: _Made) -> Iterator[Problem]:
    """Warn about reports published late, and about a unit that reports little but meetings."""
    files = made.content.files
    began = min((file.first for file in files.source.files if file.first), default=None)
    for item in made.reports:
        with made.faults.over(item.report.path):
            if problem := late(item.report, item.first, began):
                yield problem
    if problem := meetings([item.report for item in made.reports], files.folder):
        yield problem


def _unused_files(made: _Made) -> Iterator[Problem]:
    """Warn about pictures and documents that no page shows, except beside waiting texts."""
    paths = (*_held_back(made), *(skipped.path for skipped in made.content.skipped))
    waiting = {path.rpartition("/")[0] for path in paths}
    used = {path for text in made.texts for path in text.used}
    files = made.content.files
    for code, of_kind in (("G005", files.paths("image")), ("M011", files.paths("document"))):
        for path in of_kind:
            if path not in used and path.rpartition("/")[0] not in waiting:
                yield Problem.of(code, path)
