"""What other units publish on the home page of a unit: of those below it, and of those nearby.

A unit is made of nothing but its files and what it is given. So units without others below them are
built first, then those that show them, each once; what is still missing then is built again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from sitegen.digest import digest
from sitegen.engine.given import SharedByAll, given_to, what_is_known
from sitegen.engine.plan import Plan, Stale, fingerprint, rules_keys
from sitegen.engine.scan import CityScan
from sitegen.engine.units import Units, strand, strand_key, with_strands
from sitegen.model import Relatives, StrandName, UnitSource
from sitegen.units.context import shown_around

Build = Callable[[Plan], Units]
# Under this name the state remembers for what all units have what is around them.
MARK = "around"
READ: tuple[StrandName, ...] = ("notices", "agenda", "shared", "datasets")


def build_around(city: CityScan, plan: Plan, build: Build) -> Units:
    """Build the stale units and return all, each with what the others have now.

    One that could not be built with it stays as it is, and is tried again by the next build. In
    a check of chosen units nothing is known of the others.
    """
    if city.options.partial:
        return build(plan)
    later = {item.source.entry.key for item in plan.stale if item.relatives.children}
    units = build(_only(plan, lambda key: key not in later))
    if later:
        known, units = _known(city, units, build)
        last = _only(plan, lambda key: key in later)
        last = replace(
            last,
            stale=tuple(
                replace(item, relatives=_with_around(item.source, item.relatives, known))
                for item in last.stale
            ),
            reused={},
        )
        units = _together(plan, units, build(last))
    return with_around(city, units, build)


def with_around(city: CityScan, units: Units, build: Build) -> Units:
    """Return the units with each showing what the others have now; those that do not are built."""
    if city.options.partial or (not city.options.verify and _is_settled(city, units)):
        return units
    known, units = _known(city, units, build)
    given = tuple(
        (source, _with_around(source, relatives, known)) for source, relatives in units.plan.units
    )
    units = replace(units, plan=replace(units.plan, units=given))
    others = tuple(
        each
        for each in _unlike(units)
        if city.options.chosen(each[0].entry.key) and not _online(units, each[0].entry.key)
    )
    return _with(units, build(_anew(city, units.plan, others))) if others else units


def around_mark(city: CityScan, units: Units) -> str:
    """Return what stands for all that units show of each other, "" if one of them does not yet."""
    if city.options.partial or _is_settled(city, units):
        return _key(city, units)
    return "" if any(_unlike(units)) else _key(city, units)


def _is_settled(city: CityScan, units: Units) -> bool:
    """Whether nothing was built, and nothing that units show of each other has changed."""
    return not units.built and city.state.meta.get(MARK) == _key(city, units)


def _key(city: CityScan, units: Units) -> str:
    today = city.context.now.date().isoformat()
    return digest(today, *(strand_key(units, name) for name in READ))


def _known(city: CityScan, units: Units, build: Build) -> tuple[SharedByAll, Units]:
    """What these units share, and the units with those whose strands had to be made again."""
    units = with_strands(city, units, READ, build)
    notices, agenda = strand(units, "notices"), strand(units, "agenda")
    shared, datasets = strand(units, "shared"), strand(units, "datasets")
    today = city.context.now.date()
    return what_is_known(notices, agenda, shared, datasets, today), units


def _with_around(source: UnitSource, relatives: Relatives, known: SharedByAll) -> Relatives:
    return replace(relatives, around=given_to(source.entry, relatives, known))


def _unlike(units: Units) -> Iterable[tuple[UnitSource, Relatives]]:
    """The units that were made with something else than what they are given."""
    records = units.records
    for source, relatives in units.plan.units:
        if records[source.entry.key].around != shown_around(relatives.around):
            yield source, relatives


def _online(units: Units, key: str) -> bool:
    """Whether pages of the unit stay as they are because they cannot be made."""
    return any(each.online for each in units.records[key].stand_ins)


def _only(plan: Plan, wanted: Callable[[str], bool]) -> Plan:
    """The plan of these units alone."""
    return replace(
        plan,
        units=tuple(each for each in plan.units if wanted(each[0].entry.key)),
        stale=tuple(item for item in plan.stale if wanted(item.source.entry.key)),
    )


def _anew(city: CityScan, plan: Plan, others: tuple[tuple[UnitSource, Relatives], ...]) -> Plan:
    """The plan with only these units to be built."""
    rules = rules_keys(city.context)
    return replace(
        plan,
        stale=tuple(
            Stale(source, relatives, fingerprint(source, relatives, rules), "around")
            for source, relatives in others
        ),
        reused={},
    )


def _together(plan: Plan, first: Units, second: Units) -> Units:
    """All units of the plan, of which some were built after others."""
    stale = {item.source.entry.key: item for each in (first, second) for item in each.plan.stale}
    return Units(
        plan=replace(
            plan,
            stale=tuple(stale[key] for key in plan.keys if key in stale),
            reused=first.plan.reused | second.plan.reused,
            rows=first.plan.rows | second.plan.rows,
        ),
        built=first.built | second.built,
        rows=first.rows | second.rows,
        texts=first.texts | second.texts,
        made=first.made | second.made,
        strands=first.strands,
    )


def _with(units: Units, more: Units) -> Units:
    """The units with those that were built once more; the first reason to build one is kept."""
    keys = more.built.keys()
    first = {each.source.entry.key for each in units.plan.stale}
    stale = (each for each in more.plan.stale if each.source.entry.key in keys - first)
    return replace(
        units,
        plan=replace(
            units.plan,
            stale=(*units.plan.stale, *stale),
            reused={key: each for key, each in units.plan.reused.items() if key not in keys},
        ),
        built=units.built | more.built,
        rows=units.rows | {key: more.rows[key] for key in keys if key in more.rows},
        texts=units.texts | {key: more.texts[key] for key in keys if key in more.texts},
        made=units.made | {key: more.made[key] for key in keys if key in more.made},
    )
