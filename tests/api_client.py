"""A client of the API made from its OpenAPI description alone: types, methods, and what they read.

It knows nothing of sitegen. Answers are decoded strictly: a field too many, one missing or one of
another type is an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

Fetch = Callable[[str], bytes]
Thing = dict[str, Any]
_TYPES: dict[str, Any] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": bool,
    "null": None,
    "date": date,
    "date-time": datetime,
}


class Client:
    """Calls the operations of a description by their ids; `fetch` gets an address and returns bytes."""

    def __init__(self, address: str, fetch: Fetch) -> None:
        self.description: Thing = msgspec.json.decode(fetch(address))
        self.fetch = fetch
        self.types: dict[str, Any] = {}
        self.operations: dict[str, tuple[str, Thing]] = {
            methods["get"]["operationId"]: (path, methods["get"])
            for path, methods in self.description["paths"].items()
        }

    def call(self, operation: str, **parameters: str) -> Any:
        """Return the answer of an operation, as values of types made from its schema."""
        return msgspec.json.decode(
            self.raw(operation, **parameters), type=self.type_of(self.schema(operation))
        )

    def raw(self, operation: str, **parameters: str) -> bytes:
        """Return the answer as it is."""
        path, told = self.operations[operation]
        for each in told.get("parameters", ()):
            value = parameters.pop(each["name"])
            assert re.search(each["schema"]["pattern"], value)
            path = path.replace(f"{{{each['name']}}}", value)
        assert not parameters
        return self.fetch(self.description["servers"][0]["url"] + path)

    def schema(self, operation: str) -> Thing:
        """Return the schema of the answer."""
        _, told = self.operations[operation]
        found: Thing = told["responses"]["200"]["content"]["application/json"]["schema"]
        return found

    def faults(self, operation: str, answer: object) -> list[str]:
        """Return what an answer breaks of its schema, by an independent validator."""
        whole = Resource.from_contents(self.description, default_specification=DRAFT202012)
        registry: Registry[Any] = Registry().with_resource("urn:api", whole)
        pointer = self.schema(operation)["$ref"].removeprefix("#")
        validator = Draft202012Validator(
            {"$ref": f"urn:api#{pointer}"},
            registry=registry,
            format_checker=Draft202012Validator.FORMAT_CHECKER,
        )
        return [error.message for error in validator.iter_errors(answer)]

    def type_of(self, schema: Thing) -> Any:
        """Return the type that a schema describes."""
        if "$ref" in schema:
            return self._named(schema["$ref"].rpartition("/")[2])
        if "anyOf" in schema:
            made = [self.type_of(each) for each in schema["anyOf"]]
            union = made[0]
            for each in made[1:]:
                union |= each
            return union
        if "enum" in schema:
            return Literal.__getitem__(tuple(schema["enum"]))
        if schema["type"] == "array":
            return list.__class_getitem__(self.type_of(schema["items"]))
        kind = _TYPES[str(schema.get("format", schema["type"]))]
        if "pattern" in schema:
            return Annotated[kind, msgspec.Meta(pattern=schema["pattern"])]
        return kind

    def _named(self, name: str) -> Any:
        if name not in self.types:
            schema = self.description["components"]["schemas"][name]
            assert set(schema["required"]) == set(schema["properties"])
            fields = [(field, self.type_of(own)) for field, own in schema["properties"].items()]
            self.types[name] = msgspec.defstruct(
                name, fields, forbid_unknown_fields=True, kw_only=True
            )
        return self.types[name]
