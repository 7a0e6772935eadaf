"""Units as they are named on the command line: by key, id, folder, name or code, earlier ones too."""

from __future__ import annotations

from pathlib import Path

from sitegen.city.register import Register, read_register
from sitegen.errors import UsageError
from sitegen.keys.field import nearest
from sitegen.model import UnitEntry


def registered(root: Path, unit: str) -> UnitEntry | None:
    """Return the register's entry for `<jenis>/<id>` or a bare id, or None.

    Raises UsageError when several units share the id.
    """
    register = read_register(root)
    name = unit.strip("/")
    return _one(unit, tuple(e for e in register.entries if name in {e.key, e.id}))


def unit_key(root: Path, unit: str) -> str:
    """Return the key `<jenis>/<id>` of a unit that is named; raises UsageError for any other."""
    return _known(read_register(root), unit).key


def unit_keys(root: Path, units: tuple[str, ...], *, with_kelurahan: bool) -> tuple[str, ...]:
    """Return the keys of registered units, on request each with the active units below it.

    Raises UsageError for a unit that the register lacks, and on request for one that has none below
    it and is no kecamatan.
    """
    register = read_register(root)
    keys: dict[str, None] = {}
    for unit in units:
        entry = _known(register, unit)
        keys[entry.key] = None
        if with_kelurahan:
            below = register.children(entry)
            if not below and entry.level != "kecamatan":
                raise UsageError.of("S047", unit=entry.key)
            keys |= dict.fromkeys(child.key for child in below)
    return tuple(keys)


def known_kind(register: Register, kind: str) -> None:
    """Raise UsageError for a word that is no kind of unit of the city; "" is allowed."""
    names = [each.name for each in register.kinds]
    if kind and kind not in names:
        near = nearest(kind, names, 0.5) or names[0]
        raise UsageError.of("S021", found=kind, allowed=", ".join(names), nearest=near)


def parent_key(register: Register, unit: str) -> str:
    """Return the key of a unit that may have others below it; raises UsageError for any other.

    Of several with one id, that is meant which can have others below it, and has some.
    """
    name = unit.removeprefix("content/").strip("/")
    above = {parent for kind in register.kinds for parent in kind.parents}
    can = [entry for entry in register.entries if entry.kind in above]
    found = [entry.key for entry in can if name in {entry.key, entry.id}]
    having = {entry.parent for entry in register.entries}
    found = [key for key in found if key in having] or found
    if len(found) > 1:
        raise UsageError.of("S018", unit=unit, options=", ".join(found))
    if not found:
        known = [word for e in can for word in (e.key, e.id)]
        raise UsageError.of("S017", unit=unit, nearest=nearest(name, known, 0.0) or "-")
    return found[0]


def _one(unit: str, entries: tuple[UnitEntry, ...]) -> UnitEntry | None:
    if len(entries) > 1:
        options = ", ".join(entry.key for entry in entries)
        raise UsageError.of("S018", unit=unit, options=options)
    return entries[0] if entries else None


def _known(register: Register, unit: str) -> UnitEntry:
    entry = _one(unit, register.find(unit.removeprefix("content/")))
    if entry is None:
        known = [word for e in register.entries for word in (e.key, e.id)]
        raise UsageError.of("S017", unit=unit, nearest=nearest(unit, known, 0.0) or "-")
    return entry
