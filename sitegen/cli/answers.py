"""Answers for programs: each JSON object names what it is and its version (docs/json.md)."""

from __future__ import annotations

import json

# It grows when a field goes, or means something else; new fields may come without.
VERSION = 1


def answer(schema: str, **fields: object) -> str:
    """Return a JSON object of this schema, one of those in docs/json/sitegen.schema.json."""
    return json.dumps(named(schema, **fields), ensure_ascii=False)


def named(schema: str, **fields: object) -> dict[str, object]:
    """Return the fields of such an object, its name and version first."""
    return {"schema": schema, "version": VERSION, **fields}
