"""The paths of the new site, taken by their owners, and the files published there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sitegen.engine.claims import Claims
from sitegen.engine.options import Options
from sitegen.engine.place import Limits, limits_of, unstorable
from sitegen.model import Problem, Trace, Where
from sitegen.model.roles import folder_of
from sitegen.store.record import loads
from sitegen.urls import page_address

if TYPE_CHECKING:
    from sitegen.engine.publish import Publication
    from sitegen.engine.stage import Stage, Staged
    from sitegen.store.state import State

CITY = "the city's pages"
# An address in a message, which may be one of thousands of characters.
_SHOWN = 80


@dataclass(slots=True, kw_only=True)
class Paths:
    """If two owners want one path, the first keeps it and the other gets a problem. `target` is None
    when nothing is to be written, `limits` are those of the output folder, `sources` has the text of
    an owner's path where it is known.
    """

    options: Options
    target: Publication | None
    claims: Claims
    limits: Limits
    problems: list[Problem] = field(default_factory=list)
    sources: dict[tuple[str, str], str] = field(default_factory=dict)

    def stage(self, owner: str) -> Stage | None:
        """Return where this owner's files go; None when they are not to be written."""
        return self.target.stage(owner) if self.target and self.options.chosen(owner) else None

    def take(self, staged: Staged, owner: str, strands: tuple[tuple[str, str], ...] = ()) -> bool:
        """Take a file; return whether it can be stored and no other owner has its path.

        What cannot be stored costs this file alone, and what is online there stays. `strands` are
        those of the unit, whose traces know the source.
        """
        problem = self._unstorable(staged, owner, strands)
        if problem:
            self._tell(problem, owner)
            if self.target and self.target.owns(staged.path, owner):
                self.keep(staged.path, owner)
            return False
        free = self.own(staged.path, owner)
        if free and self.target is not None:
            self.target.take(staged)
        return free

    def _tell(self, problem: Problem, owner: str) -> None:
        """Tell a problem once: what city and unit have in the way of a folder is the unit's."""
        what = (problem.code, problem.params)
        same = [each for each in self.problems if (each.code, each.params) == what]
        if problem in same or (same and not owner):
            return
        for each in same:
            if not each.where.path:
                self.problems.remove(each)
        self.problems.append(problem)

    def _unstorable(
        self, staged: Staged, owner: str, strands: tuple[tuple[str, str], ...]
    ) -> Problem | None:
        reason = unstorable(staged.path, self.limits)
        if reason:
            url = page_address(staged.path)
            shown = url if len(url) <= _SHOWN else f"{url[:_SHOWN]}…"
            where = _source(staged.path, strands) or folder_of(owner)
            return Problem.of("S036", where, url=shown, reason=reason)
        return self.target.hindrance(staged, folder_of(owner)) if self.target else None

    def keep(self, path: str, owner: str) -> bool:
        """Keep a published file; return whether no other owner has its path."""
        free = self.own(path, owner)
        if free and self.target is not None:
            self.target.keep(path)
        return free

    def keep_all(self, paths: Sequence[str], owner: str) -> bool:
        """Keep all files that this owner published; False if they have to be kept one by one."""
        if not self.claims.settle(paths, owner):
            return False
        if self.target is not None:
            self.target.keep_all(paths)
        return True

    def own(self, path: str, owner: str) -> bool:
        """Return whether the path is this owner's; if another has it, that is a problem."""
        other = self.claims.take(path, owner)
        if not other:
            return True
        first = self.claims.owners[other]
        source = self.sources.get((owner, path), "")
        folder = f"content/{owner}" if owner else "site.yml"
        where = Where(path=source, field="alias") if source else Where(path=folder)
        self.problems.append(
            Problem.of(
                "S011",
                where,
                url=page_address(path),
                second=source or owner or CITY,
                taken=page_address(other),
                first=self.sources.get((first, other)) or first or CITY,
            )
        )
        return False


def _source(path: str, strands: tuple[tuple[str, str], ...]) -> str:
    """The source from which a unit makes the file at this path, "" if it is not known."""
    found = loads(tuple[Trace, ...], dict(strands).get("traces", "[]"))
    return next((trace.path for trace in found if path in trace.outputs), "")


def paths_of(options: Options, target: Publication | None, state: State) -> Paths:
    """Return the paths of a new site, none taken yet.

    What the last build published had one owner per path, and need not be checked again.
    """
    last = {} if state.reason else {path: entry.owner for path, entry in state.outputs.items()}
    return Paths(
        options=options,
        target=target,
        claims=Claims(settled=last),
        limits=limits_of(options.output),
        problems=list(target.problems if target else ()),
    )
