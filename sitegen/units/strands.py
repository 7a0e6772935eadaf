"""The strands of a unit's summary, from what was made from its files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sitegen.digest import digest
from sitegen.model import (
    Activity,
    DatasetSummary,
    Information,
    InformationItem,
    PageSummary,
    Profile,
    ProgrammeItem,
    Report,
    Reports,
    ReportSummary,
    UnitEntry,
    UnitSummary,
)
from sitegen.pages.report import ReportItem
from sitegen.pages.site import SiteContext, report_card
from sitegen.units.finish import Finished


def report_item(
    report: Report, finished: Finished, site: SiteContext, days: tuple[date | None, date | None]
) -> ReportItem:
    """Return a finished report with its entry for lists.

    `days` are those of its first and its last commit in git.
    """
    first, last = days
    known = finished.draft.known
    small, size, alt = finished.thumbnail
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
        urgent_until=report.expires if report.classification == "serta-merta" else None,
        participants=report.participants.total if report.participants else None,
        budget=report.budget,
        thumbnail=small,
        thumbnail_alt=alt,
        thumbnail_size=size,
        published=report.published,
        changed=last,
    )
    return ReportItem(
        report=report,
        summary=summary,
        body=finished.body.html,
        images=finished.images,
        share_image=finished.share,
        first=first,
        last=last,
        stand_in=finished.stand_in,
        id=finished.id,
        card=known.card if known else digest(repr(report_card(site, summary, None))),
    )


def unit_summary(
    entry: UnitEntry,
    profile: Profile,
    *,
    reports: tuple[ReportItem, ...] = (),
    pages: tuple[PageSummary, ...] = (),
    datasets: tuple[DatasetSummary, ...] = (),
    sitemaps: tuple[str, ...] = (),
) -> UnitSummary:
    """Return the summary of a unit; `reports` are newest first, `sitemaps` are addresses."""
    summaries = tuple(item.summary for item in reports)
    return UnitSummary(
        key=entry.key,
        reports=Reports(
            items=summaries, marks=tuple(report_mark(entry, summary) for summary in summaries)
        ),
        pages=pages,
        datasets=datasets,
        services=profile.services,
        activity=tuple(Activity(date=item.report.date, kind=item.report.kind) for item in reports),
        information=Information(
            contact=_contact(profile),
            items=(*_of_reports(reports), *_of_pages(pages), *_of_datasets(datasets)),
        ),
        programmes=tuple(_programmes(reports)),
        sitemaps=sitemaps,
    )


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


def _of_reports(reports: tuple[ReportItem, ...]) -> Iterator[InformationItem]:
    for item in reports:
        report: Report = item.report
        yield InformationItem(
            url=item.summary.url,
            title=report.title,
            classification=report.classification,
            date=report.date,
            form="report",
            contact=report.contact,
        )


def _of_pages(pages: tuple[PageSummary, ...]) -> Iterator[InformationItem]:
    for page in pages:
        yield InformationItem(
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


def _programmes(reports: tuple[ReportItem, ...]) -> Iterator[ProgrammeItem]:
    for item in reports:
        report = item.report
        if report.programme or report.account_code or report.budget is not None:
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
            )
