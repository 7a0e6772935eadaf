"""Making one unit: its content is finished, put on pages, and summarized for the city."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from msgspec.structs import replace

from sitegen.city.schemas import Standards
from sitegen.datasets.lateness import turns
from sitegen.errors import is_fault
from sitegen.exports.sitemaps import unit_sitemaps
from sitegen.model import (
    FOREVER,
    Output,
    PageIds,
    PageSummary,
    Relatives,
    SiteLink,
    UnitResult,
    Where,
)
from sitegen.pages.minified import minified
from sitegen.pages.product import Planned
from sitegen.pages.recent import last_recent
from sitegen.pages.review import review_turns
from sitegen.pages.share import cards_end, report_picture
from sitegen.pages.unit_shared import unit_picture
from sitegen.reports.markdown.fragments import page_ids
from sitegen.reports.quality import leads_away
from sitegen.units.context import BuildContext, shown_around
from sitegen.units.datasets import UnitDatasets, table_versions
from sitegen.units.faults import Faults
from sitegen.units.finish import Finished, finish_texts
from sitegen.units.known import Entries, Plain
from sitegen.units.parts import (
    UnitParts,
    UnitReports,
    made_datasets,
    put_together,
    unit_reports,
)
from sitegen.units.read import UnitContent, without_faulty
from sitegen.units.redirects import Moved, Redirect, redirects
from sitegen.units.remarks import held_back_files, unit_problems
from sitegen.units.rows import what_was_made
from sitegen.units.search_texts import search_texts
from sitegen.units.shared_tables import shared_tables
from sitegen.units.strands import UnitEntries, unit_strands
from sitegen.units.texts import TextReader, opened
from sitegen.units.traces import traces
from sitegen.units.unit_pages import files_of_unit, gathered, report_pages, standing_pages
from sitegen.units.weight import heavy_pages
from sitegen.urls import lobby_url, output_path, page_of


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
        result = replace(_result(made, context), around=shown_around(relatives.around))
        if not faults.blamed:
            return result
    except BaseException as error:
        # What fails after a file was blamed may fail for the lack of it.
        if not (faults.blamed and is_fault(error)):
            raise
    return make_unit(without_faulty(content, faults.blamed, context), relatives, context)


def _result(made: UnitParts, context: BuildContext) -> UnitResult:
    content = made.content
    outputs, kept, clashes = gathered(
        made, files_of_unit(made, context.cache), content.known.before.online
    )
    paths = (*outputs, *kept)
    sitemaps = _sitemaps(made, paths, context)
    # Redirects are made after the sitemap, which leaves them out.
    taken = (*paths, *(output.path for output in sitemaps))
    published = tuple(_published(made))
    moved, refused = made.faults.among(
        lambda: redirects(published, taken, made.content.files, context, made.former),
        (
            (
                each.path,
                partial(redirects, (each,), taken, made.content.files, context, made.former),
            )
            for each in published
        ),
    ) or ((), ())
    late_outputs = (*sitemaps, *(each.output for each in moved))
    outputs = {**outputs, **{output.path: output for output in late_outputs}}
    held = held_back_files(made)
    since, until = _validity(made, context.now)
    sent = _as_sent(outputs, context)
    # Those of pages that were not made are not known: their texts are never taken over.
    heavy = tuple(heavy_pages(made.texts, made.datasets, sent))
    return UnitResult(
        key=made.key,
        outputs=tuple(sent[path] for path in sorted(sent)),
        kept=tuple(sorted(kept)),
        strands=_strands(made, (outputs, kept), sitemaps, moved, context.standards),
        problems=unit_problems(made, (*clashes, *refused, *heavy)),
        skipped=made.content.skipped,
        held_back=held,
        contested=any(problem.code == "M022" for problem in refused),
        stand_ins=made.content.stand_ins,
        links=tuple(
            link
            for each in sorted(made.texts, key=lambda text: text.draft.source.path)
            if each.draft.source.path not in held
            for link in each.links
        )
        + made.services.links
        + tuple(_successors(made, context)),
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
        since=since,
        until=until,
    )


def _as_sent(outputs: dict[str, Output], context: BuildContext) -> dict[str, Output]:
    """The files as they are published; last, since ids are looked for in pages as they are made."""
    if not context.minify:
        return outputs
    return {path: minified(output) for path, output in outputs.items()}


def _strands(
    made: UnitParts,
    files: tuple[dict[str, Output], Iterable[str]],
    sitemaps: tuple[Output, ...],
    moved: tuple[Redirect, ...],
    standards: Standards,
) -> tuple[tuple[str, str], ...]:
    """What the state keeps of the unit besides its record; `files` are those made and those kept."""
    content, known = made.content, made.content.known.before.entries
    entries = UnitEntries(
        entry=content.files.source.entry,
        profile=made.unit.profile,
        reports=made.reports,
        pages=_page_entries(made),
        datasets=tuple(each.summary for each in made.datasets),
        records=tuple(each.record for each in made.datasets),
        areas=tuple(table for each in made.datasets for table in each.areas),
        figures=tuple(made.figures.found),
        sitemaps=tuple(f"/{output.path}" for output in sitemaps),
        tables=shared_tables(made, standards),
        search=search_texts(made),
        ids=_ids(*files, known),
        traces=traces(
            made.texts,
            made.datasets,
            moved,
            ((p.path, each) for p in content.profiles for each in made.unit.profile.services),
        ),
        known=known,
        today=made.today,
    )
    return unit_strands(entries)


def _validity(made: UnitParts, clock: datetime) -> tuple[float, float]:
    """From when until before when the result holds, in seconds since 1970.

    The second is 0.0 if it was made from something other than what its fingerprint covers, or without
    something that may work next time, so that the next build makes it again.
    """
    now = clock.timestamp()
    days = [notice.until for notice, _ in made.around.notices if notice.until < date.max]
    days += [item.last for item, _ in made.around.coming if item.last < date.max]
    if made.around.recent:  # it says how much is recent, until that is over
        days += [last_recent(item.summary.date) for item in made.reports]
    if not made.unit.site.all_cards:  # some reports have a drawn picture until then
        ends_of_cards = {
            cards_end(item.summary.date) - timedelta(days=1)
            for item, plan in zip(made.reports, made.plans, strict=True)
            if plan.carded
        }
        days += ends_of_cards
    ends = (datetime.combine(day + timedelta(days=1), time.min, clock.tzinfo) for day in days)
    summaries = (each.summary for each in made.datasets)
    late = (turns(each.promised, each.period_end, made.today) for each in summaries)
    begins = [datetime.combine(day, time.min, clock.tzinfo) for days in late for day in days]
    reviews = (
        *(each.summary.review for each in made.datasets),
        *(each.review for each in made.unit.profile.services),
    )
    begins += (datetime.combine(d, time.min, clock.tzinfo) for d in review_turns(reviews))
    days_of = (each.timestamp() for each in (*ends, *begins))
    moments = (*made.content.moments, *days_of)
    since = max((m for m in moments if m <= now), default=0.0)
    return since, 0.0 if made.again else min((m for m in moments if m > now), default=FOREVER)


def _made(
    content: UnitContent, relatives: Relatives, context: BuildContext, faults: Faults
) -> UnitParts:
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
    datasets = made_datasets(published, faults)
    texts = content.texts
    finished: tuple[Finished, ...] = ()
    reports = UnitReports()
    while True:
        texts, finished = finish_texts(texts, published, reader, finished)
        now = content.with_texts(texts)
        reports = unit_reports(now, finished, context, reports, faults)
        made = put_together(now, relatives, finished, reports, datasets, published, faults)
        unread = _unread(made)
        if not unread:
            return made
        texts = opened(texts, unread, reader)


def _unread(made: UnitParts) -> list[str]:
    """The known texts whose pages have to be made after all, by path."""
    pages = (*report_pages(made), *standing_pages(made))
    planned = {page.path for page in pages if isinstance(page, Planned)}
    known = (each.draft for each in made.texts if each.draft.known)
    return [draft.source.path for draft in known if output_path(draft.url) in planned]


def _published(made: UnitParts) -> Iterator[Moved]:
    """The texts and datasets that have a page, with the old addresses that authors wrote."""
    reports = {
        item.summary.url: (item.summary, plan.carded)
        for item, plan in zip(made.reports, made.plans, strict=True)
    }
    name, known = made.unit.masthead.name, made.content.known.before.entries
    for text in made.texts:
        source, url = text.draft.source, text.draft.url
        title, picture = source.title, unit_picture(made.unit)
        if url in reports:
            report, carded = reports[url]
            words = report.summary
            picture = report_picture(made.unit, report, carded=carded) or picture
        else:
            title = f"{title} - {name}"
            words = known.pages[url].summary if text.draft.known else text.card_words()
        yield Moved(
            path=source.path,
            url=url,
            title=title,
            aliases=source.aliases,
            shown=(words, picture),
        )
    for each in made.datasets:
        own = each.summary
        yield Moved(
            path=each.path,
            url=each.url,
            title=f"{own.title} - {name}",
            shown=(
                own.description or own.sentence or own.title,
                own.picture or unit_picture(made.unit),
            ),
        )


def _successors(made: UnitParts, context: BuildContext) -> Iterator[SiteLink]:
    """Yield the links to what takes the place of datasets that are continued no more."""
    files = made.content.files
    for each in made.datasets:
        ended = each.summary.retired
        if ended and ended.successor.startswith("/"):
            path = table_versions(files, each.path, context).paths[-1]
            yield SiteLink(where=Where(path=path, field="pengganti"), url=ended.successor)


def _ids(
    outputs: dict[str, Output], kept: Iterable[str], known: Entries
) -> tuple[PageIds | Plain, ...]:
    """The places in each page (`PageIds`), in the order of their paths."""
    found: dict[str, PageIds | Plain] = {
        path: PageIds(url=url, ids=ids)
        for path, output in outputs.items()
        if (url := page_of(path)) and (ids := page_ids(output.body))
    }
    found |= {path: known.ids[url] for path in kept if (url := page_of(path)) in known.ids}
    return tuple(found[path] for path in sorted(found))


# Problems of links that lead to nothing.
_DEAD = frozenset({"M004"})


def _page_entries(made: UnitParts) -> tuple[PageSummary, ...]:
    files, known = made.content.files, made.content.known.before.entries
    last = {each.path: each.last(files) for each in made.content.texts.published}
    return tuple(
        known.pages[text.draft.url]
        if text.draft.known
        else PageSummary(
            url=text.draft.url,
            title=page.title,
            summary=text.card_words(),
            classification=page.classification,
            updated=page.updated,
            first=files.by_path[page.path].first,
            last=last[page.path],
            duties=page.duties,
            review=page.review,
            away=leads_away(page.body) or any(each.code in _DEAD for each in text.problems),
        )
        for page, text in made.pages
    )


def _sitemaps(made: UnitParts, paths: Iterable[str], context: BuildContext) -> tuple[Output, ...]:
    """The sitemaps of the unit's pages, with the dates from its files."""
    dates = {each.url: each.summary.updated for each in made.datasets}
    for summary in (item.summary for item in made.reports):
        dates[summary.url] = max(summary.date, summary.changed or summary.date)
    content = made.content
    last = {each.path: each.last(content.files) for each in content.texts.published}
    for page, text in made.pages:
        dates[text.draft.url] = page.updated or last[page.path]
    screen = lobby_url(made.key)  # not for search engines
    urls = sorted(url for path in paths if (url := page_of(path)) and url != screen)
    pages = tuple((url, dates.get(url)) for url in urls)
    return unit_sitemaps(context.site.address, made.key, pages)
