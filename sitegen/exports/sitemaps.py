"""Sitemaps (sitemaps.org, protocol 0.9): an index, parts of each unit, and one of the city's pages.

The index gives no dates: one edited report would change it, and no search engine needs them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from sitegen.model import Output
from sitegen.pages.city import City, Planned, planned
from sitegen.urls import Address, output_path, page_of, unit_url

if TYPE_CHECKING:
    Pages = tuple[tuple[str, date | None], ...]

# Of the protocol, for one file.
URL_LIMIT = 50_000
INDEX = "/sitemap.xml"
CITY = "/sitemap-kota.xml"
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def unit_sitemaps(address: Address, key: str, pages: Pages) -> tuple[Output, ...]:
    """Return the sitemaps of a unit's pages: one, or more beyond the limit."""
    named = _parts(unit_url(key) + "sitemap.xml", pages)
    return tuple(_sitemap(address, url, part) for url, part in named)


def planned_sitemaps(city: City, pages: Iterable[Planned]) -> Iterator[Planned]:
    """Yield the sitemaps of the city's own `pages`, the index of all, and robots.txt.

    Pages of the city have no dates: they are lists, which change when what they list does.
    """
    address = city.site.address
    urls = tuple(page_of(page.path) for page in pages)
    own = tuple(_parts(CITY, tuple((url, None) for url in urls if url)))
    for url, part in own:
        yield planned(url, (repr(part),), partial(_sitemap, address, url, part))
    every = (
        *(url for url, _ in own),
        *(url for summary in city.summaries for url in summary.sitemaps),
    )
    yield planned(INDEX, every, partial(_index, address, every))
    yield planned("/robots.txt", (INDEX,), partial(_robots, address))


def _parts(url: str, pages: Pages) -> Iterator[tuple[str, Pages]]:
    """Yield address and pages of each sitemap: the first is `url`, the next ones are numbered."""
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


def _index(address: Address, urls: tuple[str, ...]) -> Output:
    lines = [f"<sitemap><loc>{escape(address.absolute(url))}</loc></sitemap>\n" for url in urls]
    return _document(INDEX, "sitemapindex", lines)


def _document(url: str, root: str, lines: list[str]) -> Output:
    head = f'<?xml version="1.0" encoding="utf-8"?>\n<{root} xmlns="{_SPACE}">\n'
    body = "".join([head, *lines, f"</{root}>\n"])
    return Output(path=output_path(url), body=body.encode())


def _robots(address: Address) -> Output:
    text = f"User-agent: *\nAllow: /\nSitemap: {address.absolute(INDEX)}\n"
    return Output(path="robots.txt", body=text.encode())
