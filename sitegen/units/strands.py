"""The strands of a unit's summary, from what was made from its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from msgspec import Struct, field

from sitegen.digest import digest
from sitegen.model import (
    Activity,
    AgendaItem,
    AreaTable,
    CityFigure,
    ClarificationItem,
    DataRecord,
    DatasetSummary,
    Duty,
    InformationItem,
    Notice,
    Office,
    PageIds,
    PageSummary,
    Profile,
    ProgrammeItem,
    Report,
    ReportSummary,
    SearchTexts,
    Shared,
    SharedTable,
    Trace,
    UnitEntry,
)
from sitegen.pages.recent import recent_days
from sitegen.pages.report import ReportItem
from sitegen.pages.site import SiteContext, report_card
from sitegen.reports.notices import AT_ONCE, clarifies, last_day
from sitegen.store.record import dumps
from sitegen.units.duties import Announced, duties
from sitegen.units.finish import Finished
from sitegen.units.known import Entries, Plain
from sitegen.urls import archive_url

PERIODIC = "berkala"
# As many reports of a unit as a page of another one may show of a kind.
SHARED = 6


def report_item(
    finished: Finished,
    site: SiteContext,
    days: tuple[date | None, date | None],
    known: Entries,
) -> ReportItem:
    """Return a finished report with its entry for lists; it is that of `known` if nothing changed.

    `days` are those of its first and its last commit in git. Raises TypeError for other texts.
    """
    report, before = finished.draft.source, finished.draft.known
    if not isinstance(report, Report):
        raise TypeError(report.path)
    summary = known.reports[finished.draft.url] if before else _summary(report, finished, days)
    return ReportItem(
        report=report,
        summary=summary,
        body=finished.body.html,
        images=finished.images,
        first=days[0],
        last=days[1],
        stand_in=finished.stand_in,
        id=finished.id,
        card=before.card if before else digest(repr(report_card(site, summary, None))),
        known=before is not None,
    )


def _summary(
    report: Report, finished: Finished, days: tuple[date | None, date | None]
) -> ReportSummary:
    small, size, alt = finished.thumbnail
    return ReportSummary(
        url=finished.draft.url,
        title=report.title,
        date=report.date,
        event_date=report.event_date or report.date,
        kind=report.kind,
        topics=report.topics,
        summary=finished.card_words(),
        place=report.place,
        status=report.status,
        term=finished.draft.term,
        participants=report.participants.total if report.participants else None,
        budget=report.budget,
        thumbnail=small,
        thumbnail_alt=alt,
        thumbnail_size=size,
        published=report.published,
        first=days[0],
        changed=days[1],
        picture=finished.picture,
    )


class UnitEntries(Struct, frozen=True, kw_only=True):
    """What a unit publishes, as its strands have it; `reports` are newest first.

    `sitemaps` are addresses. `known` has the entries that the last build made.
    """

    entry: UnitEntry
    profile: Profile
    reports: tuple[ReportItem, ...] = ()
    pages: tuple[PageSummary, ...] = ()
    datasets: tuple[DatasetSummary, ...] = ()
    records: tuple[DataRecord, ...] = ()
    areas: tuple[AreaTable, ...] = ()
    figures: tuple[CityFigure, ...] = ()
    sitemaps: tuple[str, ...] = ()
    tables: tuple[SharedTable, ...] = ()
    search: SearchTexts = SearchTexts()
    ids: tuple[PageIds | Plain, ...] = ()
    traces: tuple[Trace, ...] = ()
    known: Entries = field(default_factory=Entries)
    today: date = date.min


def unit_strands(contents: UnitEntries) -> tuple[tuple[str, str], ...]:
    """Return the names and JSON of everything that the state keeps of a unit besides its record.

    These are the strands of its summary (`UnitSummary`), the ids in its pages and the traces of its
    sources. An entry of a report that was not made again is the one from before.
    """
    entry, known = contents.entry, contents.known
    reports: list[object] = []
    marks: list[str] = []
    activity: list[Activity] = []
    programmes: list[object] = []
    clarifications: list[object] = []
    for item in contents.reports:
        url = item.summary.url
        if item.known:
            reports.append(known.reports[url])
            marks.append(known.marks[url])
            activity.append(known.activity[url])
            if url in known.programmes:
                programmes.append(known.programmes[url])
            if url in known.clarifications:
                clarifications.append(known.clarifications[url])
            continue
        reports.append(item.summary)
        marks.append(report_mark(entry, item.summary))
        activity.append(_activity(item))
        programmes += _programme(item)
        clarifications += _clarification(item)
    information = (
        *reported_years(entry.key, activity),
        *_announcements(contents.reports, activity),
        *map(_of_page, contents.pages),
        *_of_datasets(contents.datasets),
    )
    agenda = tuple(own_agenda(contents.reports, contents.today))
    strands: dict[str, object] = {
        "reports": [reports, marks],
        "notices": tuple(own_notices(contents.reports)),
        "pages": contents.pages,
        "datasets": contents.datasets,
        "search": contents.search,
        "services": contents.profile.services,
        "shared": shared(contents.profile, contents.reports),
        "activity": activity,
        "agenda": agenda,
        "duties": _duties(contents, agenda),
        "information": [_contact(contents.profile), information],
        "office": _office(contents.profile),
        "programmes": programmes,
        "records": contents.records,
        "areas": contents.areas,
        "figures": contents.figures,
        "clarifications": clarifications,
        "sitemaps": contents.sitemaps,
        "tables": contents.tables,
        "ids": contents.ids,
        "traces": contents.traces,
    }
    return tuple((name, dumps(strands[name])) for name in sorted(strands))


def shared(profile: Profile, reports: Iterable[ReportItem]) -> Shared:
    """Return what the pages of other units show of this one; the reports are newest first."""
    summaries = [item.summary for item in reports]
    ahead = (each for each in summaries if each.status in {"rencana", "berjalan"})
    finished = (each for each in summaries if each.status == "selesai")
    said = (
        ("alamat", profile.address),
        ("jam", profile.hours),
        ("telepon", profile.phone),
        ("whatsapp", profile.whatsapp),
        ("email", profile.email),
    )
    return Shared(
        reports=len(summaries),
        latest=tuple(summaries[:SHARED]),
        recent=recent_days(each.date for each in summaries),
        ahead=tuple(islice(ahead, SHARED)),
        finished=tuple(islice(finished, SHARED)),
        services=tuple(service.name for service in profile.services),
        contact=tuple(pair for pair in said if pair[1]),
    )


def own_notices(reports: Iterable[ReportItem]) -> Iterator[Notice]:
    """Yield the urgent notices in force among these reports."""
    for item in reports:
        said = item.summary.term
        if item.report.urgent and said and said.name == "in-force":
            yield Notice(
                url=item.summary.url,
                title=item.report.title,
                summary=item.summary.summary,
                date=item.report.date,
                until=said.day,
            )


def own_agenda(reports: Iterable[ReportItem], today: date) -> Iterator[AgendaItem]:
    """Yield the activities that these reports announce and that are not over on this day, in order."""
    found = []
    for item in reports:
        report, summary = item.report, item.summary
        last = last_day(report)
        if last is None or last < today or summary.status == "selesai":
            continue
        found.append(
            AgendaItem(
                url=summary.url,
                title=report.title,
                first=summary.event_date,
                last=last,
                published=max(summary.changed or report.date, report.date),
                kind=report.kind,
                time=report.time,
                place=summary.place,
                summary=summary.summary,
            )
        )
    yield from sorted(found, key=lambda each: (each.first, each.time, each.url))


def report_mark(entry: UnitEntry, summary: ReportSummary) -> str:
    """Return a digest of everything that a page can show of a report and of its unit."""
    return digest(repr(entry), repr(summary))[:16]


def _contact(profile: Profile) -> tuple[tuple[str, str], ...]:
    """The officer for public information named in the profile, then the unit itself."""
    own = (
        ("alamat", profile.address),
        ("telepon", profile.phone),
        ("whatsapp", profile.whatsapp),
        ("email", profile.email),
    )
    given = dict(profile.ppid)
    return (*profile.ppid, *((name, text) for name, text in own if text and name not in given))


def _duties(contents: UnitEntries, agenda: tuple[AgendaItem, ...]) -> tuple[Duty, ...]:
    """What the unit must announce, with where it does."""
    known = contents.known.programmes
    programmes = (
        Duty(name="program", url=item.summary.url, day=item.summary.date)
        for item in contents.reports
        if (item.summary.url in known if item.known else _names_programme(item.report))
    )
    return duties(
        Announced(
            key=contents.entry.key,
            profile=contents.profile,
            pages=contents.pages,
            datasets=contents.datasets,
            agenda=agenda,
            programme=next(programmes, None),
            reported=bool(contents.reports),
        )
    )


def _names_programme(report: Report) -> bool:
    return bool(report.programme or report.account_code or report.budget is not None)


def _office(profile: Profile) -> Office:
    """What the monitor says of how the unit can be reached and who is responsible."""
    given = [name.casefold() for name, _ in profile.social]
    given += [
        name for name, text in (("whatsapp", profile.whatsapp), ("situs", profile.website)) if text
    ]
    return Office(
        channels=tuple(dict.fromkeys(given)),
        officer=dict(profile.ppid).get("pejabat", "") or profile.head_title,
        asked=_contact(profile),
        pause=profile.pause,
        paused=profile.paused,
    )


def _activity(item: ReportItem) -> Activity:
    report: Report = item.report
    return Activity(
        date=report.date, kind=report.kind, first=item.first, classification=report.classification
    )


def reported_years(key: str, activity: Iterable[Activity]) -> Iterator[InformationItem]:
    """Yield the reports of each year and class as one entry, the latest year first.

    Those that must be announced at once are none of them. Activities are information that is
    published periodically (UU 14/2008, article 9), if their reports do not say otherwise.
    """
    found: dict[tuple[int, str], list[date]] = {}
    for each in activity:
        if each.classification != AT_ONCE:
            name = each.classification or PERIODIC
            found.setdefault((each.date.year, name), []).append(each.date)
    for year, name in sorted(found, reverse=True):
        days = found[year, name]
        yield InformationItem(
            url=archive_url(key, year),
            title="",
            classification=name,
            date=max(days),
            form="report",
            first=min(days),
            count=len(days),
        )


def _announcements(
    reports: Iterable[ReportItem], activity: Iterable[Activity]
) -> Iterator[InformationItem]:
    """Yield the reports that had to be announced at once."""
    for item, each in zip(reports, activity, strict=True):
        if each.classification == AT_ONCE:
            yield InformationItem(
                url=item.summary.url,
                title=item.summary.title,
                classification=AT_ONCE,
                date=each.date,
                form="report",
            )


def _of_page(page: PageSummary) -> InformationItem:
    return InformationItem(
        url=page.url,
        title=page.title,
        classification=page.classification,
        date=page.updated or page.last,
        form="page",
    )


def _of_datasets(datasets: tuple[DatasetSummary, ...]) -> Iterator[InformationItem]:
    for dataset in datasets:
        yield InformationItem(
            url=dataset.url,
            title=dataset.title,
            classification=dataset.classification,
            date=dataset.updated,
            form="dataset",
            contact=dataset.contact,
            media_types=tuple(dict.fromkeys(file.media_type for file in dataset.files)),
        )


def _clarification(item: ReportItem) -> Iterator[ClarificationItem]:
    report: Report = item.report
    if clarifies(report):
        yield ClarificationItem(
            url=item.summary.url,
            title=report.title,
            date=report.date,
            until=report.until,
            claim=report.claim,
            truth=report.truth,
            references=report.references,
        )


def _programme(item: ReportItem) -> Iterator[ProgrammeItem]:
    report: Report = item.report
    if _names_programme(report):
        yield ProgrammeItem(
            url=item.summary.url,
            title=report.title,
            date=report.date,
            status=report.status,
            programme=report.programme,
            account_code=report.account_code,
            budget=report.budget,
            source=report.budget_source,
            result=report.result,
            thumbnail=item.summary.thumbnail,
            thumbnail_alt=item.summary.thumbnail_alt,
            thumbnail_size=item.summary.thumbnail_size,
        )
