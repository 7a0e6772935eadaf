"""What the city's pages are made from: the strands of the units' summaries and the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, overload

from msgspec import Struct

from sitegen.city.boundaries import Boundaries
from sitegen.city.complaints import Complaints
from sitegen.city.dip import PaperEntries
from sitegen.city.holidays import Holidays
from sitegen.city.old_addresses import OldAddress
from sitegen.city.removed_datasets import Removed
from sitegen.city.removed_rows import RemovedRow
from sitegen.city.requests import Requests
from sitegen.city.schemas import Schema
from sitegen.city.tiles import Tiles
from sitegen.model import (
    Activity,
    AgendaItem,
    AreaTable,
    CityFigure,
    ClarificationItem,
    DataRecord,
    DatasetSummary,
    Duty,
    Former,
    Information,
    Notice,
    Office,
    Output,
    PageSummary,
    ProgrammeItem,
    Reports,
    ReportSummary,
    SearchTexts,
    Service,
    Shared,
    SharedTable,
    StrandName,
    UnitEntry,
)
from sitegen.pages import views, wording
from sitegen.pages.site import (
    SiteContext,
    report_card,
    report_row,
    unit_name,
)
from sitegen.urls import unit_url

if TYPE_CHECKING:
    from sitegen.charts.data import ChartData
    from sitegen.charts.drawn import DrawnChart

Kind = TypeVar("Kind")
OfUnits: TypeAlias = tuple[tuple[UnitEntry, Kind], ...]
# What a product of the city can be made from, besides the site's settings and the register.
ReadingName: TypeAlias = (
    StrandName
    | Literal[
        "today",
        "drafts",
        "tiles",
        "boundaries",
        "paper",
        "holidays",
        "requests",
        "complaints",
        "held",
        "addresses",
        "assets",
        "root",
        "former",
        "old_addresses",
        "removed",
        "withdrawn",
        "digests",
        "table_digests",
        "schemas",
        "files",
        "drawings",
    ]
)


class FileDigest(Struct, frozen=True, kw_only=True):
    """A file of the site: the SHA-256 of its bytes in hexadecimal, and its size in bytes."""

    digest: str
    size: int


class NotAtHand(LookupError):  # noqa: N818 - no mistake: it comes with the next build
    """A published file cannot be read now; what is made from it is made by the next build."""


class PublishedFiles(Struct, frozen=True, kw_only=True):
    """The files of units, of which products name those that they copy with their digests.

    `read` returns the bytes of the file at an address from the site's root that have a digest, and raises
    NotAtHand.
    """

    read: Callable[[str, str], bytes]


class NothingToMake(LookupError):  # noqa: N818 - no mistake: what it is made from does not allow it
    """There is no such file, which is known only when it is made: a picture of a table without a chart."""


class Drawings(Struct, frozen=True, kw_only=True):
    """The drawing of charts for products.

    `draw` returns the drawing of a chart with its title and the lines below it, and raises NotAtHand if it
    cannot be drawn now.
    """

    draw: Callable[[ChartData, str, tuple[str, ...]], DrawnChart]


class FormerAddresses(Struct, frozen=True, kw_only=True):
    """The addresses that pages of former units had: `gone` all of them, `moved` (old, now).

    `whole` says that git's history is all here, so that nothing else was ever there.
    """

    whole: bool
    gone: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()


class Listed(Struct, frozen=True, kw_only=True):
    """A report, the unit that published it, and a digest of both, "" if not needed."""

    report: ReportSummary
    entry: UnitEntry
    mark: str = ""


class City(Struct, frozen=True, kw_only=True):
    """What one product of the city is made from: the site, the units, and what it declares to read.

    `entries` are the units with pages, in the register's order; closed ones keep their pages but
    are listed apart. `formers` are closed units and former ids, with those that follow. `given` has a
    value for each name that the product reads.
    """

    site: SiteContext
    entries: tuple[UnitEntry, ...]
    given: Mapping[ReadingName, Any]
    formers: tuple[Former, ...] = ()

    def active(self, kind: str) -> tuple[UnitEntry, ...]:
        """Return the units of a kind that are not closed."""
        return tuple(entry for entry in self.entries if entry.kind == kind and entry.active)

    def districts(self) -> tuple[UnitEntry, ...]:
        """Return the kecamatan that are not closed."""
        return tuple(each for each in self.entries if each.level == "kecamatan" and each.active)

    @overload
    def read(self, name: Literal["reports"]) -> tuple[Listed, ...]: ...
    @overload
    def read(self, name: Literal["activity"]) -> OfUnits[tuple[Activity, ...]]: ...
    @overload
    def read(self, name: Literal["agenda"]) -> OfUnits[tuple[AgendaItem, ...]]: ...
    @overload
    def read(self, name: Literal["clarifications"]) -> OfUnits[tuple[ClarificationItem, ...]]: ...
    @overload
    def read(self, name: Literal["datasets"]) -> OfUnits[tuple[DatasetSummary, ...]]: ...
    @overload
    def read(self, name: Literal["areas"]) -> OfUnits[tuple[AreaTable, ...]]: ...
    @overload
    def read(self, name: Literal["figures"]) -> OfUnits[tuple[CityFigure, ...]]: ...
    @overload
    def read(self, name: Literal["records"]) -> OfUnits[tuple[DataRecord, ...]]: ...
    @overload
    def read(self, name: Literal["information"]) -> OfUnits[Information]: ...
    @overload
    def read(self, name: Literal["notices"]) -> OfUnits[tuple[Notice, ...]]: ...
    @overload
    def read(self, name: Literal["pages"]) -> OfUnits[tuple[PageSummary, ...]]: ...
    @overload
    def read(self, name: Literal["programmes"]) -> OfUnits[tuple[ProgrammeItem, ...]]: ...
    @overload
    def read(self, name: Literal["search"]) -> OfUnits[SearchTexts]: ...
    @overload
    def read(self, name: Literal["services"]) -> OfUnits[tuple[Service, ...]]: ...
    @overload
    def read(self, name: Literal["shared"]) -> OfUnits[Shared]: ...
    @overload
    def read(self, name: Literal["sitemaps"]) -> OfUnits[tuple[str, ...]]: ...
    @overload
    def read(self, name: Literal["today"]) -> date: ...
    @overload
    def read(self, name: Literal["drafts"]) -> bool: ...
    @overload
    def read(self, name: Literal["tiles"]) -> Tiles: ...
    @overload
    def read(self, name: Literal["boundaries"]) -> Boundaries: ...
    @overload
    def read(self, name: Literal["duties"]) -> OfUnits[tuple[Duty, ...]]: ...
    @overload
    def read(self, name: Literal["office"]) -> OfUnits[Office]: ...
    @overload
    def read(self, name: Literal["holidays"]) -> Holidays: ...
    @overload
    def read(self, name: Literal["requests"]) -> Requests: ...
    @overload
    def read(self, name: Literal["complaints"]) -> Complaints: ...
    @overload
    def read(self, name: Literal["held"]) -> tuple[tuple[str, int], ...]: ...
    @overload
    def read(self, name: Literal["paper"]) -> PaperEntries: ...
    @overload
    def read(self, name: Literal["addresses"]) -> tuple[str, ...]: ...
    @overload
    def read(self, name: Literal["former"]) -> FormerAddresses: ...
    @overload
    def read(self, name: Literal["assets", "root"]) -> tuple[Output, ...]: ...
    @overload
    def read(
        self, name: Literal["old_addresses"]
    ) -> tuple[tuple[OldAddress, ...] | None, tuple[str, ...]]: ...
    @overload
    def read(self, name: Literal["removed"]) -> Removed: ...
    @overload
    def read(self, name: Literal["withdrawn"]) -> tuple[RemovedRow, ...]: ...
    @overload
    def read(self, name: Literal["digests", "table_digests"]) -> Mapping[str, FileDigest]: ...
    @overload
    def read(self, name: Literal["tables"]) -> OfUnits[tuple[SharedTable, ...]]: ...
    @overload
    def read(self, name: Literal["schemas"]) -> tuple[Schema, ...]: ...
    @overload
    def read(self, name: Literal["files"]) -> PublishedFiles: ...
    @overload
    def read(self, name: Literal["drawings"]) -> Drawings: ...
    def read(self, name: ReadingName) -> Any:
        """Return a strand of all units, in the register's order, or one of the city's values.

        Reports are those of all units, newest first; on one day, those without a time by address.
        `tiles` has the positions of kecamatan on the tile map by area code, as (row, column);
        `root` has the files of the folder `akar`; `drafts` says that drafts are published too; `paper`
        has the entries of the register of public information that the city keeps by hand; `held` the
        number of files that wait to be mended, by key of the unit.
        `addresses` are those of the city's other pages, `assets` the theme's files, `old_addresses`
        those of an older system, None without a list, with the reserved first parts of addresses, `removed` the
        datasets that are published no more.
        `digests` and `table_digests` have the files of products that are listed by path; they are complete when the page is made,
        and not yet when it is planned. `schemas` are the shared ones, `files` opens files of units one by one,
        when a page is made, and `drawings` draws charts.
        Raises LookupError for anything that the product does not declare.
        """
        if name not in self.given:
            raise LookupError(f"a product that does not read `{name}` asks for it")
        return self.given[name]


def listed(of_units: OfUnits[Reports]) -> tuple[Listed, ...]:
    """Return all reports, newest first; on one day, those without a time by address."""
    found = [
        Listed(report=report, entry=entry, mark=mark)
        for entry, own in of_units
        for report, mark in zip(own.items, own.marks, strict=True)
    ]
    found.sort(key=attrgetter("report.url"))
    found.sort(key=_hour, reverse=True)
    found.sort(key=attrgetter("report.date"), reverse=True)
    return tuple(found)


def all_datasets(city: City) -> tuple[tuple[DatasetSummary, UnitEntry], ...]:
    """Return all datasets with their units, in the register's order."""
    return tuple((dataset, entry) for entry, own in city.read("datasets") for dataset in own)


def _hour(item: Listed) -> time:
    return item.report.published.time() if item.report.published else time.min


def card(site: SiteContext, item: Listed) -> views.ReportCard:
    """Return a report as a card that names its unit."""
    unit = site.link(unit_name(site, item.entry), unit_url(item.entry.key))
    return report_card(site, item.report, unit)


def row(site: SiteContext, item: Listed) -> views.ReportRow:
    """Return a report as a row that names its unit."""
    unit = site.link(unit_name(site, item.entry), unit_url(item.entry.key))
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
