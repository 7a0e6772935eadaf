"""Units that cannot be built now: what the last build published of them stays, and is tried again.

Their files, row and strands are those of the last build, so that the city's pages go on showing
what is online. A build without the last one's state knows none of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from sitegen.engine.paths import Paths
from sitegen.engine.plan import KEPT, Plan, Reused, reuse
from sitegen.engine.scan import CityScan
from sitegen.engine.units import Units
from sitegen.model import Problem, StandIn
from sitegen.model.roles import CONTENT
from sitegen.privacy.names import masked_path
from sitegen.store.record import dumps
from sitegen.store.state import State, intact_strand

# Problems of a unit that could not be made as a whole: a fault of the program, or too expensive.
FAULTS = frozenset({"S012", "S043"})


def with_unread(city: CityScan, plan: Plan) -> Plan:
    """Return the plan with units whose files cannot be seen as they were published.

    Those are units with a folder that cannot be opened, and ones without a folder whose files seem
    to lie in a misnamed one.
    """
    kept = {}
    for key in plan.keys:
        if _unseen(city, key) and (found := published(city.state, key)):
            kept[key] = found
    return _keeping(plan, kept)


def _unseen(city: CityScan, key: str) -> bool:
    folder = f"{CONTENT}/{key}"
    if key in city.sources.misplaced and not city.options.allow_removal:
        return True
    return any(
        f"{folder}/".startswith(f"{path}/") or path.startswith(f"{folder}/")
        for path in city.sources.unread
    )


def with_faulty(city: CityScan, units: Units) -> Units:
    """Return the units with those that could not be built as they were published."""
    kept = {}
    for key, built in units.built.items():
        faults = tuple(each for each in built.record.problems if each.code in FAULTS)
        if faults and (found := published(city.state, key, faults)):
            kept[key] = found
    if not kept:
        return units
    return replace(
        units,
        plan=_keeping(units.plan, kept),
        built={key: built for key, built in units.built.items() if key not in kept},
        rows=units.rows | {key: each.row for key, each in kept.items()},
        texts={key: own for key, own in units.texts.items() if key not in kept},
        made={key: own for key, own in units.made.items() if key not in kept},
    )


def _keeping(plan: Plan, kept: dict[str, Reused]) -> Plan:
    if not kept:
        return plan
    return replace(
        plan,
        stale=tuple(item for item in plan.stale if item.source.entry.key not in kept),
        reused=plan.reused | kept,
        rows=plan.rows | {key: each.row for key, each in kept.items()},
    )


def published(state: State, key: str, faults: Iterable[Problem] = ()) -> Reused | None:
    """Return a unit as the last build published it, to be tried again; None if nothing is known.

    The whole unit counts as held back, and `faults` are added to its problems.
    """
    row = state.units.get(key)
    known = reuse(row) if row else None
    if known is None or not _whole(state, key):
        return None
    folder = f"{CONTENT}/{key}"
    record = known.record
    stand_ins = (each for each in record.stand_ins if each.path != folder)
    record = replace(
        record,
        problems=(*(each for each in record.problems if each.code not in FAULTS), *faults),
        held_back=tuple(sorted({*record.held_back, folder})),
        stand_ins=(*stand_ins, StandIn(path=folder, online=True)),
        until=0.0,
    )
    return Reused(
        row=replace(known.row, until=0.0, record=dumps(record)), record=record, broken=known.broken
    )


def _whole(state: State, key: str) -> bool:
    """Whether all strands of a unit can be read as they were written."""
    return all(intact_strand(state, name, key) for name in KEPT)


def unregistered(city: CityScan) -> tuple[str, ...]:
    """Return the folders below kinds of units that the register does not name: they are held back."""
    if city.options.partial or city.options.allow_removal:
        return ()
    return city.sources.strays


def held_of_city(city: CityScan) -> tuple[str, ...]:
    """Return the files and folders that are held back and in no unit's record, as messages name them."""
    folders = (masked_path(f"{CONTENT}/{key}") for key in unregistered(city))
    return (*city.sources.held_back, *folders)


def lost_by_register(city: CityScan) -> tuple[str, ...]:
    """Return the units with a folder that were published, and that the register names no more."""
    return tuple(key for key in unregistered(city) if key in city.state.units)


def keep_lost(city: CityScan, units: Units, paths: Paths) -> Units:
    """Keep what is online of the units that the register lost, as far as nobody has its paths."""
    lost = frozenset(lost_by_register(city))
    if not lost:
        return units
    for path, entry in city.state.outputs.items():
        if entry.owner in lost:
            paths.keep(path, entry.owner)
    rows = {key: replace(city.state.units[key], until=0.0) for key in sorted(lost)}
    return replace(units, rows=units.rows | rows)
