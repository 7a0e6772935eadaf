"""Columns that name areas of the city, joined to the register by code.

Kemendagri codes are the keys; BPS codes and names, which have several spellings, are aliases
(docs/decisions/006 and 018).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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

    `level` names the kinds of these areas.
    """

    facet: Facet
    level: str
    areas: tuple[UnitEntry, ...]
    places: Codes
    unknown: tuple[int, ...]


def plain(text: str) -> str:
    """Return a name without what varies in spelling: case, spaces, punctuation, `Kelurahan`."""
    return _SIGNS.sub("", _PREFIX.sub("", text.casefold().strip(), count=1))


def area_columns(columns: Sequence[Facet], areas: Sequence[UnitEntry]) -> tuple[AreaColumn, ...]:
    """Return the column of kelurahan and that of kecamatan, as far as there are any.

    Of several, one with Kemendagri codes comes first, then one with BPS codes, then names.
    """
    found = []
    for level in LEVELS:
        entries = tuple(entry for entry in areas if entry.level == level)
        ranked = [
            (word, column)
            for facet in columns
            if KINDS[facet.column.kind].names
            for word, column in _read(facet, level, entries, areas)
        ]
        if ranked:
            found.append(min(ranked, key=lambda each: each[0])[1])
    return tuple(found)


def _read(
    facet: Facet, level: str, entries: tuple[UnitEntry, ...], areas: Sequence[UnitEntry]
) -> Iterator[tuple[int, AreaColumn]]:
    """The column as areas of this level, with its index in `_WORDS`; nothing if it is not one."""
    import numpy as np

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
    places = np.array([known.get(_key(text, _WORDS[best]), -1) for text in texts] + [-1])
    # A row for the city itself, or for kecamatan among their kelurahan, is not a mistake.
    wider = {_key(text, word) for word in _WORDS for text in _aliases(areas, word)}
    wider |= {entry.code[:end] for entry in areas for end in (2, 5)}
    unknown = tuple(
        at
        for at, text in enumerate(texts)
        if places[at] < 0 and text not in wider and _key(text, _WORDS[best]) not in wider
    )
    kinds = "/".join(dict.fromkeys(entry.kind for entry in entries)) or level
    yield best, AreaColumn(facet, kinds, entries, places[facet.codes], unknown)


def _key(text: str, word: str) -> str:
    return plain(text) if word == "name" else text.replace(".", "")


def _aliases(entries: Sequence[UnitEntry], word: str) -> dict[str, int]:
    """The indices of the areas by one kind of word, without words that several areas share."""
    places: dict[str, int] = {}
    shared: set[str] = set()
    for at, entry in enumerate(entries):
        texts = (entry.name, *entry.former_names) if word == "name" else (getattr(entry, word),)
        for text in texts:
            key = _key(text, word)
            if key and places.setdefault(key, at) != at:
                shared.add(key)
    return {key: at for key, at in places.items() if key not in shared}


def unknown_areas(column: AreaColumn, rows: Codes, path: str) -> Iterator[Problem]:
    """Yield a problem for each value that is not an area of the register, at its first row."""
    import numpy as np

    facet = column.facet
    counts = np.bincount(facet.codes[facet.codes >= 0], minlength=len(facet.distinct))
    names = {entry.name.casefold(): entry for entry in column.areas}
    codes = {entry.code: entry for entry in column.areas}
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
