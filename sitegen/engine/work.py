"""One build under way: what it was given, what is gathered, and which files the new site has."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sitegen.engine.claims import Claims
from sitegen.engine.options import Options
from sitegen.model import Output, Problem, StrandName, UnitRecord, UnitResult, UnitSource, Where
from sitegen.processes.timing import Stopwatch, TemplateTime
from sitegen.urls import page_address

if TYPE_CHECKING:
    from sitegen.city.config import Config
    from sitegen.city.git.history import History
    from sitegen.city.register import Register
    from sitegen.city.sources import Sources
    from sitegen.city.tiles import Tiles
    from sitegen.engine.publish import Publication
    from sitegen.engine.stage import Stage, Staged
    from sitegen.store.state import State, UnitRow
    from sitegen.units.shared import Kin, Shared

CITY = "the city's pages"


@dataclass(slots=True, kw_only=True)
class Work:
    """`units` are the units that have pages, in the register's order, with their relatives.

    `results` has what is said of each, in that order once all are built, `built` the whole results
    of those that were built now, and `rows` what the state is to say of each; `staged` are the
    files of the built ones, `broken` the problems of the links of each. `strands` has the names and
    JSON of the strands of built units, `opened` that of the others' where it was read.
    `product_keys` is what the state is to say of the city's pages. `anew` says why the state of the last build was of no use.
    """

    options: Options
    config: Config
    register: Register
    shared: Shared
    state: State
    target: Publication | None
    history: History
    sources: Sources
    tiles: Tiles
    watch: Stopwatch
    assets: tuple[Output, ...] = ()
    units: tuple[tuple[UnitSource, Kin], ...] = ()
    rows: dict[str, UnitRow] = field(default_factory=dict)
    results: dict[str, UnitRecord] = field(default_factory=dict)
    built: dict[str, UnitResult] = field(default_factory=dict)
    anew: str = ""
    staged: dict[str, tuple[Staged, ...]] = field(default_factory=dict)
    broken: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    times: list[TemplateTime] = field(default_factory=list)
    strands: dict[str, tuple[tuple[StrandName, str], ...]] = field(default_factory=dict)
    opened: dict[StrandName, dict[str, str]] = field(default_factory=dict)
    product_keys: dict[str, str] = field(default_factory=dict)
    claims: Claims = field(default_factory=Claims)

    def __post_init__(self) -> None:
        """What the last build published had one owner for each path, and need not be judged again."""
        self.anew = self.state.reason
        if not self.state.reason:
            last = self.state.outputs.items()
            self.claims = Claims(settled={path: entry.owner for path, entry in last})

    def stage(self, owner: str) -> Stage | None:
        """Return where the files of this owner go; None when they are not to be written."""
        return self.target.stage(owner) if self.target and self.options.chosen(owner) else None

    def take(self, staged: Staged, owner: str) -> bool:
        """Take a file; return whether no other owner has its path."""
        free = self.own(staged.path, owner)
        if free and self.target is not None:
            self.target.take(staged)
        return free

    def keep(self, path: str, owner: str) -> bool:
        """Keep a published file; return whether no other owner has its path."""
        free = self.own(path, owner)
        if free and self.target is not None:
            self.target.keep(path)
        return free

    def own(self, path: str, owner: str) -> bool:
        """Return whether the path is this owner's; when another has it, that is a problem of both."""
        other = self.claims.take(path, owner)
        if not other:
            return True
        first = self.claims.owners[other]
        params = (
            ("url", page_address(path)),
            ("second", owner or CITY),
            ("taken", page_address(other)),
            ("first", first or CITY),
        )
        where = Where(path=f"content/{owner}" if owner else "site.yml")
        self.problems.append(Problem(code="S011", where=where, params=params))
        return False
