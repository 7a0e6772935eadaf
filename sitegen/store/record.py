"""Units' results to JSON for the state and back: values only, never a pickle."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

from markupsafe import Markup
from msgspec import Raw, json

from sitegen.digest import DIGEST_LENGTH, digest

Kind = TypeVar("Kind")


def dumps(value: object) -> str:
    """Return a value of the model as JSON: its fields in order, without names."""
    return _ENCODER.encode(value).decode()


def sealed(text: str) -> str:
    """Return `text` prefixed with its digest, for text that is parsed only when needed."""
    return digest(text) + text


def is_sealed(text: str) -> bool:
    """Return whether a sealed text is intact."""
    return digest(text[DIGEST_LENGTH:]) == text[:DIGEST_LENGTH]


def opened(text: str) -> str:
    """Return the text that was sealed."""
    return text[DIGEST_LENGTH:]


def loads(kind: type[Kind], text: str | Raw) -> Kind:
    """Return the value of this type in `text`; raises ValueError when it does not fit."""
    try:
        return cast("Kind", _decoder(cast("Hashable", kind)).decode(text))
    except RecursionError as error:
        raise ValueError(str(error)) from None


@cache
def _decoder(kind: Hashable) -> json.Decoder[Any]:
    return json.Decoder(cast("Any", kind), dec_hook=_from_text)


def _from_text(kind: type[Any], value: Any) -> Any:
    if kind is not Markup or not isinstance(value, str):
        raise TypeError(str(kind))
    return Markup(value)  # noqa: S704 - it was one when it was written


def _as_text(value: object) -> str:
    if not isinstance(value, Markup):
        raise TypeError(type(value).__name__)
    return str(value)


_ENCODER = json.Encoder(enc_hook=_as_text)
