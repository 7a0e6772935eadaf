"""What each unit is given of the others: of those below it, of those nearby, of the one above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from sitegen.datasets.area_figures import rank_of_unit
from sitegen.model import (
    NOTHING_AROUND,
    AgendaItem,
    AreaFigure,
    Around,
    DatasetSummary,
    Notice,
    Relatives,
    ReportOf,
    Shared,
    UnitEntry,
)
from sitegen.pages.city import OfUnits
from sitegen.pages.coming import in_turn
from sitegen.pages.recent import how_many

LATEST = 6
# Of one unit at first, so that none fills the list.
OF_ONE = 2
NEARBY = 3
WORK = 4
COMING = 5


FIGURES = 6


class SharedByAll(Struct, frozen=True, kw_only=True):
    """What the units share, by the key of each, and the keys of those below each."""

    today: date
    shared: dict[str, tuple[UnitEntry, Shared]]
    notices: dict[str, tuple[Notice, ...]]
    agenda: dict[str, tuple[AgendaItem, ...]]
    below: dict[str, tuple[str, ...]]
    figures: dict[str, tuple[AreaFigure, ...]]
    measured: frozenset[str] = frozenset()


def what_is_known(
    notices: OfUnits[tuple[Notice, ...]],
    agenda: OfUnits[tuple[AgendaItem, ...]],
    shared: OfUnits[Shared],
    datasets: OfUnits[tuple[DatasetSummary, ...]],
    today: date,
) -> SharedByAll:
    """Return what is known of the units, in the register's order."""
    below: dict[str, list[str]] = {}
    for entry, _ in shared:
        if entry.parent:
            below.setdefault(entry.parent, []).append(entry.key)
    return SharedByAll(
        today=today,
        shared={entry.key: (entry, own) for entry, own in shared},
        notices={entry.key: own for entry, own in notices},
        agenda={entry.key: own for entry, own in agenda},
        below={key: tuple(keys) for key, keys in below.items()},
        figures=_by_area(datasets),
        measured=frozenset(code for _, own in datasets for each in own for code in each.measured),
    )


def given_to(entry: UnitEntry, relatives: Relatives, known: SharedByAll) -> Around:
    """Return what a unit is given; of one that is not known itself, what those below it have."""
    below = [known.shared[key] for key in known.below.get(entry.key, ())]
    own = known.shared.get(entry.key)
    figures = _figures(entry, known) if entry.active and entry.code else ()
    measured = bool(figures) or (entry.active and entry.code in known.measured)
    if below:
        return replace(_of_those_below(below, known), figures=figures, measured=measured)
    if not entry.active or own is None:
        return NOTHING_AROUND
    return Around(
        figures=() if own[1].reports else figures,
        measured=measured,
        nearby=() if own[1].reports else _nearby(relatives, known),
        contact=() if own[1].contact else _contact_above(relatives, known),
    )


def _of_those_below(below: list[tuple[UnitEntry, Shared]], known: SharedByAll) -> Around:
    notices = (
        (notice, entry)
        for entry, _ in below
        for notice in known.notices.get(entry.key, ())
        if notice.until >= known.today
    )
    coming = (
        (item, entry)
        for entry, _ in below
        for item in known.agenda.get(entry.key, ())
        if entry.active and item.last >= known.today
    )
    latest = _varied((of, entry) for entry, own in below for of in own.latest)
    shown = {report.url for report, _ in latest}
    return Around(
        notices=tuple(sorted(notices, key=lambda each: (-each[0].date.toordinal(), each[0].url))),
        coming=in_turn(coming)[:COMING],
        latest=latest,
        ahead=_newest(
            (of, entry) for entry, own in below for of in own.ahead if of.url not in shown
        )[:WORK],
        finished=_newest(
            (of, entry) for entry, own in below for of in own.finished if of.url not in shown
        )[:WORK],
        recent=tuple((entry, how_many(own.recent, known.today)) for entry, own in below),
        services=tuple(_services(below)),
    )


def _newest(reports: Iterable[ReportOf]) -> tuple[ReportOf, ...]:
    return tuple(sorted(reports, key=_by_day))


def _by_day(report: ReportOf) -> tuple[int, str]:
    return -report[0].date.toordinal(), report[0].url


def _varied(reports: Iterable[ReportOf]) -> tuple[ReportOf, ...]:
    """The newest reports, of each unit two at first, more only where there is room."""
    ordered, of_unit = _newest(reports), Counter[str]()
    first: list[ReportOf] = []
    for each in ordered:
        of_unit[each[1].key] += 1
        if of_unit[each[1].key] <= OF_ONE:
            first.append(each)
    rest = [each for each in ordered if each not in first]
    return _newest([*first[:LATEST], *rest[: max(0, LATEST - len(first))]])


def _services(
    below: list[tuple[UnitEntry, Shared]],
) -> Iterator[tuple[str, tuple[UnitEntry, ...]]]:
    """Yield each service by name, with the units that have it; names differ by more than case."""
    names: dict[str, str] = {}
    having: dict[str, list[UnitEntry]] = {}
    for entry, own in below:
        for name in own.services:
            folded = " ".join(name.casefold().split())
            names.setdefault(folded, name)
            having.setdefault(folded, []).append(entry)
    for folded in sorted(names):
        yield names[folded], tuple(dict.fromkeys(having[folded]))


def _nearby(relatives: Relatives, known: SharedByAll) -> tuple[ReportOf, ...]:
    """The newest reports of the unit above and of the areas beside a unit, one of each at first."""
    near = (*((relatives.parent,) if relatives.parent else ()), *relatives.neighbours)
    found = (known.shared[each.key] for each in near if each.key in known.shared)
    latest: list[tuple[int, ReportOf]] = []
    for entry, own in found:
        latest += [(at, (report, entry)) for at, report in enumerate(own.latest[:NEARBY])]
    latest.sort(key=lambda each: (each[0], *_by_day(each[1])))
    return _newest(report for _, report in latest[:NEARBY])


def _contact_above(relatives: Relatives, known: SharedByAll) -> tuple[tuple[str, str], ...]:
    parent = relatives.parent
    found = known.shared.get(parent.key) if parent else None
    return found[1].contact if found else ()


def _by_area(datasets: OfUnits[tuple[DatasetSummary, ...]]) -> dict[str, tuple[AreaFigure, ...]]:
    """What all datasets say of each area, by its code."""
    found: dict[str, list[AreaFigure]] = {}
    for entry, own in datasets:
        for each in own:
            if each.areas is None:
                continue
            for code, value in each.areas.values:
                figure = AreaFigure(
                    column=each.areas.column,
                    value=value,
                    whole=each.areas.whole,
                    unit=each.areas.unit,
                    period=each.areas.period or each.period_end or each.period_start,
                    title=each.title,
                    url=each.url,
                    of=entry,
                )
                found.setdefault(code, []).append(figure)
    return {code: tuple(figures) for code, figures in found.items()}


def _figures(entry: UnitEntry, known: SharedByAll) -> tuple[AreaFigure, ...]:
    """What datasets say of an area: the newest of each column, what is most asked for first."""
    newest: dict[tuple[str, str], AreaFigure] = {}
    for figure in known.figures.get(entry.code, ()):
        name = (figure.column.casefold(), figure.unit.casefold())
        before = newest.get(name)
        if before is None or figure.period > before.period:
            newest[name] = figure
    ordered = sorted(
        newest.values(), key=lambda each: (rank_of_unit(each.unit), each.column, each.url)
    )
    return tuple(ordered[:FIGURES])
