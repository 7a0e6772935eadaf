"""The notices of kelurahan on the home page of their kecamatan, and of any unit on that of its parent.

They are known once the lower units are built: a unit that shows others is built with them then.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from sitegen.digest import digest
from sitegen.engine.plan import Plan, Stale, fingerprint, rules_keys
from sitegen.engine.scan import CityScan
from sitegen.engine.units import Units, strand, with_strands
from sitegen.model import Notice, Relatives, UnitEntry, UnitSource
from sitegen.store.record import dumps
from sitegen.units.context import shown_below

Given = tuple[tuple[Notice, UnitEntry], ...]
_NONE = digest(dumps(()))


def with_notices_below(city: CityScan, units: Units, build: Callable[[Plan], Units]) -> Units:
    """Return the units with each showing the notices that those below it have now.

    One that could not be built with them stays as it is, and is tried again by the next build. In
    a check of chosen units nothing is known of the others.
    """
    if city.options.partial:
        return units
    units = with_strands(city, units, ("notices",), build) if _any(units) else units
    below = _below(city, units) if _any(units) else {}
    given = tuple(
        (source, replace(relatives, notices=below.get(source.entry.key, ())))
        for source, relatives in units.plan.units
    )
    records = units.records
    others = tuple(
        (source, relatives)
        for source, relatives in given
        if records[source.entry.key].below != shown_below(relatives.notices)
        and city.options.chosen(source.entry.key)
        and not any(each.online for each in records[source.entry.key].stand_ins)
    )
    units = replace(units, plan=replace(units.plan, units=given))
    return _with(units, build(_anew(city, units.plan, others))) if others else units


def _any(units: Units) -> bool:
    """Whether a unit has notices, by the digests of their strands."""
    rows = (units.rows[key] for key in units.plan.keys if key in units.rows)
    known = (dict(row.strands).get("notices") for row in rows)
    fresh = (digest(dict(each.strands)["notices"]) for each in units.built.values())
    return any(each not in {None, _NONE} for each in (*known, *fresh))


def _below(city: CityScan, units: Units) -> dict[str, Given]:
    """The notices in force below each unit, by its key, newest first."""
    today = city.context.now.date()
    found: dict[str, list[tuple[Notice, UnitEntry]]] = {}
    for entry, notices in strand(units, "notices"):
        if entry.parent:
            now = ((each, entry) for each in notices if each.until >= today)
            found.setdefault(entry.parent, []).extend(now)
    return {key: tuple(sorted(given, key=_newest)) for key, given in found.items()}


def _newest(given: tuple[Notice, UnitEntry]) -> tuple[int, str]:
    return -given[0].date.toordinal(), given[0].url


def _anew(city: CityScan, plan: Plan, others: tuple[tuple[UnitSource, Relatives], ...]) -> Plan:
    """The plan with only these units to be built."""
    rules = rules_keys(city.context)
    return replace(
        plan,
        stale=tuple(
            Stale(source, relatives, fingerprint(source, relatives, rules), "notices")
            for source, relatives in others
        ),
        reused={},
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
