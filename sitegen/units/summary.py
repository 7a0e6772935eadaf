"""What the rest of the city, and a unit's own lists, need of what the unit publishes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sitegen.digest import digest
from sitegen.model import (
    DatasetSummary,
    Output,
    Profile,
    Report,
    ReportSummary,
    UnitEntry,
    UnitSummary,
)
from sitegen.pages.report import ReportItem
from sitegen.pages.site import SiteContext
from sitegen.units.finish import Finished


def report_item(
    report: Report, finished: Finished, site: SiteContext, first: date | None, last: date | None
) -> ReportItem:
    """Return a finished report with its entry for lists.

    `first` and `last` are the days on which git first had it and last changed it.
    """
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
    share = ""
    if finished.images:
        share = site.address.absolute(finished.images[0].src.removeprefix(site.address.prefix))
    return ReportItem(
        report=report,
        summary=summary,
        body=finished.body.html,
        images=finished.images,
        share_image=share,
        first=first,
        last=last,
        stand_in=finished.stand_in,
    )


def unit_summary(
    entry: UnitEntry,
    profile: Profile,
    reports: Iterable[ReportItem],
    datasets: tuple[DatasetSummary, ...],
    pages: int,
    sitemaps: Iterable[Output],
) -> UnitSummary:
    """Return all that the city's pages need of a unit."""
    summaries = tuple(item.summary for item in reports)
    return UnitSummary(
        key=entry.key,
        short_name=profile.short_name,
        reports=summaries,
        marks=tuple(digest(repr(entry), repr(summary))[:16] for summary in summaries),
        datasets=datasets,
        pages=pages,
        sitemaps=tuple(f"/{output.path}" for output in sitemaps),
    )
