"""A page for each report and standing page that was withdrawn: since when, why, and what takes its place."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from sitegen.city.removed_rows import RemovedRow
from sitegen.i18n import N_
from sitegen.model import Output, UnitEntry
from sitegen.pages import views
from sitegen.pages.city import City
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.retired import removed_facts, successor_link
from sitegen.pages.site import SiteContext, meta_view, page_output, site_view, unit_name
from sitegen.pages.unit_shared import redirect_page
from sitegen.urls import ask_url, unit_url


def _pages(city: City) -> Iterator[Planned]:
    units = {entry.key: entry for entry in city.entries}
    for own in city.read("withdrawn"):
        unit = units.get(own.unit)
        yield planned(city.site, own.url, withdrawn_page, own, unit)
        for old in own.former:
            yield planned(city.site, old, _leading_on, old, own, unit)


# What a unit publishes at such an address, another report for example, takes precedence.
REMOVED_TEXTS = Product(
    name="withdrawn texts", paths=(), reads=("withdrawn",), make=_pages, yields=True
)


def _leading_on(site: SiteContext, old: str, own: RemovedRow, unit: UnitEntry | None) -> Output:
    """The page at an old address of a text that was withdrawn."""
    said = f"{_gone(site, own)} {own.reason}"
    whose = unit_name(site, unit) if unit else None
    return redirect_page(site, old, own.url, own.title, (said, None), whose)


def withdrawn_page(site: SiteContext, own: RemovedRow, unit: UnitEntry | None) -> Output:
    """Return the page of a text that was withdrawn; `unit` is None if its unit has no page any more."""
    gone = _gone(site, own)
    home = site.link(unit_name(site, unit), unit_url(unit.key)) if unit else None
    meta = meta_view(site, own.url, own.title, f"{gone} {own.reason}", tuple(filter(None, (home,))))
    view = views.RemovedPage(
        site=site_view(site),
        # Who follows an old address finds it; a search engine need not.
        meta=replace(meta, index=False),
        title=own.title,
        part="report" if own.place.startswith("laporan/") else "page",
        said=gone,
        reason=own.reason,
        facts=tuple(removed_facts(site, own.day, home)),
        ways=tuple(_ways(site, own, home, unit)),
    )
    return page_output(site, own.url, "removed.html", view)


def _gone(site: SiteContext, own: RemovedRow) -> str:
    report = own.place.startswith("laporan/")
    gone = N_("This report was withdrawn.") if report else N_("This page was withdrawn.")
    return site.t.gettext(gone)


def _ways(
    site: SiteContext, own: RemovedRow, home: views.Link | None, unit: UnitEntry | None
) -> Iterator[views.Link]:
    t = site.t.gettext
    if own.successor:
        yield successor_link(site, own.successor)
    if home:
        yield home
    asked = ask_url(unit.key) if unit and unit.active else ask_url()
    yield site.link(t(N_("Ask for information")), asked)
