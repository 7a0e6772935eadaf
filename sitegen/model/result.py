"""What building one unit comes to."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date as Date  # noqa: N812 - fields of values are called `date`
from typing import Literal

from sitegen.model.problem import Problem, Where
from sitegen.model.summary import UnitSummary
from sitegen.model.unit import PermitKey

# Later than any date that a report can have.
FOREVER = 1e12


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file of the site: `path` relative to the output folder, forward slashes."""

    path: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A source that is right but not published now; `reason` is draft, future or expired."""

    path: str
    reason: Literal["draft", "future", "expired"]
    date: Date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """The earlier version that is published in place of a held-back file.

    `commit` left the file so, on `date`; they are "" and None for a version that the state kept.
    """

    path: str
    commit: str = ""
    date: Date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLink:
    """An author's link to an address of this site, to be checked when all pages are known."""

    where: Where
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What became of a source: the output files made of it, and the addresses that show it."""

    path: str
    outputs: tuple[str, ...]
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRecord:
    """What a build says of a unit, and the next one remembers.

    It holds for clocks from `since` until before `until`, in seconds since 1970: outside of that
    a report is published, expires or is not yet due. `stand_ins` are the versions published in
    place of those `held_back` files that have a good one, `refused` are files whose kept version
    holds personal data. `permitted` are the exceptions that it needed.
    """

    key: str
    problems: tuple[Problem, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    held_back: tuple[str, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()
    permitted: tuple[PermitKey, ...] = ()
    refused: tuple[str, ...] = ()
    since: float = 0.0
    until: float = FOREVER


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitResult(UnitRecord):
    """The whole result of building one unit: its record, and all that was made.

    `links` are for the audit, `traces` for who asks what became of a file.
    """

    outputs: tuple[Output, ...]
    summary: UnitSummary
    links: tuple[SiteLink, ...] = ()
    traces: tuple[Trace, ...] = ()

    def record(self) -> UnitRecord:
        """Return the record alone."""
        return UnitRecord(**{each.name: getattr(self, each.name) for each in fields(UnitRecord)})
