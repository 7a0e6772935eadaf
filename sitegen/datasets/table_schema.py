"""A dataset's columns as a Table Schema (Data Package, version 2), for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from sitegen.model import Column, Constraints, DatasetMeta

_TYPES = {
    "teks": "string",
    "kode": "string",
    "wilayah": "string",
    "bulan": "string",
    "semester": "string",
    "triwulan": "string",
    "bulat": "integer",
    "desimal": "number",
    "tahun": "year",
    "tanggal": "date",
}
# Forms of texts that Table Schema calls a format of strings; the others are types of their own.
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
_VALUES: dict[str, Callable[[str], Any]] = {
    "bulat": int,
    "tahun": int,
    "desimal": lambda text: float(text.replace(",", ".")),
}


def schema_json(meta: DatasetMeta) -> str:
    """Return the columns with their types and constraints, as the published CSV has them."""
    schema: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [_field(column) for column in meta.columns],
        "missingValues": [""],
    }
    if meta.key:
        schema["primaryKey"] = list(meta.key)
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _field(column: Column) -> dict[str, Any]:
    kind = column.form if column.form in _TYPE_FORMS else _TYPES[column.kind]
    field: dict[str, Any] = {"name": column.name, "type": kind, "title": column.title}
    if column.form in _FORMATS:
        field["format"] = column.form
    if column.description:
        field["description"] = column.description
    if column.unit:
        field["unit"] = column.unit
    constraints = _constraints(column.constraints, column.kind)
    if constraints:
        field["constraints"] = constraints
    return field


def _constraints(rules: Constraints, kind: str) -> dict[str, Any]:
    found = {}
    for name, key in _NAMES.items():
        value = getattr(rules, name)
        if value in ("", (), None, False):
            continue
        read = _VALUES.get(kind, str)
        if isinstance(value, tuple):
            found[key] = [read(each) for each in value]
        else:
            found[key] = read(value) if key.endswith("imum") else value
    return found
