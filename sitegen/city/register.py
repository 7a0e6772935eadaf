"""The register of units, `data/units.csv`: every unit that must exist.

Kemendagri area codes are the keys of kecamatan and kelurahan: names differ between official
sources, and two kelurahan shared a name for years (docs/decisions/006).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sitegen.city.config import read_config
from sitegen.city.unit_kinds import BUILT_IN, kind_of
from sitegen.errors import ConfigError
from sitegen.keys.field import nearest
from sitegen.model import Level, Problem, UnitEntry, UnitKind, Where
from sitegen.privacy.city import in_row
from sitegen.tables.files.csvfile import delimiter_of
from sitegen.urls import slugify

PATH = "data/units.csv"
COLUMNS = ("id", "jenis", "nama", "kode_wilayah", "induk", "nama_lama", "status")
STATISTICS = "kode_bps"
_CODES = {
    "kecamatan": re.compile(r"\d{2}\.\d{2}\.\d{2}"),
    "kelurahan": re.compile(r"\d{2}\.\d{2}\.\d{2}\.\d{4}"),
}
_STATISTICS_CODES = {"kecamatan": re.compile(r"\d{7}"), "kelurahan": re.compile(r"\d{10}")}
_SHAPES = {"kecamatan": "32.73.02", "kelurahan": "32.73.02.1004"}
_STATES = {"": True, "aktif": True, "nonaktif": False}


class Register(Struct, frozen=True):
    """The units in file order, found by their key `<jenis>/<id>`; `kinds` are those of the city."""

    entries: tuple[UnitEntry, ...]
    kinds: tuple[UnitKind, ...] = BUILT_IN

    def get(self, key: str) -> UnitEntry | None:
        """Return the entry with this key, or None."""
        return next((entry for entry in self.entries if entry.key == key), None)

    def of_level(self, level: Level) -> tuple[UnitEntry, ...]:
        """Return the active units of the kinds of a level."""
        return tuple(e for e in self.entries if e.level == level and e.active)

    def children(self, entry: UnitEntry) -> tuple[UnitEntry, ...]:
        """Return the active units that stand below a unit, such as the kelurahan of a kecamatan."""
        key = entry.key
        return tuple(e for e in self.entries if e.parent == key and e.active)


def read_register(root: Path, kinds: tuple[UnitKind, ...] | None = None) -> Register:
    """Return the register of the city at `root`; raises ConfigError with all problems.

    Without `kinds`, they are read from the city's settings, if it has any.
    """
    try:
        data = (root / PATH).read_bytes()
    except OSError as error:
        if not (root / "site.yml").exists():
            raise ConfigError(problems=(Problem.of("S001", "site.yml"),)) from None
        raise ConfigError(
            problems=(Problem.of("U001", PATH, reason=error.strerror or str(error)),)
        ) from None
    if kinds is None:
        kinds = read_config(root).unit_kinds if (root / "site.yml").exists() else BUILT_IN
    return parse_register(data, PATH, kinds)


def parse_register(data: bytes, path: str, kinds: tuple[UnitKind, ...] = BUILT_IN) -> Register:
    """Return the register in `data` (UTF-8 CSV with any separator); raises ConfigError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ConfigError(
            problems=(Problem.of("F002", Where(path=path, line=line, column=1)),)
        ) from None
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), restval="")
    problems: list[Problem] = []
    try:
        header_names = rows.fieldnames or ()
    except csv.Error as error:
        where = Where(path=path, row=1)
        raise ConfigError(problems=(Problem.of("U003", where, reason=str(error)),)) from None
    missing = [name for name in COLUMNS[:3] if name not in header_names]
    if missing:
        raise ConfigError(
            problems=(
                Problem.of(
                    "U002",
                    Where(path=path, row=1),
                    columns=", ".join(missing),
                    expected=",".join(COLUMNS),
                ),
            )
        )
    entries: list[tuple[UnitEntry, int]] = []
    try:
        for row in rows:
            if any((value or "").strip() for key, value in row.items() if key):
                problems += in_row(row, Where(path=path, row=rows.line_num))
                entry = _entry(row, Where(path=path, row=rows.line_num), kinds, problems)
                if entry:
                    entries.append((entry, rows.line_num))
    except csv.Error as error:
        where = Where(path=path, row=rows.reader.line_num)
        problems.append(Problem.of("U003", where, reason=str(error)))
    _check_twice(entries, path, problems)
    found = tuple(_with_parents(entries, path, kinds, problems))
    if problems:
        raise ConfigError(problems=tuple(problems))
    return Register(found, kinds)


def _entry(
    row: dict[str, str], place: Where, kinds: tuple[UnitKind, ...], problems: list[Problem]
) -> UnitEntry | None:
    cells = {key: (row.get(key) or "").strip() for key in (*COLUMNS, STATISTICS)}
    seen = len(problems)

    def report(code: str, column: str, **params: str) -> None:
        where = replace(place, field=column)
        found = (("found", cells[column]), *params.items())
        problems.append(Problem(code=code, where=where, params=found))

    kind = kind_of(kinds, cells["jenis"])
    if kind is None:
        names = [each.name for each in kinds]
        near = nearest(cells["jenis"], names, 0.5) or names[0]
        report("U004", "jenis", allowed=", ".join(names), nearest=near)
    if not cells["id"] or cells["id"] != slugify(cells["id"]):
        report("U005", "id", nearest=slugify(cells["id"]) or slugify(cells["nama"]) or "unit")
    if not cells["nama"]:
        report("U006", "nama")
    level = kind.level if kind else ""
    shape = _CODES.get(level)
    if kind and shape and not shape.fullmatch(cells["kode_wilayah"]):
        example = "32.73.02.2004" if kind.village else _SHAPES[level]
        report("U007", "kode_wilayah", example=example, kind=kind.name)
    elif kind and shape and (other := _told_by_code(cells["kode_wilayah"], kind, kinds)):
        report("U050", "kode_wilayah", kind=kind.name, other=other, name=cells["nama"])
    statistics = _STATISTICS_CODES.get(level)
    if cells[STATISTICS] and not (statistics and statistics.fullmatch(cells[STATISTICS])):
        report("U033", STATISTICS, kind=cells["jenis"])
    if cells["status"].casefold() not in _STATES:
        report("U008", "status", allowed="aktif, nonaktif")
    if len(problems) > seen or kind is None:
        return None
    return UnitEntry(
        id=cells["id"],
        kind=kind.name,
        level=kind.level,
        name=cells["nama"],
        code=cells["kode_wilayah"],
        parent=cells["induk"],
        former_names=tuple(p.strip() for p in cells["nama_lama"].split("|") if p.strip()),
        active=_STATES[cells["status"].casefold()],
        statistics_code=cells[STATISTICS],
    )


def _told_by_code(code: str, kind: UnitKind, kinds: tuple[UnitKind, ...]) -> str:
    """Return the kind that a code of ten digits is for instead, "" if it may be of this kind.

    Those of a village (desa) end in 2001 or more. A city without such a kind may call a village
    what it likes.
    """
    if kind.level != "kelurahan":
        return ""
    village = code[-4] > "1"
    others = (each.name for each in kinds if each.level == "kelurahan" and each.village == village)
    return "" if village == kind.village else next(others, "")


def _check_twice(entries: list[tuple[UnitEntry, int]], path: str, problems: list[Problem]) -> None:
    """Report identities and codes that occur twice."""
    keys: dict[str, str] = {}
    codes: dict[str, str] = {}
    for entry, row in entries:
        if entry.key in keys:
            where = Where(path=path, row=row, field="id")
            problems.append(Problem.of("U009", where, found=entry.key, other=keys[entry.key]))
        keys[entry.key] = entry.name
        if entry.code and entry.code in codes:
            where = Where(path=path, row=row, field="kode_wilayah")
            problems.append(Problem.of("U010", where, found=entry.code, other=codes[entry.code]))
        codes[entry.code] = entry.name


def _with_parents(
    entries: list[tuple[UnitEntry, int]],
    path: str,
    kinds: tuple[UnitKind, ...],
    problems: list[Problem],
) -> Iterator[UnitEntry]:
    """Yield each unit with the key of the unit above it; report those that do not exist.

    `induk` is the id of a unit of one of the kinds that may stand above, or its key.
    """
    codes = {entry.key: entry.code for entry, _ in entries}
    allowed = {kind.name: kind.parents for kind in kinds}
    for entry, row in entries:
        named = entry.parent.strip("/")
        above = allowed[entry.kind]
        keys = (named, *(f"{kind}/{named}" for kind in above))
        parent = next((k for k in keys if k in codes and k.partition("/")[0] in above), "")
        needed = entry.level == "kelurahan" or (named and above)
        if needed and (not parent or parent == entry.key):
            where = Where(path=path, row=row, field="induk")
            near = _likely_parent(entry, {k: c for k, c in codes.items() if k != entry.key}, above)
            words = {"unit": entry.name, "kinds": "/".join(above), "nearest": near}
            problems.append(Problem.of("U011", where, found=named or "-", **words))
        yield replace(entry, parent=parent)


def _likely_parent(entry: UnitEntry, codes: dict[str, str], above: tuple[str, ...]) -> str:
    """The id of the unit that may have been meant: by its name, else by the code of the area."""
    ids = {
        key.partition("/")[2]: code for key, code in codes.items() if key.partition("/")[0] in above
    }
    # The code of a kelurahan begins with that of its kecamatan.
    by_code = (key for key, own in ids.items() if own and entry.code.startswith(own))
    return nearest(entry.parent, ids, cutoff=0.5) or next(by_code, None) or min(ids, default="-")
