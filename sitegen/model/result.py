"""The result of building one unit."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812 - fields of values are called `date`
from typing import Literal

from sitegen.model.problem import Problem, Where
from sitegen.model.stored import Stored
from sitegen.model.unit import PermitKey

# Later than any date that a report can have.
FOREVER = 1e12


class Output(Stored, frozen=True, kw_only=True):
    """A file of the site: `path` relative to the output folder, forward slashes.

    `key` stands for everything that it was made from; "" says nothing.
    """

    path: str
    body: bytes
    key: str = ""


class Skipped(Stored, frozen=True, kw_only=True):
    """A source that is valid but not published now; `reason` is draft, future or expired.

    `time` is that of the day at which it appears, as people write it, "" if its author gave none.
    """

    path: str
    reason: Literal["draft", "future", "expired"]
    date: Date | None = None
    time: str = ""


class StandIn(Stored, frozen=True, kw_only=True):
    """The earlier version published in place of a held-back file or folder.

    It dates from `commit`, made on `date`; these are "" and None for a version kept in the state.
    `online` says that nothing was made from it: the pages online were left as they are.
    """

    path: str
    commit: str = ""
    date: Date | None = None
    online: bool = False


class SiteLink(Stored, frozen=True, kw_only=True):
    """An author's link to an address of this site, to be checked once all pages are known."""

    where: Where
    url: str


class PageIds(Stored, frozen=True, kw_only=True):
    """The ids of the page at this address, which links may name after `#`."""

    url: str
    ids: tuple[str, ...]


class Trace(Stored, frozen=True, kw_only=True):
    """What became of a source: the output files made from it, and the addresses that show it."""

    path: str
    outputs: tuple[str, ...]
    pages: tuple[str, ...]


class UnitRecord(Stored, frozen=True, kw_only=True):
    """What a build reports about a unit, and the next one remembers.

    It is valid for clocks from `since` to just before `until`, in seconds since 1970: outside that
    range a report becomes due, expires or is not yet due. `stand_ins` are the versions published in
    place of those `held_back` files that have a good one, `refused` the files whose kept version
    contains personal data. `permitted` are the exceptions that the build needed. `contested` says
    that git's history decided who has an old address. `around` stands for what its home page shows of
    other units, "" for nothing.
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
    contested: bool = False
    around: str = ""


class Made(Stored, frozen=True, kw_only=True):
    """What was made from a unit's sources, for the next build: `rows` has the JSON of each source
    that was made now, `kept` the paths of those whose row is still right.
    """

    rows: tuple[tuple[str, str], ...] = ()
    kept: tuple[str, ...] = ()


class UnitResult(UnitRecord, frozen=True, kw_only=True):
    """The whole result of building one unit: its record, and everything that was made.

    `kept` has the paths of published files that are still right and were not made again. `strands`
    has the names and JSON of the strands of its summary (`UnitSummary`), of the places in its pages
    (`PageIds`) and of what became of its files (`Trace`). `links` are for the audit. `made` is what
    the next build may reuse of each source.
    """

    outputs: tuple[Output, ...]
    kept: tuple[str, ...] = ()
    strands: tuple[tuple[str, str], ...] = ()
    links: tuple[SiteLink, ...] = ()
    made: Made = Made()

    def record(self) -> UnitRecord:
        """Return only the record."""
        return UnitRecord(**{name: getattr(self, name) for name in UnitRecord.__struct_fields__})
