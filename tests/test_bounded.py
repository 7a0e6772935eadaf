"""What grows with a city and what does not: feeds and changes by day, of lists made by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from itertools import cycle, islice
from typing import Any

import pytest
from msgspec.structs import replace

from sitegen.engine.options import Options
from sitegen.engine.scan import read_rules
from sitegen.exports.area_feeds import AREA_FEEDS
from sitegen.exports.changes import CHANGES, DAYS
from sitegen.exports.data_feeds import DATA_FEED, TOPIC_DATA_FEEDS
from sitegen.exports.feeds import FEED
from sitegen.model import DatasetSummary, ReportSummary, UnitEntry
from sitegen.pages.city import City, Listed
from sitegen.pages.product import Product
from sitegen.pages.site import SiteContext
from tests.conftest import CityFolder
from tests.test_products import SUMMARY

Make = Callable[[str], CityFolder]
TODAY = date(2026, 11, 21)
# Days of a year with so many reports each are 73,000, and twice as many.
YEAR, REPORTS = 365, 200
KB = 1024


@pytest.fixture
def site(city: Make) -> SiteContext:
    made = city("")
    return read_rules(Options(root=made.root, output=made.output)).context.site


def units() -> tuple[UnitEntry, ...]:
    """30 kecamatan, 150 kelurahan and 50 agencies."""
    kecamatan = [
        UnitEntry(id=f"kec-{n}", kind="kecamatan", level="kecamatan", name=f"Kecamatan {n}")
        for n in range(30)
    ]
    kelurahan = [
        UnitEntry(
            id=f"kel-{n}",
            kind="kelurahan",
            level="kelurahan",
            name=f"Kelurahan {n}",
            parent=kecamatan[n % 30].key,
        )
        for n in range(150)
    ]
    skpd = [
        UnitEntry(id=f"d-{n}", kind="skpd", level="dinas", name=f"Dinas {n}") for n in range(50)
    ]
    return (*kecamatan, *kelurahan, *skpd)


def reports(entries: tuple[UnitEntry, ...], a_day: int, days: int) -> Iterator[Listed]:
    """So many reports on each of the last days, the newest first."""
    turns = cycle(entries)
    for back in range(days):
        day = TODAY - timedelta(days=back)
        for number, entry in enumerate(islice(turns, a_day)):
            report: ReportSummary = replace(
                SUMMARY,
                title=f"Kegiatan warga {number:06}",
                url=f"/{entry.key}/laporan/{day:%Y/%m}/kegiatan-{number:06}/",
                date=day,
                first=day,
                changed=None,
            )
            yield Listed(report=report, entry=entry)


def dataset(entry: UnitEntry, number: int) -> DatasetSummary:
    day = TODAY - timedelta(days=number % YEAR)
    return DatasetSummary(
        url=f"/{entry.key}/data/tabel-{number:05}/",
        name=f"tabel-{number:05}",
        title=f"Tabel {number:05}",
        topics=("kesehatan",),
        period="2026",
        updated=day,
        rows=12,
        sentence="",
        chart_url="",
        chart_size=(0, 0),
        described=True,
        first=day,
        last=day,
    )


def made(product: Product, site: SiteContext, given: Mapping[Any, Any]) -> dict[str, int]:
    """The files of a product with their sizes."""
    read = {name: given[name] for name in product.reads}
    pages = product.make(City(site=site, entries=units(), given=read))
    outputs = (page.make() for page in pages)
    return {output.path: len(output.body) for output in outputs}


def city_of(a_day: int, datasets: int, days: int = YEAR) -> dict[str, Any]:
    entries = units()
    own = {entry.key: [] for entry in entries}  # type: dict[str, list[DatasetSummary]]
    for number, entry in enumerate(islice(cycle(entries), datasets)):
        own[entry.key].append(dataset(entry, number))
    return {
        "reports": tuple(reports(entries, a_day, days)),
        "datasets": tuple((entry, tuple(own[entry.key])) for entry in entries),
        "pages": tuple((entry, ()) for entry in entries),
        "today": TODAY,
    }


def test_a_city_twice_as_large_has_files_of_the_same_size(site: SiteContext) -> None:
    one, two = city_of(REPORTS, 400), city_of(2 * REPORTS, 800)
    assert len(one["reports"]) == 73_000
    for product in (FEED, AREA_FEEDS, DATA_FEED, TOPIC_DATA_FEEDS):
        small, large = made(product, site, one), made(product, site, two)
        assert small.keys() == large.keys()
        assert max(large.values()) <= 24 * KB, product.name
        for path, size in large.items():
            assert size <= 1.02 * small[path], path


def test_changes_by_day_grow_with_days_and_units_but_not_with_reports(site: SiteContext) -> None:
    one, two, ten = (
        made(CHANGES, site, city_of(n, 10, DAYS + 2)) for n in (REPORTS, 2 * REPORTS, 2500)
    )
    # One file for the last days, and one for each of them.
    assert len(one) == len(two) == len(ten) == 1 + DAYS
    for other in (two, ten):
        assert other["ubah.json"] <= 1.25 * one["ubah.json"]
    assert ten["ubah.json"] <= 768 * KB
    assert max(size for path, size in ten.items() if path != "ubah.json") <= 512 * KB
