"""The register of units, `data/units.csv`: every unit that must exist.

Kemendagri area codes are the keys of kecamatan and kelurahan: names differ between official
sources, and two kelurahan shared a name for years (docs/decisions/006).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sitegen.city.area_codes import (
    above,
    city_part,
    example_of,
    fits_statistics,
    parse_code,
    usual_city,
)
from sitegen.city.config import read_config
from sitegen.city.lineage import (
    NO_ID,
    key_in,
    lineage_of,
    lineage_problems,
    parse_moment,
    settled,
    several,
    ways,
)
from sitegen.city.split_rows import split_rows
from sitegen.city.unit_kinds import BUILT_IN, kind_of
from sitegen.errors import ConfigError
from sitegen.i18n import N_
from sitegen.keys.field import nearest
from sitegen.model import Former, Problem, UnitEntry, UnitKind, Where
from sitegen.privacy.city import in_row
from sitegen.urls import slugify

PATH = "data/units.csv"
COLUMNS = ("id", "jenis", "nama", "kode_wilayah", "induk", "nama_lama", "status")
STATISTICS = "kode_bps"
# Columns for units that change: see docs/reorganisation.md.
CHANGES = ("id_lama", "kode_lama", "penerus", "sejak", "sampai")
# How many problems of one kind in one column are told one by one.
TOLD = 3
_ROWS_SHOWN = 10
_STATES = {"": True, "aktif": True, "nonaktif": False}


class Register(Struct, frozen=True):
    """The units in file order, found by their key `<jenis>/<id>`; `kinds` are those of the city.

    `lineage` has the keys that come next after each former id and each closed unit with successors;
    `problems` are warnings.
    """

    entries: tuple[UnitEntry, ...]
    kinds: tuple[UnitKind, ...] = BUILT_IN
    lineage: Mapping[str, tuple[str, ...]] = {}
    problems: tuple[Problem, ...] = ()

    def get(self, key: str) -> UnitEntry | None:
        """Return the entry with this key, or None."""
        return next((entry for entry in self.entries if entry.key == key), None)

    def children(self, entry: UnitEntry) -> tuple[UnitEntry, ...]:
        """Return the active units that stand below a unit, such as the kelurahan of a kecamatan."""
        key = entry.key
        return tuple(e for e in self.entries if e.parent == key and e.active)

    def successors(self, key: str) -> tuple[UnitEntry, ...]:
        """Return the units that follow a closed unit or a former id, at the end of all ways."""
        ends, _ = ways(self.lineage, key)
        return tuple(entry for end in ends if (entry := self.get(end)))

    def formers(self, has_folder: Callable[[str], bool]) -> tuple[Former, ...]:
        """Return all closed units and former ids, closed units first, in the register's order.

        `has_folder` says of the key of a closed unit whether it still has files.
        """
        closed = {entry.key: entry for entry in self.entries if not entry.active}
        found = []
        for key in dict.fromkeys((*closed, *self.lineage)):
            ends, between = ways(self.lineage, key)
            found.append(
                Former(
                    key=key,
                    entry=closed.get(key),
                    successors=tuple(entry for end in ends if (entry := self.get(end))),
                    way=(*ends, *between),
                    folder=key in closed and has_folder(key),
                )
            )
        return tuple(found)

    def find(self, text: str) -> tuple[UnitEntry, ...]:
        """Return the units that a text names: by key or id, else by an earlier one, name or code."""
        text = text.strip().strip("/")
        plain = text.casefold()
        own = tuple(entry for entry in self.entries if text in {entry.key, entry.id})
        former = [
            key
            for key in self.lineage
            if self.get(key) is None and text in {key, key.partition("/")[2]}
        ]
        followed = tuple(dict.fromkeys(e for key in former for e in self.successors(key)))
        named = (
            entry
            for entry in self.entries
            if plain in {name.casefold() for name in (entry.name, *entry.former_names)}
            or (entry.code and parse_code(text, entry.level) in {entry.code, *entry.former_codes})
        )
        return own or followed or tuple(named)


def no_unit(register: Register, text: str, where: Where) -> Iterator[Problem]:
    """Yield that a text of the city's own files names no single unit, with the nearest one."""
    units = register.find(text)
    if len(units) != 1:
        names = [entry.key for entry in units or register.entries]
        near = nearest(text, names) or next(iter(names), "skpd/diskominfo")
        yield Problem.of("S070", where, found=text, nearest=near)


def read_register(root: Path, kinds: tuple[UnitKind, ...] | None = None) -> Register:
    """Return the register of the city at `root`; raises ConfigError with all problems.

    Without `kinds`, they are read from the city's settings, if it has any.
    """
    try:
        data = (root / PATH).read_bytes()
    except OSError as error:
        if not (root / "site.yml").exists():
            raise ConfigError.of("S001", "site.yml") from None
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
    split = split_rows(text)
    problems = [
        Problem.of("U003", Where(path=path, row=each.row), reason=each.reason)
        for each in split.broken
    ]
    if problems and (not split.whole or problems[0].where.row == 1):
        raise ConfigError(problems=tuple(problems))
    missing = [name for name in COLUMNS[:3] if name not in split.names]
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
    for number, cells in split.rows[1:]:
        row = {**dict.fromkeys(split.names, ""), **dict(zip(split.names, cells, strict=False))}
        if any(value.strip() for value in row.values()):
            where = Where(path=path, row=number)
            problems += in_row(row, where)
            entry = _entry(row, where, kinds, problems)
            if entry:
                entries.append((entry, number))
    _check_twice(entries, path, problems)
    found = tuple(_with_parents(entries, path, kinds, problems))
    units = settled(found)
    rows_of = [row for _, row in entries]
    problems += lineage_problems(zip(units, rows_of, strict=True), path)
    if problems:
        raise ConfigError(problems=_summed_up(problems))
    return Register(units, kinds, lineage_of(units), _summed_up(_elsewhere(entries, path)))


class _RegisterRow(Struct, frozen=True):
    """A row of the register: its cells by column, where its problems go, and the kinds of the city."""

    cells: dict[str, str]
    where: Where
    kinds: tuple[UnitKind, ...]
    problems: list[Problem]

    def report(self, code: str, column: str, **params: str) -> None:
        found = {"found": self.cells[column], **params}
        self.problems.append(Problem.of(code, replace(self.where, field=column), **found))


def _entry(
    row: dict[str, str], place: Where, kinds: tuple[UnitKind, ...], problems: list[Problem]
) -> UnitEntry | None:
    cells = {key: (row.get(key) or "").strip() for key in (*COLUMNS, STATISTICS, *CHANGES)}
    found = _RegisterRow(cells, place, kinds, problems)
    seen = len(problems)
    kind = _kind(found)
    codes, keys, moments = _codes(found, kind), _keys(found), _moments(found)
    if cells["status"].casefold() not in _STATES:
        found.report("U008", "status", allowed="aktif, nonaktif")
    if len(problems) > seen or kind is None:
        return None
    entry = UnitEntry(
        id=cells["id"],
        kind=kind.name,
        level=kind.level,
        name=cells["nama"],
        code=codes[0],
        parent=cells["induk"],
        former_names=several(cells["nama_lama"]),
        active=_STATES[cells["status"].casefold()],
        statistics_code=cells[STATISTICS],
        former_ids=keys["id_lama"],
        former_codes=codes[1:],
        successors=keys["penerus"],
        since=moments["sejak"],
        until=moments["sampai"],
    )
    if entry.first_day and entry.last_day and entry.first_day > entry.last_day:
        found.report("U046", "sampai")
        return None
    return entry


def _kind(row: _RegisterRow) -> UnitKind | None:
    """The unit's kind; reports a kind, an id or a name that cannot be."""
    cells, names = row.cells, [each.name for each in row.kinds]
    kind = kind_of(row.kinds, cells["jenis"])
    if kind is None:
        near = nearest(cells["jenis"], names, 0.5) or names[0]
        row.report("U004", "jenis", allowed=", ".join(names), nearest=near)
    if not cells["id"] or cells["id"] != slugify(cells["id"]):
        row.report("U005", "id", nearest=slugify(cells["id"]) or slugify(cells["nama"]) or "unit")
    if not cells["nama"]:
        row.report("U006", "nama")
    return kind


def _codes(row: _RegisterRow, kind: UnitKind | None) -> tuple[str, ...]:
    """The unit's area code, then its earlier ones."""
    if kind is None:
        return ("",)
    found = []
    for column in ("kode_wilayah", "kode_lama"):
        cell = row.cells[column]
        for text in (cell,) if column == "kode_wilayah" else several(cell):
            code = parse_code(text, kind.level)
            if code is None:
                row.report("U007", column, found=text, example=example_of(kind), kind=kind.name)
            elif column == "kode_wilayah" and (other := _told_by_code(code, kind, row.kinds)):
                row.report("U050", column, kind=kind.name, other=other, name=row.cells["nama"])
            found.append(code or "")
    if row.cells[STATISTICS] and not fits_statistics(row.cells[STATISTICS], kind.level):
        row.report("U033", STATISTICS, kind=kind.name)
    return tuple(found)


def _keys(row: _RegisterRow) -> dict[str, tuple[str, ...]]:
    """The keys of earlier ids and of the units that follow, by column."""
    found: dict[str, tuple[str, ...]] = {}
    names = {each.name for each in row.kinds}
    for column, code in (("id_lama", "U043"), ("penerus", "U044")):
        given = several(row.cells[column])
        found[column] = tuple(key_in(each, row.cells["jenis"], names) for each in given)
        for text, key in zip(given, found[column], strict=True):
            if not key:
                near = slugify(text) or "-"
                row.report(code, column, found=text, reason=NO_ID, nearest=near)
    return found


def _moments(row: _RegisterRow) -> dict[str, str]:
    """Since when and until when the unit exists, by column."""
    found = {}
    for column in ("sejak", "sampai"):
        moment = parse_moment(row.cells[column])
        if moment is None:
            row.report("U046", column)
        found[column] = moment or ""
    return found


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
    """Report identities and codes that occur twice; a closed unit keeps the code of its time."""
    keys: dict[str, str] = {}
    codes: dict[str, str] = {}
    for entry, row in entries:
        if entry.key in keys:
            where = Where(path=path, row=row, field="id")
            problems.append(Problem.of("U009", where, found=entry.key, other=keys[entry.key]))
        keys[entry.key] = entry.name
        if entry.code and entry.code in codes and entry.active:
            where = Where(path=path, row=row, field="kode_wilayah")
            problems.append(Problem.of("U010", where, found=entry.code, other=codes[entry.code]))
        if entry.active:
            codes[entry.code] = entry.name


def _with_parents(
    entries: list[tuple[UnitEntry, int]],
    path: str,
    kinds: tuple[UnitKind, ...],
    problems: list[Problem],
) -> Iterator[UnitEntry]:
    """Yield each unit with the key of the unit above it; report those that cannot be above it.

    `induk` is the id of a unit of one of the kinds that may stand above, or its key.
    """
    units = {entry.key: entry for entry, _ in entries}
    codes = {key: entry.code for key, entry in units.items()}
    allowed = {kind.name: kind.parents for kind in kinds}
    for entry, row in entries:
        named = entry.parent.strip("/")
        kinds_above = allowed[entry.kind]
        keys = (named, *(f"{kind}/{named}" for kind in kinds_above))
        parent = next((k for k in keys if k in units and k.partition("/")[0] in kinds_above), "")
        needed = entry.level == "kelurahan" or (named and kinds_above)
        where = Where(path=path, row=row, field="induk")
        if needed and (not parent or parent == entry.key):
            others = {k: c for k, c in codes.items() if k != entry.key}
            near = _likely_parent(entry, others, kinds_above)
            reason = f"`induk: {named}`" if named else N_("`induk` is empty")
            words = {"unit": entry.name, "kinds": "/".join(kinds_above), "nearest": near}
            problems.append(Problem.of("U011", where, reason=reason, **words))
        elif parent and entry.level == "kelurahan" and not _lies_in(entry, units[parent]):
            by_code = (k for k, c in codes.items() if c and c == above(entry.code))
            words = {
                "unit": entry.name,
                "found": entry.code,
                "parent": units[parent].id,
                "other": units[parent].code,
                "nearest": next(by_code, "-").partition("/")[2] or "-",
            }
            problems.append(Problem.of("U047", where, **words))
        yield replace(entry, parent=parent)


def _lies_in(entry: UnitEntry, parent: UnitEntry) -> bool:
    """Whether the code of an area begins with that of the one above; a closed one has that of its time."""
    begins = above(entry.code)
    return begins == parent.code or (not entry.active and begins in parent.former_codes)


def _likely_parent(entry: UnitEntry, codes: dict[str, str], kinds: tuple[str, ...]) -> str:
    """The id of the unit that may have been meant: by its name, else by the code of the area."""
    ids = {
        key.partition("/")[2]: code for key, code in codes.items() if key.partition("/")[0] in kinds
    }
    # The code of a kelurahan begins with that of its kecamatan.
    by_code = (key for key, own in ids.items() if own and entry.code.startswith(own))
    return (
        nearest(entry.parent, ids, cutoff=0.5)
        or next(by_code, None)
        or min(ids, default="nama-kecamatan")
    )


def _elsewhere(entries: list[tuple[UnitEntry, int]], path: str) -> Iterator[Problem]:
    """Yield a warning for each area whose code lies in another kabupaten or kota than the others."""
    usual = usual_city(entry for entry, _ in entries)
    for entry, row in entries:
        if usual and entry.code and city_part(entry.code) != usual:
            where = Where(path=path, row=row, field="kode_wilayah")
            yield Problem.of("U048", where, found=entry.code, unit=entry.name, city=usual)


def _summed_up(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems with one kind in one column told once, and which rows have it too.

    One slip of a spreadsheet is in every row.
    """
    groups: dict[tuple[str, str], list[Problem]] = {}
    for each in problems:
        groups.setdefault((each.code, each.where.field), []).append(each)
    found: list[Problem] = []
    for (code, _), group in groups.items():
        if len(group) <= TOLD:
            found += group
            continue
        first, *more = group
        rows = [str(each.where.row) for each in more]
        shown = ", ".join((*rows[:_ROWS_SHOWN], *(["..."] if rows[_ROWS_SHOWN:] else [])))
        where = more[0].where
        found += (first, Problem.of("U045", where, count=str(len(more)), kind=code, rows=shown))
    return tuple(sorted(found, key=lambda each: (each.where.row, each.where.line)))
