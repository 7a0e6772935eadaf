"""A page for each dataset that is published no more: since when, why, and what takes its place."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from sitegen.city.removed_datasets import RemovedDataset
from sitegen.i18n import N_
from sitegen.model import Output, UnitEntry
from sitegen.pages import views
from sitegen.pages.city import City
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.retired import removed_facts, successor_link
from sitegen.pages.site import SiteContext, meta_view, page_output, site_view, unit_name
from sitegen.urls import DATA_URL, ask_url, unit_url


def _pages(city: City) -> Iterator[Planned]:
    units = {entry.key: entry for entry in city.entries}
    for own in city.read("removed"):
        yield planned(city.site, own.url, removed_page, own, units.get(own.unit))


# What a unit publishes at such an address, another dataset for example, takes precedence.
REMOVED_DATASETS = Product(
    name="removed datasets", paths=(), reads=("removed",), make=_pages, yields=True
)


def removed_page(site: SiteContext, own: RemovedDataset, unit: UnitEntry | None) -> Output:
    """Return the page of a dataset that is gone; `unit` is None if its unit has no page any more."""
    t = site.t.gettext
    gone = t(N_("This dataset is not published any more."))
    home = site.link(unit_name(site, unit), unit_url(unit.key)) if unit else None
    asked = ask_url(unit.key) if unit and unit.active else ask_url()
    crumbs = tuple(filter(None, (home, site.link(t(N_("Data")), DATA_URL))))
    meta = meta_view(site, own.url, own.title, f"{gone} {own.reason}", crumbs)
    view = views.RemovedPage(
        site=site_view(site),
        # Who follows an old address finds it; a search engine need not.
        meta=replace(meta, index=False),
        title=own.title,
        part="data",
        said=gone,
        reason=own.reason,
        facts=tuple(removed_facts(site, own.day, home)),
        ways=tuple(_ways(site, own, asked)),
    )
    return page_output(site, own.url, "removed.html", view)


def _ways(site: SiteContext, own: RemovedDataset, asked: str) -> Iterator[views.Link]:
    t = site.t.gettext
    if own.successor:
        yield successor_link(site, own.successor)
    yield site.link(t(N_("Ask for the old figures")), asked)
    yield site.link(t(N_("All data of the city")), DATA_URL)
