"""Making one unit: its content is finished, put on pages, and summarized for the city."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sitegen.exports.feeds import unit_feeds
from sitegen.exports.sitemaps import unit_sitemaps
from sitegen.model import (
    FOREVER,
    DatasetSummary,
    Output,
    PageIds,
    PageSummary,
    Problem,
    Relatives,
    Report,
    StandingPage,
    UnitResult,
    Where,
)
from sitegen.pages.report import ReportItem, related_to, report_page
from sitegen.pages.unit import UnitContents, unit_page
from sitegen.pages.unit_shared import UnitContext, archive_pages, standing_page, unit_context
from sitegen.privacy.gate import Screening, redacted, together
from sitegen.problems import is_error
from sitegen.problems.repeated import summed_up
from sitegen.reports.markdown.fragments import page_ids
from sitegen.reports.quality import late, meetings
from sitegen.units.context import BuildContext
from sitegen.units.datasets import MadeDataset, cards, key_charts, make_dataset, summarised
from sitegen.units.finish import Finished, finish_texts
from sitegen.units.read import UnitContent
from sitegen.units.redirects import redirects
from sitegen.units.strands import report_item, unit_summary
from sitegen.units.traces import traces
from sitegen.units.weight import heavy_pages
from sitegen.urls import page_address, page_of


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """A unit's content with everything made that its pages contain; `reports` are newest first.

    `content` has the texts in the versions that could be finished.
    """

    content: UnitContent
    texts: tuple[Finished, ...]
    reports: tuple[ReportItem, ...]
    pages: tuple[tuple[StandingPage, Finished], ...]
    datasets: tuple[MadeDataset, ...]
    summaries: tuple[DatasetSummary, ...]

    @property
    def key(self) -> str:
        """The key of the unit."""
        return self.content.files.source.entry.key


def make_unit(content: UnitContent, relatives: Relatives, context: BuildContext) -> UnitResult:
    """Return the pages, files, summary and problems of a unit.

    Raises ThemeError when the theme is broken; any mistake in the unit's files becomes a problem.
    """
    made = _made(content, context)
    unit = _context(made, relatives, context)
    outputs, clashes = _gathered(made.key, _outputs(made, unit))
    sitemaps = _sitemaps(made, outputs, context)
    # Redirects are made after the sitemap, which leaves them out.
    drafts = tuple(each.draft for each in made.texts)
    taken = (*outputs, *(output.path for output in sitemaps))
    moved, refused = redirects(drafts, taken, made.key, context)
    late_outputs = (*sitemaps, *(each.output for each in moved))
    outputs = {**outputs, **{output.path: output for output in late_outputs}}
    now, moments = context.now.timestamp(), made.content.moments
    again = made.content.moved or any(
        (*(each.again for each in made.texts), *(bool(each.problems) for each in made.datasets))
    )
    held = _held_back(made)
    return UnitResult(
        key=made.key,
        outputs=tuple(outputs[path] for path in sorted(outputs)),
        summary=unit_summary(
            content.files.source.entry,
            content.profile,
            reports=made.reports,
            pages=_page_summaries(made),
            datasets=made.summaries,
            sitemaps=tuple(f"/{output.path}" for output in sitemaps),
        ),
        problems=_problems(
            made, (*clashes, *refused, *heavy_pages(made.texts, made.datasets, outputs))
        ),
        skipped=made.content.skipped,
        held_back=held,
        stand_ins=made.content.stand_ins,
        links=tuple(
            link
            for each in sorted(made.texts, key=lambda text: text.draft.source.path)
            if each.draft.source.path not in held
            for link in each.links
        ),
        ids=tuple(
            PageIds(url=url, ids=ids)
            for path in sorted(outputs)
            if (url := page_of(path)) and (ids := page_ids(outputs[path].body))
        ),
        traces=traces(made.texts, made.datasets, moved),
        permitted=(
            *(key for each in made.content.chosen for key in each.permitted),
            *(key for each in made.texts for key in each.screening.used),
        ),
        refused=tuple(sorted(each.path for each in made.content.chosen if each.refused)),
        since=max((m for m in moments if m <= now), default=0.0),
        # 0.0: made from something other than what its fingerprint covers, or without something
        # # that may work next time, so that the next build makes it again.
        until=0.0 if again else min((m for m in moments if m > now), default=FOREVER),
    )


def _made(content: UnitContent, context: BuildContext) -> _Made:
    read = [(each, each.value) for each in content.datasets if each.value]
    texts, finished = finish_texts(
        content.texts, tuple(value for _, value in read), content.files, context, content.gate
    )
    key, files = content.files.source.entry.key, content.files.by_path
    last = {each.path: each.last(content.files) for each in texts.published}
    reports = tuple(
        report_item(
            each.draft.source,
            each,
            context.site,
            files[each.draft.source.path].first,
            last[each.draft.source.path],
        )
        for each in finished
        if isinstance(each.draft.source, Report)
    )
    datasets = tuple(make_dataset(content.files, chosen, value, context) for chosen, value in read)
    return _Made(
        content=content.with_texts(texts),
        texts=finished,
        reports=reports,
        pages=tuple(
            (each.draft.source, each)
            for each in finished
            if isinstance(each.draft.source, StandingPage)
        ),
        datasets=datasets,
        summaries=summarised(key, datasets),
    )


def _page_summaries(made: _Made) -> tuple[PageSummary, ...]:
    files = made.content.files
    last = {each.path: each.last(files) for each in made.content.texts.published}
    return tuple(
        PageSummary(
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


def _context(made: _Made, relatives: Relatives, context: BuildContext) -> UnitContext:
    dates = [item.report.date for item in made.reports]
    dates += [each.updated for each in made.summaries if each.updated]
    dates += [page.updated for page, _ in made.pages if page.updated]
    entry, profile = made.content.files.source.entry, made.content.profile
    return unit_context(context.site, entry, profile, relatives, max(dates, default=date.min))


def _outputs(made: _Made, unit: UnitContext) -> Iterator[Output]:
    """All pages and files of the unit except sitemaps and redirects, files first."""
    for dataset in made.datasets:
        yield from dataset.outputs
    for text in made.texts:
        yield from text.outputs
    summaries = tuple(item.summary for item in made.reports)
    contents = UnitContents(
        reports=summaries,
        pages=tuple(page for page, _ in made.pages),
        charts=key_charts(unit.site, made.datasets),
        datasets=cards(unit.site, made.summaries),
        stand_in=any(each.stand_in for each in made.content.profiles),
    )
    yield unit_page(unit, contents)
    yield from archive_pages(unit, summaries)
    yield from _report_pages(made, unit)
    siblings = tuple(page for page, _ in made.pages)
    for page, text in made.pages:
        yield standing_page(unit, page, text.body.html, siblings, stand_in=text.stand_in)
    if made.datasets:
        from sitegen.pages.dataset import dataset_page

        for dataset in made.datasets:
            yield dataset_page(unit, dataset.item)
    yield from unit_feeds(unit, summaries)


def _report_pages(made: _Made, unit: UnitContext) -> Iterator[Output]:
    for at, item in enumerate(made.reports):
        newer = made.reports[at - 1] if at else None
        older = made.reports[at + 1] if at + 1 < len(made.reports) else None
        yield report_page(unit, item, (older, newer), related_to(item, made.reports[at + 1 :]))


def _gathered(key: str, outputs: Iterable[Output]) -> tuple[dict[str, Output], tuple[Problem, ...]]:
    """Outputs by path; two different ones with one path are a problem, and the first is kept."""
    found: dict[str, Output] = {}
    problems: list[Problem] = []
    for output in outputs:
        if found.setdefault(output.path, output).body != output.body:
            url = page_address(output.path)
            where = Where(path=f"content/{key}")
            problems.append(Problem.of("S011", where, url=url, second=key, taken=url, first=key))
    return found, tuple(problems)


def _sitemaps(made: _Made, paths: Iterable[str], context: BuildContext) -> tuple[Output, ...]:
    """The sitemaps of the unit's pages, with the dates from its files."""
    dates = {each.url: each.updated for each in made.summaries}
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
    found += [p for each in made.datasets if not each.item.stand_in for p in each.problems]
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
