"""Which unit has which file of the site: of an old address, the text that has had it longest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from sitegen.city.git.mainline import tenure
from sitegen.engine.paths import Paths
from sitegen.engine.scan import CityScan
from sitegen.engine.units import Units
from sitegen.model import Trace
from sitegen.store.record import loads
from sitegen.store.state import UnitRow, intact_strand
from sitegen.units.redirects import had_alias
from sitegen.urls import folded, page_address

# A unit's key and the path of one of its files.
Claim = tuple[str, str]


class Rivals(Struct, frozen=True, kw_only=True):
    """What units want that another has: `juniors` are the claims that come after all others.

    `sources` has the text of each contested claim.
    """

    juniors: frozenset[Claim] = frozenset()
    sources: Mapping[Claim, str] = {}


def claim_units(city: CityScan, units: Units, paths: Paths) -> Units:
    """Take the files of built units and keep those of the others.

    The city has already taken its own. What several units want goes to the one that `rivals` puts
    first. A unit that lost an address to another is stale in the next build, too: only then can it
    get the address when the other gives it up.
    """
    taken = {key for key in units.built if paths.options.chosen(key)}
    kept: dict[str, list[str]] = {key: [] for key in units.rows if key not in taken}
    for path, entry in city.state.outputs.items():
        if entry.owner in kept:
            kept[entry.owner].append(path)
    staged = {key: {file.path: file for file in unit.staged} for key, unit in units.built.items()}
    still = {key: frozenset(unit.kept) for key, unit in units.built.items()}
    # Without a row, what the unit would make now determines which files may be its own.
    wanted = {
        key: [*staged[key], *still[key]]
        if key in taken
        else kept.get(key) or [*staged.get(key, ()), *still.get(key, ())]
        for key in units.plan.keys
    }
    contest = rivals(city, units, wanted)
    paths.sources.update(contest.sources)
    crowded: dict[str, UnitRow] = {}

    def claim(key: str, path: str) -> None:
        if key in taken and path not in still[key]:
            free = paths.take(staged[key][path], key, units.built[key].strands)
        else:
            free = paths.keep(path, key)
        if not free and key in units.rows:
            crowded[key] = replace(units.rows[key], until=0.0)

    for key, names in wanted.items():
        if kept.get(key) and not contest.juniors and paths.keep_all(names, key):
            continue
        for path in names:
            if (key, path) not in contest.juniors:
                claim(key, path)
    for key, path in sorted(contest.juniors):
        claim(key, path)
    return replace(units, rows=units.rows | crowded)


def rivals(city: CityScan, units: Units, wanted: Mapping[str, Iterable[str]]) -> Rivals:
    """Return who has to wait for whom, given the paths that each unit wants in register order.

    Only outside its own folder can a unit meet another. Where git does not know, the register's
    order decides. A unit that lost an address is built each time, so that nothing needs a look
    unless a unit was built.
    """
    found: dict[str, list[Claim]] = {}
    for key in units.built:
        for path in _outside(key, wanted.get(key, ())):
            found.setdefault(folded(path), [])
    foreign = _foreign(wanted) if city.rules.register.lineage else []
    if not found and not foreign:
        return Rivals()
    for key, paths in wanted.items():
        for path in _outside(key, paths):
            if (name := folded(path)) in found:
                found[name].append((key, path))
    contested = [claims for claims in found.values() if len(claims) > 1]
    sources = _sources(city, units, [*contested, foreign])
    # What a former unit still has is its own.
    juniors: set[Claim] = set(foreign)
    since = tenure(city.options.root) if city.context.past.git else None
    for claims in contested:
        if since:
            claims.sort(
                key=lambda claim: since(
                    sources.get(claim, ""), had_alias(page_address(claim[1]), city.context.rules)
                )
            )
        juniors.update(claims[1:])
    return Rivals(juniors=frozenset(juniors), sources=sources)


def _foreign(wanted: Mapping[str, Iterable[str]]) -> list[Claim]:
    """What units want in the folder of another unit that is there too."""
    return [
        (key, path)
        for key, paths in wanted.items()
        for path in _outside(key, paths)
        if "/".join(path.split("/")[:2]) in wanted
    ]


def _outside(key: str, paths: Iterable[str]) -> Iterable[str]:
    own = f"{key}/"
    return (path for path in paths if not path.startswith(own))


def _sources(city: CityScan, units: Units, contested: list[list[Claim]]) -> dict[Claim, str]:
    """The texts that contested files are made from, by the traces of their units."""
    wanted: dict[str, set[str]] = {}
    for claims in contested:
        for key, path in claims:
            wanted.setdefault(key, set()).add(path)
    return {
        (key, path): trace.path
        for key, paths in wanted.items()
        for trace in traces_of(city, units, key)
        for path in paths.intersection(trace.outputs)
    }


def traces_of(city: CityScan, units: Units, key: str) -> tuple[Trace, ...]:
    """Return what became of each source of a unit that is built or reused."""
    if key in units.built:
        text = dict(units.built[key].strands)["traces"]
    else:
        text = intact_strand(city.state, "traces", key) or "[]"
    return loads(tuple[Trace, ...], text)
