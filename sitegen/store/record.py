"""Units' results to JSON lines for the state and back: values only, never a pickle."""

from __future__ import annotations

import dataclasses
import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import (
    Any,
    Literal,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from markupsafe import Markup

from sitegen.digest import DIGEST_LENGTH, digest

Kind = TypeVar("Kind")


def dumps(value: object) -> str:
    """Return a frozen value of the model as JSON: its fields in order, without names."""
    return text_of(plain(value))


def text_of(value: object) -> str:
    """Return a plain value as JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def sealed(text: str) -> str:
    """Return `text` prefixed with its digest, for text that is parsed only when needed."""
    return digest(text) + text


def is_sealed(text: str) -> bool:
    """Return whether a sealed text is intact."""
    return digest(text[DIGEST_LENGTH:]) == text[:DIGEST_LENGTH]


def opened(text: str) -> str:
    """Return the text that was sealed."""
    return text[DIGEST_LENGTH:]


def loads(kind: type[Kind], text: str) -> Kind:
    """Return the value of this class in `text`; raises ValueError when it does not fit."""
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise ValueError(str(error)) from None
    return typed(kind, value)


def typed(kind: type[Kind], value: object) -> Kind:
    """Return the value of this class from a plain one; raises ValueError when it does not fit."""
    try:
        reader: Callable[[Any], Kind] = _reader(cast("Any", kind))
        made = reader(value)
    except (TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from None
    return made


# What JSON has too; most items are of these kinds, and are passed on without a call.
_LEAVES = frozenset({str, int, float, bool, NoneType})


def plain(value: object) -> object:
    """Return a frozen value of the model as what JSON can hold: lists, text and numbers."""
    if isinstance(value, tuple):
        return [item if type(item) in _LEAVES else plain(item) for item in value]
    return _writer(cast("Any", type(value)))(value)


@cache
def _writer(kind: Any) -> Callable[[Any], object]:
    """Return a function from a value of this class to JSON, made once for each class."""
    if dataclasses.is_dataclass(kind):
        return _class_writer(kind)
    if kind is bytes:
        return lambda value: b64encode(value).decode()
    if issubclass(kind, (date, datetime)):
        return cast("Callable[[Any], object]", kind.isoformat)
    return plain if issubclass(kind, tuple) else _same


def _class_writer(kind: Any) -> Callable[[Any], object]:
    hints = get_type_hints(kind)
    names = _fields(kind)
    fields = attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)
    # As when reading: most fields are text and numbers, which stay as they are.
    special = tuple(at for at, name in enumerate(names) if _reader(hints[name]) is not _same)

    def write(value: Any) -> object:
        found = list(fields(value))
        for at in special:
            found[at] = plain(found[at])
        return found

    return write


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """Return a function from JSON to a value of this type, made once for each type."""
    origin, parts = get_origin(kind), get_args(kind)
    if dataclasses.is_dataclass(kind):
        return _class_reader(kind)
    if origin is tuple:
        if len(parts) == 2 and parts[1] is Ellipsis:
            one = _reader(parts[0])
            return lambda items: tuple([one(item) for item in _listed(items)])
        each = tuple(_reader(part) for part in parts)
        return lambda items: tuple(
            [read(item) for read, item in zip(each, _listed(items), strict=True)]
        )
    if origin in {Union, UnionType}:
        (inner,) = (_reader(part) for part in parts if part is not NoneType)
        return lambda item: None if item is None else inner(item)
    if kind is datetime:
        return datetime.fromisoformat
    if kind is date:
        return date.fromisoformat
    if kind is bytes:
        return b64decode
    if origin is Literal or kind in {str, int, float, bool}:
        return _same
    if kind is Markup:
        return Markup
    raise TypeError(str(kind))


def _same(item: Any) -> Any:
    return item


def _listed(items: Any) -> list[Any]:
    """The list itself; a string can be iterated too, but is not a list."""
    if not isinstance(items, list):
        raise TypeError(type(items).__name__)
    return items


def _class_reader(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    names = _fields(kind)
    # Most values are plain text and numbers, and 73,000 reports have hundreds of thousands of them.
    readers = {name: _reader(hints[name]) for name in names}
    special = tuple((name, reader) for name, reader in readers.items() if reader is not _same)

    def read(items: Any) -> Any:
        if len(_listed(items)) != len(names):
            raise ValueError(kind.__name__)
        values = dict(zip(names, items, strict=True))
        for name, reader in special:
            values[name] = reader(values[name])
        return kind(**values)

    return read
