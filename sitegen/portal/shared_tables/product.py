"""The tables of the city as a product."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.exports.shared_tables.files import COVERAGE, files_of
from sitegen.exports.shared_tables.merged import merged_tables
from sitegen.pages.city import City
from sitegen.pages.product import Planned, Product, planned
from sitegen.portal.maps import city_table_maps
from sitegen.portal.shared_tables.chart import chart_files
from sitegen.portal.shared_tables.page import coverage_csv, shared_table_page, shared_tables_page
from sitegen.urls import SHARED_TABLES_URL


def _pages(city: City) -> Iterator[Planned]:
    site, tables, files = city.site, merged_tables(city), city.read("files")
    if not tables:
        return
    drawings = city.read("drawings")
    areas = tuple((each.code, each.name) for each in city.entries if each.code and each.active)
    maps = {shown.more[1]: shown.url for shown in city_table_maps(city) if shown.more}
    listed = tuple((each.title, each.url, len(each.units), each.rows) for each in tables)
    yield planned(site, SHARED_TABLES_URL, shared_tables_page, listed)
    for each in tables:
        map_url = maps.get(each.url, "")
        yield planned(site, each.url, shared_table_page, each, files, areas, drawings, map_url)
        yield from chart_files(site, each, files, areas, drawings)
        yield from files_of(site, each, files)
        yield planned(site, f"{each.url}{COVERAGE}", coverage_csv, each)


SHARED_TABLES = Product(
    name="shared tables",
    paths=(
        (SHARED_TABLES_URL, "tables that are put together from those of several units"),
        (
            f"{SHARED_TABLES_URL}<skema>/",
            "the rows of all units with one shared schema, and who has told",
        ),
        (
            f"{SHARED_TABLES_URL}<skema>/<skema>.<format>",
            "the same as CSV, JSON and a workbook, and what its columns mean",
        ),
        (
            f"{SHARED_TABLES_URL}<skema>/grafik-1.<format>",
            "the chart of one period by area or unit, as SVG and PNG",
        ),
        (f"{SHARED_TABLES_URL}<skema>/{COVERAGE}", "rows by unit and period as CSV"),
    ),
    reads=("tables", "schemas", "files", "datasets", "tiles", "boundaries", "drawings"),
    make=_pages,
    listed="table_digests",
)
