"""Feeds of the kecamatan: their latest reports with those of the units below."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.exports.feeds import LATEST, planned_feeds
from sitegen.pages.city import City, Listed
from sitegen.pages.product import KIND, Planned, Product
from sitegen.pages.site import FEEDS, area_title
from sitegen.urls import area_feed_url, unit_url


def _feeds(city: City) -> Iterator[Planned]:
    site = city.site
    found: dict[str, list[Listed]] = {each.key: [] for each in city.districts()}
    for item in city.read("reports"):
        entry = item.entry
        own = found.get(entry.key if entry.level == "kecamatan" else entry.parent)
        if own is not None and len(own) < LATEST:
            own.append(item)
    for entry in city.districts():
        url, page = area_feed_url(entry.key), unit_url(entry.key)
        title = f"{area_title(site, entry)} · {site.name}"
        yield from planned_feeds(site, url, title, tuple(found[entry.key]), page)


AREA_FEEDS = Product(
    name="feeds of kecamatan",
    paths=tuple(
        (
            f"/{KIND}/<unit>/wilayah/{name}",
            "feed of the latest reports of a kecamatan and of the units below it",
        )
        for name, _ in FEEDS
    ),
    reads=("reports",),
    make=_feeds,
)
