"""The options of a build."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from sitegen.processes.budget import Budget


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line says. `clock` is None for the present; `jobs` 0 for all cores.

    `executor` is the address of a Dask scheduler whose workers build the units, or "".
    `units` are keys `<jenis>/<id>`; when given, only files of these units and of the city are
    written, and only their problems are reported. `key` is the city's key for reviewed exceptions;
    `trusting` takes them as they are written where there is no key, which nothing that publishes may. `allow_removal` lets more vanish from the site than the city's limit; `budget` is what
    each unit may cost. Without `compressed`, pages are not minified and get no compressed forms, whatever the city
    wants.
    """

    root: Path
    output: Path
    base_url: str = ""
    clock: datetime | None = None
    jobs: int = 0
    executor: str = ""
    units: tuple[str, ...] = ()
    drafts: bool = False
    future: bool = False
    strict: bool = False
    force: bool = False
    write: bool = True
    verify: Literal["", "sample", "all"] = ""
    template_metrics: bool = False
    key: bytes = field(default=b"", repr=False)
    trusting: bool = False
    allow_removal: bool = False
    budget: Budget = field(default_factory=Budget)
    compressed: bool = True

    @property
    def partial(self) -> bool:
        """Whether only the chosen units are considered: in a check, where nothing is written."""
        return bool(self.units) and not self.write

    def chosen(self, owner: str) -> bool:
        """Return whether files of this unit, or of the city (""), are written."""
        return not self.units or not owner or owner in self.units
