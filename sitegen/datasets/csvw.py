"""A dataset's columns as CSVW (CSV on the Web), beside its tidy CSV file where programs look for it.

https://www.w3.org/TR/tabular-metadata/
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from sitegen.i18n import Lang
from sitegen.model import Column, DatasetMeta
from sitegen.tables.kinds import KINDS

# Types of XML Schema for those of Table Schema; all others are texts.
_TYPES = {"integer": "integer", "number": "number", "date": "date", "year": "gYear"}


def csvw_json(meta: DatasetMeta, lang: Lang) -> str:
    """Return the description of the published CSV file, whose address is relative to this one's."""
    schema: dict[str, Any] = {"columns": [_column(column, lang) for column in meta.columns]}
    if meta.key:
        schema["primaryKey"] = [_name(name) for name in meta.key]
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": lang}],
        "url": f"{meta.name}.csv",
        "dc:title": meta.title,
        "dialect": {
            "encoding": "utf-8",
            "delimiter": ",",
            "header": True,
            "lineTerminators": ["\n"],
        },
        "tableSchema": schema,
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _column(column: Column, lang: Lang) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": _name(column.name),
        "titles": {lang: [column.name]},
        "datatype": _TYPES.get(KINDS[column.kind].schema_type, "string"),
    }
    if column.description:
        found["dc:description"] = column.description
    if column.constraints.required:
        found["required"] = True
    return found


def _name(name: str) -> str:
    """The name as variables of URI templates have it: other signs as codes, no `_` in front."""
    return quote(name, safe="").replace("-", "%2D").replace("~", "%7E").lstrip("_") or "%5F"
