"""What the reading of keys needs to know of the city."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the reading of content needs of the city: time zone and vocabularies."""

    zone: str
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
