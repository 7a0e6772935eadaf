"""The catalogue as DCAT-AP 3.0.1: one graph, written as JSON-LD and as Turtle, in several pages if it is long.

https://semiceu.github.io/DCAT-AP/releases/3.0.1/; pages as Hydra has them, https://www.hydra-cg.com/spec/latest/core/
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from sitegen.exports.catalogue.dcat_us import notes
from sitegen.exports.catalogue.entries import CatalogueContact, CatalogueEntry, CatalogueFile
from sitegen.exports.catalogue.turtle import turtle
from sitegen.exports.catalogue.vocabularies import (
    CUSTODIAN,
    FILE_TYPES,
    FREQUENCY_NAMES,
    LANGUAGES,
    MEDIA_TYPES,
    OPENAPI,
    PUBLIC,
    STATUSES,
    scheme_of,
)
from sitegen.i18n import N_
from sitegen.legible import encoded
from sitegen.model import Output
from sitegen.pages.licences import licence_url
from sitegen.pages.site import SiteContext
from sitegen.urls import (
    API_DESCRIPTION_URL,
    API_ROOT,
    API_URL,
    DATA_URL,
    TERMS_URL,
    catalogue_page_url,
    output_path,
)

Node = dict[str, Any]
PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
PAGE, LICENCE = "foaf:Document", "dct:LicenseDocument"
SHA256 = "spdx:checksumAlgorithm_sha256"
_UNFIT = re.compile(r"[^!#$&-;=?-Z_a-z~%\[\]]")


class CataloguePage(Struct, frozen=True, kw_only=True):
    """A page of the catalogue with its entries: its number, how many pages and entries there are.

    `contact` is whom the city names for information, `newest` the day of the newest change in all pages.
    """

    entries: tuple[CatalogueEntry, ...]
    contact: CatalogueContact
    newest: date | None
    number: int = 1
    pages: int = 1
    total: int = 0


def catalogue_jsonld(site: SiteContext, page: CataloguePage) -> Output:
    """Return a page of the catalogue as JSON-LD, one node a line."""
    form = "application/ld+json"
    nodes = ",\n".join(json.dumps(node, ensure_ascii=False) for node in _graph(site, page, form))
    context = json.dumps(PREFIXES, indent=1)
    body = f'{{"@context": {context},\n"@graph": [\n{nodes}\n]}}\n'
    return Output(path=output_path(catalogue_page_url(form, page.number)), body=encoded(body))


def catalogue_turtle(site: SiteContext, page: CataloguePage) -> Output:
    """Return the same graph as Turtle."""
    form = "text/turtle"
    body = turtle(PREFIXES, _graph(site, page, form))
    return Output(path=output_path(catalogue_page_url(form, page.number)), body=encoded(body))


def _graph(site: SiteContext, page: CataloguePage, form: str) -> Iterator[Node]:
    """Yield the catalogue, the API, each dataset with its files, and all that these name.

    Each page is whole in itself; what is said of the catalogue and the API stands on the first.
    """
    yield _catalogue(site, page)
    if page.pages > 1:
        yield _place(site, page, form)
    if page.number == 1:
        yield _service(site, page.contact)
    for each in page.entries:
        yield _dataset(site, each)
        for file in each.files:
            yield _distribution(site, each, file)
    yield from _agents(site, page.entries)
    yield from _named_things(site, page)


def _place(site: SiteContext, page: CataloguePage, form: str) -> Node:
    """The pages before and after this one.

    CKAN follows `next` of the one type, others of the other.
    """

    def at(number: int) -> Node | None:
        there = 1 <= number <= page.pages
        return _named(site.address.absolute(catalogue_page_url(form, number))) if there else None

    return _given(
        {
            "@id": site.address.absolute(catalogue_page_url(form, page.number)),
            "@type": ["hydra:PagedCollection", "hydra:PartialCollectionView"],
            "hydra:first": at(1),
            "hydra:previous": at(page.number - 1),
            "hydra:next": at(page.number + 1),
            "hydra:last": at(page.pages),
            "hydra:totalItems": {"@value": str(page.total), "@type": "xsd:integer"}
            if page.number == 1
            else None,
        }
    )


def _catalogue(site: SiteContext, page: CataloguePage) -> Node:
    t, lang = site.t.gettext, site.lang
    said = t(N_("All datasets that the offices of {city} publish."))
    first = page.number == 1
    return _given(
        {
            "@id": site.address.absolute(DATA_URL),
            "@type": ["dcat:Catalog", PAGE],
            "dct:title": _text(t(N_("Data of {city}")).format(city=site.name), lang),
            "dct:description": _text(said.format(city=site.name), lang),
            "dct:publisher": _named(site.address.absolute("/")),
            "dct:language": _named(LANGUAGES[lang]),
            "dct:license": _named(licence_url(site.licence, lang)),
            "dct:modified": _day(page.newest) if first else None,
            "foaf:homepage": _named(site.address.absolute(DATA_URL)),
            "dcat:dataset": [_named(each.url) for each in page.entries],
            "dcat:service": _named(site.address.absolute(API_ROOT)) if first else None,
        }
    )


def _service(site: SiteContext, contact: CatalogueContact) -> Node:
    """The API, which tells what the city publishes; the tables themselves are the datasets' files."""
    t, lang = site.t.gettext, site.lang
    about = t(N_("What the offices of the city publish, as files for programs."))
    return _given(
        {
            "@id": site.address.absolute(API_ROOT),
            "@type": "dcat:DataService",
            "dct:title": _text(t(N_("API of {city}")).format(city=site.name), lang),
            "dct:description": _text(about, lang),
            "dct:publisher": _named(site.address.absolute("/")),
            "dcat:contactPoint": _contact(contact, lang),
            "dcat:endpointURL": _named(site.address.absolute(API_ROOT)),
            "dcat:endpointDescription": _named(site.address.absolute(API_DESCRIPTION_URL)),
            "dcat:landingPage": _named(site.address.absolute(API_URL)),
            "dct:conformsTo": _named(OPENAPI),
            "dct:license": _named(licence_url(site.licence, lang)),
            "dct:accessRights": _named(PUBLIC),
        }
    )


def _agents(site: SiteContext, entries: tuple[CatalogueEntry, ...]) -> Iterator[Node]:
    units = {each.publisher_url: each.publisher for each in entries}
    for url, name in {site.address.absolute("/"): site.name, **units}.items():
        yield {"@id": url, "@type": "foaf:Agent", "foaf:name": _text(name, site.lang)}
    topics = {topic.url: topic.label for each in entries for topic in each.topics}
    for url, label in topics.items():
        yield {"@id": url, "@type": "skos:Concept", "skos:prefLabel": _text(label, site.lang)}


def _named_things(site: SiteContext, page: CataloguePage) -> Iterator[Node]:
    """Yield what each address is that others name: a reader knows it without asking elsewhere."""
    lang, entries = site.lang, page.entries
    found = {
        LANGUAGES[lang]: "dct:LinguisticSystem",
        PUBLIC: "dct:RightsStatement",
        licence_url(site.licence, lang): LICENCE,
    }
    if page.number == 1:
        found |= {OPENAPI: "dct:Standard", site.address.absolute(API_URL): PAGE}
    if any(each.files for each in entries):
        found[site.address.absolute(TERMS_URL)] = "dct:RightsStatement"
        found[SHA256] = "spdx:ChecksumAlgorithm"
    for each in entries:
        found[each.licence_url] = LICENCE
        found[FREQUENCY_NAMES.get(each.frequency, "")] = "dct:Frequency"
        if each.responsible:
            found[CUSTODIAN] = "dcat:Role"
        for file in each.files:
            found[MEDIA_TYPES + file.media_type] = "dct:MediaType"
            found[FILE_TYPES.get(file.format, "")] = "dct:MediaTypeOrExtent"
    for url in sorted(found.keys() - {""}):
        scheme = _named(scheme_of(url))
        yield _given({"@id": url, "@type": found[url], "skos:inScheme": scheme})
    for status in sorted({each.status for each in entries if each.status}):
        term, word = STATUSES[status]
        label = _text(site.t.gettext(word), lang)
        scheme = _named(scheme_of(term))
        yield {
            "@id": term,
            "@type": "skos:Concept",
            "skos:prefLabel": label,
            "skos:inScheme": scheme,
        }


def _contact(own: CatalogueContact, lang: str) -> Node:
    """Whom to ask, by mail or as a page says."""
    reached = (
        {"vcard:hasEmail": _named(f"mailto:{own.mail}")}
        if own.mail
        else {"vcard:hasURL": _named(own.page)}
    )
    return {"@type": "vcard:Kind", "vcard:fn": _text(own.name, lang), **reached}


def _dataset(site: SiteContext, own: CatalogueEntry) -> Node:
    lang = site.lang
    frequency = FREQUENCY_NAMES.get(own.frequency, "")
    period = _given({"dcat:startDate": _day(own.start), "dcat:endDate": _day(own.end)})
    place = {"@type": "dct:Location", "skos:prefLabel": _text(own.coverage, lang)}
    return _given(
        {
            "@id": own.url,
            # The address is that of its page, too.
            "@type": ["dcat:Dataset", PAGE],
            "dct:identifier": own.identifier,
            "dct:title": _text(own.title, lang),
            "dct:description": _text(own.description, lang),
            "dct:publisher": _named(own.publisher_url),
            "dcat:contactPoint": _contact(own.contact, lang),
            "dcat:landingPage": {"@id": own.url},
            "dcat:keyword": [_text(topic.label, lang) for topic in own.topics],
            "dcat:theme": [_named(topic.url) for topic in own.topics],
            "dct:accrualPeriodicity": _named(frequency),
            "dct:temporal": {"@type": "dct:PeriodOfTime", **period} if period else None,
            "dct:spatial": place if own.coverage else None,
            "dct:provenance": [
                {"@type": "dct:ProvenanceStatement", "rdfs:label": _text(said, lang)}
                for said in (own.source, own.method)
                if said
            ],
            # Of `dct:source` DCAT-AP says that it is a dataset; what is named may be any page.
            "prov:wasDerivedFrom": _named(own.source_url),
            "dct:subject": _concept(own.concept, lang),
            "prov:qualifiedAttribution": _attribution(own.responsible, lang),
            "adms:identifier": [
                {
                    "@type": "adms:Identifier",
                    "skos:notation": each.code,
                    "dct:title": _text(site.t.gettext(each.kind), lang),
                }
                for each in own.codes
            ],
            "dct:language": _named(LANGUAGES[lang]),
            "dct:issued": _day(own.issued),
            "dct:modified": _day(own.modified),
            "dct:accessRights": None if own.status == "withdrawn" else _named(PUBLIC),
            "adms:status": _named(STATUSES[own.status][0]) if own.status else None,
            "dcat:version": own.version,
            "adms:versionNotes": [_text(said, lang) for said in notes(site, own)],
            "dct:isReplacedBy": _named(own.successor),
            "dcat:distribution": [_named(file.url) for file in own.files],
        }
    )


def _concept(label: str, lang: str) -> Node | None:
    return {"@type": "skos:Concept", "skos:prefLabel": _text(label, lang)} if label else None


def _attribution(name: str, lang: str) -> Node | None:
    """The office that answers for the figures."""
    if not name:
        return None
    agent = {"@type": "foaf:Agent", "foaf:name": _text(name, lang)}
    return {"@type": "prov:Attribution", "prov:agent": agent, "dcat:hadRole": _named(CUSTODIAN)}


def _distribution(site: SiteContext, own: CatalogueEntry, file: CatalogueFile) -> Node:
    checksum = {
        "@type": "spdx:Checksum",
        "spdx:algorithm": {"@id": SHA256},
        "spdx:checksumValue": {"@value": file.digest, "@type": "xsd:hexBinary"},
    }
    return _given(
        {
            "@id": file.url,
            "@type": "dcat:Distribution",
            "dct:title": _text(
                f"{own.title} ({file.format})" if file.format else own.title, site.lang
            ),
            "dcat:accessURL": _named(own.url),
            "dcat:downloadURL": _named(file.url),
            "dcat:mediaType": _named(MEDIA_TYPES + file.media_type),
            "dct:format": _named(FILE_TYPES.get(file.format, "")),
            "dcat:byteSize": {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"},
            "dct:license": _named(own.licence_url),
            "dct:rights": _named(site.address.absolute(TERMS_URL)),
            "dct:modified": _day(own.modified),
            "spdx:checksum": checksum,
        }
    )


def _named(address: str) -> Node | None:
    """A resource by its address, in which signs that no address may have are written as codes."""
    return {"@id": _UNFIT.sub(lambda sign: quote(sign[0]), address)} if address else None


def _text(text: str, lang: str) -> Node:
    return {"@value": text, "@language": lang}


def _day(day: date | None) -> Node | None:
    return {"@value": day.isoformat(), "@type": "xsd:date"} if day else None


def _given(node: Node) -> Node:
    """The node without what is not known."""
    return {name: value for name, value in node.items() if value not in (None, [], "")}
