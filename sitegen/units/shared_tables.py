"""The tables of a unit that follow a shared schema, those that are held back among them."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.city.schemas import Standards
from sitegen.city.sources import stem
from sitegen.datasets.dataset import MAX_METADATA
from sitegen.keys.yamlslips import read_yaml
from sitegen.keys.yamltext import Mapping, Scalar
from sitegen.model import SharedTable
from sitegen.units.files import open_file
from sitegen.units.parts import UnitParts

_KEYS = ("skema", "schema")


def shared_tables(made: UnitParts, standards: Standards) -> tuple[SharedTable, ...]:
    """Return the tables of the unit that follow a shared schema, in the order of their datasets.

    One of which no version can be published is among them without an address.
    """
    published = (each.shared for each in made.datasets if each.shared)
    return (*published, *_held(made, standards))


def _held(made: UnitParts, standards: Standards) -> Iterator[SharedTable]:
    files = made.content.files
    described = {stem(path): path for path in files.paths("metadata")}
    for each in made.content.datasets:
        path = described.get(stem(each.path))
        if each.held and each.value is None and path and not files.larger(path, MAX_METADATA):
            name = _schema_of((open_file(files, path).data or b"").decode("utf-8", "replace"))
            schema = standards.schema(name)
            if schema and schema.columns:  # a name of the city's own: nothing typed goes further
                yield SharedTable(schema=schema.name, held=True)


def _schema_of(text: str) -> str:
    """The schema that a description names, "" if it cannot be told."""
    root = read_yaml(text, known=frozenset(_KEYS)).root
    if isinstance(root, Mapping):
        found = next((node for key in _KEYS if (node := root.get(key))), None)
        return found.text.strip() if isinstance(found, Scalar) else ""
    return ""
