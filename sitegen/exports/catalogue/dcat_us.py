"""The catalogue as `data.json` of DCAT-US 3: plain JSON, in the form that its JSON Schema requires.

https://resources.data.gov/resources/dcat-us-3-catalog/
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sitegen.exports.catalogue.entries import CatalogueContact, CatalogueEntry, CatalogueFile
from sitegen.exports.catalogue.vocabularies import FREQUENCY_CODES, OPENAPI
from sitegen.i18n import N_
from sitegen.legible import encoded
from sitegen.model import Output
from sitegen.pages.licences import licence_url
from sitegen.pages.site import SiteContext
from sitegen.urls import (
    API_DESCRIPTION_URL,
    API_ROOT,
    CATALOGUE_URLS,
    DATA_URL,
    TERMS_URL,
    output_path,
)

Thing = dict[str, Any]
URL = CATALOGUE_URLS["application/json"]


def data_json(
    site: SiteContext, entries: tuple[CatalogueEntry, ...], contact: CatalogueContact
) -> Output:
    """Return the catalogue of all datasets; one without datasets has an empty list.

    `contact` is whom the city names for information.
    """
    t = site.t.gettext
    thing: Thing = {
        "@id": site.address.absolute(URL),
        "@type": "Catalog",
        "title": t(N_("Data of {city}")).format(city=site.name),
        "description": t(N_("All datasets that the offices of {city} publish.")).format(
            city=site.name
        ),
        "language": site.lang,
        "license": licence_url(site.licence, site.lang),
        "publisher": {"@type": "Agent", "name": site.name},
        "homepage": _document(site.address.absolute(DATA_URL), t(N_("Data"))),
        "modified": _newest(entries),
        # The schema wants a contact of each service.
        "service": [_service(site, contact)] if contact.mail else None,
        "dataset": [_dataset(site, each) for each in entries],
    }
    return Output(path=output_path(URL), body=encoded(_written(_given(thing))))


def _service(site: SiteContext, contact: CatalogueContact) -> Thing:
    """The API, which tells what the city publishes; the tables themselves are the datasets' files."""
    t = site.t.gettext
    title = t(N_("API of {city}")).format(city=site.name)
    return {
        "@id": site.address.absolute(API_ROOT),
        "@type": "DataService",
        "title": title,
        "description": t(N_("What the offices of the city publish, as files for programs.")),
        "publisher": {"@type": "Agent", "name": site.name},
        "contactPoint": [_contact(contact)],
        "endpointURL": [site.address.absolute(API_ROOT)],
        "endpointDescription": [site.address.absolute(API_DESCRIPTION_URL)],
        "conformsTo": [{"@id": OPENAPI, "@type": "Standard", "title": "OpenAPI 3.1"}],
        "license": licence_url(site.licence, site.lang),
        "language": site.lang,
    }


def _dataset(site: SiteContext, own: CatalogueEntry) -> Thing:
    t = site.t.gettext
    return _given(
        {
            "@id": own.url,
            "@type": "Dataset",
            "identifier": own.identifier,
            "title": own.title,
            "description": own.description,
            "publisher": {"@id": own.publisher_url, "@type": "Organization", "name": own.publisher},
            "contactPoint": _contact(own.contact),
            "landingPage": _document(own.url, own.title),
            "keyword": [topic.label for topic in own.topics],
            "theme": [
                {"@id": topic.url, "@type": "Concept", "prefLabel": topic.label}
                for topic in own.topics
            ],
            "accrualPeriodicity": FREQUENCY_CODES.get(own.frequency),
            "temporal": _periods(own),
            "spatial": _places(own),
            "provenance": [each for each in (own.source, own.method) if each],
            "subject": [{"@type": "Concept", "prefLabel": own.concept}] if own.concept else None,
            "qualifiedAttribution": _attribution(own, t(N_("Answers for the figures"))),
            "otherIdentifier": [
                {"@type": "Identifier", "notation": each.code, "schemaAgency": t(each.kind)}
                for each in own.codes
            ],
            "language": site.lang,
            "issued": _day(own.issued),
            "modified": _day(own.modified),
            "status": {"@type": "Concept", "prefLabel": own.status.capitalize()}
            if own.status
            else None,
            "version": own.version,
            "versionNotes": " ".join(notes(site, own)),
            "relation": [own.successor] if own.successor else None,
            "accessRights": None if own.status == "withdrawn" else t(N_("Open to all")),
            "rights": [site.address.absolute(TERMS_URL)],
            "distribution": [_distribution(site, own, file) for file in own.files],
            "describedBy": {
                "@type": "Distribution",
                "title": t(N_("Table schema")),
                "downloadURL": own.schema,
                "mediaType": "application/json",
            }
            if own.schema
            else None,
        }
    )


def _contact(own: CatalogueContact) -> Thing | None:
    """Whom to ask; the schema has no contact without an address for mail."""
    if not own.mail:
        return None
    return {"@type": "Kind", "fn": own.name, "hasEmail": f"mailto:{own.mail}"}


def _attribution(own: CatalogueEntry, role: str) -> list[Thing] | None:
    agent = {"@type": "Agent", "name": own.responsible}
    return [{"@type": "Attribution", "hadRole": role, "agent": agent}] if own.responsible else None


def notes(site: SiteContext, own: CatalogueEntry) -> tuple[str, ...]:
    """Return what is new in a version, and of one that stands in for a newer one or gets none any more."""
    held = N_("A newer version is being corrected; this is the last one that was correct.")
    said = (own.version_note, own.note, site.t.gettext(held) if own.held else "")
    return tuple(each for each in said if each)


def _distribution(site: SiteContext, own: CatalogueEntry, file: CatalogueFile) -> Thing:
    return _given(
        {
            "@id": file.url,
            "@type": "Distribution",
            "title": f"{own.title} ({file.format})" if file.format else own.title,
            "format": file.format,
            "mediaType": file.media_type,
            "accessURL": own.url,
            "downloadURL": file.url,
            "byteSize": str(file.size),
            "checksum": {
                "@type": "Checksum",
                "algorithm": "SHA-256",
                "checksumValue": file.digest,
            },
            "license": own.licence_url,
            "language": site.lang,
            "modified": _day(own.modified),
        }
    )


def _document(url: str, title: str) -> Thing:
    return {"@id": url, "@type": "Document", "title": title, "accessURL": url}


def _periods(own: CatalogueEntry) -> list[Thing]:
    period = _given({"startDate": _day(own.start), "endDate": _day(own.end)})
    return [{"@type": "PeriodOfTime", **period}] if period else []


def _places(own: CatalogueEntry) -> list[Thing]:
    return [{"@type": "Location", "prefLabel": own.coverage}] if own.coverage else []


def _newest(entries: tuple[CatalogueEntry, ...]) -> str | None:
    days = [each.modified for each in entries if each.modified]
    return _day(max(days)) if days else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _given(thing: Thing) -> Thing:
    """The thing without what is not known."""
    return {
        name: value
        for name, value in thing.items()
        if name == "dataset" or value not in ("", None, [])
    }


def _written(thing: Thing) -> str:
    """The JSON, with one dataset a line."""
    head = {name: value for name, value in thing.items() if name != "dataset"}
    rows = ",\n".join(json.dumps(each, ensure_ascii=False) for each in thing["dataset"])
    start = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    return f'{start},\n "dataset": [\n{rows}\n ]\n}}\n'
