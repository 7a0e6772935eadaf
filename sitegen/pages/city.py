"""What the city's pages are made of: the units' summaries and the register."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time

from sitegen.digest import digest
from sitegen.model import (
    DatasetSummary,
    Output,
    ReportSummary,
    UnitEntry,
    UnitKind,
    UnitSummary,
)
from sitegen.pages import views, wording
from sitegen.pages.site import (
    SiteContext,
    report_card,
    report_row,
    unit_name,
)
from sitegen.urls import output_path, unit_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A report, the unit that published it, and a digest of all that pages show of both."""

    report: ReportSummary
    entry: UnitEntry
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """A page of the city that may have to be made.

    `key` stands for all that it is made from besides the site's own settings; "" where that
    would cost as much to tell as the page itself, which is then made every time.
    """

    path: str
    key: str
    make: Callable[[], Output]


def planned(url: str, parts: tuple[str, ...], make: Callable[[], Output]) -> Planned:
    """Return the plan of the page at `url`, whose contents depend on `parts`."""
    return Planned(output_path(url), digest(*parts) if parts else "", make)


def marks(items: Iterable[Listed]) -> str:
    """Return a text that differs whenever one of these reports, or their order, does."""
    return "".join([item.mark for item in items])


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """All that the city's pages are made of.

    `entries` are the units with pages, in the order of the register; closed ones keep their pages
    and stand in no directory. `tiles` are the places of kecamatan on the tile map by area code,
    as (row, column).
    """

    site: SiteContext
    entries: tuple[UnitEntry, ...]
    summaries: tuple[UnitSummary, ...]
    tiles: tuple[tuple[str, tuple[int, int]], ...]
    today: date

    def active(self, kind: UnitKind) -> tuple[UnitEntry, ...]:
        """Return the units of a kind that are not closed."""
        return tuple(entry for entry in self.entries if entry.kind == kind and entry.active)

    def by_key(self) -> dict[str, UnitEntry]:
        """Return the units by their key."""
        return {entry.key: entry for entry in self.entries}

    def listed(self) -> tuple[Listed, ...]:
        """Return all reports, newest first; those of one day without a time by their addresses."""
        entries = self.by_key()
        found = [
            Listed(report=report, entry=entries[summary.key], mark=mark)
            for summary in self.summaries
            for report, mark in zip(summary.reports, summary.marks, strict=True)
        ]
        found.sort(key=lambda item: item.report.url)
        found.sort(key=_hour, reverse=True)
        found.sort(key=lambda item: item.report.date, reverse=True)
        return tuple(found)

    def datasets(self) -> tuple[tuple[DatasetSummary, UnitEntry], ...]:
        """Return all datasets with their units, in the order of the register."""
        entries = self.by_key()
        return tuple(
            (dataset, entries[summary.key])
            for summary in self.summaries
            for dataset in summary.datasets
        )


def _hour(item: Listed) -> time:
    return item.report.published.time() if item.report.published else time.min


def card(city: City, item: Listed) -> views.ReportCard:
    """Return a report as a card that names its unit."""
    unit = city.site.link(unit_name(item.entry, city.site.t), unit_url(item.entry.key))
    return report_card(city.site, item.report, unit)


def row(site: SiteContext, item: Listed) -> views.ReportRow:
    """Return a report as a row that names its unit."""
    unit = site.link(unit_name(item.entry, site.t), unit_url(item.entry.key))
    return report_row(site, item.report, unit)


def dataset_card(
    site: SiteContext, dataset: DatasetSummary, unit: views.Link | None
) -> views.DatasetCard:
    """Return a dataset as a card; `unit` is None on the unit's own pages."""
    return views.DatasetCard(
        href=site.address.href(dataset.url),
        title=dataset.title,
        sentence=dataset.sentence,
        period=dataset.period,
        rows=wording.whole(dataset.rows, site.lang),
        unit=unit,
        chart=site.address.href(dataset.chart_url) if dataset.chart_url else "",
        chart_width=dataset.chart_size[0],
        chart_height=dataset.chart_size[1],
        described=dataset.described,
    )
