"""Sitemaps (sitemaps.org, protocol 0.9): an index, and parts for each unit and for the city.

The index has no dates: one edited report would change it, and no search engine needs them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import TypeAlias

from sitegen.address import Address
from sitegen.legible import encoded
from sitegen.model import Output
from sitegen.pages.city import City
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.site import SiteContext
from sitegen.urls import output_path, unit_url

Pages: TypeAlias = tuple[tuple[str, date | None], ...]

# The protocol's limit for one file.
URL_LIMIT = 50_000
INDEX = "/sitemap.xml"
CITY = "/sitemap-kota.xml"
ROBOTS = "/robots.txt"
BYTE_ORDER_MARK = "\ufeff"
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def unit_sitemaps(address: Address, key: str, pages: Pages) -> tuple[Output, ...]:
    """Return the sitemaps of a unit's pages: one, or several above the limit."""
    named = _parts(unit_url(key) + "sitemap.xml", pages)
    return tuple(_sitemap(address, url, part) for url, part in named)


def _city_sitemaps(city: City) -> Iterator[Planned]:
    """The sitemaps of the city's own pages, and the index of all sitemaps.

    The city's pages have no dates: they are lists, which change when the listed items change.
    """
    site = city.site
    pages = tuple((url, None) for url in city.read("addresses"))
    own = tuple(_parts(CITY, pages))
    for url, part in own:
        yield planned(site, url, _city_sitemap, url, part)
    every = (
        *(url for url, _ in own),
        *(url for _, urls in city.read("sitemaps") for url in urls),
    )
    yield planned(site, INDEX, _index, every)


SITEMAPS = Product(
    name="sitemaps",
    paths=(
        (INDEX, "index of all sitemaps"),
        (CITY, "sitemap of the city's own pages: all of this table that are HTML"),
        (CITY.replace(".xml", "-<n>.xml"), "more of it, where there are more than 50,000"),
    ),
    reads=("addresses", "sitemaps"),
    make=_city_sitemaps,
)


def _robots_file(city: City) -> Iterator[Planned]:
    own = (each.body.decode() for each in city.read("root") if f"/{each.path}" == ROBOTS)
    yield planned(city.site, ROBOTS, _robots, "".join(own))


ROBOTS_FILE = Product(
    name="robots",
    paths=((ROBOTS, "allows everything and names the sitemap; then the city's own lines"),),
    reads=("root",),
    make=_robots_file,
)


def _parts(url: str, pages: Pages) -> Iterator[tuple[str, Pages]]:
    """Yield address and pages of each sitemap: the first is `url`, the others are numbered."""
    for start in range(0, len(pages), URL_LIMIT):
        number = start // URL_LIMIT + 1
        own = url if number == 1 else url.replace(".xml", f"-{number}.xml")
        yield own, pages[start : start + URL_LIMIT]


def _sitemap(address: Address, url: str, pages: Pages) -> Output:
    lines = [
        f"<url><loc>{escape(address.absolute(page))}</loc>"
        f"{f'<lastmod>{day.isoformat()}</lastmod>' if day else ''}</url>\n"
        for page, day in pages
    ]
    return _document(url, "urlset", lines)


def _city_sitemap(site: SiteContext, url: str, pages: Pages) -> Output:
    return _sitemap(site.address, url, pages)


def _index(site: SiteContext, urls: tuple[str, ...]) -> Output:
    absolute = site.address.absolute
    lines = [f"<sitemap><loc>{escape(absolute(url))}</loc></sitemap>\n" for url in urls]
    return _document(INDEX, "sitemapindex", lines)


def _document(url: str, root: str, lines: list[str]) -> Output:
    head = f'<?xml version="1.0" encoding="utf-8"?>\n<{root} xmlns="{_SPACE}">\n'
    body = "".join([head, *lines, f"</{root}>\n"])
    return Output(path=output_path(url), body=encoded(body))


def _robots(site: SiteContext, own: str) -> Output:
    text = f"User-agent: *\nAllow: /\nSitemap: {site.address.absolute(INDEX)}\n"
    more = f"\n{own.removeprefix(BYTE_ORDER_MARK).strip()}\n" if own.strip() else ""
    return Output(path=output_path(ROBOTS), body=(text + more).encode())
