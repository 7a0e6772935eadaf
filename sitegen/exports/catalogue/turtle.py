"""Turtle (RDF 1.1) of a graph that is given as nodes of JSON-LD with prefixed names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def turtle(prefixes: Mapping[str, str], nodes: Iterable[Mapping[str, Any]]) -> str:
    """Return the nodes as Turtle.

    A node has `@id`, one or more of `@type`, and properties; values are texts, nodes, `@value` with `@language` or
    `@type`, and lists of them.
    """
    lines = [f"@prefix {name}: <{address}> ." for name, address in prefixes.items()]
    for node in nodes:
        said = " ;\n    ".join(_properties(node, prefixes))
        lines += ["", f"{_name(node['@id'], prefixes)} {said} ."]
    return "\n".join(lines) + "\n"


def _properties(node: Mapping[str, Any], prefixes: Mapping[str, str]) -> Iterator[str]:
    for name, value in node.items():
        if name == "@id":
            continue
        if name == "@type":
            yield "a " + (value if isinstance(value, str) else ", ".join(value))
            continue
        values = value if isinstance(value, list) else [value]
        yield f"{name} " + ", ".join(_term(each, prefixes) for each in values)


def _term(value: str | Mapping[str, Any], prefixes: Mapping[str, str]) -> str:
    if isinstance(value, str):
        return _literal(value)
    if "@value" in value:
        text = _literal(value["@value"])
        if "@language" in value:
            return f"{text}@{value['@language']}"
        return f"{text}^^{value['@type']}"
    if "@id" in value:
        return _name(value["@id"], prefixes)
    return "[ " + " ; ".join(_properties(value, prefixes)) + " ]"


def _name(address: str, prefixes: Mapping[str, str]) -> str:
    """An address in full; a prefixed name stays one."""
    return address if address.partition(":")[0] in prefixes else f"<{address}>"


def _literal(text: str) -> str:
    """A text in quotes: the escapes of JSON are among those of Turtle."""
    return json.dumps(text, ensure_ascii=False)
