"""What stands in an archive of tables, and how many archives there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from sitegen.model import DatasetSummary, FileSummary, UnitEntry
from sitegen.pages.city import City, all_datasets
from sitegen.pages.licences import licence_url
from sitegen.pages.site import SiteContext, label_of, unit_name
from sitegen.urls import slugify, topic_bundle_url, unit_bundle_url

# What is in an archive of each table: its rows, and what its columns mean in two forms.
_ENDINGS = (".csv", ".schema.json", ".csv-metadata.json")
# A table alone has its downloads on its page.
LEAST = 2
# Before packing; hosts of static sites take files up to 25 MB (Cloudflare Pages).
MOST_BYTES = 24_000_000


class BundledTable(Struct, frozen=True, kw_only=True):
    """A table in an archive: whose it is and what is to be said of it; `folder` is where its files stand.

    `licence` is as its source names it or "", `held` says that a newer version is being corrected.
    """

    folder: str
    url: str
    title: str
    publisher: str
    period: str
    year: str
    source: str
    source_url: str
    licence: str
    licence_url: str
    held: bool
    files: tuple[FileSummary, ...]

    @property
    def size(self) -> int:
        """The bytes of its files."""
        return sum(file.size for file in self.files)


class Bundle(Struct, frozen=True, kw_only=True):
    """An archive: its address, what its tables have in common, and its part of `parts`."""

    url: str
    title: str
    tables: tuple[BundledTable, ...]
    part: int = 1
    parts: int = 1

    @property
    def size(self) -> int:
        """The bytes of its tables before packing."""
        return sum(table.size for table in self.tables)


class BundleGroup(Struct, frozen=True, kw_only=True):
    """The archives of a topic or of a unit, whose `name` is that in addresses; of one with many large tables
    there are several.
    """

    name: str
    title: str
    bundles: tuple[Bundle, ...]


def bundles_of_topics(city: City) -> tuple[BundleGroup, ...]:
    """Return the archives of each topic, by its label."""
    site, found = city.site, _tables(city)
    groups: list[BundleGroup] = []
    for topic in sorted({topic for own, _, _ in found for topic in own.topics}):
        tables = [table for own, _, table in found if topic in own.topics]
        names = (topic, label_of(site.topics, topic))
        groups += _group(names, topic_bundle_url(topic), tables)
    return tuple(sorted(groups, key=lambda group: group.title.casefold()))


def bundles_of_units(city: City) -> tuple[BundleGroup, ...]:
    """Return the archives of each unit, in the register's order."""
    found: dict[UnitEntry, list[BundledTable]] = {}
    for _, entry, table in _tables(city):
        found.setdefault(entry, []).append(table)
    return tuple(
        group
        for entry, tables in found.items()
        for group in _group(_names(city.site, entry), unit_bundle_url(entry.key), tables)
    )


def _names(site: SiteContext, entry: UnitEntry) -> tuple[str, str]:
    return slugify(entry.key), unit_name(site, entry)


def _group(names: tuple[str, str], url: str, tables: list[BundledTable]) -> Iterator[BundleGroup]:
    name, title = names
    if len(tables) < LEAST:
        return
    parts = list(_parts(tables))
    bundles = tuple(
        Bundle(
            url=url if number == 1 else url.removesuffix(".zip") + f"-{number}.zip",
            title=title,
            tables=part,
            part=number,
            parts=len(parts),
        )
        for number, part in enumerate(parts, start=1)
    )
    yield BundleGroup(name=name, title=title, bundles=bundles)


def _parts(tables: Iterable[BundledTable]) -> Iterator[tuple[BundledTable, ...]]:
    """Cut the tables into parts of at most so many bytes; a larger table is a part of its own."""
    part: list[BundledTable] = []
    size = 0
    for table in tables:
        if part and size + table.size > MOST_BYTES:
            yield tuple(part)
            part, size = [], 0
        part.append(table)
        size += table.size
    yield tuple(part)


def _tables(city: City) -> tuple[tuple[DatasetSummary, UnitEntry, BundledTable], ...]:
    return tuple((own, entry, _table(city.site, own, entry)) for own, entry in all_datasets(city))


def _table(site: SiteContext, own: DatasetSummary, entry: UnitEntry) -> BundledTable:
    names = {own.name + ending for ending in _ENDINGS}
    return BundledTable(
        folder=f"{slugify(entry.key)}/{own.name}",
        url=site.address.absolute(own.url),
        title=own.title,
        publisher=unit_name(site, entry),
        period=own.period,
        year=str(own.updated.year) if own.updated else own.period,
        source=own.source,
        source_url=own.source_url,
        licence=own.licence,
        licence_url=licence_url(own.licence, site.lang),
        held=own.held,
        files=tuple(file for file in own.files if file.url.rpartition("/")[2] in names),
    )
