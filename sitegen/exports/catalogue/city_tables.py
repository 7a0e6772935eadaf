"""The tables of the city in the catalogue: put together from those of units, and published by the city."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from sitegen.datasets.downloads import FORMAT_NAMES
from sitegen.datasets.lateness import first_day, last_day
from sitegen.exports.catalogue.entries import (
    CatalogueContact,
    CatalogueEntry,
    CatalogueFile,
    CatalogueTopic,
)
from sitegen.exports.shared_tables.files import file_url, has_workbook, told_of
from sitegen.exports.shared_tables.merged import CityTable
from sitegen.model import DatasetSummary, UnitEntry
from sitegen.pages.city import FileDigest, NotAtHand
from sitegen.pages.licences import licence_url
from sitegen.pages.site import SiteContext, label_of, unit_name
from sitegen.urls import output_path, topic_url, unit_url

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class CityTableFacts(Struct, frozen=True, kw_only=True):
    """A table of the city with the datasets that it is put together from, and the unit that informs for the city."""

    table: CityTable
    datasets: tuple[DatasetSummary, ...]
    office: tuple[UnitEntry, ...]


def city_table_entry(
    site: SiteContext,
    own: CityTableFacts,
    contact: CatalogueContact,
    digests: Mapping[str, FileDigest],
) -> CatalogueEntry:
    """Return a table of the city as the catalogue has it; raises NotAtHand while a file of it is not made.

    Its licence and topics are those that all of its datasets have: nobody else can give one.
    """
    table, datasets = own.table, own.datasets
    publisher = next(iter(own.office), None)
    absolute = site.address.absolute
    name = unit_name(site, publisher) if publisher else site.name
    licences = {each.licence for each in datasets}
    licence = licences.pop() if len(licences) == 1 else ""
    days = [day for each in datasets if (day := each.updated or each.last)]
    first = datasets[0].topics if datasets else ()
    topics = [topic for topic in first if all(topic in each.topics for each in datasets)]
    periods = table.periods
    return CatalogueEntry(
        identifier=table.url.strip("/"),
        name=table.name,
        url=absolute(table.url),
        title=table.title,
        description=f"{table.description} {told_of(site, table)}".strip(),
        publisher=name,
        publisher_url=absolute(unit_url(publisher.key) if publisher else "/"),
        contact=contact,
        frequency="",
        licence=licence if licence_url(licence, site.lang) else "",
        licence_url=licence_url(licence, site.lang),
        source="",
        source_url="",
        coverage="",
        code="",
        start=first_day(periods[0]) if periods else None,
        end=last_day(periods[-1]) if periods else None,
        issued=None,
        modified=max(days, default=None),
        topics=tuple(
            CatalogueTopic(url=absolute(topic_url(topic)), label=label_of(site.topics, topic))
            for topic in topics
        ),
        files=tuple(_files(site, table, digests)),
        schema=absolute(file_url(table, ".schema.json")),
        table=absolute(file_url(table, ".csv-metadata.json")),
        held=False,
    )


def _files(
    site: SiteContext, table: CityTable, digests: Mapping[str, FileDigest]
) -> Iterator[CatalogueFile]:
    forms = {".csv": "text/csv", ".json": "application/json"}
    if has_workbook(table):
        forms[".xlsx"] = _WORKBOOK
    for ending, media_type in forms.items():
        url = file_url(table, ending)
        made = digests.get(output_path(url))
        if made is None:
            raise NotAtHand(url)
        yield CatalogueFile(
            url=site.address.absolute(url),
            format=FORMAT_NAMES[media_type],
            media_type=media_type,
            size=made.size,
            digest=made.digest,
        )
