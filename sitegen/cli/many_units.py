"""`sitegen new units`: many units at once, from a table or a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sitegen.city.register import PATH, Register, read_register
from sitegen.cli.named_units import known_kind
from sitegen.cli.own_keys import own_of
from sitegen.cli.unit_rows import ListedUnit, RowMistake, unit_rows
from sitegen.cli.unit_scaffold import NewUnit, unit_files, with_rows
from sitegen.cli.writing import refuse_errors, write_new
from sitegen.errors import ConfigError, UsageError
from sitegen.i18n import N_
from sitegen.model import Problem, UnitEntry, Where
from sitegen.privacy.names import masked_path
from sitegen.privacy.text import masked
from sitegen.tables.files.raw import parse_raw
from sitegen.urls import free_slug, slugify

if TYPE_CHECKING:
    from sitegen.i18n import Translator

# So many mistaken rows are told one by one.
TOLD = 20
SHOWN = 40
NO_PARENT = N_("the unit above it is neither in data/units.csv nor in this file")
NOTHING = N_("there is no row with the name or the code of a unit")


class UnitsPlan(Struct, frozen=True, kw_only=True):
    """What a list of units comes to.

    `units` get a row in the register; `made` are the keys and names of those that get a folder,
    `left` the keys of those that have both. `register` is the new register.
    """

    units: tuple[NewUnit, ...]
    made: tuple[tuple[str, str], ...]
    left: tuple[str, ...]
    register: bytes


def plan_units(root: Path, source: Path, kind: str = "") -> UnitsPlan:
    """Return what the units of a file come to; `kind` is that of rows that do not say it.

    Raises UsageError with the rows of which no unit can be made, and ConfigError when the register
    or the settings are not right as they are.
    """
    register = read_register(root)
    known_kind(register, kind)
    path = masked_path(source.name)
    raw = parse_raw(source.read_bytes(), source.name)
    if isinstance(raw, Problem):
        raise UsageError(problems=(replace(raw, where=replace(raw.where, path=path)),))
    rows, mistakes = unit_rows(raw, register.kinds, kind)
    units, known, more = _new(rows, register)
    mistakes = (*mistakes, *more)
    if not rows and not mistakes:
        mistakes = (RowMistake(row=0, reason=NOTHING, found=path),)
    refuse_errors(_told(mistakes, path, register))
    before = (root / PATH).read_bytes()
    after = _register(before, units, register, path)
    bare = [e for e in known if not (root / "content" / e.key / "unit.yml").exists()]
    made = (*((f"{u.kind}/{u.id}", u.name) for u in units), *((e.key, e.name) for e in bare))
    left = tuple(entry.key for entry in known if entry not in bare)
    return UnitsPlan(units=units, made=made, left=left, register=after)


def make_many(root: Path, plan: UnitsPlan, t: Translator) -> None:
    """Write the folders of a plan, then the register; raises UsageError if a profile exists."""
    own = own_of(root)
    files = {p: body for key, _ in plan.made for p, body in unit_files(key, t, own).items()}
    there = {path for path in files if not path.endswith("unit.yml") and (root / path).exists()}
    write_new(root, {path: body for path, body in files.items() if path not in there})
    if plan.units:
        (root / PATH).write_bytes(plan.register)


def _new(
    rows: Iterable[ListedUnit], register: Register
) -> tuple[tuple[NewUnit, ...], tuple[UnitEntry, ...], tuple[RowMistake, ...]]:
    """The units that the register lacks, those that it has, and rows without the unit above."""
    known: dict[str, UnitEntry] = {}
    units: list[tuple[NewUnit, ListedUnit]] = []
    names = _Names(register)
    for row in rows:
        if entry := names.find(row):
            if entry in register.entries:
                known[entry.key] = entry
            continue
        unit = names.add(row)
        units.append((unit, row))
    found, mistakes = [], []
    for unit, row in units:
        parent = names.parent(row)
        if parent is None:
            mistakes.append(RowMistake(row=row.row, reason=NO_PARENT, found=row.parent or row.name))
        else:
            found.append(replace(unit, parent=parent))
    return tuple(found), tuple(known.values()), tuple(mistakes)


class _Names:
    """The units of the register and those to come, by code, by name and by key."""

    def __init__(self, register: Register) -> None:
        self.kinds = {kind.name: kind for kind in register.kinds}
        self.by_code: dict[str, UnitEntry] = {}
        self.by_name: dict[tuple[str, str], UnitEntry] = {}
        self.by_key: dict[str, UnitEntry] = {}
        for entry in register.entries:
            self._take(entry)

    def find(self, row: ListedUnit) -> UnitEntry | None:
        """Return the unit that a row means, if it is known: by its code, else by id or name."""
        if row.code:
            return self.by_code.get(row.code)
        return self.by_key.get(f"{row.kind}/{row.id}") or self.by_name.get(
            (row.kind, slugify(row.name))
        )

    def add(self, row: ListedUnit) -> NewUnit:
        """Return the row as a unit with an id that is free."""
        ident = slugify(row.id) or slugify(row.name) or "unit"
        above = self.parent(row)
        if f"{row.kind}/{ident}" in self.by_key and above:
            ident = slugify(f"{ident} {above.rpartition('/')[2]}")
        if f"{row.kind}/{ident}" in self.by_key:
            ident = free_slug(ident, None, lambda slug: f"{row.kind}/{slug}" not in self.by_key)
        level = self.kinds[row.kind].level
        self._take(UnitEntry(id=ident, kind=row.kind, level=level, name=row.name, code=row.code))
        return NewUnit(
            id=ident,
            kind=row.kind,
            name=row.name,
            code=row.code,
            statistics=row.statistics,
            former=row.former,
            status=row.status or "aktif",
            row=row.row,
        )

    def parent(self, row: ListedUnit) -> str | None:
        """Return the id of the unit above, "" for none; None if it is needed and not known."""
        kind = self.kinds[row.kind]
        if not kind.parents:
            return ""
        by_code = self.by_code.get(row.code[:8]) if len(row.code) > len("63.71.01") else None
        by_text = (self.by_key.get(row.parent), self.by_code.get(row.parent))
        slug = slugify(row.parent)
        by_kind = (
            each
            for name in kind.parents
            for each in (self.by_key.get(f"{name}/{slug}"), self.by_name.get((name, slug)))
        )
        found = (each for each in (by_code, *by_text, *by_kind) if each)
        entry = next((each for each in found if each.kind in kind.parents), None)
        if entry is None:
            return None if row.parent or kind.level == "kelurahan" else ""
        return entry.id

    def _take(self, entry: UnitEntry) -> None:
        self.by_key[entry.key] = entry
        self.by_name.setdefault((entry.kind, slugify(entry.name)), entry)
        if entry.code:
            self.by_code.setdefault(entry.code, entry)


def _told(mistakes: Iterable[RowMistake], path: str, register: Register) -> Iterator[Problem]:
    allowed = ", ".join(kind.name for kind in register.kinds)
    for each in sorted(mistakes, key=lambda mistake: mistake.row)[:TOLD]:
        where = Where(path=path, row=each.row)
        found = masked(each.found[:SHOWN]) or "-"
        yield Problem.of("S058", where, found=found, reason=each.reason, allowed=allowed)


def _register(before: bytes, units: tuple[NewUnit, ...], register: Register, path: str) -> bytes:
    """The register with the new rows; what is wrong with one of these is told of the row in the file."""
    if not units:
        return before
    first = before.count(b"\n") + (0 if before.endswith(b"\n") else 1) + 1
    rows: Mapping[int, int] = {first + at: unit.row for at, unit in enumerate(units)}
    try:
        return with_rows(before, units, register.kinds)
    except ConfigError as error:
        raise UsageError(
            problems=tuple(
                replace(each, where=replace(each.where, path=path, row=rows[each.where.row]))
                if each.where.row in rows
                else each
                for each in error.problems
            )
        ) from None
