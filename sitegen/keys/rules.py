"""What reading keys requires to know about the city."""

from __future__ import annotations

from msgspec import Struct


class Rules(Struct, frozen=True, kw_only=True):
    """What reading content requires of the city: time zone, vocabularies, and names that keep their capitals."""

    zone: str
    choices: dict[str, tuple[str, ...]] = {}
    names: tuple[str, ...] = ()
