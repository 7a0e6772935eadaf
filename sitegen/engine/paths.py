"""The paths of the new site, taken by their owners, and the files published there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sitegen.engine.claims import Claims
from sitegen.engine.options import Options
from sitegen.model import Problem, Where
from sitegen.urls import page_address

if TYPE_CHECKING:
    from sitegen.engine.publish import Publication
    from sitegen.engine.stage import Stage, Staged
    from sitegen.store.state import State

CITY = "the city's pages"


@dataclass(slots=True, kw_only=True)
class Paths:
    """If two owners want one path, the first keeps it and the other gets a problem. `target` is None
    when nothing is to be written, `sources` has the text of an owner's path where it is known.
    """

    options: Options
    target: Publication | None
    claims: Claims
    problems: list[Problem] = field(default_factory=list)
    sources: dict[tuple[str, str], str] = field(default_factory=dict)

    def stage(self, owner: str) -> Stage | None:
        """Return where this owner's files go; None when they are not to be written."""
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


def paths_of(options: Options, target: Publication | None, state: State) -> Paths:
    """Return the paths of a new site, none taken yet.

    What the last build published had one owner per path, and need not be checked again.
    """
    last = {} if state.reason else {path: entry.owner for path, entry in state.outputs.items()}
    return Paths(options=options, target=target, claims=Claims(settled=last))
