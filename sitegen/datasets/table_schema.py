"""A dataset's columns as a Table Schema (Data Package, version 2), for programs."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sitegen.model import Column, Constraints, DatasetMeta
from sitegen.tables.kinds import KINDS, Kind

# Text forms that are a string format in Table Schema; the others are types of their own.
_FORMATS = frozenset({"email", "uri", "uuid"})
_TYPE_FORMS = frozenset({"boolean", "time", "datetime", "duration", "geopoint", "object", "array"})
_NAMES = {
    "required": "required",
    "unique": "unique",
    "minimum": "minimum",
    "maximum": "maximum",
    "above": "exclusiveMinimum",
    "below": "exclusiveMaximum",
    "min_length": "minLength",
    "max_length": "maxLength",
    "pattern": "pattern",
    "choices": "enum",
}


def schema_json(meta: DatasetMeta) -> str:
    """Return the columns with their types and constraints as JSON, for the published CSV."""
    schema: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [_field(column) for column in meta.columns],
        "missingValues": [""],
    }
    if meta.key:
        schema["primaryKey"] = list(meta.key)
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _field(column: Column) -> dict[str, Any]:
    kind = column.form if column.form in _TYPE_FORMS else KINDS[column.kind].schema_type
    field: dict[str, Any] = {"name": column.name, "type": kind, "title": column.title}
    if column.form in _FORMATS:
        field["format"] = column.form
    if column.description:
        field["description"] = column.description
    if column.unit:
        field["unit"] = column.unit
    constraints = _constraints(column.constraints, KINDS[column.kind])
    if constraints:
        field["constraints"] = constraints
    return field


def _constraints(rules: Constraints, kind: Kind) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, key in _NAMES.items():
        value = getattr(rules, name)
        if value in ("", (), None, False):
            continue
        if isinstance(value, tuple):
            found[key] = [_bound(each, kind) for each in value]
        else:
            found[key] = _bound(value, kind) if key.endswith("imum") else value
    return found


def _bound(text: str, kind: Kind) -> str | int | float:
    """A bound or choice in the form of the CSV file's values; raises ValueError."""
    value = kind.bound(text) if kind.bound else text
    return value.isoformat() if isinstance(value, date) else value
