"""What pages say to search engines, as JSON-LD in the words of schema.org.

Nothing is said here that does not stand on the page. Each block is data, which browsers do not run.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from sitegen.keys.contacts import mails, telephones
from sitegen.model import Report, Service
from sitegen.pages import views
from sitegen.pages.jsonld import CONTEXT, Thing, block
from sitegen.pages.unit_shared import UnitContext
from sitegen.urls import unit_url


def with_data(meta: views.Meta, things: Iterable[Thing]) -> views.Meta:
    """Return the head with these things behind what it says already."""
    more = tuple(block({"@context": CONTEXT, **thing}) for thing in things)
    return replace(meta, data=(*meta.data, *more))


def organisation(unit: UnitContext) -> Thing:
    """Return a unit as other things name it."""
    address = unit.site.address.absolute(unit_url(unit.entry.key))
    return {
        "@type": "GovernmentOrganization",
        "@id": address,
        "name": unit.masthead.name,
        "url": address,
    }


def unit_data(unit: UnitContext, meta: views.Meta, channels: Iterable[str]) -> Thing:
    """Return a unit with all that its page says of it; `channels` are addresses of its accounts."""
    profile, entry, relatives = unit.profile, unit.entry, unit.relatives
    found = organisation(unit)
    given = {
        "alternateName": profile.short_name if profile.short_name not in unit.masthead.name else "",
        "description": profile.about,
        "telephone": [each.text for each in telephones(profile.phone)],
        "email": [each.text for each in mails(profile.email)],
        "sameAs": list(channels),
        "image": meta.image,
        "foundingDate": entry.since,
        "dissolutionDate": entry.until,
    }
    found |= {name: value for name, value in given.items() if value}
    if profile.address:
        found["address"] = {"@type": "PostalAddress", "streetAddress": profile.address}
    if entry.code:
        found["identifier"] = {
            "@type": "PropertyValue",
            "propertyID": "kode wilayah Kemendagri",
            "value": entry.code,
        }
    if relatives.parent and unit.masthead.parent:
        found["parentOrganization"] = {
            "@type": "GovernmentOrganization",
            "@id": unit.site.address.absolute(unit_url(relatives.parent.key)),
            "name": unit.masthead.parent.label,
        }
    return found


def service_data(unit: UnitContext, service: Service, url: str) -> Thing:
    """Return a public service of a unit; `url` is the absolute address of the page that tells of it."""
    found: Thing = {
        "@type": "GovernmentService",
        "name": service.name,
        "url": url,
        "provider": {"@id": organisation(unit)["@id"]},
        "jurisdiction": unit.site.name,
    }
    if service.other_names:
        found["alternateName"] = list(service.other_names)
    return found


def report_data(unit: UnitContext, report: Report, meta: views.Meta) -> Thing:
    """Return a report as an article."""
    own = organisation(unit)
    given = {
        "description": meta.description if meta.description != meta.title else "",
        "dateModified": meta.modified,
        "articleSection": meta.section,
    }
    return {
        "@type": "NewsArticle",
        "headline": report.title,
        "url": meta.canonical,
        "mainEntityOfPage": meta.canonical,
        "datePublished": meta.published,
        "inLanguage": unit.site.lang,
        "image": meta.image,
        "author": own,
        "publisher": {"@id": own["@id"], "@type": own["@type"], "name": own["name"]},
        **{name: value for name, value in given.items() if value},
    }


def event_data(unit: UnitContext, report: Report, meta: views.Meta) -> Iterable[Thing]:
    """Yield the activity that a report announces, if it says when and where it will be.

    Whoever calls this knows that its day has not passed.
    """
    if report.status != "rencana" or not (report.event_date and report.place):
        return
    found: Thing = {
        "@type": "Event",
        "name": report.title,
        "url": meta.canonical,
        "startDate": report.event_date.isoformat(),
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "eventStatus": "https://schema.org/EventScheduled",
        "location": {"@type": "Place", "name": report.place, "address": report.place},
        "organizer": organisation(unit),
        "image": meta.image,
    }
    if report.event_end:
        found["endDate"] = report.event_end.isoformat()
    if meta.description != meta.title:
        found["description"] = meta.description
    yield found
