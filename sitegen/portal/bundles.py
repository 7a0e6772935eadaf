"""The page of archives with many tables, with their sizes."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.exports.bundles.contents import (
    Bundle,
    BundleGroup,
    bundles_of_topics,
    bundles_of_units,
)
from sitegen.i18n import N_
from sitegen.model import Output
from sitegen.pages import views, wording
from sitegen.pages.city import City
from sitegen.pages.product import Planned, Product, planned_of_all
from sitegen.pages.site import SiteContext, meta_view, page_output, site_view
from sitegen.urls import BUNDLES_URL, DATA_URL, TERMS_URL, output_path


def _pages(city: City) -> Iterator[Planned]:
    if bundles_of_topics(city) or bundles_of_units(city):
        yield planned_of_all(city, BUNDLES_URL, bundles_page)


def bundles_page(city: City) -> Output:
    """Return the list of the archives that are there, each with its size."""
    site, t = city.site, city.site.t.gettext
    title = t(N_("Many tables at once"))
    intro = t(
        N_(
            "All tables of one topic or one unit as a ZIP file: CSV with what the columns mean, the "
            "licences, and how to cite each table."
        )
    )
    parts = ((N_("By topic"), bundles_of_topics(city)), (N_("By unit"), bundles_of_units(city)))
    view = views.BundlesPage(
        site=site_view(site),
        meta=meta_view(site, BUNDLES_URL, title, intro, (site.link(t(N_("Data")), DATA_URL),)),
        title=title,
        intro=intro,
        parts=tuple(
            views.BundlePart(title=t(label), lines=tuple(_lines(city, groups)))
            for label, groups in parts
            if groups
        ),
        more=(site.link(t(N_("Terms of use, and the catalogue for programs")), TERMS_URL),),
    )
    return page_output(site, BUNDLES_URL, "bundles.html", view)


def _lines(city: City, groups: tuple[BundleGroup, ...]) -> Iterator[views.BundleLine]:
    digests = city.read("digests")
    for group in groups:
        for bundle in group.bundles:
            made = digests.get(output_path(bundle.url))
            if made is not None:
                size = wording.size(made.size, city.site.lang)
                yield views.BundleLine(
                    link=city.site.link(label(city.site, bundle), bundle.url),
                    told=f"ZIP, {size}, {count(city.site, bundle)}",
                )


def label(site: SiteContext, bundle: Bundle) -> str:
    """Return what an archive is of, with its number if it has several parts."""
    if bundle.parts == 1:
        return bundle.title
    said = site.t.gettext(N_("{title}, part {n} of {total}"))
    return said.format(title=bundle.title, n=bundle.part, total=bundle.parts)


def count(site: SiteContext, bundle: Bundle) -> str:
    """Return how many tables an archive has."""
    tables = len(bundle.tables)
    said = site.t.ngettext("{n} table", "{n} tables", tables)
    return said.format(n=wording.whole(tables, site.lang))


def bundle_links(site: SiteContext, group: BundleGroup) -> tuple[views.Link, ...]:
    """Return the links to the archives of a list of tables, with how large they are when unpacked."""
    said = site.t.gettext(N_("Download all tables of this list (ZIP, {size} unpacked)"))
    links = []
    for bundle in group.bundles:
        text = said.format(size=wording.size(bundle.size, site.lang))
        words = text if bundle.parts == 1 else f"{text} {bundle.part}/{bundle.parts}"
        links.append(site.link(words, bundle.url))
    return tuple(links)


BUNDLES_PAGE = Product(
    name="list of bundles",
    paths=((BUNDLES_URL, "the archives with many tables, with their sizes"),),
    reads=("datasets", "digests"),
    make=_pages,
)
