"""The answer about one path of a city, as `explain.py` gives it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from sitegen.model import Problem, StandIn
from sitegen.model.roles import Role

Kind = Role | Literal[
    "", "unit", "output", "settings", "register", "tiles", "permits", "owners", "theme", "root",
]  # fmt: skip
Status = Literal[
    "published", "held", "draft", "future", "expired", "unused", "closed", "stray", "shared",
    "checked", "outside", "ignored", "gone", "removed", "unknown",
]  # fmt: skip


class Builds(Struct, frozen=True, kw_only=True):
    """When and why a unit was last built (None and "" if never), and why the next build will.

    `stale` is "" if it will not; `changed` lists the unit's files that differ from that build.
    """

    built: datetime | None
    reason: str
    stale: str
    changed: tuple[str, ...]


class Explanation(Struct, frozen=True, kw_only=True):
    """What is known about a path. `path` is relative to the city, or on the site with a slash.

    `outputs` are made from it, `pages` show it, `lists` are other outputs that lead to its pages,
    `sources` are what an output is made from. `prepared` counts the lines of a text that were changed
    before it was read as Markdown, by kind. `online` says whether the last build published it, `units` how many units a shared source makes stale.
    `waiting` are texts that are not published now: a unit's, or those beside a picture that no page
    shows. `stand_in` is published in place of a file that is held back. `nearest` is the known path
    most like an unknown one. `target` is where a redirect leads; of an address that is `removed`, the
    source was removed on `date`.
    """

    path: str
    kind: Kind
    status: Status
    unit: str = ""
    date: date | None = None
    problems: tuple[Problem, ...] = ()
    online: bool = False
    outputs: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    prepared: tuple[tuple[str, int], ...] = ()
    sources: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    held_back: tuple[str, ...] = ()
    stand_in: StandIn | None = None
    builds: Builds | None = None
    units: int = 0
    nearest: str = ""
    target: str = ""
