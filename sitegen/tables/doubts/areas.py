"""Columns that name areas of the city, joined to the register by code.

Kemendagri codes are the keys; BPS codes and names, which have several spellings, are aliases
(docs/decisions/006 and 018).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.keys.field import nearest
from sitegen.model import Problem, UnitEntry, Where
from sitegen.tables.columns.unfit import NAMED
from sitegen.tables.doubts.facets import Facet
from sitegen.tables.kinds import KINDS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.intp]

LEVELS = ("kelurahan", "kecamatan")
_PREFIX = re.compile(r"(?:kelurahan|kecamatan|desa|kel\.|kec\.|ds\.) ?")
_SIGNS = re.compile(r"[\W_]+")
# A column holds areas if this share of its distinct values is in the register.
_SHARE = 0.8
_LEAST = 3
# Which of several columns with areas of one level is the key, best first.
_WORDS = ("code", "statistics_code", "name")


class AreaColumn(Struct, frozen=True):
    """A column of areas of one level: `places[n]` is row n's index in `areas`, -1 for none.

    `level` names the kinds of these areas; `areas` are those of the register, closed ones too.
    """

    facet: Facet
    level: str
    areas: tuple[UnitEntry, ...]
    places: Codes
    unknown: tuple[int, ...]


def plain(text: str) -> str:
    """Return a name without what varies in spelling: case, spaces, punctuation, `Kelurahan`."""
    return _SIGNS.sub("", _PREFIX.sub("", text.casefold().strip(), count=1))


# Where an area of the register is in a list, and whether a word is one that it had before.
_Holder = tuple[int, bool]


def existed(entry: UnitEntry, year: int) -> bool:
    """Return whether an area was there in the whole of a year; of year 0, whether it is now.

    What had another code or id before was there under it.
    """
    if not year:
        return entry.active
    if not entry.active and entry.last_day is None:
        return False  # nobody knows how long
    first, last = _span(entry)
    return first <= date(year, 1, 1) and date(year, 12, 31) <= last


def _span(entry: UnitEntry) -> tuple[date, date]:
    """The first and the last day of an area, as far as the register says."""
    older = entry.former_codes or entry.former_ids
    first = None if older else entry.first_day
    return first or date.min, entry.last_day or date.max


def area_columns(
    columns: Sequence[Facet], areas: Sequence[UnitEntry], years: Codes | None = None
) -> tuple[AreaColumn, ...]:
    """Return the column of kelurahan and that of kecamatan, as far as there are any.

    `years` has the year of each row, 0 where it has none: which of two areas had a name or code then.

    Of several, one with Kemendagri codes comes first, then one with BPS codes, then names.
    """
    found = []
    for level in LEVELS:
        entries = tuple(entry for entry in areas if entry.level == level)
        ranked = [
            (word, column)
            for facet in columns
            if KINDS[facet.column.kind].names
            for word, column in _read(facet, level, (entries, areas), years)
        ]
        if ranked:
            found.append(min(ranked, key=lambda each: each[0])[1])
    return tuple(found)


def _read(
    facet: Facet,
    level: str,
    register: tuple[tuple[UnitEntry, ...], Sequence[UnitEntry]],
    years: Codes | None,
) -> Iterator[tuple[int, AreaColumn]]:
    """The column as areas of this level, with its index in `_WORDS`; nothing if it is not one."""
    import numpy as np

    entries, areas = register
    words = [_aliases(entries, word) for word in _WORDS]
    named = KINDS[facet.column.kind].names == "areas"
    if not named and len(facet.distinct) * _SHARE > sum(map(len, words)):
        return
    texts = [str(value) for value in facet.distinct]
    hits = [
        sum(_key(text, word) in known for text in texts)
        for word, known in zip(_WORDS, words, strict=True)
    ]
    best = int(np.argmax(hits)) if hits else 0
    declared = named and hits[best] > 0
    if not declared and (hits[best] < _LEAST or hits[best] < _SHARE * len(texts)):
        return
    known = words[best]
    holders = [known.get(_key(text, _WORDS[best]), ()) for text in texts]
    places = np.array([_usual(entries, each) for each in holders] + [-1])
    # A row for the city itself, or for kecamatan among their kelurahan, is not a mistake.
    wider = {_key(text, word) for word in _WORDS for text in _aliases(areas, word)}
    codes = {code for entry in areas for code in (entry.code, *entry.former_codes)}
    wider |= {code[:end] for code in codes for end in (2, 5)}
    unknown = tuple(
        at
        for at, text in enumerate(texts)
        if places[at] < 0 and text not in wider and _key(text, _WORDS[best]) not in wider
    )
    found = places[facet.codes]
    for at, each in enumerate(holders):
        if years is not None and len(each) > 1:
            for row in np.flatnonzero(facet.codes == at).tolist():
                found[row] = _then(entries, each, int(years[row]), int(found[row]))
    kinds = "/".join(dict.fromkeys(entry.kind for entry in entries if entry.active)) or level
    yield best, AreaColumn(facet, kinds, entries, found, unknown)


def _key(text: str, word: str) -> str:
    return plain(text) if word == "name" else text.replace(".", "")


def _aliases(entries: Sequence[UnitEntry], word: str) -> Mapping[str, tuple[_Holder, ...]]:
    """The areas by one kind of word, without words that several areas share at one time."""
    found: dict[str, dict[_Holder, None]] = {}
    for at, entry in enumerate(entries):
        for text, former in _words(entry, word):
            if key := _key(text, word):
                found.setdefault(key, {})[at, former] = None
    return {
        key: tuple(holders) for key, holders in found.items() if _distinct(entries, word, holders)
    }


def _words(entry: UnitEntry, word: str) -> Iterator[tuple[str, bool]]:
    """The names or codes of an area, and whether it had them before."""
    yield getattr(entry, word), False
    former = {"name": entry.former_names, "code": entry.former_codes}
    yield from ((text, True) for text in former.get(word, ()))


def _distinct(entries: Sequence[UnitEntry], word: str, holders: Iterable[_Holder]) -> bool:
    """Whether one area at most has a word at any time; of closed ones and another, that is the other."""
    holders = tuple(holders)
    now = [at for at, former in holders if not former]
    if word == "code" and len(now) == 1:
        return True  # an area that had this code before has another one now
    places = {at for at, _ in holders}
    if sum(entries[at].active for at in places) < 2:
        return True
    return all(
        _span(entries[one])[1] < _span(entries[other])[0]
        or _span(entries[other])[1] < _span(entries[one])[0]
        for one, other in combinations(places, 2)
    )


def _usual(entries: Sequence[UnitEntry], holders: tuple[_Holder, ...]) -> int:
    """The area that has a word now, else the last one that had it; -1 for none."""
    return min(
        holders,
        key=lambda each: (each[1], not entries[each[0]].active, -each[0]),
        default=(-1, False),
    )[0]


def _then(entries: Sequence[UnitEntry], holders: tuple[_Holder, ...], year: int, usual: int) -> int:
    """The area that had a word in a year, the `usual` one if that is not known."""
    if not year:
        return usual
    begin, end = date(year, 1, 1), date(year, 12, 31)
    found = set()
    for at, former in holders:
        first, last = _span(entries[at])
        if former:
            last = entries[at].first_day or last
        elif entries[at].former_codes:
            first = entries[at].first_day or first
        if first <= end and begin <= last:
            found.add(at)
    return found.pop() if len(found) == 1 else usual


def unknown_areas(column: AreaColumn, rows: Codes, path: str) -> Iterator[Problem]:
    """Yield a problem for each value that is not an area of the register, at its first row."""
    import numpy as np

    facet = column.facet
    counts = np.bincount(facet.codes[facet.codes >= 0], minlength=len(facet.distinct))
    names = {entry.name.casefold(): entry for entry in column.areas if entry.active}
    codes = {entry.code: entry for entry in column.areas if entry.active}
    for at in column.unknown[:NAMED]:
        found = str(facet.distinct[at])
        near = nearest(found, names, 0.6) or nearest(found, codes, 0.8)
        entry = names.get(near) or codes.get(near)
        first = int(np.argmax(facet.codes == at))
        where = Where(path=path, row=int(rows[first]), field=facet.column.name)
        yield Problem.of(
            "D047",
            where,
            found=found[:40],
            column=facet.column.name,
            cells=str(int(counts[at])),
            count=str(len(column.unknown)),
            nearest=f"{entry.name} ({entry.code})" if entry else "data/units.csv",
        )


def shared_names(column: AreaColumn, columns: Sequence[Facet], path: str) -> Iterator[Problem]:
    """Yield a problem for each name in the table that fits several areas of the register."""
    from sitegen.tables.doubts.facets import count, joint

    reported: set[tuple[int, ...]] = set()
    rows = len(column.places)
    present = count(column.places)
    for facet in columns:
        if KINDS[facet.column.kind].names != "words" or len(facet.distinct) < _SHARE * present:
            continue
        if count(joint([column.places, facet.codes], rows)) * _SHARE > present:
            continue
        for at, places in _areas_by_value(column.places, facet).items():
            entries = [column.areas[place] for place in places]
            if places in reported or len({plain(entry.name) for entry in entries}) == 1:
                continue
            reported.add(places)
            yield Problem.of(
                "D050",
                Where(path=path, field=facet.column.name),
                found=str(facet.distinct[at]),
                column=facet.column.name,
                areas=", ".join(f"{entry.name} ({entry.code})" for entry in entries),
            )


def _areas_by_value(places: Codes, facet: Facet) -> dict[int, tuple[int, ...]]:
    import numpy as np

    known = (places >= 0) & (facet.codes >= 0)
    pairs = np.unique(np.stack([facet.codes[known], places[known]]), axis=1).T.tolist()
    found: dict[int, tuple[int, ...]] = {}
    for value, place in pairs:
        found[value] = (*found.get(value, ()), place)
    return {value: areas for value, areas in found.items() if len(areas) > 1}
