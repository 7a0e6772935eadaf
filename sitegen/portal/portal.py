"""Every page of the city, as a pure function of the units' summaries."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sitegen.exports.feeds import planned_feeds
from sitegen.exports.sitemaps import planned_sitemaps
from sitegen.i18n import N_
from sitegen.model import UNIT_KINDS, Output
from sitegen.pages import views, wording
from sitegen.pages.city import City, Listed, Planned, dataset_card, planned
from sitegen.pages.site import (
    KIND_PLURALS,
    label_of,
    meta_view,
    page_output,
    site_view,
    unit_name,
)
from sitegen.pages.unit_shared import group_by
from sitegen.portal.archives import archive_pages, topic_pages
from sitegen.portal.directory import directory_page
from sitegen.portal.home import home_page
from sitegen.urls import city_archive_url, unit_url


def city_pages(city: City) -> Iterator[Planned]:
    """Yield every page of the city with its feeds and sitemaps, none of them made yet."""
    pages = tuple(_pages(city, city.listed()))
    yield from pages
    yield from planned_sitemaps(city, pages)


def _pages(city: City, listed: tuple[Listed, ...]) -> Iterator[Planned]:
    yield planned("/", (), partial(home_page, city, listed))
    yield from planned_feeds(city.site, "/", city.site.name, listed)
    for kind in UNIT_KINDS:
        yield planned(f"/{kind}/", (), partial(directory_page, city, kind))
    yield from topic_pages(city, listed)
    yield from archive_pages(city, listed)
    yield planned("/data/", (), partial(datasets_page, city))
    yield planned("/404.html", ("404",), partial(not_found_page, city))


def datasets_page(city: City) -> Output:
    """Return the list of all datasets, by their first topic."""
    site = city.site
    t = site.t.gettext
    pairs = city.datasets()
    groups = group_by(pairs, lambda pair: pair[0].topics[0] if pair[0].topics else "")
    order = [name for name, _ in site.topics if name in groups] + ([""] if "" in groups else [])
    intro = t(N_("{datasets} datasets of {units} units, free to read and download.")).format(
        datasets=wording.whole(len(pairs), site.lang),
        units=wording.whole(len({entry.key for _, entry in pairs}), site.lang),
    )
    title = t(N_("Data"))
    view = views.DatasetsPage(
        site=site_view(site),
        meta=meta_view(site, "/data/", title, intro),
        title=title,
        intro=intro,
        groups=tuple(
            views.DatasetGroup(
                id=name or "lain",
                label=label_of(site.topics, name) if name else t(N_("Without a topic yet")),
                datasets=tuple(
                    dataset_card(
                        site,
                        dataset,
                        site.link(unit_name(entry, site.t), unit_url(entry.key)),
                    )
                    for dataset, entry in groups[name]
                ),
            )
            for name in order
        ),
    )
    return page_output(site, "/data/", "datasets.html", view)


def not_found_page(city: City) -> Output:
    """Return the page for addresses that do not exist."""
    from dataclasses import replace

    site = city.site
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
            *(site.link(t(KIND_PLURALS[kind]), f"/{kind}/") for kind in KIND_PLURALS),
            site.link(t(N_("Topics")), "/topik/"),
            site.link(t(N_("Data")), "/data/"),
            site.link(t(N_("Archive")), city_archive_url()),
        ),
    )
    return page_output(site, "/404.html", "404.html", view)
