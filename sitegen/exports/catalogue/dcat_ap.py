"""The catalogue as DCAT-AP 3.0.1: one graph, written as JSON-LD and as Turtle.

https://semiceu.github.io/DCAT-AP/releases/3.0.1/
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import quote

from sitegen.exports.catalogue.dcat_us import held_words
from sitegen.exports.catalogue.entries import CatalogueEntry, CatalogueFile
from sitegen.exports.catalogue.turtle import turtle
from sitegen.exports.catalogue.vocabularies import (
    COMPLETED,
    FILE_TYPES,
    FREQUENCY_NAMES,
    LANGUAGES,
    MEDIA_TYPES,
    PUBLIC,
)
from sitegen.i18n import N_
from sitegen.legible import encoded
from sitegen.model import Output
from sitegen.pages.licences import licence_url
from sitegen.pages.site import SiteContext
from sitegen.urls import CATALOGUE_URLS, DATA_URL, TERMS_URL, output_path

Node = dict[str, Any]
PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_UNFIT = re.compile(r"[^!#$&-;=?-Z_a-z~%\[\]]")


def catalogue_jsonld(site: SiteContext, entries: tuple[CatalogueEntry, ...]) -> Output:
    """Return the catalogue as JSON-LD, one node a line."""
    nodes = ",\n".join(json.dumps(node, ensure_ascii=False) for node in _graph(site, entries))
    context = json.dumps(PREFIXES, indent=1)
    url = CATALOGUE_URLS["application/ld+json"]
    body = f'{{"@context": {context},\n"@graph": [\n{nodes}\n]}}\n'
    return Output(path=output_path(url), body=encoded(body))


def catalogue_turtle(site: SiteContext, entries: tuple[CatalogueEntry, ...]) -> Output:
    """Return the same graph as Turtle."""
    url = CATALOGUE_URLS["text/turtle"]
    return Output(path=output_path(url), body=encoded(turtle(PREFIXES, _graph(site, entries))))


def _graph(site: SiteContext, entries: tuple[CatalogueEntry, ...]) -> Iterator[Node]:
    """Yield the catalogue, the units and topics that it names, and each dataset with its files."""
    t, lang = site.t.gettext, site.lang
    city = site.address.absolute("/")
    said = t(N_("All datasets that the offices of {city} publish."))
    days = [each.modified for each in entries if each.modified]
    yield _given(
        {
            "@id": site.address.absolute(DATA_URL),
            "@type": "dcat:Catalog",
            "dct:title": _text(t(N_("Data of {city}")).format(city=site.name), lang),
            "dct:description": _text(said.format(city=site.name), lang),
            "dct:publisher": _named(city),
            "dct:language": _named(LANGUAGES[lang]),
            "dct:license": _named(licence_url(site.licence, lang)),
            "dct:modified": _day(max(days)) if days else None,
            "foaf:homepage": _named(site.address.absolute("/")),
            "dcat:dataset": [_named(each.url) for each in entries],
        }
    )
    agents = {each.publisher_url: each.publisher for each in entries}
    for url, name in {city: site.name, **agents}.items():
        yield {"@id": url, "@type": "foaf:Agent", "foaf:name": _text(name, lang)}
    topics = {topic.url: topic.label for each in entries for topic in each.topics}
    for url, label in topics.items():
        yield {"@id": url, "@type": "skos:Concept", "skos:prefLabel": _text(label, lang)}
    # The terms of use are one statement of rights, and each licence a document.
    if entries:
        yield {"@id": site.address.absolute(TERMS_URL), "@type": "dct:RightsStatement"}
        yield {"@id": PUBLIC, "@type": "dct:RightsStatement"}
    licences = {each.licence_url for each in entries} | {licence_url(site.licence, lang)}
    for url in sorted(licences - {""}):
        yield {"@id": url, "@type": "dct:LicenseDocument"}
    for each in entries:
        yield _dataset(site, each)
        for file in each.files:
            yield _distribution(site, each, file)


def _dataset(site: SiteContext, own: CatalogueEntry) -> Node:
    lang = site.lang
    contact = {
        "@type": "vcard:Kind",
        "vcard:fn": _text(own.contact_name, lang),
        "vcard:hasEmail": _named(f"mailto:{own.contact}"),
    }
    frequency = FREQUENCY_NAMES.get(own.frequency, "")
    period = _given({"dcat:startDate": _day(own.start), "dcat:endDate": _day(own.end)})
    place = {"@type": "dct:Location", "skos:prefLabel": _text(own.coverage, lang)}
    source = {"@type": "dct:ProvenanceStatement", "rdfs:label": _text(own.source, lang)}
    return _given(
        {
            "@id": own.url,
            "@type": "dcat:Dataset",
            "dct:identifier": own.identifier,
            "dct:title": _text(own.title, lang),
            "dct:description": _text(own.description, lang),
            "dct:publisher": _named(own.publisher_url),
            "dcat:contactPoint": contact if own.contact else None,
            "dcat:landingPage": {"@id": own.url},
            "dcat:keyword": [_text(topic.label, lang) for topic in own.topics],
            "dcat:theme": [_named(topic.url) for topic in own.topics],
            "dct:accrualPeriodicity": _named(frequency),
            "dct:temporal": {"@type": "dct:PeriodOfTime", **period} if period else None,
            "dct:spatial": place if own.coverage else None,
            "dct:provenance": source if own.source else None,
            "dct:source": _named(own.source_url),
            "dct:language": _named(LANGUAGES[lang]),
            "dct:issued": _day(own.issued),
            "dct:modified": _day(own.modified),
            "dct:accessRights": _named(PUBLIC),
            "adms:status": _named(COMPLETED) if own.frequency == "sekali" else None,
            "adms:versionNotes": _text(held_words(site), lang) if own.held else None,
            "dcat:distribution": [_named(file.url) for file in own.files],
        }
    )


def _distribution(site: SiteContext, own: CatalogueEntry, file: CatalogueFile) -> Node:
    checksum = {
        "@type": "spdx:Checksum",
        "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
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
