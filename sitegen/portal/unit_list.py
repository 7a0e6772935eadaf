"""The way to every unit: the kinds of unit, with the units of each or the letters of its directory."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.i18n import N_
from sitegen.model import Output, UnitEntry, UnitKind
from sitegen.pages import views, wording
from sitegen.pages.city import City
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.site import SiteContext, meta_view, page_output, site_view
from sitegen.urls import UNITS_URL, kind_url, unit_url

# Of a kind with more units than this only the way to their directory is shown.
NAMED = 60


def _pages(city: City) -> Iterator[Planned]:
    site = city.site
    kinds = tuple((kind, city.active(kind.name)) for kind in site.listed())
    yield planned(site, UNITS_URL, units_page, kinds)


UNIT_LIST = Product(
    name="units",
    paths=((UNITS_URL, "the kinds of unit of the city, with their units"),),
    reads=(),
    make=_pages,
)


def units_page(
    site: SiteContext, kinds: tuple[tuple[UnitKind, tuple[UnitEntry, ...]], ...]
) -> Output:
    """Return the page of these kinds of unit with their active units."""
    t = site.t.gettext
    intro = t(N_("Every office of the city has its own page: reports, services, data and contact."))
    title = t(N_("Units"))
    view = views.UnitsPage(
        site=site_view(site),
        meta=meta_view(site, UNITS_URL, title, intro),
        title=title,
        intro=intro,
        kinds=tuple(
            views.Figure(
                value=wording.whole(len(own), site.lang),
                label=kind.short,
                href=site.address.href(kind_url(kind.name)),
            )
            for kind, own in kinds
        ),
        groups=tuple(
            views.LinkGroup(
                label=kind.plural,
                href=site.address.href(kind_url(kind.name)),
                links=tuple(
                    site.link(each.name, unit_url(each.key))
                    for each in sorted(own, key=lambda each: (each.name.casefold(), each.id))
                ),
            )
            for kind, own in kinds
            if len(own) <= NAMED
        ),
    )
    return page_output(site, UNITS_URL, "units.html", view)
