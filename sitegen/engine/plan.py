"""Which units are stale, and why: a unit's fingerprint covers everything that its build reads."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path
from platform import machine, python_version_tuple

from msgspec import Struct
from msgspec.structs import replace

import sitegen
from sitegen.digest import digest
from sitegen.engine.scan import CityScan
from sitegen.installed import version
from sitegen.model import (
    NOTHING_AROUND,
    STRANDS,
    Problem,
    Relatives,
    UnitEntry,
    UnitRecord,
    UnitSource,
    WantedFigure,
)
from sitegen.privacy.permits import seal
from sitegen.store.record import is_sealed, loads
from sitegen.store.state import UnitRow
from sitegen.units.context import BuildContext

# Libraries whose versions can change a byte of a page.
LIBRARIES = (
    "altair",
    "babel",
    "charset-normalizer",
    "cmarkgfm",
    "google-re2",
    "jinja2",
    "markdown",
    "markupsafe",
    "msgspec",
    "nh3",
    "pandas",
    "pillow",
    "pillow-heif",
    "pypdf",
    "pystemmer",
    "segno",
    "python-calamine",
    "pyyaml",
    "rjsmin",
    "shapely",
    "tzdata",
    "vl-convert-python",
    "xlsxwriter",
)


# The parts of a unit's result that the state keeps by name, each separately, besides its record.
KEPT = tuple(sorted((*STRANDS, "ids", "traces")))


class RuleKeys(Struct, frozen=True):
    """Digests of everything that a unit reads besides its own files.

    `wanted` are the figures that the city shows, of which each unit is given its own. `tables` includes the register's areas and the shared schemas, which only tables are checked by.
    """

    texts: str
    tables: str
    wanted: tuple[WantedFigure, ...] = ()


class Stale(Struct, frozen=True):
    """A unit to be built: its sources, its relatives, its new fingerprint, and the reason."""

    source: UnitSource
    relatives: Relatives
    fingerprint: str
    reason: str


class Reused(Struct, frozen=True, kw_only=True):
    """A unit that is not stale: its row in the state, its record, and the problems of its links."""

    row: UnitRow
    record: UnitRecord
    broken: tuple[Problem, ...]


class Plan(Struct, frozen=True, kw_only=True):
    """All units considered, in the register's order: the stale ones, and what is known about the
    others. `rows` are the usable rows of the state.
    """

    units: tuple[tuple[UnitSource, Relatives], ...]
    stale: tuple[Stale, ...]
    reused: dict[str, Reused]
    rows: dict[str, UnitRow]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all units."""
        return tuple(source.entry.key for source, _ in self.units)


@cache
def versions() -> tuple[tuple[str, str], ...]:
    """Return (name, version) of everything that can change a byte of the site's files.

    Python brings the Unicode tables, the machine rounds the colours of pictures, and sitegen's own
    version includes a digest of its files. Raises PackageNotFoundError when a library is missing.
    """
    folder = Path(sitegen.__file__).parent
    own = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".py", ".po", ".ttf"} and path.is_file()
    ]
    parts = [
        part for path in own for part in (path.relative_to(folder).as_posix(), path.read_bytes())
    ]
    own_version = f"{sitegen.__version__}+{digest(*parts)[:12]}"
    return (
        ("machine", machine()),
        ("python", ".".join(python_version_tuple()[:2])),
        ("sitegen", own_version),
        *((name, version(name)) for name in LIBRARIES),
    )


@cache
def generator_version() -> str:
    """Return a digest of the versions of the generator and of its libraries."""
    return digest(*(part for pair in versions() for part in pair))


def rules_key(context: BuildContext) -> str:
    """Return a digest of everything units read besides their own files: the rules of the city."""
    return digest(
        generator_version(),
        repr(context.site),
        repr(context.rules),
        f"{context.markdown} {context.typed}",
        f"{context.drafts} {context.future}",
        version("minify-html") if context.minify else "",
        *context.reserved,
        seal(context.key, "", "", ""),
    )


def rules_keys(context: BuildContext) -> RuleKeys:
    """Return the digests of the rules for units without tables and for units with them."""
    rules = rules_key(context)
    return RuleKeys(
        rules, digest(rules, repr(context.standards), context.areas.seal), context.wanted
    )


def fingerprint(source: UnitSource, relatives: Relatives, rules: RuleKeys) -> str:
    """Return three digests, of the rules, the register and the files, joined by dots.

    The last one includes the exceptions for personal data in the files, and which of their figures the
    city shows.
    """
    tables = f"content/{source.entry.key}/data/"
    own = rules.tables if any(f.path.startswith(tables) for f in source.files) else rules.texts
    parts = (
        f"{file.path}\0{file.digest} {file.first} {file.last}{file.former or ''}{file.edits or ''}"
        for file in source.files
    )
    wanted = [each for each in rules.wanted if each.unit == source.entry.key]
    shown = (repr(wanted),) if wanted else ()
    if source.registered:
        shown = (*shown, source.registered.isoformat())
    files = digest("\n".join(parts), repr(source.permits), *shown)
    register = register_key(source.entry, relatives)
    return ".".join((own[:20], register[:20], files[:20]))


def register_key(entry: UnitEntry, relatives: Relatives) -> str:
    """Return the digest of what the register and the city's own tables say of a unit."""
    return digest(repr(entry), repr(replace(relatives, around=NOTHING_AROUND)))


def reason(new: str, row: UnitRow | None, now: float, history: str = "") -> str:
    """Return why a unit is stale, "" if it is not.

    One of `new`, `rules`, `register`, `files`, `again` (the last build could not make all of it),
    `clock`, or `history` if files are held back or want one address: which versions stand in for
    them, and who has it, depends on all commits, for which `history` stands.
    """
    if row is None:
        return "new"
    for name, before, after in zip(
        ("rules", "register", "files"), row.fingerprint.split("."), new.split("."), strict=False
    ):
        if before != after:
            return name
    if not row.until:
        return "again"
    if row.history and row.history != history:
        return "history"
    return "" if row.since <= now < row.until else "clock"


def plan_units(city: CityScan) -> Plan:
    """Return which units of the city are stale, and what is known about the others."""
    found = plan(
        city.units(),
        city.state.units,
        rules_keys(city.context),
        city.context.now.timestamp(),
        force=city.options.force,
        history=city.mark,
    )
    return as_published(found, city.options.chosen) if city.options.units else found


def plan(
    units: tuple[tuple[UnitSource, Relatives], ...],
    rows: dict[str, UnitRow],
    rules: RuleKeys,
    now: float,
    *,
    force: bool,
    history: str = "",
) -> Plan:
    """Return the plan of these units; all of them are stale with `force`.

    `rows` are those of the state, `history` stands for git's history. A unit whose row cannot be
    read counts as new.
    """
    stale: list[Stale] = []
    reused: dict[str, Reused] = {}
    unreadable: set[str] = set()
    for source, relatives in units:
        key = source.entry.key
        new = fingerprint(source, relatives, rules)
        row = rows.get(key)
        why = reason(new, row, now, history) or ("forced" if force else "")
        if row and not why:
            known = reuse(row)
            if known:
                reused[key] = known
                continue
            unreadable.add(key)
        stale.append(Stale(source, relatives, new, why or "new"))
    if unreadable:
        rows = {key: row for key, row in rows.items() if key not in unreadable}
    return Plan(units=units, stale=tuple(stale), reused=reused, rows=rows)


def as_published(plan: Plan, chosen: Callable[[str], bool]) -> Plan:
    """Return the plan with the units that are not chosen as they were published, stale or not.

    Only one of which the state has no usable row stays stale.
    """
    stale: list[Stale] = []
    reused = dict(plan.reused)
    for item in plan.stale:
        key = item.source.entry.key
        row = None if chosen(key) else plan.rows.get(key)
        known = reuse(row) if row else None
        if known:
            reused[key] = known
        else:
            stale.append(item)
    return replace(plan, stale=tuple(stale), reused=reused)


def without(city: CityScan, plan: Plan, keys: Collection[str]) -> Plan:
    """Return the plan with these reused units as new ones, and nothing else to build."""
    rules = rules_keys(city.context)
    stale = tuple(
        Stale(source, relatives, fingerprint(source, relatives, rules), "new")
        for source, relatives in plan.units
        if source.entry.key in keys
    )
    return Plan(
        units=plan.units,
        stale=stale,
        reused={key: each for key, each in plan.reused.items() if key not in keys},
        rows={key: row for key, row in plan.rows.items() if key not in keys},
    )


def reuse(row: UnitRow) -> Reused | None:
    """Return what the state says about a unit, None when it cannot be read."""
    if tuple(name for name, _ in row.strands) != KEPT or not is_sealed(row.links):
        return None
    try:
        return Reused(
            row=row,
            record=loads(UnitRecord, row.record),
            broken=loads(tuple[Problem, ...], row.broken),
        )
    except ValueError:
        return None
