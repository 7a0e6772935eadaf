"""All data of a unit as a Data Package (version 2): what `frictionless` and other programs open.

https://datapackage.org/standard/data-package/
"""

from __future__ import annotations

import json
from typing import Any

from sitegen.exports.catalogue.entries import CatalogueEntry
from sitegen.legible import encoded
from sitegen.model import Output, UnitEntry
from sitegen.pages.site import SiteContext, unit_name
from sitegen.urls import data_package_url, output_path, slugify, unit_url

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
Thing = dict[str, Any]


def data_package(site: SiteContext, unit: UnitEntry, entries: tuple[CatalogueEntry, ...]) -> Output:
    """Return the description of a unit's tidy tables, each with its schema, size and digest."""
    url = data_package_url(unit.key)
    thing: Thing = {
        "$schema": PROFILE,
        "name": slugify(unit.key),
        "id": site.address.absolute(url),
        "title": unit_name(site, unit),
        "homepage": site.address.absolute(unit_url(unit.key)),
        "resources": [_resource(each) for each in entries],
    }
    body = json.dumps(thing, ensure_ascii=False, indent=1) + "\n"
    return Output(path=output_path(url), body=encoded(body))


def _resource(own: CatalogueEntry) -> Thing:
    """A table; its files stand in the folder of its name beside the package."""
    table = next(file for file in own.files if file.url.endswith(f"/{own.name}.csv"))
    thing: Thing = {
        "name": own.name,
        "path": f"{own.name}/{own.name}.csv",
        "type": "table",
        "title": own.title,
        "description": own.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": table.size,
        "hash": f"sha256:{table.digest}",
        "schema": f"{own.name}/{own.name}.schema.json",
        "homepage": own.url,
    }
    if own.licence_url:
        thing["licenses"] = [{"path": own.licence_url, "title": own.licence}]
    if own.source:
        source = {"title": own.source}
        thing["sources"] = [source | {"path": own.source_url} if own.source_url else source]
    return thing
