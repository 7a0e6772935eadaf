"""The catalogue as values: one entry for each dataset, which every form of it is written from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from sitegen.city.removed_datasets import RemovedDataset
from sitegen.datasets.downloads import FORMAT_NAMES
from sitegen.datasets.lateness import first_day, last_day
from sitegen.exports.catalogue.identifiers import identifiers
from sitegen.i18n import N_
from sitegen.keys.contacts import mails
from sitegen.model import DataRecord, DatasetSummary, FileSummary, Office, UnitEntry
from sitegen.pages.city import City, all_datasets
from sitegen.pages.licences import licence_url
from sitegen.pages.retired import removed_sentence, retired_note
from sitegen.pages.site import SiteContext, label_of, unit_name
from sitegen.pages.unit_shared import safe_address
from sitegen.pages.wording import sentence
from sitegen.urls import ask_url, topic_url, unit_url

_EMAIL = re.compile(r"[\w~!$&'*+;=.-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
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


# A dataset that is made once is complete, one without new figures deprecated, one that is gone withdrawn.
Status = Literal["", "completed", "deprecated", "withdrawn"]


class CatalogueCode(Struct, frozen=True, kw_only=True):
    """A number that a dataset has in a register elsewhere, and what that number is, as a message id."""

    code: str
    kind: str


class CatalogueContact(Struct, frozen=True, kw_only=True):
    """Who is asked about data: a name with an e-mail address and the page that says how else to ask.

    `mail` is "" where nobody gives one.
    """

    name: str
    mail: str
    page: str


class CatalogueEntry(Struct, frozen=True, kw_only=True):
    """A dataset as the catalogue has it; addresses are absolute, "" and None stand for what is not known.

    `identifier` is told by `sitegen.exports.catalogue.identifiers`. `start` and `end` are the first and last day covered. `schema` and `table` are the addresses of
    the columns as Table Schema and as CSVW. `held` says that a newer version is being corrected.
    What `concept`, `method` and `responsible` mean is told by their keys (`sitegen.keys.data_register`);
    `codes` are the numbers that the walidata gave. `note` says since when and why a dataset is continued no
    more or is gone, `successor` is the address of what takes its place. `version` is the newest version that the author
    points out, `version_note` what is new in it.
    """

    identifier: str
    name: str
    url: str
    title: str
    description: str
    publisher: str
    publisher_url: str
    contact: CatalogueContact
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
    status: Status = ""
    note: str = ""
    successor: str = ""
    version: str = ""
    version_note: str = ""


OfUnits = tuple[tuple[UnitEntry, tuple[CatalogueEntry, ...]], ...]


def city_contact(city: City) -> CatalogueContact:
    """Return whom the city names for information, else where it takes complaints."""
    site = city.site
    for entry, office in city.read("office"):
        if entry.key == site.ppid.unit:
            return _of_unit(site, entry, office, _complaints(site))
    return _complaints(site)


def _complaints(site: SiteContext) -> CatalogueContact:
    """The city itself; its address for complaints may be one for mail."""
    label, href = site.complaint
    mail = _address(href) if href.startswith("mailto:") else ""
    name = label if mail and label != href else site.name
    return CatalogueContact(name=name, mail=mail, page=site.address.absolute(ask_url()))


def _of_unit(
    site: SiteContext, entry: UnitEntry, office: Office | None, above: CatalogueContact
) -> CatalogueContact:
    """A unit with its own address, else the contact `above` it."""
    mail = _address(dict(office.asked).get("email", "")) if office else ""
    page = site.address.absolute(unit_url(entry.key))
    own = CatalogueContact(name=unit_name(site, entry), mail=mail, page=page)
    return own if mail or not above.mail else above


def entries_of(city: City) -> OfUnits:
    """Return the datasets of each unit that has some, in the register's order."""
    offices = {entry.key: office for entry, office in city.read("office")}
    above = city_contact(city)
    names = identifiers(city)
    found: dict[str, tuple[UnitEntry, list[CatalogueEntry]]] = {}
    for dataset, entry in all_datasets(city):
        contact = _of_unit(city.site, entry, offices.get(entry.key), above)
        if mail := _address(dataset.contact):
            page = city.site.address.absolute(dataset.url)
            contact = CatalogueContact(name=unit_name(city.site, entry), mail=mail, page=page)
        own = _entry(city.site, entry, dataset, contact, names[dataset.url])
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


def _entry(
    site: SiteContext,
    unit: UnitEntry,
    own: DatasetSummary,
    contact: CatalogueContact,
    identifier: str,
) -> CatalogueEntry:
    schemas = {file.url: site.address.absolute(file.url) for file in own.files}
    return CatalogueEntry(
        identifier=identifier,
        name=own.name,
        url=site.address.absolute(own.url),
        title=own.title,
        description=own.description or own.sentence or own.title,
        publisher=unit_name(site, unit),
        publisher_url=site.address.absolute(unit_url(unit.key)),
        contact=contact,
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
        version=own.versions[0].name if own.versions else "",
        version_note=sentence(own.versions[0].note) if own.versions else "",
        **_fate(site, own),
    )


def _fate(site: SiteContext, own: DatasetSummary) -> dict[str, Any]:
    """What has become of a dataset that is published."""
    if own.retired is None:
        return {"status": "completed" if own.frequency == "sekali" else ""}
    note = retired_note(site, own.retired)
    successor = own.retired.successor
    inside = successor.startswith("/")
    return {
        "status": "deprecated",
        "note": note.text,
        "successor": site.address.absolute(successor) if inside else safe_address(successor),
    }


def removed_entries(city: City) -> tuple[CatalogueEntry, ...]:
    """Return the datasets that are gone for less than a year, without what nobody knows of them any more."""
    units = {entry.key: entry for entry in city.entries}
    office = city_contact(city)
    names = identifiers(city)
    here = {own.url for own, _ in all_datasets(city)}
    return tuple(
        _gone(city.site, own, units.get(own.unit), office, names[own.url])
        for own in city.read("removed")
        if own.told and own.url not in here
    )


def _gone(
    site: SiteContext,
    own: RemovedDataset,
    unit: UnitEntry | None,
    contact: CatalogueContact,
    identifier: str,
) -> CatalogueEntry:
    publisher = unit_name(site, unit) if unit else site.name
    note = removed_sentence(site, own.day, own.reason)
    inside = own.successor.startswith("/")
    return CatalogueEntry(
        identifier=identifier,
        name=own.name,
        url=site.address.absolute(own.url),
        title=own.title,
        description=note,
        publisher=publisher,
        publisher_url=site.address.absolute(unit_url(unit.key) if unit else "/"),
        contact=contact,
        frequency="",
        licence="",
        licence_url="",
        source="",
        source_url="",
        coverage="",
        code=unit.code if unit else "",
        start=None,
        end=None,
        issued=None,
        modified=own.day,
        topics=(),
        files=(),
        schema="",
        table="",
        held=False,
        status="withdrawn",
        note=note,
        successor=site.address.absolute(own.successor) if inside else own.successor,
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


def _address(text: str) -> str:
    """The first e-mail address in what somebody wrote, "" if there is none."""
    given = (each.href.removeprefix("mailto:") for each in mails(text))
    return next((each for each in given if _EMAIL.fullmatch(each)), "")
