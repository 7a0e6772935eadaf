"""Units as they are named on the command line: by key, id, folder, name or code, earlier ones too."""

from __future__ import annotations

from pathlib import Path

from sitegen.city.register import Register, read_register
from sitegen.cli.writing import refused
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
    """Return the keys of registered units, on request each kecamatan with its active kelurahan.

    Raises UsageError for a unit that the register lacks, and on request for one that is no
    kecamatan.
    """
    register = read_register(root)
    keys: dict[str, None] = {}
    for unit in units:
        entry = _known(register, unit)
        keys[entry.key] = None
        if with_kelurahan:
            if entry.kind != "kecamatan":
                raise refused("S047", unit=entry.key)
            keys |= dict.fromkeys(child.key for child in register.children(entry))
    return tuple(keys)


def _one(unit: str, entries: tuple[UnitEntry, ...]) -> UnitEntry | None:
    if len(entries) > 1:
        options = ", ".join(entry.key for entry in entries)
        raise refused("S018", unit=unit, options=options)
    return entries[0] if entries else None


def _known(register: Register, unit: str) -> UnitEntry:
    entry = _one(unit, register.find(unit.removeprefix("content/")))
    if entry is None:
        known = [word for e in register.entries for word in (e.key, e.id)]
        raise refused("S017", unit=unit, nearest=nearest(unit, known, 0.0) or "-")
    return entry
