"""What reading keys requires to know about the city."""

from __future__ import annotations

from msgspec import Struct

from sitegen.keys.own import OwnKey


class Rules(Struct, frozen=True, kw_only=True):
    """What reading content requires of the city: time zone, vocabularies, names that keep their
    capitals, and the keys that it has added.
    """

    zone: str
    choices: dict[str, tuple[str, ...]] = {}
    names: tuple[str, ...] = ()
    own: tuple[OwnKey, ...] = ()
