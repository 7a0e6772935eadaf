"""`openapi.json`: the description of the API as OpenAPI 3.1, made from the types of its files.

https://spec.openapis.org/oas/v3.1.0
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec import json as structs

from sitegen.i18n import N_
from sitegen.legible import encoded
from sitegen.model import Output
from sitegen.pages.licences import licence_url
from sitegen.pages.site import SiteContext
from sitegen.portal.api.index import VERSION, ApiIndex
from sitegen.portal.api.resource import ApiResource
from sitegen.portal.api.resources import RESOURCES
from sitegen.urls import (
    API_DESCRIPTION_URL,
    API_INDEX_URL,
    API_ROOT,
    API_URL,
    output_path,
)

Thing = dict[str, Any]
MONTH = "bulan"
_IN_PATH = "<yyyy>-<mm>"


def description(site: SiteContext) -> Output:
    """Return the description; its texts are in the language of the site."""
    return Output(path=output_path(API_DESCRIPTION_URL), body=_body(site))


@lru_cache(maxsize=4)
def _body(site: SiteContext) -> bytes:
    """The description's bytes, written once in a process: its text is long and the same for each build."""
    t = site.t.gettext
    types: list[type[Struct]] = [ApiIndex, *(each.file for each in RESOURCES)]
    licence = licence_url(site.licence, site.lang)
    thing: Thing = {
        "openapi": "3.1.0",
        "info": {
            "title": t(N_("API of {city}")).format(city=site.name),
            "version": VERSION,
            "summary": t(N_("What the offices of the city publish, as files for programs.")),
            "description": t(
                N_(
                    "Static files, free to read without an account or a key. Start with `index.json`. "
                    "Texts that are not known are empty; numbers and days that are not known are `null`. "
                    "New fields may come at any time."
                )
            ),
        }
        | ({"license": {"name": site.licence, "url": licence}} if licence else {}),
        "externalDocs": {"url": site.address.absolute(API_URL)},
        "servers": [{"url": site.address.absolute(API_ROOT).rstrip("/")}],
        "security": [],
        "paths": dict(_paths(site)),
        "components": {"schemas": schemas(site, types)},
    }
    return encoded(json.dumps(thing, ensure_ascii=False, indent=1) + "\n")


def schemas(site: SiteContext, types: list[type[Struct]]) -> Thing:
    """Return the JSON Schema of these types and of those in them, by name."""
    about = {each.file.__name__: {"description": each.about} for each in RESOURCES}
    return {
        # The class's own words are for developers.
        name: _translated(
            site, {k: v for k, v in schema.items() if k != "description"} | about.get(name, {})
        )
        for name, schema in _components(tuple(types)).items()
    }


@lru_cache(maxsize=32)
def _components(types: tuple[type[Struct], ...]) -> Thing:
    """The schemas as they are in the code: finding the types of all fields takes a tenth of a small build."""
    _, found = structs.schema_components(types, ref_template="#/components/schemas/{name}")
    return found


def _translated(site: SiteContext, part: Any) -> Any:
    """The schema with its descriptions in the language of the site."""
    if isinstance(part, dict):
        return {
            name: site.t.gettext(value)
            if name == "description" and isinstance(value, str)
            else _translated(site, value)
            for name, value in part.items()
        }
    return [_translated(site, each) for each in part] if isinstance(part, list) else part


def _paths(site: SiteContext) -> Iterator[tuple[str, Thing]]:
    about = site.t.gettext(N_("All files with their digests: what to fetch again, and what not."))
    yield (
        _below(API_INDEX_URL),
        {"get": _answer(site, "index", about, ApiIndex)},
    )
    for each in RESOURCES:
        get = _answer(site, each.name, site.t.gettext(each.about), each.file)
        yield _below(path_of(each)), {"get": get | _parameters(site, each)}


def path_of(resource: ApiResource) -> str:
    """Return the address of a kind of file in the form of OpenAPI: `/api/v1/reports/{bulan}.json`."""
    return resource.path.replace(_IN_PATH, f"{{{MONTH}}}")


def _below(url: str) -> str:
    return f"/{url.removeprefix(API_ROOT)}"


def _answer(site: SiteContext, name: str, about: str, file: type[Struct]) -> Thing:
    t = site.t.gettext
    return {
        "operationId": name,
        "summary": about,
        "responses": {
            "200": {
                "description": t(N_("The file.")),
                "content": {
                    "application/json": {
                        "schema": {"$ref": f"#/components/schemas/{file.__name__}"}
                    }
                },
            },
            "404": {"description": t(N_("There is no such file."))},
        },
    }


def _parameters(site: SiteContext, resource: ApiResource) -> Thing:
    if _IN_PATH not in resource.path:
        return {}
    about = site.t.gettext(N_("The month, such as `2026-11`; the index has all that there are."))
    month = {
        "name": MONTH,
        "in": "path",
        "required": True,
        "description": about,
        "schema": {"type": "string", "pattern": r"^\d{4}-\d{2}$"},
    }
    return {"parameters": [month]}
