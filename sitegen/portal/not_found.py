"""The page for addresses that do not exist."""

from __future__ import annotations

from msgspec.structs import replace

from sitegen.i18n import N_
from sitegen.model import Output
from sitegen.pages import views
from sitegen.pages.product import Product, planned
from sitegen.pages.site import SiteContext, meta_view, page_output, site_view
from sitegen.urls import city_archive_url, kind_url


def not_found_page(site: SiteContext) -> Output:
    """Return the page for addresses that do not exist."""
    t = site.t.gettext
    title = t(N_("This page does not exist"))
    text = t(
        N_(
            "The address may be mistyped, or the page was moved or withdrawn. Start from one of these:"
        )
    )
    view = views.MessagePage(
        site=site_view(site),
        meta=replace(meta_view(site, "/404.html", title, text), index=False),
        title=title,
        text=text,
        ways=(
            site.link(t(N_("Home")), "/"),
            *(site.link(kind.plural, kind_url(kind.name)) for kind in site.listed()),
            site.link(t(N_("Topics")), "/topik/"),
            site.link(t(N_("Data")), "/data/"),
            site.link(t(N_("Archive")), city_archive_url()),
        ),
    )
    return page_output(site, "/404.html", "404.html", view)


NOT_FOUND = Product(
    name="missing addresses",
    paths=(("/404.html", "page for addresses that do not exist; the host must be told to use it"),),
    reads=(),
    make=lambda city: (planned(city.site, "/404.html", not_found_page),),
)
