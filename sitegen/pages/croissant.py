"""A dataset as JSON-LD that search engines and programs for learning read: Croissant 1.1 on schema.org.

https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from sitegen.datasets.downloads import DataFile
from sitegen.model import Column, DatasetMeta
from sitegen.pages import views
from sitegen.pages.jsonld import Thing
from sitegen.pages.licences import licence_url
from sitegen.pages.site import topic_links
from sitegen.pages.structured import organisation
from sitegen.pages.unit_shared import UnitContext
from sitegen.tables.kinds import KINDS

VERSION = "http://mlcommons.org/croissant/1.1"
# As the specification has it, in which the language is that of the texts.
_CONTEXT: Thing = {
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
# Types of schema.org for those of Table Schema; all others are texts.
_TYPES = {"integer": "sc:Integer", "number": "sc:Float", "date": "sc:Date", "boolean": "sc:Boolean"}


class Described(Struct, frozen=True, kw_only=True):
    """A dataset as its page describes it: its files, each with its absolute address, and since when it
    is published, None if unknown.
    """

    meta: DatasetMeta
    files: tuple[tuple[DataFile, str], ...]
    citation: str
    first: date | None


def croissant(unit: UnitContext, item: Described, meta: views.Meta) -> Thing:
    """Return a dataset with its files and the columns of its tidy table; `meta` is its page's head."""
    own, site = item.meta, unit.site
    # Programs for Croissant know no kinds of organisation.
    publisher = {**organisation(unit), "@type": "sc:Organization"}
    spread = "/".join(dict.fromkeys(end for end in (own.period_start, own.period_end) if end))
    given: Thing = {
        "license": licence_url(own.licence, site.lang),
        "isBasedOn": own.source_url,
        "temporalCoverage": spread,
        "spatialCoverage": own.coverage,
        "keywords": [link.label for link in topic_links(site, own.topics)],
        "datePublished": item.first.isoformat() if item.first else "",
        "dateModified": own.updated.isoformat() if own.updated else "",
        "recordSet": _records(own, f"{own.name}.csv"),
    }
    return {
        "@context": {"@language": site.lang, **_CONTEXT},
        "@type": "sc:Dataset",
        "conformsTo": VERSION,
        "@id": meta.canonical,
        "name": own.title,
        "description": meta.description,
        "url": meta.canonical,
        "inLanguage": site.lang,
        "isAccessibleForFree": True,
        "citeAs": item.citation,
        "creator": publisher,
        "publisher": publisher,
        "image": meta.image,
        **{name: value for name, value in given.items() if value},
        "distribution": list(_files(unit, item)),
    }


def _files(unit: UnitContext, item: Described) -> Iterator[Thing]:
    for file, url in item.files:
        yield {
            "@type": "cr:FileObject",
            "@id": file.name,
            "name": file.name,
            "description": unit.site.t.gettext(file.label),
            "contentUrl": url,
            "encodingFormat": file.media_type,
            "contentSize": f"{len(file.body)} B",
            "sha256": hashlib.sha256(file.body).hexdigest(),
        }


def _records(own: DatasetMeta, file: str) -> list[Thing]:
    """The columns of the tidy table; a table without any has none."""
    fields = [_field(column, file) for column in own.columns]
    if not fields:
        return []
    records: Thing = {"@type": "cr:RecordSet", "@id": "baris", "name": "baris", "field": fields}
    if own.key:
        records["key"] = [{"@id": f"baris/{name}"} for name in own.key]
    return [records]


def _field(column: Column, file: str) -> Thing:
    return {
        "@type": "cr:Field",
        "@id": f"baris/{column.name}",
        "name": column.name,
        "description": column.description or column.title,
        "dataType": _TYPES.get(KINDS[column.kind].schema_type, "sc:Text"),
        "source": {"fileObject": {"@id": file}, "extract": {"column": column.name}},
    }
