"""What reading keys requires to know about the city."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What reading content requires of the city: time zone and vocabularies."""

    zone: str
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
