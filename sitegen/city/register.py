"""The register of units, `data/units.csv`: every unit that must exist.

Kemendagri area codes are the keys of kecamatan and kelurahan: names differ between official
sources, and two kelurahan shared a name for years (docs/decisions/006).
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from msgspec import Struct

from sitegen.errors import ConfigError
from sitegen.i18n import N_
from sitegen.keys.field import nearest
from sitegen.model import UNIT_KINDS, Problem, UnitEntry, UnitKind, Where
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
    """The units in file order, found by their key `<jenis>/<id>`."""

    entries: tuple[UnitEntry, ...]

    def get(self, key: str) -> UnitEntry | None:
        """Return the entry with this key, or None."""
        return next((entry for entry in self.entries if entry.key == key), None)

    def of_kind(self, kind: UnitKind) -> tuple[UnitEntry, ...]:
        """Return the active units of a kind."""
        return tuple(e for e in self.entries if e.kind == kind and e.active)

    def children(self, entry: UnitEntry) -> tuple[UnitEntry, ...]:
        """Return the active kelurahan of a kecamatan."""
        if entry.kind != "kecamatan":
            return ()
        return tuple(e for e in self.of_kind("kelurahan") if e.parent == entry.id)


def read_register(root: Path) -> Register:
    """Return the register of the city at `root`; raises ConfigError with all problems."""
    try:
        data = (root / PATH).read_bytes()
    except OSError as error:
        if not (root / "site.yml").exists():
            raise ConfigError(problems=(Problem.of("S001", "site.yml"),)) from None
        raise ConfigError(
            problems=(Problem.of("U001", PATH, reason=error.strerror or str(error)),)
        ) from None
    return parse_register(data, PATH)


def parse_register(data: bytes, path: str) -> Register:
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
                entry = _entry(row, path, rows.line_num, problems)
                if entry:
                    entries.append((entry, rows.line_num))
    except csv.Error as error:
        where = Where(path=path, row=rows.reader.line_num)
        problems.append(Problem.of("U003", where, reason=str(error)))
    _check_parents(entries, path, problems)
    if problems:
        raise ConfigError(problems=tuple(problems))
    return Register(tuple(entry for entry, _ in entries))


def _entry(row: dict[str, str], path: str, line: int, problems: list[Problem]) -> UnitEntry | None:
    cells = {key: (row.get(key) or "").strip() for key in (*COLUMNS, STATISTICS)}
    seen = len(problems)

    def report(code: str, column: str, **params: str) -> None:
        where = Where(path=path, row=line, field=column)
        found = (("found", cells[column]), *params.items())
        problems.append(Problem(code=code, where=where, params=found))

    if cells["jenis"] not in UNIT_KINDS:
        allowed = ", ".join(UNIT_KINDS)
        report(
            "U004",
            "jenis",
            allowed=allowed,
            nearest=nearest(cells["jenis"], UNIT_KINDS, 0.5) or UNIT_KINDS[0],
        )
    if not cells["id"] or cells["id"] != slugify(cells["id"]):
        report("U005", "id", nearest=slugify(cells["id"]) or slugify(cells["nama"]) or "unit")
    if not cells["nama"]:
        report("U006", "nama")
    shape = _CODES.get(cells["jenis"])
    if shape and not shape.fullmatch(cells["kode_wilayah"]):
        report("U007", "kode_wilayah", example=_SHAPES[cells["jenis"]], kind=cells["jenis"])
    statistics = _STATISTICS_CODES.get(cells["jenis"])
    if cells[STATISTICS] and not (statistics and statistics.fullmatch(cells[STATISTICS])):
        report("U033", STATISTICS, kind=cells["jenis"])
    if cells["status"].casefold() not in _STATES:
        report("U008", "status", allowed="aktif, nonaktif")
    if len(problems) > seen:
        return None
    return UnitEntry(
        id=cells["id"],
        kind=cells["jenis"],  # type: ignore[arg-type]  # checked against UNIT_KINDS above
        name=cells["nama"],
        code=cells["kode_wilayah"],
        parent=cells["induk"],
        former_names=tuple(p.strip() for p in cells["nama_lama"].split("|") if p.strip()),
        active=_STATES[cells["status"].casefold()],
        statistics_code=cells[STATISTICS],
    )


def _check_parents(
    entries: list[tuple[UnitEntry, int]], path: str, problems: list[Problem]
) -> None:
    """Report identities and codes that occur twice, and parents that do not exist."""
    districts = {entry.id: entry.code for entry, _ in entries if entry.kind == "kecamatan"}
    keys: dict[str, str] = {}
    codes: dict[str, str] = {}

    def report(code: str, row: int, column: str, **params: str) -> None:
        where = Where(path=path, row=row, field=column)
        problems.append(Problem.of(code, where, **params))

    for entry, row in entries:
        if entry.key in keys:
            report("U009", row, "id", found=entry.key, other=keys[entry.key])
        keys[entry.key] = entry.name
        if entry.code and entry.code in codes:
            report("U010", row, "kode_wilayah", found=entry.code, other=codes[entry.code])
        codes[entry.code] = entry.name
        if entry.kind == "kelurahan" and entry.parent not in districts:
            # The code of a kelurahan begins with that of its kecamatan.
            by_code = (key for key, own in districts.items() if own and entry.code.startswith(own))
            near = nearest(entry.parent, districts, cutoff=0.5) or next(by_code, None)
            near = near or min(districts, default="nama-kecamatan")
            report(
                "U011",
                row,
                "induk",
                reason=f"`induk: {entry.parent}`" if entry.parent else N_("`induk` is empty"),
                unit=entry.name,
                nearest=near,
            )
