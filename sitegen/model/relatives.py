"""A unit's relatives in the register, and what its home page shows of other units."""

from __future__ import annotations

from sitegen.model.stored import Stored
from sitegen.model.summary import AgendaItem, ReportSummary
from sitegen.model.unit import Notice, UnitEntry

# A report and the unit that published it.
ReportOf = tuple[ReportSummary, UnitEntry]


class AreaFigure(Stored, frozen=True, kw_only=True):
    """What a dataset says of one area: its figure in a column, with its unit and period.

    `title` and `url` are those of the dataset, `of` is the unit that publishes it.
    """

    column: str
    value: float
    whole: bool
    unit: str
    period: str
    title: str
    url: str
    of: UnitEntry


class Around(Stored, frozen=True, kw_only=True):
    """What a unit's home page shows of other units; each thing with the unit that it is of.

    Of the units below it: their `notices` in force, the activities `coming` next, the `latest` reports, what is `ahead` and
    `finished`, newest first, the number of `recent` reports of each, and their `services` by name, each
    with the units that have it. A unit without reports has the newest of the units `nearby`, and one
    without contact that of the unit above it (`contact`). An area with units
    below it or without reports has what datasets say of it (`figures`); `measured` says that they say something.
    """

    notices: tuple[tuple[Notice, UnitEntry], ...] = ()
    coming: tuple[tuple[AgendaItem, UnitEntry], ...] = ()
    latest: tuple[ReportOf, ...] = ()
    ahead: tuple[ReportOf, ...] = ()
    finished: tuple[ReportOf, ...] = ()
    recent: tuple[tuple[UnitEntry, int], ...] = ()
    services: tuple[tuple[str, tuple[UnitEntry, ...]], ...] = ()
    nearby: tuple[ReportOf, ...] = ()
    contact: tuple[tuple[str, str], ...] = ()
    figures: tuple[AreaFigure, ...] = ()
    measured: bool = False


NOTHING_AROUND = Around()


class Relatives(Stored, frozen=True, kw_only=True):
    """A unit's relatives in the register, and what its home page shows of other units (`around`).

    `children` stand below it, `neighbours` are the areas beside it under the same unit. `successors`
    are the units that follow a closed one; `predecessors` the closed units that this one follows, each
    with whether it has a page; `former` the keys of all units whose addresses lead here. `complaints`
    says that the city counts the complaints about it.
    """

    parent: UnitEntry | None = None
    children: tuple[UnitEntry, ...] = ()
    neighbours: tuple[UnitEntry, ...] = ()
    successors: tuple[UnitEntry, ...] = ()
    predecessors: tuple[tuple[UnitEntry, bool], ...] = ()
    former: tuple[str, ...] = ()
    complaints: bool = False
    around: Around = NOTHING_AROUND
