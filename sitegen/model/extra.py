"""What stands under a key that the city has added."""

from __future__ import annotations

from sitegen.model.stored import Stored


class Extra(Stored, frozen=True, kw_only=True):
    """The value of a key that the city has added: a text, or as `34.5`, `2026-11-03`, `ya`."""

    name: str
    value: str
