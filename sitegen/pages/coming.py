"""Activities to come with their units, in the order in which they take place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from sitegen.model import AgendaItem, UnitEntry

ComingOf: TypeAlias = tuple[AgendaItem, UnitEntry]


def in_turn(coming: Iterable[ComingOf]) -> tuple[ComingOf, ...]:
    """Return the activities by day and time."""
    return tuple(sorted(coming, key=_when))


def _when(of: ComingOf) -> tuple[date, str, str]:
    return of[0].first, of[0].time, of[0].url
