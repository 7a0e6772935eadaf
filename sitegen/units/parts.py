"""What a unit is made of: its texts finished, its reports listed, its datasets drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from sitegen.city.areas import Areas
from sitegen.digest import digest
from sitegen.model import (
    NOTHING_AROUND,
    Around,
    Relatives,
    Report,
    StandingPage,
)
from sitegen.pages import views
from sitegen.pages.report import ReportItem, neighbour_link, related_to
from sitegen.pages.service import with_addresses
from sitegen.pages.share import has_card
from sitegen.pages.site import SiteContext
from sitegen.pages.unit_shared import UnitContext, unit_context
from sitegen.units.context import BuildContext
from sitegen.units.datasets import ReadDataset, UnitDatasets
from sitegen.units.faults import Faults
from sitegen.units.figures import UnitFigures, unit_figures
from sitegen.units.finish import Finished
from sitegen.units.identity import Identity, identity
from sitegen.units.known import KnownDataset
from sitegen.units.made_datasets import (
    MadeDataset,
    key_charts,
    known_dataset,
    make_dataset,
    page_key,
)
from sitegen.units.read import UnitContent
from sitegen.units.revisions import earlier_tables, last_revisions
from sitegen.units.service_links import ServiceLinks, service_links
from sitegen.units.strands import report_item
from sitegen.urls import output_path


class ReportPlan(Struct, frozen=True, kw_only=True):
    """What a report's page shows of others: the links to its neighbours, and the numbers of related
    reports. `key` stands for all that the page is made from, "" if nothing does. `carded` says that a
    picture is drawn for shared links to it, `repeated` that another report of the unit has its title.
    """

    key: str
    carded: bool
    repeated: bool
    links: tuple[views.Link | None, views.Link | None]
    related: tuple[int, ...]


class UnitReports(Struct, frozen=True, kw_only=True):
    """A unit's reports, newest first, and what their pages show of each other."""

    items: tuple[ReportItem, ...] = ()
    plans: tuple[ReportPlan, ...] = ()


class UnitParts(Struct, frozen=True, kw_only=True):
    """A unit's content with everything made that its pages contain; `reports` are newest first.

    `content` has the texts in the versions that could be finished. `missing` says that the unit's
    home page lacks a chart that may be there next time. `faults` collects the files over which the
    program fails. `around` is what the home page shows of other units, `former` has the keys of units
    that this one follows, `today` is the day of the build, `areas` are those that maps can show.
    """

    content: UnitContent
    unit: UnitContext
    texts: tuple[Finished, ...]
    reports: tuple[ReportItem, ...]
    plans: tuple[ReportPlan, ...]
    pages: tuple[tuple[StandingPage, Finished], ...]
    datasets: tuple[MadeDataset, ...]
    charts: tuple[views.Chart, ...]
    missing: bool
    faults: Faults
    around: Around = NOTHING_AROUND
    former: tuple[str, ...] = ()
    services: ServiceLinks = ServiceLinks()
    identity: Identity = Identity()
    today: date = date.min
    areas: Areas = Areas()
    figures: UnitFigures = UnitFigures()

    @property
    def key(self) -> str:
        """The key of the unit."""
        return self.content.files.source.entry.key

    @property
    def again(self) -> bool:
        """Whether something failed or changed meanwhile, so that the next build has to try again."""
        return (
            self.missing
            or self.services.moved
            or self.identity.moved
            or self.figures.moved
            or self.content.again
            or any(each.again for each in self.texts)
            or any(each.again for each in self.datasets)
        )


def made_datasets(published: UnitDatasets, faults: Faults) -> tuple[MadeDataset, ...]:
    """Return the datasets, made unless their files and their page are published as they should be."""
    online, today = published.known.before.online, published.context.now.date()

    def holds(value: ReadDataset | None) -> bool:
        return isinstance(value, KnownDataset) and online(
            output_path(value.url), page_key(value.id, value.summary, today)
        )

    stale = [each.path for each in published.chosen if each.value and not holds(each.value)]
    earlier = earlier_tables(published, stale)
    made: list[MadeDataset] = []
    for each in published.chosen:
        value = each.value
        if isinstance(value, KnownDataset) and holds(value):
            made.append(known_dataset(value))
        elif value and (read := published.get(value.name)):
            with faults.over(each.path):
                changes = (
                    () if each.stand_in else last_revisions(read, each.path, published, earlier)
                )
                made.append(make_dataset(each, read, published, changes))
    return tuple(made)


def unit_reports(
    content: UnitContent,
    finished: tuple[Finished, ...],
    context: BuildContext,
    before: UnitReports,
    faults: Faults,
) -> UnitReports:
    """Return the unit's reports for pages and lists; `before` are those of the last round."""
    site = context.site
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
    plans = before.plans if same else _report_plans(site, items, context.now.date())
    return UnitReports(items=tuple(items), plans=plans)


def _report_plans(
    site: SiteContext, reports: list[ReportItem], today: date
) -> tuple[ReportPlan, ...]:
    """What the page of each report shows of other reports."""
    links: list[views.Link | None] = [neighbour_link(site, item) for item in reports]
    names = [f"{link.label}\0{link.href}" if link else "" for link in (*links, None)]
    links.append(None)  # what is before the first one and after the last
    titles = Counter(item.report.title for item in reports)
    plans: list[ReportPlan] = []
    for at, (item, related) in enumerate(zip(reports, related_to(reports), strict=True)):
        cards = (reports[each].card for each in related)
        carded = has_card(site, item.summary, today)
        repeated = titles[item.report.title] > 1
        own = (item.id, names[at + 1], names[at - 1], f"{carded} {repeated}", *cards)
        plans.append(
            ReportPlan(
                key=digest(*own) if item.id else "",
                carded=carded,
                repeated=repeated,
                links=(links[at + 1], links[at - 1]),
                related=related,
            )
        )
    return tuple(plans)


def _newest(
    reports: UnitReports,
    datasets: tuple[MadeDataset, ...],
    pages: Iterable[tuple[StandingPage, Finished]],
) -> date:
    """The day of the newest thing that a unit has published."""
    dates = [item.report.date for item in reports.items]
    dates += [each.summary.updated for each in datasets if each.summary.updated]
    dates += [page.updated for page, _ in pages if page.updated]
    return max(dates, default=date.min)


def _links_and_looks(
    content: UnitContent,
    finished: tuple[Finished, ...],
    published: UnitDatasets,
    faults: Faults,
) -> tuple[ServiceLinks, Identity]:
    """What the profile leads to, and its emblem and photo: of the last profile that gives them."""
    services, looks = ServiceLinks(), Identity()
    for each in content.profiles:
        if each.value and each.value.services:
            make = partial(service_links, each.value.services, each.path, finished, published)
            services = faults.one(each.path, make) or services
    for each in content.profiles:
        if each.value:
            show = partial(identity, each.value, each.path, published)
            looks = faults.one(each.path, show) or looks
    return services, looks


def put_together(  # noqa: PLR0913 - all that a unit is made of
    content: UnitContent,
    relatives: Relatives,
    finished: tuple[Finished, ...],
    reports: UnitReports,
    datasets: tuple[MadeDataset, ...],
    published: UnitDatasets,
    faults: Faults,
) -> UnitParts:
    """Return the unit with these texts and datasets, and with what its pages share."""
    site = published.context.site
    pages = tuple(
        (each.draft.source, each)
        for each in finished
        if isinstance(each.draft.source, StandingPage)
    )
    newest = _newest(reports, datasets, pages)
    head = partial(
        unit_context, site, content.files.source.entry, content.profile, relatives, newest
    )
    unit = faults.among(head, ((each.path, head) for each in content.profiles if each.value))
    if unit is None:
        raise LookupError(content.files.folder)  # made anew without the profile
    services, looks = _links_and_looks(content, finished, published, faults)
    own = with_addresses(unit.entry.key, unit.profile, services.services)
    unit = looks.on(replace(unit, profile=replace(unit.profile, services=own)))
    charts, missing = key_charts(datasets, published)
    # A dataset that is not there was changed between the scan and its reading.
    missing = missing or len(datasets) < sum(each.value is not None for each in published.chosen)
    return UnitParts(
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
        around=_in_force(relatives.around, published.context.now.date()),
        former=relatives.former,
        services=services,
        identity=looks,
        today=published.context.now.date(),
        figures=unit_figures(
            (each for each in published.context.wanted if each.unit == unit.entry.key),
            datasets,
            published,
            faults,
        ),
        areas=published.context.areas,
    )


def _in_force(around: Around, today: date) -> Around:
    notices = tuple(each for each in around.notices if each[0].until >= today)
    coming = tuple(each for each in around.coming if each[0].last >= today)
    return replace(around, notices=notices, coming=coming)
