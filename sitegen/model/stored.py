"""What values have in common that the state may keep."""

from __future__ import annotations

from msgspec import Struct


class Stored(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A value whose JSON has its fields in order, without names; one field more is refused."""
