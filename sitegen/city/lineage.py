"""Which units follow which: former ids, closed units and their successors (docs/decisions/037)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from msgspec.structs import replace

from sitegen.i18n import N_
from sitegen.keys.field import nearest
from sitegen.keys.values import parse_date
from sitegen.model import Problem, UnitEntry, Where
from sitegen.tables.periods import parse_any_year, parse_month
from sitegen.urls import slugify

# Which keys follow a key that is no live unit's: those of the next units, in the register's order.
Lineage = Mapping[str, tuple[str, ...]]
Rows = Iterable[tuple[UnitEntry, int]]

NO_ID = N_("it is no id, nor kind and id such as `skpd/dinas-perdagangan`")
IN_USE = N_("an active unit has this id now")
TWICE = N_("another unit has it as a former id too; a unit that was split keeps its own row")
NO_UNIT = N_("no unit has this id, and none had it")
NEVER_CLOSED = N_("this unit is not `nonaktif`, so that nothing follows it yet")
CIRCLE = N_("that leads back to this unit")


def several(cell: str) -> tuple[str, ...]:
    """Return the values of a cell with several, separated by `|`."""
    return tuple(dict.fromkeys(part.strip() for part in cell.split("|") if part.strip()))


def key_in(text: str, kind: str, kinds: Container[str]) -> str:
    """Return the key that an id, or kind and id, stands for beside a unit of this kind; "" if none.

    `kinds` are the names of all kinds.
    """
    first, slash, last = text.strip("/").rpartition("/")
    own = first if slash else kind
    return f"{own}/{last}" if own in kinds and last and last == slugify(last) else ""


def parse_moment(text: str) -> str | None:
    """Return a year, a month or a day in ISO form, "" for an empty text, None for anything else."""
    if not text:
        return ""
    if day := parse_date(text):
        return day.isoformat()
    found = parse_any_year(text) or parse_month(text)
    return found.written if found and found.year else None


def lineage_of(entries: Iterable[UnitEntry]) -> dict[str, tuple[str, ...]]:
    """Return the next units of each former id and of each closed unit that names its successors."""
    entries = tuple(entries)
    active = {entry.key for entry in entries if entry.active}
    found: dict[str, dict[str, None]] = {}
    for entry in entries:
        for former in entry.former_ids:
            if former not in active:
                found.setdefault(former, {})[entry.key] = None
    for entry in entries:
        if not entry.active and entry.successors:
            found.setdefault(entry.key, {}).update(dict.fromkeys(entry.successors))
    return {key: tuple(each) for key, each in found.items()}


def settled(entries: Iterable[UnitEntry]) -> tuple[UnitEntry, ...]:
    """Return the units with each succession said once, by the row of the closed unit if it has one.

    Its id and its code are not earlier ones of the unit that follows: both were there at one time.
    """
    entries = tuple(entries)
    closed = {entry.key: entry for entry in entries if not entry.active}
    codes = {entry.code for entry in closed.values() if entry.code}
    found = []
    for entry in entries:
        followers = (e.key for e in entries if e is not entry and entry.key in e.former_ids)
        more = tuple(followers) if entry.key in closed else ()
        found.append(
            replace(
                entry,
                former_ids=tuple(k for k in entry.former_ids if k not in closed or k == entry.key),
                former_codes=tuple(c for c in entry.former_codes if c not in codes - {entry.code}),
                successors=tuple(dict.fromkeys((*entry.successors, *more))),
            )
        )
    return tuple(found)


def ways(lineage: Lineage, key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the keys at the ends of all ways from a key, and those between, each once."""
    ends: dict[str, None] = {}
    between: dict[str, None] = {}
    waiting = list(lineage.get(key, ()))
    while waiting:
        here = waiting.pop(0)
        if here == key or here in between:
            continue
        if following := lineage.get(here, ()):
            between[here] = None
            waiting += following
        else:
            ends[here] = None
    return tuple(ends), tuple(between)


def lineage_problems(rows: Rows, path: str) -> Iterator[Problem]:
    """Yield what is wrong with the former ids and successors of the register's rows."""
    rows = tuple(rows)
    entries = {entry.key: entry for entry, _ in rows}
    lineage = lineage_of(entries.values())
    claimed: dict[str, str] = {}
    for entry, row in rows:
        where = Where(path=path, row=row, field="id_lama")
        for former in entry.former_ids:
            own = entries.get(former)
            first = claimed.setdefault(former, entry.key)
            if own and own.active:
                yield Problem.of("U043", where, found=former, reason=IN_USE)
            elif first != entry.key and own is None:
                yield Problem.of("U043", where, found=former, reason=TWICE)
    for entry, row in rows:
        where = Where(path=path, row=row, field="penerus")
        for key in entry.successors:
            if key not in entries and key not in lineage:
                near = nearest(key, entries, 0.0) or "-"
                yield Problem.of("U044", where, found=key, reason=NO_UNIT, nearest=near)
            elif entry.active:
                yield Problem.of("U044", where, found=key, reason=NEVER_CLOSED, nearest=key)
        if not entry.active and _circular(lineage, entry.key):
            near = next((e.key for e in entries.values() if e.active), "-")
            found = "|".join(entry.successors) or entry.key
            yield Problem.of("U044", where, found=found, reason=CIRCLE, nearest=near)


def _circular(lineage: Lineage, key: str) -> bool:
    """Whether a way from a key leads back to it."""
    seen: set[str] = set()
    waiting = list(lineage.get(key, ()))
    while waiting:
        here = waiting.pop()
        if here == key:
            return True
        if here not in seen:
            seen.add(here)
            waiting += lineage.get(here, ())
    return False
