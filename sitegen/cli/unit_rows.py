"""Rows of a table, or lines of a list, as units to make: what columns are called, what is meant.

People have such lists from Kemendagri, from BPS or from the personnel office, in many shapes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from sitegen.city.area_codes import parse_code
from sitegen.city.kemendagri import official_name
from sitegen.cli.writing import one_line
from sitegen.i18n import N_
from sitegen.model import UnitKind
from sitegen.tables.files.raw import RawTable

# So many rows may stand above the header: titles of the table.
ABOVE = 10
_WORDS = {
    "id": "id|id unit|slug",
    "kind": "jenis|jenis unit|jenis wilayah|tingkat|tipe|kind|level",
    "code": "kode|kode wilayah|kode kemendagri|kode wilayah kemendagri|kode daerah|code",
    "name": "nama|nama unit|nama wilayah|wilayah|nama daerah|unit|opd|nama opd|perangkat daerah"
    "|nama perangkat daerah|instansi|nama instansi|unit kerja|nama unit kerja|name",
    "parent": "induk|kode induk|unit induk|opd induk|dinas induk|dinas|parent|district code",
    "statistics": "kode bps|bps|id bps|kode wilayah bps",
    "former": "nama lama|nama sebelumnya",
    "status": "status",
}
_COLUMNS = {word: name for name, words in _WORDS.items() for word in words.split("|")}
# How people write kinds besides their names and labels.
_SHORT = {"kec": "kecamatan", "kel": "kelurahan", "ds": "desa", "opd": "skpd", "badan": "skpd"}
_SIGNS = re.compile(r"[\W_]+")
_WIDER = re.compile(r"\d{2}(?:\.?\d{2})?")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_ROMAN = re.compile(r"[IVX]+")
_SUMS = frozenset({"jumlah", "total"})

_WITH_CODE = re.compile(r"([\d.]{6,13})\s+(\S.*)")

NO_KIND = N_("it does not say what kind of unit it is")
OTHER_KIND = N_("the city has no such kind of unit")
NO_NAME = N_("it has no name")
NO_CODE = N_("that is no code of Kemendagri, such as 63.71.01 or 63.71.01.1001")


class ListedUnit(Struct, frozen=True, kw_only=True):
    """A unit as a row has it; `parent` is an id, a name or a code, "" if the row has none."""

    row: int
    kind: str
    name: str
    id: str = ""
    code: str = ""
    parent: str = ""
    statistics: str = ""
    former: str = ""
    status: str = ""


class RowMistake(Struct, frozen=True, kw_only=True):
    """Why no unit can be made of a row: a message id, and what was found."""

    row: int
    reason: str
    found: str = ""


class _Header(Struct, frozen=True, kw_only=True):
    """Where each column is, with the kind of all rows if the header says it.

    `district` and `district_code` are columns about the kecamatan in which a unit lies.
    """

    columns: Mapping[str, int]
    kind: str = ""


@dataclass(slots=True, kw_only=True)
class _Rows:
    """The units and mistakes of a table while its rows are read."""

    kinds: Sequence[UnitKind]
    words: Mapping[str, str]
    header: _Header
    default: str
    units: list[ListedUnit] = field(default_factory=list)
    mistakes: list[RowMistake] = field(default_factory=list)
    districts: set[str] = field(default_factory=set)
    last: dict[str, str] = field(default_factory=dict)

    def add(self, number: int, cells: Mapping[str, str]) -> None:
        """Add what a row says, by column; nothing for a sum and for an area above kecamatan."""
        name, code = cells.get("name", ""), _code(cells.get("code", ""))
        total = any(cell.casefold() in _SUMS for cell in cells.values())
        if not (name or cells.get("code")) or total or code == "wider":
            return
        if code is None:
            self.mistakes.append(RowMistake(row=number, reason=NO_CODE, found=cells["code"]))
            return
        said = cells.get("kind", "")
        name_of = self.words.get(_plain(said), "") if said else self._kind_of(code)
        kind = next((each for each in self.kinds if each.name == name_of), None)
        if kind is None:
            text = OTHER_KIND if said else NO_KIND
            self.mistakes.append(RowMistake(row=number, reason=text, found=said or name))
            return
        if kind.level != "dinas":
            name = self._area_name(name) or official_name(code)
        if not name:
            self.mistakes.append(RowMistake(row=number, reason=NO_NAME, found=code))
            return
        self._district(number, kind, code, cells)
        self.units.append(
            ListedUnit(
                row=number,
                kind=kind.name,
                name=name,
                id=cells.get("id", ""),
                code=code,
                parent=cells.get("parent", "") or self._lies_in(kind, cells.get("district", "")),
                statistics=cells.get("statistics", ""),
                former=cells.get("former", ""),
                status=cells.get("status", ""),
            )
        )

    def _kind_of(self, code: str) -> str:
        """The kind of a row that does not say it: by the header, the code, or as it was asked for."""
        levels = {8: "kecamatan", 13: "kelurahan"}
        fitting = [kind for kind in self.kinds if kind.level == levels.get(len(code))]
        village = code[9:10] > "1"
        exact = [kind.name for kind in fitting if kind.village == village]
        by_code = exact[:1] or [kind.name for kind in fitting[:1]]
        return self.header.kind or next(iter(by_code), "") or self.default

    def _district(self, number: int, kind: UnitKind, code: str, cells: Mapping[str, str]) -> None:
        """Add the kecamatan that a row names beside an area, before the first of its areas."""
        own = next((each for each in self.kinds if each.level == "kecamatan"), None)
        name = self._area_name(cells.get("district", ""))
        above = _code(cells.get("district_code", "")) or code[:8]
        if own and kind.level == "kelurahan" and name and len(above) == 8:
            if above not in self.districts:
                self.units.append(ListedUnit(row=number, kind=own.name, name=name, code=above))
            self.districts.add(above)

    def _lies_in(self, kind: UnitKind, district: str) -> str:
        """The kecamatan of a unit if units of its kind may stand below one."""
        own = {each.name for each in self.kinds if each.level == "kecamatan"}
        return self._area_name(district) if own.intersection(kind.parents) else ""

    def _area_name(self, text: str) -> str:
        """The name of an area without its kind, and not in capitals alone."""
        first, _, rest = text.partition(" ")
        name = rest.strip() if rest and _plain(first) in self.words else text
        if name.isupper() and len(name) > 2:
            words = name.split()
            name = " ".join(each if _ROMAN.fullmatch(each) else each.title() for each in words)
        return name


def unit_rows(
    raw: RawTable, kinds: Sequence[UnitKind], kind: str = ""
) -> tuple[tuple[ListedUnit, ...], tuple[RowMistake, ...]]:
    """Return the units of a table and what is wrong with its rows.

    `kind` is that of rows which do not say it. A kecamatan that stands only beside its kelurahan is
    a unit too.
    """
    rows = next((tuple(s.every_row()) for s in raw.sheets if s.rows and not s.hidden), ())
    shown = [(number, [one_line(str(cell)) for cell in cells]) for number, cells in rows]
    words = _kind_words(kinds)
    found = ((at, _header(cells, words, kinds)) for at, (_, cells) in enumerate(shown[:ABOVE]))
    begin, header = next(((at + 1, each) for at, each in found if each), (0, None))
    read = _Rows(kinds=kinds, words=words, header=header or _Header(columns={}), default=kind)
    for number, cells in shown[begin:]:
        by_column = _by_header(cells, header, read.last) if header else _by_look(cells, words)
        read.add(number, by_column)
    return tuple(read.units), tuple(read.mistakes)


def _plain(text: str) -> str:
    return _SIGNS.sub(" ", text.casefold()).strip()


def _kind_words(kinds: Sequence[UnitKind]) -> dict[str, str]:
    """The names of kinds by all words for them."""
    names = {kind.name for kind in kinds}
    words = {short: name for short, name in _SHORT.items() if name in names}
    for kind in kinds:
        own = (kind.short, kind.plural, kind.label, kind.name, kind.name.replace("-", " "))
        words |= {_plain(word): kind.name for word in own}
    return words


def _header(
    cells: Sequence[str], words: Mapping[str, str], kinds: Sequence[UnitKind]
) -> _Header | None:
    """The columns that a row names, None if it names neither the units nor their codes."""
    columns: dict[str, int] = {}
    areas: list[tuple[str, tuple[str, ...], int]] = []
    for at, cell in enumerate(cells):
        word = _plain(cell)
        if column := _COLUMNS.get(word):
            columns.setdefault(column, at)
            continue
        first, _, rest = word.partition(" ")
        what = {"kode": "code", "nama": "name"}.get(first, "")
        named = rest if what else word
        of = (words.get(named),) if named in words else tuple(map(words.get, named.split()))
        if of and all(of):
            areas.append((what or "name", tuple(each for each in of if each), at))
    districts = {kind.name for kind in kinds if kind.level == "kecamatan"}
    below = any(not districts.issuperset(of) for _, of, _ in areas) or "name" in columns
    single: set[str] = set()
    for what, of, at in areas:
        if districts.issuperset(of) and below:
            columns.setdefault("district_code" if what == "code" else "district", at)
        else:
            columns.setdefault(what, at)
            single.update(of)
    if not columns.keys() & {"name", "code"}:
        return None
    return _Header(columns=columns, kind=next(iter(single)) if len(single) == 1 else "")


def _by_header(cells: Sequence[str], header: _Header, last: dict[str, str]) -> dict[str, str]:
    """The cells of a row by column; a kecamatan holds for the rows below it too."""
    found = {name: cells[at] for name, at in header.columns.items() if at < len(cells)}
    for name in ("district", "district_code"):
        if name in header.columns:
            last[name] = found.get(name) or last.get(name, "")
            found[name] = last[name]
    return found


def _by_look(cells: Sequence[str], words: Mapping[str, str]) -> dict[str, str]:
    """The cells of a row without a header: a code, a name, and a kind where it stands alone."""
    found: dict[str, str] = {}
    filled = [cell for cell in cells if cell]
    if len(filled) == 1 and (both := _WITH_CODE.fullmatch(filled[0])):
        filled = [both[1], both[2]]
    for cell in filled:
        if _code(cell) and (len(cell) > 4 or not cell.isdecimal()):
            found.setdefault("code", cell)
        elif len(filled) > 1 and _plain(cell) in words:
            found.setdefault("kind", cell)
        elif _LETTERS.search(cell):
            found.setdefault("name", cell)
    return found


def _code(text: str) -> str | None:
    """A code with its points, "" for none, `wider` for that of a city or province; None if wrong."""
    if not text:
        return ""
    if _WIDER.fullmatch(text):
        return "wider"
    return parse_code(text, "kelurahan") or parse_code(text, "kecamatan")
