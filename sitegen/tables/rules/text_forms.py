"""Whether a text has a form of Table Schema: each function checks one text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, datetime, time
from uuid import UUID

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"]+")
_DURATION = re.compile(
    r"-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?"
)
TRUE = ("true", "True", "TRUE", "1")
FALSE = ("false", "False", "FALSE", "0")


def _reads(reader: Callable[[str], object]) -> Callable[[str], bool]:
    def fits(text: str) -> bool:
        try:
            reader(text)
        except (ValueError, RecursionError):
            return False
        return True

    return fits


def _matches(form: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: form.fullmatch(text) is not None


def _json(kind: type) -> Callable[[str], bool]:
    def fits(text: str) -> bool:
        try:
            return isinstance(json.loads(text), kind)
        except (ValueError, RecursionError):
            return False

    return fits


def _geopoint(text: str) -> None:
    longitude, latitude = map(float, text.split(","))
    if not (abs(longitude) <= 180 and abs(latitude) <= 90):
        raise ValueError(text)


def _datetime(text: str) -> None:
    if "T" not in text:
        raise ValueError(text)
    date.fromisoformat(text.partition("T")[0])
    datetime.fromisoformat(text)


FORMS: dict[str, Callable[[str], bool]] = {
    "boolean": frozenset((*TRUE, *FALSE)).__contains__,
    "email": _matches(_EMAIL),
    "uri": _matches(_URI),
    "uuid": _reads(UUID),
    "time": _reads(time.fromisoformat),
    "datetime": _reads(_datetime),
    "duration": _matches(_DURATION),
    "geopoint": _reads(_geopoint),
    "object": _json(dict),
    "array": _json(list),
}
