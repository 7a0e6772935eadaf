"""The catalogue as values: one entry for each dataset, which every form of it is written from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from sitegen.datasets.downloads import FORMAT_NAMES
from sitegen.datasets.lateness import first_day, last_day
from sitegen.i18n import N_
from sitegen.model import DataRecord, DatasetSummary, FileSummary, Office, UnitEntry
from sitegen.pages.city import City, all_datasets
from sitegen.pages.licences import licence_url
from sitegen.pages.site import SiteContext, label_of, unit_name
from sitegen.pages.unit_shared import safe_address
from sitegen.urls import dataset_url, topic_url, unit_url

_EMAIL = re.compile(r"[\w~!$&'*+;=.-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_DATASET = re.compile(r"/[a-z0-9-]+/[a-z0-9-]+/data/[a-z0-9-]+/?")
_SCHEMA = ".schema.json"
_COLUMNS = ".csv-metadata.json"


class CatalogueFile(Struct, frozen=True, kw_only=True):
    """A download: its absolute address, everyday format (`CSV`), size in bytes and SHA-256 in hexadecimal."""

    url: str
    format: str
    media_type: str
    size: int
    digest: str


class CatalogueTopic(Struct, frozen=True, kw_only=True):
    """A topic of the city: the absolute address of its page and its label."""

    url: str
    label: str


class CatalogueCode(Struct, frozen=True, kw_only=True):
    """A number that a dataset has in a register elsewhere, and what that number is, as a message id."""

    code: str
    kind: str


class CatalogueEntry(Struct, frozen=True, kw_only=True):
    """A dataset as the catalogue has it; addresses are absolute, "" and None stand for what is not known.

    `identifier` is the address from the site's root that the dataset had first, without slashes around
    it. `start` and `end` are the first and last day covered. `schema` and `table` are the addresses of
    the columns as Table Schema and as CSVW. `held` says that a newer version is being corrected.
    What `concept`, `method` and `responsible` mean is told by their keys (`sitegen.keys.data_register`);
    `codes` are the numbers that the walidata gave.
    """

    identifier: str
    name: str
    url: str
    title: str
    description: str
    publisher: str
    publisher_url: str
    contact: str
    contact_name: str
    frequency: str
    licence: str
    licence_url: str
    source: str
    source_url: str
    coverage: str
    code: str
    start: date | None
    end: date | None
    issued: date | None
    modified: date | None
    topics: tuple[CatalogueTopic, ...]
    files: tuple[CatalogueFile, ...]
    schema: str
    table: str
    held: bool
    concept: str = ""
    method: str = ""
    responsible: str = ""
    codes: tuple[CatalogueCode, ...] = ()


OfUnits = tuple[tuple[UnitEntry, tuple[CatalogueEntry, ...]], ...]


def city_contact(city: City) -> str:
    """Return the e-mail address of the city's office for information, "" if it gives none."""
    main = city.site.ppid.unit
    return next((_email(own) for entry, own in city.read("office") if entry.key == main), "")


def entries_of(city: City) -> OfUnits:
    """Return the datasets of each unit that has some, in the register's order."""
    offices = {entry.key: office for entry, office in city.read("office")}
    above = city_contact(city)
    firsts = _first_addresses(city)
    found: dict[str, tuple[UnitEntry, list[CatalogueEntry]]] = {}
    for dataset, entry in all_datasets(city):
        office = offices.get(entry.key)
        asked = (_email(office) if office else "") or above
        own = _entry(city.site, entry, dataset, asked, firsts)
        found.setdefault(entry.key, (entry, []))[1].append(own)
    return tuple((entry, tuple(own)) for entry, own in found.values())


def with_records(city: City, listed: OfUnits) -> OfUnits:
    """Return the entries with what Satu Data Indonesia asks for, as far as a catalogue has a place for it."""
    records = {
        city.site.address.absolute(record.url): record
        for _, own in city.read("records")
        for record in own
    }
    return tuple(
        (unit, tuple(_with_record(each, records.get(each.url)) for each in own))
        for unit, own in listed
    )


def _first_addresses(city: City) -> Mapping[str, str]:
    """The address that each dataset had first, by the one that it has now, as the city's list tells."""
    olds, _ = city.read("old_addresses")
    prefix = city.site.address.prefix
    before = {
        each.target: f"{each.path.removeprefix(prefix).rstrip('/')}/"
        for each in olds or ()
        if not each.parameters and _DATASET.fullmatch(each.path.removeprefix(prefix))
    }
    found: dict[str, str] = {}
    for target in before:
        first, seen = target, {target}
        while (older := before.get(first)) and older not in seen:
            seen.add(older)
            first = older
        found[target] = first
    return found


def _entry(
    site: SiteContext,
    unit: UnitEntry,
    own: DatasetSummary,
    asked: str,
    firsts: Mapping[str, str],
) -> CatalogueEntry:
    given = _EMAIL.fullmatch(own.contact.strip())
    schemas = {file.url: site.address.absolute(file.url) for file in own.files}
    url = dataset_url(unit.key, own.name)
    return CatalogueEntry(
        identifier=firsts.get(url, url).strip("/"),
        name=own.name,
        url=site.address.absolute(own.url),
        title=own.title,
        description=own.description or own.sentence or own.title,
        publisher=unit_name(site, unit),
        publisher_url=site.address.absolute(unit_url(unit.key)),
        contact=given[0] if given else asked,
        contact_name=unit_name(site, unit),
        frequency=own.frequency,
        licence=own.licence if licence_url(own.licence, site.lang) else "",
        licence_url=licence_url(own.licence, site.lang),
        source=own.source,
        source_url=safe_address(own.source_url),
        coverage=own.coverage,
        code=unit.code,
        start=first_day(own.period_start),
        end=last_day(own.period_end),
        issued=own.first,
        modified=own.updated or own.last,
        topics=tuple(
            CatalogueTopic(
                url=site.address.absolute(topic_url(topic)), label=label_of(site.topics, topic)
            )
            for topic in own.topics
        ),
        files=tuple(_files(site, own.files)),
        schema=next((full for short, full in schemas.items() if short.endswith(_SCHEMA)), ""),
        table=next((full for short, full in schemas.items() if short.endswith(_COLUMNS)), ""),
        held=own.held,
    )


def _with_record(own: CatalogueEntry, record: DataRecord | None) -> CatalogueEntry:
    if record is None:
        return own
    return replace(
        own,
        concept=record.concept,
        method=record.method,
        responsible=record.responsible,
        codes=tuple(
            CatalogueCode(code=code, kind=kind)
            for code, kind in (
                (record.standard_code, N_("Data standard code")),
                (record.metadata_code, N_("Metadata code")),
                (record.central_code, N_("DDP ID")),
            )
            if code.strip("-– ")
        ),
    )


def _files(site: SiteContext, files: Iterable[FileSummary]) -> Iterator[CatalogueFile]:
    for file in files:
        if not file.url.endswith((_SCHEMA, _COLUMNS)):
            yield CatalogueFile(
                url=site.address.absolute(file.url),
                format=FORMAT_NAMES.get(file.media_type, ""),
                media_type=file.media_type,
                size=file.size,
                digest=file.digest,
            )


def _email(office: Office) -> str:
    given = dict(office.asked).get("email", "").strip()
    return given if _EMAIL.fullmatch(given) else ""
